"""Where pipes may be laid: junctions at which nothing is made or used, corridors between places.

A corridor is shared by whatever is laid along it: segments of networks, and links that follow corridors.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from symbiosis.park.fields import number, text


@dataclass(frozen=True, kw_only=True)
class Junction:
    """A place where pipes meet and nothing is made or used."""

    label: str
    x: float | None = number("east coordinate", "km", None)
    y: float | None = number("north coordinate", "km", None)
    longitude: float | None = number(
        "longitude, in place of x and y (see the park's origin)", "deg", None, lower=-180.0, upper=180.0
    )
    latitude: float | None = number("latitude", "deg", None, lower=-80.0, upper=80.0)
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")


@dataclass(frozen=True, kw_only=True)
class Corridor:
    """A way between two places (enterprises or junctions) along which pipes may be laid."""

    label: str
    origin: str = text("enterprise or junction at one end")
    destination: str = text("enterprise or junction at the other end")
    length: float | None = number(
        "length; from coordinates and the detour factor when absent", "km", None, lower=0.0
    )
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")


def shortest(origin: str, destination: str, ways: Iterable[tuple[str, str, float]]) -> float | None:
    """Return the shortest way [km] between two places over (end, end, length); None where there is none.

    >>> shortest("a", "c", [("a", "b", 1.0), ("b", "c", 2.0), ("a", "c", 4.0)])
    3.0
    """
    found = shortest_route(origin, destination, ways)
    return None if found is None else found[0]


def shortest_route(
    origin: str, destination: str, ways: Iterable[tuple[str, str, float]]
) -> tuple[float, tuple[str, ...]] | None:
    """Return the shortest way between two places [km] with every place on it; None where there is none.

    >>> shortest_route("a", "c", [("a", "b", 1.0), ("b", "c", 2.0), ("a", "c", 4.0)])
    (3.0, ('a', 'b', 'c'))
    """
    beside: dict[str, list[tuple[str, float]]] = {}
    for one, other, length in ways:
        beside.setdefault(one, []).append((other, length))
        beside.setdefault(other, []).append((one, length))
    reached: set[str] = set()
    ahead: list[tuple[float, tuple[str, ...]]] = [(0.0, (origin,))]
    while ahead:
        so_far, places = heapq.heappop(ahead)
        here = places[-1]
        if here == destination:
            return so_far, places
        if here in reached:
            continue
        reached.add(here)
        for there, length in beside.get(here, []):
            if there not in reached:
                heapq.heappush(ahead, (so_far + length, (*places, there)))
    return None
