"""Reserve: spare capacity that stands ready beside what runs.

ready[i,t] = avail[i,t]·u[i]·on[i,t], or avail[i,t]·C[i] / (1 + margin[i]) without units      i ∈ plants
Σ_i (ready[i,t] − a[i,t]) ≥ share·Σ_i a[i,t]                            spare share
Σ_i ready[i,t] − lost[j,t] ≥ Σ_i a[i,t]                                 for every j: any one unit may fail
lost[j,t] = avail[j,t]·u[j]·some[j,t],  on[j,t] ≤ N[j]·some[j,t],  some ∈ {0, 1};  or ready[j,t]

The plants of a reserve are its enterprise's technologies that are rated on its carrier and make it.
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.capacity import usable
from symbiosis.blocks.language import Expression, Step
from symbiosis.park import Technology
from symbiosis.park.park import Park
from symbiosis.park.reserve import Reserve


def add(m: Step, park: Park) -> None:
    """Add every reserve; call it after activity and commitment."""
    plants = {r: plants_of(park, reserve) for r, reserve in park.reserves.items()}
    secured = [r for r, reserve in park.reserves.items() if reserve.largest_unit]
    failing = {i: tech for r in secured for i, tech in plants[r].items() if tech.committed}
    m.some_on = m.step(failing, "whether any unit runs", domain="binary")

    @m.Constraint(failing, doc="whether any unit runs")
    def some_run(m: Step, i: str) -> Expression:
        return m.on[i] <= failing[i].most_units * m.some_on[i]

    def spare(r: str) -> Expression:
        return quicksum(_ready(m, i, tech) - m.activity[i] for i, tech in plants[r].items())

    @m.Constraint([r for r in park.reserves if park.reserves[r].share > 0.0], doc="spare share")
    def spare_share(m: Step, r: str) -> Expression:
        made = quicksum(m.activity[i] for i in plants[r])
        return spare(r) - park.reserves[r].share * made >= 0.0

    @m.Constraint([(r, i) for r in secured for i in plants[r]], doc="any one unit may fail")
    def unit_may_fail(m: Step, r: str, i: str) -> Expression:
        plant = plants[r][i]
        lost = _unit(m, plant) * m.some_on[i] if plant.committed else _ready(m, i, plant)
        return spare(r) - lost >= 0.0


def plants_of(park: Park, reserve: Reserve) -> dict[str, Technology]:
    """Return the plants that stand ready for a reserve."""
    return {
        i: technology
        for i, technology in park.technologies.items()
        if (technology.enterprise, technology.rated_on) == (reserve.enterprise, reserve.carrier)
        and technology.ratios[technology.rated_on].value > 0.0
    }


def _unit(m: Step, plant: Technology) -> Expression:
    return m.value(plant.availability) * (plant.unit / (1.0 + plant.design_margin))


def _ready(m: Step, i: str, plant: Technology) -> Expression:
    if plant.committed:
        return _unit(m, plant) * m.on[i]
    return m.value(plant.availability) * usable(m, i, plant)
