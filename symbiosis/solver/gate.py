"""Is this program fit to be handed to the solver?

HiGHS drops a NaN coefficient without a word, solves on after a refused model, and dies on an index
out of range. So nothing reaches it that has not passed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import TOGETHER, Arrays, Flags, Floats, Problem, places_in

LARGEST_COUNT = 2**31 - 1
SMALLEST_COEFFICIENT = 1e-9  # HiGHS ignores what is not larger; here it is said, too
LARGEST_COEFFICIENT = 1e15  # HiGHS refuses what is not smaller
INFINITE = 1e20  # HiGHS takes costs and bounds from here on as infinite
WORRYING_RANGE = 1e7
SHOWN = 5


class ProgramError(ValueError):
    """A program that must not be solved; `problems` lists every reason as a sentence."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        lines = "\n".join(f"  - {problem}" for problem in problems)
        super().__init__(f"The program cannot be solved as it stands:\n{lines}")


@dataclass(frozen=True, eq=False)
class Admitted:
    """A program that passed the gate: its arrays, the range of its coefficients, and what was noticed."""

    problem: Problem
    smallest: float
    largest: float
    warnings: tuple[str, ...]

    @property
    def range(self) -> float:
        """Ratio of the largest to the smallest coefficient, 1 when there is none."""
        return self.largest / self.smallest if self.smallest > 0 else 1.0


def admit(program: Arrays, largest_range: float = 1e9) -> Admitted:
    """Check every array of a program and return it in the solver's own types.

    Raises `ProgramError` with a sentence for every kind of defect, naming the first few rows or columns.
    """
    problems = tuple(_shapes(program))
    if not problems:
        problems = tuple(_structure(program))
    if not problems:
        problems = tuple(_numbers(program))
    if problems:
        raise ProgramError(problems)
    smallest, largest = _extremes(program)
    dust: tuple[str, ...] = ()
    if smallest <= SMALLEST_COEFFICIENT:
        dust = tuple(_taken_as_zero(program))
    problem = _plain(program, smallest)
    if dust and problem.value.size:
        smallest = float(np.abs(problem.value).min())
    admitted = Admitted(problem, smallest, largest, dust)
    if admitted.range > largest_range:
        raise ProgramError((_range_sentence(program, admitted, f"more than {largest_range:g}"),))
    if admitted.range > WORRYING_RANGE:
        sentence = _range_sentence(program, admitted, f"more than {WORRYING_RANGE:g}")
        admitted = replace(admitted, warnings=(*admitted.warnings, sentence))
    return admitted


def _extremes(program: Arrays) -> tuple[float, float]:
    """Return the smallest and largest size of a coefficient; not a number when one is none."""
    data = np.asarray(program.matrix.data, dtype=np.float64)
    ends = [(0.0, 0.0)] if not data.size else []
    for at in range(0, data.size, TOGETHER):
        size = np.abs(data[at : at + TOGETHER])
        ends.append((size.min(), size.max()))
    least, most = np.array(ends).T
    return float(least.min()), float(most.max())


def _taken_as_zero(program: Arrays) -> Iterator[str]:
    data = np.asarray(program.matrix.data)
    tiny = np.flatnonzero((data != 0) & (np.abs(data) <= SMALLEST_COEFFICIENT))
    if tiny.size:
        row = np.unique(np.searchsorted(program.matrix.indptr, tiny, side="right") - 1)
        yield (
            f"{tiny.size} coefficients of at most {SMALLEST_COEFFICIENT:g} were taken as 0, in "
            f"{_named(row, program.row_label)}."
        )


def _shapes(program: Arrays) -> Iterator[str]:
    rows, columns = program.matrix.shape
    if max(rows, columns, program.matrix.nnz) > LARGEST_COUNT:
        yield f"There are more than {LARGEST_COUNT} rows, columns or coefficients. Use a shorter horizon."
    for name, size in (
        ("row_lower", rows),
        ("row_upper", rows),
        ("column_lower", columns),
        ("column_upper", columns),
        ("cost", columns),
        ("integer", columns),
    ):
        shape = np.shape(getattr(program, name))
        if shape != (size,):
            needed = f"a matrix of {rows} rows and {columns} columns needs {size}"
            yield f"{name} has shape {shape}, where {needed}."


