"""Narrower limits for shares and flows: what the relaxation allows to a plan that is better than the best.

Every limit is proved from the duals of a linear program, as a bound on the cost is.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.solver.arrays import Problem
from symbiosis.solver.certificate import certify
from symbiosis.solver.extend import Extended
from symbiosis.solver.gate import ProgramError, admit
from symbiosis.solver.highs import pass_model
from symbiosis.solver.mixing.envelopes import relaxed
from symbiosis.solver.mixing.search import WIDE, Search

if TYPE_CHECKING:
    from highspy import Highs

ROUNDS = 4
WORTH = 0.05  # share of a range that a round must take off to be worth another
ROUND_AND_ROUND = 10.0  # times the largest flow of the best plan: what circles without a limit
NEAR = 0.01  # share of a range: so near to a limit there is nothing to gain


def tighten(search: Search, columns: list[int], patience: float = 1.0) -> None:
    """Narrow the limits of columns, round by round, while that is worth its time, a share of what is left."""
    left = search.left()
    until = np.inf if left is None else time.monotonic() + patience * left
    for _ in range(ROUNDS):
        before = search.high[columns] - search.low[columns]
        if search.is_over() or not _round(search, columns, until):
            return
        wide = before > 1e-9
        if not wide.any():
            return
        after = (search.high[columns] - search.low[columns])[wide] / before[wide]
        if after.mean() > 1.0 - WORTH:
            return


def bound_flows(search: Search) -> None:
    """Find the largest value that flows have in a plan no dearer than the best, where they state none.

    What may go round and round without a limit is held to ten times the largest flow of the best plan, and
    that is said. Raises ProgramError where there is no plan either.
    """
    endless = [j for j in search.flows.tolist() if np.isinf(search.high[j])]
    if not endless:
        return
    plain = Extended(search.program)
    plain.integer = np.zeros_like(plain.integer)
    sweep = _Sweep(admit(_no_dearer(search, plain.closed()), WIDE).problem)
    circling = []
    for j in endless:
        most = sweep.most(j)
        if most is None:
            circling.append(j)
        else:
            search.high[j] = _rounded_up(most)
    if circling:
        _hold(search, circling)


def _hold(search: Search, circling: list[int]) -> None:
    """Limit flows that nothing limits by what the best plan has."""
    first = search.program.column_label(circling[0])
    if search.plan is None or search.plan.x is None:
        raise ProgramError(
            (
                f"{first} has no largest value. "
                "Limit the flow through the pool, or what can enter it: "
                "throughput_max, purchase_limit, or the capacity of a link.",
            )
        )
    most = _rounded_up(ROUND_AND_ROUND * float(search.plan.x[search.flows].max(initial=0.0)))
    search.high[circling] = most
    search.warnings.append(
        f"{len(circling)} flows that may go round and round without a limit, {first} the first, were held to "
        f"{most:g}, ten times the largest of a plan; the bound holds for such plans. "
        "A throughput_max or the capacity of a link limits them."
    )


def _round(search: Search, columns: list[int], until: float) -> bool:
    sweep = _Sweep(admit(_no_dearer(search, relaxed(search, pieces=False)), WIDE).problem)
    for j in columns:
        if search.is_over() or time.monotonic() > until:
            return False
        span = search.high[j] - search.low[j]
        if span <= 1e-9:
            continue
        # a limit that a point seen on the way stands at cannot be narrowed
        least = sweep.least(j) if sweep.lowest[j] > search.low[j] + NEAR * span else None
        most = sweep.most(j) if sweep.highest[j] < search.high[j] - NEAR * span else None
        if least is not None and least > 1e-4 * max(1.0, search.high[j]):  # what is almost nothing stays 0
            search.low[j] = min(max(search.low[j], least), search.high[j])
        if most is not None:
            search.high[j] = max(min(search.high[j], _rounded_up(most)), search.low[j])
    return True


def _no_dearer(search: Search, wide: Extended) -> Extended:
    """Return a program without the plans that cost more than the best."""
    if not np.isfinite(search.best) or not search.program.cost.any():
        return wide
    cheaper = Extended(wide)
    priced = {j: float(v) for j, v in enumerate(search.program.cost) if v != 0.0}
    room = 1e-7 * max(1.0, abs(search.best))
    cheaper.row(priced, upper=search.best - search.program.offset + room)
    return cheaper.closed()


class _Sweep:
    """One linear program whose columns are made small and large, one after the other.

    `lowest` and `highest` are the values that columns had at any point on the way.
    """

    def __init__(self, problem: Problem) -> None:
        import highspy

        self.costless = Problem(**{**problem.__dict__, "cost": np.zeros(problem.columns), "offset": 0.0})
        self.highs: Highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        pass_model(self.highs, self.costless, 1.0, [])
        self.lowest, self.highest = np.full(problem.columns, np.inf), np.full(problem.columns, -np.inf)

    def least(self, j: int) -> float | None:
        """Return a proved lower limit of a column."""
        return self._bound(j, 1.0)

    def most(self, j: int) -> float | None:
        """Return a proved upper limit of a column."""
        found = self._bound(j, -1.0)
        return None if found is None else -found

    def _bound(self, j: int, sign: float) -> float | None:
        cost = np.zeros(self.costless.columns)
        cost[j] = sign
        self.highs.changeColCost(j, sign)
        self.highs.run()
        solution = self.highs.getSolution()
        self.highs.changeColCost(j, 0.0)
        if not solution.dual_valid:
            return None
        value = np.array(solution.col_value)
        self.lowest, self.highest = np.minimum(self.lowest, value), np.maximum(self.highest, value)
        asked = Problem(**{**self.costless.__dict__, "cost": cost})
        proof = certify(asked, value, np.array(solution.row_dual))
        return proof.bound - 1e-7 * max(1.0, abs(proof.bound)) if np.isfinite(proof.bound) else None


def _rounded_up(most: float) -> float:
    """Return an upper limit a little above a proved one, and not so small that coefficients would vanish."""
    return max(most + 1e-7 * max(1.0, abs(most)), 1e-3)
