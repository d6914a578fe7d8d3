"""The park of the mean future: what a planner designs for who looks at expected values only.

number  = Σ_s p[s]·number[s],     profile = Σ_s p[s]·profile[s]       where futures differ
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from symbiosis.park.fields import specs
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.profile import Profile, Varying
from symbiosis.study.study import StudyError

NUMBERS = ("number", "sizes")


def mean_of(parks: Sequence[Park], shares: Sequence[float]) -> Park:
    """Return a park whose numbers are the weighted mean of those of several parks.

    Raises StudyError when they differ in more than numbers: things, words, calendars.
    """
    first = parks[0]
    if any(park.calendar != first.calendar or park.horizon != first.horizon for park in parks):
        raise StudyError("futures with different calendars or horizons have no mean.")
    mixer = _Mixer(parks, shares)
    sections: dict[str, Any] = {}
    for section in SECTIONS:
        several = [getattr(park, section) for park in parks]
        if any(list(things) != list(several[0]) for things in several):
            raise StudyError(f"futures that differ in which {section} there are have no mean.")
        sections[section] = FrozenDict(
            {
                label: mixer.thing(f"{section}.{label}", [things[label] for things in several])
                for label in several[0]
            }
        )
    settings = mixer.thing("park", [park.settings for park in parks])
    for name, profile in first.profiles.items():
        mixer.profiles[name] = mixer.profile(name, profile)
    return first.replace(settings=settings, profiles=FrozenDict(mixer.profiles), **sections)


class _Mixer:
    def __init__(self, parks: Sequence[Park], shares: Sequence[float]) -> None:
        self.parks, self.shares = parks, shares
        self.profiles: dict[str, Profile] = {}

    def profile(self, name: str, first: Profile) -> Profile:
        """Return a profile of all futures, or the mean of theirs."""
        several = [park.profiles.get(name) for park in self.parks]
        if any(one is None for one in several):
            return first
        values = [one.values for one in several if one is not None]
        if all(np.array_equal(one, values[0]) for one in values):
            return first
        return dataclasses.replace(first, values=self.sum(values), assumed=True)

    def sum(self, values: Sequence[Any]) -> Any:
        return sum(share * value for share, value in zip(self.shares, values, strict=True))

    def thing(self, path: str, several: Sequence[Any]) -> Any:
        """Return a thing with the mean of every number in which the futures differ."""
        known = specs(type(several[0]))
        changes: dict[str, Any] = {}
        for field in dataclasses.fields(several[0]):
            values = [getattr(one, field.name) for one in several]
            spec = known.get(field.name)
            if _holds_things(values[0]) and all(len(v) == len(values[0]) for v in values):
                changes[field.name] = tuple(
                    self.thing(f"{path}.{alike[0].label}", alike) for alike in zip(*values, strict=True)
                )
            elif spec is not None and (any(v != values[0] for v in values) or self._follows(values)):
                changes[field.name] = self.value(f"{path}.{field.name}", spec.kind, values)
        return dataclasses.replace(several[0], **changes) if changes else several[0]

    def _follows(self, values: Sequence[Any]) -> bool:
        return isinstance(values[0], Varying) and values[0].profile is not None

    def value(self, path: str, kind: str, values: Sequence[Any]) -> Any:
        if kind == "varying" and all(isinstance(v, Varying) for v in values):
            return self.varying(path, values)
        if kind == "ratios" and all(list(v) == list(values[0]) for v in values):
            return FrozenDict({k: self.varying(f"{path}.{k}", [v[k] for v in values]) for k in values[0]})
        if kind == "sizes" and all(len(v) == len(values[0]) for v in values):
            return tuple(self.sum(entries) for entries in zip(*values, strict=True))
        if kind == "number" and not any(v is None for v in values):
            return self.sum(values)
        raise StudyError(f"{path} differs between the futures by more than its number, so it has no mean.")

    def varying(self, path: str, values: Sequence[Varying]) -> Varying:
        """Return the mean of numbers that may follow profiles; a new profile where both differ."""
        names = {v.profile for v in values}
        if len({v.value for v in values}) == 1 and len(names) == 1:
            return values[0]
        if names == {None}:
            return Varying(self.sum([v.value for v in values]))
        (one,) = names if len(names) == 1 else (None,)
        if one is not None and self._alike(one):
            return Varying(self.sum([v.value for v in values]), one)
        steps = self.parks[0].calendar.steps
        series = [
            v.over({k: p.values for k, p in park.profiles.items()}, steps)
            for v, park in zip(values, self.parks, strict=True)
        ]
        name = f"mean of {path}"
        unit = next(
            (park.profiles[v.profile].unit for v, park in zip(values, self.parks, strict=True) if v.profile),
            "1",
        )
        self.profiles[name] = Profile(name, self.sum(series), unit, assumed=True)
        return Varying(1.0, name)

    def _alike(self, name: str) -> bool:
        given: list[Mapping[str, Profile]] = [park.profiles for park in self.parks]
        return all(np.array_equal(profiles[name].values, given[0][name].values) for profiles in given)


def _holds_things(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and dataclasses.is_dataclass(value[0])
