"""Operating regions: a plant that runs at mixtures of given points, such as a CHP that extracts steam.

a[i,t] = Σ_v |flow of the rated carrier at v|·x[i,v,t]      mixture             i ∈ technologies with points
flow of carrier k = Σ_v flow[i,k,v]·x[i,v,t]                x ≥ 0: units at point v
Σ_v x[i,v,t] = on[i,t]                                      where units start and stop, on polygons and curves
Σ_v x[i,v,t] ≤ avail[i,t]·C[i] / (1 + margin[i]) / size[i]  otherwise (= where it must run)
x[i,v,t] ≤ N[i]·Σ_p z[i,p,t],  Σ_p z[i,p,t] = 1             pieces p of a region that is not convex, at v
cost per hour = Σ_v cost[i,v]·x[i,v,t]

Points are stated for one unit, whose size is the largest flow of the rated carrier among them. Convex
regions need no integers. Of a region that is not convex, all units of a technology use the same piece.
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.capacity import usable
from symbiosis.blocks.language import Expression, Step
from symbiosis.park import Technology
from symbiosis.park.park import Park
from symbiosis.park.region import Piece, pieces


def pieces_of(technology: Technology) -> list[Piece]:
    """Return the convex pieces of a technology's operating region."""
    axes = list(technology.points.values())[:2]
    return pieces(technology.shape, list(zip(axes[0], axes[-1], strict=True)))


def add(m: Step, park: Park) -> None:
    """Add the mixtures of points; call it after activity and commitment."""
    plants = {i: tech for i, tech in park.technologies.items() if tech.points}
    points = {i: range(len(next(iter(tech.points.values())))) for i, tech in plants.items()}
    cut = {i: found for i, tech in plants.items() if len(found := pieces_of(tech)) > 1}
    m.mix = m.step([(i, v) for i in plants for v in points[i]], "units at an operating point")
    m.piece = m.step(
        [(i, p) for i, found in cut.items() for p in range(len(found))],
        "whether a piece of the operating region is used",
        domain="binary",
    )

    @m.Constraint(plants, doc="activity is a mixture of points")
    def mixture(m: Step, i: str) -> Expression:
        rated = plants[i].points[plants[i].rated_on]
        return m.activity[i] == quicksum(abs(flow) * m.mix[i, v] for v, flow in enumerate(rated))

    @m.Constraint(plants, doc="as many mixtures as units")
    def mixed_units(m: Step, i: str) -> Expression:
        total = quicksum(m.mix[i, v] for v in points[i])
        if plants[i].committed:
            return total == m.on[i]
        standing = m.value(plants[i].availability) / plants[i].unit * usable(m, i, plants[i])
        return total == standing if plants[i].must_run else total <= standing

    @m.Constraint([(i, v) for i in cut for v in points[i]], doc="within the piece in use")
    def within_piece(m: Step, i: str, v: int) -> Expression:
        at = quicksum(m.piece[i, p] for p, piece in enumerate(cut[i]) if v in piece)
        return m.mix[i, v] <= plants[i].largest / plants[i].unit * at

    @m.Constraint(cut, doc="one piece at a time")
    def one_piece(m: Step, i: str) -> Expression:
        return quicksum(m.piece[i, p] for p in range(len(cut[i]))) == 1.0

    for i, technology in plants.items():
        n = technology.enterprise
        for k, flows in technology.points.items():
            if k == technology.rated_on or not any(flows):
                continue  # the rated carrier moves with activity
            flow = quicksum(value * m.mix[i, v] for v, value in enumerate(flows))
            if park.is_emission(k):
                m.emit(n, k, flow, i)
            elif sum(flows) > 0.0:
                m.supply(n, k, flow, "made", i)
            else:
                m.withdraw(n, k, -flow, "used", i)
        if any(technology.point_cost):
            cost = quicksum(value * m.mix[i, v] for v, value in enumerate(technology.point_cost))
            m.pay(technology.owner or n, "running", i, cost)
