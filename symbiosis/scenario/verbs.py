"""The verbs of a scenario: set, scale, add, remove, choose; every value is read with its unit."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from symbiosis.park.fields import default_of, required, specs
from symbiosis.park.figure import Figure
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Profile, Varying
from symbiosis.park.settings import Settings
from symbiosis.park.weather_year import follow, years_of
from symbiosis.scenario.adding import add
from symbiosis.scenario.changes import Change
from symbiosis.scenario.draft import Draft
from symbiosis.scenario.entries import KINDS, at, with_entry
from symbiosis.scenario.leaving import without
from symbiosis.scenario.paths import Target, thing_at
from symbiosis.tables.build import Basis
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.plain import plain
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import Where, as_block, as_names, as_text
from symbiosis.tables.source import Block, Node, Scalar, TextError

NUMBERS = ("number", "varying", "sizes", *KINDS)


def make(draft: Draft, change: Change) -> None:
    """Make one change of a draft; what is wrong with it is noted in `draft.reading`."""
    verbs: Mapping[str, Callable[[Draft, Change], None]] = {
        "set": _set,
        "scale": _scale,
        "add": add,
        "remove": _remove,
        "choose": _choose,
    }
    try:
        verbs[change.verb](draft, change)
    except TextError as fault:
        where = Where(change.path)
        draft.reading.wrong(where, fault.message, fault.remedy, fault.place or change.place)


def _set(draft: Draft, change: Change) -> None:
    node = change.as_node
    targets = _at(draft.find(change), ("field", "entry"), change, "profiles")
    for target in targets:
        where = Where(target.section, target.label, ".".join(filter(None, (target.field, target.key))))
        draft.reading.stands(where, node, change.place)
        if target.section == "profiles":
            draft.profiles[target.label] = _other_profile(draft, target.label, node)
        elif target == Target("park", "", "horizon"):
            draft.horizon = FrozenDict(
                {k: plain(v) for k, v in as_block(node, "{weeks: [3, 29]}").entries.items()}
            )
        elif target.section == "park":
            value = draft.read(Settings, target.field, node, where, Basis(draft.settings.currency), {})
            if target.field == "weather_year":
                _follow_weather(draft, as_text(node))
            if value is not None:
                draft.settings = dataclasses.replace(draft.settings, **{target.field: value})
        else:
            draft.set_field(target, node, where)


def _follow_weather(draft: Draft, year: str) -> None:
    """Let every profile that has values of a weather year follow it."""
    known = years_of(draft.profiles)
    if year not in known:
        remedy = did_you_mean(year, known) if known else "State several files under weather in park.yaml."
        raise TextError(f'no profile has values of a weather year "{year}".', remedy)
    draft.profiles = follow(draft.profiles, year)


def _other_profile(draft: Draft, name: str, node: Node) -> Profile:
    """Return a profile with the values of another, which must have the same unit."""
    entry = node.entries.get("profile") if isinstance(node, Block) else node
    if entry is None:
        raise TextError("a profile is set to another profile.", "Write {profile: its_name}.")
    word, own = as_text(entry), draft.profiles[name]
    other = draft.profiles.get(word)
    if other is None:
        raise TextError(f'there is no profile "{word}".', f"Known: {', '.join(list(draft.profiles)[:8])}.")
    if other.unit != own.unit:
        raise TextError(f"{word} is in {other.unit}, {name} in {own.unit}.", "Give both the same unit.")
    return dataclasses.replace(own, values=other.values, source=other.source, assumed=other.assumed)


def _scale(draft: Draft, change: Change) -> None:
    factor = number_with_unit(as_scalar(change.as_node).text, "1")
    if factor < 0.0:
        raise TextError("a factor is not negative.", "Write 0.8 for a fifth less.")
    touched = 0
    targets = _at(draft.find(change), ("field", "entry"), change, "profiles")
    for target in targets:
        touched += _scaled(draft, target, factor)
    if not touched:
        raise TextError("what this path matches holds no number.", "Set it to a value with `set`.")


def _scaled(draft: Draft, target: Target, factor: float) -> bool:
    if target.section == "profiles":
        profile = draft.profiles[target.label]
        draft.profiles[target.label] = dataclasses.replace(profile, values=profile.values * factor)
        return True
    thing = draft.settings if target.section == "park" else thing_at(target, draft.sections)
    if not hasattr(thing, target.field) or specs(type(thing))[target.field].kind not in NUMBERS:
        return False
    value = getattr(thing, target.field)
    if target.key:
        way = draft.way_to(target)
        new: Any = with_entry(value, way, _times(at(value, way), factor))
    elif value is None or isinstance(value, Mapping):
        return False
    else:
        new = _times(value, factor)
    if target.path in draft.figures:
        draft.figures[target.path] = _scaled_figure(draft.figures[target.path], factor)
    changed = dataclasses.replace(thing, **{target.field: new})
    if isinstance(changed, Settings):
        draft.settings = changed
    else:
        draft.replace(target, changed)
    return True


def _remove(draft: Draft, change: Change) -> None:
    found = draft.find(change)
    things = [target for target in found if target.level == "thing"]
    for target in things or found:
        if target.section in ("park", "profiles"):
            raise TextError(f"nothing is removed from {target.section}.", "Set it to another value.")
        if target.level == "thing":
            without(target, draft.sections)
        else:
            _reset(draft, target)
    _must_keep_somebody(draft)


def _reset(draft: Draft, target: Target) -> None:
    thing = thing_at(target, draft.sections)
    value = getattr(thing, target.field)
    if target.key:
        value = with_entry(value, draft.way_to(target), None)
    elif target.field in required(type(thing)):
        raise TextError(f"{target.field} cannot be left out.", "Set it to another value.")
    else:
        value = default_of(type(thing), target.field)
    draft.figures.pop(target.path, None)
    draft.replace(target, dataclasses.replace(thing, **{target.field: value}))


def _choose(draft: Draft, change: Change) -> None:
    things = _at(draft.find(change), ("thing",), change)
    node = change.as_node
    names = [as_text(node)] if isinstance(node, Scalar) else as_names(node)
    labels = [target.label for target in things]
    unknown = [name for name in names if name not in labels]
    if unknown:
        raise TextError(
            f'"{unknown[0]}" is none of what the path matches.', f"It matches {', '.join(labels[:8])}."
        )
    for target in things:
        if target.label not in names:
            without(target, draft.sections)
    _must_keep_somebody(draft)


def _must_keep_somebody(draft: Draft) -> None:
    if not draft.sections["enterprises"]:
        raise TextError("no enterprise is left.", "Leave at least one.")


def _at(found: list[Target], levels: tuple[str, ...], change: Change, also: str = "") -> list[Target]:
    """Return those matches that a verb can act on."""
    fitting = [target for target in found if target.level in levels or target.section == also]
    if "*" in change.path:  # `ratios.*` means the entries, `*.rate` the field; never a field and its entries
        entries = [target for target in fitting if target.level == "entry"]
        owners = {(t.section, t.label, t.field) for t in entries}
        fitting = [t for t in fitting if t.level != "field" or (t.section, t.label, t.field) not in owners]
    if not fitting:
        wanted = "a thing" if levels == ("thing",) else "a field"
        raise TextError(
            f"`{change.verb}` acts on {wanted}, and the path matches none.",
            f"It matches {', '.join(target.path for target in found[:3])}.",
        )
    return fitting


def _times(value: Any, factor: float) -> Any:
    if isinstance(value, Varying):
        return Varying(value.value * factor, value.profile)
    if isinstance(value, tuple):
        return tuple(entry * factor for entry in value)
    return value * factor


def _scaled_figure(figure: Figure, factor: float) -> Figure:
    low, high = (None if bound is None else bound * factor for bound in (figure.low, figure.high))
    return dataclasses.replace(figure, value=figure.value * factor, low=low, high=high)
