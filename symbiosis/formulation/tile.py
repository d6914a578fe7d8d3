"""Repeat the compiled hour over a horizon: terms become a sparse matrix, without a loop over time.

Every family of rows has the same few terms at every repetition, so its part of the matrix is one
(repetitions × terms) array of columns beside one of values, and is in row order as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.language import STATIC, STEP, Lag
from symbiosis.formulation.axes import Layout, Members, stack
from symbiosis.formulation.compile import CompiledHour, RowTable
from symbiosis.formulation.program import Program
from symbiosis.formulation.series import SeriesValues
from symbiosis.formulation.terms import CONSTANT, Terms
from symbiosis.horizon.horizon import Group, Horizon
from symbiosis.horizon.spec import HorizonError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def tile(hour: CompiledHour, horizon: Horizon) -> Program:
    """Repeat an hour over a horizon.  Raises HorizonError where a lag does not fit its steps."""
    from scipy.sparse import csr_array

    tiler = Tiler(hour, horizon)
    parts = [tiler.entries(table) for table in hour.rows]
    counts = np.concatenate([part.per_row for part in parts] or [np.zeros(0, dtype=np.int64)])
    indptr = np.concatenate(([0], np.cumsum(counts))).astype(np.int32 if counts.sum() < 2**31 else np.int64)
    lower = np.concatenate([part.lower for part in parts] or [np.zeros(0)])
    upper = np.concatenate([part.upper for part in parts] or [np.zeros(0)])
    indices = np.empty(int(counts.sum()), dtype=np.int32)
    values = np.empty(indices.size)
    at = 0
    for part in parts:
        size = part.values.size
        indices[at : at + size], values[at : at + size] = part.columns, part.values
        part.release()  # one large part (the step rows) dominates and must not be held twice
        at += size
    matrix: csr_array = csr_array((values, indices, indptr), shape=(counts.size, tiler.columns.size))
    if tiler.may_repeat_columns:
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
    column_lower, column_upper, integer = tiler.column_bounds()
    cost, offset = tiler.objective()
    return Program(
        matrix,
        lower,
        upper,
        column_lower,
        column_upper,
        cost,
        offset,
        integer,
        tiler.columns,
        tiler.rows,
        hour,
        horizon,
    )


@dataclass(eq=False)
class _Entries:
    """One family's rows: how many entries each has, their columns and values, and the row bounds."""

    per_row: Ints
    columns: NDArray[np.int32]
    values: Floats
    lower: Floats
    upper: Floats

    def release(self) -> None:
        """Let go of the large arrays."""
        self.columns, self.values = self.columns[:0].copy(), self.values[:0].copy()


