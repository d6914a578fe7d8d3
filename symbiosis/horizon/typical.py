"""Typical days or weeks: few real periods that stand for the whole year, and which of them stands for which.

Periods of the year that look alike (in all profiles, each scaled to its own range) are gathered by Ward's
method; the real period closest to the middle of its group stands for all of it. Periods that set a size are
kept as they are: the day of the highest demand of every carrier, the day with the least sun or wind, and,
where a market charges for the peak of a month, the day of every month on which its members together set it.
No period then stands for one in a month whose own demand never gets so high: the nearest that does not
overstate the month takes its place. So the peak of a given demand is that of the year in every month.

A typical period keeps its months: it counts in each month by the hours of the real periods there that it
stands for (group "month"). Group "order" has one member for every real period of the year, in order, with
the steps of the period that stands for it: along it seasonal stores carry their content.

Within a typical period, hours that follow each other and are alike may be gathered in segments (`segments`).
The hour that sets a size or a monthly peak stays one of its own.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.horizon.horizon import Floats, Group, Horizon, Ints
from symbiosis.horizon.spec import SEASONS, HorizonError, assemble
from symbiosis.park.profile import Varying

if TYPE_CHECKING:
    from symbiosis.park.park import Park


@dataclass(frozen=True, eq=False)
class _Chosen:
    """Typical periods, and all that they were chosen by: numbers that are equal, arrays that are the same."""

    by: tuple[Any, ...]
    series: tuple[Floats, ...]
    horizon: Horizon


SAME = 1e-9  # share by which a demand may be above a peak and count as equal

_recent: deque[_Chosen] = deque(maxlen=4)  # the cases of a study mostly share one


def typical(
    park: Park, count: int, days: int = 1, extremes: bool = True, segments: int | None = None
) -> Horizon:
    """Return `count` typical periods of `days` days and the extreme ones beside them, for a whole year.

    `segments` says into how many steps of unequal length each period is cut; every calendar step by itself
    when absent. Parks that differ in nothing that periods are chosen by get the same horizon. Raises
    HorizonError when the calendar is not a year of whole days, or has fewer periods or steps than asked for.
    """
    by = (park.calendar, count, days, extremes, segments, tuple(park.profiles), *_sets_sizes(park))
    series = tuple(profile.values for profile in park.profiles.values())
    for known in tuple(_recent):
        if known.by == by and all(one is two for one, two in zip(known.series, series, strict=True)):
            return known.horizon
    horizon = _typical(park, count, days, extremes, segments)
    _recent.append(_Chosen(by, series, horizon))
    return horizon


def _sets_sizes(park: Park) -> tuple[tuple[Any, ...], ...]:
    """Return what `_extreme` looks at beside profiles: demands, availabilities, carriers charged by peak."""
    return (
        tuple((need.label, need.carrier, Varying.of(need.rate)) for need in park.demands.values()),
        tuple(plant.availability for plant in park.technologies.values()),
        tuple((m.carrier, m.members) for m in park.markets.values() if m.peak_charge > 0.0),
    )


def _typical(park: Park, count: int, days: int, extremes: bool, segments: int | None) -> Horizon:
    calendar = park.calendar
    per_day = 24.0 / calendar.hours
    if not calendar.annual or per_day != round(per_day):
        raise HorizonError("typical periods stand for a year: the park's time must be a year of whole days.")
    length = round(per_day) * days
    periods = calendar.steps // length
    what = "day" if days == 1 else "week"
    if not 1 <= count < periods:
        raise HorizonError(
            f"typical_{what}s: {count} must be at least 1 and below the {periods} of the year."
        )
    if segments is not None and not 1 <= segments <= length:
        raise HorizonError(f"segments: {segments} must be from 1 to the {length} steps of a {what}.")
    setting = _extreme(park, periods, length) if extremes else {}
    kept = sorted(setting)
    others = np.setdiff1d(np.arange(periods), kept)
    shapes = _shapes(park, periods, length)
    stands, chosen = _clusters(shapes, others, min(count, others.size))
    every = np.union1d(chosen, np.asarray(kept, dtype=np.int64)).astype(np.int64)
    by = np.arange(periods)  # an extreme period stands for itself
    by[others] = stands
    place = np.searchsorted(every, by)  # which of the chosen stands for each real period
    if extremes:
        place = _no_higher(park, shapes, every, place, length)
    cuts = [
        np.arange(length + 1)
        if segments is None
        else _cuts(shapes[number].reshape(-1, length).T, segments, setting.get(int(number), set()))
        for number in every
    ]
    bounds = [number * length + cut for number, cut in zip(every, cuts, strict=True)]
    more = f" and {len(kept)} extreme" if kept else ""
    parts = "" if segments is None else f" in {segments} segments"
    title = f"{chosen.size} typical{more} {what}s{parts}, annualised"
    shares = np.bincount(place, minlength=every.size).astype(float)
    base = assemble(calendar, bounds, list(shares), True, True, title)
    return replace(base, title=title, groups={**base.groups, **_real_groups(base, place, cuts)})


def _shapes(park: Park, periods: int, length: int) -> Floats:
    """Return one line per real period: all profiles that change, each scaled to its own range."""
    found = []
    for profile in park.profiles.values():
        values = np.asarray(profile.values, dtype=float)[: periods * length]
        low, high = float(values.min()), float(values.max())
        if high > low:
            found.append(((values - low) / (high - low)).reshape(periods, length))
    return np.hstack(found) if found else np.zeros((periods, length))


def _clusters(shapes: Floats, others: NDArray[np.integer], count: int) -> tuple[Ints, Ints]:
    """Gather some periods; return for each the one that stands for it, and all that stand for others."""
    from scipy.cluster.hierarchy import fcluster, linkage

    own = shapes[others]
    if count == 1 or others.size == 1:
        group = np.ones(others.size, dtype=np.int64)
    else:
        group = np.asarray(fcluster(linkage(own, method="ward"), count, criterion="maxclust"))
    stands = np.empty(others.size, dtype=np.int64)
    for number in np.unique(group):
        members = np.flatnonzero(group == number)
        away = ((own[members] - own[members].mean(axis=0)) ** 2).sum(axis=1)
        stands[members] = others[members[int(away.argmin())]]
    return stands, np.unique(stands)


def _cuts(shape: Floats, count: int, alone: set[int]) -> Ints:
    """Cut a period's steps, shape (steps, profiles), where they differ most; return the bounds.

    Neighbours are joined one pair after the other, always the pair whose joining adds least to the squares
    of what is averaged away; steps in `alone` are not joined.
    """
    segments = [(1, shape[step], step in alone) for step in range(shape.shape[0])]
    while len(segments) > count:
        added = [
            np.inf
            if one[2] or two[2]
            else one[0] * two[0] / (one[0] + two[0]) * float(((one[1] - two[1]) ** 2).sum())
            for one, two in pairwise(segments)
        ]
        at = int(np.argmin(added))
        if np.isinf(added[at]):
            break
        (n, mean, _), (more, other, _) = segments[at : at + 2]
        segments[at : at + 2] = [(n + more, (n * mean + more * other) / (n + more), False)]
    return np.cumsum([0, *(steps for steps, _, _ in segments)], dtype=np.int64)


def _extreme(park: Park, periods: int, length: int) -> dict[int, set[int]]:
    """Return the real periods that set sizes or monthly peaks, and the steps in them that do."""
    size = periods * length
    demand: dict[str, Floats] = {}
    for need in park.demands.values():
        total = demand.setdefault(need.carrier, np.zeros(size))
        total += _values(park, need.rate, size)
    sun = np.zeros(size)
    for plant in park.technologies.values():
        if plant.availability.profile is not None:
            sun += _values(park, plant.availability, size)
    found: dict[int, set[int]] = {}
    for values in demand.values():
        if np.ptp(values) > 0.0:
            _set_by(found, int(values.argmax()), length)
    if np.ptp(sun) > 0.0:
        found.setdefault(int(sun.reshape(periods, length).sum(axis=1).argmin()), set())
    month = _months(park, size)
    for values in _charged(park, size):
        for number in np.unique(month):
            inside = np.flatnonzero(month == number)
            _set_by(found, int(inside[values[inside].argmax()]), length)
    return found


def _charged(park: Park, size: int) -> list[Floats]:
    """Return what the members need of every market that charges for the peak of a month; shapes (size,)."""
    found = []
    for market in park.markets.values():
        if market.peak_charge > 0.0:
            needs = [
                _values(park, need.rate, size)
                for need in park.demands.values()
                if need.carrier == market.carrier and need.enterprise in market.members
            ]
            found.append(np.sum([np.zeros(size), *needs], axis=0))
    return found


def _months(park: Park, size: int) -> Ints:
    return np.asarray(park.calendar.times[:size].astype("datetime64[M]").astype(np.int64))


def _no_higher(park: Park, shapes: Floats, every: Ints, place: Ints, length: int) -> Ints:
    """Return which of the chosen stands for each real period, none above the peaks of the month there."""
    periods = place.size
    size = periods * length
    over = np.zeros((every.size, periods))
    month = np.unique(_months(park, size), return_inverse=True)[1].ravel()
    for values in _charged(park, size):
        peak = np.zeros(int(month.max()) + 1)
        np.maximum.at(peak, month, values)
        allowed = peak[month].reshape(periods, length) * (1.0 + SAME)
        own = values.reshape(periods, length)[every]
        over += np.maximum(own[:, None, :] - allowed[None, :, :], 0.0).max(axis=2)
    out = place.copy()
    for real in np.flatnonzero(over[place, np.arange(periods)] > 0.0):
        away = ((shapes[every] - shapes[real]) ** 2).sum(axis=1)
        out[real] = np.lexsort((away, over[:, real]))[0]
    return out


def _set_by(found: dict[int, set[int]], step: int, length: int) -> None:
    period, within = divmod(step, length)
    found.setdefault(period, set()).add(within)


def _values(park: Park, given: Varying | float, size: int) -> Floats:
    varying = Varying.of(given)
    if varying.profile is None:
        return np.full(size, float(varying.value))
    return np.asarray(varying.value * park.profiles[varying.profile].values[:size], dtype=float)


def _real_groups(base: Horizon, place: Ints, cuts: list[Ints]) -> dict[str, Group]:
    """Return months and seasons by the real hours in them, and the order of the real periods.

    `cuts` are the bounds of each typical period's steps, counted in calendar steps from its start.
    """
    calendar, periods, length = base.calendar, place.size, int(cuts[0][-1])
    sizes = np.array([cut.size - 1 for cut in cuts])
    begins = np.cumsum(sizes) - sizes
    passed = np.concatenate([begins[p] + np.arange(sizes[p]) for p in place])
    numbers = tuple(str(number + 1) for number in range(periods))
    member = np.repeat(np.arange(periods), sizes[place])
    order = Group(numbers, passed, member, base.hours[passed], np.ones(periods))
    within = [begins[p] + np.repeat(np.arange(sizes[p]), np.diff(cut)) for p, cut in enumerate(cuts)]
    step = np.concatenate([within[p] for p in place])  # the step that each real calendar step is counted in
    hours = np.full(periods * length, calendar.hours)
    scale = float(base.represents.sum()) / float(hours.sum())
    month = calendar.times[: step.size].astype("datetime64[M]")
    season = np.array(SEASONS)[((month.astype(int) % 12 + 1) % 12) // 3]
    return {
        "order": order,
        "month": _shared(month.astype(str), step, hours * scale, 12.0),
        "season": _shared(season, step, hours * scale, 4.0),
    }


def _shared(names: NDArray[np.str_], step: Ints, hours: Floats, in_a_year: float) -> Group:
    """Return a group in which a step counts in every member by the real hours that it stands for there."""
    unique, first, number = np.unique(names, return_index=True, return_inverse=True)
    rank = np.empty(unique.size, dtype=np.int64)
    rank[np.argsort(first)] = np.arange(unique.size)  # in the order in which they occur
    pairs, of = np.unique(np.column_stack((step, rank[number])), axis=0, return_inverse=True)
    total = np.asarray(np.bincount(of.ravel(), hours, len(pairs)), dtype=np.float64)
    each = in_a_year / unique.size
    named = tuple(str(unique[i]) for i in np.argsort(first))
    return Group(
        named, pairs[:, 0].astype(np.int64), pairs[:, 1].astype(np.int64), total, np.full(unique.size, each)
    )
