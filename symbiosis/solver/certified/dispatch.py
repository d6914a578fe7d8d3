"""What does a design cost when every block of steps is dispatched exactly?

Levels at the ends of blocks, first levels and each block's share of the yearly rows come from a guide: the
first-order solution, or a plan that is to be improved. Peaks are recomputed afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Flags, Floats, Problem, rows_with
from symbiosis.solver.certified.agree import agreeing
from symbiosis.solver.certified.limits import rows_only
from symbiosis.solver.certified.period import Trial
from symbiosis.solver.certified.split import NOWHERE, Split, Steps
from symbiosis.solver.certified.team import Team
from symbiosis.solver.check import ACCEPTED, violation

if TYPE_CHECKING:
    from symbiosis.solver.certified.cluster import Cluster

MORE = 1e-4  # share by which a size is enlarged beyond what it fell short of
EVEN = 0.1  # share of what a yearly row leaves over that is dealt out evenly, the rest as it is used


@dataclass(frozen=True, eq=False)
class Priced:
    """A design dispatched: values of all columns, their cost, and what the design is worth at the margin.

    `cost` is the plan's exact cost; `short` names rows that gave way with amounts (then it is no plan).
    `block_cost` (blocks,) and `block_price` (per block: columns, prices) describe each block's cost as it
    changes with the given columns; `dual` has the prices of the blocks' own rows, marked in `own`, and 0 for
    all others.
    """

    x: Floats
    cost: float
    short: dict[int, float]
    block_cost: Floats
    dual: Floats
    own: Flags
    block_price: list[tuple[NDArray[np.int64], Floats]] = field(default_factory=list)

    @property
    def is_plan(self) -> bool:
        """Tell whether nothing gave way."""
        return not self.short


class Dispatching:
    """Dispatches designs of one program, cut into blocks one way."""

    def __init__(
        self,
        problem: Problem,
        steps: Steps,
        split: Split,
        scale: float,
        penalty: float,
        dask: str | None = None,
    ) -> None:
        self.problem, self.steps, self.split = problem, steps, split
        self._scale, self._penalty = scale, penalty
        self.team = Team(problem, split) if dask is None else _on_cluster(problem, split, dask)
        matrix = problem.matrix
        given = (split.column == NOWHERE) | split.linking
        free = rows_with(problem, ~given)
        near = np.flatnonzero(~free & (np.diff(problem.start) > 0))
        self._few = np.flatnonzero(given)
        self._near, self._near_rows = matrix[near][:, self._few], near
        self._sums = matrix[split.sums]
        self._is_sum = np.zeros(problem.rows, dtype=np.bool_)
        self._is_sum[split.sums] = True
        self._peaks = matrix[:, split.peaks].tocsc() if split.peaks.size else None
        carried = (split.column == NOWHERE) & ~steps.static & ~problem.integer
        equal = (problem.row_lower == problem.row_upper) & (steps.row == NOWHERE) & ~self._is_sum
        self._agree = np.flatnonzero(equal & rows_with(problem, carried))

    def price(self, guide: Floats, design: Floats, asked: Callable[[], bool]) -> Priced | None:
        """Dispatch a design along a guide; None when somebody asked to stop meanwhile."""
        problem, split = self.problem, self.split
        x = self._given_values(guide, design)
        pieces = self.team.dispatch(self._trial(x), asked)
        if pieces is None:
            return None
        dual = np.zeros(problem.rows)
        short: dict[int, float] = {}
        costs: list[float] = []
        prices: list[tuple[NDArray[np.int64], Floats]] = []
        for piece in pieces:
            costs.append(piece.cost)
            prices.append((piece.columns[piece.own :].copy(), piece.price))
            x[piece.columns[: piece.own]] = piece.x[: piece.own]
            dual[piece.rows] = piece.dual
            # A share that gave way is no matter while the row over all blocks holds.
            for i in np.flatnonzero((np.abs(piece.short) > ACCEPTED) & ~self._is_sum[piece.rows]):
                short[int(piece.rows[i])] = float(piece.short[i])
        dual[split.sums] = 0.0
        own = (split.row != NOWHERE) & ~self._is_sum
        cost = np.array(costs)
        if not np.isfinite(cost).all():  # not even giving way helped: a limit of a column is in the way
            return Priced(x, np.inf, short, cost, dual, own)
        np.clip(x, problem.column_lower, problem.column_upper, out=x)
        self._settle_peaks(x)
        if not short and violation(problem, x) > ACCEPTED:
            short = _broken(problem, x)
        return Priced(x, float(problem.cost @ x) + problem.offset, short, cost, dual, own, prices)

    def _trial(self, value: Floats) -> Trial:
        """Return what the blocks are given: what is not theirs at its value, peaks at least at theirs."""
        problem, peaks = self.problem, self.split.peaks
        lower, upper = problem.column_lower.copy(), problem.column_upper.copy()
        lower[self._few] = upper[self._few] = value[self._few]
        upper[peaks] = problem.column_upper[peaks]
        return Trial(lower, upper, *self._shares(value), self._scale, self._penalty)

    def _given_values(self, guide: Floats, design: Floats) -> Floats:
        """Return the guide with the design in place, and what else is given within what the design allows."""
        problem, static = self.problem, self.steps.static
        value = np.clip(guide, problem.column_lower, problem.column_upper)
        value[static] = design
        few, near = self._few, self._near
        floor, top = problem.column_lower[few], problem.column_upper[few]
        whole = problem.integer[few] & ~static[few]  # units that run where blocks meet
        value[few[whole]] = np.round(value[few[whole]])
        decided = static[few] | whole
        lower, upper = np.where(decided, value[few], floor), np.where(decided, value[few], top)
        allowed = Problem(
            near.indptr.astype(np.int32), near.indices.astype(np.int32), near.data,
            problem.row_lower[self._near_rows], problem.row_upper[self._near_rows],
            lower, upper, problem.cost[few], 0.0, problem.integer[few],
        )  # fmt: skip
        low, high = rows_only(allowed, 3)
        clipped = np.clip(np.clip(value[few], low, np.maximum(low, high)), floor, top)
        value[few] = np.where(decided, value[few], clipped)
        if self._agree.size:
            value = agreeing(problem, value, self._agree, static | problem.integer)
        return value

    def _shares(self, value: Floats) -> tuple[Floats, Floats]:
        """Deal out the rows over several blocks: what each uses in the guide, and a part of what is left."""
        split, sums = self.split, self._sums
        count, rows = split.count, split.sums.size
        if not rows:
            return np.zeros((count, 0)), np.zeros((count, 0))
        of = np.repeat(np.arange(rows), np.diff(sums.indptr))
        block, used = split.column[sums.indices], sums.data * value[sums.indices]
        outside = np.bincount(of[block < 0], used[block < 0], rows)
        inside = block >= 0
        key = block[inside] * rows + of[inside]
        use = np.bincount(key, used[inside], count * rows).reshape(count, rows)
        there = np.bincount(key, minlength=count * rows).reshape(count, rows) > 0
        even = there / np.maximum(there.sum(axis=0), 1)
        size = np.abs(use)
        total = size.sum(axis=0)
        weight = np.where(total > 0, (1 - EVEN) * size / np.where(total > 0, total, 1.0) + EVEN * even, even)
        low, high = self.problem.row_lower[split.sums], self.problem.row_upper[split.sums]
        left = use.sum(axis=0) + outside
        lower = np.where(
            np.isfinite(low), use + weight * np.where(np.isfinite(low), low - left, 0.0), -np.inf
        )
        upper = np.where(
            np.isfinite(high), use + weight * np.where(np.isfinite(high), high - left, 0.0), np.inf
        )
        return np.where(there, lower, -np.inf), np.where(there, upper, np.inf)

    def grown(self, design: Floats, short: dict[int, float]) -> Floats:
        """Return a design enlarged by what rows of its sizes fell short of."""
        problem = self.problem
        place = np.cumsum(self.steps.static) - 1
        more = np.zeros(design.size)
        for i, amount in short.items():
            if not self.split.sizes[i]:
                continue
            entries = slice(problem.start[i], problem.start[i + 1])
            column, value = problem.index[entries], problem.value[entries]
            helps = self.steps.static[column] & ~problem.integer[column] & (value * amount > 0)
            column, value = column[helps], value[helps]
            if column.size:
                room = problem.column_upper[column] - design[place[column]]
                best = int(room.argmax())
                at = place[column[best]]
                more[at] = max(more[at], amount / value[best])
        return np.asarray(design + (1.0 + MORE) * more)

    def _settle_peaks(self, x: Floats) -> None:
        """Lower every peak, in place, to what is needed."""
        if self._peaks is None:
            return
        problem, peaks = self.problem, self.split.peaks
        activity = problem.matrix @ x
        entries = self._peaks
        of = np.repeat(np.arange(peaks.size), np.diff(entries.indptr))
        row, value = entries.indices, entries.data
        others = activity[row] - value * x[peaks[of]]
        limit = np.where(value > 0, problem.row_lower[row], problem.row_upper[row])
        need = np.where(np.isfinite(limit), (limit - others) / value, -np.inf)
        least = problem.column_lower[peaks].copy()
        np.maximum.at(least, of, need)
        x[peaks] = np.minimum(least, problem.column_upper[peaks])


def _on_cluster(problem: Problem, split: Split, address: str) -> Cluster:
    from symbiosis.solver.certified.cluster import Cluster

    return Cluster(problem, split, address)


def _broken(problem: Problem, x: Floats) -> dict[int, float]:
    """Return the rows that values do not meet, with what is missing (above 0) or too much (below 0)."""
    activity = problem.matrix @ x
    amount = np.maximum(problem.row_lower - activity, 0.0) - np.maximum(activity - problem.row_upper, 0.0)
    worst = np.argsort(-np.abs(amount), kind="stable")[:5]
    return {int(i): float(amount[i]) for i in worst if amount[i] != 0.0}
