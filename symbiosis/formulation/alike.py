"""What cannot be told apart is decided once: equal enterprises, plants, stores and routes share columns.

Columns and rows of the hour fall into classes, such that two rows of a class have the same coefficients in
every class of columns, and two columns of a class the same in every class of rows (an equitable partition, by
colour refinement). Of an optimum of a linear program the mean over each class is an optimum, too (Grohe,
Kersting, Mladenov and Selman, 2014), so one column and one row of each class are enough:

    x[j] = z[class of j],    y[i] = dual of the class of i / its size

Columns that must be whole are each a class of their own, so what hangs on them is told apart and the means
leave them as they are: this is exact with integers, too.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.formulation.axes import Layout
from symbiosis.formulation.hour import ColumnBlock, CompiledHour, RowBlock, RowTable, Tally
from symbiosis.formulation.program import Program
from symbiosis.formulation.series import SeriesValues
from symbiosis.formulation.terms import CONSTANT, STEP_AXIS, Terms
from symbiosis.formulation.tile import tile
from symbiosis.horizon.horizon import Horizon

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Merged:
    """A smaller program, and where each column and row of the whole one stands in it."""

    program: Program
    column: Ints
    row: Ints

    def solution(self, z: Floats) -> Floats:
        """Return what every column of the whole program is."""
        return np.asarray(z[self.column])

    def reduced_costs(self, of_class: Floats) -> Floats:
        """Return every column's reduced cost: an equal part of its class'."""
        return np.asarray((of_class / np.bincount(self.column, minlength=of_class.size))[self.column])

    def duals(self, of_class: Floats) -> Floats:
        """Return every row's dual: an equal part of its class'."""
        return np.asarray((of_class / np.bincount(self.row, minlength=of_class.size))[self.row])


def merged(program: Program) -> Merged | None:
    """Return a program in which alike columns and rows are one; None where nothing is alike."""
    hour, horizon = program.hour, program.horizon
    finder = _Finder(hour, horizon)
    columns, rows = finder.classes()
    if all(np.unique(of).size == of.size for of in (*columns, *rows)):
        return None
    smaller = tile(_smaller(hour, columns, rows), horizon)
    smaller.matrix.sum_duplicates()
    return Merged(
        smaller,
        _places(
            program.columns,
            smaller.columns,
            [columns[_number(hour, f.axis)] for f in program.columns.families],
        ),
        _places(program.rows, smaller.rows, rows),
    )


def _number(hour: CompiledHour, axis: str) -> int:
    return hour.axes.index(axis)


def _places(whole: Layout, smaller: Layout, classes: list[Ints]) -> Ints:
    found = [np.zeros(0, dtype=np.int64)]
    for family, less, of in zip(whole.families, smaller.families, classes, strict=True):
        members = np.arange(family.members.count, dtype=np.int64)
        found.append((less.start + members[:, None] * less.width + _rank(of)[None, :]).ravel())
    return np.concatenate(found)


def _rank(of: Ints) -> Ints:
    """Return the place of each item's class among the classes, in the order of their first items."""
    _, first, which = np.unique(of, return_index=True, return_inverse=True)
    rank = np.empty(first.size, dtype=np.int64)
    rank[np.argsort(first)] = np.arange(first.size)
    return np.asarray(rank[which.ravel()])


