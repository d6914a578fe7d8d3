"""What does the solver need to know of a program?  Plain arrays, and a name for each row and column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]
Flags = NDArray[np.bool_]

TOGETHER = 200_000  # coefficients looked at together, so that little is held beside the matrix


class Arrays(Protocol):
    """The part of a `Program` that the solver reads; any object with these fields will do."""

    @property
    def matrix(self) -> csr_array:
        """Coefficients, shape (rows, columns)."""

    @property
    def row_lower(self) -> Floats:
        """Least value of each row, −inf where there is none."""

    @property
    def row_upper(self) -> Floats:
        """Greatest value of each row, +inf where there is none."""

    @property
    def column_lower(self) -> Floats:
        """Least value of each column, −inf where there is none."""

    @property
    def column_upper(self) -> Floats:
        """Greatest value of each column, +inf where there is none."""

    @property
    def cost(self) -> Floats:
        """Money per unit of each column."""

    @property
    def offset(self) -> float:
        """Money that is paid whatever is decided."""

    @property
    def integer(self) -> Flags:
        """True where a column must be whole."""

    def row_label(self, i: int) -> str:
        """Name of row `i`."""

    def column_label(self, j: int) -> str:
        """Name of column `j`."""


@dataclass(frozen=True, eq=False)
class Problem:
    """Checked arrays in the types HiGHS takes without a copy: row i has entries `start[i]:start[i+1]`."""

    start: Integers
    index: Integers
    value: Floats
    row_lower: Floats
    row_upper: Floats
    column_lower: Floats
    column_upper: Floats
    cost: Floats
    offset: float
    integer: Flags

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self.row_lower.size)

    @property
    def columns(self) -> int:
        """Number of columns."""
        return int(self.column_lower.size)

    @property
    def nonzeros(self) -> int:
        """Number of coefficients."""
        return int(self.value.size)

    @property
    def has_integers(self) -> bool:
        """Tell whether any column must be whole."""
        return bool(self.integer.any())

    @cached_property
    def matrix(self) -> csr_array:
        """The coefficients as a sparse matrix."""
        from scipy.sparse import csr_array

        return csr_array((self.value, self.index, self.start), shape=(self.rows, self.columns))

    @property
    def sizes(self) -> csr_array:
        """The coefficients without their signs; a second copy of their values for as long as it is held."""
        from scipy.sparse import csr_array

        return csr_array((np.abs(self.value), self.index, self.start), shape=(self.rows, self.columns))

    def relaxed(self) -> Self:
        """Return the same program without integrality."""
        return replace(self, integer=np.zeros(self.columns, dtype=np.bool_))

    def fixed(self, x: Floats) -> Self:
        """Return the linear program that is left when the integer columns stand at their values in `x`."""
        lower, upper = self.column_lower.copy(), self.column_upper.copy()
        lower[self.integer] = upper[self.integer] = x[self.integer]
        return replace(self.relaxed(), column_lower=lower, column_upper=upper)

    def hollow(self) -> Self:
        """Return the rows and columns without their coefficients."""
        start, index = np.zeros(self.rows + 1, dtype=np.int32), np.zeros(0, dtype=np.int32)
        return replace(self, start=start, index=index, value=np.zeros(0))

    def save(self, folder: Path) -> None:
        """Write every array to a file of its own in a folder."""
        folder.mkdir()
        for field in fields(self):
            np.save(folder / f"{field.name}.npy", getattr(self, field.name), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> Problem:
        """Look at what `save` wrote; nothing in the files is ever executed.

        The arrays stay on disk and are read where they are looked at, so that several processes share them.
        """
        read: dict[str, Any] = {
            field.name: np.load(folder / f"{field.name}.npy", mmap_mode="r", allow_pickle=False)
            for field in fields(cls)
        }
        return cls(**{**read, "offset": float(read["offset"])})


def stretches(start: NDArray[Any]) -> list[tuple[int, int]]:
    """Return stretches of rows (first, and the one after the last) of about `TOGETHER` coefficients each."""
    ends = np.searchsorted(start, np.arange(TOGETHER, start[-1], TOGETHER)).tolist()
    return list(pairwise(sorted({0, *ends, start.size - 1})))


def places(start: NDArray[Any], first: int, last: int) -> tuple[slice, NDArray[np.int64]]:
    """Return where the coefficients of a stretch of rows stand, and each one's row, counted from `first`."""
    own = start[first : last + 1]
    return slice(int(own[0]), int(own[-1])), np.repeat(np.arange(last - first), np.diff(own))


def places_in(start: NDArray[Any], rows: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the coefficients of some rows stand, and of each the place of its row among them."""
    length = (start[rows + 1] - start[rows]).astype(np.int64)
    begins = np.cumsum(length) - length
    row = np.repeat(np.arange(rows.size), length)
    return np.arange(row.size) + (start[rows] - begins)[row], row


def rows_with(problem: Problem, columns: Flags) -> Flags:
    """Mark the rows that contain any of the marked columns."""
    out = np.zeros(problem.rows, dtype=np.bool_)
    for first, last in stretches(problem.start):
        at, row = places(problem.start, first, last)
        out[first + row[columns[problem.index[at]]]] = True
    return out


def row_marks(start: NDArray[Any], index: NDArray[Any], value: Floats) -> NDArray[np.uint64]:
    """Return a number for each row that follows from its coefficients, in whatever order they are listed.

    Sparse matrices are put in order behind one's back; rows that say the same must be known as the same.
    """
    marks = np.empty(np.size(start) - 1, dtype=np.uint64)
    for first, last in stretches(start):
        begin, end = int(start[first]), int(start[last])
        marks[first:last] = _marks(start[first : last + 1] - begin, index[begin:end], value[begin:end])
    return marks


def _marks(start: NDArray[Any], index: NDArray[Any], value: Floats) -> NDArray[np.uint64]:
    with np.errstate(over="ignore"):
        mixed = np.ascontiguousarray(value, dtype=np.float64).view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= (np.asarray(index).astype(np.uint64) + np.uint64(1)) * np.uint64(0xC2B2AE3D27D4EB4F)
        mixed *= np.uint64(0x165667B19E3779F9)
        mixed ^= mixed >> np.uint64(29)
        total = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(mixed, dtype=np.uint64)))
        return np.asarray(total[np.asarray(start)[1:]] - total[np.asarray(start)[:-1]])


@dataclass(frozen=True, eq=False)
class Labelled(Problem):
    """A problem with names for its rows and columns, fit to be solved like any program."""

    row_label: Callable[[int], str]
    column_label: Callable[[int], str]
