"""Whether every name that is used is declared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.park.checks.every import Problems, every_thing
from symbiosis.park.fields import specs
from symbiosis.park.problems import Problem, did_you_mean
from symbiosis.park.profile import Varying

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def name_problems(park: Park) -> Problems:
    """Every name that is used is declared."""
    for section, thing in every_thing(park):
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
            if spec.refers_to == "carriers" and _is_nested(value):
                every = [
                    *value,
                    *(name for entry in value.values() if isinstance(entry, Mapping) for name in entry),
                ]
                for used in (name for name in every if name not in park.carriers):
                    remedy = did_you_mean(used, park.carriers)
                    yield Problem(
                        "is not declared under carriers.", remedy, section, thing.label, field, used
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
