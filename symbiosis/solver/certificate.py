"""Is the answer of a linear program as good as the solver says?  Only numpy is asked.

For any row duals y, with reduced costs d = c − Aᵀy, every feasible x costs at least

    offset + Σᵢ min(yᵢ·rowᵢ) + Σⱼ min(dⱼ·xⱼ)

where each rowᵢ and xⱼ ranges over its own limits. Wrong duals only weaken the bound, they never make it
wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from symbiosis.solver.arrays import Floats, Problem

PASS = 1e-6
ROUNDING = 1e-9
DUAL_TOLERANCE = 1e-7


@dataclass(frozen=True)
class Certificate:
    """A lower bound on the cost of a linear program, proved from its duals.

    `bound` and `objective` are in money; `gap` is (objective − bound) / |objective|, and 0 when the
    difference is no more than rounding in the sums. A reduced cost of the wrong sign is charged
    against the column's limit. Where there is no limit and the wrong sign is tiny, the column's cost is
    taken to be changed by it: `cost_change` is the largest such change, in money per unit of the
    column, and `changed` counts them; the bound holds for costs changed by at most that.
    """

    bound: float
    objective: float
    gap: float
    cost_change: float = 0.0
    changed: int = 0

    @property
    def passed(self) -> bool:
        """Tell whether the objective is proved to be optimal within 1e-6."""
        return self.gap <= PASS


def relative_gap(objective: float, bound: float, magnitude: float) -> float:
    """Return (objective − bound) / |objective|; differences below 1e-9 of the sums' `magnitude` are 0.

    >>> relative_gap(100.0, 99.0, 100.0)
    0.01
    """
    difference = objective - bound
    if difference <= ROUNDING * magnitude:
        return 0.0
    if not np.isfinite(difference):
        return float("inf")
    return difference / abs(objective) if objective else float("inf")


def magnitude_of(problem: Problem, x: Floats) -> float:
    """Return the sum of the absolute terms of the objective, the yardstick for rounding in it.

    A thousandth of a unit of the dearest column is added, so that a plan of nothing has one too.
    """
    cost = np.abs(problem.cost)
    return float(abs(problem.offset) + cost @ np.abs(x) + 1e-3 * cost.max(initial=0.0))


def certify(problem: Problem, x: Floats, row_dual: Floats) -> Certificate:
    """Prove a lower bound from row duals (d objective / d right-hand side) and compare it with x's cost."""
    matrix = problem.matrix
    objective = float(problem.cost @ x) + problem.offset
    dual = np.where(np.isfinite(row_dual), row_dual, 0.0)
    # A dual that leans on a limit that is not there proves nothing: it is left out.
    dual = np.where((dual > 0) & np.isneginf(problem.row_lower), 0.0, dual)
    dual = np.where((dual < 0) & np.isposinf(problem.row_upper), 0.0, dual)
    reduced = problem.cost - matrix.T @ dual
    without_limit = ((reduced > 0) & np.isneginf(problem.column_lower)) | (
        (reduced < 0) & np.isposinf(problem.column_upper)
    )
    change = np.where(without_limit, np.abs(reduced), 0.0)
    terms = np.abs(problem.cost) + problem.sizes.T @ np.abs(dual)
    if (change > DUAL_TOLERANCE * np.maximum(terms, typical_cost(problem.cost))).any():
        return Certificate(-np.inf, objective, np.inf)
    reduced = np.where(without_limit, 0.0, reduced)
    row_limit = _limit(dual, problem.row_lower, problem.row_upper)
    column_limit = _limit(reduced, problem.column_lower, problem.column_upper)
    bound = float(dual @ row_limit) + float(reduced @ column_limit) + problem.offset
    size = magnitude_of(problem, x) + float(np.abs(dual) @ np.abs(row_limit))
    gap = relative_gap(objective, bound, size)
    return Certificate(bound, objective, gap, float(change.max(initial=0.0)), int(np.count_nonzero(change)))


def proves_infeasible(problem: Problem, ray: Floats) -> bool:
    """Tell whether row multipliers prove that no x meets the rows and limits (Farkas).

    The weighted rows then ask for more than the limits of the columns can give: with all costs 0 the
    bound of `certify` would be positive. The proof must exceed rounding by a wide margin.
    """
    costless = replace(problem, cost=np.zeros(problem.columns), offset=0.0)
    for candidate in (ray, -ray):
        size = float(np.abs(candidate).max(initial=0.0))
        if size == 0:
            continue
        dual = candidate / size
        proof = certify(costless, np.zeros(problem.columns), dual)
        if proof.bound > PASS * max(1.0, _weight(costless, dual)):
            return True
    return False


def _weight(problem: Problem, dual: Floats) -> float:
    row_limit = _limit(dual, problem.row_lower, problem.row_upper)
    finite = np.where(np.isfinite(row_limit), row_limit, 0.0)
    return float(np.abs(dual) @ np.abs(finite))


def typical_cost(cost: Floats) -> float:
    """Return the geometric mean of the costs that are not 0, or 1 when all are.

    >>> round(typical_cost(np.array([0.0, 10.0, 1000.0])))
    100
    """
    size = np.abs(cost[cost != 0])
    return float(np.exp(np.log(size).mean())) if size.size else 1.0


def _limit(weight: Floats, lower: Floats, upper: Floats) -> Floats:
    """Return the limit each weight leans on, 0 where the weight is 0 (a limit there may be infinite)."""
    chosen = np.where(weight > 0, lower, upper)
    return np.where(weight == 0, 0.0, chosen)
