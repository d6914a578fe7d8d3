"""Whether water uses, treatments and recipes make sense by themselves: loads, shares, what they give back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from symbiosis.park.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Problems = Iterator[Problem]


UNMIXABLE = ("ph", "ph_value", "ph值")


def measure_problems(park: Park) -> Problems:
    """A quality mixes in proportion to amounts."""
    for label, quality in park.qualities.items():
        if label.casefold() in UNMIXABLE or quality.unit.casefold() in UNMIXABLE:
            yield Problem(
                "does not mix in proportion to amounts: pH is a logarithm.",
                "State what is behind it, e.g. acidity or alkalinity in mg/L, and limit that.",
                "qualities",
                label,
            )


def cleaner_problems(park: Park) -> Problems:
    """A technology gives back only what it takes, at a fixed quality or with a share removed."""
    for label, technology in park.technologies.items():
        takes = technology.directions.get(technology.rated_on, 0.0) < 0.0
        if technology.returns > 0.0 and not takes:
            yield Problem(
                f"gives {technology.rated_on} back, which it does not take: it would make it from nothing.",
                f"Rate it on what it takes: ratios: {{{technology.rated_on}: -1, …}}.",
                "technologies",
                label,
                "returns",
            )
        yield from _makes_water(park, label)
        if technology.removal and technology.returns == 0.0:
            yield Problem(
                "removes a share of what is given back, but gives nothing back.",
                "State returns, the share of the rated carrier that comes out.",
                "technologies",
                label,
                "removal",
            )
        for name in set(technology.removal) & set(technology.quality.get(technology.rated_on, {})):
            yield Problem(
                "is stated both as a fixed outlet quality and as a removal.",
                "Keep one of the two.",
                "technologies",
                label,
                "removal",
                name,
            )


def _makes_water(park: Park, label: str) -> Problems:
    """What takes water, and nothing else that could hold some, gives no more water than it takes."""
    technology = park.technologies[label]
    unit = park.carriers[technology.rated_on].unit
    flows = {k: park.largest(ratio) for k, ratio in technology.ratios.items() if not park.is_emission(k)}
    water = {k: flow for k, flow in flows.items() if park.carriers[k].kind == "water"}
    dry = all(
        park.carriers[k].kind == "energy" and park.carriers[k].unit == "MW" for k in flows if k not in water
    )
    if technology.rated_on not in water or not dry or any(park.carriers[k].unit != unit for k in water):
        return
    taken = -sum(flow for flow in water.values() if flow < 0.0)
    given = sum(flow for flow in water.values() if flow > 0.0) + technology.returns
    if taken > 0.0 and given > taken * (1.0 + 1e-9):
        yield Problem(
            f"gives {given / taken:g} of water for each 1 it takes: it would make it from nothing.",
            "Lower returns or its ratios; what is lost may be left out.",
            "technologies",
            label,
            "ratios",
        )


def _nobody_takes(park: Park) -> Problems:
    """What a water use gives back can go somewhere."""
    from symbiosis.park.grading import takers_of

    takers: dict[tuple[str, str], set[str]] = {}
    for place, taker in takers_of(park):
        takers.setdefault(place, set()).add(taker.item)
    for label, use in park.water_uses.items():
        if use.loss < 1.0 and not takers[use.enterprise, use.carrier] - {label}:
            yield Problem(
                f"gives {use.carrier} back at {use.enterprise}, and nothing takes it away.",
                "Add an outlet (its fee may be 0), a link or a treatment.",
                "water_uses",
                label,
            )


def _circuit_problems(park: Park, label: str) -> Problems:
    """A cooling tower or boiler states its evaporation once, and takes at least that."""
    use = park.water_uses[label]
    if (use.circulation is None) != (use.cooling_range is None):
        missing = "circulation" if use.circulation is None else "cooling_range"
        yield Problem(
            f"is a cooling tower without {missing}.",
            "State circulation and cooling_range, or the evaporation itself.",
            "water_uses",
            label,
            missing,
        )
    if use.evaporation is not None and use.circulation is not None:
        yield Problem(
            "states its evaporation twice: as such, and by circulation and cooling_range.",
            "Keep one of the two.",
            "water_uses",
            label,
            "evaporation",
        )
    if use.part_of and (use.evaporation is not None or use.circulation is not None):
        yield Problem(
            "is a part of another use, which alone may evaporate.",
            "State the evaporation on the whole operation.",
            "water_uses",
            label,
            "evaporation",
        )
    if use.flow is not None:
        gone = park.series(use.evaporates) + park.series(use.drifts)
        short = gone - (1.0 - use.loss) * park.series(use.flow)
        if (short > 1e-9).any():
            yield Problem(
                f"loses {gone[short.argmax()]:g} by evaporation and drift, more than the flow that it takes.",
                "Raise flow, or leave it out: it is then decided by the limits on quality.",
                "water_uses",
                label,
                "flow",
            )


def water_use_problems(park: Park) -> Problems:
    """A water use states the outlet quality of what it picks up, and something takes its water away."""
    yield from _nobody_takes(park)
    for label, use in park.water_uses.items():
        for name in use.load:
            if name not in use.quality:
                yield Problem(
                    f"has a load of {name} but states no outlet quality for it.",
                    f"State quality: {{{name}: …}}, its highest value at the outlet.",
                    "water_uses",
                    label,
                    "quality",
                )
        circuit = use.evaporation is not None or use.circulation is not None
        if not use.load and use.flow is None and not use.part_of and not circuit:
            yield Problem(
                "has neither a load nor a flow.", "State load, or flow, or both.", "water_uses", label, "load"
            )
        yield from _circuit_problems(park, label)
        if use.part_of:
            whole = park.water_uses[use.part_of]
            if use.load or whole.part_of or whole is use:
                yield Problem(
                    "must be a use with a load of its own, and the part must have none.",
                    "State the load once, on the whole operation.",
                    "water_uses",
                    label,
                    "part_of",
                    use.part_of,
                )
            for name in whole.load:
                if name not in use.quality:
                    yield Problem(
                        f"carries a load of {name} but states no outlet quality for it.",
                        f"State quality: {{{name}: …}}, its highest value at the outlet.",
                        "water_uses",
                        label,
                        "quality",
                    )


def recipe_problems(park: Park) -> Problems:
    """Parts have the unit of what is made; shares name parts and add up."""
    for label, recipe in park.recipes.items():
        if not recipe.parts:
            yield Problem("has no parts.", "State parts: {clinker: 1, slag: 0.9}.", "recipes", label, "parts")
        unit = park.carriers[recipe.carrier].unit
        for carrier, ratio in recipe.parts.items():
            if park.carriers[carrier].unit != unit:
                yield Problem(
                    f"is measured in {park.carriers[carrier].unit}, what is made in {unit}.",
                    "Parts replace one another in one unit.",
                    "recipes",
                    label,
                    "parts",
                    carrier,
                )
            if ratio.value <= 0.0:
                yield Problem("replaces nothing.", "State more than 0.", "recipes", label, "parts", carrier)
        for field in ("share_max", "share_min"):
            for carrier in getattr(recipe, field):
                if carrier not in recipe.parts:
                    remedy = did_you_mean(carrier, recipe.parts)
                    yield Problem("is no part of this recipe.", remedy, "recipes", label, field, carrier)
        yield from add_up("recipes", label, recipe.share_min, recipe.share_max, recipe.parts, "share")


def add_up(section: str, label: str, low: Any, high: Any, every: Any, word: str) -> Problems:
    """Smallest shares leave room, largest ones fill the whole."""
    least = sum(share.value for share in low.values() if share.profile is None)
    if least > 1.0 + 1e-9:
        yield Problem(
            f"smallest shares add up to {100 * least:g} %.",
            "They cannot be more than 100 % together.",
            section,
            label,
            f"{word}_min",
        )
    if every and set(high) >= set(every):
        most = sum(high[name].value for name in every)
        if most < 1.0 - 1e-9 and all(high[name].profile is None for name in every):
            yield Problem(
                f"largest shares add up to {100 * most:g} %, so that the rest cannot be filled.",
                "Raise one of them to reach 100 %.",
                section,
                label,
                f"{word}_max",
            )
