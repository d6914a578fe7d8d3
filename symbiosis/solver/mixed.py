"""How is a program with integers solved, and its answer checked?

A tree search accepts integers that are off by a hair, and a large coefficient turns that hair into money.
So the integers are rounded and fixed, and the linear program that is left is solved anew: it gives exact
values, the prices, and a cost that must agree with what the search claimed.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from symbiosis.solver.arrays import Arrays, Floats, Problem
from symbiosis.solver.certificate import PASS, magnitude_of, relative_gap
from symbiosis.solver.check import ACCEPTED, violation
from symbiosis.solver.highs import Attempt, Run
from symbiosis.solver.linear import Answer, first_attempt, solve_linear
from symbiosis.solver.method import choose, choose_for_rest
from symbiosis.solver.options import LARGEST_SEED, Options
from symbiosis.solver.outcome import Status
from symbiosis.solver.proof import NOTE, confirm, is_infeasible, not_proved, to_a_vertex
from symbiosis.solver.session import Session

FEASIBILITY = 1e-7  # how far HiGHS lets a row or column be off
TIGHT_INTEGERS = 1e-8  # below this HiGHS 1.15 is not stable


def solve_mixed(problem: Problem, session: Session, program: Arrays) -> Answer:
    """Search, fix the integers found, and solve what is left."""
    choice = choose(problem, session.options, program)
    attempt = first_attempt(session.options, choice.method, session.search_time())
    answer = _search(problem, session, program, attempt, choice.child, choice.reason)
    if answer.status == "suspect" and answer.run is not None and session.stopped_by != "interrupt":
        session.warnings.append(
            "The first answer failed a check after its integers were rounded; "
            f"the search was repeated with an integer tolerance of {TIGHT_INTEGERS:g}."
        )
        tighter = replace(attempt, integer_tolerance=TIGHT_INTEGERS, time_limit=session.search_time())
        answer = _search(problem, session, program, tighter, choice.child, choice.reason)
    return answer


def _search(
    problem: Problem, session: Session, program: Arrays, attempt: Attempt, child: bool, method: str
) -> Answer:
    watched = session.run(problem, attempt, child=child)
    run = watched.run
    seed = (attempt.seed + 1) % LARGEST_SEED
    for presolve in ("choose", "off"):
        if not session.failed(run):
            break
        retry = replace(attempt, seed=seed, presolve=presolve, time_limit=session.search_time())
        run = session.run(problem, retry, child=child).run
    session.give_up_on(run)
    if run is None:  # it did not hear the request to stop; what it had told before is kept
        run = Run("Interrupt", session.elapsed, watched.news.bound, watched.news.plan)
    if run.status in ("Infeasible", "Unbounded", "UnboundedOrInfeasible"):
        return _no_plan(problem, session, program, attempt, child, run, method)
    if run.x is None:
        return Answer(
            "suspect" if run.status == "Optimal" else "no_solution_yet", run, method, bound=run.bound
        )
    return _finish(problem, session, program, run, run.x, method, attempt.method)


def _no_plan(
    problem: Problem, session: Session, program: Arrays, attempt: Attempt, child: bool, run: Run, method: str
) -> Answer:
    """Prove a second time that there is no plan: without integrality if that suffices, else search again."""
    if run.status != "Unbounded" and is_infeasible(problem, run, attempt, session):
        return Answer("infeasible", run, method)
    if run.status != "Infeasible":  # a program without plans may be unbounded without integrality
        relaxed = problem.relaxed()
        vertex, in_child = to_a_vertex(relaxed, replace(attempt, presolve="off"), session)
        ended = session.run(relaxed, vertex, child=in_child, note=NOTE).run
        if ended is not None and ended.status == "Unbounded":
            status, ended = confirm(relaxed, ended, attempt, session, program)
            return Answer(status or "suspect", ended, method)
    again = replace(
        attempt,
        seed=(attempt.seed + 1) % LARGEST_SEED,
        presolve="off",
        time_limit=session.finish_time(),
    )
    second = session.run(problem, again, child=child, note=NOTE).run
    if second is not None and second.status == "Infeasible" and run.status != "Unbounded":
        return Answer("infeasible", second, method)
    if second is not None and second.x is not None:
        session.warnings.append(f"HiGHS said {run.status} at first; without presolve it found a plan.")
        return _finish(problem, session, program, second, second.x, method, attempt.method)
    return Answer(not_proved(run, session), run, method)


def _finish(
    problem: Problem,
    session: Session,
    program: Arrays,
    run: Run,
    found: Floats,
    method: str,
    relaxations: str,
) -> Answer:
    """Round the integers, solve the rest exactly, and compare with what the search claimed."""
    rounded = np.where(problem.integer, np.round(found), found)
    rounded = np.clip(rounded, problem.column_lower, problem.column_upper)
    as_it_is = Answer(
        "feasible_time_limit",
        run,
        method,
        rounded,
        float(problem.cost @ rounded) + problem.offset,
        violation=violation(problem, rounded),
    )
    answer = as_it_is
    if session.options.prices or (as_it_is.violation or 0.0) > ACCEPTED:
        fixed = problem.fixed(rounded)
        how = choose_for_rest(fixed, session.options, relaxations)
        exact = solve_linear(fixed, session, program, session.finish_time(), "prices", how)
        if exact.status in ("optimal", "within_gap"):
            worst = violation(problem, _values(exact))
            answer = replace(exact, run=run, method=method, violation=worst, multipliers=None)
        elif exact.status in ("no_solution_yet", "feasible_time_limit"):
            session.warnings.append("There was no time left to solve for exact values and prices.")
        else:
            session.warnings.append(
                f"With its integers rounded, the plan is {exact.status}: the search had leaned on integers "
                "that were not quite whole, which large coefficients make possible."
            )
            answer = replace(as_it_is, violation=np.inf)
    return _weigh(problem, session.options, answer, run)


def _weigh(problem: Problem, options: Options, answer: Answer, run: Run) -> Answer:
    """Compare the cost of the exact plan with the bound of the search and say what the plan is worth."""
    x, objective, bound = _values(answer), float(problem.cost @ _values(answer)) + problem.offset, run.bound
    size = magnitude_of(problem, x)
    if (answer.violation or 0.0) > ACCEPTED:
        return replace(answer, status="suspect", objective=objective, bound=bound, gap=None)
    if bound is None:
        return replace(answer, status="feasible_time_limit", objective=objective, bound=None, gap=None)
    # The search keeps rows to 1e-7, so its bound may be off by that much of the dearest column.
    rounding = FEASIBILITY * float(np.abs(problem.cost).max(initial=0.0))
    cheaper = bound - objective > rounding and relative_gap(bound, objective, size) > PASS
    if cheaper:  # than what was said to be the least
        return replace(answer, status="suspect", objective=objective, bound=bound, gap=None)
    bound = min(bound, objective)
    gap = relative_gap(objective, bound, size)
    status: Status
    if gap <= PASS:
        status = "optimal"
    elif options.accepts(gap, objective - bound):
        status = "within_gap"
    else:
        status = "suspect" if run.status == "Optimal" else "feasible_time_limit"
    return replace(answer, status=status, objective=objective, bound=bound, gap=gap)


def _values(answer: Answer) -> Floats:
    assert answer.x is not None
    return answer.x
