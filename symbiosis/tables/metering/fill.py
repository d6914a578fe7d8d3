"""Gaps in hourly values, and the stated rules that fill them.

linear       straight line between the known values on both sides
day_before   the value at the same time of the day before
even         what a register counted over the gap, spread evenly over it
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from symbiosis.tables.metering.rates import Floats

Rule = Literal["linear", "day_before", "even"]
RULES: tuple[str, ...] = get_args(Rule)


def gaps(values: Floats) -> list[tuple[int, int]]:
    """Return (first, behind the last) of every run of unknown steps.

    >>> gaps(np.array([np.nan, 1.0, np.nan, np.nan]))
    [(0, 1), (2, 4)]
    """
    unknown = np.concatenate([[False], np.isnan(values), [False]])
    edges = np.flatnonzero(np.diff(unknown.astype(int)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def filled(values: Floats, rule: Rule, longest: int, day: int, even: Floats) -> Floats:
    """Return values with gaps of at most `longest` steps filled; what the rule cannot fill stays unknown.

    `day` is the number of steps in a day; `even` the values that a register's totals would give.
    """
    out = values.copy()
    for first, behind in gaps(values):
        if behind - first > longest:
            continue
        if rule == "even":
            out[first:behind] = even[first:behind]
        elif rule == "day_before" and first >= day:
            out[first:behind] = out[first - day : behind - day]
        elif rule == "linear" and first > 0 and behind < values.size:
            ends = (values[first - 1], values[behind])
            at = np.arange(1, behind - first + 1) / (behind - first + 1)
            out[first:behind] = ends[0] + at * (ends[1] - ends[0])
    return out
