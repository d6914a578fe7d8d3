"""Whether labels are sound, name their enterprise and are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems, every_thing
from symbiosis.park.labels import label_fault
from symbiosis.park.network import Connection, Segment
from symbiosis.park.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from symbiosis.park.park import Park


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


def label_problems(park: Park) -> Problems:
    """Labels are sound, `enterprise.thing`, unique among assets, and no two differ by case alone."""
    fault = label_fault(park.settings.name)
    if fault is not None:  # it names files too
        yield Problem(*fault, "park", "", "name", park.settings.name)
    for section, thing in every_thing(park):
        end = getattr(thing, "corridor" if isinstance(thing, Segment) else "enterprise", "")
        derived = isinstance(thing, Connection | Segment) and thing.label == f"{thing.network}.{end}"
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


def _parts(park: Park) -> list[str]:
    """Labels of connections and segments, those that stand twice too."""
    every = park.networks.values()
    return [part.label for network in every for part in network.pieces]


def _asset_labels(park: Park) -> list[tuple[str, list[str]]]:
    return [
        ("technologies", list(park.technologies)),
        ("stores", list(park.stores)),
        ("water_uses", list(park.water_uses)),
        ("recipes", list(park.recipes)),
        ("pools", list(park.pools)),
        ("links", list(park.links)),
        ("networks", [*park.networks, *_parts(park)]),
    ]
