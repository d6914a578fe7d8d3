"""What is followed through everything that mixes: the sources of a mix, or the qualities it has.

A pool (or a tank, or a treatment) that only streams of known quality and other pools reach is followed by
its sources: the mix is made of shares of them. Where contaminants are picked up or removed on the way, a
mix is followed by what it carries of each quality: at most so much, and at least so much where somebody
sets a lower limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symbiosis.park.grades import Grades, Pair
from symbiosis.park.grading import Grade, graded, mixers
from symbiosis.park.park import Park
from symbiosis.park.profile import Varying

MOST, LEAST = "most", "least"


@dataclass(frozen=True)
class Mixer:
    """One thing that mixes: what enters and takes its mix, and what it is followed by.

    `sources` maps the name of a source to its grade; `carried` lists (side, quality). One of them is empty.
    """

    label: str
    carrier: str
    entries: tuple[Pair, ...]
    ends: tuple[Pair, ...]
    sources: Mapping[str, Grade]
    carried: tuple[tuple[str, str], ...]


def mixing(park: Park, found: Grades) -> dict[str, Mixer]:
    """Return everything that mixes, by label."""
    every = mixers(park)
    entries = {p: tuple(found.entries(p)) for p in every}
    by_source = _by_source(park, every, entries)
    sources = _sources(park, by_source, entries)
    asked, sides = graded(park), _sides(park)
    out: dict[str, Mixer] = {}
    for p in every:
        carrier = carrier_of(park, p)
        names = sorted(asked.get(carrier, set()) & _changing(park, p, asked.get(carrier, set())))
        carried = tuple((side, q) for q in names for side in (MOST, LEAST) if (carrier, side, q) in sides)
        followed = p in by_source
        out[p] = Mixer(
            p,
            carrier,
            entries[p],
            tuple(found.ends(p)),
            sources[p] if followed else {},
            () if followed else carried,
        )
    return out


def first_content(park: Park, mixer: str) -> Grade | None:
    """Return the grade of what a tank starts with; None where it starts with nothing that is stated."""
    store = park.stores.get(mixer)
    if store is None or store.initial_level is None or store.initial_level == 0.0:
        return None
    names = graded(park).get(store.carrier, set())
    return Grade(tuple(sorted((name, value) for name, value in store.quality.items() if name in names)))


def carrier_of(park: Park, mixer: str) -> str:
    """Return the carrier that something mixes."""
    for section in (park.pools, park.technologies, park.water_uses, park.stores):
        if mixer in section:
            return str(section[mixer].carrier)
    raise KeyError(mixer)


def _by_source(park: Park, every: list[str], entries: Mapping[str, tuple[Pair, ...]]) -> list[str]:
    """Return what can be followed by its sources: nothing is picked up or removed before it."""
    # what a tank kept of a source has the quality of the hour in which it came
    changes = any(v.profile is not None for p in every for e in entries[p] for v in e.grade.values.values())
    kept = [p for p in every if p not in park.water_uses and not (changes and p in park.stores)]
    while True:
        stays = [p for p in kept if all(_passes(park, p, e.grade.mix, kept) for e in entries[p])]
        if stays == kept:
            return kept
        kept = stays


def _passes(park: Park, mixer: str, source: str, kept: list[str]) -> bool:
    """Tell whether what reaches a mixer from another can be followed by its sources."""
    cleaned = mixer in park.technologies or source in park.technologies
    return not source or (source in kept and not cleaned)


def _sources(
    park: Park, by_source: list[str], entries: Mapping[str, tuple[Pair, ...]]
) -> dict[str, dict[str, Grade]]:
    """Return the grades that reach every mixer, directly or through others; streams of one grade are one."""
    found: dict[str, dict[Grade, str]] = {p: {} for p in by_source}
    for p in by_source:
        if first := first_content(park, p):
            found[p][first] = "first content"
        for e in entries[p]:
            if not e.grade.mix:
                found[p].setdefault(e.grade, f"{e.enterprise} {e.giver.name}")
    grown = True
    while grown:
        grown = False
        for p in by_source:
            for e in entries[p]:
                for grade, name in list(found[e.grade.mix].items()) if e.grade.mix else ():
                    if grade not in found[p]:
                        found[p][grade] = name
                        grown = True
    return {p: {name: grade for grade, name in known.items()} for p, known in found.items()}


def _changing(park: Park, mixer: str, asked: set[str]) -> set[str]:
    """Return the qualities of a mix that the plan finds; a water use states those it has no load of."""
    return set(park.water_uses[mixer].picks_up) if mixer in park.water_uses else asked


def _sides(park: Park) -> set[tuple[str, str, str]]:
    """Return (carrier, side, quality) wherever something limits it from above or below."""
    out: set[tuple[str, str, str]] = set()

    def ask(carrier: str, most: Mapping[str, Varying], least: Mapping[str, Varying]) -> None:
        out.update((carrier, MOST, q) for q in most)
        out.update((carrier, LEAST, q) for q in least)

    for section in (park.demands, park.outlets, park.markets):
        for thing in section.values():
            ask(thing.carrier, thing.quality_max, thing.quality_min)
    for technology in park.technologies.values():
        for carrier in {*technology.quality_max, *technology.quality_min}:
            ask(carrier, technology.quality_max.get(carrier, {}), technology.quality_min.get(carrier, {}))
    for recipe in park.recipes.values():
        for carrier in recipe.parts:
            ask(carrier, recipe.quality_max, recipe.quality_min)
    for use in park.water_uses.values():
        ask(use.carrier, {**use.quality_max, **use.quality}, use.quality_min)
    return out
