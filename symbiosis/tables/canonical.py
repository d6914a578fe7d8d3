"""A park as one canonical text, to freeze inputs inside results and to tell two parks apart.

Everything the registry knows is written out, defaults included, in the park's own units; numbers keep every
digit. Profiles are named with their unit and source; their values travel beside the text as arrays.
"""

from __future__ import annotations

import hashlib
import json
import math
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from symbiosis.park import Connection, Network, Segment
from symbiosis.park.fields import specs
from symbiosis.park.figure import Figure
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.park.settings import Settings

VERSION = 1
_UNORDERED = {"members"}  # fields whose order means nothing


def to_json(park: Park) -> str:
    """Return the park as canonical JSON, without the values of its profiles; `from_json` reads it back."""
    parts = _parts(park, sort=False)
    parts["figures"] = _dumped({path: asdict(figure) for path, figure in park.figures.items()}, sort=False)
    parts["horizon"] = _dumped(_thawed(park.horizon), sort=False)
    return _joined(parts, sort=False)


def from_json(text: str, profiles: Mapping[str, ArrayLike]) -> Park:
    """Return the park a canonical text describes; `profiles` gives an array (calendar.steps,) by name.

    Raises ValueError for a text of another version and KeyError when a profile's values are missing.
    """
    data = json.loads(text)
    if data.get("version") != VERSION:
        raise ValueError(
            f"the frozen inputs are of version {data.get('version')}; this program reads {VERSION}"
        )
    calendar = dict(data["calendar"])
    calendar["start"] = np.datetime64(calendar["start"])
    things = {
        section: FrozenDict(
            {label: _thing(kind, {"label": label, **entry}) for label, entry in data.get(section, {}).items()}
        )
        for section, kind in SECTIONS.items()
    }
    series = {
        name: Profile(name, np.asarray(profiles[name], dtype=float), **entry)
        for name, entry in data["profiles"].items()
    }
    return Park(
        settings=_thing(Settings, data["park"]),
        calendar=Calendar(**calendar),
        profiles=FrozenDict(series),
        figures=FrozenDict({path: Figure(**entry) for path, entry in data["figures"].items()}),
        horizon=_frozen(data["horizon"]),
        **things,
    )


def digest(park: Park) -> str:
    """Return a fingerprint (SHA-256) that is equal for equal parks, whatever the order of their rows.

    Evidence and the proposed horizon do not count: they change no answer.
    """
    text = _joined(_parts(park, sort=True), sort=True)
    total = hashlib.sha256(text.encode("utf-8"))
    for name in sorted(park.profiles):
        # +0.0 makes -0.0 and 0.0 one value, as they are when compared
        total.update(np.ascontiguousarray(park.profiles[name].values + 0.0, dtype="<f8").tobytes())
    return total.hexdigest()


def _parts(park: Park, sort: bool) -> dict[str, str]:
    """Return the text of every section but evidence and the proposed horizon."""
    calendar = asdict(park.calendar)
    calendar["start"] = str(park.calendar.start.astype("datetime64[m]"))
    profiles = {
        name: {"unit": profile.unit, "source": profile.source, "assumed": profile.assumed}
        for name, profile in park.profiles.items()
    }
    parts = {"version": _dumped(VERSION, sort), "park": _text(park.settings, sort)}
    parts["calendar"] = _dumped(calendar, sort)
    for section in SECTIONS:
        things = getattr(park, section)
        parts[section] = _joined({label: _text(thing, sort) for label, thing in things.items()}, sort)
    return {**parts, "profiles": _dumped(profiles, sort)}


def _joined(parts: Mapping[str, str], sort: bool) -> str:
    names = sorted(parts) if sort else list(parts)
    return "{" + ",".join(f"{_dumped(name, sort)}:{parts[name]}" for name in names) + "}"


def _dumped(data: Any, sort: bool) -> str:
    return json.dumps(data, ensure_ascii=sort, allow_nan=False, sort_keys=sort, separators=(",", ":"))


_known: dict[tuple[int, bool], tuple[weakref.ref[Any], str]] = {}  # texts, as long as their things live


def _text(thing: Any, sort: bool) -> str:
    """Return the text of one thing; the cases of a study share most of theirs."""
    key = id(thing), sort
    known = _known.get(key)
    if known is not None and known[0]() is thing:
        return known[1]
    entry = _fields(thing)
    if sort:
        for field in _UNORDERED & set(entry):
            entry[field] = sorted(entry[field])
    text = _dumped(entry, sort)
    _known[key] = weakref.ref(thing, lambda _: _known.pop(key, None)), text
    return text


def _fields(thing: Any) -> dict[str, Any]:
    entry = {field: _plain(getattr(thing, field)) for field in specs(type(thing))}
    if isinstance(thing, Network):
        entry["connections"] = {
            connection.enterprise: _fields(connection) for connection in thing.connections
        }
        entry["segments"] = {segment.corridor: _fields(segment) for segment in thing.segments}
    return entry


def _plain(value: Any) -> Any:
    if isinstance(value, Varying):
        return _plain(value.value) if value.profile is None else [_plain(value.value), value.profile]
    if isinstance(value, Mapping):
        return {name: _plain(entry) for name, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int | np.integer):
        return int(value)
    number = float(value)
    return "unlimited" if math.isinf(number) else number + 0.0


def _thing(kind: type, entry: Mapping[str, Any]) -> Any:
    values = dict(entry)
    for field, spec in specs(kind).items():
        if field not in values:
            continue  # a field younger than the text keeps its default
        given = values[field]
        if spec.kind == "varying" and given is not None:
            values[field] = _varying(given)
        elif spec.kind == "ratios":
            values[field] = FrozenDict({name: _varying(ratio) for name, ratio in given.items()})
        elif spec.kind == "qualities":
            values[field] = _qualities(given)
        elif spec.kind == "points":
            values[field] = FrozenDict({name: tuple(numbers) for name, numbers in given.items()})
        elif spec.kind in ("sizes", "names"):
            values[field] = tuple(given)
        elif spec.kind == "number" and given == "unlimited":
            values[field] = math.inf
    if kind is Network:
        values["connections"] = tuple(_connections(values["label"], values["connections"]))
        values["segments"] = tuple(_segments(values["label"], values.get("segments", {})))
    return kind(**values)


def _connections(network: str, entries: Mapping[str, Any]) -> Iterator[Connection]:
    for enterprise, entry in entries.items():
        given = {"label": f"{network}.{enterprise}", "network": network, **entry}
        yield _thing(Connection, given)


def _segments(network: str, entries: Mapping[str, Any]) -> Iterator[Segment]:
    for corridor, entry in entries.items():
        yield _thing(Segment, {"label": f"{network}.{corridor}", "network": network, **entry})


def _qualities(given: Mapping[str, Any]) -> FrozenDict[Any]:
    return FrozenDict(
        {
            name: _qualities(entry) if isinstance(entry, Mapping) else _varying(entry)
            for name, entry in given.items()
        }
    )


def _varying(given: Any) -> Varying:
    if isinstance(given, list):
        return Varying(_number(given[0]), given[1])
    return Varying(_number(given))


def _number(given: Any) -> float:
    return math.inf if given == "unlimited" else float(given)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return FrozenDict({key: _frozen(entry) for key, entry in value.items()})
    return tuple(_frozen(entry) for entry in value) if isinstance(value, list) else value


def _thawed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _thawed(entry) for key, entry in value.items()}
    return [_thawed(entry) for entry in value] if isinstance(value, tuple | list) else value
