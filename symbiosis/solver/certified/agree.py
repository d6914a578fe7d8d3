"""What blocks are given must agree: contents of seasonal stores at the ends of all real periods of the year.

A typical period stands for many real ones, and each of them asks that what its stores gain in it is the same.
A first-order solution meets that only roughly; the nearest values that meet it exactly are a small program:

    minimise  Σ |x − guide|   over the columns of these equations, within their limits
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Flags, Floats, Problem
from symbiosis.solver.highs import pass_model

Rows = NDArray[np.intp]


def agreeing(problem: Problem, guide: Floats, rows: Rows, held: Flags) -> Floats:
    """Return values near a guide that meet some equations, held columns as they are; the guide if none do."""
    import highspy
    from scipy.sparse import block_array, csr_array, eye_array

    part = problem.matrix[rows]
    columns = np.unique(part.indices)
    same, near = eye_array(columns.size), guide[columns]
    whole = csr_array(block_array([[part[:, columns], None], [same, -same], [-same, -same]], format="csr"))
    endless = np.full(columns.size, np.inf)
    lower, upper = problem.column_lower[columns], problem.column_upper[columns]
    nearest = Problem(
        start=whole.indptr.astype(np.int32),
        index=whole.indices.astype(np.int32),
        value=np.asarray(whole.data, dtype=np.float64),
        row_lower=np.concatenate((problem.row_lower[rows], -endless, -endless)),
        row_upper=np.concatenate((problem.row_upper[rows], near, -near)),
        column_lower=np.concatenate((np.where(held[columns], near, lower), np.zeros(columns.size))),
        column_upper=np.concatenate((np.where(held[columns], near, upper), endless)),
        cost=np.concatenate((np.zeros(columns.size), np.ones(columns.size))),
        offset=0.0,
        integer=np.zeros(2 * columns.size, dtype=np.bool_),
    )
    highs: Any = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    pass_model(highs, nearest, 1.0, [])
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return guide
    out = guide.copy()
    out[columns] = np.array(highs.getSolution().col_value)[: columns.size]
    return out
