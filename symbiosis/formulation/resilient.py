"""A design that also serves what is left when something is lost: the hours of every loss beside the year.

minimise  c·x + d·y + Σ_l p[l]·d[l]·y[l]         x the design, y the operation of the year, l ∈ losses
rows of the year                                 over x and y
rows of loss l                                   over x and y[l], of the park without what is lost
ρ[j] ≤ level[j,t]                                ρ: what a store keeps for a loss, in every step of the year
level[j] of loss l begins at ρ[j]                it may be emptied then; what is seasonal begins at its floor

A loss costs nothing by itself: without a frequency (p = 0) its rows only ask that it can be lived through.
What it decides beside the design (fees, say) is its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.language import STATIC
from symbiosis.formulation.joint import DesignsDifferError
from symbiosis.formulation.program import Program

if TYPE_CHECKING:
    from scipy.sparse import coo_array, csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DESIGN = (
    *("kept", "new", "build", "units", "at_least", "hub"),
    *("admitted", "scale_piece", "scale_share", "apart", "chosen"),
)  # static columns that a loss finds as they were decided


@dataclass(frozen=True)
class Reserve:
    """A store that may keep something for a loss: share that stays after an hour, and its floor as a share.

    `seasonal`: its level is not known hour by hour, so that a loss finds it at its floor.
    """

    label: str
    left: float = 1.0
    floor: float = 0.0
    seasonal: bool = False


@dataclass(frozen=True, eq=False)
class ResilientProgram:
    """Arrays of a year and of losses beside it; see `Program` for the fields."""

    matrix: csr_array
    row_lower: Floats
    row_upper: Floats
    column_lower: Floats
    column_upper: Floats
    cost: Floats
    offset: float
    integer: NDArray[np.bool_]
    names: tuple[str, ...]
    base: Program
    losses: tuple[Program, ...]
    places: tuple[Ints, ...]  # where every column of a loss stands
    reserves: tuple[Reserve, ...]
    keeping: tuple[str, ...]  # rows on what stores keep

    def row_label(self, i: int) -> str:
        """Return a row's name, with the loss it belongs to."""
        if i < self.base.shape[0]:
            return self.base.row_label(i)
        i -= self.base.shape[0]
        if i < len(self.keeping):
            return self.keeping[i]
        i -= len(self.keeping)
        for name, program in zip(self.names, self.losses, strict=True):
            if i < program.shape[0]:
                return f"{program.row_label(i)} without {name}"
            i -= program.shape[0]
        raise IndexError("no such row")

    def column_label(self, j: int) -> str:
        """Return a column's name, with the loss it belongs to unless it is of the year."""
        year = self.base.shape[1]
        if j < year:
            return self.base.column_label(j)
        if j < year + len(self.reserves):
            return f"kept for a loss in {self.reserves[j - year].label}"
        for name, program, places in zip(self.names, self.losses, self.places, strict=True):
            found = np.flatnonzero(places == j)
            if found.size:
                return f"{program.column_label(int(found[0]))} without {name}"
        raise IndexError("no such column")

    def of_loss(self, number: int, x: Floats) -> Floats:
        """Return one loss's part of a solution, as its own program numbers its columns."""
        return x[self.places[number]]

    def kept(self, x: Floats) -> dict[str, float]:
        """Return what every store keeps for a loss."""
        start = self.base.shape[1]
        return {
            r.label: max(float(x[start + n]), 0.0) for n, r in enumerate(self.reserves) if x[start + n] > 1e-9
        }


def resilient(
    base: Program,
    names: Sequence[str],
    losses: Sequence[Program],
    weights: Sequence[float],
    brief: Sequence[bool],
    reserves: Sequence[Reserve],
) -> ResilientProgram:
    """Put losses beside a year; `weights` are how often a year each happens, 0 where unsaid.

    Stores of a `brief` one begin empty in its program: what is kept for a loss is added to its first step.
    Raises DesignsDifferError where a loss decides something that the year does not know.
    """
    from scipy.sparse import csr_array, vstack

    year = base.shape[1]
    known = _design(base)
    places, width = [], year + len(reserves)
    for name, program in zip(names, losses, strict=True):
        own, width = _placed(name, program, known, width)
        places.append(own)
    keeping, rows, low, high = _keeping(base, reserves, known, width)
    parts = [_at(base.matrix, np.arange(year), width), rows]
    cost = np.zeros(width)
    lower, upper, integer = np.zeros(width), np.full(width, np.inf), np.zeros(width, dtype=bool)
    cost[:year], lower[:year], upper[:year] = base.cost, base.column_lower, base.column_upper
    integer[:year] = base.integer
    starts = {reserve.label: year + n for n, reserve in enumerate(reserves)}
    for program, own, weight, short in zip(losses, places, weights, brief, strict=True):
        matrix = _at(program.matrix, own, width)
        begun = _first_levels(program, reserves if short else (), starts, width)
        parts.append(csr_array(matrix + begun))
        new = own >= year
        cost[own[new]] = weight * program.cost[new]
        lower[own[new]], upper[own[new]] = program.column_lower[new], program.column_upper[new]
        integer[own[new]] = program.integer[new]
    return ResilientProgram(
        csr_array(vstack(parts, format="csr")),
        np.concatenate([base.row_lower, low, *(program.row_lower for program in losses)]),
        np.concatenate([base.row_upper, high, *(program.row_upper for program in losses)]),
        lower,
        upper,
        cost,
        base.offset + float(np.dot(weights, [program.offset for program in losses])),
        integer,
        tuple(names),
        base,
        tuple(losses),
        tuple(places),
        tuple(reserves),
        keeping,
    )


