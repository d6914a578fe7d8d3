"""From a program to an outcome: gate, search, proof."""

from __future__ import annotations

from dataclasses import replace

from symbiosis.solver.arrays import Arrays, Problem
from symbiosis.solver.certified.solve import solve_certified
from symbiosis.solver.gate import admit
from symbiosis.solver.linear import Answer, solve_linear
from symbiosis.solver.memory import estimate, measured, warning
from symbiosis.solver.method import LOOSELY, choose, loosely_because
from symbiosis.solver.mixed import solve_mixed
from symbiosis.solver.options import Options
from symbiosis.solver.outcome import Outcome
from symbiosis.solver.progress import Listener
from symbiosis.solver.session import Session


def solve(program: Arrays, options: Options | None = None, progress: Listener | None = None) -> Outcome:
    """Minimise the cost of a program and say how good the answer is.

    `progress` is called in this thread about twice a second. Ctrl-C stops the search and returns the
    best plan so far as an outcome with `stopped_by == "interrupt"`; a second Ctrl-C raises
    `KeyboardInterrupt`. Raises `ProgramError` when the program does not pass the gate, and
    `SolverError` when HiGHS refuses it.
    """
    session = Session(options or Options(), progress)
    admitted = admit(program, session.options.largest_range)
    gate_seconds = session.elapsed
    session.warnings += admitted.warnings
    problem = admitted.problem
    loosely = loosely_because(problem, program, session.options)
    expected = estimate(problem, "certified" if loosely else choose(problem, session.options, program).method)
    if too_much := warning(expected):
        session.warnings.append(too_much)
    with session.ctrl_c:
        answer = solve_certified(problem, session, program) if loosely else None
        if answer is not None:
            answer = replace(answer, method=f"{answer.method} ({loosely})")
        if answer is None or _wants_exact(answer, problem, session):
            exact = _exact(problem, session, program)
            if answer is None or exact.x is not None or answer.x is None:
                answer = exact
    return outcome_of(problem, admitted.range, session, answer, gate_seconds, expected)


def _wants_exact(answer: Answer, problem: Problem, session: Session) -> bool:
    """Tell whether an exact method is to try what a certified solve left open.

    Where that was asked for by name, only a small program without any plan is.
    """
    if session.stopped_by or answer.status in ("optimal", "within_gap"):
        return False
    if session.options.method != "certified":
        return True
    if answer.x is not None or problem.nonzeros >= LOOSELY:
        return False
    session.warnings.append("No plan was found loosely: solved exactly instead.")
    return True


def _exact(problem: Problem, session: Session, program: Arrays) -> Answer:
    if problem.has_integers:
        return solve_mixed(problem, session, program)
    return solve_linear(problem, session, program, session.search_time())


def outcome_of(
    problem: Problem,
    coefficient_range: float,
    session: Session,
    answer: Answer,
    gate_seconds: float,
    expected: dict[str, float],
) -> Outcome:
    """Put an answer, and what the session knows of its making, into words and numbers for the caller."""
    run, total = answer.run, session.elapsed
    search = run.seconds if run is not None else 0.0
    stopped_early = answer.status in ("feasible_time_limit", "no_solution_yet")
    known = answer.objective is not None and answer.bound is not None
    return Outcome(
        status=answer.status,
        objective=answer.objective,
        bound=answer.bound,
        gap=answer.gap,
        gap_money=(answer.objective or 0.0) - (answer.bound or 0.0) if known else None,
        x=answer.x,
        row_dual=answer.row_dual,
        column_dual=answer.column_dual,
        multipliers=answer.multipliers,
        prices_from=answer.prices_from,
        prices_conditional=problem.has_integers and answer.row_dual is not None,
        stopped_by=session.stopped_by if stopped_early else "",
        violation=answer.violation,
        certificate=answer.certificate,
        seconds={
            "gate": gate_seconds,
            "search": search,
            "finish": max(total - gate_seconds - search, 0.0),
            **answer.stages,
            "total": total,
        },
        memory={**expected, **measured()},
        rows=problem.rows,
        columns=problem.columns,
        nonzeros=problem.nonzeros,
        integers=int(problem.integer.sum()),
        coefficient_range=coefficient_range,
        solver=f"HiGHS {run.version}" if run is not None else "HiGHS",
        method=answer.method,
        iterations=run.iterations if run is not None else 0,
        nodes=run.nodes if run is not None else 0,
        options=session.options,
        held=run.options if run is not None else {},
        warnings=tuple(session.warnings),
        log=tuple(session.log),
    )
