"""Ways to choose a horizon: the full calendar, a window, coarser or unequal steps, chosen weeks.

A horizon of part of the year is either *annualised* (its steps stand for the whole year) or not (its
money is for its own hours only); both say so in their title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from symbiosis.horizon.horizon import Floats, Group, Horizon, Ints, no_members
from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Calendar

if TYPE_CHECKING:
    from symbiosis.park.park import Park

HOURS_OF_YEAR = 8760.0
T = TypeVar("T")
SEASONS = ("winter", "spring", "summer", "autumn")


class HorizonError(ValueError):
    """A horizon that the calendar cannot give; the message says what would do."""


def full(calendar: Calendar, annualised: bool | None = None, cyclic: bool = True) -> Horizon:
    """Return every step of the calendar.

    A calendar of a whole year is annualised by nature; a shorter one only when asked.

    >>> full(Calendar.of_year(2023)).years
    1.0
    """
    return window(calendar, 0, calendar.steps, annualised=annualised, cyclic=cyclic)


def window(
    calendar: Calendar,
    first: int,
    steps: int,
    annualised: bool | None = None,
    cyclic: bool = True,
) -> Horizon:
    """Return `steps` steps from step `first`; cyclic or chained."""
    _inside(calendar, first, first + steps)
    bounds = first + np.arange(steps + 1)
    whole = calendar.annual and steps == calendar.steps
    return assemble(calendar, [bounds], [1.0], whole if annualised is None else annualised, cyclic, "window")


def coarse(calendar: Calendar, every: int, annualised: bool | None = None, cyclic: bool = True) -> Horizon:
    """Return the whole calendar in steps of `every` calendar steps."""
    if every < 1 or calendar.steps % every:
        raise HorizonError(f"{calendar.steps} steps cannot be gathered by {every}; choose a divisor.")
    bounds = np.arange(0, calendar.steps + 1, every)
    return assemble(
        calendar,
        [bounds],
        [1.0],
        calendar.annual if annualised is None else annualised,
        cyclic,
        f"every {every}",
    )


def unequal(
    calendar: Calendar, lengths: Sequence[int], annualised: bool | None = None, cyclic: bool = True
) -> Horizon:
    """Return steps of the given lengths, counted in calendar steps from the start."""
    if not lengths:
        raise HorizonError("name the length of at least one step.")
    if min(lengths) < 1:
        raise HorizonError("every step must last at least one step of the calendar.")
    _inside(calendar, 0, sum(lengths))
    bounds = np.concatenate(([0], np.cumsum(np.asarray(lengths, dtype=np.int64))))
    whole = calendar.annual and int(bounds[-1]) == calendar.steps
    return assemble(calendar, [bounds], [1.0], whole if annualised is None else annualised, cyclic, "unequal")


def weeks(
    calendar: Calendar,
    chosen: Sequence[int],
    weights: Sequence[float] | None = None,
    cyclic: bool = True,
    days: float = 7,
) -> Horizon:
    """Return chosen weeks (counted from 1) that together stand for the whole year.

    `weights` says how many weeks of the year each stands for; equal when absent. They are scaled so
    that the hours add up to a year. Each week is a period of its own.
    """
    per_day = round(24.0 / calendar.hours)
    length = round(days * per_day)
    if not chosen:
        raise HorizonError("name at least one week.")
    if len(set(chosen)) != len(chosen):
        raise HorizonError(f"a week is named twice: {list(chosen)}.")
    if weights is not None and len(weights) != len(chosen):
        raise HorizonError(f"{len(chosen)} weeks have {len(weights)} weights.")
    if calendar.steps < length:
        raise HorizonError(f"the calendar of {calendar.hours_total:g} h has no whole week; solve every step.")
    for week in chosen:
        if week < 1 or week * length > calendar.steps:
            raise HorizonError(f"week {week} is outside the calendar (1 to {calendar.steps // length}).")
    shares = np.ones(len(chosen)) if weights is None else np.asarray(weights, dtype=float)
    if not ((shares > 0) & np.isfinite(shares)).all():
        raise HorizonError("every weight must be above 0.")
    bounds = [(week - 1) * length + np.arange(length + 1) for week in chosen]
    return assemble(calendar, bounds, list(shares), True, cyclic, f"weeks {', '.join(map(str, chosen))}")


# the first word that is given says what is asked; the others may stand beside it
WORDS = {
    "typical_days": ("typical_days", "extremes", "segments"),
    "typical_weeks": ("typical_weeks", "extremes", "segments"),
    "weeks": ("weeks", "weights", "cyclic"),
    "every": ("every", "annualised", "cyclic"),
    "lengths": ("lengths", "annualised", "cyclic"),
    "first": ("first", "steps", "annualised", "cyclic"),
    "steps": ("first", "steps", "annualised", "cyclic"),
    "annualised": ("annualised", "cyclic"),
    "cyclic": ("cyclic",),
}


def from_spec(calendar: Calendar, spec: Mapping[str, Any] | None, park: Park | None = None) -> Horizon:
    """Return the horizon that a park or a command asks for.

    Keys: `typical_days` or `typical_weeks` (how many; with `extremes: false` without those that set
    sizes; with `segments` each in so many steps), which are chosen by the profiles of `park`; `weeks`
    (list, with optional `weights`), `every` (steps to gather), `lengths` (unequal steps), `first` and
    `steps` (a window); `cyclic` (true or false) goes with any but the typical ones, `annualised` with any
    but these and weeks, which always are. Raises HorizonError on anything else.
    """
    if spec is not None and not isinstance(spec, Mapping):
        raise HorizonError(f"{spec!r} is no horizon; write words such as weeks: [3, 16].")
    given = dict(spec or {})
    known = sorted({word for words in WORDS.values() for word in words})
    for word in given:
        if word not in known:
            raise HorizonError(f'"{word}" is no word of a horizon. {did_you_mean(str(word), known)}')
    if not given:
        return full(calendar)
    if "weights" in given and "weeks" not in given:
        raise HorizonError("weights belong to weeks; name the weeks too.")
    asked = next(word for word in WORDS if word in given)
    for word in given:
        if word not in WORDS[asked]:
            raise HorizonError(f"{word} does not go with {asked}.")
    cyclic = _flag(given, "cyclic") is not False
    annualised = _flag(given, "annualised")
    if asked in ("typical_days", "typical_weeks"):
        from symbiosis.horizon.typical import typical

        if park is None:
            raise HorizonError(f"{asked} are chosen by the profiles of a park; none was given.")
        extremes = _flag(given, "extremes") is not False
        segments = _whole("segments", given["segments"]) if "segments" in given else None
        days = 1 if asked == "typical_days" else 7
        return typical(park, _whole(asked, given[asked]), days, extremes, segments)
    if asked == "weeks":
        weights = _list(given, "weights", _number) if "weights" in given else None
        return weeks(calendar, _list(given, "weeks", _whole), weights, cyclic)
    if asked == "every":
        return coarse(calendar, _whole("every", given["every"]), annualised, cyclic)
    if asked == "lengths":
        return unequal(calendar, _list(given, "lengths", _whole), annualised, cyclic)
    if asked in ("first", "steps"):
        first = _whole("first", given.get("first", 0))
        steps = _whole("steps", given.get("steps", calendar.steps - first))
        return window(calendar, first, steps, annualised, cyclic)
    return full(calendar, annualised, cyclic)


def _flag(given: Mapping[str, Any], word: str) -> bool | None:
    value = given.get(word)
    if value is None or isinstance(value, bool):
        return value
    raise HorizonError(f"{word}: {value!r} is neither true nor false.")


def _list(given: Mapping[str, Any], word: str, one: Callable[[str, Any], T]) -> list[T]:
    value = given[word]
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise HorizonError(f"{word}: {value!r} is not a list; write {word}: [{value}].")
    return [one(word, item) for item in value]


def _whole(word: str, value: Any) -> int:
    number = _number(word, value)
    if not number.is_integer():
        raise HorizonError(f"{word}: {value!r} is not a whole number.")
    return int(value)


def _number(word: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        raise HorizonError(f"{word}: {value!r} is not a number.")
    if not -1e18 <= value <= 1e18:  # not a number, infinite, or beyond any calendar
        raise HorizonError(f"{word}: {value!r} is out of all bounds.")
    return float(value)


def _inside(calendar: Calendar, first: int, last: int) -> None:
    if not 0 <= first < last <= calendar.steps:
        raise HorizonError(f"steps {first} to {last} are outside the calendar (0 to {calendar.steps}).")


def assemble(
    calendar: Calendar,
    bounds: Sequence[Ints],
    shares: Sequence[float],
    annualised: bool,
    cyclic: bool,
    title: str,
) -> Horizon:
    """Return a horizon of periods: bounds of each one's steps, and how many of its kind it stands for."""
    first = np.concatenate([b[:-1] for b in bounds]).astype(np.int64)
    last = np.concatenate([b[1:] for b in bounds]).astype(np.int64)
    sizes = [b.size - 1 for b in bounds]
    period = np.repeat(np.arange(len(bounds)), sizes)
    hours: Floats = np.asarray((last - first) * calendar.hours, dtype=np.float64)
    share = np.repeat(np.asarray(shares, dtype=float), sizes)
    whole_year = calendar.hours_total if calendar.annual else HOURS_OF_YEAR
    scale = whole_year / float((hours * share).sum()) if annualised else 1.0
    represents = hours * share * scale
    years = 1.0 if annualised else float(hours.sum()) / HOURS_OF_YEAR
    starts = np.cumsum([0, *sizes[:-1]])
    previous = np.arange(first.size, dtype=np.int64) - 1
    ends = np.cumsum(sizes) - 1
    previous[starts] = ends if cyclic else -1
    start = calendar.times[first]
    return Horizon(
        calendar,
        start,
        hours,
        represents,
        represents.copy(),
        previous,
        period,
        first,
        last,
        years,
        cyclic,
        f"{title}, {'annualised' if annualised else 'not annualised'}",
        _groups(start, represents, period, years),
    )