def _structure(program: Arrays) -> Iterator[str]:
    matrix, (rows, columns) = program.matrix, program.matrix.shape
    start, index = np.asarray(matrix.indptr), np.asarray(matrix.indices)
    if start.shape != (rows + 1,) or start[0] != 0 or (np.diff(start) < 0).any():
        yield "The row starts of the matrix do not ascend from 0."
        return
    if start[-1] != index.size or index.size != np.size(matrix.data):
        held = f"{index.size} column indices and {np.size(matrix.data)} coefficients"
        yield f"The row starts of the matrix end at {start[-1]}, but it holds {held}."
        return
    if not index.size:
        return
    if index.min() < 0 or index.max() >= columns:
        outside = np.flatnonzero((index < 0) | (index >= columns))
        where = _named(np.unique(_rows_of(start, outside)), program.row_label)
        yield f"Column indices outside 0 to {columns - 1} stand in {where}."
        return
    # Almost all rows list their columns in order; only the others can hold one twice unnoticed.
    falls = index[1:] <= index[:-1]
    ends = start[1:-1]
    falls[ends[(ends > 0) & (ends < index.size)] - 1] = False
    unordered = np.unique(_rows_of(start, np.flatnonzero(falls)))
    entries, _ = places_in(start, unordered)
    key = np.sort(_rows_of(start, entries) * np.int64(columns) + index[entries])
    twice = np.unique(key[1:][key[1:] == key[:-1]] // max(columns, 1))
    if twice.size:
        yield f"The same column stands twice in {_named(twice, program.row_label)}."


def _rows_of(start: NDArray[np.integer], entries: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the row in which each entry of the matrix stands."""
    return np.asarray(np.searchsorted(start, entries, side="right") - 1, dtype=np.int64)


def _numbers(program: Arrays) -> Iterator[str]:
    row_label, column_label = program.row_label, program.column_label
    cost, offset = np.asarray(program.cost), float(program.offset)
    if not np.isfinite(offset):
        yield f"The offset of the objective is {offset}."
    if (bad := ~np.isfinite(cost)).any():
        yield f"The cost is not a finite number for {_named(bad, column_label)}."
    elif (bad := np.abs(cost) >= INFINITE).any():
        yield f"The cost is {INFINITE:g} or more for {_named(bad, column_label)}."
    if not _extremes(program)[1] < LARGEST_COEFFICIENT:  # also where it is not a number
        data = np.asarray(program.matrix.data)
        start = np.asarray(program.matrix.indptr)
        bad = ~np.isfinite(data)
        what = "not a finite number"
        if not bad.any():
            bad, what = np.abs(data) >= LARGEST_COEFFICIENT, f"{LARGEST_COEFFICIENT:g} or more"
        rows = np.unique(_rows_of(start, np.flatnonzero(bad)))
        yield f"A coefficient is {what} in {_named(rows, row_label)}."
    yield from _bounds(np.asarray(program.row_lower), np.asarray(program.row_upper), row_label)
    yield from _bounds(np.asarray(program.column_lower), np.asarray(program.column_upper), column_label)


def _bounds(lower: Floats, upper: Floats, label: Callable[[int], str]) -> Iterator[str]:
    if (bad := np.isnan(lower) | np.isnan(upper)).any():
        yield f"A limit is not a number for {_named(bad, label)}."
        return
    if (bad := (lower == np.inf) | (upper == -np.inf)).any():
        yield f"The lower limit is +inf or the upper limit −inf for {_named(bad, label)}."
        return
    finite = (np.isfinite(lower) & (np.abs(lower) >= INFINITE)) | (
        np.isfinite(upper) & (np.abs(upper) >= INFINITE)
    )
    if finite.any():
        yield f"A limit is {INFINITE:g} or more, but not infinite, for {_named(finite, label)}."
    if (bad := lower > upper).any():
        yield f"The lower limit is above the upper limit for {_named(bad, label)}."


def _named(which: NDArray[np.integer] | Flags, label: Callable[[int], str]) -> str:
    """Return up to five names and how many more there are; `which` is a mask or an array of positions."""
    positions = np.flatnonzero(which) if which.dtype == np.bool_ else which
    names = ", ".join(label(int(i)) for i in positions[:SHOWN])
    more = positions.size - SHOWN
    return f"{names} and {more} more" if more > 0 else names


def _range_sentence(program: Arrays, admitted: Admitted, limit: str) -> str:
    problem = admitted.problem
    size = np.abs(problem.value)
    row = np.repeat(np.arange(problem.rows), np.diff(problem.start))

    def place(k: int) -> str:
        return (
            f"{size[k]:g} in {program.row_label(int(row[k]))} × {program.column_label(int(problem.index[k]))}"
        )

    return (
        f"Coefficients differ by a factor of {admitted.range:.2g}, {limit}: from {place(int(size.argmin()))} "
        f"to {place(int(size.argmax()))}. Results may be inexact; choose units that bring them closer."
    )


def _plain(program: Arrays, smallest: float) -> Problem:
    """Return the arrays as HiGHS wants them, without coefficients that are 0 or as good as 0."""
    matrix = program.matrix
    data = np.asarray(matrix.data, dtype=np.float64)
    start, index = np.asarray(matrix.indptr), np.asarray(matrix.indices)
    if smallest <= SMALLEST_COEFFICIENT:
        kept = np.abs(data) > SMALLEST_COEFFICIENT
        start = np.concatenate(([0], np.cumsum(kept)))[start]
        data, index = data[kept], index[kept]
    return Problem(
        start=np.ascontiguousarray(start, dtype=np.int32),
        index=np.ascontiguousarray(index, dtype=np.int32),
        value=np.ascontiguousarray(data),
        row_lower=np.ascontiguousarray(program.row_lower, dtype=np.float64),
        row_upper=np.ascontiguousarray(program.row_upper, dtype=np.float64),
        column_lower=np.ascontiguousarray(program.column_lower, dtype=np.float64),
        column_upper=np.ascontiguousarray(program.column_upper, dtype=np.float64),
        cost=np.ascontiguousarray(program.cost, dtype=np.float64),
        offset=float(program.offset),
        integer=np.ascontiguousarray(program.integer, dtype=np.bool_),
    )
