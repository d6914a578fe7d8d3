"""From a program to an outcome: gate, search, proof."""

from __future__ import annotations

from symbiosis.solver.arrays import Arrays
from symbiosis.solver.certified.solve import solve_certified
from symbiosis.solver.gate import Admitted, admit
from symbiosis.solver.linear import Answer, solve_linear
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
    with session.ctrl_c:
        found = solve_certified(problem, session, program) if session.options.method == "certified" else None
        if found is not None:
            answer = found
        elif problem.has_integers:
            answer = solve_mixed(problem, session, program)
        else:
            answer = solve_linear(problem, session, program, session.search_time())
    return _outcome(admitted, session, answer, gate_seconds)


def _outcome(admitted: Admitted, session: Session, answer: Answer, gate_seconds: float) -> Outcome:
    problem, run, total = admitted.problem, answer.run, session.elapsed
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
        rows=problem.rows,
        columns=problem.columns,
        nonzeros=problem.nonzeros,
        integers=int(problem.integer.sum()),
        coefficient_range=admitted.range,
        solver=f"HiGHS {run.version}" if run is not None else "HiGHS",
        method=answer.method,
        iterations=run.iterations if run is not None else 0,
        nodes=run.nodes if run is not None else 0,
        options=session.options,
        held=run.options if run is not None else {},
        warnings=tuple(session.warnings),
        log=tuple(session.log),
    )
