"""Separation: of two plants or stores that would lie too close to one another, at most one stands.

C[i] ≤ C_max[i]·apart[i]                    i ∈ plants and stores in a pair that is too close, apart ∈ {0, 1}
apart[i] + apart[j] ≤ 1                     (i, j) ∈ such pairs
"""

from __future__ import annotations

from symbiosis.blocks.capacity import capacity
from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park
from symbiosis.park.separation import placed, too_close


def add(m: Step, park: Park) -> None:
    """Add a yes or no for everything that has a neighbour too close, and a row for each pair."""
    pairs = too_close(park)
    things = placed(park)
    members = list(dict.fromkeys(i for pair in pairs for i in pair))
    m.apart = m.static(members, "whether it stands where a neighbour then may not", domain="binary")

    @m.Constraint(members, doc="nothing where its neighbour stands")
    def stands_apart(m: Step, i: str) -> Expression:
        return capacity(m, i) <= things[i].largest * m.apart[i]

    @m.Constraint(list(pairs), doc="one of two that are too close")
    def one_of_neighbours(m: Step, i: str, j: str) -> Expression:
        return m.apart[i] + m.apart[j] <= 1.0
