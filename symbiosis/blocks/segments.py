"""Segments: pipes of a network along corridors, between members and junctions.

into[v,t] + (1 − loss)·feed[v,t] = out[v,t] + draw[v,t] + ½·Σ_{e at v} lost[e,t]       v ∈ places of a network
forth[e,t] + back[e,t] ≤ u[e,t]·C[e] / (1 + margin[e])      capacity            e ∈ segments
forth[e,t] + back[e,t] ≤ u·kept[e] + Σ_z min(u·size[z], M[e,t])·units[e,z]         u: u[e,t] / (1 + margin[e])
                                                            with sizes; M: the most that can be of use
least[e,t] ≤ forth[e,t]                                     least flow of a pipe that goes one way
new[e] ≤ room[e]·hub                                        no pipe without a hub
cost per hour = running · (forth + back)

`into` and `out` are what comes and goes through segments. Half of a standing loss (`standing`) is borne
at either end, so that it does not matter which way flows go. Which pipes are laid is decided by their cost:
a pipe that closes a ring is laid only where it pays.
"""

from __future__ import annotations

import numpy as np
from pyomo.environ import quicksum

from symbiosis.blocks import standing
from symbiosis.blocks.capacity import usable
from symbiosis.blocks.language import STEP, Expression, Floats, Series, Step
from symbiosis.blocks.useful import Members, limit, most_through
from symbiosis.horizon.horizon import Horizon
from symbiosis.park import Segment
from symbiosis.park.money import owner_of
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add what flows through segments, and close the balance of every place that they touch."""
    pieces, networks = park.segments, park.networks
    ends = {
        e: (park.corridors[s.corridor].origin, park.corridors[s.corridor].destination)
        for e, s in pieces.items()
    }
    m.forth = m.step(pieces, "flow from a corridor's origin to its destination")
    m.back = m.step([e for e, s in pieces.items() if not s.one_way], "flow the other way")

    def through(e: str) -> Expression:
        return quicksum([m.forth[e], *([m.back[e]] if e in m.back else [])])

    @m.Constraint(list(places(park)), doc="what reaches a place of a network leaves it")
    def place_balance(m: Step, w: str, v: str) -> Expression:
        net = networks[w]
        mine = [s.label for s in net.segments if v in ends[s.label]]
        into = [m.forth[e] if ends[e][1] == v else m.back[e] for e in mine if ends[e][1] == v or e in m.back]
        out = [m.forth[e] if ends[e][0] == v else m.back[e] for e in mine if ends[e][0] == v or e in m.back]
        members = [c.label for c in net.connections if c.enterprise == v]
        fed = quicksum(m.feed[c] for c in members if c in m.feed)
        drawn = quicksum(m.draw[c] for c in members if c in m.draw)
        lost = quicksum(0.5 * standing.lost(m, park, pieces[e]) for e in mine)
        return quicksum(into) + (1.0 - net.loss) * fed == quicksum(out) + drawn + lost

    of_use = {e: members for net in networks.values() for e, members in most_through(park, net).items()}
    wide = [e for e, s in pieces.items() if s.sizes and s.expandable and e in of_use]

    @m.Constraint([e for e in pieces if e not in wide], doc="within the pipe")
    def segment_limit(m: Step, e: str) -> Expression:
        ready = m.value(pieces[e].availability) if standing.varies(pieces[e]) else 1.0
        return through(e) <= ready * usable(m, e, pieces[e])

    @m.Constraint(wide, doc="within what is of use of each pipe")
    def useful_limit(m: Step, e: str) -> Expression:
        s, spare = pieces[e], 1.0 / (1.0 + pieces[e].design_margin)
        ready = m.value(s.availability) if standing.varies(s) else 1.0
        kept = ready * spare * m.kept[e] if e in m.kept else 0.0
        pipes = (_of_use(m, park, s, of_use[e], z) * m.units[e, z] for z in range(len(s.sizes)))
        return through(e) <= kept + quicksum(pipes)

    @m.Constraint(
        [e for e, s in pieces.items() if any(s.size_minimum_flow_per_length) and s.expandable],
        doc="least flow of a pipe",
    )
    def least_flow_of_segment(m: Step, e: str) -> Expression:
        return standing.least(m, park, pieces[e]) <= m.forth[e]

    @m.Constraint(
        [e for e, s in pieces.items() if s.network in m.hub and s.expandable], doc="hub before pipe"
    )
    def hub_before_segment(m: Step, e: str) -> Expression:
        return m.new[e] <= pieces[e].room * m.hub[pieces[e].network]

    for e, segment in pieces.items():
        if segment.running_cost > 0.0:
            m.pay(owner_of(park, segment), "running", e, segment.running_cost * through(e))


def _of_use(m: Step, park: Park, segment: Segment, members: Members, z: int) -> Expression:
    """Return what a pipe of a size can carry that is of any use, step by step."""
    size, network = segment.sizes[z] / (1.0 + segment.design_margin), park.networks[segment.network]

    def values(horizon: Horizon) -> Floats:
        ready = horizon.sample(park.series(segment.availability))
        return np.minimum(ready * size, limit(park, network, members, horizon))

    return m.series(Series(f"use of {segment.label}:{z}", STEP, values))


def places(park: Park) -> dict[tuple[str, str], None]:
    """Return every (network, place) at which pipes of a network meet or members stand."""
    out: dict[tuple[str, str], None] = {}
    for w, net in park.networks.items():
        if net.segments:
            out.update(dict.fromkeys((w, c.enterprise) for c in net.connections))
            for segment in net.segments:
                corridor = park.corridors[segment.corridor]
                out.update({(w, corridor.origin): None, (w, corridor.destination): None})
    return out
