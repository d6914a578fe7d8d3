"""A program with its design given, in which balances and yearly limits may give way at a price.

lower ≤ A x + missing − excess ≤ upper     for every balance, per step, and every row over the whole year
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.language import STATIC, STEP
from symbiosis.formulation.axes import Family, Layout, Members
from symbiosis.formulation.hour import ColumnBlock

if TYPE_CHECKING:
    from symbiosis.formulation.program import Program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BALANCE = "balance"
MISSING, EXCESS = "missing", "excess"


@dataclass(frozen=True, eq=False)
class Loose:
    """A program with columns for what is missing and what is too much, and the places of these columns.

    `missing`, `excess` have shape (places, steps) for the balances `places`; `yearly` are the rows over the
    year, each with its two columns `yearly_columns`, shape (rows, 2).
    """

    program: Program
    own: int
    places: tuple[tuple[str, ...], ...]
    missing: Ints
    excess: Ints
    yearly: Ints
    yearly_columns: Ints


def design_of(program: Program, x: Floats) -> Floats:
    """Return the static part of a solution: what is decided once."""
    family = program.columns.families[0]
    assert family.axis == STATIC
    return np.asarray(x[: family.size], dtype=np.float64)


def fixed(program: Program, design: Floats) -> Program:
    """Return a program with its design given, shape (static columns,), from one of the same hour.

    Raises ValueError when the program decides another number of things.
    """
    given = _within_limits(program, design)
    lower, upper = program.column_lower.copy(), program.column_upper.copy()
    lower[: given.size] = upper[: given.size] = given
    return replace(program, column_lower=lower, column_upper=upper)


def holding(program: Program, design: Floats, names: Collection[str]) -> Program:
    """Return a program in which what has one of these names is nowhere less than in a design.

    Raises ValueError when the program decides another number of things.
    """
    given = _within_limits(program, design)
    lower = program.column_lower.copy()
    for block in program.columns.families[0].blocks:
        if block.name in names:
            own = slice(block.start, block.start + len(block.index))
            lower[own] = given[own]
    return replace(program, column_lower=lower)


def _within_limits(program: Program, design: Floats) -> Floats:
    size = program.columns.families[0].size
    if design.shape != (size,):
        raise ValueError(f"the design has {design.size} parts, the program decides {size}.")
    whole = np.where(program.integer[:size], np.round(design), design)
    return np.clip(whole, program.column_lower[:size], program.column_upper[:size])


def loosened(program: Program, prices: Mapping[str, float], other: float) -> Loose:
    """Return the program with slack at a price per amount of a carrier, `other` where none is given."""
    from scipy.sparse import csr_array, hstack

    found = program.rows.find(BALANCE)
    rows, columns = program.shape
    weight = program.horizon.cost_weight
    steps = weight.size
    family, block = found[0]
    index = tuple(tuple(label) for label in block.index)
    places = family.places(block)  # (places, steps)
    item = np.array([prices.get(label[-1], other) for label in index])
    yearly = _yearly(program)
    width = len(index)
    start = columns
    families = list(program.columns.families)
    parts = []
    for name, sign in ((MISSING, 1.0), (EXCESS, -1.0)):
        new = ColumnBlock(
            name, "gives way", index, 0, np.zeros(width), np.full(width, np.inf), np.zeros(width, bool)
        )
        families.append(Family(STEP, start, width, Members(steps, np.arange(steps)), (new,)))
        own = start + np.arange(width)[:, None] + width * np.arange(steps)[None, :]
        parts.append((own, sign))
        start += width * steps
    labels = tuple((program.row_label(int(i)),) for i in yearly)
    pairs = np.empty((yearly.size, 2), dtype=np.int64)
    for side, name in enumerate((f"yearly_{MISSING}", f"yearly_{EXCESS}")):
        count = yearly.size
        new = ColumnBlock(
            name, "gives way", labels, 0, np.zeros(count), np.full(count, np.inf), np.zeros(count, bool)
        )
        families.append(Family("slack", start, count, Members(1), (new,)))
        pairs[:, side] = start + np.arange(count)
        start += count
    every_row = np.concatenate([places.ravel(), places.ravel(), yearly, yearly])
    every_column = (
        np.concatenate([parts[0][0].ravel(), parts[1][0].ravel(), pairs[:, 0], pairs[:, 1]]) - columns
    )
    value = np.concatenate([np.repeat((1.0, -1.0), places.size), np.repeat((1.0, -1.0), yearly.size)])
    added = start - columns
    slack = csr_array((value, (every_row, every_column)), shape=(rows, added))
    matrix = csr_array(hstack((program.matrix, slack), format="csr"))
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    cost = np.zeros(added)
    per_step = (item[:, None] * weight[None, :]).T.ravel()
    cost[: 2 * width * steps] = np.tile(per_step, 2)
    cost[2 * width * steps :] = other
    loose = replace(
        program,
        matrix=matrix,
        column_lower=np.concatenate((program.column_lower, np.zeros(added))),
        column_upper=np.concatenate((program.column_upper, np.full(added, np.inf))),
        cost=np.concatenate((program.cost, cost)),
        integer=np.concatenate((program.integer, np.zeros(added, dtype=bool))),
        columns=Layout(tuple(families)),
    )
    return Loose(loose, columns, index, parts[0][0], parts[1][0], yearly, pairs)


def _yearly(program: Program) -> Ints:
    """Return the rows that are not of one step but hold step columns: caps, contracts, yearly limits."""
    of_steps = [f for f in program.columns.families if f.axis == STEP]
    first = min((f.start for f in of_steps), default=program.shape[1])
    out = [np.zeros(0, dtype=np.int64)]
    for family in program.rows.families:
        if family.axis != STEP and family.size:
            rows = np.arange(family.start, family.start + family.size)
            part = program.matrix[rows]
            touches = np.zeros(rows.size, dtype=bool)
            of = np.repeat(np.arange(rows.size), np.diff(part.indptr))
            touches[of[part.indices >= first]] = True
            out.append(rows[touches])
    return np.concatenate(out)
