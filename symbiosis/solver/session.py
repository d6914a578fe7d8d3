"""What do all runs of one solve share: the clock, the listener, and who has asked to stop?"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from symbiosis.solver.arrays import Problem
from symbiosis.solver.child import ChildRunner
from symbiosis.solver.ctrl_c import CtrlC
from symbiosis.solver.highs import Attempt, Run, SolverError
from symbiosis.solver.options import Options
from symbiosis.solver.outcome import StoppedBy
from symbiosis.solver.progress import Listener, Progress
from symbiosis.solver.runner import News, Runner, ThreadRunner, Watched, watch

TOLD_EVERY = 0.5  # seconds
FINISH = 3.0  # seconds, beside a tenth of the time limit, to put a plan in order after the search
FAILURES = ("SolveError", "PresolveError", "PostsolveError", "Unknown", "Notset")


@dataclass
class Session:
    """One call of `solve`, from its first run to its last."""

    options: Options
    listener: Listener | None = None
    started: float = field(default_factory=time.monotonic)
    ctrl_c: CtrlC = field(default_factory=CtrlC)
    stopped_by: StoppedBy = ""
    warnings: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    _told: float = 0.0
    _bound: float | None = None
    _incumbent: float | None = None

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    def search_time(self) -> float | None:
        """Seconds left for searching; None without a time limit."""
        limit = self.options.time_limit
        return None if limit is None else max(limit - self.elapsed, 0.0)

    def finish_time(self) -> float | None:
        """Seconds left for putting a plan in order; short after Ctrl-C."""
        if self.stopped_by == "interrupt":
            return FINISH
        left, limit = self.search_time(), self.options.time_limit
        return None if left is None or limit is None else max(left, 0.1 * limit + FINISH)

    def run(self, problem: Problem, attempt: Attempt, *, child: bool, note: str = "") -> Watched:
        """Run once, tell the listener, and remember what ended the run early."""
        runner: Runner = (ChildRunner if child else ThreadRunner)(problem, attempt)
        watched = watch(runner, lambda news: self._tell(problem, news, note), attempt.time_limit, self._asked)
        ended = watched.run
        if ended is not None:
            self.log += ended.log
            if ended.status == "TimeLimit" and not watched.stopped_by:
                self.stopped_by = self.stopped_by or "time limit"
        if watched.stopped_by:
            self.stopped_by = watched.stopped_by
        self._tell(problem, watched.news, note or "done", last=True)
        return watched

    def _asked(self) -> bool:
        """Tell of a Ctrl-C that no run has heeded yet: what follows a stopped search may go on, briefly."""
        return self.ctrl_c.pressed and self.stopped_by != "interrupt"

    def failed(self, run: Run | None) -> bool:
        """Tell whether a run ended without an answer though nobody stopped it, and warn."""
        if run is None or run.status not in FAILURES or self.stopped_by == "interrupt":
            return False
        self.warnings.append(f"HiGHS ended with {run.status}; it was started again.")
        return True

    def give_up_on(self, run: Run | None) -> None:
        """Raise `SolverError` when even the last run failed."""
        if run is not None and run.status in FAILURES and self.stopped_by != "interrupt":
            raise SolverError(f"HiGHS ended with {run.status} three times. {' '.join(run.log[-3:])}")

    def _tell(self, problem: Problem, news: News, note: str, last: bool = False) -> None:
        if news.bound is not None:
            self._bound = news.bound
        if news.incumbent is not None:
            self._incumbent = news.incumbent
        now = self.elapsed
        if self.listener is None or (now - self._told < TOLD_EVERY and not last):
            return
        self._told = now
        gap = None
        if self._bound is not None and self._incumbent:
            gap = max(self._incumbent - self._bound, 0.0) / abs(self._incumbent)
        shown = " · ".join(part for part in (note, news.note) if part)
        self.listener(Progress(problem.rows, problem.columns, now, self._bound, self._incumbent, gap, shown))
