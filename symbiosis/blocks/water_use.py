"""Water uses: operations that take a carrier, pick up a load and give the carrier back at a known quality.

returned[u,t] = (1 − loss[u]) · f[u,t]                      f decided, or fixed            u ∈ water uses
Σ_g b[g,u,t] · ((1 − loss[u])·c_out[u,q] − c[g,q]) ≥ load[u,q,t]                           q ∈ loads of u

The sum runs over the parts of an operation that is split over two kinds of water, too. b are the flows of its
givers at the inlet (see quality), c their concentrations and c_out the outlet's, stated at its limit. For
one contaminant the plan is exact: no less water can do, and the outlet stands at its limit. For several, an
outlet is counted at its limits although some stay below them: the plan holds, and may use more water than
the least possible.
"""

from __future__ import annotations

from symbiosis.blocks.language import Step
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add what every water use takes and gives back; its load is a matter of quality."""
    uses = park.water_uses
    m.intake = m.step(uses, "flow taken by a water use")
    for label, use in uses.items():
        if use.flow is not None:
            m.bound(m.intake[label], lower=m.value(use.flow), upper=m.value(use.flow))
        m.withdraw(use.enterprise, use.carrier, m.intake[label], "taken", label)
        m.supply(use.enterprise, use.carrier, (1.0 - use.loss) * m.intake[label], "returned", label)
