"""Linear expressions of the hour as a flat list of terms.

A table holds many expressions of one axis. Each term is

    expression e  gets  coefficient · Π series · column     (column -1: a constant)

`axis` says where the column lives (static, a group, step), `lag` which earlier step it belongs to.
Terms with `summed` are added up over the steps of the table's group, weighted by hours represented.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiosis.formulation.polynomial import Monomial

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CONSTANT = -1
STEP_AXIS = 1  # static is 0, groups come from 2 on


@dataclass(frozen=True, eq=False)
class Terms:
    """Terms sorted by expression; arrays of one length.

    `axis` numbers into the hour's axes, `lag` into its lags (0: this step), `monomial` into its
    products of series (0: none).
    """

    expressions: int
    expression: Ints
    axis: Ints
    column: Ints
    lag: Ints
    monomial: Ints
    coefficient: Floats

    def select(self, keep: NDArray[np.bool_]) -> Terms:
        """Return only some of the terms, of the same expressions."""
        return Terms(
            self.expressions,
            self.expression[keep],
            self.axis[keep],
            self.column[keep],
            self.lag[keep],
            self.monomial[keep],
            self.coefficient[keep],
        )

    def renumbered(self, expressions: int, mapping: Ints) -> Terms:
        """Return the terms with expression e renamed to mapping[e]; below 0 drops it."""
        renamed = mapping[self.expression]
        keep = renamed >= 0
        order = np.argsort(renamed[keep], kind="stable")
        out = self.select(keep)
        return Terms(
            expressions,
            renamed[keep][order],
            out.axis[order],
            out.column[order],
            out.lag[order],
            out.monomial[order],
            out.coefficient[order],
        )

    def __len__(self) -> int:
        return int(self.expression.size)


class TermList:
    """Collects terms one by one; `monomials` is shared by all lists of an hour."""

    def __init__(self, monomials: dict[Monomial, int]) -> None:
        self.monomials = monomials
        self.rows: list[tuple[int, int, int, int, int, float]] = []

    def add(self, e: int, axis: int, column: int, lag: int, monomial: Monomial, coefficient: float) -> None:
        """Add one term; zero coefficients are dropped."""
        if coefficient != 0.0:
            number = self.monomials.setdefault(monomial, len(self.monomials))
            self.rows.append((e, axis, column, lag, number, coefficient))

    def freeze(self, expressions: int) -> Terms:
        """Return the terms sorted by expression, then by where their columns will stand."""
        if not self.rows:
            none = np.zeros(0, dtype=np.int64)
            return Terms(expressions, none, none, none, none, none, np.zeros(0))
        table = np.array([row[:5] for row in self.rows], dtype=np.int64)
        coefficient = np.array([row[5] for row in self.rows])
        axis, lag = table[:, 1], table[:, 3]
        # Columns stand static first, then groups, then steps; an earlier step before this one.
        rank = np.where(axis == STEP_AXIS, axis.max() + 1 + (lag == 0), axis)
        order = np.lexsort((table[:, 2], rank, table[:, 0]))
        table = table[order]
        return Terms(
            expressions, table[:, 0], table[:, 1], table[:, 2], table[:, 3], table[:, 4], coefficient[order]
        )
