"""Emissions: tallied from processes, purchases and outlets; capped per year and priced.

E[n,k,t] = Σ ratio·a + Σ factor·b + Σ factor·e              emitters (n, k)
Σ_n Σ_t w[t]·E[n,k,t] ≤ cap·years
cost per hour = price[k,t]·E[n,k,t]
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add caps and levies on what is emitted; call it after every block that emits."""
    tallies = m.ledger.emissions

    def emitted(n: str, k: str) -> Expression:
        return quicksum(flow.expression for flow in tallies[n, k])

    def whose(carrier: str, enterprise: str) -> list[tuple[str, str]]:
        return [(n, k) for n, k in tallies if k == carrier and enterprise in ("", n)]

    caps = [c for c, cap in park.caps.items() if whose(cap.carrier, cap.enterprise)]

    @m.Constraint(caps, doc="yearly cap")
    def cap_of_year(m: Step, c: str) -> Expression:
        cap = park.caps[c]
        total = quicksum(emitted(n, k) for n, k in whose(cap.carrier, cap.enterprise))
        return m.over("year", total) <= cap.limit * m.years

    for label, levy in park.levies.items():
        for n, k in whose(levy.carrier, levy.enterprise):
            m.pay(n, "levy", label, m.value(levy.price) * emitted(n, k))
