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

from symbiosis.solver.arrays import Flags, Problem, places, stretches

if TYPE_CHECKING:
    from symbiosis.formulation.axes import Layout

Ints = NDArray[np.int64]
Counts = NDArray[np.int32]
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Steps:
    """The step of every column and row, −1 for those of no single step; shapes (columns,), (rows,)."""

    column: Counts
    row: Counts
    count: int
    static: Flags
    layouts: tuple[Layout, Layout] | None = None
    horizon: Any = None

    @classmethod
    def of(cls, program: Any, problem: Problem) -> Steps:
        """Read the axes of a program; plain arrays without axes are one step that holds everything."""
        if not hasattr(program, "horizon"):
            nothing = np.zeros(problem.columns, dtype=np.bool_)
            none = np.zeros(problem.columns, dtype=np.int32), np.zeros(problem.rows, dtype=np.int32)
            return cls(*none, 1, nothing)
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


def _steps_of(layout: Layout) -> Counts:
    out = np.full(layout.size, NOWHERE, dtype=np.int32)
    for family in layout.families:
        if family.members.step is not None:
            out[family.start : family.start + family.size] = np.repeat(
                family.members.step.astype(np.int32), family.width
            )
    return out


@dataclass(frozen=True, eq=False)
class Split:
    """Blocks of a program: a block number for every column and row (−1: shared, or over several blocks).

    `linking` marks step columns that rows of another block contain; `sums` are the rows over several
    blocks, `peaks` the group columns that may rise without breaking a row. `sizes` marks the rows that a
    larger design would widen: within capacity, within the store.
    """

    count: int
    column: Counts
    row: Counts
    linking: Flags
    sums: NDArray[np.intp]
    peaks: NDArray[np.intp]
    sizes: Flags


def split(problem: Problem, steps: Steps, block_of_step: Ints) -> Split:
    """Sort a program's rows and columns into blocks of steps."""
    padded = np.append(block_of_step, NOWHERE).astype(np.int32)
    column, row = padded[steps.column], padded[steps.row]
    linking = np.zeros(problem.columns, dtype=np.bool_)
    rising = np.ones(problem.columns, dtype=np.bool_)
    sizes = np.zeros(problem.rows, dtype=np.bool_)
    movable = steps.static & ~problem.integer
    sums = [np.zeros(0, dtype=np.int64)]
    for first, last in stretches(problem.start):
        at, within = places(problem.start, first, last)
        index, value = problem.index[at], problem.value[at]
        own = column[index]
        over_several = _settle(row[first:last], within, own)
        sums.append(first + over_several)
        home = row[first:last][within]
        linking[index[(own >= 0) & (home >= 0) & (home != own)]] = True
        low, high = np.isfinite(problem.row_lower[first:last]), np.isfinite(problem.row_upper[first:last])
        rising[index[np.where(value > 0, high[within], low[within])]] = False
        helps = np.where(value < 0, high[within], low[within]) & movable[index]
        sizes[first + within[helps]] = True
        sizes[first:last] &= low != high
    shared = (steps.column == NOWHERE) & ~steps.static & ~problem.integer
    peaks = shared & rising & (problem.cost >= 0) & np.isfinite(problem.column_lower)
    count = int(block_of_step.max(initial=0)) + 1
    return Split(count, column, row, linking, np.concatenate(sums), np.flatnonzero(peaks), sizes)


def _settle(row: Counts, within: Ints, own: Counts) -> Ints:
    """Give rows of no step, in place, to the block that all their columns are of; return those of several."""
    inside = (row[within] == NOWHERE) & (own >= 0)
    least = np.full(row.size, np.iinfo(np.int32).max, dtype=np.int32)
    most = np.full(row.size, NOWHERE, dtype=np.int32)
    np.minimum.at(least, within[inside], own[inside])
    np.maximum.at(most, within[inside], own[inside])
    one = (most >= 0) & (least == most)
    row[one] = most[one]
    return np.flatnonzero((most >= 0) & (least < most))
