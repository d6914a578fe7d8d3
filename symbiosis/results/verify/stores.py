"""Does every store hold what was put in and not taken out?

    level = (1 − loss)^h · previous level + h · (η⁺ · charge − discharge / η⁻)
    level_min · C ≤ level ≤ level_max · C / (1 + design_margin)
    charge ≤ charge_max · C        discharge ≤ discharge_max · C

A chain of steps starts from the given level, or from a free one that its end must reach again.
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
        ledger.at_most(FAMILY, "holds more than fits", label, level, room, tolerance)
        ledger.at_most(FAMILY, "holds less than must stay", label, least, level, tolerance)
        if store.charge_max is not None:
            what = "is filled faster than allowed"
            ledger.at_most(FAMILY, what, label, charge, store.charge_max * size, tolerance)
        if store.discharge_max is not None:
            what = "is emptied faster than allowed"
            ledger.at_most(FAMILY, what, label, discharge, store.discharge_max * size, tolerance)
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
        end = _end_of_chain(horizon, int(first))
        what = "ends with less than it started from"
        ledger.at_most(FAMILY, what, store.label, start, level[[end]], allowed, ledger.times[[end]])


def _end_of_chain(horizon: Horizon, first: int) -> int:
    """Return the last step of the chain that starts at `first`."""
    ends = np.ones(len(horizon), dtype=bool)
    ends[horizon.previous[horizon.previous >= 0]] = False
    mine = ends & (horizon.period == horizon.period[first])
    return int(np.flatnonzero(mine)[-1])
