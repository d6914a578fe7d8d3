"""Which columns are opposite to each other in every equation, so that an optimal plan needs only one of them?

Lowering x by δ·p and y by δ·q leaves every equation as it is; the pair are twins when it also breaks no other
row, whatever the plan, and costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Flags, Floats, Problem, places, stretches

if TYPE_CHECKING:
    from scipy.sparse import csc_array

Ints = NDArray[np.int64]
SAME = 1e-12  # share below which a difference is rounding


@dataclass(frozen=True, eq=False)
class Twins:
    """Places of both twins' coefficients in every equation they share, one pair after the other; its row."""

    first: Ints
    second: Ints
    row: Ints


def find_twins(problem: Problem, open_ended: Flags) -> Twins | None:
    """Find twins among columns without an upper limit; None without any."""
    may = open_ended & ~problem.integer & (problem.column_lower == 0.0)
    entries, row = _in_equations(problem, may)
    column = problem.index[entries]
    order = np.lexsort((row, column))
    entries, row, column = entries[order], row[order], column[order]
    columns, start, count = np.unique(column, return_index=True, return_counts=True)
    if columns.size < 2:
        return None
    # Columns in the same equations have the same sum of random numbers; what is found is checked below.
    marks = np.random.default_rng(0).integers(0, 2**62, problem.rows, dtype=np.uint64)
    sums = np.add.reduceat(marks[row], start)
    order = np.argsort(sums, kind="stable")
    a, b = order[:-1], order[1:]
    keep = (sums[a] == sums[b]) & (count[a] == count[b])
    a, b = a[keep], b[keep]
    if not a.size:
        return None
    pair = np.repeat(np.arange(a.size), count[a])
    within = np.arange(pair.size) - np.repeat(np.cumsum(count[a]) - count[a], count[a])
    at, to = start[a][pair] + within, start[b][pair] + within
    value = problem.value[entries]
    one, other = value[at], value[to]
    p, q = 1.0 / np.abs(value[start[a]]), 1.0 / np.abs(value[start[b]])
    left = np.abs(p[pair] * one + q[pair] * other) > SAME * p[pair] * np.abs(one)
    bad = np.bincount(pair, left | (row[at] != row[to]), a.size) > 0
    bad |= p * problem.cost[columns[a]] + q * problem.cost[columns[b]] < 0.0
    bad |= _breaks(problem, columns[a], columns[b], p, q)
    good = ~bad[pair]
    return Twins(entries[at[good]], entries[to[good]], row[at[good]]) if good.any() else None


def _in_equations(problem: Problem, columns: Flags) -> tuple[Ints, Ints]:
    """Return places and rows of the coefficients that some columns have in equations."""
    found, rows = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for first, last in stretches(problem.start):
        at, row = places(problem.start, first, last)
        equation = problem.row_lower[first:last] == problem.row_upper[first:last]
        mine = np.flatnonzero(columns[problem.index[at]] & equation[row])
        found.append(at.start + mine)
        rows.append(first + row[mine])
    return np.concatenate(found), np.concatenate(rows)


def _breaks(problem: Problem, x: NDArray[np.int32], y: NDArray[np.int32], p: Floats, q: Floats) -> Flags:
    """Tell of which pairs the joint move could break an inequality."""
    from scipy.sparse import csc_array, diags_array

    every = np.union1d(x, y)
    matrix = _columns(problem, every)
    one = matrix[:, np.searchsorted(every, x)] @ diags_array(p)
    other = matrix[:, np.searchsorted(every, y)] @ diags_array(q)
    moved, size = csc_array(one + other), csc_array(abs(one) + abs(other))
    of = np.repeat(np.arange(x.size), np.diff(moved.indptr))
    rows, value = moved.indices, moved.data
    scale = np.asarray(size.max(axis=0).toarray()).ravel()[of]
    real = np.abs(value) > SAME * scale
    unequal = (problem.row_lower != problem.row_upper)[rows]
    hurts = np.where(value > 0, np.isfinite(problem.row_lower[rows]), np.isfinite(problem.row_upper[rows]))
    return np.asarray(np.bincount(of, real & unequal & hurts, x.size) > 0)


def _columns(problem: Problem, columns: NDArray[np.int32]) -> csc_array:
    """Return some columns of the matrix."""
    from scipy.sparse import csc_array

    number = np.full(problem.columns, -1, dtype=np.int32)
    number[columns] = np.arange(columns.size)
    rows, which, values = [], [], []
    for first, last in stretches(problem.start):
        at, row = places(problem.start, first, last)
        of = number[problem.index[at]]
        mine = of >= 0
        rows.append(first + row[mine])
        which.append(of[mine])
        values.append(problem.value[at][mine])
    where = (np.concatenate(rows), np.concatenate(which))
    return csc_array((np.concatenate(values), where), shape=(problem.rows, columns.size))
