"""Certified solve: a loose first-order solution, then proof from below and from above.

    first    HiPDLP on the whole relaxation at a loose tolerance, in a process that can be ended
    bound    its duals, repaired along storage chains, and weak duality
    plan     its design, made buildable and a little larger, dispatched exactly block by block
    improve  cutting planes in the design; blocks moved by half a length; a tighter first solution

It ends when the gap asked for is reached, when time is up, or when nothing is left to try.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

import numpy as np

from symbiosis.solver.arrays import Arrays, Floats, Problem
from symbiosis.solver.certificate import Certificate, magnitude_of, relative_gap
from symbiosis.solver.certified.bound import Bound, Limits, best_bound, short, weak_bound
from symbiosis.solver.certified.chains import find_chains
from symbiosis.solver.certified.checkpoint import Checkpoint
from symbiosis.solver.certified.cuts import Master
from symbiosis.solver.certified.design import Statics, repaired, statics_of
from symbiosis.solver.certified.dispatch import Dispatching, Priced
from symbiosis.solver.certified.limits import column_limits
from symbiosis.solver.certified.split import Ints, Steps, split
from symbiosis.solver.certified.whole import Whole
from symbiosis.solver.check import violation
from symbiosis.solver.highs import Attempt, Run, objective_scale
from symbiosis.solver.linear import Answer
from symbiosis.solver.outcome import PricesFrom, Status
from symbiosis.solver.session import Session

TOLERANCES = (1e-3, 1e-4, 1e-5, 1e-6)
LARGER = (0.01, 0.03, 0.10)
GROWTHS = 3  # times a design is enlarged by what it fell short of
REACHES = (0.05, 0.05, 0.02, 0.02, 0.01)
DESIGNS = 30  # designs with whole numbers that are tried for one first-order solution
SHIFTS = (0.5, 0.0, 0.5, 0.0)
LEAST = 0.05  # share of the gap that a round must close to be worth another one
BLOCK_HOURS = 168.0
FEWEST_BLOCKS = 2
PASS = 1e-6
IN_CHILD = 5_000  # non-zeros from which the first-order run, which hears no request, can be ended


@dataclass(eq=False)
class _Search:
    """What is known so far."""

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


def solve_certified(problem: Problem, session: Session, program: Arrays) -> Answer | None:
    """Solve loosely and prove; None when the first-order method finds no plan (ask another method)."""
    search = _Search(problem, session, program)
    steps = Steps.of(program, problem)
    relaxed = problem.relaxed()
    with search.stage("limits"):
        limits = Limits(*column_limits(problem))
        chains = find_chains(relaxed, steps)
    checkpoint = search.checkpoint = Checkpoint(session.options.checkpoint, problem)
    search.plan = checkpoint.plan()
    last: Run | None = None
    with ExitStack() as stack:
        dispatchers: dict[float, Dispatching] = {}

        def dispatching(shift: float, penalty: float) -> Dispatching:
            if shift not in dispatchers:
                cut = split(problem, steps, _blocks(steps, shift))
                scale, where = objective_scale(problem), session.options.dask
                made = Dispatching(problem, steps, cut, scale, penalty, where)
                stack.enter_context(made.team)
                dispatchers[shift] = made
            return dispatchers[shift]

        for tolerance in checkpoint.left(TOLERANCES):
            with search.stage("first-order"):
                run = checkpoint.first(tolerance) or _first(relaxed, session, tolerance)
            if run is None or run.x is None or run.row_dual is None:
                if last is None and not search.stopped():
                    return None
                break
            last = run
            with search.stage("checkpoint"):
                checkpoint.keep_first(tolerance, run)
            with search.stage("bound"):
                found = best_bound(problem, limits, chains, run.row_dual)
                bound = weak_bound(problem, limits, short(found.row_dual))
                if search.bound is None or bound.value > search.bound.value:
                    search.bound = bound
            penalty = 10.0 * float(np.abs(run.row_dual).max(initial=0.0)) + float(np.abs(problem.cost).max())
            if not search.enough():
                with search.stage("dispatch"):
                    _plans(search, dispatching(0.0, penalty), steps, run.x)
            if search.wants_more() and problem.integer[steps.static].any():
                with search.stage("whole numbers"):
                    here = dispatching(0.0, penalty)
                    statics = statics_of(problem, steps, here.split)
                    whole = Whole(relaxed, limits, chains, statics)
                    _whole_numbers(search, here, whole, run)
            for shift in SHIFTS:
                if search.plan is None or not search.wants_more():
                    break
                before = search.plan.cost
                with search.stage("improve"):
                    _improve(search, dispatching(shift, penalty), steps)
                if before - search.plan.cost < LEAST * search.gap()[1]:
                    break
            if not search.wants_more():
                break
    return _answer(search, last)


def _blocks(steps: Steps, shift: float) -> Ints:
    hours = BLOCK_HOURS
    if steps.horizon is not None:
        hours = min(hours, float(steps.horizon.hours.sum()) / FEWEST_BLOCKS)
    return steps.blocks(hours, shift * hours)


def _first(problem: Problem, session: Session, tolerance: float) -> Run | None:
    attempt = Attempt(
        method="hipdlp",
        crossover="off",
        time_limit=session.search_time(),
        threads=session.options.threads,
        seed=session.options.seed,
        kkt_tolerance=tolerance,
    )
    note = f"first-order solution to {tolerance:g}"
    run = session.run(problem, attempt, child=problem.nonzeros > IN_CHILD, note=note).run
    return run if run is not None and run.status in ("Optimal", "Unknown") else None


def _plans(search: _Search, dispatching: Dispatching, steps: Steps, guide: Floats) -> None:
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


def _improve(search: _Search, dispatching: Dispatching, steps: Steps) -> None:
    """Let the best plan guide: levels and shares are then those of a plan, at the ends of other blocks."""
    assert search.plan is not None
    statics = statics_of(search.problem, steps, dispatching.split)
    near = _Near(search, dispatching, statics, search.plan.x)
    if near.price(search.plan.x[statics.columns]) is not None:
        near.descend()


def _whole_numbers(search: _Search, dispatching: Dispatching, whole: Whole, first: Run) -> None:
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

    def __init__(self, search: _Search, dispatching: Dispatching, statics: Statics, guide: Floats) -> None:
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


def _answer(search: _Search, run: Run | None) -> Answer:
    problem, session = search.problem, search.session
    method = (
        f"certified: first-order solution ({run.iterations if run else 0} iterations), bound and dispatch"
    )
    bound = search.bound.value if search.bound is not None and math.isfinite(search.bound.value) else None
    if search.bound is not None and bound is None:
        session.warnings.append(
            "There is no bound: some column has no limit that could be derived from the data."
        )
    if search.plan is None:
        if search.short is not None:
            session.warnings.append(_shortage(search))
        return Answer("no_solution_yet", run, method, bound=bound, stages=search.seconds)
    plan = search.plan
    worst = violation(problem, plan.x)
    share, money = search.gap()
    status: Status = "feasible_time_limit"
    if bound is not None and bound > plan.cost + PASS * magnitude_of(problem, plan.x):
        status = "suspect"
    elif share <= PASS:
        status = "optimal"
    elif session.options.accepts(share, money):
        status = "within_gap"
    elif not session.stopped_by:
        session.warnings.append(f"Nothing was left to try: the proof ends at a gap of {share:.2%}.")
    multipliers = search.bound.row_dual if search.bound is not None else None
    dual, origin = _prices(plan, multipliers)
    known = bound is not None
    return Answer(
        status,
        run,
        method,
        plan.x,
        plan.cost,
        min(bound, plan.cost) if bound is not None else None,
        share if known else None,
        worst,
        dual,
        None if dual is None else problem.cost - problem.matrix.T @ dual,
        Certificate(bound, plan.cost, share) if bound is not None else None,
        search.seconds,
        multipliers if known else None,
        origin,
    )


def _prices(plan: Priced, of_bound: Floats | None) -> tuple[Floats | None, PricesFrom]:
    """Return the best prices there are: the plan's own dispatch is exact, the bound's duals are loose.

    Rows over several blocks, which the dispatch takes as given, keep the price that the bound found.
    """
    if plan.dual.any():
        rest = np.zeros(plan.dual.size) if of_bound is None else of_bound
        return np.where(plan.own, plan.dual, rest), "dispatch"
    return of_bound, "bound" if of_bound is not None else ""


def _shortage(search: _Search) -> str:
    assert search.short is not None
    worst = sorted(search.short.short.items(), key=lambda item: -abs(item[1]))[:3]
    places = ", ".join(f"{search.program.row_label(i)} by {amount:.3g}" for i, amount in worst)
    return (
        f"No design served every period; the nearest falls short in {len(search.short.short)} rows: {places}."
    )
