"""How is a linear program solved, and its answer proved?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from symbiosis.solver.arrays import Arrays, Floats, Problem
from symbiosis.solver.certificate import Certificate, certify, proves_infeasible
from symbiosis.solver.check import ACCEPTED, violation
from symbiosis.solver.highs import Attempt, Run
from symbiosis.solver.method import choose
from symbiosis.solver.options import LARGEST_SEED, Options
from symbiosis.solver.outcome import Status
from symbiosis.solver.session import Session

RAY_SHARE = 1e-6
SHOWN = 5


@dataclass(frozen=True, eq=False)
class Answer:
    """What is known of a program after its runs; fields as in `Outcome`."""

    status: Status
    run: Run | None = None
    method: str = ""
    x: Floats | None = None
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    violation: float | None = None
    row_dual: Floats | None = None
    column_dual: Floats | None = None
    certificate: Certificate | None = None


def solve_linear(
    problem: Problem, session: Session, program: Arrays, time: float | None, note: str = ""
) -> Answer:
    """Solve a linear program within `time` seconds and prove the answer."""
    choice = choose(problem, session.options)
    method = f"{choice.method}: {choice.reason}"
    attempt = first_attempt(session.options, choice.method, time, choice.crossover)
    run = session.run(problem, attempt, child=choice.child, note=note).run
    for retry in retries(attempt):
        if not session.failed(run):
            break
        session.warnings.append(f"HiGHS ended with {run.status if run else 'nothing'}; it was started again.")
        run = session.run(problem, _in_time(retry, session), child=False, note=note).run
    if run is None:
        return Answer("no_solution_yet", None, method)
    if run.status in ("Infeasible", "Unbounded", "UnboundedOrInfeasible"):
        status, run = confirm(problem, run, attempt, session, program)
        if status is not None:
            return Answer(status, run, method)
    answer = judge(problem, run, method, session.options)
    if answer.status == "suspect" and run.status == "Optimal" and attempt.method != "simplex":
        # Values of an interior-point method that miss the proof are finished on a vertex.
        session.warnings.append("The first answer missed its proof; the program was solved again by simplex.")
        second = _in_time(replace(attempt, method="simplex", crossover="on"), session)
        run = session.run(problem, second, child=False, note=note).run or run
        answer = judge(problem, run, f"{method}, then simplex", session.options)
    return answer


def first_attempt(options: Options, method: str, time: float | None, crossover: str = "on") -> Attempt:
    """Return the attempt the options ask for."""
    return Attempt(
        method=method,
        crossover="on" if crossover == "on" else "off",
        gap=options.gap,
        gap_money=options.gap_money,
        time_limit=time,
        threads=options.threads,
        seed=options.seed,
    )


def retries(attempt: Attempt) -> tuple[Attempt, ...]:
    """Return what to try after a failure: another seed, then no presolve and plain simplex."""
    seed = (attempt.seed + 1) % LARGEST_SEED
    return (
        replace(attempt, seed=seed),
        replace(attempt, seed=seed, presolve="off", method="simplex", crossover="on"),
    )


def confirm(
    problem: Problem, run: Run, attempt: Attempt, session: Session, program: Arrays
) -> tuple[Status | None, Run]:
    """Prove a second time that there is no best plan; a status of None means that the second run found one.

    Infeasible counts as proved when the ray passes our own arithmetic, or a run without presolve agrees.
    """
    second = run
    if run.status == "Infeasible" and run.ray is not None and proves_infeasible(problem, run.ray):
        return "infeasible", run
    if not (run.status == "Unbounded" and run.ray is not None):
        again = _in_time(replace(attempt, presolve="off", method="simplex", crossover="on"), session)
        ended = session.run(problem, again, child=False, note="proving it a second time").run
        second = ended if ended is not None else run
    if second.status == "Infeasible" and (second is not run):
        return "infeasible", second
    if second.status == "Unbounded":
        session.warnings.append(_endless(second.ray, program))
        return "unbounded", second
    if second.status == "Optimal":
        session.warnings.append(f"HiGHS said {run.status} at first; without presolve it found a plan.")
        return None, second
    session.warnings.append(f"HiGHS said {run.status}, but it could not be proved a second time.")
    return ("no_solution_yet" if session.stopped_by == "interrupt" else "suspect"), second


def judge(problem: Problem, run: Run, method: str, options: Options) -> Answer:
    """Check values and duals and say what they are worth."""
    if run.x is None:
        status: Status = "suspect" if run.status == "Optimal" else "no_solution_yet"
        return Answer(status, run, method)
    x = np.clip(run.x, problem.column_lower, problem.column_upper)
    worst = violation(problem, x)
    dual = run.row_dual if run.row_dual is not None else np.zeros(problem.rows)
    proof = certify(problem, x, dual)
    if worst > ACCEPTED:
        status = "suspect"
    elif proof.passed:
        status = "optimal"
    elif run.status != "Optimal":
        status = "feasible_time_limit"
    elif proof.gap <= options.gap or proof.objective - proof.bound <= (options.gap_money or 0.0):
        status = "within_gap"
    else:
        status = "suspect"
    known = np.isfinite(proof.bound)
    return Answer(
        status,
        run,
        method,
        x,
        proof.objective,
        min(proof.bound, proof.objective) if known else None,
        proof.gap if known else None,
        worst,
        dual,
        problem.cost - problem.matrix().T @ dual,
        proof,
    )


def _in_time(attempt: Attempt, session: Session) -> Attempt:
    return replace(attempt, time_limit=session.finish_time())


def _endless(ray: Floats | None, program: Arrays) -> str:
    if ray is None:
        return "The cost falls without end."
    step = np.abs(ray)
    order = np.argsort(-step, kind="stable")
    moving = [int(j) for j in order[:SHOWN] if step[j] > RAY_SHARE * step.max(initial=0.0)]
    return f"The cost falls without end along {', '.join(program.column_label(j) for j in moving)}."
