"""Whether water uses, treatments and recipes make sense by themselves: loads, shares, what they give back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from symbiosis.park.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Problems = Iterator[Problem]


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


def water_use_problems(park: Park) -> Problems:
    """A water use states the outlet quality of what it picks up."""
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
        if not use.load and use.flow is None and not use.part_of:
            yield Problem(
                "has neither a load nor a flow.", "State load, or flow, or both.", "water_uses", label, "load"
            )
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
