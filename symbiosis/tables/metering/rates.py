"""Readings of a meter as mean rates over the steps of a calendar.

interval data   x[i] = rate during its interval; an amount counts as amount / hours
registers       x[i] = (R[i] − R[i−1]) / (t[i] − t[i−1])      R rolls over at its capacity, or is reset
step            y[s] = Σ x[i]·overlap(i, s) / hours(s), known only where intervals cover the whole step
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_FULL = 1.0 - 1e-9


@dataclass(frozen=True)
class Spans:
    """Intervals with a known mean rate: begin and end in hours from the calendar's start, sorted."""

    begin: Floats
    end: Floats
    rate: Floats


@dataclass(frozen=True)
class Drop:
    """A register that fell: at which reading, from what to what, and how that is taken."""

    row: int
    before: float
    after: float
    rolled: bool


def of_intervals(hours: Floats, values: Floats, step: float, at_end: bool, amounts: bool) -> Spans:
    """Return spans of `step` hours before (`at_end`) or behind every stamp; NaN values are left out."""
    begin = hours - step if at_end else hours
    known = ~np.isnan(values)
    rate = values / step if amounts else values
    return Spans(begin[known], begin[known] + step, rate[known])


def of_register(hours: Floats, values: Floats, capacity: float | None) -> tuple[Spans, list[Drop]]:
    """Return spans between the readings of a register, and every time that it fell.

    A fall is a roll-over when the register's `capacity` is given and the rate that follows from it is at most
    twice the largest of all other spans; otherwise the register was reset and the span stays unknown.
    """
    known = np.flatnonzero(~np.isnan(values))
    times, reads = hours[known], values[known]
    length, rise = np.diff(times), np.diff(reads)
    fell = rise < 0.0
    usual = float((rise[~fell] / length[~fell]).max(initial=0.0))
    drops = []
    keep = np.ones(rise.size, dtype=bool)
    for i in np.flatnonzero(fell):
        wrapped = rise[i] + capacity if capacity is not None else -1.0
        rolled = 0.0 <= wrapped <= 2.0 * usual * length[i]
        if rolled:
            rise[i] = wrapped
        else:
            keep[i] = False
        drops.append(Drop(int(known[i + 1]), float(reads[i]), float(reads[i + 1]), bool(rolled)))
    rate = rise / length
    return Spans(times[:-1][keep], times[1:][keep], rate[keep]), drops


def over_steps(spans: Spans, steps: int, hours: float, longest: float) -> tuple[Floats, Floats]:
    """Return the mean rate of every step, NaN where it is not wholly known, and the share that is known.

    Spans longer than `longest` hours say how much came, not when; they count as unknown.
    """
    use = spans.end - spans.begin <= longest + 1e-9
    begin, end, rate = spans.begin[use], spans.end[use], spans.rate[use]
    if not begin.size:
        return np.full(steps, np.nan), np.zeros(steps)
    marks = np.unique(np.concatenate([begin, end]))
    at = np.searchsorted(marks, begin)
    known, flow = np.zeros(marks.size - 1), np.zeros(marks.size - 1)
    last = np.searchsorted(marks, end)
    for first, stop, value in zip(at, last, rate, strict=True):
        known[first:stop] = 1.0
        flow[first:stop] = value
    width = np.diff(marks)
    amount = np.concatenate([[0.0], np.cumsum(flow * width)])
    covered = np.concatenate([[0.0], np.cumsum(known * width)])
    edges = np.arange(steps + 1) * hours
    share = np.diff(np.interp(edges, marks, covered)) / hours
    mean = np.diff(np.interp(edges, marks, amount)) / hours
    return np.where(share >= _FULL, mean, np.nan), share