class _Finder:
    """Refines colours of the hour's columns and rows until rows and columns agree."""

    def __init__(self, hour: CompiledHour, horizon: Horizon) -> None:
        self.hour = hour
        self.values = SeriesValues(hour, horizon)
        self.monomial = self._canonical()
        self.first = np.cumsum([0, *(hour.width(axis) for axis in hour.axes)])  # column numbers over all axes

    def classes(self) -> tuple[list[Ints], list[Ints]]:
        """Return the class of every column by axis, and of every row by table."""
        column, row = self._first_columns(), self._first_rows()
        edges = self._edges()
        while True:
            before = column.max(initial=-1), row.max(initial=-1)
            row = _refined(row, edges[:, 0], np.column_stack((column[edges[:, 1]], edges[:, 2])))
            column = _refined(column, edges[:, 1], np.column_stack((row[edges[:, 0]], edges[:, 2])))
            if (column.max(initial=-1), row.max(initial=-1)) == before:
                break
        of_rows = np.cumsum([table.terms.expressions for table in self.hour.rows])[:-1]
        return np.split(column, self.first[1:-1]), np.split(row, of_rows)

    def _canonical(self) -> Ints:
        """Return for every product of series the number of the first one with the same values."""
        known: dict[Hashable, int] = {}
        same = []
        for number, series in enumerate(self.hour.series):
            values = self.values.of(number)
            same.append(known.setdefault((series.axis, values.shape, values.tobytes()), number))
        seen: dict[Hashable, int] = {}
        return np.array(
            [
                seen.setdefault(tuple(sorted(same[s] for s in monomial)), number)
                for number, monomial in enumerate(self.hour.monomials)
            ],
            dtype=np.int64,
        )

    def _keys(self, terms: Terms) -> list[tuple[Any, ...]]:
        """Return what each term says besides its expression and its column."""
        monomial = self.monomial[terms.monomial]
        return list(zip(terms.axis, terms.lag, monomial, terms.coefficient, strict=True))

    def _first_columns(self) -> Ints:
        keys: list[list[Any]] = []
        for axis in self.hour.axes:
            for block in self.hour.columns.get(axis, ()):
                for k, (low, high, whole) in enumerate(
                    zip(block.lower, block.upper, block.integer, strict=True)
                ):
                    alone = k if whole else -1
                    keys.append([axis, block.name, low, high, alone])
        for side, terms in (("lower", self.hour.bounds_lower), ("upper", self.hour.bounds_upper)):
            for place, key in zip(self.first[STEP_AXIS] + terms.expression, self._keys(terms), strict=True):
                keys[place].append((side, *key))
        for axis, tally in self.hour.payments.items():
            terms = tally.terms
            for number, place, key in zip(terms.axis, terms.column, self._keys(terms), strict=True):
                if place != CONSTANT:
                    keys[self.first[number] + place].append((axis, *key))
        return _numbered([(*key[:5], *sorted(key[5:])) for key in keys])

    def _first_rows(self) -> Ints:
        keys: list[list[Any]] = []
        for number, table in enumerate(self.hour.rows):
            start = len(keys)
            for block in table.blocks:
                keys += [
                    [number, block.name, low, high]
                    for low, high in zip(block.lower, block.upper, strict=True)
                ]
            for terms, summed in ((table.terms, 0), (table.summed, 1)):
                for e, place, key in zip(terms.expression, terms.column, self._keys(terms), strict=True):
                    if place == CONSTANT:
                        keys[start + e].append((summed, *key))
        return _numbered([(*key[:4], *sorted(key[4:])) for key in keys])

    def _edges(self) -> Ints:
        """Return row, column and label of every term; shape (terms, 3)."""
        labels: dict[Hashable, int] = {}
        edges: list[tuple[int, int, int]] = []
        start = 0
        for table in self.hour.rows:
            for terms, summed in ((table.terms, 0), (table.summed, 1)):
                for e, number, place, key in zip(
                    terms.expression, terms.axis, terms.column, self._keys(terms), strict=True
                ):
                    if place != CONSTANT:
                        label = labels.setdefault((summed, *key), len(labels))
                        edges.append((start + int(e), int(self.first[number] + place), label))
            start += table.terms.expressions
        return np.array(edges, dtype=np.int64).reshape(-1, 3)


def _numbered(keys: list[Any]) -> Ints:
    known: dict[Any, int] = {}
    return np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int64)


