"""What does the solver need to know of a program?  Plain arrays, and a name for each row and column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]
Flags = NDArray[np.bool_]


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

    def relaxed(self) -> Self:
        """Return the same program without integrality."""
        return replace(self, integer=np.zeros(self.columns, dtype=np.bool_))

    def fixed(self, x: Floats) -> Self:
        """Return the linear program that is left when the integer columns stand at their values in `x`."""
        lower, upper = self.column_lower.copy(), self.column_upper.copy()
        lower[self.integer] = upper[self.integer] = x[self.integer]
        return replace(self.relaxed(), column_lower=lower, column_upper=upper)

    def save(self, path: Path) -> None:
        """Write all arrays to one `.npz` file."""
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> Problem:
        """Read what `save` wrote; nothing in the file is ever executed."""
        with np.load(path, allow_pickle=False) as stored:
            read: dict[str, Any] = {field.name: stored[field.name] for field in fields(cls)}
        return cls(**{**read, "offset": float(read["offset"])})


def row_marks(start: NDArray[Any], index: NDArray[Any], value: Floats) -> NDArray[np.uint64]:
    """Return a number for each row that follows from its coefficients, in whatever order they are listed.

    Sparse matrices are put in order behind one's back; rows that say the same must be known as the same.
    """
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
