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

from symbiosis.solver.arrays import TOGETHER, Floats, Problem, places, stretches
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
    size = _sizes(problem, dual)
    depth = 4.0 + float(_longest(problem))
    sums, rounding, wrong = [problem.offset], 0.0, 0.0
    for first in range(0, problem.rows, TOGETHER):
        some = slice(first, first + TOGETHER)
        terms = _least(dual[some], problem.row_lower[some], problem.row_upper[some])
        rounding += 2.0 * float(np.abs(terms).sum())
        sums.append(total(terms))
    for first in range(0, problem.columns, TOGETHER):
        some = slice(first, first + TOGETHER)
        d, lower, upper = reduced[some], limits.lower[some], limits.upper[some]
        terms = _least(d, lower, upper)
        if np.isinf(terms).any():
            return Bound(-math.inf, dual, math.inf)
        reach = np.where(d == 0, 0.0, np.where(d > 0, lower, upper))
        rounding += depth * float(size[some] @ np.abs(reach))
        wrong += float((terms - np.where(d > 0, d * np.where(np.isfinite(lower), lower, 0.0), 0.0)).sum())
        sums.append(total(terms))
    return Bound(total(np.array([*sums, -EPSILON * rounding])), dual, -wrong)


def _sizes(problem: Problem, dual: Floats) -> Floats:
    """Return the sum of the sizes of the terms in every column's reduced cost."""
    size = np.abs(problem.cost)
    for first, last in stretches(problem.start):
        at, row = places(problem.start, first, last)
        np.add.at(size, problem.index[at], np.abs(problem.value[at] * dual[first:last][row]))
    return size


def _longest(problem: Problem) -> int:
    """Return how many coefficients the column has that has most."""
    count = np.zeros(problem.columns, dtype=np.int32)
    for at in range(0, problem.nonzeros, TOGETHER):
        np.add.at(count, problem.index[at : at + TOGETHER], 1)
    return int(count.max(initial=1))


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
    found = weak_bound(problem, limits, row_dual)
    if chains is None or not chains.count:
        return found
    mixed = _along(problem, limits, chains, found.row_dual)
    repaired = weak_bound(problem, limits, mixed)
    return repaired if repaired.value > found.value else found


def _along(problem: Problem, limits: Limits, chains: Chains, dual: Floats) -> Floats:
    """Return duals whose chains are repaired, each in the way that is worth most or not at all."""
    reduced = problem.cost - problem.matrix.T @ dual
    order = np.argsort(chains.row, axis=None)
    rows, of_row = chains.row.ravel()[order], np.tile(np.arange(chains.count), chains.row.shape[0])[order]
    mine = problem.matrix[rows]  # few of all rows
    columns, place = np.unique(mine.indices, return_inverse=True)
    of = np.zeros(columns.size, dtype=np.int64)
    of[place] = np.repeat(of_row, np.diff(mine.indptr))
    lower, upper = limits.lower[columns], limits.upper[columns]
    low, high = problem.row_lower[chains.row], problem.row_upper[chains.row]
    best, worth = dual[chains.row], np.full(chains.count, -np.inf)
    for y in (best.copy(), *pass_on(chains, dual, reduced)):
        moved = (y - dual[chains.row]).ravel()[order]
        terms = _least((reduced - mine.T @ moved)[columns], lower, upper)
        value = np.bincount(of, np.maximum(terms, -1e300), chains.count) + _least(y, low, high).sum(axis=0)
        better = value > worth
        best[:, better], worth[better] = y[:, better], value[better]
    mixed = dual.copy()
    mixed[chains.row] = best
    return mixed


def lean(problem: Problem, row_dual: Floats) -> Floats:
    """Return duals without those that lean on a limit that is not there."""
    dual = np.array(row_dual, dtype=np.float64)
    dual[~np.isfinite(dual)] = 0.0
    dual[(dual > 0) & np.isneginf(problem.row_lower)] = 0.0
    dual[(dual < 0) & np.isposinf(problem.row_upper)] = 0.0
    return dual


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
