"""Do the values meet the rows and limits of the program that was asked, in its own units?"""

from __future__ import annotations

import numpy as np

from symbiosis.solver.arrays import Floats, Problem

ACCEPTED = 1e-6


def violation(problem: Problem, x: Floats) -> float:
    """Return the largest violation of a row or a limit, relative to the row's largest term (at least 1)."""
    matrix = problem.matrix
    activity = matrix @ x
    below, above = problem.row_lower - activity, activity - problem.row_upper
    outside = np.maximum(np.maximum(below, above), 0.0)
    worst_row = float((outside / np.maximum(1.0, _largest_term(problem, x))).max(initial=0.0))
    beyond = np.maximum(np.maximum(problem.column_lower - x, x - problem.column_upper), 0.0)
    worst_column = float((beyond / np.maximum(1.0, np.abs(x))).max(initial=0.0))
    fraction = np.abs(x - np.round(x))[problem.integer]
    return max(worst_row, worst_column, float(fraction.max(initial=0.0)))


def _largest_term(problem: Problem, x: Floats) -> Floats:
    """Return the largest |coefficient · value| of each row, 0 for a row without coefficients."""
    largest = np.zeros(problem.rows)
    if problem.nonzeros:
        terms = np.abs(problem.value * x[problem.index])
        filled = np.diff(problem.start) > 0
        largest[filled] = np.maximum.reduceat(terms, problem.start[:-1][filled])
    return largest