class Tiler:
    """Turns the tables of one hour into arrays over one horizon."""

    def __init__(self, hour: CompiledHour, horizon: Horizon) -> None:
        self.hour = hour
        self.horizon = horizon
        self.series = SeriesValues(hour, horizon)
        axes = (STATIC, *hour.axes[2:], STEP)
        self.columns: Layout = stack(
            [(axis, hour.width(axis), self.members(axis), hour.columns.get(axis, ())) for axis in axes]
        )
        self._base = {family.axis: family.start for family in self.columns.families}
        self.rows: Layout = stack(
            [
                (
                    table.axis,
                    table.terms.expressions,
                    self.members(table.axis, table.group, table.mask),
                    table.blocks,
                )
                for table in hour.rows
            ]
        )
        self._shifts = [shifts_of(lag, horizon) for lag in hour.lags]
        here = np.arange(len(horizon))
        self.may_repeat_columns = any(
            len(shifts) > 1 or (shifts[0] == here).any() for shifts in self._shifts[1:]
        )

    def members(self, axis: str, group: str = "", mask: int = -1) -> Members:
        """Return where the items of an axis are repeated."""
        if axis == STATIC:
            return Members(1)
        if axis != STEP:
            kind = self._group(axis)
            return Members(len(kind), member=np.arange(len(kind)), names=kind.names)
        steps = np.arange(len(self.horizon))
        member: Ints | None = None
        names: tuple[str, ...] = ()
        if group:
            kind = self._group(group)
            steps, member, names = kind.step, kind.member, () if kind.single else kind.names
        if mask >= 0:
            keep = self.series.of(mask)[steps] != 0.0
            steps, member = steps[keep], None if member is None else member[keep]
        return Members(steps.size, steps, member, names)

    def _group(self, name: str) -> Group:
        if name not in self.horizon.groups:
            raise HorizonError(f"the horizon has no group {name!r}; it has {', '.join(self.horizon.groups)}.")
        return self.horizon.groups[name]

    # -- terms to entries ------------------------------------------------------------------------

    def expand(self, terms: Terms, at: Members) -> tuple[Terms, NDArray[np.int32], Floats]:
        """Return terms (windows written out), and their columns and values; both (members, terms).

        A column of -1 is a constant; an entry that is absent (no step before) has value 0.
        """
        terms, shift = self._write_out_windows(terms)
        values = self.series.coefficients(terms, at.count, at.step, at.member)
        columns = np.empty((at.count, len(terms)), dtype=np.int32)
        for number, axis in enumerate(self.hour.axes):
            which = np.flatnonzero((terms.axis == number) & (terms.column != CONSTANT) & (shift < 0))
            if which.size:
                repetition = self._repetition(axis, at)
                columns[:, which] = (self._base[axis] + terms.column[which])[None, :]
                if repetition is not None:
                    columns[:, which] += (repetition * self.hour.width(axis)).astype(np.int32)[:, None]
        columns[:, terms.column == CONSTANT] = CONSTANT
        flat = [earlier for shifts in self._shifts[1:] for earlier in shifts]
        lagged = shift >= 0
        for number, axis in enumerate(self.hour.axes[2:], 2):  # of a group: the member before, in a ring
            which = np.flatnonzero(lagged & (terms.axis == number))
            if which.size:
                assert at.member is not None
                before = (at.member - 1) % max(len(self._group(axis)), 1)
                base = self._base[axis] + terms.column[which]
                columns[:, which] = base[None, :] + (before * self.hour.width(axis))[:, None]
        lagged &= terms.axis == self.hour.axes.index(STEP)
        for number in np.unique(shift[lagged]):
            which = np.flatnonzero(lagged & (shift == number))
            assert at.step is not None
            earlier = flat[number][at.step]
            base = self._base[STEP] + terms.column[which]
            columns[:, which] = base[None, :] + (np.maximum(earlier, 0) * self.hour.width(STEP))[:, None]
            values[np.ix_(earlier < 0, which)] = 0.0
        return terms, columns, values

    def _write_out_windows(self, terms: Terms) -> tuple[Terms, Ints]:
        """Repeat a term with several shifts once for each; return the shift's number (-1: none)."""
        if not terms.lag.any():
            return terms, np.full(len(terms), -1, dtype=np.int64)
        counts = np.array([len(shifts) if lag else 1 for lag, shifts in enumerate(self._shifts)])
        first = np.cumsum([0, *counts[1:]])[:-1] if len(counts) > 1 else np.zeros(0, dtype=np.int64)
        repeat = counts[terms.lag]
        source = np.repeat(np.arange(len(terms)), repeat)
        within = np.arange(source.size) - np.repeat(np.cumsum(repeat) - repeat, repeat)
        lag = terms.lag[source]
        shift = np.full(source.size, -1, dtype=np.int64)
        shift[lag > 0] = first[lag[lag > 0] - 1] + within[lag > 0]
        out = Terms(
            terms.expressions,
            terms.expression[source],
            terms.axis[source],
            terms.column[source],
            lag,
            terms.monomial[source],
            terms.coefficient[source],
        )
        return out, shift

    @staticmethod
    def _repetition(axis: str, at: Members) -> Ints | None:
        if axis == STATIC:
            return None
        return at.step if axis == STEP else at.member

    def entries(self, table: RowTable) -> _Entries:
        """Return a table's part of the matrix."""
        at = self.members(table.axis, table.group, table.mask)
        rows = table.terms.expressions
        terms, columns, values = self.expand(table.terms, at)
        constant = self._constants(terms, values, rows, at.count)
        is_column = terms.column != CONSTANT
        if not is_column.all():
            terms, columns, values = terms.select(is_column), columns[:, is_column], values[:, is_column]
        if len(table.summed):
            return self._with_sums(table, at, terms, columns, values, constant)
        per_row = np.bincount(terms.expression, minlength=rows)
        keep = values != 0.0
        if keep.all():
            counts = np.tile(per_row, at.count)
            flat_columns, flat_values = columns.ravel(), values.ravel()
        else:
            totals = np.zeros((at.count, len(terms) + 1), dtype=np.int64)
            np.cumsum(keep, axis=1, out=totals[:, 1:])
            ends = np.cumsum(per_row)
            counts = (totals[:, ends] - totals[:, ends - per_row]).ravel()
            flat_columns, flat_values = columns[keep], values[keep]
        lower, upper = self._row_bounds(table, at.count, constant)
        return _Entries(counts, flat_columns, flat_values, lower, upper)

    @staticmethod
    def _constants(terms: Terms, values: Floats, rows: int, count: int) -> Floats | None:
        which = np.flatnonzero(terms.column == CONSTANT)
        if not which.size:
            return None
        constant = np.zeros((count, rows))
        for term in which:
            constant[:, terms.expression[term]] += values[:, term]
        return constant

    @staticmethod
    def _row_bounds(table: RowTable, count: int, constant: Floats | None) -> tuple[Floats, Floats]:
        lower = np.tile(np.concatenate([block.lower for block in table.blocks]), count)
        upper = np.tile(np.concatenate([block.upper for block in table.blocks]), count)
        if constant is not None:
            lower -= constant.ravel()
            upper -= constant.ravel()
        return lower, upper

    def _with_sums(
        self,
        table: RowTable,
        at: Members,
        terms: Terms,
        columns: NDArray[np.int32],
        values: Floats,
        constant: Floats | None,
    ) -> _Entries:
        """Group rows: besides their own terms, step terms added up over the member's steps."""
        rows = table.terms.expressions
        kind = self._group(table.axis)
        pairs = Members(kind.step.size, kind.step, kind.member)
        inner, inner_columns, inner_values = self.expand(table.summed, pairs)
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
        row, column, value = _merged(row, column, value, self.columns.size)
        lower, upper = self._row_bounds(table, at.count, total)
        return _Entries(np.bincount(row, minlength=at.count * rows), column, value, lower, upper)

    # -- columns ---------------------------------------------------------------------------------

    def column_bounds(self) -> tuple[Floats, Floats, NDArray[np.bool_]]:
        """Return lower and upper bounds and the integer mask of every column."""
        lower: list[Floats] = []
        upper: list[Floats] = []
        integer: list[Floats] = []
        for family in self.columns.families:
            blocks = self.hour.columns.get(family.axis, ())
            for out, name in ((lower, "lower"), (upper, "upper"), (integer, "integer")):
                own = [getattr(block, name) for block in blocks]
                out.append(np.tile(np.concatenate(own) if own else np.zeros(0), family.members.count))
        low, high = np.concatenate(lower), np.concatenate(upper)
        at = self.members(STEP)
        for terms, bound in ((self.hour.bounds_lower, low), (self.hour.bounds_upper, high)):
            if len(terms):
                values = self.series.coefficients(terms, at.count, at.step, at.member)
                for place in np.unique(terms.expression):
                    series = values[:, terms.expression == place].sum(axis=1)
                    bound[self._base[STEP] + place :: self.hour.width(STEP)][: at.count] = series
        return low, high, np.concatenate(integer).astype(bool)

    # -- objective -------------------------------------------------------------------------------

    def objective(self) -> tuple[Floats, float]:
        """Return the cost of every column and the constant part."""
        cost, offset = np.zeros(self.columns.size), 0.0
        for axis, tally in self.hour.payments.items():
            at = self.members(axis)
            one = tally.terms.renumbered(1, np.zeros(tally.terms.expressions, dtype=np.int64))
            terms, columns, values = self.expand(one, at)
            if axis == STEP:
                values *= self.horizon.cost_weight[:, None]
            is_constant = terms.column == CONSTANT
            offset += float(values[:, is_constant].sum())
            flat = ~is_constant
            cost += np.bincount(
                columns[:, flat].ravel(), weights=values[:, flat].ravel(), minlength=self.columns.size
            )
        return cost, offset


