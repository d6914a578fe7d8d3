"""Which rows and columns belong to which stretch of time, and what ties the stretches together?

own       a step's columns and rows belong to the block of that step
shared    static and group columns: the design, monthly peaks, first levels
linking   step columns that rows of another block look up: levels at a block's end
sums      rows over several blocks: yearly caps, take or pay
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Flags, Problem

if TYPE_CHECKING:
    from symbiosis.formulation.axes import Layout

Ints = NDArray[np.int64]
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Steps:
    """The step of every column and row, −1 for those of no single step; shapes (columns,), (rows,)."""

    column: Ints
    row: Ints
    count: int
    static: Flags
    layouts: tuple[Layout, Layout] | None = None
    horizon: Any = None

    @classmethod
    def of(cls, program: Any, problem: Problem) -> Steps:
        """Read the axes of a program; plain arrays without axes are one step that holds everything."""
        if not hasattr(program, "horizon"):
            nothing = np.zeros(problem.columns, dtype=np.bool_)
            return cls(np.zeros(problem.columns, int), np.zeros(problem.rows, int), 1, nothing)
        static = np.zeros(problem.columns, dtype=np.bool_)
        for family in program.columns.families:
            if family.axis == "static":
                static[family.start : family.start + family.size] = True
        return cls(
            _steps_of(program.columns),
            _steps_of(program.rows),
            len(program.horizon),
            static,
            (program.columns, program.rows),
            program.horizon,
        )

    def blocks(self, hours: float, shift: float = 0.0) -> Ints:
        """Cut the steps into blocks of `hours`, never across periods; returns a block number per step.

        `shift` moves the cuts by so many hours.
        """
        if self.horizon is None:
            return np.zeros(self.count, dtype=np.int64)
        period, length = self.horizon.period, self.horizon.hours
        begins = np.cumsum(length) - length
        first = np.concatenate(([True], period[1:] != period[:-1]))
        since = begins - np.maximum.accumulate(np.where(first, begins, -np.inf))
        piece = np.floor((since + shift) / hours + 1e-9)
        new = first | np.concatenate(([True], piece[1:] != piece[:-1]))
        return np.asarray(np.cumsum(new) - 1, dtype=np.int64)


def _steps_of(layout: Layout) -> Ints:
    out = np.full(layout.size, NOWHERE, dtype=np.int64)
    for family in layout.families:
        if family.members.step is not None:
            out[family.start : family.start + family.size] = np.repeat(family.members.step, family.width)
    return out


@dataclass(frozen=True, eq=False)
class Split:
    """Blocks of a program: a block number for every column and row (−1: shared, or over several blocks).

    `linking` marks step columns that rows of another block contain; `sums` are the rows over several
    blocks, `peaks` the group columns that may rise without breaking a row. `sizes` marks the rows that a
    larger design would widen: within capacity, within the store.
    """

    count: int
    column: Ints
    row: Ints
    linking: Flags
    sums: NDArray[np.intp]
    peaks: NDArray[np.intp]
    sizes: Flags


def split(problem: Problem, steps: Steps, block_of_step: Ints) -> Split:
    """Sort a program's rows and columns into blocks of steps."""
    padded = np.append(block_of_step, NOWHERE)
    column, row = padded[steps.column], padded[steps.row]
    rows = np.repeat(np.arange(problem.rows), np.diff(problem.start))
    own = column[problem.index]
    of_group = row[rows] == NOWHERE
    touched, blocks = rows[of_group & (own >= 0)], own[of_group & (own >= 0)]
    least, most = np.full(problem.rows, np.iinfo(np.int64).max), np.full(problem.rows, -1, dtype=np.int64)
    np.minimum.at(least, touched, blocks)
    np.maximum.at(most, touched, blocks)
    row = np.where((row == NOWHERE) & (most >= 0) & (least == most), most, row)
    sums = np.flatnonzero((row == NOWHERE) & (most > least) & (most >= 0))
    foreign = (own >= 0) & (row[rows] >= 0) & (row[rows] != own)
    linking = np.zeros(problem.columns, dtype=np.bool_)
    linking[problem.index[foreign]] = True
    count = int(block_of_step.max(initial=0)) + 1
    return Split(
        count, column, row, linking, sums, _peaks(problem, steps, rows), _sizes(problem, steps, rows)
    )


def _peaks(problem: Problem, steps: Steps, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the shared columns beside the design that cost something and never hurt a row by rising."""
    value = problem.value
    hurts = np.where(value > 0, np.isfinite(problem.row_upper[rows]), np.isfinite(problem.row_lower[rows]))
    free = np.ones(problem.columns, dtype=np.bool_)
    free[problem.index[hurts]] = False
    shared = (steps.column == NOWHERE) & ~steps.static & ~problem.integer
    return np.flatnonzero(shared & free & (problem.cost >= 0) & np.isfinite(problem.column_lower))


def _sizes(problem: Problem, steps: Steps, rows: NDArray[np.intp]) -> Flags:
    """Mark the rows of one side only that a larger static column widens."""
    helps = np.where(
        problem.value < 0, np.isfinite(problem.row_upper[rows]), np.isfinite(problem.row_lower[rows])
    )
    movable = (steps.static & ~problem.integer)[problem.index]
    out = np.zeros(problem.rows, dtype=np.bool_)
    out[rows[helps & movable]] = True
    one_sided = np.isfinite(problem.row_lower) != np.isfinite(problem.row_upper)
    return np.asarray(out & one_sided)
