"""Trade with the world outside: purchases, sales, their prices and limits, and the monthly peak.

0 ≤ b[m,n,t] ≤ limit,   0 ≤ v[m,n,t] ≤ limit                purchase, sale      m ∈ markets, n ∈ members
cost per hour = price[m,t]·b − sale_price[m,t]·v
Σ_c b[c,n,t] ≤ limit,   Σ_c b[c,n,t] ≤ peak[m,n,month]      c: m and the contracts that come through it
cost per hour += (loss + transmission + system + funds charge of m + certificate charge of c) · b[c,n,t]
                                                            demand charge, paid per month on φ·peak, or
excess[m,n,month] ≥ φ·peak − (1 + tolerance)·contracted     on contracted + penalty factor·excess
cost per month = transformer charge · transformer capacity
min·years ≤ Σ_n Σ_t w[t]·b[m,n,t] ≤ max·years               take or pay, contract quantity
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.charges import charges_of
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add every member's purchases and sales in every market."""
    markets = park.markets
    buying = [
        (x, n) for x, market in markets.items() if market.purchase_price is not None for n in market.members
    ]
    selling = [
        (x, n) for x, market in markets.items() if market.sale_price is not None for n in market.members
    ]
    peaking = [(x, n) for x, n in buying if markets[x].peak_charge > 0.0]
    m.purchase = m.step(buying, "flow bought")
    m.sale = m.step(selling, "flow sold")
    m.peak = m.group("month", peaking, "largest purchase in a month")
    contracting = [(x, n) for x, n in peaking if markets[x].contracted is not None]
    m.excess = m.group("month", contracting, "demand above the contract and its tolerance")

    @m.Constraint(contracting, doc="demand above the contract")
    def excess_of_month(m: Step, x: str, n: str) -> Expression:
        market = markets[x]
        allowed = (1.0 + market.excess_tolerance) * (market.contracted or 0.0)
        return market.peak_factor * m.peak[x, n] - allowed <= m.excess[x, n]

    def over(x: str, n: str) -> list[Expression]:
        """Return what a member buys over the connection of a market: its own, and contracts through it."""
        return [m.purchase[y, n] for y, member in buying if member == n and x in (y, markets[y].through)]

    @m.Constraint(peaking, doc="monthly peak")
    def peak_of_month(m: Step, x: str, n: str) -> Expression:
        return quicksum(over(x, n)) <= m.peak[x, n]

    shared = {market.through for market in markets.values() if market.through}
    limited = [(x, n) for x, n in buying if x in shared and markets[x].purchase_limit is not None]

    @m.Constraint(limited, doc="limit of a connection that contracts share")
    def purchase_over_connection(m: Step, x: str, n: str) -> Expression:
        return quicksum(over(x, n)) <= m.value(markets[x].purchase_limit or 0.0)

    bought = {x: [n for y, n in buying if y == x] for x in markets}

    @m.Constraint([x for x in markets if markets[x].purchase_annual_max is not None], doc="contract quantity")
    def purchase_of_year(m: Step, x: str) -> Expression:
        total = m.over("year", quicksum(m.purchase[x, n] for n in bought[x]))
        return total <= markets[x].purchase_annual_max * m.years

    @m.Constraint([x for x in markets if markets[x].purchase_annual_min is not None], doc="take or pay")
    def least_purchase_of_year(m: Step, x: str) -> Expression:
        total = m.over("year", quicksum(m.purchase[x, n] for n in bought[x]))
        return total - markets[x].purchase_annual_min * m.years >= 0.0

    for x, n in buying:
        market = markets[x]
        if market.purchase_limit is not None:
            m.bound(m.purchase[x, n], upper=m.value(market.purchase_limit))
        m.supply(n, market.carrier, m.purchase[x, n], "bought", x)
        m.pay(n, "purchase", x, m.value(market.purchase_price or 0.0) * m.purchase[x, n])
        for field, charge in charges_of(markets, market):
            m.pay(n, field, x, m.value(charge) * m.purchase[x, n])
        for k, factor in market.emissions.items():
            m.emit(n, k, m.value(factor) * m.purchase[x, n], x, "bought")
    for x, n in selling:
        market = markets[x]
        if market.sale_limit is not None:
            m.bound(m.sale[x, n], upper=m.value(market.sale_limit))
        m.withdraw(n, market.carrier, m.sale[x, n], "sold", x)
        m.pay(n, "sale", x, -m.value(market.sale_price or 0.0) * m.sale[x, n])
    for x, n in peaking:
        market = markets[x]
        charged = market.peak_factor * m.peak[x, n]
        if market.contracted is not None:
            charged = market.contracted + market.excess_factor * m.excess[x, n]
        m.pay(n, "peak_charge", x, market.peak_charge * m.stands_for("month") * charged)
    for x, market in markets.items():
        if market.transformer_charge * market.transformer > 0.0:
            for n in market.members:
                paid = market.transformer_charge * market.transformer * m.stands_for("month")
                m.pay(n, "transformer_charge", x, paid)
