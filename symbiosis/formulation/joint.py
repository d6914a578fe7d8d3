"""Several futures and one design: programs side by side that share what is decided once.

minimise  (1 − λ)·Σ_s p[s]·C[s] + λ·(η + Σ_s p[s]·z[s] / (1 − α))          s ∈ futures
C[s] = c[s]·x + d[s]·y[s] + offset[s]          x the design, y[s] the operation in future s
z[s] ≥ C[s] − η,   z[s] ≥ 0                     what future s costs beyond η
every row of every future holds for its own y[s] and the common x

At the optimum η + Σ p·z/(1 − α) is the conditional value at risk: the mean cost of the worst futures
that together have the probability 1 − α.  Without a weight on it (λ = 0) neither η nor z exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.language import STATIC
from symbiosis.formulation.program import Program

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
LARGEST = 1e4  # coefficient that the dearest column has in a row of money


class DesignsDifferError(ValueError):
    """Futures that do not decide the same things; the message names one that only some have."""


@dataclass(frozen=True)
class Risk:
    """How much the worst futures count: `weight` λ on the mean cost beyond the share `level` α."""

    level: float = 0.9
    weight: float = 0.0

    def measure(self, costs: Sequence[float], shares: Sequence[float]) -> float:
        """Return the conditional value at risk of costs that occur with these probabilities.

        >>> Risk(level=0.75).measure([100.0, 200.0, 500.0], [0.5, 0.4, 0.1])
        320.0
        """
        left, total = 1.0 - self.level, 0.0
        for cost, share in sorted(zip(costs, shares, strict=True), reverse=True):
            part = min(share, left)
            total += part * cost
            left -= part
            if left <= 1e-15:
                break
        return total / (1.0 - self.level)


@dataclass(frozen=True, eq=False)
class JointProgram:
    """Arrays of several programs that share their first `shared` columns; see `Program` for the fields."""

    matrix: csr_array
    row_lower: Floats
    row_upper: Floats
    column_lower: Floats
    column_upper: Floats
    cost: Floats
    offset: float
    integer: NDArray[np.bool_]
    futures: tuple[str, ...]
    programs: tuple[Program, ...]
    shared: int
    risk: Risk

    def _starts(self, axis: int) -> list[int]:
        less = self.shared if axis else 0
        sizes = [program.shape[axis] - less for program in self.programs]
        return [int(start) for start in less + np.cumsum([0, *sizes])]

    def row_label(self, i: int) -> str:
        """Return a row's name, with the future it belongs to."""
        starts = self._starts(0)
        for future, program, start, end in zip(self.futures, self.programs, starts, starts[1:], strict=False):
            if i < end:
                return f"{program.row_label(i - start)} in {future}"
        return f"beyond the value at risk in {self.futures[i - starts[-1]]}"

    def column_label(self, j: int) -> str:
        """Return a column's name, with the future it belongs to unless it is shared."""
        if j < self.shared:
            return self.programs[0].column_label(j)
        starts = self._starts(1)
        for future, program, start, end in zip(self.futures, self.programs, starts, starts[1:], strict=False):
            if j < end:
                return f"{program.column_label(j - start + self.shared)} in {future}"
        beyond = j - starts[-1]
        return "value at risk" if beyond == 0 else f"beyond the value at risk in {self.futures[beyond - 1]}"

    def of_future(self, number: int, x: Floats) -> Floats:
        """Return one future's part of a solution, as its own program numbers its columns."""
        starts = self._starts(1)
        return np.concatenate([x[: self.shared], x[starts[number] : starts[number + 1]]])


