"""Repeat the compiled hour over a horizon: terms become a sparse matrix, without a loop over time.

Every family of rows has the same few terms at every repetition, so its part of the matrix is one
(repetitions × terms) array of columns beside one of values, and is in row order as it stands. It is made in
stretches of repetitions, so that no more than the matrix and what it is joined from is ever held.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.language import STEP
from symbiosis.formulation.axes import Members
from symbiosis.formulation.expand import Expander
from symbiosis.formulation.hour import CompiledHour, RowTable
from symbiosis.formulation.program import Program
from symbiosis.formulation.terms import CONSTANT, Terms
from symbiosis.horizon.horizon import Horizon

Ints = NDArray[np.int64]
Counts = NDArray[np.int32]
Floats = NDArray[np.float64]

TOGETHER = 500_000  # coefficients expanded together


def tile(hour: CompiledHour, horizon: Horizon) -> Program:
    """Repeat an hour over a horizon.  Raises HorizonError where a lag does not fit its steps."""
    from scipy.sparse import csr_array

    expander = Expander(hour, horizon)
    parts = [part for table in hour.rows for part in _entries(expander, table)]
    counts = np.concatenate([part.per_row for part in parts] or [np.zeros(0, dtype=np.int32)])
    size = int(counts.sum(dtype=np.int64))
    indptr = np.zeros(counts.size + 1, dtype=np.int32 if size < 2**31 else np.int64)
    np.cumsum(counts, out=indptr[1:])
    lower = np.concatenate([part.lower for part in parts] or [np.zeros(0)])
    upper = np.concatenate([part.upper for part in parts] or [np.zeros(0)])
    indices, values = np.empty(size, dtype=np.int32), np.empty(size)
    at = 0
    for number, part in enumerate(parts):
        end = at + part.values.size
        indices[at:end], values[at:end] = part.columns, part.values
        parts[number] = _NOTHING  # not to be held twice
        at = end
    del part
    matrix: csr_array = csr_array((values, indices, indptr), shape=(counts.size, expander.columns.size))
    if expander.may_repeat_columns:
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
    column_lower, column_upper, integer = _column_bounds(expander)
    cost, offset = _objective(expander)
    return Program(
        matrix,
        lower,
        upper,
        column_lower,
        column_upper,
        cost,
        offset,
        integer,
        expander.columns,
        expander.rows,
        hour,
        horizon,
    )


@dataclass(frozen=True, eq=False)
class _Entries:
    """Some rows of a family: how many entries each has, their columns and values, and the row bounds."""

    per_row: Counts
    columns: NDArray[np.int32]
    values: Floats
    lower: Floats
    upper: Floats


_NOTHING = _Entries(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0), np.zeros(0), np.zeros(0))


# -- rows ------------------------------------------------------------------------------------------


def _entries(expander: Expander, table: RowTable) -> Iterator[_Entries]:
    """Yield a table's part of the matrix, in stretches of repetitions."""
    at = expander.members(table.axis, table.group, table.mask)
    if len(table.summed):
        yield _with_sums(expander, table, at)
        return
    together = max(1, TOGETHER // max(1, len(table.terms)))
    for first in range(0, at.count, together):
        yield _plain(expander, table, at.part(first, min(first + together, at.count)))


def _plain(expander: Expander, table: RowTable, at: Members) -> _Entries:
    """Return the rows of some repetitions, whose terms all stand in place."""
    rows = table.terms.expressions
    terms, columns, values, constant = _split_constant(expander, table, at)
    per_row = np.bincount(terms.expression, minlength=rows)
    keep = values != 0.0
    if keep.all():
        counts = np.tile(per_row.astype(np.int32), at.count)
        flat_columns, flat_values = columns.ravel(), values.ravel()
    else:
        totals = np.zeros((at.count, len(terms) + 1), dtype=np.int32)
        np.cumsum(keep, axis=1, out=totals[:, 1:])
        ends = np.cumsum(per_row)
        counts = (totals[:, ends] - totals[:, ends - per_row]).ravel()
        flat_columns, flat_values = columns[keep], values[keep]
    return _Entries(counts, flat_columns, flat_values, *_row_bounds(table, at.count, constant))


def _split_constant(
    expander: Expander, table: RowTable, at: Members
) -> tuple[Terms, NDArray[np.int32], Floats, Floats | None]:
    """Return a table's terms in place, their columns and values, and the sum of the others by row."""
    terms, columns, values = expander.expand(table.terms, at)
    is_column = terms.column != CONSTANT
    if is_column.all():
        return terms, columns, values, None
    constant = np.zeros((at.count, table.terms.expressions))
    for term in np.flatnonzero(~is_column):
        constant[:, terms.expression[term]] += values[:, term]
    return terms.select(is_column), columns[:, is_column], values[:, is_column], constant


def _row_bounds(table: RowTable, count: int, constant: Floats | None) -> tuple[Floats, Floats]:
    lower = np.tile(np.concatenate([block.lower for block in table.blocks]), count)
    upper = np.tile(np.concatenate([block.upper for block in table.blocks]), count)
    if constant is not None:
        lower -= constant.ravel()
        upper -= constant.ravel()
    return lower, upper


def _with_sums(expander: Expander, table: RowTable, at: Members) -> _Entries:
    """Group rows: besides their own terms, step terms added up over the member's steps."""
    rows = table.terms.expressions
    terms, columns, values, constant = _split_constant(expander, table, at)
    kind = expander.group(table.axis)
    pairs = Members(kind.step.size, kind.step, kind.member)
    inner, inner_columns, inner_values = expander.expand(table.summed, pairs)
    inner_values = inner_values * kind.hours[:, None]
    out_row = [np.add.outer(np.arange(at.count) * rows, terms.expression).ravel()]
    out_row.append(np.add.outer(kind.member * rows, inner.expression).ravel())
    row = np.concatenate(out_row)
    column = np.concatenate([columns.ravel(), inner_columns.ravel()])
    value = np.concatenate([values.ravel(), inner_values.ravel()])
    total = np.zeros(at.count * rows) if constant is None else constant.ravel().copy()
    is_constant = column == CONSTANT
    np.add.at(total, row[is_constant], value[is_constant])
    keep = ~is_constant & (value != 0.0)
    row, column, value = row[keep], column[keep], value[keep]
    row, column, value = _merged(row, column, value, expander.columns.size)
    counts = np.bincount(row, minlength=at.count * rows).astype(np.int32)
    return _Entries(counts, column, value, *_row_bounds(table, at.count, total))


def _merged(
    row: Ints, column: NDArray[np.int32], value: Floats, width: int
) -> tuple[Ints, NDArray[np.int32], Floats]:
    """Sort entries by row and column and add up repeated ones."""
    key = row.astype(np.int64) * width + column
    order = np.argsort(key, kind="stable")
    key, value = key[order], value[order]
    first = (
        np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
        if key.size
        else np.zeros(0, dtype=np.int64)
    )
    summed = np.add.reduceat(value, first) if key.size else value
    return key[first] // width, (key[first] % width).astype(np.int32), summed


# -- columns ---------------------------------------------------------------------------------------


def _column_bounds(expander: Expander) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return lower and upper bounds and the integer mask of every column."""
    hour, size = expander.hour, expander.columns.size
    low, high, integer = np.empty(size), np.empty(size), np.empty(size, dtype=np.bool_)
    for family in expander.columns.families:
        own = slice(family.start, family.start + family.size)
        for out, name in ((low, "lower"), (high, "upper"), (integer, "integer")):
            for block in hour.columns.get(family.axis, ()):
                width = len(block.index)
                every = out[own].reshape(family.members.count, family.width)
                every[:, block.start : block.start + width] = getattr(block, name)
    at, width = expander.members(STEP), hour.width(STEP)
    for terms, bound in ((hour.bounds_lower, low), (hour.bounds_upper, high)):
        for place in np.unique(terms.expression):
            own_terms = terms.select(terms.expression == place)
            values = expander.series.coefficients(own_terms, at.count, at.step, at.member)
            bound[expander.base[STEP] + place :: width][: at.count] = values.sum(axis=1)
    return low, high, integer


# -- objective -------------------------------------------------------------------------------------


def _objective(expander: Expander) -> tuple[Floats, float]:
    """Return the cost of every column and the constant part."""
    cost, offset = np.zeros(expander.columns.size), 0.0
    for axis, tally in expander.hour.payments.items():
        at = expander.members(axis)
        one = tally.terms.renumbered(1, np.zeros(tally.terms.expressions, dtype=np.int64))
        terms, columns, values = expander.expand(one, at)
        if axis == STEP:
            values *= expander.horizon.cost_weight[:, None]
        is_constant = terms.column == CONSTANT
        offset += float(values[:, is_constant].sum())
        flat = ~is_constant
        cost += np.bincount(
            columns[:, flat].ravel(), weights=values[:, flat].ravel(), minlength=expander.columns.size
        )
    return cost, offset
