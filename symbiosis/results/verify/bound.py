"""Does a claimed lower bound hold?  Added up anew from multipliers and the program's data.

For any multipliers y of the rows and d = c − Aᵀy, every plan costs at least

    offset + Σᵢ min(yᵢ·rowᵢ) + Σⱼ min(dⱼ·xⱼ)

with xⱼ between limits that some cheapest plan keeps (`reach`). Wrong multipliers give a lower number,
never a wrong one. Sums are exact, and what rounding may have added to products is taken off.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from symbiosis.results.verify.linear import Floats, Linear
from symbiosis.results.verify.reach import reach

UNIT = float(np.finfo(np.float64).eps)
TINY = 1e-7  # share of its terms up to which a reduced cost counts as rounding of a solver
PIECE = 100_000
HOLDS = 1e-6  # share of the cost by which a bound worked out again may stay below the one claimed


@dataclass(frozen=True)
class Recomputed:
    """A bound in money, what wrong signs cost it, and what it had to overlook.

    `overlooked` counts columns without any limit whose reduced cost has a tiny wrong sign; the bound then
    holds for costs changed by at most `cost_change` per unit of these columns.
    """

    value: float
    charged: float
    overlooked: int = 0
    cost_change: float = 0.0

    def confirms(self, claimed: float, cost: float) -> bool:
        """Tell whether a claimed bound is confirmed: not above this one by more than 1e-6 of the cost."""
        return claimed <= self.value + HOLDS * max(abs(cost), abs(claimed))


def recompute_bound(program: Linear, multipliers: Floats) -> Recomputed:
    """Work a bound out from multipliers, shape (rows,); −inf where a wrong sign meets no limit.

    Raises ValueError when there is not one multiplier for every row.
    """
    rows = program.row_lower.size
    if np.shape(multipliers) != (rows,):
        raise ValueError(f"there are {np.size(multipliers)} multipliers for {rows} rows.")
    y = np.nan_to_num(np.asarray(multipliers, dtype=np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    y = np.where(
        ((y > 0) & (program.row_lower == -np.inf)) | ((y < 0) & (program.row_upper == np.inf)), 0.0, y
    )
    columns = program.column_lower.size
    of = np.repeat(y, np.diff(program.start)) * program.value
    reduced = program.cost - np.bincount(program.index, of, columns)
    size = np.abs(program.cost) + np.bincount(program.index, np.abs(of), columns)
    entries = np.bincount(program.index, minlength=columns)
    low, high = reach(program)
    side = np.where(reduced > 0, low, high)
    open_ended = np.isinf(side) & (reduced != 0.0)
    overlooked = open_ended & (np.abs(reduced) <= TINY * size)
    if (open_ended & ~overlooked).any():
        return Recomputed(-math.inf, math.inf)
    side = np.where(overlooked | (reduced == 0.0), 0.0, side)
    row_side = np.where(y > 0, program.row_lower, program.row_upper)
    row_terms = y * np.where(y == 0.0, 0.0, row_side)
    # A sum of n products is off by at most n + 2 roundings of its absolute terms.
    slip = UNIT * (float(((entries + 3.0) * size) @ np.abs(side)) + 2.0 * float(np.abs(row_terms).sum()))
    terms = reduced * side
    total = math.fsum(_pieces(np.array([program.offset, -slip]), row_terms, terms))
    usual = np.where((reduced > 0) & np.isfinite(low), terms, 0.0)
    change = float(np.abs(reduced[overlooked]).max(initial=0.0))
    return Recomputed(total, float((usual - terms).sum()), int(overlooked.sum()), change)


def _pieces(*arrays: Floats) -> Iterator[float]:
    """Yield all numbers without holding them all as objects."""
    for array in arrays:
        for at in range(0, array.size, PIECE):
            yield from array[at : at + PIECE].tolist()
