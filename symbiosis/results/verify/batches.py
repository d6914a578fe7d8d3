"""Do runs take what each day needs, within their times, and is nothing met too early?

runs of a day = runs_per_day        start within [start_earliest, start_latest]        at once ≤ runs_at_once
taken over the runs of a day = what the day's demand comes to
ahead = ahead before + h · (early − due) ≤ what was met early within the last advance_hours
due + put off ≤ shift_share · rate
"""

from __future__ import annotations

import math

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Demand, Park
from symbiosis.results.verify.flows import FEASIBILITY, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.units import recent
from symbiosis.results.verify.verdict import Floats, Ledger

FAMILY = "demand"


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Follow the runs and what is met early of every demand."""
    for label, demand in park.demands.items():
        rate = series(park, horizon, demand.rate)
        tolerance = 10.0 * FEASIBILITY * max(1.0, float(np.abs(rate).max(initial=0.0)))
        if label in tables["run_start"]:
            _check_runs(label, demand, horizon, tables, rate, ledger)
        if label in tables["early"]:
            _check_early(label, demand, horizon, tables, rate, tolerance, ledger)


def taken(demand: Demand, horizon: Horizon, started: Floats, rate: Floats) -> tuple[Floats, Floats]:
    """Return what runs take in every step, and the demand that they stand in for; shapes (steps,)."""
    flow, instead = np.zeros(len(horizon)), np.zeros(len(horizon))
    days = horizon.groups["day"]
    for day in range(len(days)):
        steps = days.step[days.member == day]
        hours = horizon.hours[steps]
        runs = math.floor(demand.runs_per_day * hours.sum() / 24.0 + 1e-9)
        if runs == 0:
            continue
        instead[steps] = rate[steps]
        for step in steps:
            length = math.ceil(demand.run_hours / horizon.hours[step] - 1e-9) * horizon.hours[step]
            flow[step] = started[step] * float((hours * rate[steps]).sum()) / runs / length
    return recent(flow, horizon, demand.run_hours), instead


def _check_runs(
    label: str, demand: Demand, horizon: Horizon, tables: Tables, rate: Floats, ledger: Ledger
) -> None:
    started = tables["run_start"][label]
    ledger.same(FAMILY, "starts a part of a run", label, started - np.round(started), 1e-6)
    days = horizon.groups["day"]
    for day in range(len(days)):
        steps = days.step[days.member == day]
        wanted = math.floor(demand.runs_per_day * float(horizon.hours[steps].sum()) / 24.0 + 1e-9)
        where = f"{label}, {days.names[day]}"
        ledger.same(FAMILY, "has another number of runs", where, float(started[steps].sum()) - wanted, 1e-5)
    midnight = horizon.start.astype("datetime64[D]")
    clock = (horizon.start - midnight) / np.timedelta64(1, "h")
    late = np.where(
        demand.start_latest >= demand.start_earliest,
        (clock < demand.start_earliest - 1e-9) | (clock > demand.start_latest + 1e-9),
        (clock < demand.start_earliest - 1e-9) & (clock > demand.start_latest + 1e-9),
    )
    ledger.same(FAMILY, "starts a run outside its times", label, np.where(late, started, 0.0), 1e-6)
    running = recent(started, horizon, demand.run_hours)
    ledger.at_most(FAMILY, "has too many runs at once", label, running, demand.runs_at_once, 1e-5)
    if not horizon.cyclic:
        amount = float((horizon.hours * taken(demand, horizon, started, rate)[0]).sum())
        due = float((horizon.hours * taken(demand, horizon, started, rate)[1]).sum())
        ledger.same(
            FAMILY, "runs take another amount than is needed", label, amount - due, 1e-6 * max(1.0, due)
        )


def _check_early(
    label: str,
    demand: Demand,
    horizon: Horizon,
    tables: Tables,
    rate: Floats,
    tolerance: float,
    ledger: Ledger,
) -> None:
    early, due, ahead = (tables[name][label] for name in ("early", "due", "ahead"))
    off = tables["deferred"].get(label, np.zeros(len(horizon)))
    what = "more than its share has a free time"
    ledger.at_most(FAMILY, what, label, due + off, demand.shift_share * rate, tolerance)
    before = np.where(horizon.previous < 0, 0.0, ahead[horizon.previous])
    size = tolerance * max(1.0, float(horizon.hours.max()))
    residual = ahead - before - horizon.hours * (early - due)
    ledger.same(FAMILY, "what is ahead does not follow from before", label, residual, size)
    made = recent(horizon.hours * early, horizon, demand.advance_hours)
    ledger.at_most(FAMILY, "meets something too early", label, ahead, made, size)
    ends = np.ones(len(horizon), dtype=bool)
    ends[horizon.previous[horizon.previous >= 0]] = False
    ledger.same(FAMILY, "is ahead in the end", label, ahead[ends], size, ledger.times[ends])
    if demand.advance_max is not None:
        ledger.at_most(FAMILY, "is met early too fast", label, early, demand.advance_max, tolerance)
