"""Some hours of a year, looked at by themselves: which hours, and the park without what holds over a year.

Of every month the hours are taken in which its needs are highest, each need beside its yearly mean. What
holds over a year (caps, requirements, quotas, contract quantities) is not asked of some hours; what may be
bought, discarded or run in a year may all be so in them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.park import Park
from symbiosis.park.frozen import FrozenDict
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from numpy.typing import NDArray

YEAR = 8760.0  # hours
ROUNDING = 1e-6  # share of a step


def of_some_hours(park: Park, hours: float) -> Park:
    """Return the park without what holds over a year; some hours may take what is meant for all of it."""
    years = hours / YEAR

    def whole(section: str, *fields: str) -> FrozenDict[Any]:
        things = getattr(park, section)
        freed: dict[str, Any] = {}
        for label, thing in things.items():
            most = {field: getattr(thing, field) for field in fields}
            known = {field: value / years for field, value in most.items() if value is not None}
            freed[label] = dataclasses.replace(thing, **known) if known else thing
        return FrozenDict(freed)

    markets = whole("markets", "purchase_annual_max")
    links = {k: dataclasses.replace(x, annual_flow_min=0.0) for k, x in park.links.items()}
    return park.replace(
        caps=FrozenDict(),
        requirements=FrozenDict(),
        quotas=FrozenDict(),
        markets=FrozenDict({k: dataclasses.replace(m, purchase_annual_min=None) for k, m in markets.items()}),
        outlets=whole("outlets", "annual_limit"),
        technologies=whole("technologies", "activity_max"),
        links=FrozenDict(links),
    )


def windows(park: Park, hours: float, months: Sequence[int] = ()) -> list[tuple[int, int, int]]:
    """Return month, first step and steps of the hours with the highest needs of every month asked for.

    Raises StudyError for hours that are no whole steps, or more than any of the months has in the calendar.
    """
    calendar = park.calendar
    steps = _steps(hours, calendar.hours)
    number = calendar.times.astype("datetime64[M]").astype(int) % 12 + 1
    sums = _needs(park, steps)
    found = []
    for month in months or range(1, 13):
        inside = np.flatnonzero(number == month)
        inside = inside[inside + steps <= calendar.steps]
        inside = inside[number[np.minimum(inside + steps - 1, calendar.steps - 1)] == month]
        if inside.size:
            found.append((month, int(inside[int(sums[inside].argmax())]), steps))
    if not found:
        raise StudyError(f"no month asked for has {hours:g} hours in the calendar of this park.")
    return found


def _steps(hours: float, step: float) -> int:
    if not (isfinite(hours) and hours > 0.0):
        raise StudyError(f"an outage lasts some hours, not {hours:g}: write 72, say.")
    steps = round(hours / step)
    if abs(hours - steps * step) > ROUNDING * step or steps < 1:
        raise StudyError(f"an outage of {hours:g} h: write whole steps of the park, each of {step:g} h.")
    return steps


def hardest(park: Park, hours: float) -> tuple[int, int, int]:
    """Return month, first step and steps of those hours of the year in which the needs are highest.

    Raises StudyError where no month of the calendar has that many hours.
    """
    found = windows(park, hours)
    sums = _needs(park, found[0][2])
    return max(found, key=lambda one: float(sums[one[1]]))


def _needs(park: Park, steps: int) -> NDArray[np.float64]:
    """Return the needs of so many steps from every step on, each need beside its mean; 0 beyond the end."""
    need = np.zeros(park.calendar.steps)
    for demand in park.demands.values():
        rate = park.series(demand.rate)
        if rate.mean() > 0.0:
            need += rate / rate.mean()
    total = np.concatenate(([0.0], np.cumsum(need)))
    sums = np.zeros(park.calendar.steps)
    last = max(park.calendar.steps - steps + 1, 0)
    sums[:last] = total[steps : steps + last] - total[:last]
    return sums
