"""Offsets: CO2 made good elsewhere, bought for the year within limits.

0 ≤ o ≤ limit·years                         bought
o ≤ share · Σ_t w[t]·carbon[t]              at most a share of the park's own CO2
cost = price · o
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.blocks.yearly import hourly
from symbiosis.park.formula import Linear, Quantity
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add what may be bought; call it after every block that emits."""
    offsets = park.offsets
    m.offset_bought = m.static(offsets, "CO2 offset elsewhere")
    carbon = hourly(m, park, Linear({Quantity("carbon"): 1.0}))

    @m.Constraint([o for o in offsets if offsets[o].limit is not None], doc="most that may be offset")
    def offset_limit(m: Step, o: str) -> Expression:
        return m.offset_bought[o] <= offsets[o].limit * m.years

    @m.Constraint([o for o in offsets if offsets[o].share is not None], doc="share that may be offset")
    def offset_share(m: Step, o: str) -> Expression:
        if not carbon:
            return m.offset_bought[o] <= 0.0
        return m.offset_bought[o] - offsets[o].share * m.over("year", quicksum(carbon)) <= 0.0

    for o, offset in offsets.items():
        m.pay(offset.owner, "offset", o, offset.price * m.offset_bought[o])
