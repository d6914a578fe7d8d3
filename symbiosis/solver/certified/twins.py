"""Which columns are opposite to each other in every equation, so that an optimal plan needs only one of them?

Lowering x by δ·p and y by δ·q leaves every equation as it is; the pair are twins when it also breaks no other
row, whatever the plan, and costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Flags, Floats, Problem

SAME = 1e-12  # share below which a difference is rounding


@dataclass(frozen=True, eq=False)
class Twins:
    """Entries of both twins in every equation they share, one pair of entries after the other."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]


def find_twins(problem: Problem, row: NDArray[np.int64], open_ended: Flags) -> Twins | None:
    """Find twins among columns without an upper limit; `row` has each entry's row. None without any."""
    may = open_ended & ~problem.integer & (problem.column_lower == 0.0)
    equation = problem.row_lower == problem.row_upper
    entries = np.flatnonzero(may[problem.index] & equation[row])
    entries = entries[np.lexsort((row[entries], problem.index[entries]))]
    columns, start, count = np.unique(problem.index[entries], return_index=True, return_counts=True)
    if columns.size < 2:
        return None
    # Columns in the same equations have the same sum of random numbers; what is found is checked below.
    marks = np.random.default_rng(0).integers(0, 2**62, problem.rows, dtype=np.uint64)
    sums = np.add.reduceat(marks[row[entries]], start)
    order = np.argsort(sums, kind="stable")
    a, b = order[:-1], order[1:]
    keep = (sums[a] == sums[b]) & (count[a] == count[b])
    a, b = a[keep], b[keep]
    if not a.size:
        return None
    pair = np.repeat(np.arange(a.size), count[a])
    within = np.arange(pair.size) - np.repeat(np.cumsum(count[a]) - count[a], count[a])
    first, second = entries[start[a][pair] + within], entries[start[b][pair] + within]
    one, other = problem.value[first], problem.value[second]
    p, q = 1.0 / np.abs(problem.value[entries[start[a]]]), 1.0 / np.abs(problem.value[entries[start[b]]])
    left = np.abs(p[pair] * one + q[pair] * other) > SAME * p[pair] * np.abs(one)
    bad = np.bincount(pair, left | (row[first] != row[second]), a.size) > 0
    bad |= p * problem.cost[columns[a]] + q * problem.cost[columns[b]] < 0.0
    bad |= _breaks(problem, columns[a], columns[b], p, q)
    good = ~bad[pair]
    return Twins(first[good], second[good]) if good.any() else None


def _breaks(problem: Problem, x: NDArray[np.int32], y: NDArray[np.int32], p: Floats, q: Floats) -> Flags:
    """Tell of which pairs the joint move could break an inequality."""
    from scipy.sparse import csc_array, diags_array

    matrix = problem.matrix.tocsc()
    one, other = matrix[:, x] @ diags_array(p), matrix[:, y] @ diags_array(q)
    moved, size = csc_array(one + other), csc_array(abs(one) + abs(other))
    of = np.repeat(np.arange(x.size), np.diff(moved.indptr))
    rows, value = moved.indices, moved.data
    scale = np.asarray(size.max(axis=0).toarray()).ravel()[of]
    real = np.abs(value) > SAME * scale
    unequal = (problem.row_lower != problem.row_upper)[rows]
    hurts = np.where(value > 0, np.isfinite(problem.row_lower[rows]), np.isfinite(problem.row_upper[rows]))
    return np.asarray(np.bincount(of, real & unequal & hurts, x.size) > 0)
