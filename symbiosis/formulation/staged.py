"""Stages of building: programs of consecutive stages side by side; what is built is carried on.

minimise  Σ_s W[s]·(C[s] without what is paid for building) + Σ_j Σ_s V[j,s]·b[j,s]      s ∈ stages
W[s]   = Σ_y (1 + r)^−(y − y₀)                     years y of stage s, y₀ the first year of all
x[j,s] = Σ_{v ≤ s, alive} b[j,v]                   what stands of a size, a yes, units, a hub j
V[j,v] = c[j,v]·Σ_{s ≥ v, alive} W[s]              paid yearly at the prices of the stage it is built in
alive:   stage s begins before the life of what stage v built ends
kept[s] ≤ kept[s−1]                                what is given up does not come back
z[s] ≥ z[s−1] of candidates,  z[s] ≤ z[s−1] of who may leave
rights kept in s count L[s]/L[s+1] times a year in s+1, L: years of a stage

Rows on building alone (a smallest size, nameplate sizes, a curve of costs) hold for what every stage builds.
A yes-or-no asset is built at most once while it lasts; what may grow in steps has nameplate sizes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.language import STATIC
from symbiosis.formulation.program import Program

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Key = tuple[str, str]  # block of static columns, label

BUILT = ("new", "build", "units", "hub", "scale_piece", "scale_share")
BY_ITSELF = tuple(name for name in BUILT if name != "hub")  # a connection may come after its hub


class StagesDifferError(ValueError):
    """Stages that cannot follow each other; the message names what one of them lacks."""


@dataclass(frozen=True)
class Stage:
    """One stage: its name, its first year, its years, and the lives of what it may build (by asset label)."""

    name: str
    start: float
    years: float
    lives: Mapping[str, float]
    entering: frozenset[str] = frozenset()  # candidates; others of `admitted` may leave


@dataclass(frozen=True, eq=False)
class StagedProgram:
    """Arrays of all stages and of what each builds; see `Program` for the fields."""

    matrix: csr_array
    row_lower: Floats
    row_upper: Floats
    column_lower: Floats
    column_upper: Floats
    cost: Floats
    offset: float
    integer: NDArray[np.bool_]
    stages: tuple[Stage, ...]
    programs: tuple[Program, ...]
    cohorts: tuple[tuple[int, Key], ...]  # stage and column of everything built, in order
    extra_rows: tuple[str, ...]

    @property
    def starts(self) -> list[int]:
        """First column of every stage, and of what is built."""
        return [int(n) for n in np.cumsum([0, *(program.shape[1] for program in self.programs)])]

    def row_label(self, i: int) -> str:
        """Return a row's name, with the stage it belongs to."""
        for stage, program in zip(self.stages, self.programs, strict=True):
            if i < program.shape[0]:
                return f"{program.row_label(i)} in {stage.name}"
            i -= program.shape[0]
        return self.extra_rows[i]

    def column_label(self, j: int) -> str:
        """Return a column's name, with the stage it belongs to."""
        for stage, program in zip(self.stages, self.programs, strict=True):
            if j < program.shape[1]:
                return f"{program.column_label(j)} in {stage.name}"
            j -= program.shape[1]
        number, (name, label) = self.cohorts[j]
        return f"{name}[{label}] built in {self.stages[number].name}"

    def of_stage(self, number: int, x: Floats) -> Floats:
        """Return one stage's part of a solution, as its own program numbers its columns."""
        starts = self.starts
        return x[starts[number] : starts[number + 1]]

    def built(self, x: Floats) -> list[dict[str, dict[str, float]]]:
        """Return what every stage builds: block of columns → label → amount."""
        found: list[dict[str, dict[str, float]]] = [{} for _ in self.stages]
        for (number, (name, label)), value in zip(self.cohorts, x[self.starts[-1] :].tolist(), strict=True):
            found[number].setdefault(name, {})[label] = value
        return found

    def paid_for_building(self, x: Floats) -> float:
        """Return the present value of all that is paid for what stages build."""
        return float(self.cost[self.starts[-1] :] @ x[self.starts[-1] :])


