"""How large can each column of a linear program be in some cheapest plan?  Worked out from its data alone.

A bound from multipliers charges a wrong sign at the largest value that a column can have. Among the
cheapest plans take one in which the columns with a lower limit add up to least. In it:

    row        a·x ≤ U says  x ≤ (U − least of the other terms) / a
    need       x costs something and could be smaller: a row that asks for it is met exactly
    opposites  two columns of opposite sign in one row, harmless elsewhere, are not both above their least;
               one that other rows ask for may be, where such a row is met exactly
    store      charge and discharge: one is 0, or all that supplies the balance is at rest (or what other rows
               ask of it)
    twins      two columns opposite in every equation are not both above 0

Each rule holds because otherwise columns could be lowered together at no cost, within all rows.
`x` may be any column of the program; whole numbers take part only through their limits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from symbiosis.results.verify.linear import Linear

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

PASSES = 10
WIDER = 1e-9  # share by which a limit is widened, far above rounding
NIL = 1e-12  # share below which a difference of products is rounding


def reach(program: Linear) -> tuple[Floats, Floats]:
    """Return lower and upper limits, shape (columns,), that some cheapest plan keeps; see the top."""
    work = _Work(program)
    closely = False
    for number in range(PASSES):
        before = work.high.copy()
        work.by_rows(closely)
        work.by_need()
        stuck = np.isinf(work.high).sum() == np.isinf(before).sum()
        if number >= 1 and stuck and np.isinf(work.high).any():  # all else is then as close as it gets
            work.by_stores()
            work.by_twins()
            closely = True
        changed = work.high < before * (1 - 1e-3)
        if not (changed | (np.isinf(before) & np.isfinite(work.high))).any():
            break
    return work.low, work.high


class _Work:
    """Entries one by one, with the limits as they get closer."""

    def __init__(self, program: Linear) -> None:
        self.program = program
        self.rows, self.columns = program.row_lower.size, program.column_lower.size
        self.i = np.repeat(np.arange(self.rows, dtype=np.int32), np.diff(program.start))
        self.j, self.a = program.index, program.value
        self.low, self.high = program.column_lower.copy(), program.column_upper.copy()
        self.free = ~program.integer & np.isfinite(program.column_lower)
        # Lowering a column lowers a row with a > 0 and raises one with a < 0.
        needs = np.where(self.a > 0, program.row_lower[self.i] > -np.inf, program.row_upper[self.i] < np.inf)
        self.asked = needs
        asked = np.bincount(self.j[needs], minlength=self.columns)
        self.lone = (asked[self.j] == needs) & self.free[self.j]  # harmless in all other rows

    def ends(self) -> tuple[Floats, Floats]:
        """Return each term's least and greatest value."""
        with np.errstate(invalid="ignore"):
            one, other = self.a * self.low[self.j], self.a * self.high[self.j]
        return np.minimum(one, other), np.maximum(one, other)

    def rest(self, terms: Floats) -> Floats:
        """Return, per entry, the sum of its row's other terms; not a number where one has no limit."""
        open_ended = ~np.isfinite(terms)
        known = np.where(open_ended, 0.0, terms)
        total = np.bincount(self.i, known, self.rows)
        count = np.bincount(self.i, open_ended, self.rows).astype(np.int64)
        out = total[self.i] - known
        out[count[self.i] > open_ended] = np.nan
        return np.asarray(out)

    def lower_high(self, entries: NDArray[np.intp], found: Floats) -> None:
        """Take, in place, upper limits that entries imply for their columns."""
        keep = np.isfinite(found) & ~self.program.integer[self.j[entries]]
        wide = found[keep] + WIDER * np.maximum(1.0, np.abs(found[keep]))
        np.minimum.at(self.high, self.j[entries[keep]], wide)

    def asked_elsewhere(self) -> Floats:
        """Return, per entry, the most that other rows ask of its column; infinite where that has no end."""
        p = self.program
        least, most = self.ends()
        least_rest, most_rest = self.rest(least), self.rest(most)
        short = np.where(self.a > 0, p.row_lower[self.i] - least_rest, p.row_upper[self.i] - most_rest)
        asks = short / self.a
        endless = self.asked & ~np.isfinite(asks)
        finite = self.asked & ~endless
        largest = p.column_lower.copy()
        np.maximum.at(largest, self.j[finite], asks[finite])
        others = np.bincount(self.j[endless], minlength=self.columns)[self.j] - endless
        return np.where((others == 0) & self.free[self.j], largest[self.j], np.inf)

    def by_rows(self, closely: bool = False) -> None:
        """Apply the rules on rows and on opposites, the latter also to what other rows ask for."""
        p = self.program
        top, bottom = p.row_upper[self.i], p.row_lower[self.i]
        least, most = self.ends()
        least_rest, most_rest = self.rest(least), self.rest(most)
        with np.errstate(invalid="ignore"):
            from_top, from_bottom = (top - least_rest) / self.a, (bottom - most_rest) / self.a
        up = self.a > 0
        self.lower_high(np.arange(self.a.size), np.where(up, from_top, from_bottom))
        found = np.where(up, from_bottom, from_top)
        keep = np.isfinite(found) & ~p.integer[self.j]
        tight = found[keep] - WIDER * np.maximum(1.0, np.abs(found[keep]))
        np.maximum.at(self.low, self.j[keep], tight)
        elsewhere = self.asked_elsewhere() if closely else np.full(self.a.size, np.inf)
        elsewhere[self.lone] = -np.inf
        rate, least_term = p.cost[self.j] / np.abs(self.a), self.a * self.low[self.j]
        for mine, limit, ends in ((up, top, least), (~up, bottom, most)):
            others = self.lone & ~mine
            cheapest = np.full(self.rows, np.inf)
            np.minimum.at(cheapest, self.i[others], rate[others])
            meet = mine & (elsewhere < np.inf) & np.isfinite(limit)
            entries = np.flatnonzero(meet & (rate + cheapest[self.i] >= 0.0))
            if entries.size:
                rest = self.rest(np.where(others, least_term, ends))[entries]
                found = (limit[entries] - rest) / self.a[entries]
                found = np.maximum(found, elsewhere[entries])
                self.lower_high(entries, np.maximum(found, self.low[self.j[entries]]))

    def by_need(self) -> None:
        """Apply the rule on need to columns without an upper limit."""
        p = self.program
        which = np.isinf(self.high) & (p.cost >= 0.0) & self.free
        entries = np.flatnonzero(which[self.j] & self.asked)
        if not entries.size:
            return
        least, most = self.ends()
        least_rest, most_rest = self.rest(least)[entries], self.rest(most)[entries]
        i, a = self.i[entries], self.a[entries]
        asks = np.where(a > 0, p.row_lower[i] - least_rest, p.row_upper[i] - most_rest) / a
        largest = p.column_lower.copy()
        np.maximum.at(largest, self.j[entries], np.where(np.isnan(asks), np.inf, asks))
        found = which & np.isfinite(largest)
        self.high[found] = largest[found] + WIDER * np.maximum(1.0, np.abs(largest[found]))

    def pairs(self, count: int | None) -> tuple[Ints, Ints, Ints, Ints] | None:
        """Return pairs of open columns in the same equations; with `count`, in so many that ask for them.

        The result has the two columns, then the entries of both, shape (pairs, equations), −1 beyond.
        """
        p = self.program
        may = np.isinf(self.high) & self.free & (p.column_lower == 0.0)
        equation = p.row_lower == p.row_upper
        chosen = may[self.j] & (self.asked if count is not None else equation[self.i])
        entries = np.flatnonzero(chosen)
        entries = entries[np.lexsort((self.i[entries], self.j[entries]))]
        columns, first, many = np.unique(self.j[entries], return_index=True, return_counts=True)
        keep = many == count if count is not None else (many <= 64)
        columns, first, many = columns[keep], first[keep], many[keep]
        if columns.size < 2:
            return None
        width = int(many.max())
        place = first[:, None] + np.arange(width)[None, :]
        inside = np.arange(width)[None, :] < many[:, None]
        table = np.where(inside, entries[np.minimum(place, entries.size - 1)], -1)
        rows = np.where(inside, self.i[table], -1)
        order = np.lexsort(rows.T)
        same = (rows[order[1:]] == rows[order[:-1]]).all(axis=1)
        one, other = order[:-1][same], order[1:][same]
        if not one.size:
            return None
        return columns[one].astype(np.int64), columns[other].astype(np.int64), table[one], table[other]

    def without(self, rows: NDArray[np.integer], pair: tuple[Ints, Ints], sign: Floats) -> Floats:
        """Return the most of sign · (right side − terms of others) of equations."""
        least, most = self.ends()
        out = np.full(rows.shape, np.inf)
        right = self.program.row_upper[rows]
        for positive, terms in ((True, least), (False, most)):
            open_ended = ~np.isfinite(terms)
            known = np.where(open_ended, 0.0, terms)
            total = np.bincount(self.i, known, self.rows)[rows]
            count = np.bincount(self.i, open_ended, self.rows)[rows]
            for entry in pair:
                total, count = total - known[entry], count - open_ended[entry]
            use = ((sign > 0) == positive) & (count < 0.5)
            out[use] = ((right - total) if positive else (total - right))[use]
        return out

    def by_twins(self) -> None:
        """Apply the rule on twins."""
        found = self.pairs(None)
        if found is None:
            return
        p = self.program
        for x, y, of_x, of_y in zip(*found, strict=True):
            own, its = of_x[of_x >= 0], of_y[of_y >= 0]
            ratio = np.abs(self.a[own[0]] / self.a[its[0]])  # lower x by 1 and y by this much
            moved = self.a[own] + ratio * self.a[its]
            if (np.abs(moved) > NIL * np.abs(self.a[own])).any() or p.cost[x] + ratio * p.cost[y] < 0.0:
                continue
            if not self.harmless(int(x), int(y), float(ratio)):
                continue
            for entries in (own, its):
                most = self.without(self.i[entries], (own, its), np.sign(self.a[entries]))
                value = np.maximum(most / np.abs(self.a[entries]), 0.0)
                self.lower_high(entries.astype(np.intp), value)

    def harmless(self, x: int, y: int, ratio: float) -> bool:
        """Tell whether lowering x by 1 and y by `ratio` breaks no inequality, whatever the plan."""
        p = self.program
        if not hasattr(self, "by_column"):
            self.by_column = np.argsort(self.j, kind="stable")
            self.column_start = np.concatenate(([0], np.cumsum(np.bincount(self.j, minlength=self.columns))))
        move: dict[int, float] = {}
        size = 0.0
        for column, share in ((x, 1.0), (y, ratio)):
            for entry in self.by_column[self.column_start[column] : self.column_start[column + 1]]:
                row = int(self.i[entry])
                move[row] = move.get(row, 0.0) + share * float(self.a[entry])
                size = max(size, abs(share * float(self.a[entry])))
        for row, lowered in move.items():
            if abs(lowered) <= NIL * size or p.row_lower[row] == p.row_upper[row]:
                continue
            if (p.row_lower[row] > -np.inf) if lowered > 0 else (p.row_upper[row] < np.inf):
                return False
        return True

    def by_stores(self) -> None:
        """Apply the rule on stores to pairs that meet in two equations, a balance and a level."""
        found = self.pairs(2)
        if found is None:
            return
        p = self.program
        x, y, of_x, of_y = found
        costless = (p.cost[x] >= 0) & (p.cost[y] >= 0)
        both = np.stack([self.i[of_x[:, 0]], self.i[of_x[:, 1]]])
        costless &= (p.row_lower[both] == p.row_upper[both]).all(axis=0)
        x, y, of_x, of_y = x[costless], y[costless], of_x[costless], of_y[costless]
        self.elsewhere = self.asked_elsewhere()  # once: what is limited below then asks for more
        for at, level in ((0, 1), (1, 0)):
            for c, d, of_c, of_d in ((x, y, of_x, of_y), (y, x, of_y, of_x)):
                for sign in (1.0, -1.0):
                    self.store(c, d, (of_c[:, at], of_d[:, at]), (of_c[:, level], of_d[:, level]), sign)

    def store(
        self, c: Ints, d: Ints, balance: tuple[Ints, Ints], level: tuple[Ints, Ints], sign: float
    ) -> None:
        """Limit charge c and discharge d; c stands in the balance with `sign`, d with the opposite one."""
        a = self.a
        turn = -np.sign(a[level[0]])
        ok = (np.sign(a[balance[0]]) == sign) & (np.sign(a[balance[1]]) == -sign) & (a[level[1]] * turn > 0)
        if not ok.any():
            return
        c, d, turn = c[ok], d[ok], turn[ok]
        balance, level = (balance[0][ok], balance[1][ok]), (level[0][ok], level[1][ok])
        take, give = np.abs(a[balance[0]]), np.abs(a[balance[1]])  # in the balance, per unit of c and d
        fill, drain = np.abs(a[level[0]]), np.abs(a[level[1]])  # in the level
        lost = take * drain - give * fill
        tiny = NIL * take * drain
        right = lost >= -tiny
        row = self.i[balance[0]]
        let_go, room = (self.without(self.i[level[0]], level, s * turn) for s in (1.0, -1.0))
        rest = self.at_rest(row, np.concatenate((balance[0][right], balance[1][right])), sign)
        with np.errstate(invalid="ignore", divide="ignore"):
            gives = np.where(right, give * let_go / drain, 0.0)
            others = np.bincount(row[right], gives[right], self.rows)[row] - gives
            rest = rest + np.where(np.isfinite(others), others, np.inf)
            together = lost > tiny
            joint_c = np.where(together, (drain * rest + give * let_go) / lost, 0.0)
            joint_d = np.where(together, (fill * rest + take * let_go) / lost, 0.0)
        for entries, alone, joint in ((level[0], room / fill, joint_c), (level[1], let_go / drain, joint_d)):
            value = np.maximum(np.maximum(alone, joint), 0.0)
            use = right & np.isfinite(value)
            self.lower_high(entries[use].astype(np.intp), value[use])

    def at_rest(self, row: NDArray[np.integer], ours: Ints, sign: float) -> Floats:
        """Return the most of sign · (right side − others), what could be lowered for free at its least."""
        p = self.program
        least, most = self.ends()
        terms = (least if sign > 0 else most).copy()
        asked = np.minimum(self.elsewhere, self.high[self.j])
        resting = np.where(self.lone, self.low[self.j], asked)
        idle = np.isfinite(resting) & (p.cost[self.j] >= 0) & (np.sign(self.a) == -sign)
        terms[idle] = self.a[idle] * resting[idle]
        terms[ours] = 0.0
        return np.asarray(sign * (p.row_upper[row] - np.bincount(self.i, terms, self.rows)[row]))
