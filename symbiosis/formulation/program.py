"""A sparse linear program that still knows what its rows and columns mean.

minimise  cost · x + offset
subject to  row_lower ≤ A x ≤ row_upper,   column_lower ≤ x ≤ column_upper,   x_j integer where asked
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from symbiosis.formulation.axes import Layout
    from symbiosis.formulation.hour import CompiledHour
    from symbiosis.horizon.horizon import Horizon

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Program:
    """Arrays of one program with the labels of its rows and columns.

    `matrix` has shape (rows, columns); `cost` is in the park's money, `integer` is a mask over
    columns. `hour` is the compiled hour and `horizon` the time it was repeated over, so that a
    program can be built anew for another horizon or other profiles.
    """

    matrix: csr_array
    row_lower: Floats
    row_upper: Floats
    column_lower: Floats
    column_upper: Floats
    cost: Floats
    offset: float
    integer: NDArray[np.bool_]
    columns: Layout
    rows: Layout
    hour: CompiledHour
    horizon: Horizon

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and columns."""
        return int(self.row_lower.size), int(self.column_lower.size)

    @property
    def nonzeros(self) -> int:
        """Number of stored coefficients."""
        return int(self.matrix.indptr[-1])

    @property
    def has_integers(self) -> bool:
        """Tell whether any column must be whole."""
        return bool(self.integer.any())

    def column_label(self, j: int) -> str:
        """Return a column's name in the park's words, e.g. `activity[mill.boiler, 17]`."""
        return self.columns.label(j)

    def row_label(self, i: int) -> str:
        """Return a row's name in the park's words, e.g. `balance[mill, steam, 17]`."""
        return self.rows.label(i)

    def values(self, name: str, x: Floats) -> Any:
        """Return a block's part of a solution; see `Layout.take`."""
        return self.columns.take(name, x)

    def __repr__(self) -> str:
        rows, columns = self.shape
        return (
            f"Program({rows} rows, {columns} columns, {self.nonzeros} non-zeros, "
            f"{int(self.integer.sum())} integers)"
        )
