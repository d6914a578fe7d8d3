"""Whether a park makes sense: names that are known, numbers in range, flows with a way in and out.

Every check is a generator of problems; all of them run, so that a planner mends everything at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.park.asset import Asset
from symbiosis.park.checks_heat import check_heat_levels, check_streams
from symbiosis.park.checks_steam import check_steam
from symbiosis.park.fields import Spec, specs
from symbiosis.park.flexibility_checks import flexibility_problems
from symbiosis.park.labels import label_fault
from symbiosis.park.operation_checks import operation_problems
from symbiosis.park.problems import Problem, did_you_mean
from symbiosis.park.profile import Varying
from symbiosis.park.things import Connection

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Problems = Iterator[Problem]


def problems_of(park: Park) -> Problems:
    """Yield every problem of a park; checks that need sound names run only when the names are sound."""
    first = [problem for check in (_numbers, _names, _labels) for problem in check(park)]
    yield from first
    if not first:
        for check in LATER:
            yield from check(park)


def _things(park: Park) -> Iterator[tuple[str, Any]]:
    from symbiosis.park.park import SECTIONS  # the sections name the classes, which name these checks

    for section in SECTIONS:
        for thing in getattr(park, section).values():
            yield section, thing
    for connection in park.connections.values():
        yield "networks", connection


def _numbers(park: Park) -> Problems:
    """Numbers are finite and within the limits of the registry."""
    for section, thing in [("park", park.settings), *_things(park)]:
        label = "" if section == "park" else thing.label
        for field, spec in specs(type(thing)).items():
            for value in _plain_numbers(getattr(thing, field), spec):
                yield from _out_of_range(section, label, field, spec, value)
            if spec.kind == "choice" and getattr(thing, field) not in spec.choices:
                given = str(getattr(thing, field))
                yield Problem(
                    "not one of the words allowed here.",
                    did_you_mean(given, spec.choices),
                    section,
                    label,
                    field,
                    given,
                )


def _plain_numbers(value: Any, spec: Spec) -> list[float]:
    if value is None:
        return []
    if spec.kind == "number":
        return [value]
    if spec.kind == "sizes":
        return list(value)
    if spec.kind == "points":
        return [number for numbers in value.values() for number in numbers]
    if spec.kind == "varying":
        return [value.value] if value.profile is None else []
    if spec.kind == "ratios":
        return [ratio.value for ratio in value.values()]
    if spec.kind == "qualities":
        return [q.value for q in value.values() if isinstance(q, Varying) and q.profile is None] + [
            number
            for nested in value.values()
            if not isinstance(nested, Varying)
            for number in _plain_numbers(nested, spec)
        ]
    return []


def _out_of_range(section: str, label: str, field: str, spec: Spec, value: float) -> Problems:
    unlimited = spec.lower is not None and field in ("capacity_max", "purchase_limit", "sale_limit")
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        yield Problem("is not a number.", "Write a number.", section, label, field, str(value))
    elif math.isnan(value) or (math.isinf(value) and not (unlimited and value > 0)):
        yield Problem("is not a finite number.", "Write a number.", section, label, field, str(value))
    elif spec.lower is not None and value < spec.lower:
        yield Problem(f"is below {spec.lower:g}.", "", section, label, field, f"{value:g}")
    elif spec.above is not None and value <= spec.above:
        yield Problem(f"must be above {spec.above:g}.", "", section, label, field, f"{value:g}")
    elif spec.upper is not None and value > spec.upper:
        hint = f"Did you mean {value:g} %?" if spec.upper == 1.0 and value <= 100.0 else ""
        yield Problem(f"is above {spec.upper:g}.", hint, section, label, field, f"{value:g}")


def _names(park: Park) -> Problems:
    """Every name that is used is declared."""
    for section, thing in _things(park):
        for field, spec in specs(type(thing)).items():
            value = getattr(thing, field)
            if spec.refers_to and not _is_nested(value):
                known = getattr(park, spec.refers_to)
                for used in _names_in(value):
                    if used not in known:
                        yield Problem(
                            f"is not declared under {spec.refers_to}.",
                            did_you_mean(used, known),
                            section,
                            thing.label,
                            field,
                            used,
                        )
            for profile in _profiles_in(value):
                if profile not in park.profiles:
                    yield Problem(
                        "is not a profile of this park.",
                        did_you_mean(profile, park.profiles),
                        section,
                        thing.label,
                        field,
                        profile,
                    )


def _is_nested(value: Any) -> bool:
    """Tell qualities by carrier from qualities; `quality_checks` reads their names."""
    return isinstance(value, Mapping) and any(isinstance(entry, Mapping) for entry in value.values())


def _names_in(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    return [value] if isinstance(value, str) else list(value)


def _profiles_in(value: Any) -> list[str]:
    if isinstance(value, Varying):
        return [value.profile] if value.profile is not None else []
    if hasattr(value, "values") and not isinstance(value, np.ndarray):
        plain = [v.profile for v in value.values() if isinstance(v, Varying) and v.profile is not None]
        return plain + [p for v in value.values() if isinstance(v, Mapping) for p in _profiles_in(v)]
    return []


WITH_OWNER = (
    "technologies",
    "stores",
    "supplies",
    "demands",
    "reserves",
    "water_uses",
    "recipes",
    "pools",
    "outlets",
    "meters",
    "streams",
)


def _labels(park: Park) -> Problems:
    """Labels are sound, `enterprise.thing`, unique among assets, and no two differ by case alone."""
    fault = label_fault(park.settings.name)
    if fault is not None:  # it names files too
        yield Problem(*fault, "park", "", "name", park.settings.name)
    for section, thing in _things(park):
        derived = isinstance(thing, Connection) and thing.label == f"{thing.network}.{thing.enterprise}"
        fault = None if derived else label_fault(thing.label)
        if fault is not None:
            yield Problem(*fault, section, thing.label)
    for section in WITH_OWNER:
        for label in getattr(park, section):
            enterprise, dot, thing = label.rpartition(".")
            if not dot or not thing:
                yield Problem(
                    "does not name its enterprise.",
                    "Write enterprise.thing, e.g. paper_mill.boiler.",
                    section,
                    label,
                )
            elif enterprise not in park.enterprises:
                yield Problem(
                    f'names enterprise "{enterprise}", which is not declared.',
                    did_you_mean(enterprise, park.enterprises),
                    section,
                    label,
                )
    seen: dict[str, str] = {}
    for section, labels in _asset_labels(park):
        for label in labels:
            if label in seen:
                yield Problem(
                    f"has the same label as something under {seen[label]}.",
                    "Rename one of them; results are reported by label.",
                    section,
                    label,
                )
            seen[label] = section
    for section in ("carriers", "enterprises"):
        folded: dict[str, str] = {}
        for label in getattr(park, section):
            other = folded.setdefault(label.casefold(), label)
            if other != label:
                yield Problem(f'differs from "{other}" by case alone.', "Rename one of them.", section, label)


def _asset_labels(park: Park) -> list[tuple[str, list[str]]]:
    return [
        ("technologies", list(park.technologies)),
        ("stores", list(park.stores)),
        ("water_uses", list(park.water_uses)),
        ("recipes", list(park.recipes)),
        ("pools", list(park.pools)),
        ("links", list(park.links)),
        ("networks", [*park.networks, *park.connections]),
    ]


def assets(park: Park) -> Iterator[tuple[str, Asset]]:
    """Yield every asset of a park with the section it stands in."""
    for section in ("technologies", "stores", "links"):
        for thing in getattr(park, section).values():
            yield section, thing
    for connection in park.connections.values():
        yield "networks", connection


def _profiles(park: Park) -> Problems:
    """Profiles cover the calendar with finite numbers, and stay within the limits of where they are used."""
    for profile in park.profiles.values():
        if profile.values.shape != (park.calendar.steps,):
            yield Problem(
                f"has {profile.values.size} values, the calendar has {park.calendar.steps} steps.",
                "Give one value for every step.",
                "profiles",
                profile.name,
            )
        elif not np.isfinite(profile.values).all():
            first = int(np.flatnonzero(~np.isfinite(profile.values))[0])
            yield Problem(
                f"is not a number at {park.calendar.times[first]} (value {first + 1}).",
                "Fill the gap.",
                "profiles",
                profile.name,
            )
    for section, thing in _things(park):
        for field, spec in specs(type(thing)).items():
            value = getattr(thing, field)
            if spec.kind == "varying" and isinstance(value, Varying) and value.profile is not None:
                series = value.value * park.profiles[value.profile].values
                if series.shape == (park.calendar.steps,):
                    yield from _series_out_of_range(park, section, thing.label, field, spec, series)


def _series_out_of_range(
    park: Park, section: str, label: str, field: str, spec: Spec, series: Any
) -> Problems:
    below = series < spec.lower if spec.lower is not None else np.zeros(series.size, dtype=bool)
    over = series > spec.upper + 1e-12 if spec.upper is not None else np.zeros(series.size, dtype=bool)
    for bad, word, limit in ((below, "below", spec.lower), (over, "above", spec.upper)):
        if bad.any():
            first = int(np.flatnonzero(bad)[0])
            yield Problem(
                f"is {word} {limit:g} in {int(bad.sum())} steps, first {park.calendar.times[first]}.",
                "Correct the profile.",
                section,
                label,
                field,
                f"{series[first]:g}",
            )


def _sizes(park: Park) -> Problems:
    """What may be built has a cost, a lifetime and a finite limit; sizes do not contradict."""
    for section, asset in assets(park):
        label = asset.label  # type: ignore[attr-defined]
        if asset.largest < asset.capacity:
            yield Problem(
                f"is below the capacity that stands today, {asset.capacity:g}.",
                "Raise it, or lower capacity.",
                section,
                label,
                "capacity_max",
                f"{asset.largest:g}",
            )
        if not asset.expandable:
            continue
        per_unit = asset.investment + getattr(asset, "investment_per_length", 0.0)
        if asset.investment_per_capacity is None and per_unit == 0.0:
            yield Problem(
                "may be built but states no cost.",
                "State investment_per_capacity (0 if it is free).",
                section,
                label,
                "investment_per_capacity",
            )
        if asset.lifetime is None:
            yield Problem(
                "may be built but states no lifetime.",
                "State lifetime, e.g. 20 a.",
                section,
                label,
                "lifetime",
            )
        if asset.capacity_min > asset.room:
            yield Problem(
                f"is more than the room for new capacity, {asset.room:g}.",
                "Lower it.",
                section,
                label,
                "capacity_min",
                f"{asset.capacity_min:g}",
            )
        if asset.sizes and min(asset.sizes) > asset.room:
            yield Problem(
                f"none fits into the room for new capacity, {asset.room:g}.",
                "Raise capacity_max.",
                section,
                label,
                "sizes",
            )
        if (asset.sizes or asset.capacity_min or per_unit) and math.isinf(asset.largest):
            yield Problem(
                "is needed where building is a yes-or-no decision.",
                "State the largest size.",
                section,
                label,
                "capacity_max",
            )


def _technologies(park: Park) -> Problems:
    """A technology's rated carrier is among its ratios, with a constant ratio that is not zero."""
    for technology in park.technologies.values():
        own = technology.ratios.get(technology.rated_on)
        if own is None:
            yield Problem(
                "has no ratio.",
                did_you_mean(technology.rated_on, technology.ratios),
                "technologies",
                technology.label,
                "rated_on",
                technology.rated_on,
            )
        elif own.value == 0.0 or own.profile is not None:
            yield Problem(
                "must have a constant ratio that is not zero; other ratios may follow a profile.",
                "Rate the technology on another flow.",
                "technologies",
                technology.label,
                "rated_on",
            )


