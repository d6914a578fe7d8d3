"""Do pipes behave: losses that stand however little flows, least flows, and the places of a network?

    lost = availability · length · (Σ_z loss of a size · units of it + standing loss · share that stands)
    Σ into a place + (1 − loss) · fed = Σ out of it + drawn + ½ Σ lost of the pipes at it

A link's giver covers its loss; the pipes of a network along corridors share theirs between both ends.
"""

from __future__ import annotations

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Link, Network, Park, Segment, Varying
from symbiosis.results.verify.assets import largest_of, length_of
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger

FEASIBILITY = 1e-6


def ready(park: Park, horizon: Horizon, piped: Link | Segment) -> Floats:
    """Return the share of every step that a pipe is kept ready."""
    given = Varying.of(piped.availability)
    if given.profile is None:
        return np.full(len(horizon), given.value)
    return np.asarray(given.value * horizon.sample(park.profiles[given.profile].values), dtype=float)


def of_sizes(tables: Tables, piped: Link | Segment, each: tuple[float, ...]) -> float:
    """Return what the units that are built add up to, `each` per unit of a size."""
    if largest_of(piped) <= piped.capacity:
        return 0.0
    return sum(value * float(tables["size_units"][f"{piped.label}:{z}"]) for z, value in enumerate(each))


def lost(park: Park, horizon: Horizon, tables: Tables, piped: Link | Segment) -> Floats:
    """Return what a link or segment loses in every step, however little flows."""
    per_km = of_sizes(tables, piped, piped.size_loss)
    if piped.standing_loss > 0.0:
        standing = float(tables["kept"][piped.label]) / piped.capacity if piped.capacity > 0.0 else 0.0
        if largest_of(piped) > piped.capacity and not piped.sizes:
            standing += float(tables["units"][piped.label])
        per_km += piped.standing_loss * standing
    if per_km == 0.0:
        return np.zeros(len(horizon))
    return per_km * length_of(park, piped) * ready(park, horizon, piped)


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Check links that lose or need a least flow, then every place of networks along corridors."""
    nothing = np.zeros(len(horizon))
    for label, link in park.links.items():
        if len(link.carriers) != 1:
            continue
        sent = tables["exchange"][f"{label}:{link.carriers[0]}"]
        size = FEASIBILITY * max(1.0, float(np.abs(sent).max(initial=0.0)))
        share = 1.0 - min(1.0, link.loss + link.loss_per_length * length_of(park, link))
        gone = lost(park, horizon, tables, link)
        ledger.at_most("pipe", "loses more than the giver sends", label, gone, share * sent, size)
        _least(park, horizon, tables, link, sent, size, ledger)
    for network in park.networks.values():
        for segment in network.segments:
            forth, back = tables["forth"][segment.label], tables["back"].get(segment.label, nothing)
            most = float(tables["capacity"][segment.label]) / (1.0 + segment.design_margin)
            size = FEASIBILITY * max(1.0, most)
            usable = most * ready(park, horizon, segment)
            what = "carries more than its capacity"
            ledger.at_most("pipe", what, segment.label, forth + back, usable, size)
            _least(park, horizon, tables, segment, forth, size, ledger)
            if segment.one_way:
                ledger.same("pipe", "flows back although it goes one way", segment.label, back, size)
        if network.segments:
            _places(park, horizon, tables, network, ledger)


def _least(
    park: Park,
    horizon: Horizon,
    tables: Tables,
    piped: Link | Segment,
    flow: Floats,
    size: float,
    ledger: Ledger,
) -> None:
    if any(piped.size_minimum_flow_per_length):
        per_km = of_sizes(tables, piped, piped.size_minimum_flow_per_length)
        wanted = per_km * length_of(park, piped) * ready(park, horizon, piped)
        what = "carries less than its pipes need"
        ledger.at_most("pipe", what, piped.label, wanted, flow, size)


def _places(park: Park, horizon: Horizon, tables: Tables, network: Network, ledger: Ledger) -> None:
    """Add up what enters and leaves every place that members or pipes of a network touch."""
    nothing = np.zeros(len(horizon))
    net: dict[str, Floats] = {}
    biggest = 1.0

    def add(place: str, flow: Floats) -> None:
        nonlocal biggest
        net[place] = net.get(place, nothing) + flow
        biggest = max(biggest, float(np.abs(flow).max(initial=0.0)))

    for connection in network.connections:
        add(connection.enterprise, (1.0 - network.loss) * tables["feed"].get(connection.label, nothing))
        add(connection.enterprise, -tables["draw"].get(connection.label, nothing))
    for segment in network.segments:
        corridor = park.corridors[segment.corridor]
        onwards = tables["forth"][segment.label] - tables["back"].get(segment.label, nothing)
        half = 0.5 * lost(park, horizon, tables, segment)
        add(corridor.origin, -onwards - half)
        add(corridor.destination, onwards - half)
    for place, residual in net.items():
        where = f"{network.label} at {place}"
        ledger.same(
            "network", "what reaches a place does not leave it", where, residual, FEASIBILITY * biggest
        )
