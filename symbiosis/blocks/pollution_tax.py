"""The environmental protection tax: by equivalents, on the first pollutants of every outlet.

x[p]   = Σ_t w[t]·Σ share·emission[p,t] / equivalent[p]          equivalents due, by month
tax    = rate · Σ x[p] over the pollutants that count            where their order is fixed: linear, exact
tax    = rate · (K·θ + Σ_p above[p]),  above[p] ≥ x[p] − θ       else: the K largest of the x, by month

The sum of the K largest is convex in x, so its cheapest θ and above give it exactly: θ is the K-th largest,
above what the larger ones have over it. The law ranks by equivalents before shares are taken off; where the
shares of one outlet differ, the K largest of what is due are at least what the law asks, so the program
pays no less than the bill, and the ledger of a result states the bill itself.
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park
from symbiosis.park.tax import Taxed, taxed_groups


def add(m: Step, park: Park) -> None:
    """Add every tax; call it after every block that emits."""
    groups = {group.label: group for group in taxed_groups(park)}
    due = {(g, p): _due(m, group, p) for g, group in groups.items() for p in group.equivalent}
    ranked = [g for g, group in groups.items() if group.fixed is None]
    m.tax_base = m.group("month", ranked, "equivalents of the last pollutant that counts")
    several = [(g, p) for g, p in due if g in ranked]
    m.tax_above = m.group("month", several, "equivalents above the last that counts")

    @m.Constraint(several, doc="first pollutants of a month")
    def tax_of_month(m: Step, g: str, p: str) -> Expression:
        return m.over("month", quicksum(due[g, p])) - m.tax_base[g] - m.tax_above[g, p] <= 0.0

    for g, group in groups.items():
        rate = park.taxes[group.tax].rate
        if group.fixed is not None:
            terms = [term for p in group.fixed for term in due[g, p]]
            if terms:
                m.pay(group.enterprise, "tax", group.tax, rate * quicksum(terms))
        else:
            above = quicksum(m.tax_above[g, p] for p in group.equivalent)
            m.pay(group.enterprise, "tax", group.tax, rate * (group.first * m.tax_base[g] + above))


def _due(m: Step, group: Taxed, pollutant: str) -> list[Expression]:
    """Return the terms of the equivalents due on a pollutant, per hour."""
    one = group.equivalent[pollutant]
    return [
        group.shares[flow.item, pollutant] / one * flow.expression
        for flow in m.ledger.emissions.get((group.enterprise, pollutant), [])
        if (flow.item, pollutant) in group.shares
    ]
