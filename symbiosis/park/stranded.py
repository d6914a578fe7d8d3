"""Plants that make what nothing takes away: what is made must go somewhere declared, so they stand still."""

from __future__ import annotations

from collections.abc import Iterator

from symbiosis.park.grading import takers_of
from symbiosis.park.park import Park

TALLIED = ("emission", "space")  # kinds that need nobody to take them


def stranded(park: Park) -> Iterator[tuple[str, str]]:
    """Yield the label of every such plant, standing or optional, and the carrier that has no way out."""
    takers: dict[tuple[str, str], set[str]] = {}
    for place, taker in takers_of(park):
        takers.setdefault(place, set()).add(taker.item)
    for label, plant in park.technologies.items():
        for carrier, sign in plant.directions.items():
            if sign <= 0.0 or park.carriers[carrier].kind in TALLIED:
                continue
            if not takers.get((plant.enterprise, carrier), set()) - {label}:
                yield label, carrier


def remarks(park: Park) -> list[str]:
    """Return a sentence for each of them."""
    return [
        f"technologies.{label} makes {carrier}, and at {park.technologies[label].enterprise} nothing takes "
        "it away: it can only stand still. Add an outlet (its fee may be 0), a link or a sale."
        for label, carrier in stranded(park)
    ]
