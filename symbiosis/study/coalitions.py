"""What every coalition of enterprises could save by itself, each by its own solve.

    v(S) = Σ_{i∈S} cost({i}) − cost(S)

A coalition uses only what its members have and what lies between them. Members with nothing between
them do not need a solve: their part of the park falls apart, and costs add up. Costs are known between
a proved bound and a plan, so values are intervals, and stability is claimed only where it holds
throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.park import Park
from symbiosis.park.part import part
from symbiosis.park.problems import ParkError
from symbiosis.questions import Question, load, solve
from symbiosis.solver.options import Options
from symbiosis.study.game import MOST_PLAYERS, excesses, members
from symbiosis.study.interval import Interval

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon

Floats = NDArray[np.float64]


class CoalitionError(ValueError):
    """A game that cannot be played; the message says which enterprises cannot be by themselves."""


@dataclass(frozen=True, eq=False)
class Coalitions:
    """The cost of every coalition, by number (see `game`), between `low` and `high`."""

    players: tuple[str, ...]
    low: Floats
    high: Floats
    solves: int

    def cost(self, *names: str) -> Interval:
        """Return the cost of a coalition of enterprises."""
        at = sum(1 << self.players.index(name) for name in names)
        return Interval(float(self.high[at]), float(self.low[at]), float(self.high[at]))

    @property
    def values(self) -> Floats:
        """What each coalition saves with the plans in hand; shape (2ⁿ,)."""
        return self._alone(self.high) - self.high

    @property
    def values_low(self) -> Floats:
        """What each coalition saves at least."""
        return self._alone(self.low) - self.high

    @property
    def values_high(self) -> Floats:
        """What each coalition saves at most."""
        return self._alone(self.high) - self.low

    def _alone(self, costs: Floats) -> Floats:
        n = len(self.players)
        belongs = (np.arange(2**n)[:, None] >> np.arange(n)[None, :] & 1).astype(float)
        single = np.array([costs[1 << i] for i in range(n)])
        return np.asarray(belongs @ single)

    def tempted(self, shares: Floats) -> tuple[tuple[str, ...], float]:
        """Return the coalition that could gain most by leaving, and how much at most."""
        inner = excesses(self.values_high, shares)[1:-1]
        if not inner.size:
            return (), 0.0
        at = int(inner.argmax())
        return tuple(self.players[i] for i in members(at + 1, len(self.players))), float(inner[at])


def play(
    park: Park,
    question: str = "integrated_park",
    horizon: Horizon | None = None,
    options: Options | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Coalitions:
    """Solve every coalition of a park's enterprises that does not fall apart.

    `progress` hears how many solves are done, how many there are, and who is being solved. Raises
    CoalitionError for more than 12 enterprises, or when one cannot be by itself.
    """
    players = tuple(park.enterprises)
    n = len(players)
    if n > MOST_PLAYERS:
        raise CoalitionError(
            f"{n} enterprises are too many to solve every coalition; the most is {MOST_PLAYERS}."
        )
    asked = load(question)
    offered = asked.scope(park)
    ties = _ties(offered)
    whole = _whole(offered)
    low, high = np.zeros(2**n), np.zeros(2**n)
    known: dict[frozenset[str], Interval] = {}
    needed = {group for c in range(1, 2**n) for group in _groups(_names(c, players), ties, whole, players)}
    for coalition in range(1, 2**n):
        for group in _groups(_names(coalition, players), ties, whole, players):
            if group not in known:
                if progress is not None:
                    progress(len(known), len(needed), ", ".join(sorted(group)))
                known[group] = _cost(offered, asked, group, horizon, options or Options())
            low[coalition] += known[group].low
            high[coalition] += known[group].high
    return Coalitions(players, low, high, len(known))


def _names(coalition: int, players: tuple[str, ...]) -> list[str]:
    return [players[i] for i in members(coalition, len(players))]


def _ties(park: Park) -> list[frozenset[str]]:
    """Return what joins enterprises: links, networks with their owner, contracts with a shared quantity."""
    ties = [frozenset((link.origin, link.destination)) for link in park.links.values()]
    for network in park.networks.values():
        ties.append(frozenset({network.owner, *(c.enterprise for c in network.connections)}))
    for market in park.markets.values():
        if market.purchase_annual_max is not None or market.purchase_annual_min is not None:
            ties.append(frozenset(market.members))
    return ties


def _whole(park: Park) -> bool:
    """Tell whether something binds everybody together: a cap on the whole park."""
    return any(not cap.enterprise for cap in park.caps.values())


def _groups(
    names: list[str], ties: list[frozenset[str]], whole: bool, players: tuple[str, ...]
) -> Iterator[frozenset[str]]:
    """Split a coalition into groups with nothing between them."""
    if whole and len(names) == len(players):
        yield frozenset(names)
        return
    left = set(names)
    while left:
        group = {left.pop()}
        grown = True
        while grown:
            joined = {n for tie in ties if tie & group for n in tie & set(names)}
            grown = not joined <= group
            group |= joined
        left -= group
        yield frozenset(group)


def _cost(
    park: Park, question: Question, group: frozenset[str], horizon: Horizon | None, options: Options
) -> Interval:
    who = ", ".join(sorted(group))
    try:
        alone = part(park, group)
    except ParkError as error:
        reasons = "; ".join(f"{p.path}: {p.message}" for p in error.problems)
        raise CoalitionError(f"{who} cannot be without the others: {reasons}") from None
    results = solve(alone, question, horizon, options)
    outcome = results.outcome
    if outcome.objective is None or results.status == "suspect":
        reasons = "; ".join(results.explanation) or outcome.sentence
        raise CoalitionError(f"{who} cannot be without the others: {reasons}")
    bound = outcome.objective if outcome.bound is None else min(outcome.bound, outcome.objective)
    return Interval(outcome.objective, bound, outcome.objective)
