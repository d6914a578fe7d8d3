"""Whether exclusive options can be told apart, and measures lower a demand that is there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.park.technology import Technology


def option_problems(park: Park) -> Problems:
    """Yield what contradicts itself in groups of exclusive options and in measures of efficiency."""
    sections = {asset.label: (section, asset) for section, asset in park.assets()}  # type: ignore[attr-defined]
    for group, labels in park.exclusive_groups().items():
        staying = [x for x in labels if sections[x][1].capacity > 0.0 and not sections[x][1].retirable]
        for label in staying[1:]:
            message = (
                f'stands for good, as {staying[0]} does, in the group "{group}" of which at most one may.'
            )
            yield Problem(message, "Let one of them be given up.", sections[label][0], label, "exclusive")
        for label in labels:
            if math.isinf(sections[label][1].largest):
                message = "is needed where options exclude each other."
                yield Problem(message, "State the largest size.", sections[label][0], label, "capacity_max")
    for technology in park.technologies.values():
        if technology.saves:
            yield from _measure(park, technology)
        elif technology.saving > 0.0:
            yield Problem(
                "says how much is saved, but not of which demand.",
                "State saves: enterprise.demand.", "technologies", technology.label, "saving",
            )  # fmt: skip
    for demand in park.demands:
        total = _saved_at_most(park, demand)
        if total > 1.0 + 1e-9:
            message = f"is lowered by measures that save {total:.0%} of it together."
            remedy = "Lower their savings, or let them exclude each other."
            yield Problem(message, remedy, "demands", demand)


def _measure(park: Park, measure: Technology) -> Problems:
    def fault(field: str, message: str, remedy: str) -> Problem:
        return Problem(message, remedy, "technologies", measure.label, field)

    demand = park.demands[measure.saves]
    if demand.enterprise != measure.enterprise:
        yield fault("saves", f"is a demand of {demand.enterprise}.", "Write the measure there.")
    if measure.rated_on != demand.carrier or set(measure.ratios) != {demand.carrier}:
        remedy = f"Write rated_on: {demand.carrier} and ratios: {{{demand.carrier}: 1}}."
        yield fault("rated_on", f"is not what it saves: {demand.carrier} alone.", remedy)
    elif measure.ratios[demand.carrier].value < 0.0:
        yield fault("ratios", "takes what it should save.", f"Write {demand.carrier}: 1.")
    if measure.saving == 0.0:
        yield fault("saving", "is missing: a measure saves a share of the demand.", "State it, e.g. 10 %.")
    if measure.largest <= 0.0 or math.isinf(measure.largest):
        yield fault("capacity_max", "is needed where a demand is lowered.", "State the largest size.")


def _saved_at_most(park: Park, demand: str) -> float:
    """Return the largest share of a demand that its measures save, one of each group of exclusive ones."""
    largest: dict[str, float] = {}
    for measure in park.technologies.values():
        if measure.saves == demand:
            key = f"group {measure.exclusive}" if measure.exclusive else measure.label
            largest[key] = max(largest.get(key, 0.0), measure.saving)
    return sum(largest.values())
