"""Fees: money per amount of what a formula counts, each member for its own.

cost = price · Σ_t w[t]·counted[n,t]                                 nothing free
cost = price · above[n],   above[n] ≥ Σ_t w[t]·counted[n,t] − free·years
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.blocks.yearly import hourly
from symbiosis.park.formula import parse, quotient
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add every fee; call it after every block that moves or emits anything."""
    counted: dict[tuple[str, str], Expression] = {}
    for f, fee in park.fees.items():
        found = quotient(parse(fee.counts))
        assert found is not None  # the park checks it
        for n in fee.members:
            terms = hourly(m, park, found.above, n)
            if terms:
                counted[f, n] = quicksum(terms)
    metered = [(f, n) for f, n in counted if park.fees[f].free > 0.0]
    m.fee_above = m.static(metered, "amount above what is free")

    @m.Constraint(metered, doc="amount above what is free")
    def above_free(m: Step, f: str, n: str) -> Expression:
        return m.over("year", counted[f, n]) - park.fees[f].free * m.years <= m.fee_above[f, n]

    for (f, n), amount in counted.items():
        fee = park.fees[f]
        paid = m.fee_above[f, n] if (f, n) in metered else amount
        m.pay(n, "fee", f, fee.price * paid)