def _routes(park: Park) -> Problems:
    """Links have two ends, a length where it counts, and carriers with one unit."""
    for link in park.links.values():
        if link.origin == link.destination:
            yield Problem(
                "goes from an enterprise to itself.",
                "Use a store, or name two enterprises.",
                "links",
                link.label,
                "destination",
                link.destination,
            )
        if not link.carriers:
            yield Problem("carries nothing.", "Name at least one carrier.", "links", link.label, "carriers")
            continue
        units = {park.carriers[carrier].unit for carrier in link.carriers}
        if len(units) > 1:
            yield Problem(
                f"shares one capacity among carriers of different units ({', '.join(sorted(units))}).",
                "Write one link per unit.",
                "links",
                link.label,
                "carriers",
            )
        for carrier in link.carriers:
            if park.is_emission(carrier):
                yield Problem(
                    "is an emission, which is tallied and cannot be carried.",
                    "Declare it as a material if it is captured and delivered.",
                    "links",
                    link.label,
                    "carriers",
                    carrier,
                )
        if link.minimum_flow > 0.0 and math.isinf(link.largest):
            yield Problem(
                "is needed where a link has a least flow.",
                "State the largest size.",
                "links",
                link.label,
                "capacity_max",
            )
        by_length = (
            link.investment_per_length,
            link.investment_per_capacity_length,
            link.freight,
            link.loss_per_length,
        )
        if any(by_length):
            try:
                length = park.length(link)
            except ValueError:
                yield Problem(
                    "has no length, and its ends have no coordinates.",
                    "State length, or x and y of both enterprises.",
                    "links",
                    link.label,
                    "length",
                )
                continue
            if link.loss + link.loss_per_length * length >= 1.0:
                yield Problem(
                    f"loses everything on the way: {link.loss:g} + {link.loss_per_length:g} × {length:g} km.",
                    "Check the loss.",
                    "links",
                    link.label,
                    "loss_per_length",
                )
    for network in park.networks.values():
        standing = [c.label for c in network.connections if c.capacity > 0.0]
        if standing and not network.exists:
            yield Problem(
                f"has connections that stand today ({', '.join(standing)}) but does not exist itself.",
                "Write exists: true.",
                "networks",
                network.label,
                "exists",
            )
        if not network.exists and network.investment > 0.0 and network.lifetime is None:
            yield Problem(
                "may be built but states no lifetime.",
                "State lifetime, e.g. 30 a.",
                "networks",
                network.label,
                "lifetime",
            )
        directions = {connection.direction for connection in network.connections}
        one_sided = not directions & {"feed", "both"} or not directions & {"draw", "both"}
        if one_sided and not network.exists:
            yield Problem(
                "has nobody who feeds or nobody who draws.",
                "Add members with direction feed and draw.",
                "networks",
                network.label,
                "members",
            )


