r"""How large can a column be at most?  Limits that hold for some optimal plan, derived from the data.

Take, among all optimal plans, one in which the sum of the columns with a lower limit is least (whole
numbers as they are). It meets all rows, so:

1. *Rows.*  In a row Σ aₖxₖ ≤ U, a column with a > 0 is at most (U − least of the others) / a.
2. *Need.*  A column of cost ≥ 0 that could be smaller would be: it stands at its lower limit, or a row
   that lowering it would break is met exactly. So it is at most the largest such row asks for.
3. *Opposites.*  Two columns of opposite sign in a row, whose lowering breaks no other row and whose
   joint cost is ≥ 0, are not both above their lower limits: both could be lowered along the row.
   (Nothing is bought and sold, or bought and discarded, at once.) Where lowering the first would break other
   rows too, one of these may be met exactly instead, and it is at most the largest that these ask for.
   (What is bought and discarded at once serves a least take.)
4. *Stores.*  Charge c and discharge d meet in the balance and in the level. Lowering both so that the level
   stays frees some of the balance; so either one of them is 0, and the level's row limits the other,
   or what supplies the balance at a cost ≥ 0 and could be lowered is 0 already (or what other rows ask of
   it), and balance and level together limit both. Other stores give no more than their levels let go.

5. *Twins.*  Two columns that are opposite in every equation they stand in, and that can be lowered together
   without breaking another row or costing more, are not both above 0: an equation limits each without
   the other. (Heat is not taken from a level and given back to it.)

All moves lower the sum and keep the plan feasible and no dearer; so no move is left in the plan chosen, and
the limits hold for it together. (Where the cost might fall without end, the same holds for the cheapest
plan within any large enough sum, so the bound proved from the limits holds too.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Floats, Problem
from symbiosis.solver.certified.entries import Counts, Entries, hurting_rows, others, pieces, spans
from symbiosis.solver.certified.needs import Needs, need_of, needs_of
from symbiosis.solver.certified.pairs import limit_stores, limit_twins
from symbiosis.solver.certified.twins import Twins, find_twins

ROUNDS = 8
SLACK = 1e-9  # limits are widened by this share, far more than rounding in the sums


def column_limits(problem: Problem) -> tuple[Floats, Floats]:
    """Return lower and upper limits of all columns that hold for some optimal plan; see the top."""
    hurting = hurting_rows(problem)
    lower, upper = problem.column_lower.copy(), problem.column_upper.copy()
    stores_done = False
    twins: Twins | None = None
    for _ in range(ROUNDS):
        before = int(np.isinf(upper).sum()), float(upper[np.isfinite(upper)].sum())
        needs = needs_of(problem, hurting, lower, upper) if stores_done and before[0] else None
        _from_rows(problem, hurting, lower, upper, needs=needs)
        _from_need(problem, hurting, lower, upper)
        if twins is not None:
            limit_twins(problem, hurting, lower, upper, twins)
        infinite = int(np.isinf(upper).sum())
        if infinite and infinite == before[0] and not stores_done:
            limit_stores(problem, hurting, lower, upper, needs_of(problem, hurting, lower, upper))
            twins = find_twins(problem, np.isinf(upper))
            stores_done = True
        elif infinite == before[0] and (not infinite or upper[np.isfinite(upper)].sum() > 0.999 * before[1]):
            break
    return lower, upper


def rows_only(problem: Problem, rounds: int) -> tuple[Floats, Floats]:
    """Return limits that every plan meets, by the first rule alone."""
    hurting = hurting_rows(problem)
    lower, upper = problem.column_lower.copy(), problem.column_upper.copy()
    for _ in range(rounds):
        _from_rows(problem, hurting, lower, upper, opposites=False)
    return lower, upper


def _from_rows(
    problem: Problem,
    hurting: Counts,
    lower: Floats,
    upper: Floats,
    opposites: bool = True,
    needs: Needs | None = None,
) -> None:
    """Tighten the limits in place by the rules on rows and on opposites, from what is known before."""
    known = lower.copy(), upper.copy()
    for entries in pieces(problem, hurting):
        _from_piece(problem, entries, known, (lower, upper), opposites, needs)
    np.maximum(lower, problem.column_lower, out=lower)
    np.minimum(upper, problem.column_upper, out=upper)


def _from_piece(
    problem: Problem,
    entries: Entries,
    known: tuple[Floats, Floats],
    limits: tuple[Floats, Floats],
    opposites: bool,
    needs: Needs | None,
) -> None:
    lower, upper = limits
    least, most = spans(entries, *known)
    few, many = others(entries, least), others(entries, most)
    value, column = entries.value, entries.column
    up = value > 0
    with np.errstate(invalid="ignore"):
        below = np.where(up, entries.upper - few, entries.lower - many) / value
        above = np.where(up, entries.lower - many, entries.upper - few) / value
    if opposites:
        also = None if needs is None else needs.elsewhere(problem, entries, least, most)
        pairs = _opposites(problem, entries, least, most, known[0], also)
        below = np.where(np.isnan(pairs), below, np.minimum(below, np.maximum(pairs, known[0][column])))
    _take(upper, column, below, np.minimum, np.isfinite(below) & ~problem.integer[column])
    _take(lower, column, above, np.maximum, np.isfinite(above) & ~problem.integer[column])


def _take(
    limit: Floats, column: NDArray[np.int32], found: Floats, better: np.ufunc, use: NDArray[np.bool_]
) -> None:
    """Take what tightens a limit, a little widened."""
    wide = SLACK * np.maximum(1.0, np.abs(found)) * (1.0 if better is np.minimum else -1.0)
    found = found + wide
    use &= found < limit[column] if better is np.minimum else found > limit[column]
    better.at(limit, column[use], found[use])


def _opposites(
    problem: Problem, entries: Entries, least: Floats, most: Floats, lower: Floats, also: Floats | None
) -> Floats:
    """Return a column's limit from a row when the columns it never meets stand at their lower limits.

    `also` has, for columns that meet them where another row is met exactly, the largest that those ask for.
    """
    value, column = entries.value, entries.column
    up, rows = value > 0, entries.rows
    rate = problem.cost[column] / np.abs(value)
    resting = value * lower[column]
    out = np.full(value.size, np.nan)
    for sign in (True, False):
        other = entries.safe & (up != sign)
        dearest = np.full(rows, np.inf)
        np.minimum.at(dearest, entries.row[other], rate[other])
        mine = entries.safe if also is None else entries.safe | np.isfinite(also)
        mine = mine & (up == sign) & (rate + dearest[entries.row] >= 0)
        mine &= np.isfinite(entries.upper if sign else entries.lower)
        if not mine.any():
            continue
        terms = np.where(other, resting, least if sign else most)
        rest = others(entries, terms)
        limit = entries.upper if sign else entries.lower
        with np.errstate(invalid="ignore"):
            found = (limit - rest) / value
        if also is not None:
            found = np.where(entries.safe, found, np.maximum(found, also))
        out[mine] = np.where(np.isfinite(found[mine]), found[mine], np.nan)
    return out


def _from_need(problem: Problem, hurting: Counts, lower: Floats, upper: Floats) -> None:
    """Limit in place what costs something by the largest need of a row for it."""
    open_ended = np.isinf(upper) & (problem.cost >= 0) & ~problem.integer & np.isfinite(problem.column_lower)
    if not open_ended.any():
        return
    largest = problem.column_lower.copy()
    for entries in pieces(problem, hurting):
        use = open_ended[entries.column] & entries.hurts
        if not use.any():
            continue
        need = need_of(entries, *spans(entries, lower, upper))
        np.maximum.at(largest, entries.column[use], need[use])
    which = open_ended & np.isfinite(largest)
    upper[which] = largest[which] + SLACK * np.maximum(1.0, np.abs(largest[which]))
