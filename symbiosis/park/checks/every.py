"""Every thing of a park, with the section it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Problems = Iterator[Problem]


def every_thing(park: Park) -> Iterator[tuple[str, Any]]:
    """Yield every thing that has fields, connections of networks included."""
    from symbiosis.park.park import SECTIONS  # the sections name the classes, which name these checks

    for section in SECTIONS:
        for thing in getattr(park, section).values():
            yield section, thing
    for connection in park.connections.values():
        yield "networks", connection
    for segment in park.segments.values():
        yield "networks", segment
