"""Whether what must keep its distance says from what, where it lies, and does not stand too close today."""

from __future__ import annotations

import math
from difflib import get_close_matches
from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem, did_you_mean
from symbiosis.park.separation import distance, neighbours, placed, too_close

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def separation_problems(park: Park) -> Problems:
    """Yield what is wrong with distances that plants and stores must keep."""
    things = placed(park)
    sections = {label: "technologies" if label in park.technologies else "stores" for label in things}
    classes = sorted({thing.neighbour_class for thing in things.values()} - {""})
    for label, thing in things.items():
        where = sections[label], label
        if thing.separation == 0.0:
            if thing.separated_from:
                yield Problem(
                    "is missing: nothing says how far.", "State it, e.g. 0.3 km.", *where, "separation"
                )
            continue
        if not thing.separated_from:
            remedy = "Name classes of neighbours (neighbour_class), with a space between."
            yield Problem("is missing: nothing says from what.", remedy, *where, "separated_from")
        for word in thing.separated_from.split():
            # a class that nothing has is no mistake: whoever has it may not be in this part of the park
            if word not in classes and get_close_matches(word, classes):
                message = f"{word} is the neighbour_class of no plant or store."
                yield Problem(message, did_you_mean(word, classes), *where, "separated_from")
        for other in neighbours(park, thing):
            ends = thing.enterprise, things[other].enterprise
            if math.isinf(distance(park, *ends)):
                message = f"cannot be checked against {other}: {ends[0]} or {ends[1]} states no coordinates."
                yield Problem(message, "State x and y of both.", *where, "separation")
    for i, j in too_close(park):
        both = things[i], things[j]
        if all(thing.capacity > 0.0 and not thing.retirable for thing in both):
            km = distance(park, both[0].enterprise, both[1].enterprise)
            message = f"stands for good {km:g} km from {j}: closer than one of them allows."
            yield Problem(message, "Let one of them be given up, or mend the distance.", sections[i], i)
        for label, thing in zip((i, j), both, strict=True):
            if math.isinf(thing.largest):
                message = "is needed where neighbours exclude each other."
                yield Problem(message, "State the largest size.", sections[label], label, "capacity_max")
