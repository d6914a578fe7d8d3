"""The coefficients of a program, looked at in stretches of rows, so that little is held at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Floats, Problem, places, places_in, stretches

Ints = NDArray[np.int64]
Counts = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Entries:
    """The coefficients of some rows, one by one, and what is known of their columns; `row` counts from 0."""

    rows: int
    row: Ints
    column: NDArray[np.int32]
    value: Floats
    upper: Floats  # of the row
    lower: Floats
    hurts: NDArray[np.bool_]  # lowering the column may break the row
    safe: NDArray[np.bool_]  # lowering the column may break no other row


def pieces(problem: Problem, hurting: Counts) -> Iterator[Entries]:
    """Yield the coefficients of all rows, stretch by stretch."""
    for first, last in stretches(problem.start):
        at, row = places(problem.start, first, last)
        yield _entries(problem, hurting, at, row, slice(first, last))


def entries_in(problem: Problem, hurting: Counts, rows: Ints) -> Entries:
    """Return the coefficients of some rows."""
    at, row = places_in(problem.start, rows)
    return _entries(problem, hurting, at, row, rows)


def hurting_rows(problem: Problem) -> Counts:
    """Return how many rows of each column may break when it is lowered; shape (columns,)."""
    count = np.zeros(problem.columns, dtype=np.int32)
    for first, last in stretches(problem.start):
        at, row = places(problem.start, first, last)
        lower, upper = problem.row_lower[first:last], problem.row_upper[first:last]
        np.add.at(count, problem.index[at][_hurts(problem.value[at], lower[row], upper[row])], 1)
    return count


def _hurts(value: Floats, lower: Floats, upper: Floats) -> NDArray[np.bool_]:
    return np.where(value > 0, np.isfinite(lower), np.isfinite(upper))


def _entries(problem: Problem, hurting: Counts, at: slice | Ints, row: Ints, rows: slice | Ints) -> Entries:
    own_upper, own_lower = problem.row_upper[rows], problem.row_lower[rows]
    upper, lower = own_upper[row], own_lower[row]
    index, value = problem.index[at], problem.value[at]
    hurts = _hurts(value, lower, upper)
    movable = ~problem.integer[index] & np.isfinite(problem.column_lower[index])
    safe = (hurting[index] == hurts) & movable
    return Entries(own_upper.size, row, index, value, upper, lower, hurts, safe)


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
