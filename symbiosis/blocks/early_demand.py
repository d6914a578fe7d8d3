"""Demand met early: what is made before it is due, and not long before.

A[d,t] = A[d,t−1] + h[t]·(early[d,t] − due[d,t])            made ahead         d ∈ demands that may be so
A[d,t] ≤ Σ_{s: t−s < W} h[s]·early[d,s]                     nothing is made more than W hours early
due[d,t] + off[d,t] ≤ φ[d]·rate[d,t]                        the share whose time is free, put off or met early
A = 0 at the start and the end of a chain; a cyclic period carries it over

The demand stands in the balance as it is given; what was met before is given back to it when it is due, and
what is met early is taken in addition.
"""

from __future__ import annotations

from symbiosis.blocks.language import Expression, Step
from symbiosis.blocks.presence import if_there
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add what may be met early of every demand; call it after what may wait."""
    demands = {d: demand for d, demand in park.demands.items() if demand.hastens}
    m.early = m.step(
        demands, "demand met early", upper={d: demand.advance_max for d, demand in demands.items()}
    )
    m.early_amount = m.step(demands, "demand met early in the step")
    m.due = m.step(demands, "demand due that was met before")
    m.ahead = m.step(demands, "demand that is met ahead")
    before = m.before(m.ahead)

    @m.Constraint(demands, doc="share whose time is free")
    def free_share(m: Step, d: str) -> Expression:
        off = m.deferred[d] if d in m.deferred else 0.0
        rate = if_there(m, demands[d].enterprise, m.value(demands[d].rate))
        return m.due[d] + off <= demands[d].shift_share * rate

    @m.Constraint(demands, doc="amount met early")
    def amount_early(m: Step, d: str) -> Expression:
        return m.early_amount[d] == m.hours * m.early[d]

    @m.Constraint(demands, doc="met ahead")
    def met_ahead(m: Step, d: str) -> Expression:
        return m.ahead[d] == before[d] + m.early_amount[d] - m.hours * m.due[d]

    @m.Constraint(demands, doc="nothing is met too early")
    def not_too_early(m: Step, d: str) -> Expression:
        return m.ahead[d] <= m.window(m.early_amount, demands[d].advance_hours)[d]

    @m.Constraint(demands, doc="nothing is left ahead in the end")
    def nothing_ahead(m: Step, d: str) -> Expression:
        return m.ahead[d] == 0.0

    m.only_where(m.nothing_ahead, m.ends_chain)
    for d, demand in demands.items():
        m.withdraw(demand.enterprise, demand.carrier, m.early[d], "met_early", d)
        m.supply(demand.enterprise, demand.carrier, m.due[d], "met_before", d)
