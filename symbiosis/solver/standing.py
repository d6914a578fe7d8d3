"""A linear program that stands in HiGHS: what changes is changed there, and the search goes on from its end.

The matrix is handed over again only when another one comes. New costs and limits start simplex from the last
basis, another matrix from what it has in common with the last one (`neighbour`). Programs with integers, and
those that are better solved otherwise than by simplex, are solved anew each time.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Floats, Problem, row_marks
from symbiosis.solver.gate import admit
from symbiosis.solver.highs import Run, SolverError, objective_scale, pass_model, read_run
from symbiosis.solver.linear import judge
from symbiosis.solver.memory import estimate
from symbiosis.solver.merged import solve_merged
from symbiosis.solver.method import suits_simplex
from symbiosis.solver.neighbour import start_from
from symbiosis.solver.options import Options
from symbiosis.solver.outcome import Outcome
from symbiosis.solver.session import Session
from symbiosis.solver.solve import outcome_of

if TYPE_CHECKING:
    from highspy import Highs

    from symbiosis.formulation.program import Program

LOOK = 0.1  # seconds between two looks at a running solve
WORSE = ("Infeasible", "Unbounded", "UnboundedOrInfeasible")


@dataclass(eq=False)
class Standing:
    """Solves one program after another and keeps the last one in HiGHS.

    `prepared` is the time that the last program took until the solver could start [s]; `kept` tells whether
    its matrix was already there. `solved` counts all programs, `kept_in_all` those whose matrix was there,
    `neighbours` those that had another one and went on from what they have in common with the last.
    """

    options: Options = field(default_factory=Options)
    prepared: float = 0.0
    kept: bool = False
    solved: int = 0
    kept_in_all: int = 0
    neighbours: int = 0
    _program: Program | None = None
    _problem: Problem | None = None
    _highs: Highs | None = None
    _scale: float = 1.0
    _stop: threading.Event = field(default_factory=threading.Event)

    def solve(self, program: Program) -> Outcome:
        """Solve a program; raises as `solve` does. What is worth a second look is solved anew."""
        begun = time.monotonic()
        self.solved += 1
        if not suits_simplex(program, self.options):
            self.prepared, self.kept = 0.0, False
            return solve_merged(program, self.options)
        session = Session(self.options)
        problem = self._take(program, session)
        assert self._highs is not None
        self.prepared = time.monotonic() - begun
        with session.ctrl_c:
            if self.options.time_limit is not None:
                self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self.options.time_limit)
            run = self._run(problem, session)
        if not session.stopped_by and (run.x is None or run.status in WORSE):
            return solve_merged(program, self.options)
        answer = judge(problem, run, "simplex, from the last basis", self.options)
        if answer.status == "suspect":
            return solve_merged(program, self.options)
        return outcome_of(problem, 1.0, session, answer, self.prepared, estimate(problem, "simplex"))

    def _run(self, problem: Problem, session: Session) -> Run:
        """Run in a thread of its own, so that Ctrl-C is heard."""
        highs: Any = self._highs
        status: list[Any] = []
        worker = threading.Thread(target=lambda: status.append(highs.run()), daemon=True)
        worker.start()
        while worker.is_alive():
            worker.join(LOOK)
            if session.ctrl_c.pressed and not session.stopped_by:
                session.stopped_by = "interrupt"
                self._stop.set()
        self._stop.clear()
        run = read_run(highs, problem, self._scale, status[0])
        if run.status == "TimeLimit":
            session.stopped_by = session.stopped_by or "time limit"
        return run

    def _take(self, program: Program, session: Session) -> Problem:
        """Bring HiGHS from the last program to this one."""
        before = self._problem
        self.kept = before is not None and self._same_matrix(program)
        self.kept_in_all += self.kept
        if before is None or not self.kept or not _sound(program):
            admitted = admit(program, self.options.largest_range)
            session.warnings += admitted.warnings
            start = self._start(program)
            self._hand_over(admitted.problem, start)
            self.neighbours += start is not None
            self._program, self._problem = program, admitted.problem
            return admitted.problem
        problem = replace(
            before,
            row_lower=np.asarray(program.row_lower),
            row_upper=np.asarray(program.row_upper),
            column_lower=np.asarray(program.column_lower),
            column_upper=np.asarray(program.column_upper),
            cost=np.asarray(program.cost),
            offset=float(program.offset),
        )
        self._change(before, problem)
        self._problem = problem
        return problem

    def _same_matrix(self, program: Program) -> bool:
        assert self._program is not None
        known, new = self._program.matrix, program.matrix
        if known is new:
            return True
        same = known.shape == new.shape and known.nnz == new.nnz
        return bool(
            same and np.array_equal(known.indptr, new.indptr) and np.array_equal(_marks(known), _marks(new))
        )

    def _start(self, program: Program) -> Any | None:
        """Return a start from the last program's end; None where there is none that fits."""
        if self._highs is None or self._program is None:
            return None
        return start_from(program, self._program, self._highs.getBasis())

    def _hand_over(self, problem: Problem, start: Any | None) -> None:
        import highspy

        self._scale = objective_scale(problem)
        highs: Any = highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("solver", "simplex"),
            ("random_seed", self.options.seed),
            ("threads", self.options.threads or 0),
        ):
            highs.setOptionValue(name, value)
        pass_model(highs, problem, self._scale, [])
        if start is not None:
            _ok(highs.setBasis(start))
        highs.cbSimplexInterrupt.subscribe(lambda event: event.interrupt() if self._stop.is_set() else None)
        self._highs = highs

    def _change(self, before: Problem, now: Problem) -> None:
        highs: Any = self._highs
        columns = _changed((before.cost, now.cost))
        _ok(highs.changeColsCost(columns.size, columns, now.cost[columns] * self._scale))
        if now.offset != before.offset:
            _ok(highs.changeObjectiveOffset(now.offset * self._scale))
        columns = _changed((before.column_lower, now.column_lower), (before.column_upper, now.column_upper))
        _ok(
            highs.changeColsBounds(
                columns.size, columns, now.column_lower[columns], now.column_upper[columns]
            )
        )
        rows = _changed((before.row_lower, now.row_lower), (before.row_upper, now.row_upper))
        _ok(highs.changeRowsBounds(rows.size, rows, now.row_lower[rows], now.row_upper[rows]))


def _marks(matrix: Any) -> NDArray[np.uint64]:
    return row_marks(matrix.indptr, matrix.indices, matrix.data)


def _changed(*pairs: tuple[Floats, Floats]) -> NDArray[np.int32]:
    different = np.zeros(pairs[0][0].size, dtype=bool)
    for before, now in pairs:
        different |= before != now
    return np.flatnonzero(different).astype(np.int32)


def _sound(program: Program) -> bool:
    """Tell whether costs and limits can be handed over as they are; if not, the gate says what is wrong."""
    lower = np.concatenate((program.row_lower, program.column_lower))
    upper = np.concatenate((program.row_upper, program.column_upper))
    if not np.isfinite(program.cost).all() or not np.isfinite(program.offset):
        return False
    return bool((lower <= upper).all() and (lower < np.inf).all() and (upper > -np.inf).all())


def _ok(status: Any) -> None:
    import highspy

    if status != highspy.HighsStatus.kOk:
        raise SolverError("HiGHS refused a change of the program that it holds.")
