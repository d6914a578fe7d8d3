"""Discarding: nothing disappears for free, only through declared outlets with their fee and permit.

0 ≤ e[o,t] ≤ limit[o]                                       outlet              o ∈ outlets
Σ_t w[t]·e[o,t] ≤ permit[o]·years                           permitted amount
cost per hour = fee[o,t]·e[o,t]
"""

from __future__ import annotations

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add the flow through every outlet."""
    outlets = park.outlets
    m.discard = m.step(
        outlets, "flow discarded", upper={label: outlet.limit for label, outlet in outlets.items()}
    )

    @m.Constraint([o for o in outlets if outlets[o].annual_limit is not None], doc="permitted amount")
    def discard_of_year(m: Step, o: str) -> Expression:
        return m.over("year", m.discard[o]) <= outlets[o].annual_limit * m.years

    for label, outlet in outlets.items():
        m.withdraw(outlet.enterprise, outlet.carrier, m.discard[label], "discarded", label)
        m.pay(outlet.enterprise, "discard", label, m.value(outlet.fee) * m.discard[label])
        for k, factor in outlet.emissions.items():
            m.emit(outlet.enterprise, k, m.value(factor) * m.discard[label], label, "discarded")
