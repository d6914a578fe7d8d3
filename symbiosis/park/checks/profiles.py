"""Whether profiles cover the calendar and stay within the limits of where they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.park.checks.every import Problems, every_thing
from symbiosis.park.fields import Spec, specs
from symbiosis.park.problems import Problem
from symbiosis.park.profile import Varying

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def profile_problems(park: Park) -> Problems:
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
    for section, thing in every_thing(park):
        for field, spec in specs(type(thing)).items():
            value = getattr(thing, field)
            if spec.kind == "varying" and isinstance(value, Varying) and value.profile is not None:
                with np.errstate(over="ignore"):  # what overflows is named below
                    series = value.value * park.profiles[value.profile].values
                if series.shape == (park.calendar.steps,):
                    if np.isinf(series).any() and np.isfinite(park.profiles[value.profile].values).all():
                        yield from _overflow(park, section, thing.label, field, series)
                    yield from _series_out_of_range(park, section, thing.label, field, spec, series)


def _overflow(park: Park, section: str, label: str, field: str, series: Any) -> Problems:
    """Yield a series that its scale makes infinite; profiles that are infinite themselves are named above."""
    first = int(np.flatnonzero(np.isinf(series))[0])
    message = f"is too large for a number at {park.calendar.times[first]}."
    yield Problem(message, "Correct the profile or its scale.", section, label, field)


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
