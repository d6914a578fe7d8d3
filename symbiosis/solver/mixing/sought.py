"""Plans sought beside the boxes: from where a relaxation stands, shares and flows held in turn."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from symbiosis.solver.arrays import Floats
from symbiosis.solver.mixing.box import Box, Relaxation
from symbiosis.solver.mixing.plans import clean, descend, held
from symbiosis.solver.mixing.search import Places, Search

TURNS = 2  # how often shares are held again, at most
WALKING = 0.3  # of the time: spent on walks along slopes
NEAR = 0.1  # share: how far a walk from a plan goes at once
BETTER = 1e-6  # by how much a plan must be better to be worth its exact solution


@dataclass
class Plans:
    """Plans from boxes: held in the relaxation first, which is quick, and exactly when they are better."""

    search: Search
    relaxation: Relaxation
    started: float = field(default_factory=time.monotonic)
    walked: float = 0.0

    def seek(self, box: Box) -> None:
        """Look for a better plan near where the relaxation of a box stands."""
        if box.x is None:
            return
        own = self.search.program.cost.size
        found = self._in_turns(box.x)
        began = time.monotonic()
        plan = None if found is None else held(self.search, found[:own])
        if plan is not None and plan.x is not None and plan.objective is not None:
            descend(self.search, plan.x[:own], NEAR, plan.objective)
        if self.walked < WALKING * (began - self.started):
            descend(self.search, box.x[:own])
        self.walked += time.monotonic() - began

    def _in_turns(self, x: Floats) -> Floats | None:
        """Return values whose products hold and that cost less than the best plan, if any."""
        search, found = self.search, None
        best = search.best
        cost = best - BETTER * max(1.0, abs(best)) if np.isfinite(best) else np.inf
        for _ in range(TURNS):
            with_shares = self._held(search.shares, self._normal(x))
            if with_shares is None:
                return found
            reached = float(search.wide.cost @ with_shares) + search.program.offset
            if reached < cost:
                cost, found = reached, with_shares
            with_flows = self._held(search.flows, with_shares)
            if with_flows is None:
                return found
            x = with_flows
        return found

    def _held(self, columns: Places, x: Floats) -> Floats | None:
        search = self.search
        low, high = search.wide.column_lower.copy(), search.wide.column_upper.copy()
        high[search.flows] = np.minimum(high[search.flows], search.high[search.flows])  # some have no limit
        low[columns] = high[columns] = np.clip(x[columns], low[columns], high[columns])
        box = self.relaxation.solve(Box(low, high, -np.inf), search.left())
        return None if box is None else box.x

    def _normal(self, x: Floats) -> Floats:
        program = self.search.wide
        value = np.clip(x, program.column_lower, program.column_upper)
        for shares in self.search.mixes:
            total = value[shares].sum()
            value[shares] = value[shares] / total if total > 0.0 else 1.0 / shares.size
        value[self.search.shares] = [clean(v) for v in value[self.search.shares]]
        return value
