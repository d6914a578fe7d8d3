"""Plans that keep every product: shares held, and steps along the products' slopes to better shares."""

from __future__ import annotations

import numpy as np

from symbiosis.solver.arrays import Floats
from symbiosis.solver.extend import Extended
from symbiosis.solver.mixing.search import Search
from symbiosis.solver.outcome import Outcome

SMALLEST = 1e-6  # share that counts
STEPS = 25  # along the slopes, per start
NEAREST = 1e-4  # share: steps that are shorter lead nowhere
SETTLED = 1e-9  # a product that is off by less holds
SHORTER = 0.8  # every step of a walk to where products hold, to the one before
PAID = 1e5  # times the dearest column: for what a product is off
TOWARDS_SAFE = (0.0, 0.05, 0.3, 1.0)  # how far shares alone are moved until a plan keeps them


def held(search: Search, x: Floats) -> Outcome | None:
    """Return the best plan with the shares of `x`; shares alone move to where they count more, if need be."""
    for move in TOWARDS_SAFE if search.alone.size else (0.0,):
        if search.is_over():
            return None
        outcome = _with_shares(search, x, move)
        if outcome is not None:
            search.offer(outcome)
            return outcome
    return None


def _with_shares(search: Search, x: Floats, move: float) -> Outcome | None:
    exact = Extended(search.program)
    value = np.clip(x, search.program.column_lower, search.program.column_upper)
    for shares in search.mixes:
        total = value[shares].sum()
        value[shares] = value[shares] / total if total > 0.0 else 1.0 / shares.size
        value[shares] = np.where(value[shares] < SMALLEST, 0.0, value[shares])
        value[shares] /= value[shares].sum()
    alone = search.alone
    most = search.program.column_upper[alone] * search.safe[alone]
    value[alone] += move * (most - value[alone])
    exact.column_lower[search.shares] = exact.column_upper[search.shares] = value[search.shares]
    for v, s, y in search.triples:
        exact.row({v: 1.0, y: -clean(value[s])}, 0.0, 0.0)
    outcome = search.run(exact.closed(), 0.1 * search.options.gap, prices=True)
    return outcome if outcome.has_plan and outcome.objective is not None else None


def descend(search: Search, x: Floats, reach: float = 0.3, best: float = np.inf) -> None:
    """Walk from a point, whose plan costs `best`, along the slopes of its products.

    The shares are held for a plan at each step.
    """
    for _ in range(STEPS):
        if search.is_over() or search.is_good() or reach < NEAREST:
            return
        step = search.run(_sloped(search, x, reach), 1e-6)
        if not step.has_plan or step.x is None:
            reach /= 3.0
            continue
        plan = held(search, step.x[: x.size])
        if plan is None or plan.x is None or plan.objective is None or not plan.objective < best:
            x = step.x[: x.size] if np.isinf(best) else x
            reach /= 3.0
            continue
        gained, best, x = best - plan.objective, plan.objective, plan.x[: x.size]
        if gained < 1e-7 * max(1.0, abs(best)):
            reach /= 3.0


def settle(search: Search, x: Floats, reach: float = 0.3) -> None:
    """Walk from a point to one where the products hold, dear as it may be, and look for plans from there.

    What a product is off is paid for, so that every step has an answer; near its end the walk is Newton's.
    """
    for _ in range(STEPS):
        if search.is_over():
            return
        step = search.run(_sloped(search, x, reach, paid=True), 1e-6)
        if step.x is None:
            return
        before, x = x, step.x[: x.size]
        off = max(abs(x[v] - x[s] * x[y]) / max(1.0, x[y]) for v, s, y in search.triples)
        moved = np.abs(x[search.shares] - before[search.shares]).max(initial=0.0)
        if off <= SETTLED or moved <= SETTLED:
            break
        reach *= SHORTER
    plan = held(search, x)
    if plan is not None and plan.x is not None and plan.objective is not None:
        descend(search, plan.x[: x.size], best=plan.objective)


def _sloped(search: Search, x: Floats, reach: float, paid: bool = False) -> Extended:
    """Return the program with products replaced by their slopes at a point, shares within reach of it.

    Where it is `paid` for, a product may be off.
    """
    near = Extended(search.program)
    shares, low, high = search.shares, near.column_lower, near.column_upper
    low[shares] = np.maximum(low[shares], x[shares] - reach)
    high[shares] = np.maximum(np.minimum(high[shares], x[shares] + reach), low[shares])
    whole = near.integer
    low[whole] = high[whole] = np.round(x[whole])
    near.integer = np.zeros_like(whole)
    for v, s, y in search.triples:
        share, flow = clean(x[s]), clean(x[y])
        off = {near.column(0.0, np.inf): sign for sign in (1.0, -1.0)} if paid else {}
        near.row({v: 1.0, y: -share, s: -flow, **off}, -share * flow, -share * flow)
    size, closed = near.cost.size, near.closed()
    closed.cost[size:] = PAID * max(1.0, float(np.abs(search.program.cost).max(initial=0.0)))
    return closed


def clean(value: float) -> float:
    """Return a number without what is only rounding."""
    return 0.0 if abs(value) < SMALLEST else float(value)
