"""Whether the qualities of a park make sense: known names, shares that add up, limits that can be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from symbiosis.park.checks.burning import burning_problems, burnt_mixes
from symbiosis.park.checks.mixing import Source, at_best, mixing_problems, recipe_limits, sources
from symbiosis.park.checks.use import (
    add_up,
    cleaner_problems,
    measure_problems,
    recipe_problems,
    water_use_problems,
)
from symbiosis.park.grades import Grades, Pair, grades
from symbiosis.park.grading import Taker, graded
from symbiosis.park.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Problems = Iterator[Problem]


def quality_problems(park: Park) -> Problems:
    """Yield what is wrong with qualities, recipes, water uses and pools."""
    yield from _nested_names(park)
    yield from measure_problems(park)
    yield from cleaner_problems(park)
    yield from water_use_problems(park)
    yield from recipe_problems(park)
    yield from burning_problems(park)
    if graded(park):
        found = grades(park)
        yield from burnt_mixes(found, park)
        yield from _clashes(found)
        yield from _stores(park, found)
        yield from _takes(park, found)
        yield from _suppliers(park, found)
        yield from mixing_problems(park, found)
        yield from _limits(park, found)


def _nested_names(park: Park) -> Problems:
    """What technologies state by carrier names carriers that they move, and qualities that exist."""
    for technology in park.technologies.values():
        moved = {*technology.directions, technology.rated_on}
        for field in ("quality", "quality_max", "quality_min", "burns"):
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


def _stores(park: Park, found: Grades) -> Problems:
    """A store keeps what it was given: its quality must not change with the hour."""
    said: set[str] = set()
    for pair in found.pairs:
        changes = any(value.profile is not None for value in pair.grade.values.values())
        mixes = pair.taker.role == "charged" and park.stores[pair.taker.item].mixes
        if pair.taker.role == "charged" and changes and not mixes and pair.taker.item not in said:
            said.add(pair.taker.item)
            yield Problem(
                "would keep a quality that changes with the hour.",
                "State one quality for what enters it, or let it mix (mixes: true).",
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


def _limits(park: Park, found: Grades) -> Problems:
    """Every limited quality is stated by whoever may give, and somebody can meet it."""
    said: set[tuple[str, str, str]] = set()
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
            asked |= dict.fromkeys(park.water_uses[use.part_of or item].picks_up)
        burning = park.technologies[item].burns.get(pairs[0].carrier, {}) if role == "used" else {}
        asked |= dict.fromkeys(name for name in burning if name in park.qualities)
        for name in asked:
            known = [source for pair in pairs for source in sources(park, found, pair, name)]
            for source in known:
                section, label, value = source.section, source.label, source.value
                if value is None and (section, label, name) not in said:
                    said.add((section, label, name))
                    does = "burns" if name in burning else "limits"
                    if section in ("links", "networks", "stores"):
                        yield Problem(
                            f"brings {pairs[0].carrier} whose {name} nobody states, and {item} {does} it.",
                            f"State quality: {{{name}: …}} where it arises (0 if there is none of it).",
                            section,
                            label,
                        )
                        continue
                    yield Problem(
                        f"states no {name}, which {item} {does}.",
                        f"State quality: {{{name}: …}} (0 if there is none of it).",
                        section,
                        label,
                        "quality",
                    )
            yield from _reachable(role, item, name, taker, known, park)
    yield from recipe_limits(park, found)


def _reachable(role: str, item: str, name: str, taker: Taker, known: list[Source], park: Park) -> Problems:
    """A demand's limit is met by at least one of its sources."""
    unit = park.qualities[name].unit
    for limit, side, word in (
        (taker.highest.get(name), 1.0, "lowest"),
        (taker.lowest.get(name), -1.0, "highest"),
    ):
        best = at_best(known, side)
        if role != "demand" or best is None or limit is None or limit.profile is not None:
            continue
        if side * (best - limit.value) > 1e-9 * max(1.0, abs(limit.value)):
            yield Problem(
                f"cannot be met: the {word} {name} on offer is {best:g} {unit}, "
                f"the limit is {limit.value:g}.",
                "Add a source, a treatment, or change the limit.",
                "demands",
                item,
                "quality_max" if word == "lowest" else "quality_min",
                name,
            )
