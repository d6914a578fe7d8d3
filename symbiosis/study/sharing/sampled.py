"""Shapley values of many enterprises, from random orders of joining, with how sure they are.

    x_i ≈ mean over orders of  v(those before i, and i) − v(those before i)

The mean of independent orders is unbiased; 95 % of such bands hold the value. Orders are drawn in pairs,
each with its reverse, which makes the bands narrower; a pair counts as one draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from symbiosis.study.sharing.costs import Costs, Progress
from symbiosis.study.sharing.game import Floats
from symbiosis.study.sharing.groups import Group, Groups, Paid

PAIR = 2  # orders: one tells nothing of the spread between several


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
    if orders <= PAIR:
        raise ValueError("draw four orders or more: fewer say nothing about how sure they are.")
    costs.find(costs.groups.walk(met(drawn(costs.groups.players, orders, seed))), progress)
    return sampled(costs.groups, costs.known, orders, seed)


def drawn(players: tuple[str, ...], orders: int, seed: int) -> list[tuple[str, ...]]:
    """Return orders of joining, each followed by its reverse."""
    draw = np.random.default_rng(seed)
    forth = [tuple(players[i] for i in draw.permutation(len(players))) for _ in range(-(-orders // 2))]
    return [one for order in forth for one in (order, order[::-1])]


def met(orders: list[tuple[str, ...]]) -> set[Group]:
    """Return every coalition that some orders of joining pass through, and everybody alone."""
    found = {frozenset(order[: k + 1]) for order in orders for k in range(len(order))}
    return found | {frozenset((name,)) for name in orders[0]}


def sampled(groups: Groups, known: Mapping[Group, Paid], orders: int, seed: int) -> Sampled:
    """Return what each player brings on average over drawn orders, from what their groups pay."""
    players, n = groups.players, len(groups.players)
    every = drawn(players, orders, seed)
    pairs = len(every) // 2
    place = {name: i for i, name in enumerate(players)}
    paid = {names: groups.paid(sorted(names), known) for names in met(every)}
    alone = {name: paid[frozenset((name,))].high for name in players}
    value = {names: sum(alone[n] for n in names) - cost.high for names, cost in paid.items()}
    value[frozenset()] = 0.0
    brings = np.zeros((len(every), n))
    for row, order in enumerate(every):
        for k, name in enumerate(order):
            before = frozenset(order[:k])
            brings[row, place[name]] = value[before | {name}] - value[before]
    means = brings.reshape(pairs, 2, n).mean(axis=1)
    shares = means.mean(axis=0)
    spread = means.std(axis=0, ddof=1) / np.sqrt(pairs)
    whole = frozenset(players)
    by_name = dict(zip(players, shares.tolist(), strict=True))
    excess = {s: value[s] - sum(by_name[n] for n in s) for s in paid if s != whole}
    worst = max(excess, key=lambda s: excess[s])
    singles = [paid[frozenset((name,))].low for name in players]
    saving = (sum(singles) - paid[whole].high, sum(alone.values()) - paid[whole].low)
    return Sampled(
        players,
        shares,
        _t(pairs - 1) * spread,
        saving,
        len(every),
        len(known),
        tuple(sorted(worst)),
        excess[worst],
    )


def _t(freedom: int) -> float:
    """Return the 97.5 % point of Student's distribution."""
    from scipy.stats import t

    return float(t.ppf(0.975, freedom))
