"""Which designs are dispatched: the rough one enlarged, those that cuts propose, those in whole numbers."""

from __future__ import annotations

import math

import numpy as np

from symbiosis.solver.arrays import Floats
from symbiosis.solver.certified.cuts import Master
from symbiosis.solver.certified.design import Statics, repaired, statics_of
from symbiosis.solver.certified.dispatch import Dispatching, Priced
from symbiosis.solver.certified.search import Search
from symbiosis.solver.certified.split import Steps
from symbiosis.solver.certified.whole import Whole
from symbiosis.solver.highs import Run

LARGER = (0.01, 0.03, 0.10)
GROWTHS = 3  # times a design is enlarged by what it fell short of
REACHES = (0.05, 0.05, 0.02, 0.02, 0.01)
DESIGNS = 30  # designs with whole numbers that are tried for one first-order solution


def first_plans(search: Search, dispatching: Dispatching, steps: Steps, guide: Floats) -> None:
    """Dispatch the rough design, enlarged more and more until it serves, then improve it by cuts."""
    statics = statics_of(search.problem, steps, dispatching.split)
    rough = guide[statics.columns]
    near = _Near(search, dispatching, statics, guide)
    for larger in LARGER:
        found = _until_it_serves(near, statics, repaired(statics, rough, larger))
        if found is None:
            return
        if found.is_plan:
            break
    near.descend()


def _until_it_serves(near: _Near, statics: Statics, design: Floats) -> Priced | None:
    """Dispatch a design, enlarged a few times by what it fell short of; None when asked to stop."""
    priced = near.price(design)
    for _ in range(GROWTHS):
        if priced is None or priced.is_plan:
            break
        bigger = near.dispatching.grown(design, priced.short)
        if np.array_equal(bigger, design):
            break
        design = repaired(statics, bigger, 0.0)
        priced = near.price(design)
    return priced


def improve(search: Search, dispatching: Dispatching, steps: Steps) -> None:
    """Let the best plan guide: levels and shares are then those of a plan, at the ends of other blocks."""
    assert search.plan is not None
    statics = statics_of(search.problem, steps, dispatching.split)
    near = _Near(search, dispatching, statics, search.plan.x)
    if near.price(search.plan.x[statics.columns]) is not None:
        near.descend()


def whole_numbers(search: Search, dispatching: Dispatching, whole: Whole, first: Run) -> None:
    """Raise the bound by cuts on the design, and dispatch the designs that they hold for the cheapest."""
    assert first.x is not None
    assert first.row_dual is not None
    near = _Near(search, dispatching, whole.statics, first.x)
    whole.learn(first.row_dual)
    sums = dispatching.split.sums
    seen: set[bytes] = set()
    for _ in range(DESIGNS):
        found = whole.least()
        if found is None:
            return
        design, value = found
        search.lift(value)
        if not search.wants_more() or design.tobytes() in seen:
            return
        seen.add(design.tobytes())
        priced = near.price(design)
        if priced is None:
            return
        dual = priced.dual.copy()
        dual[sums] = first.row_dual[sums]
        whole.learn(dual)
        if not priced.is_plan and _until_it_serves(near, whole.statics, design) is None:
            return


class _Near:
    """Looks for better designs around the best one, along one guide."""

    def __init__(self, search: Search, dispatching: Dispatching, statics: Statics, guide: Floats) -> None:
        self.search, self.dispatching, self.guide = search, dispatching, guide
        self.cost = statics.problem.cost
        self.master = Master(statics, dispatching.split.count)
        self.centre: Floats | None = None
        self.worth = math.inf

    def price(self, design: Floats) -> Priced | None:
        """Dispatch a design, keep it if it is a better plan, and learn from it."""
        priced = self.dispatching.price(self.guide, design, self.search.stopped)
        if priced is None:
            return None
        self.search.take(priced)
        self.master.learn(priced, design)
        worth = float(self.cost @ design) + float(priced.block_cost.sum())
        if worth < self.worth:
            self.centre, self.worth = design, worth
        return priced

    def descend(self) -> None:
        """Follow the cuts in smaller and smaller steps while that helps."""
        for reach in REACHES:
            if self.centre is None or self.search.enough() or self.search.stopped():
                return
            proposed = self.master.propose(self.centre, reach)
            if proposed is None or np.allclose(proposed, self.centre, rtol=1e-9, atol=1e-12):
                return
            if self.price(proposed) is None:
                return