def _emissions(park: Park) -> Problems:
    """Caps, levies and emission factors name emissions; balanced things name what is balanced."""
    for section in ("caps", "levies"):
        for thing in getattr(park, section).values():
            if not park.is_emission(thing.carrier):
                yield Problem(
                    "is not an emission.",
                    "Declare the carrier with kind: emission.",
                    section,
                    thing.label,
                    "carrier",
                    thing.carrier,
                )
    for section in ("markets", "outlets"):
        for thing in getattr(park, section).values():
            for carrier in thing.emissions:
                if not park.is_emission(carrier):
                    yield Problem(
                        "is not an emission.",
                        "Declare the carrier with kind: emission.",
                        section,
                        thing.label,
                        "emissions",
                        carrier,
                    )
    for section in ("stores", "supplies", "demands", "outlets", "markets", "networks"):
        for thing in getattr(park, section).values():
            if park.is_emission(thing.carrier):
                yield Problem(
                    "is an emission, which is tallied and not balanced.",
                    "Use caps and levies, or declare it as a material.",
                    section,
                    thing.label,
                    "carrier",
                    thing.carrier,
                )


def _markets(park: Park) -> Problems:
    """A market buys or sells, and nobody gains by buying and selling the same thing at once."""
    for market in park.markets.values():
        if market.purchase_price is None and market.sale_price is None:
            yield Problem(
                "neither sells nor buys.", "State purchase_price or sale_price.", "markets", market.label
            )
        if market.purchase_price is None or market.sale_price is None:
            continue
        gain = park.series(market.sale_price) - park.series(market.purchase_price)
        if (gain > 1e-12).any():
            first = int(np.flatnonzero(gain > 1e-12)[0])
            yield Problem(
                f"pays more than it charges in {int((gain > 1e-12).sum())} steps, "
                f"first {park.calendar.times[first]}: buying to sell would earn without end.",
                "Lower sale_price, or split the market into one that sells and one that buys with limits.",
                "markets",
                market.label,
                "sale_price",
            )


