"""Commitment: equal units that are switched on and off, and what limits and follows from it.

on[i,t] − on[i,t−1] = start[i,t] − stop[i,t]                units               on, start, stop ∈ ℕ
u[i]·on[i,t] ≤ C[i]                                         u: size of a unit
l[i]·u[i]·on[i,t] ≤ a[i,t] ≤ avail[i,t]·u[i]·on[i,t]        load, with u without the design margin
Σ_{s: t−s < up} start[i,s] ≤ on[i,t]                        least time on
Σ_{s: t−s < down} stop[i,s] ≤ C[i]/u[i] − on[i,t]           least time off
cold[i,t] ≥ start[i,t] − Σ_{s: t−s ≤ cold_after} stop[i,s]                      cold starts
a[i,t] − a[i,t−1] ≤ r·Δ·u·(on − start) + max(l, r·Δ)·u·start − l·u·stop         ramp up, r per hour
a[i,t−1] − a[i,t] ≤ r·Δ·u·(on − start) + max(l, r·Δ)·u·stop − l·u·start         ramp down
cost per step = start cost·start + (cold − warm)·cold + stop cost·stop

Windows are in hours, so steps may differ in length; Δ runs from the middle of one step to the middle of the
next. At a chain's start the units are in the given state, and have been for the given time (long enough
when none is given), or else in whichever state is best; a cyclic period follows on itself. Without units,
ramps limit the load of all that stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from symbiosis.blocks.capacity import capacity, usable
from symbiosis.blocks.language import STEP, Expression, Floats, Series, Step
from symbiosis.horizon.horizon import Horizon
from symbiosis.park import Technology
from symbiosis.park.park import Park

THIS_STEP = 1e-6  # a window [h] that holds this step only
INCLUSIVE = 1e-6  # hours that let a window reach its first instant


def add(m: Step, park: Park) -> None:
    """Add units on, started and shut down, and ramps; call it after activity."""
    technologies = park.technologies
    plants = {i: technology for i, technology in technologies.items() if technology.committed}
    given = [i for i, plant in plants.items() if plant.initial_on is not None]
    cold = [i for i, plant in plants.items() if plant.start_cost_cold is not None]
    most = {i: plant.most_units for i, plant in plants.items()}
    m.on = m.step(plants, "units that run", domain="integer", upper=most)
    m.start = m.step(plants, "units started", domain="integer", upper=most)
    m.stop = m.step(plants, "units shut down", domain="integer", upper=most)
    m.cold_start = m.step(cold, "units started cold", upper=most)
    before = m.before(m.on)

    @m.Constraint(given, doc="units switched, from a given state")
    def switched_from(m: Step, i: str) -> Expression:
        earlier = before[i] + plants[i].initial_on * m.starts_chain
        return m.on[i] - earlier == m.start[i] - m.stop[i]

    @m.Constraint([i for i in plants if i not in given], doc="units switched")
    def switched(m: Step, i: str) -> Expression:
        return m.on[i] - before[i] == m.start[i] - m.stop[i]

    m.only_where(m.switched, m.follows)

    @m.Constraint(plants, doc="units that stand")
    def standing_units(m: Step, i: str) -> Expression:
        return plants[i].unit * m.on[i] <= capacity(m, i)

    @m.Constraint(plants, doc="least time on")
    def stays_on(m: Step, i: str) -> Expression:
        recent = m.window(m.start, plants[i].minimum_up or THIS_STEP)
        return recent[i] + _owed(m, plants[i], "up") <= m.on[i]

    @m.Constraint(plants, doc="least time off")
    def stays_off(m: Step, i: str) -> Expression:
        recent = m.window(m.stop, plants[i].minimum_down or THIS_STEP)
        return recent[i] + _owed(m, plants[i], "down") <= 1.0 / plants[i].unit * capacity(m, i) - m.on[i]

    @m.Constraint(cold, doc="cold starts")
    def starts_cold(m: Step, i: str) -> Expression:
        warm = m.window(m.stop, (plants[i].cold_after or 0.0) + INCLUSIVE)
        return m.start[i] - warm[i] - _owed(m, plants[i], "warm") <= m.cold_start[i]

    _loads(m, {i: plant for i, plant in plants.items() if not plant.points})
    _must_run(m, {i: tech for i, tech in technologies.items() if tech.must_run and not tech.points})
    _ramps(m, technologies)
    for i, plant in plants.items():
        _pay(m, park, i, plant)


def _loads(m: Step, plants: dict[str, Technology]) -> None:
    @m.Constraint([i for i, plant in plants.items() if plant.minimum_load > 0.0], doc="least load of units")
    def least_load(m: Step, i: str) -> Expression:
        return plants[i].minimum_load * _unit(plants[i]) * m.on[i] <= m.activity[i]

    @m.Constraint(plants, doc="load of the units that run")
    def load_of_units(m: Step, i: str) -> Expression:
        return m.activity[i] <= m.value(plants[i].availability) * _unit(plants[i]) * m.on[i]


def _must_run(m: Step, plants: dict[str, Technology]) -> None:
    @m.Constraint(plants, doc="least load of what always runs")
    def least_load_always(m: Step, i: str) -> Expression:
        available = m.value(plants[i].availability) * usable(m, i, plants[i])
        return plants[i].minimum_load * available <= m.activity[i]


def _ramps(m: Step, technologies: Mapping[str, Technology]) -> None:
    before = m.before(m.activity)

    def allowed(m: Step, i: str, rate: Any, rising: bool) -> Expression:
        plant = technologies[i]
        if not plant.committed:
            return rate * m.series(Series("between", STEP, between)) * usable(m, i, plant)
        size, least = _unit(plant), plant.least_load
        first = m.series(
            Series(f"first load {rate} {least}", STEP, lambda h: np.maximum(least, rate * between(h)))
        )
        into, out = (m.start[i], m.stop[i]) if rising else (m.stop[i], m.start[i])
        stays = rate * size * m.series(Series("between", STEP, between)) * (m.on[i] - m.start[i])
        return stays + size * first * into - least * size * out

    @m.Constraint([i for i, tech in technologies.items() if tech.ramp_up is not None], doc="ramp up")
    def ramp_up(m: Step, i: str) -> Expression:
        return m.activity[i] - before[i] <= allowed(m, i, technologies[i].ramp_up, rising=True)

    @m.Constraint([i for i, tech in technologies.items() if tech.ramp_down is not None], doc="ramp down")
    def ramp_down(m: Step, i: str) -> Expression:
        return before[i] - m.activity[i] <= allowed(m, i, technologies[i].ramp_down, rising=False)

    m.only_where(m.ramp_up, m.follows)
    m.only_where(m.ramp_down, m.follows)


def _pay(m: Step, park: Park, i: str, plant: Technology) -> None:
    """Pay for starts and stops, and move what a start takes: events, turned into rates over the step."""
    n, owner = plant.enterprise, plant.owner or plant.enterprise
    rate = m.series(Series("per hour", STEP, lambda horizon: 1.0 / horizon.hours))
    if plant.start_cost > 0.0:
        m.pay(owner, "start_up", i, plant.start_cost * rate * m.start[i])
    if plant.start_cost_cold is not None:
        m.pay(owner, "start_up", i, (plant.start_cost_cold - plant.start_cost) * rate * m.cold_start[i])
    if plant.stop_cost > 0.0:
        m.pay(owner, "shut_down", i, plant.stop_cost * rate * m.stop[i])
    for k, (amount,) in plant.start_flows.items():
        flow = abs(amount) * rate * m.start[i]
        if park.is_emission(k):
            m.emit(n, k, flow, i)
        elif amount > 0.0:
            m.supply(n, k, flow, "start_up", i)
        else:
            m.withdraw(n, k, flow, "start_up", i)


def _unit(plant: Technology) -> float:
    return plant.unit / (1.0 + plant.design_margin)


def _owed(m: Step, plant: Technology, what: str) -> Expression:
    """Return units that the state before a chain still binds (up, down) or keeps warm."""
    if plant.initial_on is None or plant.initial_hours is None:
        return 0.0
    off = round(plant.capacity / plant.unit) - plant.initial_on
    units = plant.initial_on if what == "up" else off
    limit = {
        "up": plant.minimum_up,
        "down": plant.minimum_down,
        "warm": (plant.cold_after or 0.0) + INCLUSIVE,
    }
    if units <= 0.0 or limit[what] <= plant.initial_hours:
        return 0.0
    left = limit[what] - plant.initial_hours
    return units * m.series(Series(f"first {left} h", STEP, lambda horizon: _first(horizon, left)))


def between(horizon: Horizon) -> Floats:
    """Return the hours from the middle of the step before to the middle of each step; shape (steps,)."""
    return 0.5 * (horizon.hours + horizon.hours[horizon.previous])


def _first(horizon: Horizon, hours: float) -> Floats:
    """Return 1 in the steps that begin within some hours of their chain's start; none where it is cyclic."""
    passed = np.full(len(horizon), np.inf)
    for step, before in enumerate(horizon.previous):
        passed[step] = (
            0.0 if before < 0 else passed[before] + horizon.hours[before] if before < step else np.inf
        )
    return (passed < hours - 1e-9).astype(float)
