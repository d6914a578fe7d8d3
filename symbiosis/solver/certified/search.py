"""What does a certified solve know so far, and is it enough?"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from symbiosis.solver.arrays import Arrays, Problem
from symbiosis.solver.certificate import magnitude_of, relative_gap
from symbiosis.solver.certified.bound import Bound
from symbiosis.solver.certified.checkpoint import Checkpoint
from symbiosis.solver.certified.dispatch import Priced
from symbiosis.solver.session import Session


@dataclass(eq=False)
class Search:
    """The best bound and plan so far, and the time that each stage took [s]."""

    problem: Problem
    session: Session
    program: Arrays
    bound: Bound | None = None
    plan: Priced | None = None
    short: Priced | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    checkpoint: Checkpoint | None = None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a stage."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.monotonic() - begun

    def lift(self, value: float) -> None:
        """Raise the bound to what a master program proved, if that is higher."""
        if self.bound is not None and value > self.bound.value:
            self.bound = replace(self.bound, value=value)

    def stopped(self) -> bool:
        """Tell whether the search must end: Ctrl-C, or no time left."""
        left = self.session.search_time()
        if left is not None and left <= 0.0 and not self.session.stopped_by:
            self.session.stopped_by = "time limit"
        if self.session.ctrl_c.pressed:
            self.session.stopped_by = "interrupt"
        return bool(self.session.stopped_by)

    def gap(self) -> tuple[float, float]:
        """Return the gap as a share and in money; infinite while one side is missing."""
        if self.plan is None or self.bound is None or not math.isfinite(self.bound.value):
            return math.inf, math.inf
        size = magnitude_of(self.problem, self.plan.x)
        share = relative_gap(self.plan.cost, self.bound.value, size)
        return share, max(self.plan.cost - self.bound.value, 0.0)

    def enough(self) -> bool:
        """Tell whether the plan is good enough."""
        return self.session.options.accepts(*self.gap())

    def wants_more(self) -> bool:
        """Tell whether there is reason and time to go on."""
        return not self.enough() and not self.stopped()

    def take(self, priced: Priced) -> bool:
        """Keep a dispatched design when it is better than what there is; tell whether it was."""
        if not priced.is_plan:
            worst = sum(abs(amount) for amount in priced.short.values())
            if self.short is None or worst < sum(abs(amount) for amount in self.short.short.values()):
                self.short = priced
            return False
        if self.plan is not None and priced.cost >= self.plan.cost:
            return False
        self.plan = priced
        if self.checkpoint is not None:
            self.checkpoint.keep_plan(priced)
        return True
