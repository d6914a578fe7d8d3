"""Whether pipes make sense: lists that fit sizes, corridors that lead somewhere, members in reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.piped import Piped
from symbiosis.park.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from symbiosis.park.asset import Asset
    from symbiosis.park.link import Link
    from symbiosis.park.network import Network, Segment
    from symbiosis.park.park import Park

BY_SIZE = ("size_investment", "size_investment_per_length", "size_loss", "size_minimum_flow_per_length")


def pipe_problems(park: Park) -> Problems:
    """Lists by size fit their sizes; pipes have one carrier and a length; corridors join known places."""
    lengths = dict(_corridors(park))
    yield from (problem for problem in lengths.values() if problem is not None)
    for section, asset in park.assets():
        yield from _lists(section, asset)
    for link in park.links.values():
        if link.loses_standing or any(link.size_minimum_flow_per_length):
            yield from _one_carrier(park, link)
        elif any(link.size_investment_per_length):
            yield from _measurable(park, link, "links", "size_investment_per_length")
        if link.along == "corridors" and link.length is None and not _broken(lengths):
            yield from _measurable(park, link, "links", "along")
    for network in park.networks.values():
        if not _broken(lengths):
            yield from _network(park, network)


def _broken(corridors: dict[str, Problem | None]) -> bool:
    return any(problem is not None for problem in corridors.values())


def _corridors(park: Park) -> Iterator[tuple[str, Problem | None]]:
    """Yield every corridor with what is wrong with it, if anything."""
    known = {*park.enterprises, *park.junctions}
    for label in park.junctions:
        if label in park.enterprises:
            message = "has the label of an enterprise, which is a place already."
            yield f"junction {label}", Problem(message, "Rename it.", "junctions", label)
    for label, corridor in park.corridors.items():
        found = None
        for field in ("origin", "destination"):
            place = getattr(corridor, field)
            if place not in known:
                message = "is neither an enterprise nor a junction."
                found = Problem(message, did_you_mean(place, known), "corridors", label, field, place)
        if found is None and corridor.origin == corridor.destination:
            message = "leads from a place to itself."
            found = Problem(message, "Name two places.", "corridors", label, "destination")
        if found is None:
            try:
                park.way(corridor)
            except ValueError:
                message = "has no length, and its ends have no coordinates."
                remedy = "State length, or x and y of both ends."
                found = Problem(message, remedy, "corridors", label, "length")
        yield label, found


def _lists(section: str, asset: Asset) -> Problems:
    label = asset.label  # type: ignore[attr-defined]
    for field in BY_SIZE:
        given = getattr(asset, field, ())
        if given and len(given) != len(asset.sizes):
            yield Problem(
                f"has {len(given)} numbers for {len(asset.sizes)} sizes.",
                "State one for each of sizes, in their order.",
                section,
                label,
                field,
            )
    if asset.size_names and len(asset.size_names.split()) != len(asset.sizes):
        message = f"names {len(asset.size_names.split())} of {len(asset.sizes)} sizes."
        yield Problem(message, "Write one word for each of sizes.", section, label, "size_names")
    if isinstance(asset, Piped) and asset.standing_loss > 0.0 and asset.expandable:
        lumpy = asset.investment or asset.investment_per_length or asset.capacity_min
        if not asset.sizes and not lumpy:
            yield Problem(
                "belongs to a pipe that is there or not, but any width of this one may be built.",
                "State sizes, or investment_per_length, so that building is a decision.",
                section,
                label,
                "standing_loss",
            )


def _one_carrier(park: Park, link: Link) -> Problems:
    field = "size_loss" if any(link.size_loss) else "standing_loss"
    field = field if link.loses_standing else "size_minimum_flow_per_length"
    if len(link.carriers) != 1:
        yield Problem(
            "is of one carrier, and this link has several.",
            "Write one link per carrier.",
            "links",
            link.label,
            field,
        )
    from symbiosis.park.grades import grades  # reads a park, which these checks complete

    if (link.destination, link.carrier) in grades(park).places:
        yield Problem(
            "is not known where qualities mix: a stream arrives in proportion to what is sent.",
            "State loss, a share, in its place.",
            "links",
            link.label,
            field,
        )
    yield from _measurable(park, link, "links", field)


def _measurable(park: Park, piped: Link | Segment, section: str, field: str) -> Problems:
    try:
        park.length(piped)
    except ValueError as error:
        remedy = "State length, or coordinates and corridors that join its ends."
        yield Problem(f"needs a length: {error}.", remedy, section, piped.label, field)


def _network(park: Park, network: Network) -> Problems:
    if not network.segments:
        return
    if network.standing_loss > 0.0:
        yield Problem(
            "is stated for the hub of a network that has pipes.",
            "State size_loss or standing_loss of its segments.",
            "networks",
            network.label,
            "standing_loss",
        )
    touched: set[str] = set()
    for segment in network.segments:
        corridor = park.corridors[segment.corridor]
        touched |= {corridor.origin, corridor.destination}
        if any(segment.size_minimum_flow_per_length) and not segment.one_way:
            yield Problem(
                "holds for a pipe whose flow goes one way.",
                "Write one_way: true, from the corridor's origin to its destination.",
                "networks",
                segment.label,
                "size_minimum_flow_per_length",
            )
    for connection in network.connections:
        if connection.enterprise not in touched:
            yield Problem(
                "is reached by no pipe of the network.",
                "Add a segment along a corridor that ends there.",
                "networks",
                connection.label,
                "enterprise",
                connection.enterprise,
            )
