"""Water uses: operations that take a carrier, pick up a load and give the carrier back at a known quality.

returned[u,t] = (1 − loss[u]) · f[u,t] − E[u,t] − D[u,t]    f decided, or fixed            u ∈ water uses
Σ_g b[g,u,t] · ((1 − loss[u])·c_out[u,q] − c[g,q]) ≥ load[u,q,t] + E[u,t]·c_out[u,q]       q picked up by u
f[u,t] ≤ N[u] · ((1 − loss[u]) · f[u,t] − E[u,t])           N: most cycles of concentration

The sum runs over the parts of an operation that is split over two kinds of water, too. b are the flows of its
givers at the inlet (see quality), c their concentrations and c_out the outlet's, stated at its limit. For
one contaminant the plan is exact: no less water can do, and the outlet stands at its limit. For several,
the plan finds the outlet (see pool). What evaporates (E: of a cooling tower, or the steam of a boiler)
leaves behind what it carried; drift (D) takes its part along.
"""

from __future__ import annotations

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add what every water use takes and gives back; its load is a matter of quality."""
    uses = park.water_uses
    m.intake = m.step(uses, "flow taken by a water use")
    for label, use in uses.items():
        if use.flow is not None:
            m.bound(m.intake[label], lower=m.value(use.flow), upper=m.value(use.flow))
        m.withdraw(use.enterprise, use.carrier, m.intake[label], "taken", label)
        back = (1.0 - use.loss) * m.intake[label] - m.value(use.evaporates) - m.value(use.drifts)
        m.supply(use.enterprise, use.carrier, back, "returned", label)

    wet = [u for u, use in uses.items() if use.evaporates.value > 0.0 or use.drifts.value > 0.0]

    @m.Constraint(wet, doc="what is taken covers what evaporates and drifts")
    def made_up(m: Step, u: str) -> Expression:
        gone = m.value(uses[u].evaporates) + m.value(uses[u].drifts)
        return gone <= (1.0 - uses[u].loss) * m.intake[u]

    @m.Constraint([u for u, use in uses.items() if use.cycles_max], doc="cycles of concentration")
    def cycles(m: Step, u: str) -> Expression:
        left = (1.0 - uses[u].loss) * m.intake[u] - m.value(uses[u].evaporates)
        return m.intake[u] <= uses[u].cycles_max * left
