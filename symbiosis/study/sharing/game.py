"""Sharing what a coalition gains: Shapley value, core, least core, nucleolus.

A game is the value v(S) of every coalition S of n players, as an array of 2ⁿ numbers: coalition S has
the number Σ_{i∈S} 2^i, v(∅) = 0. Nothing here knows of parks.

    Shapley     x_i = Σ_S |S|!·(n−|S|−1)!/n! · (v(S ∪ i) − v(S))
    excess      e(S, x) = v(S) − x(S)                            what S gains by leaving
    core        x(N) = v(N),  e(S, x) ≤ 0 for every S
    least core  min ε:  e(S, x) ≤ ε for every S but ∅ and N
    nucleolus   the x whose excesses, sorted downwards, are lexicographically least
    relative    x_i = v(N) · cost_i / Σ cost              everybody saves the same share of its own bill

Least core and nucleolus take a least share for every player (`least`): x_i ≥ least_i.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MOST_PLAYERS = 12
TOLERANCE = 1e-9


def members(coalition: int, players: int) -> list[int]:
    """Return the players of a coalition by its number.

    >>> members(0b101, 3)
    [0, 2]
    """
    return [i for i in range(players) if coalition >> i & 1]


def players_of(values: Floats) -> int:
    """Return how many players a game has; raises ValueError when the array is no game."""
    players = int(values.size).bit_length() - 1
    if values.size != 2**players or players < 1:
        raise ValueError(f"a game has 2ⁿ values, not {values.size}.")
    if players > MOST_PLAYERS:
        raise ValueError(f"{players} players are too many for an exact answer; the most is {MOST_PLAYERS}.")
    if values[0] != 0.0:
        raise ValueError("the empty coalition must be worth 0.")
    if not np.isfinite(values).all():
        raise ValueError("every coalition needs a finite value.")
    return players


def shapley(values: Floats) -> Floats:
    """Return each player's average contribution over all orders of joining; adds up to v(N).

    >>> shapley(np.array([0.0, 0.0, 0.0, 10.0])).tolist()
    [5.0, 5.0]
    """
    n = players_of(values)
    sizes = np.array([coalition.bit_count() for coalition in range(2**n)])
    weight = np.array([factorial(s) * factorial(n - s - 1) / factorial(n) if s < n else 0.0 for s in sizes])
    everyone = np.arange(2**n)
    shares = np.zeros(n)
    for i in range(n):
        without = everyone[(everyone >> i & 1) == 0]
        shares[i] = float((weight[without] * (values[without | 1 << i] - values[without])).sum())
    return shares


@dataclass(frozen=True)
class Worst:
    """The coalition that would gain most by leaving, and how much; at most 0 where nobody would."""

    coalition: tuple[int, ...]
    gain: float


def excesses(values: Floats, shares: Floats) -> Floats:
    """Return v(S) − x(S) of every coalition; shape (2ⁿ,)."""
    n = players_of(values)
    belongs = (np.arange(2**n)[:, None] >> np.arange(n)[None, :] & 1).astype(float)
    return np.asarray(values - belongs @ shares)


def most_tempted(values: Floats, shares: Floats) -> Worst:
    """Return the coalition with the largest excess, the empty one and everybody apart."""
    n = players_of(values)
    if n == 1:
        return Worst((), 0.0)
    inner = excesses(values, shares)[1:-1]
    at = int(inner.argmax())
    return Worst(tuple(members(at + 1, n)), float(inner[at]))


def is_stable(values: Floats, shares: Floats) -> bool:
    """Tell whether shares lie in the core: they share v(N), and no coalition gains by leaving."""
    scale = max(1.0, float(np.abs(values).max()))
    whole = abs(float(shares.sum()) - float(values[-1])) <= TOLERANCE * scale
    return whole and most_tempted(values, shares).gain <= TOLERANCE * scale


def shapley_interval(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return the least and the greatest Shapley value of each player where values lie between two games.

    >>> least, most = shapley_interval(np.array([0.0, 0.0, 0.0, 8.0]), np.array([0.0, 0.0, 0.0, 12.0]))
    >>> least.tolist(), most.tolist()
    ([4.0, 4.0], [6.0, 6.0])
    """
    n = players_of(low)
    sizes = np.array([coalition.bit_count() for coalition in range(2**n)])
    everyone = np.arange(2**n)
    ends = []
    for joined, alone in ((low, high), (high, low)):
        shares = np.zeros(n)
        for i in range(n):
            without = everyone[(everyone >> i & 1) == 0]
            weight = [factorial(s) * factorial(n - s - 1) / factorial(n) for s in sizes[without].tolist()]
            shares[i] = float(np.dot(weight, joined[without | 1 << i] - alone[without]))
        ends.append(shares)
    return ends[0], ends[1]


