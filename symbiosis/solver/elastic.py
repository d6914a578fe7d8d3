"""What if rows may give way, at a price?

row_lower ≤ A x + missing − excess ≤ row_upper,    minimise Σ weight · (missing + excess)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Floats, Problem


@dataclass(frozen=True, eq=False)
class Elastic:
    """A program in which some rows may give way.

    The columns of `problem` are those of the original, then one for each of the rows `missing` (it may
    fall short of its lower limit), then one for each of the rows `excess` (it may pass its upper limit).
    """

    problem: Problem
    missing: NDArray[np.intp]
    excess: NDArray[np.intp]

    @property
    def own(self) -> int:
        """Number of columns of the original program."""
        return self.problem.columns - self.missing.size - self.excess.size

    def amounts(self, x: Floats) -> Floats:
        """Return what has to be added to each row for it to hold, in the row's unit; 0 where it does."""
        amount = np.zeros(self.problem.rows)
        slack = x[self.own :]
        amount[self.missing] += slack[: self.missing.size]
        amount[self.excess] -= slack[self.missing.size :]
        return amount


def give_way(problem: Problem, rows: NDArray[np.intp], weight: Floats) -> Elastic:
    """Return the program with columns for what is missing and what is too much in `rows`.

    `weight` has one price for every row of the program; the costs of the original columns are dropped.
    """
    from scipy.sparse import csr_array, hstack

    missing = rows[np.isfinite(problem.row_lower[rows])]
    excess = rows[np.isfinite(problem.row_upper[rows])]
    added = np.concatenate((missing, excess))
    sign = np.concatenate((np.ones(missing.size), -np.ones(excess.size)))
    slack = csr_array((sign, (added, np.arange(added.size))), shape=(problem.rows, added.size))
    matrix = csr_array(hstack((problem.matrix, slack), format="csr"))
    relaxed = Problem(
        start=matrix.indptr.astype(np.int32),
        index=matrix.indices.astype(np.int32),
        value=matrix.data,
        row_lower=problem.row_lower,
        row_upper=problem.row_upper,
        column_lower=np.concatenate((problem.column_lower, np.zeros(added.size))),
        column_upper=np.concatenate((problem.column_upper, np.full(added.size, np.inf))),
        cost=np.concatenate((np.zeros(problem.columns), weight[added])),
        offset=0.0,
        integer=np.concatenate((problem.integer, np.zeros(added.size, dtype=np.bool_))),
    )
    return Elastic(relaxed, missing, excess)


def size_of_limit(problem: Problem) -> Floats:
    """Return the larger of each row's finite limits in absolute terms, at least 1."""
    lower = np.where(np.isfinite(problem.row_lower), np.abs(problem.row_lower), 0.0)
    upper = np.where(np.isfinite(problem.row_upper), np.abs(problem.row_upper), 0.0)
    return np.asarray(np.maximum(1.0, np.maximum(lower, upper)))