def present_worth(years: float, after: float, rate: float) -> float:
    """Return what 1 a year for some years is worth, the first of them `after` years from now.

    >>> present_worth(2, 0, 0.0), round(present_worth(2, 1, 0.1), 6)
    (2.0, 1.735537)
    """
    whole = np.arange(int(years))
    rest = years - len(whole)
    worth = float(((1.0 + rate) ** -(after + whole)).sum())
    return worth + rest * float((1.0 + rate) ** -(after + len(whole)))


def staged(stages: Sequence[Stage], programs: Sequence[Program], rate: float) -> StagedProgram:
    """Put the programs of consecutive stages side by side; `rate` discounts [1/a].

    Raises StagesDifferError where a later stage does not know what an earlier one may have built.
    """
    from scipy.sparse import block_diag, csr_array, hstack, vstack

    places = [_static(program) for program in programs]
    worth = [present_worth(s.years, s.start - stages[0].start, rate) for s in stages]
    starts = np.cumsum([0, *(program.shape[1] for program in programs)])
    weighed = [w / program.horizon.years for w, program in zip(worth, programs, strict=True)]
    costs = [w * program.cost for w, program in zip(weighed, programs, strict=True)]
    lower = [program.column_lower.copy() for program in programs]
    cohorts = [(v, key) for v, own in enumerate(places) for key in own if key[0] in BUILT]
    paid, links = [], _Rows(int(starts[-1]) + len(cohorts))
    for v, key in cohorts:
        yearly = programs[v].cost[places[v][key]]
        paid.append(yearly * sum(weighed[s] for s in _alive(stages, v, key)))
        for s in _alive(stages, v, key):
            if key not in places[s]:
                raise StagesDifferError(
                    f"{stages[v].name} may build {key[1]}, but {stages[s].name} does not know it: "
                    "keep it in every later stage while it lasts."
                )
    for s, own in enumerate(places):
        for key, place in own.items():
            column = int(starts[s]) + place
            if key[0] in BUILT:
                costs[s][place] = 0.0
                lower[s][place] = min(lower[s][place], 0.0)
                standing = [
                    int(starts[-1]) + c
                    for c, (v, k) in enumerate(cohorts)
                    if k == key and s in _alive(stages, v, k)
                ]
                terms = {column: 1.0, **dict.fromkeys(standing, -1.0)}
                links.add(f"what stands of {key[1]} in {stages[s].name}", terms, 0.0, 0.0)
            elif s > 0 and key in places[s - 1]:
                before = int(starts[s - 1]) + places[s - 1][key]
                _carry(links, stages[s], key, column, before)
        if s > 0:
            _bank(links, stages, programs, places, starts, s)
    for s in range(len(stages) - 1):  # what is kept for a later stage is worth what it does there
        for key, place in places[s].items():
            if key[0] == "quota_kept":
                costs[s][place] = 0.0
    matrix, low, high, names = _own_rows(programs, places, cohorts, int(starts[-1]))
    top = block_diag([program.matrix for program in programs], format="csr")
    top = hstack([top, csr_array((top.shape[0], len(cohorts)))], format="csr")
    top = _with_banked(csr_array(top), links, programs)
    limits = [float(programs[v].column_upper[places[v][key]]) for v, key in cohorts]
    linked, link_low, link_high = links.arrays()
    return StagedProgram(
        csr_array(vstack([top, linked, matrix], format="csr")),
        np.concatenate([*(program.row_lower for program in programs), link_low, low]),
        np.concatenate([*(program.row_upper for program in programs), link_high, high]),
        np.concatenate([*lower, np.zeros(len(cohorts))]),
        np.concatenate([*(program.column_upper for program in programs), np.array(limits)]),
        np.concatenate([*costs, np.array(paid)]),
        float(np.dot(weighed, [program.offset for program in programs])),
        np.concatenate(
            [
                *(program.integer for program in programs),
                np.array([bool(programs[v].integer[places[v][key]]) for v, key in cohorts], dtype=bool),
            ]
        ),
        tuple(stages),
        tuple(programs),
        tuple(cohorts),
        (*links.names, *names),
    )