def equal_relative(values: Floats, costs: Floats) -> Floats:
    """Return shares by which everybody saves the same share of its own bill; nothing to who earns alone.

    `costs` is what each player pays alone. Raises ValueError where nobody pays anything.
    """
    paid = np.clip(costs, 0.0, None)
    if paid.sum() <= 0.0:
        raise ValueError("nobody pays anything alone: there is no bill to save a share of.")
    return np.asarray(values[-1] * paid / paid.sum())


def least_core(values: Floats, least: Floats | None = None) -> tuple[float, Floats]:
    """Return the smallest ε that every coalition's excess can be kept to, and shares that do.

    Raises ValueError where the least shares add up to more than there is.
    """
    n = players_of(values)
    if n == 1:
        return 0.0, values[-1:].copy()
    unit = _unit(values)
    epsilon, shares, _ = _stage(values / unit, n, {}, _floors(values, least, unit))
    return unit * epsilon, unit * shares


def core_bounds(values: Floats) -> list[tuple[float, float] | None]:
    """Return the least and most that each player gets anywhere in the core; None where it is empty."""
    from scipy.optimize import linprog

    n, unit = players_of(values), _unit(values)
    inner = range(1, 2**n - 1)
    belongs = np.array([[c >> i & 1 for i in range(n)] for c in inner], dtype=float).reshape(-1, n)
    out: list[tuple[float, float] | None] = []
    for i in range(n):
        ends = []
        for sign in (1.0, -1.0):
            found = linprog(
                sign * np.eye(n)[i],
                A_ub=-belongs if belongs.size else None,
                b_ub=-values[1:-1] / unit if belongs.size else None,
                A_eq=np.ones((1, n)),
                b_eq=[values[-1] / unit],
                bounds=[(None, None)] * n,
                method="highs",
            )
            if not found.success or found.x is None:
                return [None] * n
            ends.append(unit * float(found.x[i]))
        out.append((ends[0], ends[1]))
    return out


def _floors(values: Floats, least: Floats | None, unit: float) -> list[float | None]:
    """Return the least shares in a unit of money; raises ValueError where they are more than there is."""
    n = players_of(values)
    if least is None:
        return [None] * n
    if least.sum() > values[-1] + TOLERANCE * max(1.0, abs(float(values[-1]))):
        raise ValueError(f"the least shares add up to {least.sum():,.6g}, and there is {values[-1]:,.6g}.")
    return [float(share) / unit for share in least]


def nucleolus(values: Floats, least: Floats | None = None) -> Floats:
    """Return the nucleolus, by lowering the largest excess, then the next, until nothing is free.

    Raises ValueError where the least shares add up to more than there is.

    Of coalitions tight at a stage's optimum, those with a positive dual are tight in every optimum
    (complementary slackness), so they are fixed; each stage fixes at least one.
    """
    n = players_of(values)
    if n == 1:
        return values[-1:].copy()
    fixed: dict[int, float] = {}
    unit = _unit(values)
    shares, floors = np.zeros(n), _floors(values, least, unit)
    values = values / unit
    for _ in range(2**n):
        epsilon, shares, tight = _stage(values, n, fixed, floors)
        if not tight:  # the least shares leave nothing free
            break
        for coalition in tight:
            fixed[coalition] = float(values[coalition]) - epsilon
        rows = [[coalition >> i & 1 for i in range(n)] for coalition in (*fixed, 2**n - 1)]
        if np.linalg.matrix_rank(np.array(rows)) == n:
            break
    return unit * shares


def _unit(values: Floats) -> float:
    """Return the money that the programs count in: their tolerances mean shares of the largest value."""
    return float(np.abs(values).max()) or 1.0


def _stage(
    values: Floats, n: int, fixed: dict[int, float], floors: list[float | None]
) -> tuple[float, Floats, list[int]]:
    """Minimise the largest excess of the coalitions that are not fixed; return it, shares, what is tight."""
    from scipy.optimize import linprog

    free = [coalition for coalition in range(1, 2**n - 1) if coalition not in fixed]
    belongs = np.array([[coalition >> i & 1 for i in range(n)] for coalition in free], dtype=float)
    equal = [[*(coalition >> i & 1 for i in range(n)), 0.0] for coalition in (*fixed, 2**n - 1)]
    found = linprog(
        c=[*([0.0] * n), 1.0],
        A_ub=np.column_stack((-belongs, -np.ones(len(free)))),  # v(S) − x(S) ≤ ε
        b_ub=-values[free],
        A_eq=np.array(equal, dtype=float),
        b_eq=[*fixed.values(), values[-1]],
        bounds=[*((floor, None) for floor in floors), (None, None)],
        method="highs",
    )
    if not found.success:
        raise ArithmeticError(f"the shares could not be found: {found.message}")
    duals = np.asarray(found.ineqlin.marginals)
    tight = [coalition for coalition, dual in zip(free, duals, strict=True) if dual < -1e-9]
    solution = np.asarray(found.x, dtype=float)
    return float(solution[n]), solution[:n], tight
