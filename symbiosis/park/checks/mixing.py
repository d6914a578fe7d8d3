"""Whether what mixes makes sense: something of known quality enters it, from outside its own circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.grades import Grades, Pair
from symbiosis.park.grading import mixers, several_loads
from symbiosis.park.problems import Problem
from symbiosis.park.profile import Varying

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Problems = Iterator[Problem]
GIVING = {
    "made": "technologies",
    "returned": "technologies",
    "supply": "supplies",
    "bought": "markets",
    "arriving": "links",
    "drawn": "networks",
    "discharged": "stores",
}


@dataclass(frozen=True)
class Source:
    """One thing that gives a quality: section, label and value; `sure` unless the plan finds it."""

    section: str
    label: str
    value: Varying | None
    sure: bool = True


def sources(
    park: Park, found: Grades, pair: Pair, quality: str, seen: tuple[str, ...] = ()
) -> Iterator[Source]:
    """Yield who gives a quality at a pair; through what mixes, who enters it."""
    mixer = pair.grade.mix
    if mixer in park.water_uses:
        yield Source("water_uses", mixer, park.water_uses[mixer].quality.get(quality), sure=False)
    elif mixer and mixer not in seen:
        removal = park.technologies[mixer].removal if mixer in park.technologies else {}
        kept = 1.0 - (removal[quality].value if quality in removal else 0.0)
        for entry in found.entries(mixer):
            for source in sources(park, found, entry, quality, (*seen, mixer)):
                value = source.value
                less = None if value is None else Varying(value.value * kept, value.profile)
                yield Source(source.section, source.label, less, source.sure)
        if mixer in park.stores and park.stores[mixer].initial_level:
            yield Source("stores", mixer, park.stores[mixer].quality.get(quality))
    elif mixer and park.technologies.get(mixer) is not None:
        yield Source(
            "technologies", mixer, Varying(0.0), sure=False
        )  # round and round: as clean as one likes
    elif not mixer:
        giver = pair.giver
        section = GIVING[giver.role]
        if giver.role in ("returned", "made") and giver.item not in park.technologies:
            section = "water_uses" if giver.item in park.water_uses else "recipes"
        yield Source(section, giver.item, pair.grade.values.get(quality))


def at_best(known: list[Source], side: float) -> float | None:
    """Return the lowest (side +1) or highest (−1) value on offer; None where it is not known."""
    values = [s.value.value for s in known if s.value is not None and s.value.profile is None and s.sure]
    if not values or len(values) < len(known):
        return None
    return min(values) if side > 0.0 else max(values)


def mixing_problems(park: Park, found: Grades) -> Problems:
    """Everything that mixes is fed, from outside, over links that lose a share only."""
    reached = _reached(park, found)
    for label in mixers(park):
        section = _section(park, label)
        entries = found.entries(label)
        if not entries and label in park.pools:
            pool = park.pools[label]
            yield Problem(
                f"is fed by nothing: nothing else gives {pool.carrier} at {pool.enterprise}.",
                "Add a link, supply or market that brings it, or leave the pool out.",
                section,
                label,
            )
        elif entries and label not in reached:
            circle = sorted({e.grade.mix for e in entries if e.grade.mix})
            yield Problem(
                f"is fed only by what it feeds itself: {', '.join(circle)}.",
                "Let something of known quality enter one of them.",
                section,
                label,
            )
    for store in park.stores.values():
        names = {q for pair in found.ends(store.label) for q in (*pair.taker.highest, *pair.taker.lowest)}
        for name in sorted(names - set(store.quality)) if store.mixes and store.initial_level else ():
            yield Problem(
                f"starts with {store.initial_level:g}, and nobody states its {name}.",
                f"State quality: {{{name}: …}} of its first content.",
                "stores",
                store.label,
                "quality",
            )
    for pair in found.pairs:
        link = park.links.get(pair.giver.item) if pair.giver.role == "arriving" else None
        if pair.grade.mix and link is not None and park.pools and link.loses_standing:
            yield Problem(
                "loses a fixed amount on the way, and carries what a pool mixes.",
                "State its loss as a share: loss, or loss_per_length.",
                "links",
                link.label,
            )


def recipe_limits(park: Park, found: Grades) -> Problems:
    """With the shares allowed, the parts of a recipe can keep its limits."""
    for label, recipe in park.recipes.items():
        for side, limits, field in (
            (1.0, recipe.quality_max, "quality_max"),
            (-1.0, recipe.quality_min, "quality_min"),
        ):
            for name, limit in limits.items():
                best = _best_mix(park, found, label, name, side)
                if best is None or limit.profile is not None:
                    continue
                if side * (best - limit.value) > 1e-9 * max(1.0, abs(limit.value)):
                    unit, word = park.qualities[name].unit, "lowest" if side > 0.0 else "highest"
                    yield Problem(
                        f"cannot be met: the {word} {name} its parts and shares allow is {best:g} {unit}, "
                        f"the limit is {limit.value:g}.",
                        "Add a part, change its shares, or change the limit.",
                        "recipes",
                        label,
                        field,
                        name,
                    )


def _best_mix(park: Park, found: Grades, label: str, quality: str, side: float) -> float | None:
    recipe = park.recipes[label]
    best: dict[str, float] = {}
    for carrier in recipe.parts:
        pairs = [p for p in found.pairs if p.taker.name == f"blended:{label}" and p.carrier == carrier]
        value = at_best([s for p in pairs for s in sources(park, found, p, quality)], side)
        if value is None:
            return None
        best[carrier] = value
    shares = {**recipe.share_max, **recipe.share_min}
    if any(share.profile is not None for share in shares.values()):
        return None
    filled = {k: recipe.share_min[k].value if k in recipe.share_min else 0.0 for k in best}
    for carrier in sorted(best, key=lambda k: side * best[k]):
        most = recipe.share_max[carrier].value if carrier in recipe.share_max else 1.0
        filled[carrier] += max(0.0, min(most - filled[carrier], 1.0 - sum(filled.values())))
    return sum(filled[k] * best[k] for k in best)


def _reached(park: Park, found: Grades) -> set[str]:
    """Return what something of known quality reaches, at once or through others."""
    reached = {p for p in park.water_uses if several_loads(park, p)}
    reached |= {p for p in park.stores if park.stores[p].initial_level}
    grown = True
    while grown:
        more = {
            p for p in mixers(park) for e in found.entries(p)
            if p not in reached and (not e.grade.mix or e.grade.mix in reached)
        }  # fmt: skip
        reached |= more
        grown = bool(more)
    return reached


def _section(park: Park, label: str) -> str:
    sections: dict[str, Mapping[str, object]] = {
        "pools": park.pools,
        "technologies": park.technologies,
        "water_uses": park.water_uses,
        "stores": park.stores,
    }
    return next(name for name, things in sections.items() if label in things)
