"""Waste-gas cleaning: a cleaner takes no more than its share of what reaches it.

taken[i,k,t] = −ratio[i,k]·a[i,t]                           i ∈ cleaners, k the emission it is rated on
taken[i,k,t] = captured[i,k,t]                              k ∈ emissions it takes beside
taken[i,k,t] ≤ share[i,k,t] · (Σ_s e[s,k,t] − Σ_j taken[j,k,t])
               s ∈ plants it treats, j ∈ cleaners it treats: they stand before it
Σ_s share[i,k₀]·passed[i,s,t] = taken[i,k₀,t],   passed[i,s,t] ≤ e[s,k₀,t]        k₀ what it is rated on
captured[i,k,t] ≤ share[i,k,t] · Σ_s strength[s,k]·passed[i,s,t]          strength = e[s,k] / e[s,k₀]

What is taken leaves the tally of the enterprise; reagent, power and by-product follow from the ratios and
from what is captured beside. `passed` is the gas of a plant that goes through, so that a cleaner which runs
in part, or is too small, takes no more of the other emissions than the gas it sees. The strength follows from
ratios; of what a fuel forms it is the largest that its qualities allow: it matters where gas goes past.
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.data import combined
from symbiosis.blocks.language import Expression, Step
from symbiosis.park.burning import most_formed
from symbiosis.park.cleaning import heads
from symbiosis.park.park import Park
from symbiosis.park.profile import Varying
from symbiosis.park.technology import Technology


def add(m: Step, park: Park) -> None:
    """Limit every cleaner; call it once every technology has emitted."""
    cleaners = {i: technology for i, technology in park.technologies.items() if technology.cleans}
    tallies = m.ledger.emissions

    def emitted(n: str, k: str, *items: str) -> Expression:
        return quicksum(
            flow.expression
            for flow in tallies.get((n, k), ())
            if flow.item in items and flow.role == "emitted"
        )

    _beside(m, cleaners)

    @m.Constraint([(i, k) for i, one in cleaners.items() for k in one.captured_max], doc="its share at most")
    def captured_share(m: Step, i: str, k: str) -> Expression:
        n = cleaners[i].enterprise
        reaching = m.value(cleaners[i].captured_max[k]) * emitted(n, k, *cleaners[i].treats)
        return -emitted(n, k, i) - reaching + 0.0 * m.hours <= 0.0

    several = {i: heads(park, one) for i, one in cleaners.items() if one.captures}
    m.passed = m.step([(i, s) for i in several for s in several[i]], "gas of a plant that passes a cleaner")

    @m.Constraint(several, doc="what it takes comes from the gas that passes")
    def gas_taken(m: Step, i: str) -> Expression:
        one = cleaners[i]
        through = quicksum(m.passed[i, s] for s in several[i])
        return m.value(one.captured_max[one.rated_on]) * through == -emitted(one.enterprise, one.rated_on, i)

    @m.Constraint(list(m.passed), doc="no more gas passes than there is")
    def gas_there(m: Step, i: str, s: str) -> Expression:
        return m.passed[i, s] - emitted(cleaners[i].enterprise, cleaners[i].rated_on, s) <= 0.0

    @m.Constraint([(i, k) for i in several for k in cleaners[i].captures], doc="of the gas that passes")
    def captured_of_gas(m: Step, i: str, k: str) -> Expression:
        one = cleaners[i]

        def strength(s: str) -> Expression:
            source, share = park.technologies[s], one.captured_max[k]
            gas = source.ratios[one.rated_on]
            off = source.ratios.get(k, Varying(most_formed(park, source, k)))
            return combined(m, "captured per gas", lambda c, e, g: c * e / g, share, off, gas)

        seen = quicksum(strength(s) * m.passed[i, s] for s in several[i])
        return m.captured[i, k] - seen + 0.0 * m.hours <= 0.0


def _beside(m: Step, cleaners: dict[str, Technology]) -> None:
    """Add what is taken beside the rated emission, with its reagents and by-products."""
    pairs = [(i, k) for i, one in cleaners.items() for k in one.captures]
    m.captured = m.step(pairs, "emission taken beside the rated one")
    for i, k in pairs:
        n = cleaners[i].enterprise
        m.emit(n, k, -m.captured[i, k], i)
        for carrier, flow in cleaners[i].taken_beside[k].items():
            if flow > 0.0:
                m.supply(n, carrier, flow * m.captured[i, k], "made", i)
            elif flow < 0.0:
                m.withdraw(n, carrier, -flow * m.captured[i, k], "used", i)
