"""How is a program with products (pools that mix) solved to a proved gap?

Bound. Every share of a mix is cut into pieces with a yes-or-no each; within a piece the product stands in its
envelope, which is linear. The relaxation contains every plan, so what HiGHS proves for it holds.
Plan. With the shares held, the products are linear: a plan that keeps the products exactly. It is improved by
steps along the products' slopes, each held to shares again.
Both are repeated, pieces cut where the relaxation strays most from its products, until the gap is as
asked, time is up, or nothing strays.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from symbiosis.solver.arrays import Arrays, Floats
from symbiosis.solver.certificate import relative_gap
from symbiosis.solver.extend import Extended
from symbiosis.solver.options import Options
from symbiosis.solver.outcome import Outcome, Status, StoppedBy
from symbiosis.solver.progress import Listener
from symbiosis.solver.solve import solve

Places = NDArray[np.int64]
STRAYS = 1e-7  # a product that is off by less, relative to its largest value, is a product
SMALLEST = 1e-6  # share that counts
NARROWEST = 1e-3  # of a piece
TIGHTENED = 400  # columns whose bounds are worth two linear programs each
NARROW = "The pieces of the pools' shares are as narrow as they can be; the gap that is left is not closed."
WIDE = 1e12  # range of coefficients: shares and pieces may be small
STEPS = 12  # along the slopes, per plan


class Products(Protocol):
    """Columns path = share · flow, one entry per product; `pool` numbers the mix that a share belongs to."""

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
        """Number of the mix."""


@dataclass
class _Search:
    program: Arrays
    of: Products
    options: Options
    listener: Listener | None
    started: float = field(default_factory=time.monotonic)
    plan: Outcome | None = None
    bound: float = -np.inf
    interrupted: bool = False

    def __post_init__(self) -> None:
        self.low, self.high = self.program.column_lower.copy(), self.program.column_upper.copy()
        self.shares = np.unique(self.of.share)
        self.flows = np.unique(self.of.flow)
        last = {int(p): int(s) for p, s in zip(self.of.pool, self.of.share, strict=True)}
        # the last share of a mix is what the others leave, and its products follow from theirs
        free = sorted(set(self.shares.tolist()) - set(last.values()))
        self.cuts: dict[int, list[float]] = {s: [] for s in free}

    @property
    def triples(self) -> list[tuple[int, int, int]]:
        """Columns (path, share, flow) of every product."""
        of = self.of
        return list(zip(of.path.tolist(), of.share.tolist(), of.flow.tolist(), strict=True))

    # -- running ---------------------------------------------------------------------------------

    def left(self) -> float | None:
        limit = self.options.time_limit
        return None if limit is None else limit - (time.monotonic() - self.started)

    def is_over(self) -> bool:
        left = self.left()
        return self.interrupted or (left is not None and left <= 0.0)

    @property
    def gap(self) -> float:
        if self.plan is None or self.plan.objective is None:
            return np.inf
        return relative_gap(
            self.plan.objective, min(self.bound, self.plan.objective), abs(self.plan.objective)
        )

    def contradicts(self, bound: float) -> bool:
        """Tell whether a bound lies above a plan in hand, which only rounding can bring about."""
        if self.plan is None or self.plan.objective is None:
            return False
        return bound > self.plan.objective + 1e-6 * max(1.0, abs(self.plan.objective))

    def is_good(self) -> bool:
        if self.plan is None or self.plan.objective is None:
            return False
        return self.options.accepts(self.gap, self.plan.objective - self.bound)

    def run(self, program: Arrays, gap: float, prices: bool = False, share_of_time: float = 1.0) -> Outcome:
        left = self.left()
        limit = None if left is None else max(0.85 * share_of_time * left, 0.05)  # ends have ends too
        wide = max(self.options.largest_range, WIDE)
        asked = replace(
            self.options, gap=gap, gap_money=None, time_limit=limit, prices=prices, largest_range=wide
        )
        outcome = solve(program, asked, self.listener if share_of_time == 1.0 else None)
        self.interrupted |= outcome.stopped_by == "interrupt"
        return outcome

    # -- the relaxation --------------------------------------------------------------------------

    def relaxed(self, cost: tuple[int, float] | None = None) -> Extended:
        """Return the program with envelopes for its products, shares cut into pieces."""
        wide = Extended(self.program)
        wide.column_lower, wide.column_upper = self.low.copy(), self.high.copy()
        if cost is not None:
            wide.cost = np.zeros_like(wide.cost)
            wide.cost[cost[0]], wide.offset = cost[1], 0.0
            wide.integer = np.zeros_like(wide.integer)
            if self.plan is not None and self.plan.objective is not None:
                priced = {j: float(v) for j, v in enumerate(self.program.cost) if v != 0.0}
                wide.row(priced, upper=self.plan.objective - self.program.offset)
        pieces: dict[int, tuple[list[int], list[float]]] = {}
        for s, cuts in self.cuts.items():
            if cuts and cost is None:
                at = [float(self.low[s]), *cuts, float(self.high[s])]
                chosen = [wide.column(0.0, 1.0, integer=True) for _ in at[1:]]
                wide.row(dict.fromkeys(chosen, 1.0), 1.0, 1.0)
                wide.row({s: 1.0, **{z: -a for z, a in zip(chosen, at[:-1], strict=True)}}, lower=0.0)
                wide.row({s: 1.0, **{z: -b for z, b in zip(chosen, at[1:], strict=True)}}, upper=0.0)
                pieces[s] = chosen, at
        for v, s, y in self.triples:
            least, most = float(self.low[y]), float(self.high[y])
            if s not in pieces:
                a, b = float(self.low[s]), float(self.high[s])
                wide.row({v: 1.0, y: -a, s: -least}, lower=-a * least)
                wide.row({v: 1.0, y: -b, s: -most}, lower=-b * most)
                wide.row({v: 1.0, y: -b, s: -least}, upper=-b * least)
                wide.row({v: 1.0, y: -a, s: -most}, upper=-a * most)
                continue
            chosen, at = pieces[s]
            parts = [wide.column(0.0, most) for _ in chosen]
            wide.row({y: 1.0, **dict.fromkeys(parts, -1.0)}, 0.0, 0.0)
            for part, z in zip(parts, chosen, strict=True):
                wide.row({part: 1.0, z: -most}, upper=0.0)
                wide.row({part: 1.0, z: -least}, lower=0.0)
            lows, highs = at[:-1], at[1:]
            for edges, end, sense in (
                (lows, least, 1.0),
                (highs, most, 1.0),
                (highs, least, -1.0),
                (lows, most, -1.0),
            ):
                terms = {v: sense, s: -sense * end}
                for edge, part, z in zip(edges, parts, chosen, strict=True):
                    terms[part] = -sense * edge
                    terms[z] = sense * edge * end
                wide.row(terms, lower=0.0)
        return wide.closed()

    def tighten(self, columns: Sequence[int]) -> None:
        """Narrow the bounds of shares and flows to what the relaxation allows."""
        for j in columns:
            for sign in (1.0, -1.0):
                if self.is_over():
                    return
                outcome = self.run(self.relaxed((j, sign)), 1e-6, share_of_time=0.2)
                if outcome.status == "unbounded" or outcome.bound is None:
                    continue
                slack = 1e-7 * max(1.0, abs(outcome.bound))
                if sign > 0:
                    found = outcome.bound - slack
                    if found > 1e-4 * max(1.0, self.high[j]):  # what is almost nothing stays 0
                        self.low[j] = min(max(self.low[j], found), self.high[j])
                else:
                    self.high[j] = max(min(self.high[j], _rounded_up(-outcome.bound)), self.low[j])

    # -- plans -----------------------------------------------------------------------------------

    def held(self, x: Floats) -> Outcome | None:
        """Return the best plan with the shares of `x`, products kept exactly."""
        exact = Extended(self.program)
        value = np.clip(x, self.program.column_lower, self.program.column_upper)
        for mix in np.unique(self.of.pool):
            shares = np.unique(self.of.share[self.of.pool == mix])
            total = value[shares].sum()
            value[shares] = value[shares] / total if total > 0.0 else 1.0 / shares.size
            value[shares] = np.where(value[shares] < SMALLEST, 0.0, value[shares])
            value[shares] /= value[shares].sum()
        exact.column_lower[self.shares] = exact.column_upper[self.shares] = value[self.shares]
        for v, s, y in self.triples:
            exact.row({v: 1.0, y: -float(value[s])}, 0.0, 0.0)
        outcome = self.run(exact.closed(), 0.1 * self.options.gap, prices=True)
        if outcome.has_plan and outcome.objective is not None:
            best = None if self.plan is None else self.plan.objective
            if best is None or outcome.objective < best:
                self.plan = outcome
        return outcome if outcome.has_plan else None

    def descend(self, x: Floats) -> None:
        """Walk from a point along the slopes of its products; hold the shares for a plan at each step."""
        reach, best = 0.3, np.inf
        for _ in range(STEPS):
            if self.is_over() or self.is_good():
                return
            step = self.run(self.sloped(x, reach), 1e-6)
            if not step.has_plan or step.x is None:
                reach /= 3.0
                continue
            plan = self.held(step.x[: x.size])
            if plan is not None and plan.x is not None and (plan.objective or 0.0) < best:
                gained = best - (plan.objective or 0.0)
                best, x = plan.objective or 0.0, plan.x[: x.size]
                if gained < 1e-7 * max(1.0, abs(best)):
                    return
            else:
                x = step.x[: x.size] if np.isinf(best) else x
                reach /= 3.0
            if reach < 1e-4:
                return

    def sloped(self, x: Floats, reach: float) -> Extended:
        """Return the program with products replaced by their slopes at a point, shares within reach of it."""
        near = Extended(self.program)
        held, low, high = self.shares, near.column_lower, near.column_upper
        low[held] = np.maximum(low[held], x[held] - reach)
        high[held] = np.minimum(high[held], x[held] + reach)
        whole = near.integer
        low[whole] = high[whole] = np.round(x[whole])
        near.integer = np.zeros_like(whole)
        for v, s, y in self.triples:
            near.row({v: 1.0, y: -_clean(x[s]), s: -_clean(x[y])}, *(2 * [-_clean(x[s]) * _clean(x[y])]))
        return near.closed()

    # -- refining --------------------------------------------------------------------------------

    def refine(self, x: Floats) -> bool:
        """Cut the pieces in which the relaxation strays from its products; False when nothing strays."""
        stray: dict[int, float] = {}
        for v, s, y in self.triples:
            off = abs(x[v] - x[s] * x[y])
            if off > STRAYS * max(1.0, float(self.high[y])) and s in self.cuts:
                stray[s] = stray.get(s, 0.0) + off
        worst = max(stray.values(), default=0.0)
        done = False
        for s, off in stray.items():
            if off >= 0.1 * worst:
                done |= self._cut(s, float(x[s]))
        return done

    def _cut(self, s: int, value: float) -> bool:
        at = [float(self.low[s]), *self.cuts[s], float(self.high[s])]
        i = int(np.clip(np.searchsorted(at, value, side="right") - 1, 0, len(at) - 2))
        a, b = at[i], at[i + 1]
        if b - a <= NARROWEST:
            return False
        inside = a + 0.15 * (b - a) < value < b - 0.15 * (b - a)
        point = value if inside else 0.5 * (a + b)
        self.cuts[s] = sorted({*self.cuts[s], round(point, 6)})
        return True


def _rounded_up(most: float) -> float:
    """Return an upper limit a little above a proved one, and not so small that coefficients would vanish."""
    return max(most + 1e-7 * max(1.0, abs(most)), 1e-3)


def _clean(value: float) -> float:
    """Return a number without what is only rounding."""
    return 0.0 if abs(value) < SMALLEST else float(value)


def solve_products(
    program: Arrays, products: Products, options: Options | None = None, progress: Listener | None = None
) -> Outcome:
    """Minimise the cost of a program some of whose columns are products of two others.

    The outcome's plan keeps every product; its `bound` holds for every plan. Raises what `solve` raises.
    """
    search = _Search(program, products, options or Options(), progress)
    first = search.run(program, min(search.options.gap, 1e-6))
    if first.status in ("infeasible", "unbounded", "suspect") or first.x is None:
        return first
    search.bound = -np.inf if first.bound is None else first.bound
    endless = [j for j in search.flows.tolist() if np.isinf(search.high[j])]
    if endless:
        _bound_flows(search, endless)
    search.held(first.x)
    search.descend(first.x)
    narrowed = [*search.shares.tolist(), *search.flows.tolist()]
    if not search.is_good() and len(narrowed) <= TIGHTENED:
        search.tighten(narrowed)
    relaxation = first
    while not (search.is_good() or search.is_over()):
        relaxation = search.run(search.relaxed(), 0.2 * search.options.gap)
        if relaxation.x is None or relaxation.bound is None or search.contradicts(relaxation.bound):
            break
        search.bound = max(search.bound, relaxation.bound)
        if search.is_good() or search.is_over():
            break
        found = relaxation.x[: program.cost.size]
        search.held(found)
        search.descend(found)
        if search.is_good() or not search.refine(found):
            break
    return _outcome(search, relaxation)


def _bound_flows(search: _Search, columns: list[int]) -> None:
    """Find the largest value of flows that state none."""
    for j in columns:
        most = Extended(search.program)
        most.cost = np.zeros_like(most.cost)
        most.cost[j], most.offset = -1.0, 0.0
        most.integer = np.zeros_like(most.integer)
        outcome = search.run(most.closed(), 1e-6)
        if outcome.bound is None:
            from symbiosis.solver.gate import ProgramError

            raise ProgramError(
                (f"{search.program.column_label(j)} has no largest value. Limit the flow through the pool.",)
            )
        search.high[j] = _rounded_up(-outcome.bound)


def _outcome(search: _Search, relaxation: Outcome) -> Outcome:
    plan, seconds = search.plan, time.monotonic() - search.started
    stopped: StoppedBy = "interrupt" if search.interrupted else "time limit" if search.is_over() else ""
    timing = {"gate": 0.0, "search": seconds, "finish": 0.0, "total": seconds}
    if plan is None or plan.objective is None or plan.x is None:
        if relaxation.status == "infeasible":
            return replace(relaxation, seconds=timing)
        return replace(
            relaxation, status="no_solution_yet", x=None, objective=None, bound=search.bound,
            gap=None, gap_money=None, stopped_by=stopped, seconds=timing,
        )  # fmt: skip
    bound = min(search.bound, plan.objective)
    gap = relative_gap(plan.objective, bound, abs(plan.objective))
    status: Status = "feasible_time_limit"
    if gap <= 1e-6:
        status = "optimal"
    elif search.options.accepts(gap, plan.objective - bound):
        status = "within_gap"
    cuts = sum(len(at) for at in search.cuts.values())
    columns, rows = search.program.cost.size, search.program.row_lower.size
    return replace(
        plan,
        status=status,
        bound=bound,
        gap=gap,
        gap_money=plan.objective - bound,
        x=plan.x[:columns],
        row_dual=None if plan.row_dual is None else plan.row_dual[:rows],
        column_dual=None if plan.column_dual is None else plan.column_dual[:columns],
        prices_conditional=plan.row_dual is not None,
        stopped_by=stopped if status == "feasible_time_limit" else "",
        warnings=plan.warnings if stopped or status != "feasible_time_limit" else (*plan.warnings, NARROW),
        seconds=timing,
        method=f"piecewise envelopes, {cuts} cuts; plan with shares held, by {plan.method}",
        options=search.options,
    )
