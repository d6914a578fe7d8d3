"""The coefficients of a program, looked at in stretches of rows, so that little is held at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Floats, Problem

PIECE = 500_000  # coefficients looked at together


@dataclass(frozen=True, eq=False)
class Entries:
    """The coefficients of some rows, one by one, and what is known of their columns; `row` counts from 0."""

    rows: int
    row: NDArray[np.int64]
    column: NDArray[np.int32]
    value: Floats
    upper: Floats  # of the row
    lower: Floats
    hurts: NDArray[np.bool_]  # lowering the column may break the row
    safe: NDArray[np.bool_]  # lowering the column may break no other row


def cuts(problem: Problem) -> list[tuple[int, int]]:
    """Return stretches of rows of about as many coefficients each."""
    ends = np.searchsorted(problem.start, np.arange(PIECE, problem.nonzeros, PIECE)).tolist()
    return list(pairwise(sorted({0, *ends, problem.rows})))


def pieces(problem: Problem, hurting: NDArray[np.int64]) -> Iterator[Entries]:
    """Yield the coefficients of all rows, stretch by stretch."""
    for first, last in cuts(problem):
        yield entries_of(problem, hurting, first, last)


def hurting_rows(problem: Problem) -> NDArray[np.int64]:
    """Return how many rows of each column may break when it is lowered; shape (columns,)."""
    count = np.zeros(problem.columns, dtype=np.int64)
    for first, last in cuts(problem):
        at, row = _places(problem, first, last)
        hurts = _hurts(
            problem.value[at], problem.row_lower[first:last][row], problem.row_upper[first:last][row]
        )
        count += np.bincount(problem.index[at][hurts], minlength=problem.columns)
    return count


def _places(problem: Problem, first: int, last: int) -> tuple[slice, NDArray[np.int64]]:
    start = problem.start[first : last + 1]
    row = np.repeat(np.arange(last - first), np.diff(start))
    return slice(int(start[0]), int(start[-1])), row


def _hurts(value: Floats, lower: Floats, upper: Floats) -> NDArray[np.bool_]:
    return np.where(value > 0, np.isfinite(lower), np.isfinite(upper))


def entries_of(problem: Problem, hurting: NDArray[np.int64], first: int, last: int) -> Entries:
    """Return the coefficients of rows `first` up to, not including, `last`."""
    at, row = _places(problem, first, last)
    upper, lower = problem.row_upper[first:last][row], problem.row_lower[first:last][row]
    index, value = problem.index[at], problem.value[at]
    hurts = _hurts(value, lower, upper)
    movable = ~problem.integer & np.isfinite(problem.column_lower)
    safe = (hurting[index] - hurts == 0) & movable[index]
    return Entries(last - first, row, index, value, upper, lower, hurts, safe)


def spans(entries: Entries, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """Return the least and the greatest value of each entry's term."""
    low, high = lower[entries.column], upper[entries.column]
    up = entries.value > 0
    with np.errstate(invalid="ignore"):
        return np.where(up, low, high) * entries.value, np.where(up, high, low) * entries.value


def others(entries: Entries, terms: Floats) -> Floats:
    """Return, for every entry, the sum of the other terms of its row; infinite where one of them is."""
    rows = entries.rows
    infinite = np.isinf(terms)
    finite = np.where(infinite, 0.0, terms)
    total = np.bincount(entries.row, finite, rows)
    count = np.bincount(entries.row, infinite, rows)
    sign = np.where((infinite & (terms > 0)).any(), np.inf, -np.inf)
    rest: Floats = np.asarray(total[entries.row] - finite, dtype=np.float64)
    rest[count[entries.row] - infinite > 0] = sign
    return rest
