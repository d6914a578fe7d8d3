"""Does every store hold what was put in and not taken out?

    level = (1 − loss)^h · previous level + h · (η⁺ · charge − discharge / η⁻)
    level_min · C ≤ level ≤ level_max · C / (1 + design_margin)
    charge ≤ charge_max · C        discharge ≤ discharge_max · C

A chain of steps starts from the given level, or from a free one that its end must reach again; it ends
with no less than the least final content.
"""

from __future__ import annotations

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park, Store
from symbiosis.results.verify.flows import FEASIBILITY, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger

FAMILY = "store"


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Follow the level of every store through the steps."""
    for label, store in park.stores.items():
        level, charge, discharge = (tables[name][label] for name in ("level", "charge", "discharge"))
        size = float(tables["capacity"][label])
        biggest = max(float(np.abs(values).max(initial=0.0)) for values in (level, charge, discharge))
        tolerance = FEASIBILITY * max(1.0, abs(size), biggest)
        full, least = size / (1.0 + store.design_margin), store.level_min * size
        room = full * series(park, horizon, store.level_max)
        seasonal = store.seasonal and len(horizon.groups["order"]) > 0
        if not seasonal:
            ledger.at_most(FAMILY, "holds more than fits", label, level, room, tolerance)
            ledger.at_most(FAMILY, "holds less than must stay", label, least, level, tolerance)
        if store.charge_max is not None:
            what = "is filled faster than allowed"
            ledger.at_most(FAMILY, what, label, charge, store.charge_max * size, tolerance)
        if store.discharge_max is not None:
            what = "is emptied faster than allowed"
            ledger.at_most(FAMILY, what, label, discharge, store.discharge_max * size, tolerance)
        if seasonal:
            carried = tables["carried"][label]
            plan = (level, carried, charge, discharge)
            _check_order(store, horizon, plan, (least, room), tolerance, ledger)
        else:
            _check_levels(store, horizon, level, charge, discharge, full, tolerance, ledger)
        both = np.minimum(charge, discharge)
        if store.one_way:
            ledger.same(FAMILY, "is filled and emptied at once", label, both, tolerance)
        elif store.charge_efficiency * store.discharge_efficiency < 1.0:
            ledger.note("fills and empties at once, which burns what passes", label, both, tolerance)


def _check_levels(
    store: Store,
    horizon: Horizon,
    level: Floats,
    charge: Floats,
    discharge: Floats,
    full: float,
    tolerance: float,
    ledger: Ledger,
) -> None:
    left = (1.0 - store.loss) ** horizon.hours
    added = horizon.hours * (store.charge_efficiency * charge - discharge / store.discharge_efficiency)
    follows = horizon.previous >= 0
    residual = level - left * level[horizon.previous] - added
    what = "level does not follow from the step before"
    ledger.same(FAMILY, what, store.label, residual[follows], tolerance, ledger.times[follows])
    for first in np.flatnonzero(~follows):
        names = ledger.times[[first]]
        end = _end_of_chain(horizon, int(first))
        what, least = "ends with less than must be left", store.final_level_min
        ledger.at_most(FAMILY, what, store.label, least, level[[end]], tolerance, ledger.times[[end]])
        if store.initial_level is not None:
            gap = level[[first]] - left[first] * store.initial_level - added[[first]]
            ledger.same(FAMILY, "does not start from its initial level", store.label, gap, tolerance, names)
            continue
        # the free level that the first step must have started from
        if left[first] <= 0.0:
            gap = level[[first]] - added[[first]]
            ledger.same(FAMILY, "does not start from an empty store", store.label, gap, tolerance, names)
            continue
        start = (level[[first]] - added[[first]]) / left[first]
        allowed = tolerance / float(left[first])
        ledger.at_most(FAMILY, "starts with more than fits", store.label, start, full, allowed, names)
        ledger.at_most(FAMILY, "starts with less than nothing", store.label, 0.0, start, allowed, names)
        what = "ends with less than it started from"
        ledger.at_most(FAMILY, what, store.label, start, level[[end]], allowed, ledger.times[[end]])


def _check_order(
    store: Store,
    horizon: Horizon,
    plan: tuple[Floats, Floats, Floats, Floats],
    limits: tuple[float, Floats],
    tolerance: float,
    ledger: Ledger,
) -> None:
    """Walk through all real periods of the year, one after the other, with what is carried between them."""
    beside, carried, charge, discharge = plan
    order, (least, room) = horizon.groups["order"], limits
    gained = horizon.hours * (store.charge_efficiency * charge - discharge / store.discharge_efficiency)
    left = (1.0 - store.loss) ** horizon.hours
    swing, share, own, kept, period = np.zeros(len(horizon)), np.zeros(len(horizon)), 0.0, 1.0, -1
    for t in range(len(horizon)):
        if horizon.period[t] != period:
            period, own, kept = int(horizon.period[t]), 0.0, 1.0
        own, kept = left[t] * own + gained[t], left[t] * kept
        swing[t], share[t] = own, kept
    what = "level does not follow from its period's start"
    ledger.same(FAMILY, what, store.label, beside - swing, tolerance)
    before = np.roll(carried, 1)
    content = swing[order.step] + share[order.step] * before[order.member]
    names = np.array([f"period {order.names[g]}" for g in order.member])
    ledger.at_most(FAMILY, "holds more than fits", store.label, content, room[order.step], tolerance, names)
    what = "holds less than must stay"
    ledger.at_most(FAMILY, what, store.label, least, content, tolerance, names)
    last = np.concatenate((order.member[1:] != order.member[:-1], [True]))
    what = "carries on something else than it holds"
    ledger.same(FAMILY, what, store.label, carried - content[last], tolerance, names[last])


def _end_of_chain(horizon: Horizon, first: int) -> int:
    """Return the last step of the chain that starts at `first`."""
    ends = np.ones(len(horizon), dtype=bool)
    ends[horizon.previous[horizon.previous >= 0]] = False
    mine = ends & (horizon.period == horizon.period[first])
    return int(np.flatnonzero(mine)[-1])
