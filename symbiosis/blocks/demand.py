"""Given flows: what is required, and what arises anyway and must go somewhere.

    taken[n,k,t] = rate[d,t]                                    d ∈ demands of enterprise n for carrier k
    back[n',w,t] = ρ[d]·(rate[d,t] + up − off − cut)            condensate w that comes back to n'
    given[n,k,t] = rate[s,t]                                    s ∈ supplies of enterprise n of carrier k

Both stand in the balance as they are; nothing may be left over and nothing may be short. Up, off and cut
are what is caught up, put off and not met of a flexible demand.
"""

from __future__ import annotations

from symbiosis.blocks.language import Step
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add every demand and every supply to its balance."""
    for label, demand in park.demands.items():
        m.withdraw(demand.enterprise, demand.carrier, m.value(demand.rate), "demand", label)
        if demand.condensate_return > 0.0:
            back = demand.condensate_return * m.value(demand.rate)
            owner = demand.condensate_owner or demand.enterprise
            m.supply(owner, demand.condensate, back, "condensate", label)
    for label, supply in park.supplies.items():
        m.supply(supply.enterprise, supply.carrier, m.value(supply.rate), "supply", label)
