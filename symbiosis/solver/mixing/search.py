"""What is known while a program with products is searched: limits, pieces, the best plan, the best bound."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Arrays, Floats
from symbiosis.solver.certificate import relative_gap
from symbiosis.solver.highs import SolverError
from symbiosis.solver.options import Options
from symbiosis.solver.outcome import Outcome
from symbiosis.solver.progress import Listener
from symbiosis.solver.solve import solve

Places = NDArray[np.int64]
WIDE = 1e12  # range of coefficients: shares and pieces may be small


class Products(Protocol):
    """Columns path = share · flow, one entry per product.

    `pool` numbers the mix whose shares add up to 1; −1: the share stands alone, and counts more than there
    is of something when it is moved towards `safe`.
    """

    @property
    def path(self) -> Places:
        """Columns that are products."""

    @property
    def share(self) -> Places:
        """Shares from 0 to 1."""

    @property
    def flow(self) -> Places:
        """Flows of at least 0."""

    @property
    def pool(self) -> Places:
        """Number of the mix, or −1."""

    @property
    def safe(self) -> Floats:
        """Value of a share alone that counts most."""


@dataclass
class Search:
    """Limits that every better plan keeps, pieces of the shares, the best plan and bound so far."""

    program: Arrays
    of: Products
    options: Options
    listener: Listener | None
    started: float = field(default_factory=time.monotonic)
    plan: Outcome | None = None
    bound: float = -np.inf
    interrupted: bool = False
    boxes: int = 0  # solved by branch and bound
    warnings: list[str] = field(default_factory=list)
    low: Floats = field(init=False)
    high: Floats = field(init=False)
    wide: Arrays = field(init=False)  # the program with what follows from its products, see `lifted`
    beside: list[tuple[int, int, int]] = field(default_factory=list)  # products that follow from the others
    worth: list[int] = field(default_factory=list)  # columns of the wide program that are worth cutting

    def __post_init__(self) -> None:
        self.wide = self.program
        self.low, self.high = self.program.column_lower.copy(), self.program.column_upper.copy()
        self.shares, self.flows = np.unique(self.of.share), np.unique(self.of.flow)
        last = {int(p): int(s) for p, s in zip(self.of.pool, self.of.share, strict=True) if p >= 0}
        # the last share of a mix is what the others leave, and its products follow from theirs
        free = sorted(set(self.shares.tolist()) - set(last.values()))
        self.cuts: dict[int, list[float]] = {s: [] for s in free}
        self.mixes = [np.unique(self.of.share[self.of.pool == p]) for p in sorted(last)]
        self.alone = np.unique(self.of.share[self.of.pool < 0])
        self.safe = np.zeros(self.low.size)
        self.safe[self.of.share] = self.of.safe
        of = self.of
        self.triples = list(zip(of.path.tolist(), of.share.tolist(), of.flow.tolist(), strict=True))

    # -- time ------------------------------------------------------------------------------------

    def left(self) -> float | None:
        """Return the seconds left; None without a limit."""
        limit = self.options.time_limit
        return None if limit is None else limit - (time.monotonic() - self.started)

    def is_over(self) -> bool:
        """Tell whether time is up or somebody has asked to stop."""
        left = self.left()
        return self.interrupted or (left is not None and left <= 0.0)

    # -- how good --------------------------------------------------------------------------------

    @property
    def best(self) -> float:
        """Cost of the best plan, infinite without one."""
        found = None if self.plan is None else self.plan.objective
        return np.inf if found is None else found

    def is_good(self) -> bool:
        """Tell whether the plan is proved well enough."""
        if not np.isfinite(self.best):
            return False
        gap = relative_gap(self.best, min(self.bound, self.best), abs(self.best))
        return self.options.accepts(gap, self.best - self.bound)

    def contradicts(self, bound: float) -> bool:
        """Tell whether a bound lies above a plan in hand, which only rounding can bring about."""
        return bound > self.best + 1e-6 * max(1.0, abs(self.best))

    def offer(self, outcome: Outcome) -> bool:
        """Keep a plan if it is the best so far; tell whether it is."""
        if not outcome.has_plan or outcome.objective is None or not outcome.objective < self.best:
            return False
        self.plan = outcome
        return True

    # -- running ---------------------------------------------------------------------------------

    def run(self, program: Arrays, gap: float, prices: bool = False) -> Outcome:
        """Solve a linear or mixed program within the time that is left."""
        left = self.left()
        limit = None if left is None else max(0.85 * left, 0.05)  # ends have ends too
        wide = max(self.options.largest_range, WIDE)
        asked = replace(
            self.options, gap=gap, gap_money=None, time_limit=limit, prices=prices, largest_range=wide
        )
        try:
            outcome = solve(program, asked, self.listener)
        except SolverError:  # one step of many: the search goes on without it
            if self.plan is None and not np.isfinite(self.bound):
                raise
            return Outcome("no_solution_yet")
        self.interrupted |= outcome.stopped_by == "interrupt"
        return outcome
