"""The time that a design is judged over: steps, what they stand for, and how they follow each other.

Three weights, never one: `hours` is the length of a step (stores), `represents` the hours of the year
it stands for within its scenario (yearly caps and totals), `cost_weight` the same times probability
and discount (money). A dual divided by `cost_weight` is a price.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.profile import Calendar

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Group:
    """A way of gathering steps: days, months, seasons, scenarios, the year.

    Membership is a list of pairs (`step`, `member`) with the hours the step stands for in that
    member; a step of a typical day may belong to several months. `stands_for` says how many real
    groups of its kind each member stands for in a year (a month kept out of three stands for three).
    """

    names: tuple[str, ...]
    step: Ints
    member: Ints
    hours: Floats
    stands_for: Floats

    def __post_init__(self) -> None:
        for values in (self.step, self.member, self.hours, self.stands_for):
            values.setflags(write=False)

    def __len__(self) -> int:
        return len(self.names)

    @property
    def single(self) -> bool:
        """Tell whether every step belongs to exactly one member, in step order."""
        return bool(np.array_equal(self.step, np.arange(self.step.size)))


def no_members() -> Group:
    """Return a group without members, for what a horizon has none of."""
    nothing = np.zeros(0, dtype=np.int64)
    return Group((), nothing, nothing.copy(), np.zeros(0), np.zeros(0))


@dataclass(frozen=True, eq=False)
class Horizon:
    """Steps in order, with their weights, chains and groups.

    Arrays have shape (steps,): `start` local standard time, `hours` [h], `represents` [h/a],
    `cost_weight` [h/a], `previous` (index of the step before, -1 at the start of a chain), `period`
    (which period a step belongs to), `first`/`last` (slice of the calendar that a step averages).
    `cyclic` says whether periods close on themselves; `years` is how many years the totals are for.
    """

    calendar: Calendar
    start: NDArray[np.datetime64]
    hours: Floats
    represents: Floats
    cost_weight: Floats
    previous: Ints
    period: Ints
    first: Ints
    last: Ints
    years: float
    cyclic: bool
    title: str
    groups: Mapping[str, Group] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for values in (self.start, self.hours, self.represents, self.cost_weight, self.previous, self.period):
            values.setflags(write=False)

    def __len__(self) -> int:
        return int(self.hours.size)

    def __repr__(self) -> str:
        return f"Horizon({self.summary})"

    @property
    def summary(self) -> str:
        """Which steps it has and what they stand for, in one line."""
        return f"{self.title}: {len(self)} steps, {self.hours.sum():g} h for {self.years:g} a"

    @property
    def starts_chain(self) -> NDArray[np.bool_]:
        """Steps with no step before them; shape (steps,)."""
        return self.previous < 0

    @property
    def ends_chain(self) -> NDArray[np.bool_]:
        """Steps that no step follows; shape (steps,)."""
        ends = np.ones(len(self), dtype=bool)
        ends[self.previous[self.previous >= 0]] = False
        return ends

    def sample(self, values: Floats) -> Floats:
        """Average a series over the calendar into the steps; shape (calendar.steps,) → (steps,)."""
        if (self.last - self.first == 1).all():
            return np.asarray(values, dtype=float)[self.first]
        total = np.concatenate(([0.0], np.cumsum(values, dtype=float)))
        return np.asarray((total[self.last] - total[self.first]) / (self.last - self.first))
