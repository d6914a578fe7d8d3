"""Do stores carry content over from one block of steps to another?  Then a loose solve proves little.

A store is passed on a block's end at a level that is taken as given, and its content is priced along a long
chain. What is wrong with either is small for a battery and large for a pit that is filled in summer.

    cycle = level / most that is charged in an hour + level / most that is discharged      [h]
"""

from __future__ import annotations

import numpy as np

from symbiosis.solver.arrays import Problem
from symbiosis.solver.certified.bound import Limits
from symbiosis.solver.certified.chains import Chains
from symbiosis.solver.certified.split import Steps

KEPT = 0.5  # share of the content that must be left after a block for it to count


def lasting(problem: Problem, limits: Limits, chains: Chains | None, steps: Steps, hours: float) -> int:
    """Return how many stores take longer than `hours` to be filled and emptied, and keep what is in them."""
    if chains is None or steps.horizon is None or steps.count < 2:
        return 0
    middle = steps.count // 2
    length = float(steps.horizon.hours[middle])
    count = 0
    for row, level, own, following in zip(
        chains.row[middle], chains.column[middle], chains.own[middle], chains.next[middle], strict=True
    ):
        at = slice(problem.start[row], problem.start[row + 1])
        column, share = problem.index[at], problem.value[at] / own
        flows = (steps.column[column] == middle) & (column != level)
        most = share * limits.upper[column] / length
        charged, discharged = (-most[flows & (share < 0)]).sum(), most[flows & (share > 0)].sum()
        kept = abs(following / own) ** (hours / length)
        with np.errstate(divide="ignore", invalid="ignore"):
            cycle = limits.upper[level] * (1.0 / charged + 1.0 / discharged)
        count += bool(kept >= KEPT and cycle > hours)
    return count
