"""Is there really no best plan?  Nobody is told so on the word of one run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from symbiosis.solver.arrays import Arrays, Floats, Problem
from symbiosis.solver.certificate import proves_infeasible
from symbiosis.solver.elastic import give_way, size_of_limit
from symbiosis.solver.highs import Attempt, Run
from symbiosis.solver.method import LARGE, choose
from symbiosis.solver.outcome import Status
from symbiosis.solver.session import Session

RAY_SHARE = 1e-6
SHOWN = 5
NOTE = "proving it a second time"


def is_infeasible(problem: Problem, run: Run | None, attempt: Attempt, session: Session) -> bool:
    """Prove by our own arithmetic that no x meets the rows, whole numbers or not.

    The weights of the proof come from HiGHS's ray if it has one at hand, else from the least way the rows
    would have to give: that program always has a plan, so any method solves it.
    """
    if run is not None and run.ray is not None and proves_infeasible(problem, run.ray):
        return True
    every = np.arange(problem.rows, dtype=np.intp)
    elastic = give_way(problem.relaxed(), every, 1.0 / size_of_limit(problem)).problem
    choice = choose(elastic, session.options)
    first = replace(
        attempt, method=choice.method, crossover=choice.crossover, time_limit=session.finish_time()
    )
    ended = session.run(elastic, first, child=choice.child, note=NOTE).run
    return ended is not None and ended.row_dual is not None and proves_infeasible(problem, ended.row_dual)


def confirm(
    problem: Problem, run: Run, attempt: Attempt, session: Session, program: Arrays
) -> tuple[Status | None, Run]:
    """Prove a second time that a linear program has no best plan; None: the second run found one."""
    if run.status != "Unbounded" and is_infeasible(problem, run, attempt, session):
        return "infeasible", run
    second: Run | None = run
    if not (run.status == "Unbounded" and run.ray is not None):
        again, child = to_a_vertex(problem, replace(attempt, presolve="off"), session)
        second = session.run(problem, again, child=child, note=NOTE).run
    if second is not None and second.status == "Unbounded":
        session.warnings.append(_endless(second.ray, program))
        return "unbounded", second
    if second is not None and second.status == "Optimal":
        session.warnings.append(f"HiGHS said {run.status} at first; without presolve it found a plan.")
        return None, second
    return not_proved(run, session), run


def not_proved(run: Run, session: Session) -> Status:
    """Return the status of an answer that could not be proved, and warn."""
    session.warnings.append(f"HiGHS said {run.status}, but it could not be proved a second time.")
    return "no_solution_yet" if session.stopped_by == "interrupt" else "suspect"


def to_a_vertex(problem: Problem, attempt: Attempt, session: Session) -> tuple[Attempt, bool]:
    """Return an attempt that ends on a vertex, by a method that suits the size; and: in a child?"""
    large = problem.rows + problem.columns > LARGE
    method = "ipm" if large else "simplex"
    return replace(attempt, method=method, crossover="on", time_limit=session.finish_time()), large


def _endless(ray: Floats | None, program: Arrays) -> str:
    if ray is None:
        return "The cost falls without end."
    step = np.abs(ray)
    order = np.argsort(-step, kind="stable")
    moving = [int(j) for j in order[:SHOWN] if step[j] > RAY_SHARE * step.max(initial=0.0)]
    return f"The cost falls without end along {', '.join(program.column_label(j) for j in moving)}."
