"""How does one run of HiGHS stay in hand: heard while it runs, and stopped when asked?"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from symbiosis.solver.arrays import Floats, Problem
from symbiosis.solver.highs import Attempt, Report, Run, SolverError, run
from symbiosis.solver.outcome import StoppedBy

LOOK = 0.1  # seconds between two looks at a running solve
PATIENCE = 3.0  # seconds a run gets to hear a request to stop
OVERTIME = 10.0  # seconds a run may overstep its time limit before it is stopped from outside


@dataclass
class News:
    """The latest a running solve has told; written by one thread, read by another."""

    note: str = ""
    bound: float | None = None
    incumbent: float | None = None
    plan: Floats | None = field(default=None, repr=False)


class Runner(Protocol):
    """A run of HiGHS that is under way somewhere."""

    news: News

    def wait(self, seconds: float) -> bool:
        """Wait, and tell whether the run has ended."""

    def stop(self) -> None:
        """Ask the run to end with what it has."""

    def kill(self) -> None:
        """End the run by force, as far as that can be done."""

    def result(self) -> Run:
        """Return what the run left behind; raises `SolverError` when it failed."""


class ThreadRunner:
    """A run in a thread of this process."""

    def __init__(self, problem: Problem, attempt: Attempt) -> None:
        self.news = News()
        self._stop = threading.Event()
        self._done = threading.Event()
        self._run: Run | None = None
        self._error: BaseException | None = None
        threading.Thread(target=self._work, args=(problem, attempt), daemon=True).start()

    def _work(self, problem: Problem, attempt: Attempt) -> None:
        try:
            self._run = run(problem, attempt, listen(self.news), self._stop)
        except BaseException as error:
            self._error = error
        finally:
            self._done.set()

    def wait(self, seconds: float) -> bool:
        """Wait, and tell whether the run has ended."""
        # Not Thread.join: when a signal raises inside it, Python takes a running thread for a dead one.
        return self._done.wait(seconds)

    def stop(self) -> None:
        """Ask the run to end with what it has."""
        self._stop.set()

    def kill(self) -> None:
        """A thread cannot be ended: it is left behind, asked to stop, and dies with the process."""
        self._stop.set()

    def result(self) -> Run:
        """Return what the run left behind; raises `SolverError` when it failed."""
        if self._error is not None:
            raise self._error
        if self._run is None:
            raise SolverError("HiGHS did not stop when asked.")
        return self._run


def listen(news: News) -> Report:
    """Return a report that keeps the latest of everything in `news`."""

    def on_line(text: str) -> None:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        news.note = lines[-1] if lines else news.note

    def on_bounds(bound: float, incumbent: float) -> None:
        news.bound = bound if abs(bound) < float("inf") else news.bound
        news.incumbent = incumbent if abs(incumbent) < float("inf") else news.incumbent

    def on_plan(x: Floats) -> None:
        news.plan = x

    return Report(on_line, on_bounds, on_plan)


@dataclass(frozen=True, eq=False)
class Watched:
    """A run that has ended, and what ended it; `run` is None when it had to be ended by force."""

    run: Run | None
    news: News
    stopped_by: StoppedBy


def watch(
    runner: Runner, look: Callable[[News], None], time_limit: float | None, asked: Callable[[], bool]
) -> Watched:
    """Wait for a run; call `look` every tenth of a second; when `asked` to stop, keep its best plan.

    Whatever is raised meanwhile ends the run by force. A run that oversteps its time limit
    by far is stopped, too.
    """
    latest = None if time_limit is None else time.monotonic() + time_limit + OVERTIME
    patience: float | None = None
    stopped_by: StoppedBy = ""
    try:
        while not runner.wait(LOOK):
            look(runner.news)
            now = time.monotonic()
            if not stopped_by and (asked() or (latest is not None and now > latest)):
                stopped_by = "interrupt" if asked() else "time limit"
                patience = now + PATIENCE
                runner.stop()
            if patience is not None and now > patience:
                runner.kill()
                return Watched(None, runner.news, stopped_by)
        return Watched(runner.result(), runner.news, stopped_by)
    except BaseException:
        runner.kill()
        raise
