"""Whether the qualities of a park make sense: known names, shares that add up, limits that can be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from symbiosis.park.checks.use import add_up, cleaner_problems, recipe_problems, water_use_problems
from symbiosis.park.grades import Grades, Pair, grades, mixers
from symbiosis.park.grading import Giver, graded
from symbiosis.park.problems import Problem, did_you_mean
from symbiosis.park.profile import Varying

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Problems = Iterator[Problem]
SECTIONS = {
    "made": "technologies",
    "returned": "technologies",
    "used": "technologies",
    "taken": "water_uses",
    "blended": "recipes",
    "supply": "supplies",
    "bought": "markets",
    "sold": "markets",
    "demand": "demands",
    "discarded": "outlets",
    "pooled": "pools",
    "mixed": "pools",
}


PASSED = {"arriving": "links", "drawn": "networks", "discharged": "stores"}


def quality_problems(park: Park) -> Problems:
    """Yield what is wrong with qualities, recipes, water uses and pools."""
    yield from _nested_names(park)
    yield from cleaner_problems(park)
    yield from water_use_problems(park)
    yield from recipe_problems(park)
    if graded(park):
        found = grades(park)
        yield from _clashes(found)
        yield from _stores(found)
        yield from _takes(park, found)
        yield from _suppliers(park, found)
        yield from _pools(park, found)
        yield from _limits(park, found)


def _nested_names(park: Park) -> Problems:
    """What technologies state by carrier names carriers that they move, and qualities that exist."""
    for technology in park.technologies.values():
        moved = {*technology.directions, technology.rated_on}
        for field in ("quality", "quality_max", "quality_min"):
            for carrier, values in getattr(technology, field).items():
                place = "technologies", technology.label, field
                if not isinstance(values, Mapping):
                    remedy = f"Write {field}: {{{technology.rated_on}: {{{carrier}: …}}}}."
                    yield Problem("is stated by carrier first.", remedy, *place, carrier)
                elif carrier not in moved:
                    yield Problem(
                        "is no flow of this technology.", did_you_mean(carrier, moved), *place, carrier
                    )
                else:
                    for name in values:
                        if name not in park.qualities:
                            remedy = did_you_mean(name, park.qualities)
                            yield Problem("is not declared under qualities.", remedy, *place, name)


def _clashes(found: Grades) -> Problems:
    for section, label, feeding in found.clashes:
        names = ", ".join(feeding)
        if section == "links":
            remedy = f"Name one with takes: {feeding[0]}, or declare a pool where they mix first."
        else:
            remedy = "Declare a pool where they mix, or give them one quality."
        yield Problem(f"would carry several qualities at once, from {names}.", remedy, section, label)


def _stores(found: Grades) -> Problems:
    """A store keeps what it was given: its quality must not change with the hour."""
    said: set[str] = set()
    for pair in found.pairs:
        changes = any(value.profile is not None for value in pair.grade.values.values())
        if pair.taker.role == "charged" and changes and pair.taker.item not in said:
            said.add(pair.taker.item)
            yield Problem(
                "would keep a quality that changes with the hour.",
                "State one quality for what enters it.",
                "stores",
                pair.taker.item,
            )


def _takes(park: Park, found: Grades) -> Problems:
    carriers = graded(park)
    for label, link in park.links.items():
        if not link.takes:
            continue
        for carrier in link.carriers:
            here = {p.giver.item for p in found.pairs if (p.enterprise, p.carrier) == (link.origin, carrier)}
            if carrier in carriers and link.takes not in here:
                remedy = did_you_mean(link.takes, here)
                yield Problem(
                    f"gives no {carrier} at {link.origin}.", remedy, "links", label, "takes", link.takes
                )


def _suppliers(park: Park, found: Grades) -> Problems:
    for label, demand in park.demands.items():
        if not demand.supplier_max and not demand.supplier_min:
            continue
        here = {p.giver.item: None for p in found.pairs if p.taker.name == f"demand:{label}"}
        for field in ("supplier_max", "supplier_min"):
            for name in getattr(demand, field):
                if name not in here:
                    yield Problem(
                        f"supplies no {demand.carrier} to {demand.enterprise}.",
                        did_you_mean(name, here),
                        "demands",
                        label,
                        field,
                        name,
                    )
        yield from add_up("demands", label, demand.supplier_min, demand.supplier_max, here, "supplier")


def _pools(park: Park, found: Grades) -> Problems:
    for label in mixers(park):
        section = "pools" if label in park.pools else "technologies"
        others = [
            g for place, givers in found.givers.items() for g in givers if _enters(park, label, place, g)
        ]
        if others and not found.entries(label):
            yield Problem(
                "has nothing of known quality that could enter it.",
                "What leaves a pool enters no other pool; feed it from supplies, markets or technologies.",
                section,
                label,
            )


def _enters(park: Park, label: str, place: tuple[str, str], giver: Giver) -> bool:
    """Tell whether something other than a pool itself gives what it mixes where it stands."""
    pool = park.pools.get(label)
    if pool is None:
        technology = park.technologies[label]
        return place == (technology.enterprise, technology.rated_on) and giver.item != label
    return place == (pool.enterprise, pool.carrier) and giver.item != label


def _limits(park: Park, found: Grades) -> Problems:
    """Every limited quality is stated by whoever may give, and somebody can meet it."""
    said: set[tuple[str, str]] = set()
    by_taker: dict[tuple[str, str, str, str], list[Pair]] = {}
    for pair in found.pairs:
        by_taker.setdefault((pair.enterprise, pair.taker.role, pair.taker.item, pair.carrier), []).append(
            pair
        )
    for (_, role, item, _), pairs in by_taker.items():
        taker = pairs[0].taker
        asked = dict.fromkeys([*taker.highest, *taker.lowest])
        if role == "taken":
            use = park.water_uses[item]
            asked |= dict.fromkeys(park.water_uses[use.part_of or item].load)
        for name in asked:
            sources = [(who, c) for pair in pairs for who, c in _sources(park, found, pair, name)]
            for who, value in sources:
                if value is None and (who, name) not in said:
                    said.add((who, name))
                    section, _, label = who.partition("|")
                    if section not in SECTIONS.values():
                        yield Problem(
                            f"brings {pairs[0].carrier} whose {name} nobody states, and {item} limits it.",
                            f"State quality: {{{name}: …}} where it arises (0 if there is none of it).",
                            section,
                            label,
                        )
                        continue
                    yield Problem(
                        f"states no {name}, which {item} limits.",
                        f"State quality: {{{name}: …}} (0 if there is none of it).",
                        section,
                        label,
                        "quality",
                    )
            yield from _reachable(role, item, name, taker, sources, park)


def _sources(park: Park, found: Grades, pair: Pair, name: str) -> Iterator[tuple[str, Varying | None]]:
    """Yield who gives a quality at a pair, through a pool its entries, and the value."""
    if pair.grade.mix:
        removal = park.technologies[pair.grade.mix].removal if pair.grade.mix in park.technologies else {}
        kept = 1.0 - (removal[name].value if name in removal else 0.0)
        for entry in found.entries(pair.grade.mix):
            for who, value in _sources(park, found, entry, name):
                yield who, None if value is None else Varying(value.value * kept, value.profile)
        return
    giver = pair.giver
    section = SECTIONS.get(giver.role) or PASSED[giver.role]
    if giver.role in ("returned", "made") and giver.item not in park.technologies:
        section = "water_uses" if giver.item in park.water_uses else "recipes"
    yield f"{section}|{giver.item}", pair.grade.values.get(name)


def _reachable(
    role: str, item: str, name: str, taker: Any, sources: list[tuple[str, Varying | None]], park: Park
) -> Problems:
    """A demand's limit is met by at least one of its sources."""
    values = [value.value for _, value in sources if value is not None and value.profile is None]
    if role != "demand" or len(values) < len(sources) or not values:
        return
    unit = park.qualities[name].unit
    for limit, best, beyond, word in (
        (taker.highest.get(name), min(values), 1.0, "lowest"),
        (taker.lowest.get(name), max(values), -1.0, "highest"),
    ):
        if limit is None or limit.profile is not None:
            continue
        if beyond * (best - limit.value) > 1e-9 * max(1.0, abs(limit.value)):
            yield Problem(
                f"cannot be met: the {word} {name} on offer is {best:g} {unit}, "
                f"the limit is {limit.value:g}.",
                "Add a source, a treatment, or change the limit.",
                "demands",
                item,
                "quality_max" if word == "lowest" else "quality_min",
                name,
            )
