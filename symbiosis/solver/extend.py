"""A program with more rows and columns than it came with, fit to be solved like any other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.solver.arrays import Arrays, Flags, Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(eq=False)
class Extended:
    """A program's arrays, to which rows and columns are added behind its own."""

    base: Arrays
    row_lower: Floats = field(init=False)
    row_upper: Floats = field(init=False)
    column_lower: Floats = field(init=False)
    column_upper: Floats = field(init=False)
    cost: Floats = field(init=False)
    integer: Flags = field(init=False)
    offset: float = field(init=False)
    matrix: csr_array = field(init=False)
    _terms: list[tuple[int, int, float]] = field(default_factory=list)
    _rows: list[tuple[float, float]] = field(default_factory=list)
    _columns: list[tuple[float, float, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("row_lower", "row_upper", "column_lower", "column_upper", "cost", "integer"):
            setattr(self, name, np.array(getattr(self.base, name), copy=True))
        self.offset, self.matrix = self.base.offset, self.base.matrix
        self.rows, self.columns = self.row_lower.size, self.column_lower.size

    def column(self, lower: float, upper: float, integer: bool = False) -> int:
        """Add a column and return its place."""
        self._columns.append((lower, upper, integer))
        return self.columns + len(self._columns) - 1

    def row(self, terms: dict[int, float], lower: float = -np.inf, upper: float = np.inf) -> None:
        """Add a row over columns by their places."""
        number = len(self._rows)
        self._terms += [(number, j, value) for j, value in terms.items() if value != 0.0]
        self._rows.append((lower, upper))

    def closed(self) -> Extended:
        """Join what was added to what there was; nothing can be added afterwards."""
        from scipy.sparse import csr_array, hstack, vstack

        extra = len(self._columns)
        width = self.columns + extra
        grown = csr_array(hstack([self.base.matrix, csr_array((self.rows, extra))], format="csr"))
        if self._rows:
            i, j, value = zip(*self._terms, strict=True)
            added = csr_array((value, (i, j)), shape=(len(self._rows), width))
            grown = csr_array(vstack([grown, added], format="csr"))
        grown.sort_indices()
        self.matrix = grown
        lower, upper, integer = zip(*self._columns, strict=True) if extra else ((), (), ())
        self.column_lower = np.concatenate([self.column_lower, np.array(lower, dtype=float)])
        self.column_upper = np.concatenate([self.column_upper, np.array(upper, dtype=float)])
        self.cost = np.concatenate([self.cost, np.zeros(extra)])
        self.integer = np.concatenate([self.integer, np.array(integer, dtype=bool)])
        self.row_lower = np.concatenate([self.row_lower, [low for low, _ in self._rows]])
        self.row_upper = np.concatenate([self.row_upper, [high for _, high in self._rows]])
        return self

    def row_label(self, i: int) -> str:
        """Name of row `i`."""
        return self.base.row_label(i) if i < self.rows else f"envelope {i - self.rows}"

    def column_label(self, j: int) -> str:
        """Name of column `j`."""
        return self.base.column_label(j) if j < self.columns else f"piece {j - self.columns}"
