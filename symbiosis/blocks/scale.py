"""Economies of scale: investment that follows a line from point to point over new capacity.

Σ_p piece[i,p] = build[i]                                   one piece, if built     piece ∈ {0, 1}
share[i,p,0] + share[i,p,1] = piece[i,p]                    a mixture of its ends   i ∈ assets with a curve
new[i] = Σ_p (S[i,p]·share[i,p,0] + S[i,p+1]·share[i,p,1])
P[i]   = Σ_p (I[i,p]·share[i,p,0] + I[i,p+1]·share[i,p,1])  paid at once, with the other payments

The disaggregated convex combination of Croxton, Gendron and Magnanti (2003): its linear relaxation is the
convex hull of the curve and of building nothing, so no formulation has a better bound, and it needs no large
constant. k pieces take 3k columns and k + 2 rows. The incremental form has the same bound but chains its
binaries; the shorter logarithmic form pays only beyond some tens of pieces, which no curve here has.
"""

from __future__ import annotations

from itertools import pairwise

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.asset import Asset
from symbiosis.park.scale import Point

Ends = list[tuple[Point, Point]]


def add(m: Step, curved: dict[str, Asset]) -> dict[str, Expression]:
    """Add the curves of assets that are built or not; return what each pays at once for its size."""
    pieces: dict[str, Ends] = {i: list(pairwise(asset.curve)) for i, asset in curved.items()}
    places = [(i, p) for i, found in pieces.items() for p in range(len(found))]
    m.scale_piece = m.static(places, "whether the size lies on a piece of its curve", domain="binary")
    m.scale_share = m.static(
        [(i, p, end) for i, p in places for end in (0, 1)], "share of an end of a piece", upper=1.0
    )

    def along(i: str, what: int) -> Expression:
        return quicksum(
            ends[end][what] * m.scale_share[i, p, end]
            for p, ends in enumerate(pieces[i])
            for end in (0, 1)
            if ends[end][what] != 0.0
        )

    @m.Constraint(pieces, doc="one piece of the curve")
    def one_piece_of_curve(m: Step, i: str) -> Expression:
        return quicksum(m.scale_piece[i, p] for p in range(len(pieces[i]))) == m.build[i]

    @m.Constraint(places, doc="a mixture of the piece's ends")
    def between_ends(m: Step, i: str, p: int) -> Expression:
        return m.scale_share[i, p, 0] + m.scale_share[i, p, 1] == m.scale_piece[i, p]

    @m.Constraint(pieces, doc="the size on the curve")
    def size_on_curve(m: Step, i: str) -> Expression:
        return m.new[i] == along(i, 0)

    return {i: along(i, 1) for i in pieces}
