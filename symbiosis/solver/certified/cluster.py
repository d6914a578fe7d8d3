"""Blocks dispatched by the workers of a dask scheduler; a worker that is lost costs only its time.

The program lies in a folder that all workers see (the system's folder for temporary files; set `TMPDIR` to a
shared one where workers run elsewhere). A block goes to the worker that had it last, which still holds it and
its basis, or to any other.
"""

from __future__ import annotations

import importlib
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from symbiosis.solver.arrays import Problem
from symbiosis.solver.certified.period import Blocks, Trial
from symbiosis.solver.certified.split import Split
from symbiosis.solver.certified.team import PARTS, Piece, piece_of
from symbiosis.solver.certified.worker import BLOCKS, PROGRAM, load_trial, save_trial
from symbiosis.solver.highs import SolverError

RETRIES = 3
LOOK = 0.1
PATIENCE = 20  # seconds to wait for a scheduler


class Cluster:
    """A team on a dask cluster; a context that leaves the scheduler as it was."""

    def __init__(self, problem: Problem, split: Split, address: str) -> None:
        try:
            distributed: Any = importlib.import_module("distributed")
        except ImportError:
            raise SolverError("--dask needs dask. Install symbiosis[hpc].") from None
        try:
            self._client: Any = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise SolverError(f"there is no dask scheduler at {address} ({error}).") from None
        self._split, self._trials = split, 0
        self._folder = tempfile.TemporaryDirectory(prefix="symbiosis-", ignore_cleanup_errors=True)
        path = Path(self._folder.name)
        problem.save(path / PROGRAM)
        np.savez(path / BLOCKS, **{name: getattr(split, name) for name in PARTS})
        self._at: dict[int, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        self._folder.cleanup()

    def dispatch(self, trial: Trial, asked: Callable[[], bool]) -> list[Piece] | None:
        """Dispatch every block; None when somebody asked to stop meanwhile."""
        path = Path(self._folder.name)
        name = f"trial_{self._trials}.npz"
        self._trials += 1
        save_trial(path / name, trial)
        futures = {k: self._submit(path, name, k) for k in range(self._split.count)}
        try:
            while not all(future.done() for future in futures.values()):
                time.sleep(LOOK)
                if asked():
                    return None
            return [self._piece(k, future) for k, future in futures.items()]
        finally:
            self._client.cancel(list(futures.values()))
            (path / name).unlink(missing_ok=True)

    def _submit(self, path: Path, name: str, k: int) -> Any:
        there = self._client.scheduler_info(n_workers=-1)["workers"] if self._at.get(k) else {}
        where = {"workers": [self._at[k]], "allow_other_workers": True} if self._at.get(k) in there else {}
        return self._client.submit(in_cluster, str(path), name, k, pure=False, retries=RETRIES, **where)

    def _piece(self, k: int, future: Any) -> Piece:
        if future.status != "finished":
            raise SolverError(f"The cluster could not dispatch a period: {future.exception()}")
        where, found = future.result()
        self._at[k] = where
        return Piece(**found)


_blocks: dict[str, Blocks] = {}  # what this worker holds, by folder


def in_cluster(folder: str, trial: str, k: int) -> tuple[str, dict[str, Any]]:
    """Dispatch one block in a dask worker; returns the worker's address and the answer."""
    distributed: Any = importlib.import_module("distributed")
    path = Path(folder)
    if folder not in _blocks:
        if not (path / PROGRAM).is_dir():
            raise FileNotFoundError(
                f"{folder} is not seen by this worker; set TMPDIR to a folder that all see"
            )
        _blocks.clear()
        with np.load(path / BLOCKS, allow_pickle=False) as stored:
            split = {name: stored[name] for name in PARTS}
        _blocks[folder] = Blocks(Problem.load(path / PROGRAM), **split)
    block, found = _blocks[folder].dispatch(k, load_trial(path / trial))
    piece = piece_of(block, found)
    return str(distributed.get_worker().address), {f.name: getattr(piece, f.name) for f in fields(Piece)}
