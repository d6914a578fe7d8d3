"""Is what was put off caught up in time, and is no more cut than may be?

owed = owed before + h · (put off − caught up) ≤ what was put off within the last shift_hours
put off ≤ shift_share · rate        cut ≤ interruptible · rate in at most so many hours of the year
"""

from __future__ import annotations

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park
from symbiosis.results.verify.flows import FEASIBILITY, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.units import recent
from symbiosis.results.verify.verdict import Floats, Ledger

FAMILY = "demand"


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Follow what every demand is owed through the steps."""
    for label, demand in park.demands.items():
        rate = series(park, horizon, demand.rate)
        tolerance = 10.0 * FEASIBILITY * max(1.0, float(np.abs(rate).max(initial=0.0)))
        if label in tables["deferred"]:
            off, owed = tables["deferred"][label], tables["backlog"][label]
            most = demand.shift_share * rate
            ledger.at_most(FAMILY, "puts off more than can wait", label, off, most, tolerance)
            _check_owed(label, horizon, off, tables["caught_up"][label], owed, tolerance, ledger)
            waiting = recent(horizon.hours * off, horizon, demand.shift_hours)
            what = "lets something wait for too long"
            ledger.at_most(FAMILY, what, label, owed, waiting, tolerance * max(1.0, horizon.hours.max()))
            if demand.catch_up_max is not None:
                up = tables["caught_up"][label]
                ledger.at_most(FAMILY, "catches up too fast", label, up, demand.catch_up_max, tolerance)
        if label in tables["interrupted"]:
            cut = tables["interrupted"][label]
            most = demand.interruptible * rate
            ledger.at_most(FAMILY, "is cut by more than may be", label, cut, most, tolerance)
            if demand.interruption_hours is not None:
                hours = float(horizon.represents[cut > tolerance].sum())
                limit = demand.interruption_hours * horizon.years
                ledger.at_most(
                    FAMILY, "is cut in too many hours", label, hours, limit, 1e-6 * max(1.0, limit)
                )


def _check_owed(
    label: str, horizon: Horizon, off: Floats, up: Floats, owed: Floats, tolerance: float, ledger: Ledger
) -> None:
    before = np.where(horizon.previous < 0, 0.0, owed[horizon.previous])
    residual = owed - before - horizon.hours * (off - up)
    size = tolerance * max(1.0, float(horizon.hours.max()))
    ledger.same(FAMILY, "what is owed does not follow from before", label, residual, size)
    ends = np.ones(len(horizon), dtype=bool)
    ends[horizon.previous[horizon.previous >= 0]] = False
    what = "is still owed something in the end"
    ledger.same(FAMILY, what, label, owed[ends], size, ledger.times[ends])
