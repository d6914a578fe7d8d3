"""Standing losses: what a pipe loses in every hour that it is kept ready, however little flows.

lost[l,t] = u[l,t]·L[l]·(Σ_z q[l,z]·units[l,z] + q₀[l]·(kept[l]/K[l] + build[l]))      q: loss per km
least[l,t] = u[l,t]·L[l]·Σ_z m[l,z]·units[l,z]         m: least flow per km through a pipe of a size
u: share of the time that it is kept ready
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.park import Link, Segment
from symbiosis.park.park import Park


def lost(m: Step, park: Park, piped: Link | Segment) -> Expression:
    """Return what a link or segment loses in an hour; the number 0 where nothing stands to be lost."""
    if not piped.loses_standing:
        return 0.0
    i, length = piped.label, park.length(piped)
    terms = [q * length * m.units[i, z] for z, q in enumerate(piped.size_loss) if piped.expandable]
    if piped.standing_loss > 0.0:
        if i in m.kept:
            terms.append(piped.standing_loss * length / piped.capacity * m.kept[i])
        if i in m.build:
            terms.append(piped.standing_loss * length * m.build[i])
    return m.value(piped.availability) * quicksum(terms) if terms else 0.0


def least(m: Step, park: Park, piped: Link | Segment) -> Expression:
    """Return the least flow through the pipes of a link or segment; the number 0 where there is none."""
    if not any(piped.size_minimum_flow_per_length) or not piped.expandable:
        return 0.0
    length = park.length(piped)
    through = quicksum(
        flow * length * m.units[piped.label, z] for z, flow in enumerate(piped.size_minimum_flow_per_length)
    )
    return m.value(piped.availability) * through


def varies(piped: Link | Segment) -> bool:
    """Tell whether it is not always ready."""
    return piped.availability.profile is not None or piped.availability.value != 1.0
