"""Whether links and networks have two ends, a length where it counts, and one unit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.link import Link
    from symbiosis.park.park import Park


def route_problems(park: Park) -> Problems:
    """Links have two ends, a length where it counts, and carriers with one unit."""
    for link in park.links.values():
        if link.origin == link.destination:
            yield Problem(
                "goes from an enterprise to itself.",
                "Use a store, or name two enterprises.",
                "links",
                link.label,
                "destination",
                link.destination,
            )
        if not link.carriers:
            yield Problem("carries nothing.", "Name at least one carrier.", "links", link.label, "carriers")
            continue
        units = {park.carriers[carrier].unit for carrier in link.carriers}
        if len(units) > 1:
            yield Problem(
                f"shares one capacity among carriers of different units ({', '.join(sorted(units))}).",
                "Write one link per unit.",
                "links",
                link.label,
                "carriers",
            )
        for carrier in link.carriers:
            if park.is_emission(carrier):
                yield Problem(
                    "is an emission, which is tallied and cannot be carried.",
                    "Declare it as a material if it is captured and delivered.",
                    "links",
                    link.label,
                    "carriers",
                    carrier,
                )
        if link.minimum_flow > 0.0 and math.isinf(link.largest):
            yield Problem(
                "is needed where a link has a least flow.",
                "State the largest size.",
                "links",
                link.label,
                "capacity_max",
            )
        if link.back_of:
            yield from _back(park, link)
        by_length = (
            link.investment_per_length,
            link.investment_per_capacity_length,
            link.freight,
            link.loss_per_length,
        )
        if any(by_length):
            try:
                length = park.length(link)
            except ValueError:
                yield Problem(
                    "has no length, and its ends have no coordinates.",
                    "State length, or x and y of both enterprises.",
                    "links",
                    link.label,
                    "length",
                )
                continue
            if link.loss + link.loss_per_length * length >= 1.0:
                yield Problem(
                    f"loses everything on the way: {link.loss:g} + {link.loss_per_length:g} × {length:g} km.",
                    "Check the loss.",
                    "links",
                    link.label,
                    "loss_per_length",
                )
    yield from _networks(park)


def _back(park: Park, link: Link) -> Problems:
    """A way back runs between the same two enterprises and has no capacity of its own."""

    def fault(message: str, remedy: str) -> Problem:
        return Problem(message, remedy, "links", link.label, "back_of", link.back_of)

    there = park.links[link.back_of]
    if there.back_of:
        yield fault("is a way back itself.", "Name the link that has the capacity.")
    elif (there.origin, there.destination) != (link.destination, link.origin):
        yield fault("does not run the other way between the same two enterprises.", "Swap its ends.")
    elif there.carriers != link.carriers:
        yield fault(f"carries {', '.join(there.carriers)}.", "Let both carry the same.")
    if link.capacity or link.capacity_max or link.sizes or link.minimum_flow:
        yield fault("has the capacity for both directions; this link states its own.", "Delete it here.")


def _networks(park: Park) -> Problems:
    """Networks have two sides, and stand where their connections do."""
    for network in park.networks.values():
        standing = [c.label for c in network.pieces if c.capacity > 0.0]
        if standing and not network.exists:
            yield Problem(
                f"has parts that stand today ({', '.join(standing)}) but does not exist itself.",
                "Write exists: true.",
                "networks",
                network.label,
                "exists",
            )
        if not network.exists and network.investment > 0.0 and network.lifetime is None:
            yield Problem(
                "may be built but states no lifetime.",
                "State lifetime, e.g. 30 a.",
                "networks",
                network.label,
                "lifetime",
            )
        directions = {connection.direction for connection in network.connections}
        one_sided = not directions & {"feed", "both"} or not directions & {"draw", "both"}
        if one_sided and not network.exists:
            yield Problem(
                "has nobody who feeds or nobody who draws.",
                "Add members with direction feed and draw.",
                "networks",
                network.label,
                "members",
            )
