"""Waste-gas cleaning: a cleaner takes no more than its share of what reaches it.

taken[i,k,t] = −ratio[i,k]·a[i,t]                           i ∈ cleaners, k ∈ emissions it takes
taken[i,k,t] ≤ share[i,k,t] · (Σ_s e[s,k,t] − Σ_j taken[j,k,t])
               s ∈ plants it treats, j ∈ cleaners it treats: they stand before it

What is taken leaves the tally of the enterprise; reagent, power and by-product follow from the ratios.
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Limit every cleaner; call it when technologies have emitted, and nothing else has."""
    cleaners = {i: technology for i, technology in park.technologies.items() if technology.cleans}
    tallies = m.ledger.emissions

    def emitted(n: str, k: str, *items: str) -> Expression:
        return quicksum(flow.expression for flow in tallies.get((n, k), ()) if flow.item in items)

    @m.Constraint([(i, k) for i, one in cleaners.items() for k in one.captured_max], doc="its share at most")
    def captured_share(m: Step, i: str, k: str) -> Expression:
        n = cleaners[i].enterprise
        reaching = m.value(cleaners[i].captured_max[k]) * emitted(n, k, *cleaners[i].treats)
        return -emitted(n, k, i) - reaching + 0.0 * m.hours <= 0.0
