"""What do the rows that a column's lowering may break ask of it?

A column that could be lowered at no cost stands at its lower limit, or a row that lowering it would break is
met exactly: then it is what that row asks for, given the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symbiosis.solver.arrays import Floats, Problem
from symbiosis.solver.certified.entries import Counts, Entries, others, pieces, spans


@dataclass(frozen=True, eq=False)
class Needs:
    """The largest that any row asks of each column, and how many rows ask without end; shapes (columns,)."""

    largest: Floats
    endless: Counts

    def elsewhere(self, problem: Problem, entries: Entries, least: Floats, most: Floats) -> Floats:
        """Return the most that rows other than an entry's ask of its column; infinite where that has no end.

        The entries must have all coefficients of their rows, `least` and `most` the ends of their terms.
        """
        here = entries.hurts & np.isinf(need_of(entries, least, most))
        known = (self.endless[entries.column] == here) & ~problem.integer[entries.column]
        return np.where(known, self.largest[entries.column], np.inf)


def needs_of(problem: Problem, hurting: Counts, lower: Floats, upper: Floats) -> Needs:
    """Return what is asked of every column while the others stay within limits."""
    largest = problem.column_lower.copy()
    endless = np.zeros(problem.columns, dtype=np.int32)
    for entries in pieces(problem, hurting):
        need = need_of(entries, *spans(entries, lower, upper))
        finite = np.isfinite(need)
        use, open_ended = entries.hurts & finite, entries.hurts & ~finite
        np.maximum.at(largest, entries.column[use], need[use])
        np.add.at(endless, entries.column[open_ended], 1)
    return Needs(largest, endless)


def need_of(entries: Entries, least: Floats, most: Floats) -> Floats:
    """Return what its row asks of every entry's column; infinite where the others have no limit."""
    few, many = others(entries, least), others(entries, most)
    value = entries.value
    with np.errstate(invalid="ignore"):
        need = np.where(value > 0, entries.lower - few, entries.upper - many) / value
    return np.where(np.isnan(need), np.inf, need)
