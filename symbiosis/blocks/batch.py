"""Batches: the demand of a day, taken in runs of a given length that start when it suits.

Σ_{t ∈ day} start[d,t] = N[d]                               runs of each day   start ∈ ℕ
start[d,t] = 0 outside the times of the day at which runs may start
Σ_{s: t−s < L} start[d,s] ≤ P[d]                            at the same time
taken[d,t] = Σ_{s: t−s < L} f[d,s]·start[d,s]               L: length of a run
f[d,s] = Σ_{t ∈ day(s)} h[t]·rate[d,t] / (N[d]·L)           so that the runs of a day take what the day needs

Where steps do not divide a run, f makes up for it. The demand stands in the balance as it is given; it is
given back, and the runs are taken instead. A part of a day asks for as many whole runs as it has room for.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from symbiosis.blocks.language import STEP, Expression, Floats, Series, Step
from symbiosis.horizon.horizon import Horizon
from symbiosis.horizon.spec import HorizonError
from symbiosis.park import Demand
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add the runs of every demand that is met in runs."""
    demands = {d: demand for d, demand in park.demands.items() if demand.runs}
    m.run_start = m.step(demands, "runs started", domain="integer")
    m.run_flow = m.step(demands, "flow of the runs started")

    def data(what: str, d: str, values: Callable[[Horizon, Demand, Floats], Floats]) -> Expression:
        rate = park.series(demands[d].rate)
        demand = demands[d]
        return m.series(Series(f"{what} of {d}", STEP, lambda h: values(h, demand, h.sample(rate))))

    for d in demands:
        m.bound(m.run_start[d], upper=data("runs that may start", d, _may_start))

    @m.Constraint(demands, doc="runs of each day")
    def runs_of_day(m: Step, d: str) -> Expression:
        started = m.over("day", m.run_start[d] * m.series(Series("per hour", STEP, lambda h: 1.0 / h.hours)))
        demand = demands[d]
        return started == m.series(Series(f"runs of a day of {d}", "day", lambda h: _runs_of_days(h, demand)))

    @m.Constraint(demands, doc="runs at the same time")
    def runs_at_once(m: Step, d: str) -> Expression:
        return m.window(m.run_start, demands[d].run_hours)[d] <= demands[d].runs_at_once

    @m.Constraint(demands, doc="flow of a run")
    def flow_of_run(m: Step, d: str) -> Expression:
        return m.run_flow[d] == data("flow of a run", d, flow_of_runs) * m.run_start[d]

    for d, demand in demands.items():
        taken = m.window(m.run_flow, demand.run_hours)[d]
        m.withdraw(demand.enterprise, demand.carrier, taken, "run", d)
        m.supply(demand.enterprise, demand.carrier, data("run instead", d, _replaced), "rescheduled", d)


def _days(horizon: Horizon) -> tuple[list[np.ndarray[tuple[int], np.dtype[np.int64]]], Floats]:
    """Return the steps of every day, and how many hours of real days each member stands for."""
    if "day" not in horizon.groups:
        raise HorizonError("demands that are met in runs need days: choose a horizon of steps within a day.")
    group = horizon.groups["day"]
    steps = [group.step[group.member == member] for member in range(len(group))]
    weight = np.array([group.hours[group.member == k].sum() for k in range(len(group))])
    return steps, weight


def _count(horizon: Horizon, demand: Demand, steps: np.ndarray[tuple[int], np.dtype[np.int64]]) -> int:
    return math.floor(demand.runs_per_day * float(horizon.hours[steps].sum()) / 24.0 + 1e-9)


def _runs_of_days(horizon: Horizon, demand: Demand) -> Floats:
    steps, weight = _days(horizon)
    hours = np.array([horizon.hours[s].sum() for s in steps])
    return np.asarray(np.array([_count(horizon, demand, s) for s in steps]) * weight / hours)


def flow_of_runs(horizon: Horizon, demand: Demand, rate: Floats) -> Floats:
    """Return the flow of a run started in each step; shape (steps,)."""
    out = np.zeros(len(horizon))
    for steps in _days(horizon)[0]:
        count = _count(horizon, demand, steps)
        if count > 0:
            amount = float((horizon.hours[steps] * rate[steps]).sum())
            length = np.ceil(demand.run_hours / horizon.hours[steps] - 1e-9) * horizon.hours[steps]
            out[steps] = amount / count / length
    return out


def _replaced(horizon: Horizon, demand: Demand, rate: Floats) -> Floats:
    return np.asarray(np.where(flow_of_runs(horizon, demand, rate) > 0.0, rate, 0.0))


def _may_start(horizon: Horizon, demand: Demand, rate: Floats) -> Floats:
    clock = (horizon.start - horizon.start.astype("datetime64[D]")).astype("timedelta64[m]").astype(
        float
    ) / 60.0
    first, last = demand.start_earliest, demand.start_latest
    open_ = (clock >= first - 1e-9) & (clock <= last + 1e-9)
    if last < first:
        open_ = (clock >= first - 1e-9) | (clock <= last + 1e-9)
    if not horizon.cyclic:
        open_ &= _left(horizon) >= demand.run_hours - 1e-9
    return np.where(open_, demand.runs_at_once, 0.0)


def _left(horizon: Horizon) -> Floats:
    """Return the hours from the start of each step to the end of its chain; shape (steps,)."""
    left = np.array(horizon.hours, dtype=float)
    for step in range(len(horizon) - 1, 0, -1):
        if horizon.previous[step] == step - 1:
            left[step - 1] += left[step]
    return left