def shifts_of(lag: Lag | None, horizon: Horizon) -> list[Ints]:
    """Return, for a lag, the earlier steps it refers to: one array of step numbers (-1: absent) each."""
    here = np.arange(len(horizon), dtype=np.int64)
    if lag is None or lag.kind == "member":
        return [here]
    if lag.kind == "before":
        return [horizon.previous if lag.hours is None else _hours_ago(lag.hours, horizon)]
    assert lag.hours is not None
    shifts: list[Ints] = []
    at, ago = here, np.zeros(len(horizon))
    while True:
        inside = (at >= 0) & (ago < lag.hours - 1e-9)
        if not inside.any():
            return shifts
        shifts.append(np.where(inside, at, -1))
        ago = ago + np.where(at >= 0, horizon.hours[np.maximum(at, 0)], 0.0)
        at = np.where(inside, horizon.previous[np.maximum(at, 0)], -1)


def _hours_ago(hours: float, horizon: Horizon) -> Ints:
    at, ago = np.arange(len(horizon), dtype=np.int64), np.zeros(len(horizon))
    while ((at >= 0) & (ago < hours - 1e-9)).any():
        going = (at >= 0) & (ago < hours - 1e-9)
        earlier = np.where(going, horizon.previous[np.maximum(at, 0)], at)
        ago = ago + np.where(going & (earlier >= 0), horizon.hours[np.maximum(earlier, 0)], 0.0)
        at = earlier
    if ((at >= 0) & (np.abs(ago - hours) > 1e-9)).any():
        raise HorizonError(f"a lag of {hours:g} h does not fall on a step of the horizon.")
    return at


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
