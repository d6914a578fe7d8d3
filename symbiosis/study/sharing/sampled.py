"""Shapley values of many enterprises, from random orders of joining, with how sure they are.

    x_i ≈ mean over orders of  v(those before i, and i) − v(those before i)

The mean of independent orders is unbiased; 95 % of such bands hold the value. Orders are drawn in pairs,
each with its reverse, which makes the bands narrower; a pair counts as one draw.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiosis.study.sharing.costs import Costs, Progress

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Sampled:
    """Shapley values by player with half the width of their 95 % band; `orders` were drawn.

    `most_tempted` is the coalition, of those that were met, that could gain most by leaving, and how
    much: nothing is said of the others.
    """

    players: tuple[str, ...]
    shares: Floats
    half_width: Floats
    saving: tuple[float, float]
    orders: int
    solves: int
    most_tempted: tuple[str, ...]
    gain: float


def sample(costs: Costs, orders: int, seed: int = 0, progress: Progress = None) -> Sampled:
    """Draw orders of joining (rounded up to pairs) and average what each player brings.

    Raises ValueError for fewer than two pairs, CoalitionError when a group cannot be by itself.
    """
    pairs = -(-orders // 2)
    if pairs < 2:
        raise ValueError("draw four orders or more: fewer say nothing about how sure they are.")
    players, n = costs.players, len(costs.players)
    draw = np.random.default_rng(seed)
    walks = [draw.permutation(n) for _ in range(pairs)]
    every = [w for walk in walks for w in (walk, walk[::-1])]
    met = {frozenset(players[i] for i in walk[: k + 1]) for walk in every for k in range(n)}
    met |= {frozenset((name,)) for name in players}
    costs.find({group for names in met for group in costs.groups(sorted(names))}, progress)
    paid = {names: costs.of(sorted(names)) for names in met}
    alone = {name: paid[frozenset((name,))].high for name in players}
    value = {names: sum(alone[n] for n in names) - cost.high for names, cost in paid.items()}
    value[frozenset()] = 0.0
    brings = np.zeros((len(every), n))
    for row, walk in enumerate(every):
        for k, i in enumerate(walk):
            before = frozenset(players[j] for j in walk[:k])
            brings[row, i] = value[before | {players[i]}] - value[before]
    means = brings.reshape(pairs, 2, n).mean(axis=1)
    shares = means.mean(axis=0)
    spread = means.std(axis=0, ddof=1) / np.sqrt(pairs)
    whole = frozenset(players)
    by_name = dict(zip(players, shares.tolist(), strict=True))
    excess = {s: value[s] - sum(by_name[n] for n in s) for s in met if s != whole}
    worst = max(excess, key=lambda s: excess[s])
    singles = [paid[frozenset((name,))].low for name in players]
    saving = (sum(singles) - paid[whole].high, sum(alone.values()) - paid[whole].low)
    return Sampled(
        players,
        shares,
        _t(pairs - 1) * spread,
        saving,
        len(every),
        costs.solves,
        tuple(sorted(worst)),
        excess[worst],
    )


def _t(freedom: int) -> float:
    """Return the 97.5 % point of Student's distribution."""
    from scipy.stats import t

    return float(t.ppf(0.975, freedom))
