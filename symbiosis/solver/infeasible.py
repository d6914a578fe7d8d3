"""Which rows stand in the way when no plan exists, and by how much?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Arrays, Floats, Labelled, Problem
from symbiosis.solver.elastic import Elastic, give_way, size_of_limit
from symbiosis.solver.gate import admit
from symbiosis.solver.options import Options
from symbiosis.solver.outcome import Outcome
from symbiosis.solver.progress import Listener
from symbiosis.solver.solve import solve

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
    out to get an answer in time, so the amounts are at least these in sum.
    """

    shortfalls: tuple[Shortfall, ...]
    relaxed: bool
    outcome: Outcome


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
    options = replace(options or Options(), prices=False, gap_money=None)
    problem = admit(program, options.largest_range).problem
    chosen = np.asarray(rows, dtype=np.intp)
    weight = 1.0 / size_of_limit(problem)
    if weights is not None:
        weight[chosen] = weights
    elastic = give_way(problem, chosen, weight)
    labelled = _labelled(elastic, program)
    relaxed = False
    if problem.has_integers:
        quick = min(QUICK, options.time_limit or QUICK)
        outcome = solve(labelled, replace(options, time_limit=quick), progress)
        relaxed = outcome.status not in ("optimal", "within_gap", "infeasible")
    if not problem.has_integers or (relaxed and outcome.stopped_by != "interrupt"):
        outcome = solve(labelled.relaxed(), options, progress)
    shortfalls = _shortfalls(elastic, outcome.x) if outcome.x is not None else ()
    return Diagnosis(shortfalls, relaxed, outcome)


def _labelled(elastic: Elastic, program: Arrays) -> Labelled:
    added = np.concatenate((elastic.missing, elastic.excess))

    def column_label(j: int) -> str:
        if j < elastic.own:
            return program.column_label(j)
        word = "missing" if j - elastic.own < elastic.missing.size else "excess"
        return f"{word} in {program.row_label(int(added[j - elastic.own]))}"

    arrays = {field.name: getattr(elastic.problem, field.name) for field in fields(Problem)}
    return Labelled(**arrays, row_label=program.row_label, column_label=column_label)


def _shortfalls(elastic: Elastic, x: Floats) -> tuple[Shortfall, ...]:
    amount = elastic.amounts(x)
    share = np.abs(amount) / size_of_limit(elastic.problem)
    order = np.argsort(-share, kind="stable")
    return tuple(Shortfall(int(i), float(amount[i])) for i in order if share[i] > NOTICED)
