"""How large are two columns that meet in equations at most?  The rules on stores and on twins; see `limits`.

Only rows in which such pairs stand are looked at, and of these only so many at once that little is held;
rows that hang together through pairs are looked at together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import TOGETHER, Floats, Problem, places, stretches
from symbiosis.solver.certified.entries import Counts, Entries, Ints, entries_in, spans
from symbiosis.solver.certified.needs import Needs
from symbiosis.solver.certified.twins import Twins

SLACK = 1e-9  # limits are widened by this share, far more than rounding in the sums
SAME = 1e-12  # share below which a difference is rounding


def limit_twins(problem: Problem, hurting: Counts, lower: Floats, upper: Floats, twins: Twins) -> None:
    """Limit twins in place: each by the equations it stands in, the other at 0."""
    known = upper.copy()
    for batch in _batches(problem, hurting, twins.row, twins.row):
        entries, items = batch.entries, batch.items
        meets = _Meets(entries, lower[entries.column], *spans(entries, lower, known))
        row = twins.row[items]
        pair = (batch.at(twins.first[items], row), batch.at(twins.second[items], row))
        for own in pair:
            value = entries.value[own]
            found = meets.reach(own, pair, np.sign(value)) / np.abs(value)
            found = np.maximum(found, 0.0) * (1.0 + SLACK) + SLACK
            np.minimum.at(upper, entries.column[own], found)


def limit_stores(problem: Problem, hurting: Counts, lower: Floats, upper: Floats, needs: Needs) -> None:
    """Limit in place pairs of columns that meet in two equality rows with opposite signs (rule 4)."""
    may = np.isinf(upper) & ~problem.integer & (problem.column_lower == 0.0) & (problem.cost >= 0)
    place, row = _hurt(problem, may & (hurting == 2))
    order = np.argsort(problem.index[place], kind="stable")
    place, row = place[order].reshape(-1, 2), row[order].reshape(-1, 2)  # both rows of every column
    equal = (problem.row_lower[row] == problem.row_upper[row]).all(axis=1)
    place, row = place[equal], row[equal]
    order = np.lexsort((row[:, 1], row[:, 0]))
    place, row = place[order], row[order]
    met = np.flatnonzero((row[1:] == row[:-1]).all(axis=1))
    if not met.size:
        return
    one, other, row = place[met], place[met + 1], row[met]
    known = upper.copy()
    for batch in _batches(problem, hurting, row[:, 0], row[:, 1]):
        entries, items = batch.entries, batch.items
        least, most = spans(entries, lower, known)
        asked = np.minimum(needs.elsewhere(problem, entries, least, most), known[entries.column])
        resting = np.where(entries.safe, lower[entries.column], asked)
        resting = np.where(problem.cost[entries.column] >= 0, resting, np.inf)
        meets = _Meets(entries, resting, least, most)
        x, y = ([batch.at(of[items, k], row[items, k]) for k in (0, 1)] for of in (one, other))
        for balance, level in ((0, 1), (1, 0)):
            for c, d in ((x, y), (y, x)):
                columns = (entries.column[c[0]], entries.column[d[0]])
                for sign in (1.0, -1.0):
                    meets.limit(upper, columns, (c[balance], d[balance]), (c[level], d[level]), sign)


def _hurt(problem: Problem, columns: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Return places and rows of the coefficients of some columns that lowering them may break."""
    found, rows = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for first, last in stretches(problem.start):
        at, row = places(problem.start, first, last)
        mine = np.flatnonzero(columns[problem.index[at]])
        row, up = row[mine], problem.value[at][mine] > 0
        lower, upper = problem.row_lower[first:last][row], problem.row_upper[first:last][row]
        hurts = np.where(up, np.isfinite(lower), np.isfinite(upper))
        found.append(at.start + mine[hurts])
        rows.append(first + row[hurts])
    return np.concatenate(found), np.concatenate(rows)


@dataclass(frozen=True, eq=False)
class _Batch:
    """Some pairs, by their numbers, and the coefficients of all rows that they stand in."""

    items: Ints
    rows: Ints
    shift: Ints  # from a coefficient's place in the program to its place here, by row
    entries: Entries

    def at(self, place: Ints, row: Ints) -> Ints:
        """Return where coefficients of the program are found among the entries."""
        return np.asarray(place + self.shift[np.searchsorted(self.rows, row)])


