"""Who dispatches the blocks: this process for small programs, worker processes for large ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Floats, Problem
from symbiosis.solver.certified.period import Block, Blocks, Dispatch, Trial
from symbiosis.solver.certified.split import Split
from symbiosis.solver.certified.worker import BLOCKS, PROGRAM, save_trial
from symbiosis.solver.child import environment
from symbiosis.solver.highs import SolverError

SMALL = 300_000  # non-zeros up to which starting processes costs more than it saves
LOOK = 0.1
PARTS = ("column", "row", "sums", "peaks", "sizes")


@dataclass(frozen=True, eq=False)
class Piece:
    """A block's answer with the places of its columns and rows in the whole program; see `Dispatch`.

    `price` has only the columns that the block was given, those from `own` on.
    """

    columns: NDArray[np.int64]
    own: int
    rows: NDArray[np.int64]
    x: Floats
    cost: float
    short: Floats
    price: Floats
    dual: Floats


class Team:
    """Dispatches all blocks of a program, trial after trial; a context that ends its processes."""

    def __init__(self, problem: Problem, split: Split, workers: int | None = None) -> None:
        self._split = split
        wanted = workers if workers is not None else (os.cpu_count() or 1)
        self._count = min(split.count, wanted) if problem.nonzeros > SMALL else 0
        self._trials = 0
        parts: dict[str, Any] = {name: getattr(split, name) for name in PARTS}
        if not self._count:
            self._blocks = Blocks(problem, **parts)
            return
        self._folder = tempfile.TemporaryDirectory(prefix="symbiosis-", ignore_cleanup_errors=True)
        path = Path(self._folder.name)
        problem.save(path / PROGRAM)
        np.savez(path / BLOCKS, **parts)
        self._workers = [self._start(path, number) for number in range(self._count)]

    def _start(self, path: Path, number: int) -> subprocess.Popen[str]:
        module = "symbiosis.solver.certified.worker"
        with (path / f"errors_{number}.txt").open("w", encoding="utf-8") as errors:
            return subprocess.Popen(
                [sys.executable, "-P", "-m", module, str(path), str(number), str(self._count)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
                env=environment(),
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._count:
            for worker in self._workers:
                worker.kill()
                worker.communicate()
            self._folder.cleanup()

    def dispatch(self, trial: Trial, asked: Callable[[], bool]) -> Iterable[Piece] | None:
        """Dispatch every block; None when somebody asked to stop meanwhile.

        Answers of other processes are read one by one, and must be read before the next trial.
        """
        if not self._count:
            return self._here(trial, asked)
        path, name = Path(self._folder.name), f"trial_{self._trials}.npz"
        self._trials += 1
        save_trial(path / name, trial)
        for number, worker in enumerate(self._workers):
            assert worker.stdin is not None
            worker.stdin.write(json.dumps({"trial": name, "answer": f"answer_{number}.npz"}) + "\n")
            worker.stdin.flush()
        for number, worker in enumerate(self._workers):
            if not self._wait(worker, path / f"errors_{number}.txt", asked):
                return None
        (path / name).unlink()
        return self._answers(path)

    def _answers(self, path: Path) -> Iterator[Piece]:
        for number in range(self._count):
            with np.load(path / f"answer_{number}.npz", allow_pickle=False) as stored:
                for k in range(number, self._split.count, self._count):
                    yield _piece(stored, k)

    def _wait(self, worker: subprocess.Popen[str], errors: Path, asked: Callable[[], bool]) -> bool:
        assert worker.stdout is not None
        line: list[str] = []
        reader = threading.Thread(
            target=lambda out: line.append(out.readline()), args=(worker.stdout,), daemon=True
        )
        reader.start()
        while reader.is_alive():
            reader.join(LOOK)
            if asked():
                return False
        if not line or not line[0]:
            tail = errors.read_text(encoding="utf-8")[-2000:]
            raise SolverError(f"A process that dispatches periods died. {tail.strip()}")
        return True

    def _here(self, trial: Trial, asked: Callable[[], bool]) -> list[Piece] | None:
        pieces: list[Piece] = []
        for k in range(self._split.count):
            if asked():
                return None
            block, found = self._blocks.dispatch(k, trial)
            pieces.append(piece_of(block, found))
        return pieces


def piece_of(block: Block, found: Dispatch) -> Piece:
    """Return what others need to know of a dispatched block."""
    price = found.price[block.own :]
    return Piece(block.columns, block.own, block.rows, found.x, found.cost, found.short, price, found.dual)


def _piece(stored: Any, k: int) -> Piece:
    read: dict[str, Any] = {field.name: stored[f"{field.name}_{k}"] for field in fields(Piece)}
    return Piece(**{**read, "own": int(read["own"]), "cost": float(read["cost"])})