def _refined(colour: Ints, of: Ints, seen: Ints) -> Ints:
    """Split colours by what each item sees: its edges' other ends and labels, as often as they occur."""
    _, number = np.unique(seen, axis=0, return_inverse=True)
    order = np.lexsort((number.ravel(), of))
    sorted_of, sorted_number = of[order], number.ravel()[order]
    ends = np.searchsorted(sorted_of, np.arange(colour.size + 1))
    return _numbered(
        [(int(colour[i]), sorted_number[ends[i] : ends[i + 1]].tobytes()) for i in range(colour.size)]
    )


def _smaller(hour: CompiledHour, columns: list[Ints], rows: list[Ints]) -> CompiledHour:
    """Return the hour with one column and one row of each class."""
    to = [_rank(of) for of in columns]
    first = [np.unique(of, return_index=True)[1] for of in columns]
    kept = [np.isin(np.arange(of.size), places) for of, places in zip(columns, first, strict=True)]
    blocks = {
        axis: _some_columns(hour.columns.get(axis, ()), kept[number]) for number, axis in enumerate(hour.axes)
    }
    tables = tuple(_some_rows(table, of, to) for table, of in zip(hour.rows, rows, strict=True))
    of_steps = np.where(kept[STEP_AXIS], to[STEP_AXIS], -1)
    width = int(kept[STEP_AXIS].sum())
    return replace(
        hour,
        columns=blocks,
        rows=tables,
        bounds_lower=hour.bounds_lower.renumbered(width, of_steps),
        bounds_upper=hour.bounds_upper.renumbered(width, of_steps),
        payments={axis: Tally(tally.items, _moved(tally.terms, to)) for axis, tally in hour.payments.items()},
    )


def _some_columns(blocks: tuple[ColumnBlock, ...], kept: NDArray[np.bool_]) -> tuple[ColumnBlock, ...]:
    found, start = [], 0
    for block in blocks:
        own = kept[block.start : block.start + len(block.index)]
        index = tuple(label for label, keep in zip(block.index, own, strict=True) if keep)
        found.append(
            ColumnBlock(
                block.name, block.doc, index, start, block.lower[own], block.upper[own], block.integer[own]
            )
        )
        start += len(index)
    return tuple(found)


def _some_rows(table: RowTable, of: Ints, to: list[Ints]) -> RowTable:
    first = np.unique(of, return_index=True)[1]
    kept = np.isin(np.arange(of.size), first)
    mapping = np.where(kept, _rank(of), -1)
    found, start = [], 0
    for block in table.blocks:
        own = kept[block.start : block.start + len(block.index)]
        index = tuple(label for label, keep in zip(block.index, own, strict=True) if keep)
        found.append(RowBlock(block.name, block.doc, index, start, block.lower[own], block.upper[own]))
        start += len(index)
    terms = [_added_up(_moved(part.renumbered(start, mapping), to)) for part in (table.terms, table.summed)]
    return replace(table, blocks=tuple(found), terms=terms[0], summed=terms[1])


def _moved(terms: Terms, to: list[Ints]) -> Terms:
    column = terms.column.copy()
    for number, mapping in enumerate(to):
        which = (terms.axis == number) & (terms.column != CONSTANT)
        column[which] = mapping[terms.column[which]]
    return replace(terms, column=column)


def _added_up(terms: Terms) -> Terms:
    """Return terms sorted as the compiler sorts them, those of one column, lag and product added up."""
    if not len(terms):
        return terms
    rank = np.where(terms.axis == STEP_AXIS, terms.axis.max() + 1 + (terms.lag == 0), terms.axis)
    key = np.column_stack((terms.expression, rank, terms.column, terms.axis, terms.lag, terms.monomial))
    unique, which = np.unique(key, axis=0, return_inverse=True)
    total = np.asarray(np.bincount(which.ravel(), terms.coefficient, len(unique)), dtype=np.float64)
    return Terms(
        terms.expressions, unique[:, 0], unique[:, 3], unique[:, 2], unique[:, 4], unique[:, 5], total
    )
