"""Which duals belong to a chain in time, and how is a wrong sign passed on along it?

A store's level stands in its own step's row with a weight a and in the next step's with b, of opposite
sign; both rows are equations with duals y. Its reduced cost

    d[t] = rest[t] − a[t]·y[t] − b[t]·y[t+1]

must not be negative, since a level has no limit of its own but the row of its capacity. Instead of charging
what is negative at the largest possible level, y[t] is lowered (a > 0), which moves it to the step before,
or y[t+1] is raised, which moves it to the step after. Charge and discharge then pay for the change; their
limits are much closer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Floats, Problem, stretches
from symbiosis.solver.certified.split import Ints, Steps


@dataclass(frozen=True, eq=False)
class Chains:
    """Chains of equal length: rows and columns of every step and chain, −1 where there is none.

    `row`, `column` have shape (steps, chains); `own` and `next` are the weights of a column in its own row
    and in the row of the step after, `after` that step (−1 at an end).
    """

    row: Ints
    column: Ints
    own: Floats
    next: Floats
    after: Ints

    @property
    def count(self) -> int:
        """Number of chains."""
        return int(self.row.shape[1])


def find_chains(problem: Problem, steps: Steps) -> Chains | None:
    """Find the columns that reappear, in equations, one step later; None where there are none."""
    if steps.layouts is None or steps.horizon is None:
        return None
    previous = steps.horizon.previous
    found = [_late(problem, steps, previous, first, last) for first, last in stretches(problem.start)]
    if not found:
        return None
    rows, columns = (np.concatenate(part) for part in zip(*found, strict=True))
    if not rows.size:
        return None
    # One entry of each chain tells its row's and its column's place within a step.
    row_item, row_start, row_width = _items(rows, steps, 1)
    column_item, column_start, column_width = _items(columns, steps, 0)
    keys, first = np.unique(np.column_stack((row_item, column_item)), axis=0, return_index=True)
    keep = np.unique(keys[:, 0], return_index=True)[1]  # one column to a row: others are no chains
    first = first[keep]
    step = np.arange(steps.count)[:, None]
    row = row_start[first] + step * row_width[first] + row_item[first] - row_start[first]
    column = column_start[first] + step * column_width[first] + column_item[first] - column_start[first]
    after = np.full(steps.count, -1, dtype=np.int64)
    after[previous[previous >= 0]] = np.flatnonzero(previous >= 0)
    own = _weights(problem, row, column)
    following = np.where(after[:, None] >= 0, row[np.maximum(after, 0)], -1)
    return Chains(row, column, own, _weights(problem, following, column), after)


def _late(problem: Problem, steps: Steps, previous: Ints, first: int, last: int) -> tuple[Ints, Ints]:
    """Return rows and columns of entries, in equations of some rows, of the step before."""
    start = problem.start[first : last + 1]
    row = np.repeat(np.arange(first, last), np.diff(start))
    index = problem.index[start[0] : start[-1]]
    at_row, at_column = steps.row[row], steps.column[index]
    equal = (problem.row_lower == problem.row_upper)[row] & (at_row >= 0) & (at_column >= 0)
    before = np.where(at_row >= 0, previous[np.maximum(at_row, 0)], -1)
    late = np.flatnonzero(equal & (at_row != at_column) & (before == at_column))
    return row[late], index[late].astype(np.int64)


def _items(places: NDArray[np.integer], steps: Steps, which: int) -> tuple[Ints, Ints, Ints]:
    """Return each place's item (its place in its family's first step), and the family's start and width."""
    assert steps.layouts is not None
    start, width = np.zeros(places.size, dtype=np.int64), np.ones(places.size, dtype=np.int64)
    for family in steps.layouts[which].families:
        if family.members.count == steps.count and family.width:
            inside = (places >= family.start) & (places < family.start + family.size)
            start[inside], width[inside] = family.start, family.width
    return start + (places - start) % width, start, width


def _weights(problem: Problem, row: Ints, column: Ints) -> Floats:
    """Return single coefficients of the matrix; 0 where row is −1."""
    matrix = problem.matrix
    flat = np.asarray(matrix[np.maximum(row, 0).ravel(), column.ravel()]).ravel()
    return np.where(row >= 0, flat.reshape(row.shape), 0.0)


def pass_on(chains: Chains, dual: Floats, reduced: Floats) -> list[Floats]:
    """Return three versions of the chains' duals in which levels have no wrong sign; shape (steps, chains).

    A wrong sign is passed on to earlier steps, to later ones, or half and half.
    """
    weight = np.where(chains.own == 0.0, 1.0, chains.own)
    y = dual[chains.row] * np.sign(weight)
    own, following = np.abs(weight), chains.next * np.sign(weight)  # sign of a chain's rows is the same
    after, steps = chains.after, chains.after.size
    nearby = np.where(after[:, None] >= 0, y[np.maximum(after, 0)], 0.0)
    rest = reduced[chains.column] + own * y + following * nearby
    left = np.where(following < 0, -following, 0.0)
    earlier, later = y.copy(), y.copy()
    order = np.arange(steps)
    for _ in range(2 if (after[:-1] < order[:-1]).any() or after[-1] >= 0 else 1):
        for t in order[::-1]:
            if after[t] >= 0:
                np.minimum(earlier[t], (rest[t] + left[t] * earlier[after[t]]) / own[t], out=earlier[t])
            else:
                np.minimum(earlier[t], rest[t] / own[t], out=earlier[t])
        for t in order:
            if after[t] >= 0:
                asked = (own[t] * later[t] - rest[t]) / np.where(left[t] > 0, left[t], np.inf)
                np.maximum(later[after[t]], np.where(left[t] > 0, asked, -np.inf), out=later[after[t]])
    return [version * np.sign(weight) for version in (earlier, later, (earlier + later) / 2)]
