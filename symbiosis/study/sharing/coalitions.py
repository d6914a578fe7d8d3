"""What every coalition of enterprises could save by itself, each by its own solve.

    v(S) = Σ_{i∈S} cost({i}) − cost(S)

A coalition uses only what its members have and what lies between them. Members with nothing between
them do not need a solve: their part of the park falls apart, and costs add up. Costs are known between
a proved bound and a plan, so values are intervals, and stability is claimed only where it holds
throughout.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.park import Park
from symbiosis.park.part import bound_together, part, ties
from symbiosis.park.problems import ParkError
from symbiosis.questions import load, solve
from symbiosis.solver.options import Options
from symbiosis.study.interval import Interval
from symbiosis.study.sharing.game import MOST_PLAYERS, excesses, members

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon

Floats = NDArray[np.float64]
Progress = Callable[[int, int, str], None] | None


class CoalitionError(ValueError):
    """A game that cannot be played; the message says which enterprises cannot be by themselves."""


@dataclass(frozen=True)
class Paid:
    """What a group pays by itself, between a proved bound and its plan, and each of its members there.

    `priced` is what each pays once every exchange is settled at shadow prices; None where nobody asked, or
    where a price is not stated.
    """

    low: float
    high: float
    own: dict[str, float]
    priced: dict[str, float] | None = None


@dataclass(frozen=True, eq=False)
class Coalitions:
    """The cost of every coalition, by number (see `game`), between `low` and `high`.

    `own` is what each enterprise pays in the plan of everybody, before any settlement, `priced` once what is
    exchanged is paid at shadow prices (None where one is not stated). `years`: how many costs stand for.
    """

    players: tuple[str, ...]
    low: Floats
    high: Floats
    solves: int
    own: dict[str, float]
    priced: dict[str, float] | None = None
    years: float = 1.0

    def cost(self, *names: str) -> Interval:
        """Return the cost of a coalition of enterprises."""
        at = sum(1 << self.players.index(name) for name in names)
        return Interval(float(self.high[at]), float(self.low[at]), float(self.high[at]))

    @property
    def alone(self) -> Floats:
        """What each player pays by itself, with the plans in hand; shape (n,)."""
        return np.array([self.high[1 << i] for i in range(len(self.players))])

    @property
    def alone_low(self) -> Floats:
        """What each player pays at least by itself, as proved; shape (n,)."""
        return np.array([self.low[1 << i] for i in range(len(self.players))])

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


class Costs:
    """What groups of enterprises pay by themselves, each solved once, several at a time if asked.

    `workers` is how many processes solve at once; in each of them a solve has one thread. With
    `by_district` the players are districts, each with all its enterprises (those in none play for
    themselves): what several parks save together, each being integrated by itself.
    """

    def __init__(
        self,
        park: Park,
        question: str = "integrated_park",
        horizon: Horizon | None = None,
        options: Options | None = None,
        workers: int = 1,
        by_district: bool = False,
    ) -> None:
        asked = load(question)
        self.park, self.question, self.horizon = asked.scope(park), question, horizon
        self.stand_for = _stand_for(park, by_district)
        self.players = tuple(self.stand_for)
        self.options = options or Options()
        self.workers = workers
        player = {n: name for name, theirs in self.stand_for.items() for n in theirs}
        self._ties = [frozenset(player[n] for n in tie) for tie in ties(self.park)]
        self._whole = bound_together(self.park)
        self._known: dict[frozenset[str], Paid] = {}

    @property
    def years(self) -> float:
        """How many years the costs stand for; 1.0 when they are yearly."""
        from symbiosis.horizon.spec import from_spec

        over = self.horizon or from_spec(self.park.calendar, self.park.horizon, self.park)
        return over.years

    @property
    def solves(self) -> int:
        """How many groups have been solved."""
        return len(self._known)

    def groups(self, names: list[str]) -> list[frozenset[str]]:
        """Split a coalition into groups with nothing between them."""
        return list(_groups(names, self._ties, self._whole, self.players))

    def find(self, wanted: set[frozenset[str]], progress: Progress = None) -> None:
        """Solve every group that is not known. Raises CoalitionError when one cannot be by itself."""
        missing = sorted(wanted - self._known.keys(), key=lambda group: (len(group), sorted(group)))
        whole = set(self.groups(list(self.players)))
        if self.workers == 1:
            for done, group in enumerate(missing):
                if progress is not None:
                    progress(done, len(missing), ", ".join(sorted(group)))
                self._known[group] = _cost(
                    self.park, self.question, self._theirs(group), self.horizon, self.options, group in whole
                )
            return
        one = dataclasses.replace(self.options, threads=1)
        context = multiprocessing.get_context("spawn")  # a fork would copy the solver's threads half-way
        with ProcessPoolExecutor(self.workers, mp_context=context) as crew:
            running = {
                crew.submit(
                    _cost, self.park, self.question, self._theirs(group), self.horizon, one, group in whole
                ): group
                for group in missing
            }
            for done, ended in enumerate(as_completed(running)):
                group = running[ended]
                self._known[group] = ended.result()
                if progress is not None:
                    progress(done, len(missing), ", ".join(sorted(group)))

    def of(self, names: list[str]) -> Paid:
        """Return what a coalition pays: the sum over its groups, which must be known."""
        parts = [self._known[group] for group in self.groups(names)]
        low, high = sum(part.low for part in parts), sum(part.high for part in parts)
        priced = None
        if all(part.priced is not None for part in parts):
            priced = self._by_player(names, [part.priced or {} for part in parts])
        return Paid(low, high, self._by_player(names, [part.own for part in parts]), priced)

    def _by_player(self, names: list[str], parts: list[dict[str, float]]) -> dict[str, float]:
        paid = {n: amount for part in parts for n, amount in part.items()}
        return {name: sum(paid.get(n, 0.0) for n in self.stand_for[name]) for name in names}

    def _theirs(self, group: frozenset[str]) -> dict[str, tuple[str, ...]]:
        return {name: self.stand_for[name] for name in sorted(group)}


def play(
    park: Park,
    question: str = "integrated_park",
    horizon: Horizon | None = None,
    options: Options | None = None,
    progress: Progress = None,
    workers: int = 1,
    by_district: bool = False,
) -> Coalitions:
    """Solve every coalition of a park's enterprises, or districts, that does not fall apart.

    `progress` hears how many solves are done, how many there are, and who is being solved. Raises
    CoalitionError for more than 12 enterprises, or when one cannot be by itself.
    """
    return play_costs(Costs(park, question, horizon, options, workers, by_district), progress)


def play_costs(costs: Costs, progress: Progress = None) -> Coalitions:
    """Return every coalition's cost, solving what is not known; raises CoalitionError."""
    players, n = costs.players, len(costs.players)
    if n > MOST_PLAYERS:
        raise CoalitionError(
            f"{n} players are too many to solve every coalition; the most is {MOST_PLAYERS}. "
            "Sample orders of joining instead (--orders 100)."
        )
    every = [_names(coalition, players) for coalition in range(1, 2**n)]
    costs.find({group for names in every for group in costs.groups(names)}, progress)
    found = [costs.of(names) for names in every]
    low = np.array([0.0, *(paid.low for paid in found)])
    high = np.array([0.0, *(paid.high for paid in found)])
    return Coalitions(players, low, high, costs.solves, found[-1].own, found[-1].priced, costs.years)


