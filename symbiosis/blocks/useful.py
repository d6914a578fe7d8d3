"""How much of a pipe can be of use: the most that can ever flow through a link or a segment of a network.

through[e,t] ≤ Σ_{d behind e} most drawn[d,t] + losses           d: members that draw
through[e,t] ≤ Σ_{s before e} most fed[s,t]                      s: members that feed

A member counts for a segment where a way without loops from one that feeds to one that draws leads through
it: within a part of the network that no single cut parts, they enter and leave at different places. What a
link can send is the sum over its carriers of what data let flow (`most`). Wider pipes carry no more than
that, and no small part of a wide one passes for a narrow one in the relaxation.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

import numpy as np

from symbiosis.blocks.language import Floats
from symbiosis.blocks.most import by_data, drawn_at, most_lost
from symbiosis.horizon.horizon import Horizon
from symbiosis.park import Connection, Link, Network
from symbiosis.park.park import Park

Ends = Mapping[str, tuple[str, str]]
Members = tuple[list[Connection], list[Connection]]  # those that feed, those that draw


def most_through(park: Park, network: Network) -> dict[str, Members]:
    """Return, by segment, the members that can feed and those that can draw through it.

    Empty where a least flow may be kept up by letting it run round a ring.
    """
    ends = {
        s.label: (park.corridors[s.corridor].origin, park.corridors[s.corridor].destination)
        for s in network.segments
    }
    bridges = {e for e in ends if not _joined(ends, e)}
    if len(bridges) < len(ends) and any(any(s.size_minimum_flow_per_length) for s in network.segments):
        return {}
    feeding = [c for c in network.connections if c.direction != "draw"]
    drawing = [c for c in network.connections if c.direction != "feed"]
    out = {}
    for e in ends:
        part = {e} if e in bridges else _part(ends, e, bridges)
        gate = _gates(ends, part)
        feeders = [
            s for s in feeding if any(gate.get(s.enterprise) != gate.get(d.enterprise) for d in drawing)
        ]
        drawers = [
            d for d in drawing if any(gate.get(s.enterprise) != gate.get(d.enterprise) for s in feeding)
        ]
        out[e] = feeders, drawers
    return out


def limit(park: Park, network: Network, members: Members, horizon: Horizon) -> Floats:
    """Return the most that can flow through a segment in every step, by who feeds and draws through it."""
    feeders, drawers = members
    fed = sum(c.largest / (1.0 + c.design_margin) for c in feeders)
    lost = sum(park.length(s) * most_lost(s) for s in network.segments if s.loses_standing)
    drawn = np.full(len(horizon), float(lost))
    for c in drawers:
        size = np.full(len(horizon), c.largest / (1.0 + c.design_margin))
        taken = drawn_at(park, c.enterprise, network.carrier, network.label, horizon)
        drawn += size if taken is None else np.minimum(size, taken)
    return np.asarray(np.minimum((1.0 - network.loss) * fed, drawn))


def sent(park: Park, link: Link, arriving: float, horizon: Horizon) -> Floats | None:
    """Return the most of all its carriers that a link can send in every step; None where data set no limit.

    `arriving` is the share of what is sent that arrives.
    """
    found = [by_data(park, link, k, arriving, horizon) for k in link.carriers]
    known = [most for most in found if most is not None]
    return np.asarray(sum(known)) if len(known) == len(found) else None


def _joined(ends: Ends, without: str) -> bool:
    """Tell whether both ends of a segment hang together when it is taken away."""
    a, b = ends[without]
    return b in _reached(((x, y) for e, (x, y) in ends.items() if e != without), [a])


def _part(ends: Ends, e: str, bridges: set[str]) -> set[str]:
    """Return the segments that hang together with one when every bridge is cut."""
    inner = {other: pair for other, pair in ends.items() if other not in bridges}
    places = _reached(inner.values(), ends[e])
    return {other for other, (a, _) in inner.items() if a in places}


def _gates(ends: Ends, part: set[str]) -> dict[str, str]:
    """Return, for every place, where it joins a part of the network: at one place, seen from outside."""
    inside = {place for e in part for place in ends[e]}
    outer = [pair for e, pair in ends.items() if e not in part]
    return {place: gate for gate in inside for place in _reached(outer, [gate])}


def _reached(pairs: Iterable[tuple[str, str]], start: Iterable[str]) -> set[str]:
    """Return the places that hang together with a start."""
    nearby: dict[str, set[str]] = {}
    for a, b in pairs:
        nearby.setdefault(a, set()).add(b)
        nearby.setdefault(b, set()).add(a)
    found = set(start)
    queue = deque(found)
    while queue:
        new = nearby.get(queue.popleft(), set()) - found
        found |= new
        queue.extend(new)
    return found
