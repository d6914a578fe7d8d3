"""Flexible demand: what is put off and caught up within hours, and what is not met at a price.

0 ≤ off[d,t] ≤ φ[d]·rate[d,t]                               put off             d ∈ demands that can wait
B[d,t] = B[d,t−1] + h[t]·(off[d,t] − up[d,t])               still owed, up ≥ 0: caught up
B[d,t] ≤ Σ_{s: t−s < W} h[s]·off[d,s]                       nothing waits for longer than W hours
B = 0 at the start and the end of a chain; a cyclic period carries it over
0 ≤ cut[d,t] ≤ χ[d]·rate[d,t]·z[d,t]                        interrupted       z ∈ {0, 1} if hours are limited
Σ_t w[t]·z[d,t] ≤ hours[d]·years
cost per hour = price[d]·cut[d,t]

The demand itself stands in the balance as it is given; what is put off or cut is given back to it, and what
is caught up is taken in addition.
"""

from __future__ import annotations

from symbiosis.blocks.language import Expression, Step
from symbiosis.blocks.presence import if_there, is_decided
from symbiosis.park import Demand
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add what may be put off and what may be interrupted of every demand."""
    _waiting(m, {d: demand for d, demand in park.demands.items() if demand.waits})
    _interrupted(m, {d: demand for d, demand in park.demands.items() if demand.interruptible > 0.0})


def _waiting(m: Step, demands: dict[str, Demand]) -> None:
    m.deferred = m.step(demands, "demand put off")
    m.deferred_amount = m.step(demands, "demand put off in the step")
    m.caught_up = m.step(
        demands, "demand caught up", upper={d: demand.catch_up_max for d, demand in demands.items()}
    )
    m.backlog = m.step(demands, "demand that is still owed")
    before = m.before(m.backlog)

    @m.Constraint(demands, doc="share that can wait")
    def deferred_share(m: Step, d: str) -> Expression:
        rate = if_there(m, demands[d].enterprise, m.value(demands[d].rate))
        return m.deferred[d] <= demands[d].shift_share * rate

    @m.Constraint(demands, doc="amount put off")
    def amount_deferred(m: Step, d: str) -> Expression:
        return m.deferred_amount[d] == m.hours * m.deferred[d]

    @m.Constraint(demands, doc="still owed")
    def still_owed(m: Step, d: str) -> Expression:
        return m.backlog[d] == before[d] + m.deferred_amount[d] - m.hours * m.caught_up[d]

    @m.Constraint(demands, doc="nothing waits for too long")
    def waits_no_longer(m: Step, d: str) -> Expression:
        return m.backlog[d] <= m.window(m.deferred_amount, demands[d].shift_hours)[d]

    @m.Constraint(demands, doc="all is caught up in the end")
    def nothing_owed(m: Step, d: str) -> Expression:
        return m.backlog[d] == 0.0

    m.only_where(m.nothing_owed, m.ends_chain)
    for d, demand in demands.items():
        m.supply(demand.enterprise, demand.carrier, m.deferred[d], "put_off", d)
        m.withdraw(demand.enterprise, demand.carrier, m.caught_up[d], "caught_up", d)
        _condensate(m, demand, m.caught_up[d] - m.deferred[d], "later_condensate")


def _interrupted(m: Step, demands: dict[str, Demand]) -> None:
    counted = [d for d, demand in demands.items() if demand.interruption_hours is not None]
    m.interrupted = m.step(demands, "demand not met")
    m.interrupting = m.step(counted, "whether a demand is interrupted", domain="binary")

    @m.Constraint(demands, doc="share that may be cut")
    def interruptible_share(m: Step, d: str) -> Expression:
        share = demands[d].interruptible * m.value(demands[d].rate)
        if d not in counted:
            share = if_there(m, demands[d].enterprise, share)
        return m.interrupted[d] <= (share * m.interrupting[d] if d in counted else share)

    there = [d for d in counted if is_decided(m, demands[d].enterprise)]

    @m.Constraint(there, doc="interrupted when it is there")
    def interrupts_with(m: Step, d: str) -> Expression:
        return m.interrupting[d] <= m.admitted[demands[d].enterprise]

    @m.Constraint(counted, doc="hours of interruption in a year")
    def interruption_of_year(m: Step, d: str) -> Expression:
        return m.over("year", m.interrupting[d]) <= demands[d].interruption_hours * m.years

    for d, demand in demands.items():
        m.supply(demand.enterprise, demand.carrier, m.interrupted[d], "interrupted", d)
        _condensate(m, demand, -m.interrupted[d], "less_condensate")
        if demand.interruption_price > 0.0:
            m.pay(demand.enterprise, "interruption", d, demand.interruption_price * m.interrupted[d])


def _condensate(m: Step, demand: Demand, more: Expression, role: str) -> None:
    """What is used at another time, or not at all, gives its condensate then, or none."""
    if demand.condensate_return > 0.0:
        owner = demand.condensate_owner or demand.enterprise
        m.supply(owner, demand.condensate, demand.condensate_return * more, role, demand.label)
