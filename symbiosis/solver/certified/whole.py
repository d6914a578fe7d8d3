"""A bound that knows that the design's whole numbers are whole: a master program over static columns.

For any duals y of the other rows, weak duality leaves the static columns s free:

    cost ≥ K(y) + g(y) · s,    g = c − Aᵀy on the static columns

with K as in `bound`. Every y gives such a cut, valid whatever y is worth; the least θ over designs that meet
the static rows, whole where asked, with θ above all cuts, is a bound. The first y is the first-order
solution's; more come from designs dispatched, the blocks' prices put together and repaired along the chains.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from symbiosis.solver.arrays import Floats, Problem
from symbiosis.solver.certified.bound import Limits, best_bound, free_of
from symbiosis.solver.certified.chains import Chains
from symbiosis.solver.certified.cuts import DUST, Cut
from symbiosis.solver.certified.design import Statics, minimise

SAFETY = 2e-6  # of the bound, for the tolerances with which the master program is solved


@dataclass(eq=False)
class Whole:
    """All cuts on the whole cost so far."""

    problem: Problem
    limits: Limits
    chains: Chains | None
    statics: Statics
    cuts: list[tuple[float, Floats]] = field(default_factory=list)

    def learn(self, row_dual: Floats) -> None:
        """Add the cut that duals prove."""
        best = best_bound(self.problem, self.limits, self.chains, row_dual)
        rest, slope = free_of(
            self.problem, self.limits, best.row_dual, self.statics.columns, self.statics.rows
        )
        if math.isfinite(rest):
            self.cuts.append((rest, slope))

    def least(self) -> tuple[Floats, float] | None:
        """Return the design that all cuts hold for the cheapest, and the bound; None without cuts."""
        if not self.cuts:
            return None
        part = self.statics.problem
        lower, upper = self.limits.lower[self.statics.columns], self.limits.upper[self.statics.columns]
        size = max(1.0, *(abs(rest) for rest, _ in self.cuts))
        rows: list[Cut] = []
        for rest, slope in self.cuts:
            share = slope / size
            at = np.flatnonzero(np.abs(share) > DUST * 1e-3)
            small = np.abs(share) <= DUST * 1e-3
            dropped = float(np.minimum(share * lower, share * upper)[small].sum())
            weights = np.append(-share[at], 1.0)
            rows.append((np.append(at, part.columns).astype(np.intp), weights, rest / size + dropped))
        costless = replace(part, cost=np.zeros(part.columns))
        found = minimise(costless, np.ones(1), rows, lower, upper, free=1)
        if found is None:
            return None
        x, proved = found
        return x[: part.columns], proved * size - SAFETY * size