def _ways_in_and_out(park: Park) -> Problems:
    """Whatever is needed can come from somewhere, and whatever arises can go somewhere."""
    from symbiosis.park.places import givers_and_takers  # reads a park, which these checks complete

    gives: dict[tuple[str, str], bool] = {}
    takes: dict[tuple[str, str], bool] = {}
    for enterprise, carrier, _, is_giver in givers_and_takers(park):
        (gives if is_giver else takes)[enterprise, carrier] = True
    for demand in park.demands.values():
        if (demand.enterprise, demand.carrier) not in gives:
            yield Problem(
                f'needs "{demand.carrier}", which nothing can bring to {demand.enterprise}.',
                "Add a technology, market, link or network that supplies it.",
                "demands",
                demand.label,
            )
    for supply in park.supplies.values():
        if (supply.enterprise, supply.carrier) not in takes:
            yield Problem(
                f'arises at {supply.enterprise}, and nothing takes "{supply.carrier}" away.',
                "Add an outlet (its fee may be 0), market, link or user.",
                "supplies",
                supply.label,
            )


def _qualities(park: Park) -> Problems:
    """Qualities, recipes, water uses and pools make sense."""
    from symbiosis.park.quality_checks import quality_problems  # traces a park, which these checks complete

    yield from quality_problems(park)


LATER: tuple[Callable[[Any], Problems], ...] = (
    _profiles,
    _sizes,
    _technologies,
    operation_problems,
    flexibility_problems,
    _routes,
    _emissions,
    _markets,
    _ways_in_and_out,
    _qualities,
    check_streams,
    check_heat_levels,
    check_steam,
)
