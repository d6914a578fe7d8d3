"""Which rows stand in the way when no plan exists, and by how much?

Each row that may give way gets two columns, what is missing and what is too much, and their weighted sum
is minimised in place of the cost:

    row_lower ≤ A x + missing − excess ≤ row_upper,    minimise Σ weight · (missing + excess)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Arrays, Flags, Floats
from symbiosis.solver.options import Options
from symbiosis.solver.outcome import Outcome
from symbiosis.solver.progress import Listener
from symbiosis.solver.solve import solve

if TYPE_CHECKING:
    from scipy.sparse import csr_array

NOTICED = 1e-6
QUICK = 20.0  # seconds with integers before they are given up


@dataclass(frozen=True)
class Shortfall:
    """A row that cannot hold: `amount` would have to be added to it, in the row's unit.

    Positive: the row stays that much below its lower limit (something is missing); negative: that much
    above its upper limit (something is too much).
    """

    row: int
    amount: float


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """What gives way with the least harm, largest share of its limit first.

    `shortfalls` is empty when even giving way does not help (`outcome.status` is infeasible: rows that
    were not allowed to give way contradict each other). `relaxed` tells that the integers had to be left
    out to get an answer in time, so the amounts are at least these.
    """

    shortfalls: tuple[Shortfall, ...]
    relaxed: bool
    outcome: Outcome


@dataclass(frozen=True, eq=False)
class Elastic:
    """A program in which some rows may give way; the added columns follow the original ones."""

    original: Arrays
    matrix: csr_array
    row_lower: Floats
    row_upper: Floats
    column_lower: Floats
    column_upper: Floats
    cost: Floats
    integer: Flags
    missing: NDArray[np.intp]
    excess: NDArray[np.intp]
    offset: float = 0.0

    def row_label(self, i: int) -> str:
        """Name of row `i`."""
        return self.original.row_label(i)

    def column_label(self, j: int) -> str:
        """Name of column `j`; added columns are called by their row."""
        own = self.column_lower.size - self.missing.size - self.excess.size
        if j < own:
            return self.original.column_label(j)
        row = np.concatenate((self.missing, self.excess))[j - own]
        word = "missing" if j - own < self.missing.size else "excess"
        return f"{word} in {self.original.row_label(int(row))}"


def diagnose(
    program: Arrays,
    rows: Sequence[int] | NDArray[np.integer],
    weights: Floats | None = None,
    options: Options | None = None,
    progress: Listener | None = None,
) -> Diagnosis:
    """Let `rows` give way as little as possible and say which do, and by how much.

    `weights`, one for each of `rows`, says how bad a unit of giving way is; without it, a row counts by
    the share of its own limit (at least 1), so that a yearly cap and an hourly balance compare.
    """
    elastic = make_elastic(program, np.asarray(rows, dtype=np.intp), weights)
    options = replace(options or Options(), prices=False, gap_money=None)
    quick = min(QUICK, options.time_limit or QUICK)
    outcome = solve(
        elastic, replace(options, time_limit=quick) if elastic.integer.any() else options, progress
    )
    relaxed = bool(elastic.integer.any()) and outcome.status not in ("optimal", "within_gap", "infeasible")
    if relaxed and outcome.stopped_by != "interrupt":
        without = replace(elastic, integer=np.zeros_like(elastic.integer))
        outcome = solve(without, options, progress)
    shortfalls = _shortfalls(elastic, outcome.x) if outcome.x is not None else ()
    return Diagnosis(shortfalls, relaxed, outcome)


def make_elastic(program: Arrays, rows: NDArray[np.intp], weights: Floats | None = None) -> Elastic:
    """Return the program with columns for what is missing and what is too much in `rows`."""
    from scipy.sparse import csr_array, hstack

    count, own = program.matrix.shape
    weight = _share_of_limit(program)
    if weights is not None:
        weight[rows] = weights
    missing = rows[np.isfinite(np.asarray(program.row_lower)[rows])]
    excess = rows[np.isfinite(np.asarray(program.row_upper)[rows])]
    added = np.concatenate((missing, excess))
    sign = np.concatenate((np.ones(missing.size), -np.ones(excess.size)))
    slack = csr_array((sign, (added, np.arange(added.size))), shape=(count, added.size))
    return Elastic(
        original=program,
        matrix=csr_array(hstack((program.matrix, slack), format="csr")),
        row_lower=program.row_lower,
        row_upper=program.row_upper,
        column_lower=np.concatenate((program.column_lower, np.zeros(added.size))),
        column_upper=np.concatenate((program.column_upper, np.full(added.size, np.inf))),
        cost=np.concatenate((np.zeros(own), weight[added])),
        integer=np.concatenate((program.integer, np.zeros(added.size, dtype=np.bool_))),
        missing=missing,
        excess=excess,
    )


def _share_of_limit(program: Arrays) -> Floats:
    return np.asarray(1.0 / np.maximum(1.0, _limit_size(program)))


def _limit_size(program: Arrays) -> Floats:
    lower, upper = np.asarray(program.row_lower), np.asarray(program.row_upper)
    finite_lower = np.where(np.isfinite(lower), np.abs(lower), 0.0)
    return np.maximum(finite_lower, np.where(np.isfinite(upper), np.abs(upper), 0.0))


def _shortfalls(elastic: Elastic, x: Floats) -> tuple[Shortfall, ...]:
    amount = np.zeros(elastic.row_lower.size)
    added = elastic.missing.size + elastic.excess.size
    slack = x[x.size - added :]
    amount[elastic.missing] += slack[: elastic.missing.size]
    amount[elastic.excess] -= slack[elastic.missing.size :]
    share = np.abs(amount) / np.maximum(1.0, _limit_size(elastic))
    order = np.argsort(-share, kind="stable")
    return tuple(Shortfall(int(i), float(amount[i])) for i in order if share[i] > NOTICED)
