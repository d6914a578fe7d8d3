"""Which plants and stores lie too close to one another for both to stand.

i ≁ j   where   √((x[i] − x[j])² + (y[i] − y[j])²) < separation[i]   and the class of j is one that i names

Distances are straight lines between the sites of two enterprises. How things lie within one site is not
stated in a park, so nothing is said about neighbours there.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.park.store import Store
    from symbiosis.park.technology import Technology

SLACK = 1e-9  # km: what stands just at the distance is far enough


def placed(park: Park) -> dict[str, Technology | Store]:
    """Return the plants and stores of a park by label."""
    return {**park.technologies, **park.stores}


def too_close(park: Park) -> tuple[tuple[str, str], ...]:
    """Return the pairs of plants and stores of which at most one may stand, each pair once."""
    things = placed(park)
    found: dict[tuple[str, str], None] = {}
    for i, thing in things.items():
        for j in neighbours(park, thing) if thing.separation > 0.0 else ():
            if distance(park, thing.enterprise, things[j].enterprise) < thing.separation - SLACK:
                found[min(i, j), max(i, j)] = None
    return tuple(found)


def neighbours(park: Park, thing: Technology | Store) -> list[str]:
    """Return what stands or may stand elsewhere of a class that a thing must keep away from."""
    classes = set(thing.separated_from.split())
    return [
        label
        for label, other in placed(park).items()
        if other.neighbour_class in classes and other.enterprise != thing.enterprise and other.largest > 0.0
    ]


def distance(park: Park, one: str, other: str) -> float:
    """Return the straight line between two enterprises [km]; endless where one states no coordinates."""
    a, b = park.enterprises[one], park.enterprises[other]
    if a.x is None or a.y is None or b.x is None or b.y is None:
        return math.inf
    return math.hypot(a.x - b.x, a.y - b.y)
