"""Do the values meet the rows and limits of the program that was asked, in its own units?"""

from __future__ import annotations

import numpy as np

from symbiosis.solver.arrays import Floats, Problem, stretches

ACCEPTED = 1e-6


def violation(problem: Problem, x: Floats) -> float:
    """Return the largest violation of a row or a limit, relative to the row's largest term (at least 1)."""
    worst = max((_worst(problem, x, *some) for some in stretches(problem.start)), default=0.0)
    beyond = np.maximum(np.maximum(problem.column_lower - x, x - problem.column_upper), 0.0)
    worst_column = float((beyond / np.maximum(1.0, np.abs(x))).max(initial=0.0))
    fraction = np.abs(x - np.round(x))[problem.integer]
    return max(worst, worst_column, float(fraction.max(initial=0.0)))


def _worst(problem: Problem, x: Floats, first: int, last: int) -> float:
    """Return the largest violation in a stretch of rows."""
    start = problem.start[first : last + 1]
    at = slice(int(start[0]), int(start[-1]))
    terms = problem.value[at] * x[problem.index[at]]
    activity, largest = np.zeros(last - first), np.ones(last - first)
    filled = np.flatnonzero(np.diff(start) > 0)
    if filled.size:
        begins = start[filled] - start[0]
        activity[filled] = np.add.reduceat(terms, begins)
        largest[filled] = np.maximum(1.0, np.maximum.reduceat(np.abs(terms), begins))
    below, above = problem.row_lower[first:last] - activity, activity - problem.row_upper[first:last]
    return float((np.maximum(np.maximum(below, above), 0.0) / largest).max(initial=0.0))
