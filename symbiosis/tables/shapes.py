"""What an annual total looks like over the hours when nobody measured it: shift patterns and shutdowns.

flat        every hour alike
two_shift   06:00 to 22:00, every day
day_shift   08:00 to 18:00, Monday to Friday
weekdays    all day, Monday to Friday
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.profile import Calendar
from symbiosis.tables.source import TextError

SHAPES = ("flat", "two_shift", "day_shift", "weekdays")
Range = tuple[np.datetime64, np.datetime64]


def shape(name: str, calendar: Calendar) -> NDArray[np.float64]:
    """Return a built-in shape, 1 where work goes on and 0 elsewhere; shape (calendar.steps,)."""
    times = calendar.times
    hour = (times - times.astype("datetime64[D]")).astype("timedelta64[m]").astype(float) / 60.0
    # day 0 of datetime64, 1 January 1970, was a Thursday
    monday_to_friday = (times.astype("datetime64[D]").astype(int) + 3) % 7 < 5
    patterns = {
        "flat": np.ones(calendar.steps, dtype=bool),
        "two_shift": (hour >= 6.0) & (hour < 22.0),
        "day_shift": (hour >= 8.0) & (hour < 18.0) & monday_to_friday,
        "weekdays": monday_to_friday,
    }
    return np.asarray(patterns[name], dtype=float)


def without(values: NDArray[np.float64], calendar: Calendar, shutdown: list[Range]) -> NDArray[np.float64]:
    """Return a shape that is zero in the given ranges; raises TextError for a range outside the calendar."""
    times = calendar.times
    out = values.copy()
    for begin, end in shutdown:
        inside = (times >= begin) & (times < end)
        if not inside.any():
            raise TextError(
                f"the shutdown from {begin} lies outside the calendar ({times[0]} to {times[-1]}).",
                "Correct the year.",
            )
        out[inside] = 0.0
    return out


def of_mean_one(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a shape scaled to a mean of 1; raises TextError when it is zero throughout or negative."""
    if (values < 0).any():
        raise TextError("a shape must not be negative.", "Name another shape.")
    total = math.fsum(values)
    if total <= 0.0:
        raise TextError("the shape is zero in every step.", "Name another shape, or shorten the shutdown.")
    return values * (values.size / total)
