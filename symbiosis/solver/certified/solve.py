"""Certified solve: a loose first-order solution, then proof from below and from above.

    first    HiPDLP on the whole relaxation at a loose tolerance, in a process that can be ended
    bound    its duals, repaired along storage chains, and weak duality
    plan     its design, made buildable and a little larger, dispatched exactly block by block
    improve  cutting planes in the design; blocks moved by half a length; a tighter first solution

It ends when the gap asked for is reached, when time is up, or when nothing is left to try.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

import numpy as np

from symbiosis.solver.arrays import Arrays, Problem
from symbiosis.solver.certified.answer import answer_of
from symbiosis.solver.certified.bound import Limits, best_bound, short, weak_bound
from symbiosis.solver.certified.chains import find_chains
from symbiosis.solver.certified.checkpoint import Checkpoint
from symbiosis.solver.certified.design import statics_of
from symbiosis.solver.certified.dispatch import Dispatching
from symbiosis.solver.certified.lasting import lasting
from symbiosis.solver.certified.limits import column_limits
from symbiosis.solver.certified.near import first_plans, improve, whole_numbers
from symbiosis.solver.certified.search import Search
from symbiosis.solver.certified.split import Ints, Steps, split
from symbiosis.solver.certified.whole import Whole
from symbiosis.solver.highs import Attempt, Run, objective_scale
from symbiosis.solver.linear import Answer
from symbiosis.solver.method import SIMPLIFIED
from symbiosis.solver.session import Session

TOLERANCES = (1e-3, 1e-4, 1e-5, 1e-6)
SHIFTS = (0.5, 0.0, 0.5, 0.0)
LEAST = 0.05  # share of the gap that a round must close to be worth another one
BLOCK_HOURS = 168.0
FEWEST_BLOCKS = 2
HOPELESS = 20.0  # times the gap asked for; what is further away after a round is left to exact methods
IN_CHILD = 5_000  # non-zeros from which the first-order run, which hears no request, can be ended


def solve_certified(problem: Problem, session: Session, program: Arrays) -> Answer | None:
    """Solve loosely and prove; None when the first-order method finds no plan (ask another method)."""
    search = Search(problem, session, program)
    steps = Steps.of(program, problem)
    relaxed = problem.relaxed()
    with search.stage("limits"):
        limits = Limits(*column_limits(problem))
        chains = find_chains(relaxed, steps)
    free = session.options.method == "choose"  # another method may be better
    if free and (many := lasting(problem, limits, chains, steps, BLOCK_HOURS)):
        session.warnings.append(
            f"{many} stores carry content over weeks, where a loose solve proves little: solved exactly."
        )
        return None
    checkpoint = search.checkpoint = Checkpoint(session.options.checkpoint, problem)
    search.plan = checkpoint.plan()
    last: Run | None = None
    with ExitStack() as stack:
        dispatchers: dict[float, Dispatching] = {}

        def dispatching(shift: float, penalty: float) -> Dispatching:
            if shift not in dispatchers:
                cut = split(problem, steps, _blocks(steps, shift))
                scale, where = objective_scale(problem), session.options.dask
                made = Dispatching(problem, steps, cut, scale, penalty, where)
                stack.enter_context(made.team)
                dispatchers[shift] = made
            return dispatchers[shift]

        for tolerance in checkpoint.left(TOLERANCES):
            with search.stage("first-order"):
                run = checkpoint.first(tolerance) or _first(relaxed, session, tolerance)
            if run is None or run.x is None or run.row_dual is None:
                if last is None and not search.stopped():
                    return None
                break
            last = run
            with search.stage("checkpoint"):
                checkpoint.keep_first(tolerance, run)
            with search.stage("bound"):
                found = best_bound(problem, limits, chains, run.row_dual)
                bound = weak_bound(problem, limits, short(found.row_dual))
                if search.bound is None or bound.value > search.bound.value:
                    search.bound = bound
            # What is a little beyond what any plan can hold would leave the blocks next to it short.
            guide = np.clip(run.x, limits.lower, limits.upper)
            penalty = 10.0 * float(np.abs(run.row_dual).max(initial=0.0)) + float(np.abs(problem.cost).max())
            if not search.enough():
                with search.stage("dispatch"):
                    first_plans(search, dispatching(0.0, penalty), steps, guide)
            if search.wants_more() and problem.integer[steps.static].any():
                with search.stage("whole numbers"):
                    here = dispatching(0.0, penalty)
                    statics = statics_of(problem, steps, here.split)
                    whole = Whole(relaxed, limits, chains, statics)
                    whole_numbers(search, here, whole, replace(run, x=guide))
            for shift in SHIFTS:
                if search.plan is None or not search.wants_more():
                    break
                before = search.plan.cost
                with search.stage("improve"):
                    improve(search, dispatching(shift, penalty), steps)
                if before - search.plan.cost < LEAST * search.gap()[1]:
                    break
            if not search.wants_more():
                break
            if free and search.gap()[0] > HOPELESS * session.options.gap:
                session.warnings.append(
                    f"A loose solve came no nearer than {search.gap()[0]:.2%}: solved exactly instead."
                )
                return None
    return answer_of(search, last)


def _blocks(steps: Steps, shift: float) -> Ints:
    hours = BLOCK_HOURS
    if steps.horizon is not None:
        hours = min(hours, float(steps.horizon.hours.sum()) / FEWEST_BLOCKS)
    return steps.blocks(hours, shift * hours)


def _first(problem: Problem, session: Session, tolerance: float) -> Run | None:
    attempt = Attempt(
        method="hipdlp",
        presolve="choose" if problem.nonzeros <= SIMPLIFIED else "off",
        crossover="off",
        time_limit=session.search_time(),
        threads=session.options.threads,
        seed=session.options.seed,
        kkt_tolerance=tolerance,
    )
    note = f"first-order solution to {tolerance:g}"
    run = session.run(problem, attempt, child=problem.nonzeros > IN_CHILD, note=note).run
    return run if run is not None and run.status in ("Optimal", "Unknown") else None
