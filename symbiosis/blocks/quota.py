"""Quotas: what is used of a right must be held; rights are granted, bought, sold and kept.

used + sold + kept ≤ (granted + carried in + auctioned + bought)         for every account h of a quota
used     = Σ_t w[t]·counted[t]     granted = (Σ granted)·years + benchmark·Σ_t w[t]·output[t]
bought ≤ limit·years,  sold ≤ limit·years,  kept ≤ limit·years,  Σ_h auctioned ≤ limit·years
cost = price·bought + auction price·auctioned − sale price·sold − value·kept

An account is a member's own, or one for all where rights are shared. A right that lasts for several years
is paid by its annuity at the discount rate of whoever buys.
"""

from __future__ import annotations

from pyomo.environ import Constraint, quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.blocks.presence import if_there
from symbiosis.blocks.yearly import decided, hourly
from symbiosis.park.formula import Linear, parse, quotient
from symbiosis.park.money import annuity
from symbiosis.park.park import Park
from symbiosis.park.quota import Quota


def add(m: Step, park: Park) -> None:
    """Add every account; call it after offsets and every block that moves or emits anything."""
    quotas = park.quotas
    accounts = [(q, h) for q, quota in quotas.items() for h in quota.holders]
    buying = [(q, h) for q, h in accounts if quotas[q].purchase_price is not None]
    bidding = [(q, h) for q, h in accounts if quotas[q].auction_price is not None]
    selling = [(q, h) for q, h in accounts if quotas[q].sale_price is not None]
    keeping = [(q, h) for q, h in accounts if quotas[q].keep_limit > 0.0]
    m.quota_bought = m.static(buying, "rights bought in the market")
    m.quota_auctioned = m.static(bidding, "rights got at auction")
    m.quota_sold = m.static(selling, "rights sold")
    m.quota_kept = m.static(keeping, "rights kept for later years")

    def hour(q: str, h: str) -> list[Expression]:
        quota = quotas[q]
        used = [term for n in quota.held_by(h) for term in hourly(m, park, _sum(quota.counts), n)]
        if quota.benchmark > 0.0:
            output = _sum(quota.output).scaled(-quota.benchmark)
            used += [term for n in quota.held_by(h) for term in hourly(m, park, output, n)]
        return used

    @m.Constraint(accounts, doc="rights held")
    def quota_account(m: Step, q: str, h: str) -> Expression:
        quota, terms = quotas[q], hour(q, h)
        used = m.over("year", quicksum(terms)) if terms else 0.0
        used += quicksum(term for n in quota.held_by(h) for term in decided(m, park, _sum(quota.counts), n))
        left = (m.quota_sold[q, h] if (q, h) in selling else 0.0) + (
            m.quota_kept[q, h] if (q, h) in keeping else 0.0
        )
        got = (m.quota_bought[q, h] if (q, h) in buying else 0.0) + (
            m.quota_auctioned[q, h] if (q, h) in bidding else 0.0
        )
        return used + left - got - given(m, quota, h) * m.years <= 0.0

    for columns, limit in (
        (m.quota_bought, "purchase_limit"),
        (m.quota_sold, "sale_limit"),
        (m.quota_kept, "keep_limit"),
    ):
        _limit(m, columns, limit, quotas)

    @m.Constraint([q for q, quota in quotas.items() if _auctioned(quota)], doc="rights on auction")
    def auction_of_year(m: Step, q: str) -> Expression:
        total = quicksum(m.quota_auctioned[q, h] for h in quotas[q].holders)
        return total <= quotas[q].auction_limit * m.years

    for q, h in buying:
        m.pay(h, "quota_purchase", q, price_of(park, quotas[q], h) * m.quota_bought[q, h])
    for q, h in bidding:
        m.pay(h, "quota_auction", q, quotas[q].auction_price * m.quota_auctioned[q, h])
    for q, h in selling:
        m.pay(h, "quota_sale", q, -(quotas[q].sale_price or 0.0) * m.quota_sold[q, h])
    for q, h in keeping:
        m.pay(h, "quota_kept", q, -quotas[q].keep_value * m.quota_kept[q, h])


def _limit(m: Step, columns: Expression, limit: str, quotas: Expression) -> None:
    def rule(m: Step, q: str, h: str) -> Expression:
        return columns[q, h] <= getattr(quotas[q], limit) * m.years

    keys = [(q, h) for q, h in columns if getattr(quotas[q], limit) is not None]
    setattr(m, f"quota_{limit}", Constraint(keys, rule=rule, doc=limit.replace("_", " ")))


def _auctioned(quota: Quota) -> bool:
    return quota.auction_price is not None and quota.auction_limit is not None


def _sum(text: str) -> Linear:
    found = quotient(parse(text))
    assert found is not None  # the park checks it
    return found.above


def given(m: Step, quota: Quota, holder: str) -> Expression:
    """Return what an account is granted for nothing, and what is left in it from earlier years."""
    whose = quota.held_by(holder)
    tables = (quota.granted, quota.carried_in)
    return quicksum(
        if_there(m, n, amount.value) for held in tables for n, amount in held.items() if n in whose
    )


def price_of(park: Park, quota: Quota, holder: str) -> float:
    """Return what a right for a year costs in the market."""
    price = quota.purchase_price or 0.0
    if quota.valid_for is None:
        return price
    return float(annuity(price, quota.valid_for, park.rate_of_discount(holder)))
