"""How is a program with products (of what mixes) solved to a proved gap?

Bound. Every share of a mix is cut into pieces with a yes-or-no each; within a piece the product stands in its
envelope, which is linear. The relaxation contains every plan, so what HiGHS proves for it holds.
Plan. With the shares held, the products are linear: a plan that keeps the products exactly. It is improved by
steps along the products' slopes, each held to shares again.
Limits. Whatever a better plan cannot reach is cut off the shares and flows, which narrows the envelopes.
Boxes. Where mixes are followed by their sources and nothing is yes or no, shares, flows and the qualities of
mixes (`mixing.lifted`) are cut in two by branch and bound first (`mixing.branch`), which is quicker.
All else is repeated, pieces cut where the relaxation strays most from its products, until the gap is as
asked, time is up, or nothing strays.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from symbiosis.solver.arrays import Arrays, Floats
from symbiosis.solver.certificate import relative_gap
from symbiosis.solver.mixing.branch import branch
from symbiosis.solver.mixing.envelopes import refine, relaxed
from symbiosis.solver.mixing.plans import descend, held, settle
from symbiosis.solver.mixing.search import Products, Search
from symbiosis.solver.mixing.tighten import bound_flows, tighten
from symbiosis.solver.options import Options
from symbiosis.solver.outcome import Outcome, Status, StoppedBy
from symbiosis.solver.progress import Listener

TIGHTENED = 600  # columns whose limits are worth two linear programs each
NARROW = "The pieces of the pools' shares are as narrow as they can be; the gap that is left is not closed."


def solve_products(
    program: Arrays, products: Products, options: Options | None = None, progress: Listener | None = None
) -> Outcome:
    """Minimise the cost of a program some of whose columns are products of two others.

    The outcome's plan keeps every product; its `bound` holds for every plan. Raises what `solve` raises.
    """
    search = Search(program, products, options or Options(), progress)
    first = search.run(program, min(search.options.gap, 1e-6))
    if first.status in ("infeasible", "unbounded", "suspect") or first.x is None:
        return first
    search.bound = -np.inf if first.bound is None else first.bound
    for start in _starts(search, first.x):
        if search.is_good() or search.is_over():
            break
        held(search, start)
        descend(search, start)
    for start in _starts(search, first.x) if search.plan is None else ():
        if search.plan is None and not search.is_over():
            settle(search, start)
    bound_flows(search)
    columns = [*search.shares.tolist(), *search.flows.tolist()]
    relaxation, known = first, np.inf
    if not program.integer.any() and not search.alone.size and not (search.is_good() or search.is_over()):
        branch(search)
    while not (search.is_good() or search.is_over()):
        if len(columns) <= TIGHTENED and search.best < known - 1e-6 * abs(search.best):
            tighten(search, columns)
            known = search.best
        relaxation = search.run(relaxed(search), 0.2 * search.options.gap)
        if relaxation.bound is None or search.contradicts(relaxation.bound):
            break
        search.bound = max(search.bound, relaxation.bound)
        if relaxation.x is None:
            break
        if search.is_good() or search.is_over():
            break
        found = relaxation.x[: program.cost.size]
        held(search, found)
        descend(search, found)
        if search.is_good() or not refine(search, found):
            break
    return _outcome(search, relaxation)


def _starts(search: Search, x: Floats) -> list[Floats]:
    """Return where plans are sought first: at the relaxation, with even shares, counting most."""
    even, safe = x.copy(), x.copy()
    for shares in search.mixes:
        even[shares] = 1.0 / shares.size
    safe[search.alone] = search.safe[search.alone]
    return [x, even, *([safe] if search.alone.size else [])]


def _outcome(search: Search, relaxation: Outcome) -> Outcome:
    plan, seconds = search.plan, time.monotonic() - search.started
    stopped: StoppedBy = (
        "interrupt" if search.interrupted else "time limit" if search.is_over() else relaxation.stopped_by
    )
    timing = {"gate": 0.0, "search": seconds, "finish": 0.0, "total": seconds}
    if plan is None or plan.objective is None or plan.x is None:
        if relaxation.status == "infeasible":
            return replace(relaxation, seconds=timing)
        return replace(
            relaxation, status="no_solution_yet", x=None, objective=None, bound=search.bound,
            gap=None, gap_money=None, stopped_by=stopped, seconds=timing,
        )  # fmt: skip
    bound = min(search.bound, plan.objective)
    gap = relative_gap(plan.objective, bound, abs(plan.objective))
    status: Status = "feasible_time_limit"
    if gap <= 1e-6:
        status = "optimal"
    elif search.options.accepts(gap, plan.objective - bound):
        status = "within_gap"
    narrow = () if stopped or status != "feasible_time_limit" else (NARROW,)
    cuts = sum(len(at) for at in search.cuts.values())
    columns, rows = search.program.cost.size, search.program.row_lower.size
    return replace(
        plan,
        status=status,
        bound=bound,
        gap=gap,
        gap_money=plan.objective - bound,
        x=plan.x[:columns],
        row_dual=None if plan.row_dual is None else plan.row_dual[:rows],
        column_dual=None if plan.column_dual is None else plan.column_dual[:columns],
        prices_conditional=plan.row_dual is not None,
        stopped_by=stopped if status == "feasible_time_limit" else "",
        warnings=(*plan.warnings, *search.warnings, *narrow),
        seconds=timing,
        method=f"{search.boxes} boxes, {cuts} cuts of envelopes; plan with shares held, by {plan.method}",
        options=search.options,
    )
