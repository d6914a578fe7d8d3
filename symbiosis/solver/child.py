"""How does a run go on in a process of its own, one that can be ended at any moment?

The parent writes the program to a temporary folder and starts `python -m symbiosis.solver.child FOLDER`.
The child answers in JSON lines on its standard output and leaves arrays in the folder; a line, or the
end, of its standard input asks it to stop. Nothing is pickled, and no `if __name__ == "__main__"` is
needed in the script of the caller, on any system.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, Any

import numpy as np

from symbiosis.solver.arrays import Floats, Problem
from symbiosis.solver.highs import Attempt, Report, Run, SolverError, as_words, run
from symbiosis.solver.runner import PATIENCE, News

PROGRAM, RUN, PLAN = "program", "run.npz", "plan.npy"
TAIL = 2000


class ChildRunner:
    """A run in a child process; it ends when this process does."""

    def __init__(self, problem: Problem, attempt: Attempt) -> None:
        self.news = News()
        self._folder = tempfile.TemporaryDirectory(prefix="symbiosis-", ignore_cleanup_errors=True)
        self._path = Path(self._folder.name)
        self._answer: dict[str, Any] | None = None
        problem.save(self._path / PROGRAM)
        self._errors = (self._path / "errors.txt").open("w+", encoding="utf-8", errors="replace")
        self._process = subprocess.Popen(
            # -P: never take modules from the folder that happens to be the current one.
            [sys.executable, "-P", "-m", __name__, str(self._path), json.dumps(as_words(attempt))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="utf-8",
            errors="replace",
            env=environment(),
            **_apart(),
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            try:
                told = json.loads(line)
            except ValueError:
                continue  # a library printed something
            if not isinstance(told, dict):
                continue
            if "status" in told or "error" in told:
                self._answer = told
            else:
                self.news.note = told.get("note", self.news.note)
                self.news.bound = told.get("bound", self.news.bound)
                self.news.incumbent = told.get("incumbent", self.news.incumbent)

    def wait(self, seconds: float) -> bool:
        """Wait, and tell whether the run has ended."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        self._reader.join()
        return True

    def stop(self) -> None:
        """Ask the run to end with what it has."""
        _close(self._process.stdin)

    def kill(self) -> None:
        """End the child by force; the best plan it wrote is kept in `news.plan`."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        self.news.plan = self._stored_plan()
        self._clean()

    def result(self) -> Run:
        """Return what the run left behind; raises `SolverError` when it failed."""
        try:
            answer = self._answer
            if answer is None:
                self._errors.seek(0)
                tail = self._errors.read()[-TAIL:].strip()
                raise SolverError(f"The solver's process died with code {self._process.returncode}. {tail}")
            if "error" in answer:
                raise SolverError(answer["error"])
            with np.load(self._path / RUN, allow_pickle=False) as arrays:
                stored = {name: arrays[name] for name in arrays.files}
            return Run(**{**answer, "log": tuple(answer["log"])}, **stored)
        finally:
            self._clean()

    def _stored_plan(self) -> Floats | None:
        try:
            return np.asarray(np.load(self._path / PLAN, allow_pickle=False), dtype=np.float64)
        except FileNotFoundError:
            return None

    def _clean(self) -> None:
        _close(self._process.stdin)
        _close(self._process.stdout)
        self._errors.close()
        self._folder.cleanup()


def _close(stream: IO[str] | None) -> None:
    """Close a pipe to a process that may be gone already."""
    try:
        if stream is not None:
            stream.close()
    except OSError:
        return


def environment() -> dict[str, str]:
    """Let the child find the very packages this process uses, and speak UTF-8."""
    own = Path(__file__).resolve().parents[2]  # it may have been found through a relative path
    places = [str(own), *(place for place in sys.path if Path(place).is_absolute())]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places), "PYTHONIOENCODING": "utf-8"}


def _apart() -> dict[str, Any]:
    """Keep Ctrl-C at the terminal from reaching the child; the parent asks it to stop."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def main(folder: Path, attempt: Attempt) -> int:
    """Run in the child: solve the program in `folder` and tell about it on standard output."""
    for sent in (signal.SIGINT, signal.SIGTERM):  # it ends when its parent lets go of it
        signal.signal(sent, signal.SIG_IGN)
    stop = threading.Event()
    threading.Thread(target=_wait_for_request, args=(stop,), daemon=True).start()
    lock = threading.Lock()

    def tell(**words: Any) -> None:
        with lock:
            print(json.dumps(words), flush=True)

    def keep(x: Floats) -> None:
        half = folder / "half.npy"
        np.save(half, x, allow_pickle=False)
        half.replace(folder / PLAN)

    def bounds(bound: float, incumbent: float) -> None:
        finite = {"bound": bound, "incumbent": incumbent}
        tell(**{name: value for name, value in finite.items() if np.isfinite(value)})

    report = Report(lambda text: tell(note=text.strip().rpartition("\n")[2]), bounds, keep)
    try:
        ended = run(Problem.load(folder / PROGRAM), attempt, report, stop)
    except SolverError as error:
        tell(error=str(error))
        return 1
    arrays = {name: value for name in Run.ARRAYS if (value := getattr(ended, name)) is not None}
    np.savez(folder / RUN, **arrays)
    tell(
        status=ended.status,
        seconds=ended.seconds,
        bound=ended.bound,
        iterations=ended.iterations,
        nodes=ended.nodes,
        options=ended.options,
        version=ended.version,
        log=ended.log,
    )
    return 0


def _wait_for_request(stop: threading.Event) -> None:
    sys.stdin.readline()  # a line, or the end because the parent closed the pipe or died
    stop.set()
    time.sleep(2 * PATIENCE)  # a parent that lives has ended this process by now
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Attempt(**json.loads(sys.argv[2]))))
