"""Haulage: goods that are moved in loads, and routes that are used in earnest or not at all.

loads per hour = f[l,t] / load[l]                           truck, train, ship          l ∈ links
cost per hour = load_cost[l] · f[l,t] / load[l]             paid with the freight
f[l,t] ≤ C_max[l]·used[l]                                   used ∈ {0, 1}               l with a least amount
Σ_t w[t]·f[l,t] ≥ f_year[l]·years·used[l]                   least amount in a year

f[l,t] is Σ_k f[l,k,t]. Loads are not whole: over a year the last one hardly counts.
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add loading and least amounts of links; call it after their flows."""
    links = park.links
    least = [label for label, link in links.items() if link.annual_flow_min > 0.0]
    m.link_used = m.static(least, "whether anything is sent over a link", domain="binary")

    def sent(label: str) -> Expression:
        return quicksum(m.exchange[label, k] for k in links[label].carriers)

    @m.Constraint(least, doc="nothing unless it is used")
    def sent_if_used(m: Step, label: str) -> Expression:
        return sent(label) <= links[label].largest * m.link_used[label]

    @m.Constraint(least, doc="least amount in a year")
    def sent_in_year(m: Step, label: str) -> Expression:
        enough = links[label].annual_flow_min * m.years * m.link_used[label]
        return enough <= m.over("year", sent(label))

    for label, link in links.items():
        if link.load_cost_per_amount > 0.0:
            m.pay(link.freight_payer, "loading", label, link.load_cost_per_amount * sent(label))
