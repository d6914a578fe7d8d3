"""A better design near the one at hand: cutting planes from the blocks, in a trust region.

With everything else given, a block's cost is convex in the design, and its prices are a slope:

    θ[k] ≥ cost[k] + price[k] · (design − where it was found)

The master program minimises the cost of the design + Σ θ over designs that meet the static rows,
each size no further than `reach` from the best so far.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Floats
from symbiosis.solver.certified.design import Statics, minimise
from symbiosis.solver.certified.dispatch import Priced

DUST = 1e-6  # prices that are none

Cut = tuple[NDArray[np.intp], Floats, float]


@dataclass(eq=False)
class Master:
    """All cuts so far."""

    statics: Statics
    blocks: int
    cuts: list[Cut] = field(default_factory=list)

    def learn(self, priced: Priced, design: Floats) -> None:
        """Add one cut for every block of a dispatched design."""
        size = self.statics.columns.size
        if not np.isfinite(priced.block_cost).all():
            return
        place = {int(j): n for n, j in enumerate(self.statics.columns)}
        for k, (columns, price) in enumerate(priced.block_price):
            own = np.array([place.get(int(j), -1) for j in columns], dtype=np.intp)
            use = (own >= 0) & (np.abs(price) > DUST)
            at, slope = own[use], price[use]
            self.cuts.append(
                (
                    np.append(at, size + k).astype(np.intp),
                    np.append(-slope, 1.0),
                    float(priced.block_cost[k] - slope @ design[at]),
                )
            )

    def propose(self, centre: Floats, reach: float) -> Floats | None:
        """Return the design that the cuts hold for the cheapest within `reach` (a share) of the centre."""
        problem = self.statics.problem
        typical = float(np.abs(centre[~problem.integer]).mean()) if (~problem.integer).any() else 1.0
        width = reach * np.maximum(np.abs(centre), typical)
        width = np.where(problem.integer, max(1.0, np.round(10 * reach)), width)
        lower = np.maximum(problem.column_lower, centre - width)
        upper = np.minimum(problem.column_upper, centre + width)
        if problem.has_integers:  # a size that appears with its building needs room to appear
            free = ~problem.integer & (centre <= 0.0)
            upper = np.where(free, problem.column_upper, upper)
            gone = ~problem.integer & np.isin(problem.column_lower, 0.0)
            lower = np.where(gone, problem.column_lower, lower)
        found = minimise(problem, np.ones(self.blocks), self.cuts, lower, upper, free=self.blocks)
        return None if found is None else found[0][: problem.columns]
