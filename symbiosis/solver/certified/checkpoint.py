"""Stages of a certified solve kept on disk, so that a run that was killed goes on where it stood.

A folder holds the first-order solution of every tolerance and the best plan so far, each under a name that
starts with what the program is; files of another program are left alone. Nothing in them is executed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from symbiosis.solver.arrays import Floats, Problem, row_marks
from symbiosis.solver.certified.dispatch import Priced
from symbiosis.solver.check import ACCEPTED, violation
from symbiosis.solver.highs import Run

DIGITS = 16


class Checkpoint:
    """Keeps and finds stages; does nothing without a folder."""

    def __init__(self, folder: str | None, problem: Problem) -> None:
        self._folder = None if folder is None else Path(folder)
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._name = digest(problem)[:DIGITS]
        self._problem = problem

    def left(self, tolerances: Sequence[float]) -> Sequence[float]:
        """Return the tolerances that are still of use: where a plan was kept, from the tightest one kept."""
        if self._folder is None or self.plan() is None:
            return tolerances
        kept = [n for n, tolerance in enumerate(tolerances) if self._path(f"first_{tolerance:g}").is_file()]
        return tolerances[max(kept, default=0) :]

    def first(self, tolerance: float) -> Run | None:
        """Return the first-order solution that was kept for a tolerance."""
        stored = self._read(f"first_{tolerance:g}")
        if stored is None:
            return None
        x, dual = stored["x"], stored["row_dual"]
        if x.shape != (self._problem.columns,) or dual.shape != (self._problem.rows,):
            return None
        return Run(
            "Optimal",
            0.0,
            None,
            x,
            dual,
            iterations=int(stored["iterations"]),
            version=str(stored["version"]),
        )

    def keep_first(self, tolerance: float, run: Run) -> None:
        """Keep a first-order solution."""
        assert run.x is not None
        assert run.row_dual is not None
        found = {"x": run.x, "row_dual": run.row_dual, "iterations": run.iterations, "version": run.version}
        self._write(f"first_{tolerance:g}", found)

    def plan(self) -> Priced | None:
        """Return the best plan that was kept, if it still is one."""
        stored = self._read("plan")
        if stored is None or stored["x"].shape != (self._problem.columns,):
            return None
        x: Floats = stored["x"]
        whole = self._problem.integer
        if (
            violation(self._problem, x) > ACCEPTED
            or np.abs(x[whole] - np.round(x[whole])).max(initial=0.0) > ACCEPTED
        ):
            return None
        cost = float(self._problem.cost @ x) + self._problem.offset
        return Priced(x, cost, {}, np.zeros(0), stored["dual"], stored["own"])

    def keep_plan(self, plan: Priced) -> None:
        """Keep a plan."""
        self._write("plan", {"x": plan.x, "dual": plan.dual, "own": plan.own})

    def _path(self, stage: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{self._name}_{stage}.npz"

    def _read(self, stage: str) -> dict[str, Any] | None:
        if self._folder is None:
            return None
        path = self._path(stage)
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                return {name: stored[name] for name in stored.files}
        except (
            OSError,
            ValueError,
            KeyError,
            EOFError,
            BadZipFile,
        ):  # not there, or cut off by what killed the run
            return None

    def _write(self, stage: str, arrays: dict[str, Any]) -> None:
        if self._folder is None:
            return
        path = self._path(stage)
        half = path.with_suffix(".half")
        with half.open("wb") as file:
            np.savez(file, **arrays)
        half.replace(path)


def digest(problem: Problem) -> str:
    """Return a SHA-256 that follows from all numbers of a program."""
    found = hashlib.sha256(row_marks(problem.start, problem.index, problem.value).tobytes())
    for part in fields(problem):
        if part.name not in ("index", "value"):
            found.update(np.ascontiguousarray(getattr(problem, part.name)).tobytes())
    return found.hexdigest()