def joint(
    futures: Sequence[str], programs: Sequence[Program], shares: Sequence[float], risk: Risk
) -> JointProgram:
    """Put programs side by side; `shares` are their probabilities, which add up to 1.

    Raises DesignsDifferError when the programs do not decide the same things once.
    """
    from scipy.sparse import csr_array, hstack, vstack

    shared = _shared(futures, programs)
    lower = np.max([program.column_lower[:shared] for program in programs], axis=0)
    upper = np.min([program.column_upper[:shared] for program in programs], axis=0)
    mean = np.sum([p * program.cost[:shared] for p, program in zip(shares, programs, strict=True)], axis=0)
    calm = 1.0 - risk.weight
    own = [program.matrix[:, shared:] for program in programs]
    blocks = []
    for number, program in enumerate(programs):
        row = [csr_array((program.shape[0], other.shape[1])) for other in own]
        row[number] = own[number]
        blocks.append(hstack([program.matrix[:, :shared], *row], format="csr"))
    matrix = vstack(blocks, format="csr")
    parts = {
        name: np.concatenate([getattr(program, name)[shared:] for program in programs])
        for name in ("column_lower", "column_upper", "integer")
    }
    cost = np.concatenate(
        [
            calm * mean,
            *(calm * p * program.cost[shared:] for p, program in zip(shares, programs, strict=True)),
        ]
    )
    made = JointProgram(
        csr_array(matrix),
        np.concatenate([program.row_lower for program in programs]),
        np.concatenate([program.row_upper for program in programs]),
        np.concatenate([lower, parts["column_lower"]]),
        np.concatenate([upper, parts["column_upper"]]),
        cost,
        calm * float(np.dot(shares, [program.offset for program in programs])),
        np.concatenate([programs[0].integer[:shared], parts["integer"]]),
        tuple(futures),
        tuple(programs),
        shared,
        risk,
    )
    return _with_risk(made, shares) if risk.weight > 0.0 else made


def _shared(futures: Sequence[str], programs: Sequence[Program]) -> int:
    names = []
    for program in programs:
        family = program.columns.families[0]
        assert family.axis == STATIC  # it stands first in every program
        names.append([f"{block.name} {':'.join(index)}" for block in family.blocks for index in block.index])
    for future, own in zip(futures[1:], names[1:], strict=True):
        differing = set(own) ^ set(names[0])
        if differing or own != names[0]:
            what = sorted(differing)[0] if differing else "the order of things"
            raise DesignsDifferError(
                f"{futures[0]} and {future} do not decide the same: {what} is in one of them only. "
                "Futures share one design, so they may differ in numbers, but not in what may be built."
            )
    return len(names[0])


def _with_risk(made: JointProgram, shares: Sequence[float]) -> JointProgram:
    """Add η and z and the rows that tie them to each future's cost; money is counted in a large unit."""
    from scipy.sparse import csr_array, hstack, vstack

    count, columns = len(made.programs), made.cost.size
    unit = max(float(np.abs(program.cost).max(initial=0.0)) for program in made.programs) / LARGEST or 1.0
    starts = made._starts(1)
    rows = np.zeros((count, columns))
    limits = np.empty(count)
    for number, program in enumerate(made.programs):
        rows[number, : made.shared] = program.cost[: made.shared] / unit
        rows[number, starts[number] : starts[number + 1]] = program.cost[made.shared :] / unit
        limits[number] = -program.offset / unit
    excess = np.hstack([-np.ones((count, 1)), -np.eye(count)])
    top = hstack([made.matrix, csr_array((made.matrix.shape[0], 1 + count))], format="csr")
    bottom = hstack([csr_array(rows), csr_array(excess)], format="csr")
    tail = made.risk.weight * unit * np.concatenate(([1.0], np.asarray(shares) / (1.0 - made.risk.level)))
    return JointProgram(
        csr_array(vstack([top, bottom], format="csr")),
        np.concatenate([made.row_lower, np.full(count, -np.inf)]),
        np.concatenate([made.row_upper, limits]),
        np.concatenate([made.column_lower, [-np.inf], np.zeros(count)]),
        np.concatenate([made.column_upper, np.full(1 + count, np.inf)]),
        np.concatenate([made.cost, tail]),
        made.offset,
        np.concatenate([made.integer, np.zeros(1 + count, dtype=bool)]),
        made.futures,
        made.programs,
        made.shared,
        made.risk,
    )
