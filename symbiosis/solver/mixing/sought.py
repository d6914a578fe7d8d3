"""Plans sought beside the boxes: from where a relaxation stands, shares and flows held in turn."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from symbiosis.solver.arrays import Floats
from symbiosis.solver.mixing.box import Box, Relaxation
from symbiosis.solver.mixing.plans import clean, descend
from symbiosis.solver.mixing.search import Search

TURNS = 2  # how often shares are held again, at most
WALKING = 0.2  # of the time: spent on walks along slopes
NEAR = 0.1  # share: how far walks go at once
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
        found = self._in_turns(box.x)
        began = time.monotonic()
        if found is not None or self.walked < WALKING * (began - self.started):
            descend(self.search, (box.x if found is None else found)[: self.search.low.size], NEAR)
            self.walked += time.monotonic() - began

    def _in_turns(self, x: Floats) -> Floats | None:
        """Return values whose products hold and that cost less than the best plan, if any."""
        search, found, cost = self.search, None, search_worth(self.search)
        for _ in range(TURNS):
            shares = self._normal(x)
            first = self._held(search.shares, shares)
            if first is None:
                return found
            if float(search.program.cost @ first[: search.low.size]) + search.program.offset < cost:
                cost = float(search.program.cost @ first[: search.low.size]) + search.program.offset
                found = first
            second = self._held(search.flows, first)
            if second is None:
                return found
            x = second
        return found

    def _held(self, columns: Floats, x: Floats) -> Floats | None:
        search, relaxation = self.search, self.relaxation
        low, high = relaxation.plain.column_lower.copy(), relaxation.plain.column_upper.copy()
        low[: search.low.size], high[: search.high.size] = (
            search.program.column_lower,
            search.program.column_upper,
        )
        high[search.flows] = np.minimum(high[search.flows], search.high[search.flows])
        low[columns] = high[columns] = x[columns]
        box = relaxation.solve(Box(low, high, -np.inf), search.left())
        return None if box is None else box.x

    def _normal(self, x: Floats) -> Floats:
        value = np.clip(x[: self.search.low.size], self.search.program.column_lower, self.search.program.column_upper)
        for shares in self.search.mixes:
            total = value[shares].sum()
            value[shares] = value[shares] / total if total > 0.0 else 1.0 / shares.size
        value[self.search.shares] = [clean(v) for v in value[self.search.shares]]
        return value


def search_worth(search: Search) -> float:
    """Return the cost below which a plan is worth its exact solution."""
    best = search.best
    return best - BETTER * max(1.0, abs(best)) if np.isfinite(best) else np.inf