def _names(coalition: int, players: tuple[str, ...]) -> list[str]:
    return [players[i] for i in members(coalition, len(players))]


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


def _stand_for(park: Park, by_district: bool) -> dict[str, tuple[str, ...]]:
    """Return the enterprises of every player."""
    found: dict[str, list[str]] = {}
    for n, enterprise in park.enterprises.items():
        found.setdefault((by_district and enterprise.district) or n, []).append(n)
    return {name: tuple(theirs) for name, theirs in found.items()}


def _cost(
    park: Park,
    question: str,
    group: dict[str, tuple[str, ...]],
    horizon: Horizon | None,
    options: Options,
    settled: bool,
) -> Paid:
    from symbiosis.study.design.accounts import at_shadow_prices

    who = ", ".join(group)
    try:
        alone = part(park, {n for theirs in group.values() for n in theirs})
    except ParkError as error:
        reasons = "; ".join(f"{p.path}: {p.message}" for p in error.problems)
        raise CoalitionError(f"{who} cannot be without the others: {reasons}") from None
    wished = dataclasses.replace(options, prices=options.prices and settled)
    results = solve(alone, load(question), horizon, wished)
    outcome = results.outcome
    if outcome.objective is None or results.status == "suspect":
        reasons = "; ".join(results.explanation) or outcome.sentence
        raise CoalitionError(f"{who} cannot be without the others: {reasons}")
    bound = outcome.objective if outcome.bound is None else min(outcome.bound, outcome.objective)
    priced = at_shadow_prices(results) if settled else None
    return Paid(bound, outcome.objective, results.cost_by("owner"), priced)
