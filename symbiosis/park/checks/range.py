"""Whether every number is finite and within the limits of the registry."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.park.checks.every import Problems, every_thing
from symbiosis.park.fields import Spec, specs
from symbiosis.park.problems import Problem, did_you_mean
from symbiosis.park.profile import Varying

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def range_problems(park: Park) -> Problems:
    """Numbers are finite and within the limits of the registry."""
    for section, thing in [("park", park.settings), *every_thing(park)]:
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
        hint = f"Did you mean {value:g} %?" if spec.upper == 1.0 and 2.0 < value <= 100.0 else ""
        yield Problem(f"is above {spec.upper:g}.", hint, section, label, field, f"{value:g}")
