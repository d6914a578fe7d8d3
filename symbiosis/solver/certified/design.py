"""A design that can be built, near one that only roughly can.

The first-order solution gives sizes a little wrong and whole numbers not whole. The repaired design is the
cheapest one that meets all rows of static columns and the limits, where every size that falls short of the
(enlarged) rough one is paid for: `price` times what the missing size would have cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Floats, Problem, rows_with
from symbiosis.solver.certificate import typical_cost
from symbiosis.solver.certified.split import NOWHERE, Split, Steps
from symbiosis.solver.highs import objective_scale, pass_model

SECONDS = 20.0
FEASIBLE = 2  # HiGHS: values are there and meet all limits within its tolerance


@dataclass(frozen=True, eq=False)
class Statics:
    """The static columns and the rows of these alone, as a program; their places in the whole."""

    columns: NDArray[np.intp]
    rows: NDArray[np.intp]
    problem: Problem


def statics_of(problem: Problem, steps: Steps, split: Split) -> Statics:
    """Return the program of the design."""
    columns = np.flatnonzero(steps.static)
    other = rows_with(problem, ~steps.static)
    own = np.flatnonzero(~other & (split.row == NOWHERE) & (np.diff(problem.start) > 0))
    part = problem.matrix[own][:, columns]
    return Statics(
        columns,
        own,
        Problem(
            start=part.indptr.astype(np.int32),
            index=part.indices.astype(np.int32),
            value=part.data,
            row_lower=problem.row_lower[own],
            row_upper=problem.row_upper[own],
            column_lower=problem.column_lower[columns],
            column_upper=problem.column_upper[columns],
            cost=problem.cost[columns],
            offset=0.0,
            integer=problem.integer[columns],
        ),
    )


def repaired(statics: Statics, rough: Floats, larger: float, price: float = 100.0) -> Floats:
    """Return values of the static columns near `rough`, sizes enlarged by the share `larger`."""
    problem = statics.problem
    target = np.clip(rough * (1.0 + larger), problem.column_lower, problem.column_upper)
    if not problem.rows and not problem.has_integers:
        return target
    sizes = np.flatnonzero(~problem.integer)
    weight = price * np.maximum(problem.cost[sizes], typical_cost(problem.cost))
    found = minimise(
        problem,
        more_cost=weight,
        more_rows=[(np.array([j, problem.columns + n]), np.ones(2), target[j]) for n, j in enumerate(sizes)],
    )
    return target if found is None else found[0][: problem.columns]


def minimise(
    problem: Problem,
    more_cost: Floats,
    more_rows: list[tuple[NDArray[np.intp], Floats, float]],
    lower: Floats | None = None,
    upper: Floats | None = None,
    free: int = 0,
) -> tuple[Floats, float] | None:
    """Solve a small program with more columns and rows `Σ weight · column ≥ limit`; None without a plan.

    Returns the values and what HiGHS proved the least cost to be.

    The last `free` of the added columns have no lower limit, the others are ≥ 0.
    """
    import highspy

    count = problem.columns + more_cost.size
    start = np.concatenate((problem.start[:-1], problem.start[-1] + _starts(more_rows))).astype(np.int32)
    index = np.concatenate([problem.index, *(row[0] for row in more_rows)]).astype(np.int32)
    value = np.concatenate([problem.value, *(row[1] for row in more_rows)])
    limits = np.array([row[2] for row in more_rows])
    floor = np.zeros(more_cost.size)
    floor[more_cost.size - free :] = -np.inf
    whole = Problem(
        start=start,
        index=index,
        value=value,
        row_lower=np.concatenate((problem.row_lower, limits)),
        row_upper=np.concatenate((problem.row_upper, np.full(limits.size, np.inf))),
        column_lower=np.concatenate((problem.column_lower if lower is None else lower, floor)),
        column_upper=np.concatenate(
            (problem.column_upper if upper is None else upper, np.full(more_cost.size, np.inf))
        ),
        cost=np.concatenate((problem.cost, more_cost)),
        offset=0.0,
        integer=np.concatenate((problem.integer, np.zeros(more_cost.size, dtype=np.bool_))),
    )
    assert whole.columns == count
    highs: Any = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("time_limit", SECONDS)
    pass_model(highs, whole, objective_scale(whole), [])
    highs.run()
    if highs.getInfo().primal_solution_status != FEASIBLE:
        return None
    x = np.array(highs.getSolution().col_value)
    x[: problem.columns] = np.where(problem.integer, np.round(x[: problem.columns]), x[: problem.columns])
    info, scale = highs.getInfo(), objective_scale(whole)
    proved = info.mip_dual_bound if whole.has_integers else info.objective_function_value
    return x, float(proved) / scale


def _starts(rows: list[tuple[NDArray[np.intp], Floats, float]]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum([row[0].size for row in rows]))).astype(np.int64)
