"""What else is known of a mix: its qualities, and how what enters is split over its ends.

What rows ask of a mix is c = Σ_i c_i · s_i, a sum over its shares (a quality, from 0 to 1 between its least
and its greatest source). Its load in an end is w_e = Σ_i c_i · v_ie = c · b_e. And what passes of a source,
a_i = Σ_e v_ie, is split like the whole: v_ie = z_e · a_i with Σ_e z_e = 1. Both follow from v_ie = s_i · b_e,
so no plan is lost; within their envelopes they say more than the products alone, and c is worth cutting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symbiosis.solver.arrays import Floats
from symbiosis.solver.extend import Extended
from symbiosis.solver.mixing.search import Search

if TYPE_CHECKING:
    from scipy.sparse import csc_array

MOST_LIFTED = 4000  # products that are added: more would slow every step


def lift(search: Search) -> None:
    """Give a search qualities and splits of its mixes as columns, and their products beside its own."""
    wide = Extended(search.program)
    low, high = search.low.tolist(), search.high.tolist()
    beside: list[tuple[int, int, int]] = []
    worth: list[int] = []

    def column(most: float) -> int:
        low.append(0.0)
        high.append(most)
        return wide.column(0.0, most)

    by_column = search.program.matrix.tocsc()
    for grid in _grids(search):
        shares, flows = list(grid), list(next(iter(grid.values())))
        for weights in _asked(by_column, grid, flows):
            c = column(1.0)
            worth.append(c)
            wide.row({c: 1.0, **{s: -w for s, w in zip(shares, weights, strict=True)}}, 0.0, 0.0)
            for y in flows:
                load = column(float(search.high[y]))
                terms = {grid[s][y]: -w for s, w in zip(shares, weights, strict=True)}
                wide.row({load: 1.0, **terms}, 0.0, 0.0)
                beside.append((load, c, y))
        if len(flows) < 2:
            continue
        split = {y: column(1.0) for y in flows}
        wide.row(dict.fromkeys(split.values(), 1.0), 1.0, 1.0)
        most = float(search.high[flows].sum())
        for s in shares:
            passed = column(most * float(search.high[s]))
            wide.row({passed: 1.0, **{grid[s][y]: -1.0 for y in flows}}, 0.0, 0.0)
            beside += [(grid[s][y], split[y], passed) for y in flows]
    if len(beside) > MOST_LIFTED:
        return
    search.wide, search.low, search.high = wide.closed(), np.array(low), np.array(high)
    search.beside, search.worth = beside, worth


def _grids(search: Search) -> list[dict[int, dict[int, int]]]:
    """Return the products of every mix that has all of them, as path by share and flow."""
    grids: dict[int, dict[int, dict[int, int]]] = {}
    for pool, (v, s, y) in zip(search.of.pool.tolist(), search.triples, strict=True):
        if pool >= 0:
            grids.setdefault(pool, {}).setdefault(s, {})[y] = v
    return [g for g in grids.values() if len({tuple(sorted(of)) for of in g.values()}) == 1]


def _asked(by_column: csc_array, grid: dict[int, dict[int, int]], flows: list[int]) -> list[Floats]:
    """Return the sums over shares that rows ask of a mix, each from 0 to 1."""
    found: dict[tuple[float, ...], Floats] = {}
    for y in flows:
        rows: dict[int, Floats] = {}
        for i, of in enumerate(grid.values()):
            start, end = by_column.indptr[of[y]], by_column.indptr[of[y] + 1]
            for r, value in zip(by_column.indices[start:end], by_column.data[start:end], strict=True):
                rows.setdefault(int(r), np.zeros(len(grid)))[i] = value
        for weights in rows.values():
            least, most = weights.min(), weights.max()
            if most - least <= 1e-9 * max(1.0, abs(most)):
                continue
            even = np.round((weights - least) / (most - least), 6)  # any weights will do, tiny ones do harm
            if min((even > 0.0).sum(), (even < 1.0).sum()) < 2:
                continue  # one share alone
            if next(e for e in even if e != 0.5) > 0.5:
                even = 1.0 - even
            found.setdefault(tuple(even), even)
    return list(found.values())
