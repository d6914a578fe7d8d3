"""Emissions: tallied from processes, purchases and outlets; capped per year or season, and priced.

E[n,k,t] = Σ ratio·a + Σ factor·b + Σ factor·e              emitters (n, k)
Σ_n Σ_t w[t]·within[t]·E[n,k,t] ≤ Σ_caps cap · share        n ∈ members of the caps of a pool (or of one cap)
cost per hour = price[k,t]·E[n,k,t]
within = 1 in the cap's months (all when it names none), share = years, or the part of its months covered
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.blocks.presence import if_there
from symbiosis.blocks.yearly import over_months, share_of_year
from symbiosis.park.park import Park
from symbiosis.park.rule import shared_caps


def add(m: Step, park: Park) -> None:
    """Add caps and levies on what is emitted; call it after every block that emits."""
    tallies = m.ledger.emissions

    def emitted(n: str, k: str) -> Expression:
        return quicksum(flow.expression for flow in tallies[n, k])

    def whose(c: str) -> list[tuple[str, str]]:
        caps = shared[c]
        return [(n, k) for n, k in tallies if k == caps[0].carrier and any(cap.covers(n) for cap in caps)]

    shared = shared_caps(park)

    @m.Constraint([c for c in shared if whose(c)], doc="cap of a year or season")
    def cap_of_year(m: Step, c: str) -> Expression:
        months = shared[c][0].months
        total = over_months(m, [emitted(n, k) for n, k in whose(c)], months)
        limit = quicksum(if_there(m, cap.enterprise, cap.limit) for cap in shared[c])
        return total <= limit * share_of_year(m, months)

    for label, levy in park.levies.items():
        for n, k in tallies:
            if k == levy.carrier and levy.covers(n):
                m.pay(n, "levy", label, m.value(levy.price) * emitted(n, k))
