"""Do units start, run and stop as they may?

    on = on before + start − stop          whole numbers, on · unit size ≤ C
    minimum_load · unit · on ≤ a ≤ availability · unit · on
    started within the last minimum_up hours ≤ on
    stopped within the last minimum_down hours ≤ units that are off
    cold starts ≥ starts − units stopped within the last cold_after hours
    |change of load| within the ramps, from the middle of one step to the middle of the next

The state before a chain binds as far as it is given.
"""

from __future__ import annotations

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park, Technology
from symbiosis.results.verify.flows import FEASIBILITY, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger

FAMILY = "units"
WHOLE = 1e-5  # how far a solver may leave an integer from a whole number


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Follow the units of every technology through the steps."""
    for label, plant in park.technologies.items():
        activity, size = tables["activity"][label], float(tables["capacity"][label])
        margin = 1.0 + plant.design_margin
        tolerance = 10.0 * FEASIBILITY * max(1.0, abs(size))
        if plant.must_run and not plant.points:
            least = plant.minimum_load * series(park, horizon, plant.availability) * size / margin
            ledger.at_most(FAMILY, "runs below its least load", label, least, activity, tolerance)
        if label in tables["on"]:
            on, start, stop = (tables[name][label] for name in ("on", "start", "stop"))
            _check_units(label, plant, horizon, on, start, stop, size, ledger)
            _check_cold(label, plant, horizon, start, stop, tables, ledger)
            if not plant.points:
                running = plant.unit / margin * on
                most = series(park, horizon, plant.availability) * running
                ledger.at_most(FAMILY, "runs with units that are off", label, activity, most, tolerance)
                least = plant.minimum_load * running
                ledger.at_most(FAMILY, "runs below its least load", label, least, activity, tolerance)
        _check_ramps(label, plant, horizon, tables, tolerance, ledger)


def _check_units(
    label: str,
    plant: Technology,
    horizon: Horizon,
    on: Floats,
    start: Floats,
    stop: Floats,
    size: float,
    ledger: Ledger,
) -> None:
    for name, values in (("on", on), ("start", start), ("stop", stop)):
        ledger.same(FAMILY, f"{name} is not a whole number", label, values - np.round(values), WHOLE)
        ledger.at_most(FAMILY, f"{name} is below 0", label, 0.0, values, WHOLE)
    what = "runs more units than stand"
    ledger.at_most(FAMILY, what, label, on * plant.unit, size, WHOLE * max(1.0, plant.unit))
    first = horizon.previous < 0
    before = np.where(first, plant.initial_on or 0.0, on[horizon.previous])
    known = ~first | (plant.initial_on is not None)
    what = "units do not follow from those before"
    residual = (on - before - start + stop)[known]
    ledger.same(FAMILY, what, label, residual, WHOLE, ledger.times[known])
    up = recent(start, horizon, plant.minimum_up, False) + _bound(plant, horizon, plant.minimum_up, True)
    ledger.at_most(FAMILY, "does not stay on long enough", label, up, on, WHOLE)
    down = recent(stop, horizon, plant.minimum_down, False)
    down = down + _bound(plant, horizon, plant.minimum_down, False)
    ledger.at_most(FAMILY, "does not stay off long enough", label, down, size / plant.unit - on, WHOLE)


def _check_cold(
    label: str,
    plant: Technology,
    horizon: Horizon,
    start: Floats,
    stop: Floats,
    tables: Tables,
    ledger: Ledger,
) -> None:
    if plant.start_cost_cold is None or plant.cold_after is None:
        return
    warm = recent(stop, horizon, plant.cold_after, True)
    warm = warm + _bound(plant, horizon, plant.cold_after, False, inclusive=True)
    what = "starts warm after too long a time off"
    ledger.at_most(FAMILY, what, label, start - warm, tables["cold_start"][label], WHOLE)


def recent(events: Floats, horizon: Horizon, hours: float, inclusive: bool = False) -> Floats:
    """Add up events from which less than some hours have passed (or just as many); shape (steps,)."""
    total = np.zeros(len(horizon))
    for t in range(len(horizon)):
        at, passed = t, 0.0
        while at >= 0 and (passed == 0.0 or passed < hours - 1e-9 or _reached(passed, hours, inclusive)):
            total[t] += events[at]
            passed += float(horizon.hours[at])
            at = int(horizon.previous[at])
    return total


def _reached(passed: float, hours: float, inclusive: bool) -> bool:
    return inclusive and abs(passed - hours) <= 1e-9


def _bound(
    plant: Technology, horizon: Horizon, hours: float, running: bool, inclusive: bool = False
) -> Floats:
    """Return the units whose state before the chain is not yet some hours old; shape (steps,)."""
    out = np.zeros(len(horizon))
    if plant.initial_on is None or plant.initial_hours is None:
        return out
    units = plant.initial_on if running else round(plant.capacity / plant.unit) - plant.initial_on
    for t in np.flatnonzero(horizon.previous < 0):
        at, age = int(t), plant.initial_hours
        while at >= 0 and (age < hours - 1e-9 or _reached(age, hours, inclusive)):
            out[at] = units
            age += float(horizon.hours[at])
            following = np.flatnonzero(horizon.previous == at)
            at = int(following[0]) if following.size else -1
    return out


def _check_ramps(
    label: str, plant: Technology, horizon: Horizon, tables: Tables, tolerance: float, ledger: Ledger
) -> None:
    activity = tables["activity"][label]
    follows = horizon.previous >= 0
    change = activity - activity[horizon.previous]
    passed = (horizon.hours + horizon.hours[horizon.previous]) / 2.0
    for rate, sign, what in ((plant.ramp_up, 1.0, "rises"), (plant.ramp_down, -1.0, "falls")):
        if rate is None:
            continue
        if label in tables["on"]:
            unit = plant.unit / (1.0 + plant.design_margin)
            on, start, stop = (tables[name][label] for name in ("on", "start", "stop"))
            coming, going = (start, stop) if sign > 0 else (stop, start)
            least = plant.least_load
            first = np.maximum(least, rate * passed)
            limit = unit * (rate * passed * (on - start) + first * coming - least * going)
        else:
            limit = rate * passed * float(tables["capacity"][label]) / (1.0 + plant.design_margin)
        over = (sign * change - limit)[follows]
        ledger.at_most(
            FAMILY, f"{what} faster than it may", label, over, 0.0, tolerance, ledger.times[follows]
        )
