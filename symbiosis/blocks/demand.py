"""Given flows: what is required, and what arises anyway and must go somewhere.

    taken[n,k,t] = rate[d,t]                                    d ∈ demands of enterprise n for carrier k
    back[n',w,t] = ρ[d]·(rate[d,t] + up − off − cut)            condensate w that comes back to n'
    given[n,k,t] = rate[s,t]                                    s ∈ supplies of enterprise n of carrier k

Both stand in the balance as they are; nothing may be left over and nothing may be short. Up, off and cut
are what is caught up, put off and not met of a flexible demand.
"""

from __future__ import annotations

from symbiosis.blocks.language import Expression, Step
from symbiosis.blocks.presence import if_there, is_decided
from symbiosis.park import Demand, Supply
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add every demand and every supply to its balance."""
    as_columns = m.forms.given == "columns"
    flows = {**park.demands, **park.supplies}
    fixed = [label for label, flow in flows.items() if as_columns and not is_decided(m, flow.enterprise)]
    m.given = m.step(fixed, "given flow, where it is written as a column")
    for label in fixed:
        m.bound(m.given[label], lower=m.value(flows[label].rate), upper=m.value(flows[label].rate))

    def given(label: str, flow: Demand | Supply) -> Expression:
        return m.given[label] if label in m.given else m.value(flow.rate)

    for label, demand in park.demands.items():
        rate = if_there(m, demand.enterprise, given(label, demand))
        m.withdraw(demand.enterprise, demand.carrier, rate, "demand", label)
        if demand.condensate_return > 0.0:
            back = demand.condensate_return * rate
            owner = demand.condensate_owner or demand.enterprise
            m.supply(owner, demand.condensate, back, "condensate", label)
    for label, supply in park.supplies.items():
        rate = if_there(m, supply.enterprise, given(label, supply))
        m.supply(supply.enterprise, supply.carrier, rate, "supply", label)
