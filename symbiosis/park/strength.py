"""How strong can each quality of a mix be at most?  From what may enter it, through all that mixes before."""

from __future__ import annotations

from collections.abc import Mapping

from symbiosis.park.grades import Grades, Pair
from symbiosis.park.grading import graded, mixers
from symbiosis.park.mixing import carrier_of, first_content
from symbiosis.park.park import Park
from symbiosis.park.profile import Varying


def strongest(park: Park, found: Grades) -> dict[tuple[str, str], float]:
    """Return the largest value of every quality asked for, by mixer and quality; 1 where it is always 0."""
    every = mixers(park)
    entries = {p: found.entries(p) for p in every}
    asked = graded(park)
    names = {p: sorted(asked.get(carrier_of(park, p), set())) for p in every}
    most = {(p, q): 0.0 for p in every for q in names[p]}
    for _ in range(len(every) + 1):  # a quality passes through each once before nothing new comes
        for p in every:
            for q in names[p]:
                most[p, q] = _of_mix(park, p, q, entries[p], most)
    return {key: value if value > 0.0 else 1.0 for key, value in most.items()}


def _of_mix(
    park: Park, p: str, quality: str, entries: list[Pair], most: Mapping[tuple[str, str], float]
) -> float:
    if p in park.water_uses:
        return park.largest(park.water_uses[p].quality.get(quality, Varying(0.0)))
    values = [
        most.get((e.grade.mix, quality), 0.0)
        if e.grade.mix
        else park.largest(e.grade.values.get(quality, Varying(0.0)))
        for e in entries
    ]
    if first := first_content(park, p):
        values.append(park.largest(first.values.get(quality, Varying(0.0))))
    kept = 1.0
    if p in park.technologies and quality in park.technologies[p].removal:
        removed = park.technologies[p].removal[quality]
        kept = 1.0 - (removed.value if removed.profile is None else 0.0)
    return kept * max(values, default=0.0)