class _Rows:
    """Rows over all columns, one after another, and terms to be added to rows that are there."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.names: list[str] = []
        self.terms: list[Mapping[int, float]] = []
        self.limits: list[tuple[float, float]] = []
        self.added: list[tuple[int, int, float]] = []  # row of all stages, column, coefficient

    def add(self, name: str, terms: Mapping[int, float], low: float, high: float) -> None:
        self.names.append(name)
        self.terms.append(terms)
        self.limits.append((low, high))

    def arrays(self) -> tuple[csr_array, Floats, Floats]:
        from scipy.sparse import csr_array

        rows = [r for r, terms in enumerate(self.terms) for _ in terms]
        columns = [c for terms in self.terms for c in terms]
        values = [v for terms in self.terms for v in terms.values()]
        matrix = csr_array((values, (rows, columns)), shape=(len(self.terms), self.width))
        limits = np.array(self.limits, dtype=float).reshape(-1, 2)
        return matrix, limits[:, 0], limits[:, 1]


def _static(program: Program) -> dict[Key, int]:
    family = program.columns.families[0]
    assert family.axis == STATIC  # it stands first in every program
    return {
        (block.name, ":".join(index)): int(place)
        for block in family.blocks
        for index, place in zip(block.index, family.places(block)[:, 0], strict=True)
    }


def _alive(stages: Sequence[Stage], v: int, key: Key) -> list[int]:
    """Return the stages that begin before the life of what one of them builds ends."""
    end = stages[v].start + stages[v].lives.get(key[1].partition(":")[0], np.inf)
    return [s for s in range(v, len(stages)) if stages[s].start < end - 1e-9]


def _carry(links: _Rows, stage: Stage, key: Key, column: int, before: int) -> None:
    name, label = key
    if name == "kept":
        links.add(f"{label} given up stays so in {stage.name}", {column: 1.0, before: -1.0}, -np.inf, 0.0)
    elif name == "admitted":
        limits = (0.0, np.inf) if label in stage.entering else (-np.inf, 0.0)
        links.add(f"presence of {label} in {stage.name}", {column: 1.0, before: -1.0}, *limits)


def _bank(
    links: _Rows,
    stages: Sequence[Stage],
    programs: Sequence[Program],
    places: Sequence[Mapping[Key, int]],
    starts: NDArray[np.int64],
    s: int,
) -> None:
    """Let rights kept in the stage before count in this one's accounts."""
    first_row = int(sum(program.shape[0] for program in programs[:s]))
    for family, block in programs[s].rows.find("quota_account"):
        for index, row in zip(block.index, family.places(block)[:, 0].tolist(), strict=True):
            key = ("quota_kept", ":".join(index))
            if key in places[s - 1]:
                column = int(starts[s - 1]) + places[s - 1][key]
                share = stages[s - 1].years / stages[s].years * programs[s].horizon.years
                links.added.append((first_row + row, column, -share / programs[s - 1].horizon.years))


def _with_banked(top: csr_array, links: _Rows, programs: Sequence[Program]) -> csr_array:
    from scipy.sparse import csr_array as sparse

    if not links.added:
        return top
    rows, columns, values = zip(*links.added, strict=True)
    return sparse(top + sparse((values, (rows, columns)), shape=top.shape))


def _own_rows(
    programs: Sequence[Program],
    places: Sequence[Mapping[Key, int]],
    cohorts: Sequence[tuple[int, Key]],
    first: int,
) -> tuple[csr_array, Floats, Floats, list[str]]:
    """Return the rows on building alone, once more over what each stage builds."""
    from scipy.sparse import csr_array, vstack

    where = {(v, places[v][key]): first + c for c, (v, key) in enumerate(cohorts) if key[0] in BY_ITSELF}
    blocks, low, high, names = [], [], [], []
    for v, program in enumerate(programs):
        matrix = csr_array(program.matrix)
        static = [f for f in program.rows.families if f.axis == STATIC]
        for i in (i for family in static for i in range(family.start, family.start + family.size)):
            part = slice(int(matrix.indptr[i]), int(matrix.indptr[i + 1]))
            columns = matrix.indices[part].tolist()
            if columns and all((v, j) in where for j in columns):
                at = ([0] * len(columns), [where[v, j] for j in columns])
                blocks.append(csr_array((matrix.data[part], at), shape=(1, first + len(cohorts))))
                low.append(program.row_lower[i])
                high.append(program.row_upper[i])
                names.append(f"{program.row_label(i)} of what stage {v + 1} builds")
    width = first + len(cohorts)
    made = csr_array(vstack(blocks, format="csr")) if blocks else csr_array((0, width))
    return made, np.array(low, dtype=float), np.array(high, dtype=float), names
