"""What is left of a park when enterprises leave it: all that they have or must have part in goes along.

Read off the registry of fields, so that a new kind of thing needs no line here:

- what stands at an enterprise that leaves, or that it owns, goes;
- so does what names something that has gone, and a list of members without members;
- lists of members, and figures stated by enterprise, lose the entries of those who leave;
- rights held together are handed to a member that stays; thresholds go with the last candidate they hold for;
- amounts of formulas that are theirs are 0.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from typing import Any

from symbiosis.park.corridor import Junction
from symbiosis.park.fed import fed_pools
from symbiosis.park.fields import specs
from symbiosis.park.formula import parse, quantities
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.network import Network
from symbiosis.park.quantities import FORMULAS, PER, is_flow, without

Sections = dict[str, dict[str, Any]]

STANDS_IN = {("quotas", "operator"), ("demands", "condensate_owner")}  # somebody else takes this on


def leave(sections: Sections, gone: Collection[str]) -> None:
    """Take enterprises out of the sections of a park, in place; where corridors meet, a junction stays."""
    _let_pipes_pass(sections, set(gone))
    empty(sections, gone)
    for label in gone:
        sections["enterprises"].pop(label, None)
    might_enter = [n for n, thing in sections["enterprises"].items() if thing.admission == "candidate"]
    for label, threshold in list(sections["thresholds"].items()):
        if not any(map(threshold.covers, might_enter)):
            del sections["thresholds"][label]
    inhabited = {enterprise.district for enterprise in sections["enterprises"].values()}
    sections["districts"] = {d: thing for d, thing in sections["districts"].items() if d in inhabited}


def empty(sections: Sections, gone: Collection[str]) -> None:
    """Take what enterprises have out of the sections of a park, in place; the places themselves stay."""
    leaving = set(gone)
    before = {label for things in sections.values() for label in things}
    for section in sections.keys() - {"enterprises", "networks"}:
        for label, thing in list(sections[section].items()):
            theirs = _stands_at(section, label, thing) in leaving or _belongs_to(section, thing, leaving)
            _keep(sections[section], label, None if theirs else _thinned(section, thing, leaving))
    for label, network in list(sections["networks"].items()):
        _keep(sections["networks"], label, _left_network(network, leaving))
    _hand_over(sections, leaving)
    _follow(sections)
    sections["pools"] = dict(fed_pools(sections))
    after = {label for things in sections.values() for label in things}
    for section in ("requirements", "fees", "quotas"):
        for label, thing in list(sections[section].items()):
            _keep(sections[section], label, _uncounted(thing, (before - after) | leaving))


def _stands_at(section: str, label: str, thing: Any) -> str:
    return label if section == "finances" else str(getattr(thing, "enterprise", ""))


def _belongs_to(section: str, thing: Any, gone: set[str]) -> bool:
    return any(
        spec.kind == "name" and spec.refers_to == "enterprises" and getattr(thing, field) in gone
        for field, spec in specs(type(thing)).items()
        if (section, field) not in STANDS_IN
    )


def _thinned(section: str, thing: Any, gone: set[str]) -> Any:
    """Return a thing without those who leave; None when it was theirs alone."""
    changes: dict[str, Any] = {}
    for field, spec in specs(type(thing)).items():
        if spec.refers_to != "enterprises":
            continue
        value = getattr(thing, field)
        if spec.kind == "names" and gone & set(value):
            changes[field] = tuple(member for member in value if member not in gone)
            if not changes[field]:
                return None
        elif isinstance(value, Mapping) and gone & set(value):
            changes[field] = FrozenDict({k: v for k, v in value.items() if k not in gone})
        elif (section, field) in STANDS_IN and value in gone:
            changes[field] = ""
    return dataclasses.replace(thing, **changes) if changes else thing


def _hand_over(sections: Sections, gone: set[str]) -> None:
    """Give rights that are held together, and whose operator left, to a member that surely stays.

    Where none does, each member holds its own.
    """
    for label, quota in sections["quotas"].items():
        if quota.shared and not quota.operator:
            stays = [
                n
                for n in quota.members
                if n not in gone and sections["enterprises"][n].admission == "settled"
            ]
            changes = {"operator": stays[0]} if stays else {"shared": False}
            sections["quotas"][label] = dataclasses.replace(quota, **changes)


def _keep(things: dict[str, Any], label: str, thing: Any) -> None:
    if thing is None:
        del things[label]
    else:
        things[label] = thing


def _let_pipes_pass(sections: Sections, gone: set[str]) -> None:
    """Leave a junction where corridors meet at an enterprise that leaves."""
    for corridor in sections["corridors"].values():
        for end in {corridor.origin, corridor.destination} & gone & sections["enterprises"].keys():
            place = sections["enterprises"][end]
            sections["junctions"][end] = Junction(label=end, x=place.x, y=place.y)


def _left_network(network: Network, gone: set[str]) -> Network | None:
    """Return a network without those who leave; None where nobody is left to exchange with."""
    kept = tuple(c for c in network.connections if c.enterprise not in gone)
    if network.owner in gone:
        return None
    if len(kept) == len(network.connections):
        return network
    ways = {c.direction for c in kept}
    trades = len(kept) > 1 and ("both" in ways or {"feed", "draw"} <= ways)
    return dataclasses.replace(network, connections=kept) if kept and (network.exists or trades) else None


def _follow(sections: Sections) -> None:
    """Take away what names something that is not there any more, until nothing does."""
    changed = True
    while changed:
        changed = False
        for things in sections.values():
            for label, thing in list(things.items()):
                after = _with_what_is_there(thing, sections)
                if after is not thing:
                    changed = True
                    _keep(things, label, after)


def _with_what_is_there(thing: Any, sections: Sections) -> Any:
    for field, spec in specs(type(thing)).items():
        if spec.kind not in ("name", "names") or spec.refers_to in (
            "",
            "enterprises",
            "carriers",
            "qualities",
        ):
            continue
        value, there = getattr(thing, field), sections.get(spec.refers_to, {})
        if spec.kind == "name" and value and value not in there:
            return None
        if spec.kind == "names" and not set(value) <= there.keys():
            left = tuple(name for name in value if name in there)
            return dataclasses.replace(thing, **{field: left}) if left else None
    return thing


def _uncounted(thing: Any, absent: set[str]) -> Any:
    """Return a thing whose formulas count what is left; None where nothing is."""
    for field in FORMULAS:
        formula = getattr(thing, field, "")
        counts = without(formula, absent) if formula else formula
        if counts != formula:
            if not any(map(is_flow, quantities(parse(counts)))):
                return None
            thing = dataclasses.replace(thing, **{field: counts})
    output = getattr(thing, PER, "")
    return dataclasses.replace(thing, **{PER: without(output, absent)}) if output else thing
