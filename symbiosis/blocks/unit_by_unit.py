"""Units one by one: the same equal units, each with a yes or no of its own; written where that is asked for.

on[i,t] = Σ_u one[i,u,t],   start[i,t] = Σ_u begin[i,u,t],   stop[i,t] = Σ_u end[i,u,t]
one[i,u,t] − one[i,u,t−1] = begin[i,u,t] − end[i,u,t]       u = 1 … most units,  all ∈ {0, 1}
Σ_{s: t−s < up} begin[i,u,s] ≤ one[i,u,t]                   least time on
Σ_{s: t−s < down} end[i,u,s] ≤ 1 − one[i,u,t]               least time off

Counting equal units together says as much along a chain: the first to start may be the first to stop. In a
period that closes on itself, units that are counted may also have changed places at its end; each for itself
must be back where it was, so the cost may be higher. Plants whose units are in a given state at first stay
counted.
"""

from __future__ import annotations

from pyomo.environ import Constraint, quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park

THIS_STEP = 1e-6  # a window [h] that holds this step only


def add(m: Step, park: Park) -> None:
    """Add a yes or no for every unit of every plant that has several; call it after commitment."""
    asked = m.forms.units == "one_by_one"
    plants = {
        i: plant
        for i, plant in park.technologies.items()
        if asked and plant.committed and plant.initial_on is None and plant.most_units > 1
    }
    each = [(i, str(u)) for i, plant in plants.items() for u in range(plant.most_units)]
    m.one = m.step(each, "whether a unit runs", domain="binary")
    m.begin = m.step(each, "whether a unit starts", domain="binary")
    m.end = m.step(each, "whether a unit stops", domain="binary")
    for total, ones, name in ((m.on, m.one, "on"), (m.start, m.begin, "started"), (m.stop, m.end, "stopped")):
        _sum(m, list(plants), each, total, ones, name)
    before = m.before(m.one)

    @m.Constraint(each, doc="a unit is switched")
    def switched_unit(m: Step, i: str, u: str) -> Expression:
        return m.one[i, u] - before[i, u] == m.begin[i, u] - m.end[i, u]

    m.only_where(m.switched_unit, m.follows)

    @m.Constraint(each, doc="least time on of a unit")
    def unit_stays_on(m: Step, i: str, u: str) -> Expression:
        return m.window(m.begin, plants[i].minimum_up or THIS_STEP)[i, u] <= m.one[i, u]

    @m.Constraint(each, doc="least time off of a unit")
    def unit_stays_off(m: Step, i: str, u: str) -> Expression:
        return m.window(m.end, plants[i].minimum_down or THIS_STEP)[i, u] <= 1.0 - m.one[i, u]


def _sum(
    m: Step, plants: list[str], each: list[tuple[str, str]], total: Expression, ones: Expression, name: str
) -> None:
    def rule(m: Step, i: str) -> Expression:
        return total[i] == quicksum(ones[key] for key in each if key[0] == i)

    setattr(m, f"units_{name}", Constraint(plants, rule=rule, doc=f"all units {name}"))
