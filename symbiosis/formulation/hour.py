"""One hour of a park as arrays: its columns and rows by name, and the terms that stand in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.language import Flow, Lag, Ledger, Series
from symbiosis.formulation.polynomial import Monomial
from symbiosis.formulation.terms import Terms

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ColumnBlock:
    """Columns of one name on one axis; `start` is the first one's place among that axis' columns."""

    name: str
    doc: str
    index: tuple[tuple[str, ...], ...]
    start: int
    lower: Floats
    upper: Floats
    integer: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class RowBlock:
    """Rows of one name on one axis; `start` is the first one's place among its table's rows."""

    name: str
    doc: str
    index: tuple[tuple[str, ...], ...]
    start: int
    lower: Floats
    upper: Floats


@dataclass(frozen=True, eq=False)
class RowTable:
    """Rows that hold at the same members: their blocks, the terms in place, and those summed up.

    `axis` is static, a group, or step; `group` names the group whose columns step rows look up;
    `mask` numbers the series that says in which steps they hold (-1: in all).
    """

    axis: str
    group: str
    mask: int
    blocks: tuple[RowBlock, ...]
    terms: Terms
    summed: Terms


@dataclass(frozen=True, eq=False)
class Tally:
    """Named expressions of one axis that are evaluated after solving (flows, emissions, payments)."""

    items: tuple[Any, ...]
    terms: Terms


@dataclass(frozen=True, eq=False)
class CompiledHour:
    """One hour of a park as arrays, ready to be repeated over any horizon.

    `axes` names the axes by number (static, step, then groups). Flows and emissions serve results
    only, and are compiled when they are first asked for.
    """

    axes: tuple[str, ...]
    columns: dict[str, tuple[ColumnBlock, ...]]
    rows: tuple[RowTable, ...]
    lags: tuple[Lag | None, ...]
    series: tuple[Series, ...]
    products: dict[Monomial, int]
    bounds_lower: Terms
    bounds_upper: Terms
    payments: dict[str, Tally]
    tally: Callable[[dict[tuple[str, str], list[Flow]]], Tally]
    ledger: Ledger

    @property
    def monomials(self) -> tuple[Monomial, ...]:
        """The products of series that coefficients are made of."""
        return tuple(self.products)

    @cached_property
    def flows(self) -> Tally:
        """Every term of every balance."""
        return self.tally(self.ledger.flows)

    @cached_property
    def emissions(self) -> Tally:
        """Every term of every emission tally."""
        return self.tally(self.ledger.emissions)

    def width(self, axis: str) -> int:
        """Number of columns that one member of an axis has."""
        return sum(len(block.index) for block in self.columns.get(axis, ()))
