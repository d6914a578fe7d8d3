"""Two results told apart in words: which inputs changed, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.park.park import SECTIONS
from symbiosis.park.written import written
from symbiosis.study.indicators import TABLES, indicators_of
from symbiosis.study.running.collect import unit_of
from symbiosis.study.wishes import wishes_changed

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

SMALL = 1e-6  # share below which two numbers are the same


def inputs_changed(before: Results, after: Results) -> list[str]:
    """Return a sentence for every input that differs: question, horizon, options, park."""
    said = []
    for word, one, other in (
        ("question", before.question, after.question),
        ("horizon", before.horizon.title, after.horizon.title),
    ):
        if one != other:
            said.append(f"{word}: {one} → {other}")
    said += wishes_changed(before.outcome.options, after.outcome.options)
    return [*said, *parks_differ(before.park, after.park)]


def parks_differ(before: Park, after: Park) -> Iterator[str]:
    """Yield a sentence for every thing that came, went or has another value."""
    from symbiosis.tables.canonical import to_json

    one, other = json.loads(to_json(before)), json.loads(to_json(after))
    yield from _fields("park", one["park"], other["park"])
    for section in SECTIONS:
        old, new = one[section], other[section]
        yield from (f"{section}.{label} is gone" for label in old if label not in new)
        yield from (f"{section}.{label} is new" for label in new if label not in old)
        for label in old:
            if label in new:
                yield from _fields(f"{section}.{label}", old[label], new[label])
    for name, profile in before.profiles.items():
        if name in after.profiles and not np.array_equal(profile.values, after.profiles[name].values):
            mean = (profile.values.mean(), after.profiles[name].values.mean())
            yield f"profiles.{name}: values changed, mean {mean[0]:.6g} → {mean[1]:.6g} {profile.unit}"


def outcomes_changed(before: Results, after: Results) -> list[str]:
    """Return a sentence for every figure that differs: status, cost, sizes, exchanges, totals."""
    said = []
    if before.status != after.status:
        said.append(f"status: {before.status} → {after.status}")
    one, other = indicators_of(before), indicators_of(after)
    per_year = "/a" if before.horizon.years == after.horizon.years == 1.0 else ""
    for name in ("cost", *TABLES):
        old, new = one.get(name, {}), other.get(name, {})
        if name == "cost":
            old, new = ({"": value} if isinstance(value, float) else {} for value in (old, new))
        for item in dict.fromkeys([*old, *new]):
            a, b = old.get(item, 0.0), new.get(item, 0.0)
            if abs(a - b) <= SMALL * max(1.0, abs(a), abs(b)):
                continue
            park = after.park if item in new else before.park
            unit = unit_of(park, name, item, per_year)
            head = f"{name.replace('_', ' ')} {item}".strip()
            said.append(f"{head}: {written(a)} → {written(b)} {unit} ({_signed(b - a)})".replace("  ", " "))
    return said


def _fields(path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for field in dict.fromkeys([*old, *new]):
        a, b = old.get(field), new.get(field)
        if a == b:
            continue
        if isinstance(a, dict) and isinstance(b, dict):
            yield from _fields(f"{path}.{field}", a, b)
        else:
            yield f"{path}.{field}: {_shown(a)} → {_shown(b)}"


def _signed(value: float) -> str:
    return f"{'+' if value >= 0.0 else ''}{written(value)}"


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, float):
        return written(value)
    if isinstance(value, list):
        return "[" + ", ".join(_shown(entry) for entry in value) + "]"
    return str(value)
