"""What does no plan cost less than?  Weak duality, whatever the duals are worth.

For any row duals y and d = c − Aᵀy, and limits of the columns that hold for some optimal plan,

    offset + Σᵢ min(yᵢ·rowᵢ) + Σⱼ min(dⱼ·xⱼ)

is a lower bound. Sums are compensated, and what rounding may have added to products is taken off. Only numpy
is needed to work a bound out again from the duals.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Floats, Problem
from symbiosis.solver.certified.chains import Chains, pass_on

EPSILON = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, eq=False)
class Limits:
    """Limits of the columns that hold for some optimal plan; shape (columns,)."""

    lower: Floats
    upper: Floats


@dataclass(frozen=True, eq=False)
class Bound:
    """A lower bound in money, the row duals it follows from, and what wrong signs cost it."""

    value: float
    row_dual: Floats
    charged: float


def weak_bound(problem: Problem, limits: Limits, row_dual: Floats) -> Bound:
    """Return the bound that row duals prove; −inf where a wrong sign meets no limit."""
    dual = lean(problem, row_dual)
    reduced = problem.cost - problem.matrix.T @ dual
    of_rows = _least(dual, problem.row_lower, problem.row_upper)
    of_columns = _least(reduced, limits.lower, limits.upper)
    if np.isinf(of_columns).any():
        return Bound(-math.inf, dual, math.inf)
    size = np.abs(problem.cost) + abs(problem.matrix).T @ np.abs(dual)
    reach = np.where(reduced > 0, limits.lower, limits.upper)
    reach = np.where(reduced == 0, 0.0, reach)
    depth = 4.0 + float(np.bincount(problem.index, minlength=1).max(initial=1))
    rounding = EPSILON * (depth * float(size @ np.abs(reach)) + 2.0 * float(np.abs(of_rows).sum()))
    value = total(np.concatenate((of_rows, of_columns, (problem.offset, -rounding))))
    wrong = of_columns - np.where(
        reduced > 0, reduced * np.where(np.isfinite(limits.lower), limits.lower, 0.0), 0.0
    )
    return Bound(value, dual, -float(wrong.sum()))


def free_of(
    problem: Problem, limits: Limits, row_dual: Floats, columns: NDArray[np.intp], rows: NDArray[np.intp]
) -> tuple[float, Floats]:
    """Return the bound with some columns left free and some rows left out: a constant and a slope."""
    dual = row_dual.copy()
    dual[rows] = 0.0
    slope = (problem.cost - problem.matrix.T @ dual)[columns]
    # Held at 0 the columns add nothing: what is left is the constant.
    lower, upper = limits.lower.copy(), limits.upper.copy()
    lower[columns] = upper[columns] = 0.0
    return weak_bound(problem, Limits(lower, upper), dual).value, np.asarray(slope)


def best_bound(problem: Problem, limits: Limits, chains: Chains | None, row_dual: Floats) -> Bound:
    """Repair duals along the chains, each chain in the way that costs it least, and return the bound."""
    dual = lean(problem, row_dual)
    found = weak_bound(problem, limits, dual)
    if chains is None or not chains.count:
        return found
    reduced = problem.cost - problem.matrix.T @ dual
    versions = [dual, *(lean(problem, y) for y in pass_on(chains, dual, reduced))]
    chain_of_row = np.full(problem.rows, -1, dtype=np.int64)
    chain_of_row[chains.row] = np.arange(chains.count)[None, :]
    mine = problem.matrix[np.sort(chains.row, axis=None)]  # the rows of chains alone: few of all there are
    chain_of_column = np.full(problem.columns, -1, dtype=np.int64)
    of = chain_of_row[np.sort(chains.row, axis=None)]
    chain_of_column[mine.indices] = np.repeat(of, np.diff(mine.indptr))
    worth = np.array([_by_chain(problem, limits, y, chains, chain_of_column) for y in versions])
    chosen = worth.argmax(axis=0)
    mixed = dual.copy()
    for number, y in enumerate(versions):
        where = chains.row[:, chosen == number]
        mixed[where] = y[where]
    repaired = weak_bound(problem, limits, mixed)
    return repaired if repaired.value > found.value else found


def _by_chain(
    problem: Problem, limits: Limits, dual: Floats, chains: Chains, of: NDArray[np.int64]
) -> Floats:
    """Return what the columns and rows of every chain add to the bound."""
    reduced = problem.cost - problem.matrix.T @ dual
    terms = np.maximum(_least(reduced, limits.lower, limits.upper), -1e300)
    mine = of >= 0
    columns = np.bincount(of[mine], terms[mine], chains.count)
    return np.asarray(columns + _least(dual, problem.row_lower, problem.row_upper)[chains.row].sum(axis=0))


def lean(problem: Problem, row_dual: Floats) -> Floats:
    """Return duals without those that lean on a limit that is not there."""
    dual = np.where(np.isfinite(row_dual), row_dual, 0.0)
    dual = np.where((dual > 0) & np.isneginf(problem.row_lower), 0.0, dual)
    return np.where((dual < 0) & np.isposinf(problem.row_upper), 0.0, dual)


def total(values: Floats) -> float:
    """Add up in pairs, keeping what each addition rounds off (Knuth's exact error of a sum).

    >>> total(np.array([1.0, 1e16, -1e16]))
    1.0
    """
    left, lost = np.asarray(values, dtype=np.float64), 0.0
    while left.size > 1:
        if left.size % 2:
            left = np.append(left, 0.0)
        a, b = left[::2], left[1::2]
        left = a + b
        part = left - a
        lost += float(((a - (left - part)) + (b - part)).sum())
    return float(left.sum()) + lost


def short(row_dual: Floats) -> Floats:
    """Return duals rounded to half their digits, as they are kept: any duals prove a bound."""
    return np.asarray(row_dual.astype(np.float32), dtype=np.float64)


def _least(weight: Floats, lower: Floats, upper: Floats) -> Floats:
    """Return the least of weight · value for values between the limits."""
    chosen = np.where(weight > 0, lower, upper)
    return np.where(weight == 0, 0.0, weight * np.where(weight == 0, 0.0, chosen))
