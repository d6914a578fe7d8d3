"""What a certified solve answers: its plan, bound and prices, or where every design fell short."""

from __future__ import annotations

import math

import numpy as np

from symbiosis.solver.arrays import Floats
from symbiosis.solver.certificate import Certificate, magnitude_of
from symbiosis.solver.certified.dispatch import Priced
from symbiosis.solver.certified.search import Search
from symbiosis.solver.check import violation
from symbiosis.solver.highs import Run
from symbiosis.solver.linear import Answer
from symbiosis.solver.outcome import PricesFrom, Status

PASS = 1e-6


def answer_of(search: Search, run: Run | None) -> Answer:
    """Return the best that is known as an answer, with warnings for whoever reads it."""
    problem, session = search.problem, search.session
    method = (
        f"certified: first-order solution ({run.iterations if run else 0} iterations), bound and dispatch"
    )
    bound = search.bound.value if search.bound is not None and math.isfinite(search.bound.value) else None
    if search.bound is not None and bound is None:
        session.warnings.append(
            "There is no bound: some column has no limit that could be derived from the data."
        )
    if search.plan is None:
        if search.short is not None:
            session.warnings.append(_shortage(search))
        return Answer("no_solution_yet", run, method, bound=bound, stages=search.seconds)
    plan = search.plan
    worst = violation(problem, plan.x)
    share, money = search.gap()
    status: Status = "feasible_time_limit"
    if bound is not None and bound > plan.cost + PASS * magnitude_of(problem, plan.x):
        status = "suspect"
    elif share <= PASS:
        status = "optimal"
    elif session.options.accepts(share, money):
        status = "within_gap"
    elif bound is not None and not session.stopped_by:
        session.warnings.append(f"Nothing was left to try: the proof ends at a gap of {share:.2%}.")
    multipliers = search.bound.row_dual if search.bound is not None else None
    dual, origin = _prices(plan, multipliers)
    known = bound is not None
    return Answer(
        status,
        run,
        method,
        plan.x,
        plan.cost,
        min(bound, plan.cost) if bound is not None else None,
        share if known else None,
        worst,
        dual,
        None if dual is None else problem.cost - problem.matrix.T @ dual,
        Certificate(bound, plan.cost, share) if bound is not None else None,
        search.seconds,
        multipliers if known else None,
        origin,
    )


def _prices(plan: Priced, of_bound: Floats | None) -> tuple[Floats | None, PricesFrom]:
    """Return the best prices there are: the plan's own dispatch is exact, the bound's duals are loose.

    Rows over several blocks, which the dispatch takes as given, keep the price that the bound found.
    """
    if plan.dual.any():
        rest = np.zeros(plan.dual.size) if of_bound is None else of_bound
        return np.where(plan.own, plan.dual, rest), "dispatch"
    return of_bound, "bound" if of_bound is not None else ""


def _shortage(search: Search) -> str:
    assert search.short is not None
    worst = sorted(search.short.short.items(), key=lambda item: -abs(item[1]))[:3]
    places = ", ".join(f"{search.program.row_label(i)} by {amount:.3g}" for i, amount in worst)
    return (
        f"No design served every period; the nearest falls short in {len(search.short.short)} rows: {places}."
    )
