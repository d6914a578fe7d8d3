"""Terms of one hour over a horizon: which column and which value each has at every repetition."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.language import STATIC, STEP
from symbiosis.formulation.axes import Layout, Members, stack
from symbiosis.formulation.hour import CompiledHour
from symbiosis.formulation.lags import shifts_of
from symbiosis.formulation.series import SeriesValues
from symbiosis.formulation.terms import CONSTANT, Terms
from symbiosis.horizon.horizon import Group, Horizon
from symbiosis.horizon.spec import HorizonError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Expander:
    """Finds the columns and values of terms over one horizon, and where its rows and columns stand."""

    def __init__(self, hour: CompiledHour, horizon: Horizon) -> None:
        self.hour = hour
        self.horizon = horizon
        self.series = SeriesValues(hour, horizon)
        axes = (STATIC, *hour.axes[2:], STEP)
        self.columns: Layout = stack(
            [(axis, hour.width(axis), self.members(axis), hour.columns.get(axis, ())) for axis in axes]
        )
        self.base = {family.axis: family.start for family in self.columns.families}
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
            kind = self.group(axis)
            return Members(len(kind), member=np.arange(len(kind)), names=kind.names)
        steps = np.arange(len(self.horizon))
        member: Ints | None = None
        names: tuple[str, ...] = ()
        if group:
            kind = self.group(group)
            steps, member, names = kind.step, kind.member, () if kind.single else kind.names
        if mask >= 0:
            keep = self.series.of(mask)[steps] != 0.0
            steps, member = steps[keep], None if member is None else member[keep]
        return Members(steps.size, steps, member, names)

    def group(self, name: str) -> Group:
        """Return a group of the horizon; raises HorizonError when there is none of that name."""
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
                columns[:, which] = (self.base[axis] + terms.column[which])[None, :]
                if repetition is not None:
                    columns[:, which] += (repetition * self.hour.width(axis)).astype(np.int32)[:, None]
        columns[:, terms.column == CONSTANT] = CONSTANT
        flat = [earlier for shifts in self._shifts[1:] for earlier in shifts]
        lagged = shift >= 0
        for number, axis in enumerate(self.hour.axes[2:], 2):  # of a group: the member before, in a ring
            which = np.flatnonzero(lagged & (terms.axis == number))
            if which.size:
                assert at.member is not None
                before = (at.member - 1) % max(len(self.group(axis)), 1)
                base = self.base[axis] + terms.column[which]
                columns[:, which] = base[None, :] + (before * self.hour.width(axis))[:, None]
        lagged &= terms.axis == self.hour.axes.index(STEP)
        for number in np.unique(shift[lagged]):
            which = np.flatnonzero(lagged & (shift == number))
            assert at.step is not None
            earlier = flat[number][at.step]
            base = self.base[STEP] + terms.column[which]
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
