"""What the check of a bound reads of a linear program: plain arrays, row by row, nothing of the solver."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Linear(Protocol):
    """A program as plain arrays: row i holds entries `start[i]:start[i+1]` of `index` and `value`."""

    @property
    def start(self) -> NDArray[np.int32]:
        """First entry of every row, and the number of entries."""

    @property
    def index(self) -> NDArray[np.int32]:
        """Column of every entry."""

    @property
    def value(self) -> Floats:
        """Coefficient of every entry."""

    @property
    def row_lower(self) -> Floats:
        """Least value of every row."""

    @property
    def row_upper(self) -> Floats:
        """Greatest value of every row."""

    @property
    def column_lower(self) -> Floats:
        """Least value of every column."""

    @property
    def column_upper(self) -> Floats:
        """Greatest value of every column."""

    @property
    def cost(self) -> Floats:
        """Money per unit of every column."""

    @property
    def offset(self) -> float:
        """Money paid in any case."""

    @property
    def integer(self) -> Flags:
        """True where a column is whole."""
