"""How is a linear program solved, and its answer proved?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from symbiosis.solver.arrays import Arrays, Floats, Problem
from symbiosis.solver.certificate import Certificate, certify
from symbiosis.solver.check import ACCEPTED, violation
from symbiosis.solver.highs import Attempt, Run
from symbiosis.solver.method import Choice, choose
from symbiosis.solver.options import LARGEST_SEED, Options
from symbiosis.solver.outcome import PricesFrom, Status
from symbiosis.solver.proof import confirm, to_a_vertex
from symbiosis.solver.session import Session


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
    stages: dict[str, float] = field(default_factory=dict)
    multipliers: Floats | None = None
    prices_from: PricesFrom = ""


def solve_linear(
    problem: Problem,
    session: Session,
    program: Arrays,
    time: float | None,
    note: str = "",
    choice: Choice | None = None,
) -> Answer:
    """Solve a linear program within `time` seconds and prove the answer."""
    choice = choice or choose(problem, session.options)
    method = f"{choice.method}: {choice.reason}"
    attempt = first_attempt(session.options, choice.method, time, choice.crossover)
    run = session.run(problem, attempt, child=choice.child, note=note).run
    for retry, child in retries(problem, attempt, session):
        if not session.failed(run):
            break
        run = session.run(problem, retry, child=child, note=note).run
    session.give_up_on(run)
    if run is None:
        return Answer("no_solution_yet", None, method)
    if run.status in ("Infeasible", "Unbounded", "UnboundedOrInfeasible"):
        status, run = confirm(problem, run, attempt, session, program)
        if status is not None:
            return Answer(status, run, method)
    answer = judge(problem, run, method, session.options)
    if answer.status == "suspect" and run.status == "Optimal" and attempt.method != "simplex":
        # Values of an interior-point method that miss the proof are finished on a vertex.
        session.warnings.append("The first answer missed its proof; it was solved again, to a vertex.")
        second, child = to_a_vertex(problem, attempt, session)
        run = session.run(problem, second, child=child, note=note).run or run
        answer = judge(problem, run, f"{method}, then {second.method} to a vertex", session.options)
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


def retries(problem: Problem, attempt: Attempt, session: Session) -> Iterator[tuple[Attempt, bool]]:
    """Yield what to try after a failure, and whether in a child: another seed, then without presolve too."""
    other = replace(attempt, seed=(attempt.seed + 1) % LARGEST_SEED)
    yield to_a_vertex(problem, other, session)
    yield to_a_vertex(problem, replace(other, presolve="off"), session)


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
    elif options.accepts(proof.gap, proof.objective - proof.bound):
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
        problem.cost - problem.matrix.T @ dual,
        proof,
        multipliers=dual if known else None,
        prices_from="optimum",
    )
