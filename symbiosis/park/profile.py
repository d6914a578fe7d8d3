"""Series over the calendar: profiles, and numbers that may follow one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Calendar:
    """The time axis that every profile of a park covers: equal steps from a first instant.

    `start` is local *standard* time (no daylight saving) of `time_zone`; `hours` is the length of a
    step and `steps` their number. `annual` says that the axis is one whole year.
    """

    start: np.datetime64
    steps: int
    hours: float = 1.0
    time_zone: str = "UTC"
    annual: bool = False

    @classmethod
    def of_year(cls, year: int, time_zone: str = "UTC", hours: float = 1.0) -> Calendar:
        """Return a whole year in equal steps.

        >>> Calendar.of_year(2023).steps, Calendar.of_year(2024).steps
        (8760, 8784)
        """
        first = np.datetime64(f"{year:04d}-01-01T00:00")
        days = int(
            np.datetime64(f"{year + 1:04d}-01-01").astype(int)
            - np.datetime64(f"{year:04d}-01-01").astype(int)
        )
        return cls(first, round(days * 24 / hours), hours, time_zone, annual=True)

    @classmethod
    def short(cls, steps: int, hours: float = 1.0) -> Calendar:
        """Return a few steps from the start of 2025, for examples and tests."""
        return cls(np.datetime64("2025-01-01T00:00"), steps, hours)

    @property
    def times(self) -> NDArray[np.datetime64]:
        """Start of every step; shape (steps,)."""
        minutes = np.arange(self.steps) * round(self.hours * 60)
        return np.asarray(self.start.astype("datetime64[m]") + minutes.astype("timedelta64[m]"))

    @property
    def hours_total(self) -> float:
        """Length of the whole axis [h]."""
        return self.steps * self.hours


@dataclass(frozen=True, eq=False)
class Profile:
    """A named series over the calendar; `values` has shape (calendar.steps,) and the unit `unit`.

    `assumed` marks a series made from a rule (a shift pattern, say) and not measured.
    """

    name: str
    values: Floats
    unit: str = "1"
    source: str = ""
    assumed: bool = False

    def __post_init__(self) -> None:
        values = np.array(self.values, dtype=float, copy=True)
        values.setflags(write=False)
        object.__setattr__(self, "values", values)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Profile):
            return NotImplemented
        return (self.name, self.unit, self.source, self.assumed) == (
            other.name,
            other.unit,
            other.source,
            other.assumed,
        ) and np.array_equal(self.values, other.values)

    def __hash__(self) -> int:
        return hash((self.name, self.unit, self.values.tobytes()))


@dataclass(frozen=True)
class Varying:
    """A number that may follow a profile: `value` alone, or `value` times the named profile."""

    value: float
    profile: str | None = None

    @classmethod
    def of(cls, given: Any) -> Varying:
        """Take a number, the name of a profile, or a Varying."""
        if isinstance(given, Varying):
            return given
        if isinstance(given, str):
            return cls(1.0, given)
        return cls(float(given))

    def over(self, profiles: dict[str, Floats] | Any, steps: int) -> Floats:
        """Return the series; shape (steps,)."""
        if self.profile is None:
            return np.full(steps, self.value)
        return np.asarray(self.value * profiles[self.profile], dtype=float)

    def __str__(self) -> str:
        if self.profile is None:
            return f"{self.value:g}"
        return self.profile if self.value == 1.0 else f"{self.value:g} × {self.profile}"