def _batches(problem: Problem, hurting: Counts, one: Ints, two: Ints) -> Iterator[_Batch]:
    """Yield pairs by the rows that each stands in, with all pairs that share rows with them."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows = np.union1d(one, two)
    ends = (np.searchsorted(rows, one), np.searchsorted(rows, two))
    graph = coo_array((np.ones(one.size, dtype=np.int8), ends), shape=(rows.size, rows.size))
    group = connected_components(graph, directed=False)[1]
    length = np.diff(problem.start)[rows].astype(np.int64)
    weight = np.bincount(group, length)
    part = ((np.cumsum(weight) - weight) // TOGETHER).astype(np.int64)[group]
    of_item = part[ends[0]]
    for number in np.unique(of_item):
        mine = rows[part == number]
        count = length[part == number]
        shift = np.cumsum(count) - count - problem.start[mine]
        yield _Batch(np.flatnonzero(of_item == number), mine, shift, entries_in(problem, hurting, mine))


@dataclass(frozen=True, eq=False)
class _Meets:
    """Pairs (c, d) of columns that meet in a balance and in a level row.

    `resting` is what every entry's column is at most when it can be lowered no more; infinite where that is
    not known, or lowering it costs something.
    """

    entries: Entries
    resting: Floats
    least: Floats
    most: Floats

    def limit(
        self,
        upper: Floats,
        columns: tuple[NDArray[np.int32], NDArray[np.int32]],
        balance: tuple[Ints, Ints],
        level: tuple[Ints, Ints],
        sign: float,
    ) -> None:
        """Limit, in place, the pairs whose c stands in the balance with this sign."""
        value, row = self.entries.value, self.entries.row
        turn = -np.sign(value[level[0]])  # so that c stands with − in the level, d with +
        fit = (np.sign(value[balance[0]]) == sign) & (np.sign(value[balance[1]]) == -sign)
        fit &= value[level[1]] * turn > 0
        a_c, a_d = np.abs(value[balance[0]]), np.abs(value[balance[1]])
        b_c, b_d = np.abs(value[level[0]]), np.abs(value[level[1]])
        det = a_c * b_d - a_d * b_c
        small = SAME * a_c * b_d
        fit &= det >= -small
        if not fit.any():
            return
        i = row[balance[0]]
        rows = self.entries.rows
        with np.errstate(invalid="ignore", divide="ignore"):
            down = self.reach(level[0], level, turn)
            over = self.reach(level[0], level, -turn)
            # Whatever its charge, a store gives the balance no more than what its level lets go.
            gives = np.where(fit, a_d * down / b_d, 0.0)
            ours = np.concatenate((balance[0][fit], balance[1][fit]))
            without = self._at_rest(balance[0], ours, sign)
            every = np.bincount(i[fit], gives[fit], rows)[i]
            without = without + np.where(np.isfinite(every), every - gives, np.inf)
            alone_c, alone_d = over / b_c, down / b_d
            both_c = np.where(det > small, (b_d * without + a_d * down) / det, 0.0)
            both_d = np.where(det > small, (b_c * without + a_c * down) / det, 0.0)
        for column, alone, both in ((columns[0], alone_c, both_c), (columns[1], alone_d, both_d)):
            found = np.maximum(np.maximum(alone, both), 0.0)
            use = fit & np.isfinite(found) & (found < upper[column])
            upper[column[use]] = found[use] * (1.0 + SLACK) + SLACK

    def reach(self, at: Ints, pair: tuple[Ints, Ints], sign: Floats) -> Floats:
        """Return the most of sign · (right-hand side − the terms other than the pair's) in entries' rows."""
        entries = self.entries
        row, right = entries.row[at], entries.upper[at]
        out = np.full(row.size, np.inf)
        for positive, terms in ((True, self.least), (False, self.most)):
            infinite = np.isinf(terms)
            finite = np.where(infinite, 0.0, terms)
            rest = np.bincount(entries.row, finite, entries.rows)[row]
            count = np.bincount(entries.row, infinite, entries.rows)[row]
            for entry in pair:
                rest, count = rest - finite[entry], count - infinite[entry]
            which = ((sign > 0) == positive) & (count == 0)
            out[which] = (right - rest if positive else rest - right)[which]
        return out

    def _at_rest(self, at: Ints, ours: Ints, sign: float) -> Floats:
        """Return the most of sign · (right-hand side − others) without our pairs, suppliers at rest."""
        entries = self.entries
        terms = (self.least if sign > 0 else self.most).copy()
        rest = np.isfinite(self.resting) & (np.sign(entries.value) == -sign)
        terms[rest] = entries.value[rest] * self.resting[rest]
        terms[ours] = 0.0
        total = np.bincount(entries.row, terms, entries.rows)[entries.row[at]]
        return np.asarray(sign * (entries.upper[at] - total))