def _design(program: Program) -> dict[tuple[str, str], int]:
    """Return the columns of the design: block and label → place."""
    family = program.columns.families[0]
    assert family.axis == STATIC  # it stands first in every program
    return {
        (block.name, ":".join(index)): int(place)
        for block in family.blocks
        if block.name in DESIGN
        for index, place in zip(block.index, family.places(block)[:, 0], strict=True)
    }


def _placed(
    name: str, program: Program, known: Mapping[tuple[str, str], int], width: int
) -> tuple[Ints, int]:
    """Return where the columns of a loss stand, the design's where the year has them, and the new width."""
    places = np.full(program.shape[1], -1, dtype=np.int64)
    for key, place in _design(program).items():
        if key not in known:
            raise DesignsDifferError(f"without {name}, {key[0]} of {key[1]} is decided; the year knows none.")
        places[place] = known[key]
    own = np.flatnonzero(places < 0)
    places[own] = width + np.arange(own.size)
    return places, width + own.size


def _at(matrix: csr_array, places: Ints, width: int) -> csr_array:
    """Return a matrix with its columns where they stand among all."""
    from scipy.sparse import coo_array, csr_array

    given: coo_array = matrix.tocoo()
    moved = coo_array((given.data, (given.row, places[given.col])), shape=(matrix.shape[0], width))
    return csr_array(moved)


def _keeping(
    base: Program, reserves: Sequence[Reserve], known: Mapping[tuple[str, str], int], width: int
) -> tuple[tuple[str, ...], csr_array, Floats, Floats]:
    """Return rows that hold what is kept within every step's level, or at a seasonal store's floor."""
    from scipy.sparse import csr_array

    levels: dict[str, Ints] = {}
    for family, block in base.columns.find("level"):
        for index, where in zip(block.index, family.places(block), strict=True):
            levels[":".join(index)] = where
    names: list[str] = []
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for n, reserve in enumerate(reserves):
        here = base.shape[1] + n
        if reserve.seasonal:
            sizes = [known[key, reserve.label] for key in ("kept", "new") if (key, reserve.label) in known]
            terms = [(here, 1.0), *((size, -reserve.floor) for size in sizes if reserve.floor > 0.0)]
            every = [terms]
        else:
            every = [[(here, 1.0), (int(level), -1.0)] for level in levels.get(reserve.label, ())]
        for terms in every:
            rows += [len(names)] * len(terms)
            columns += [column for column, _ in terms]
            values += [value for _, value in terms]
            names.append(f"what {reserve.label} keeps for a loss")
    matrix = csr_array((values, (rows, columns)), shape=(len(names), width))
    return tuple(names), matrix, np.full(len(names), -np.inf), np.zeros(len(names))


def _first_levels(
    program: Program, reserves: Sequence[Reserve], starts: Mapping[str, int], width: int
) -> csr_array:
    """Return what is added to the level balances of a loss: the first step begins with what was kept."""
    from scipy.sparse import csr_array

    hours = float(program.horizon.hours[0])
    left = {reserve.label: reserve.left**hours for reserve in reserves}
    level = {}
    for family, block in program.columns.find("level"):
        for index, where in zip(block.index, family.places(block)[:, 0], strict=True):
            level[":".join(index)] = int(where)
    rows, columns, values = [], [], []
    for family, block in program.rows.find("level_balance"):
        for index, where in zip(block.index, family.places(block)[:, 0].tolist(), strict=True):
            label = ":".join(index)
            if label in left:
                rows.append(int(where))
                columns.append(starts[label])
                values.append(-float(program.matrix[int(where), level[label]]) * left[label])
    return csr_array((values, (rows, columns)), shape=(program.shape[0], width))