def _groups(start: Any, represents: Floats, period: Ints, years: float) -> dict[str, Group]:
    month = start.astype("datetime64[M]")
    number = month.astype(int) % 12
    season = np.array(SEASONS)[((number + 1) % 12) // 3]
    keys = {
        "year": (np.zeros(start.size, dtype=int).astype(str), 1.0),
        "month": (month.astype(str), 12.0),
        "season": (season, 4.0),
        "day": (start.astype("datetime64[D]").astype(str), 365.0),
        "period": (np.char.add("period ", period.astype(str)), float(period.max() + 1)),
    }
    groups = {}
    for kind, (names, in_a_year) in keys.items():
        unique, first_seen, member = np.unique(names, return_index=True, return_inverse=True)
        order = np.argsort(first_seen)  # keep the order in which they occur
        rank = np.empty(order.size, dtype=np.int64)
        rank[order] = np.arange(order.size)
        count = unique.size
        each = in_a_year * years / count
        stands_for = np.full(count, 1.0 if kind in ("year", "period") else each)
        groups[kind] = Group(
            tuple(str(unique[i]) for i in order),
            np.arange(start.size, dtype=np.int64),
            rank[member],
            represents.copy(),
            stands_for,
        )
    groups["order"] = no_members()  # see `typical`
    return groups
