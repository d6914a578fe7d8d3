"""What groups of enterprises pay by themselves, each solved once.

A group uses only what its members have and what lies between them. Members with nothing between them do not
need a solve: their part of the park falls apart, and costs add up.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.park import Park
from symbiosis.park.part import bound_together, part, ties
from symbiosis.park.problems import ParkError
from symbiosis.questions import load, solve
from symbiosis.solver.options import Options
from symbiosis.solver.standing import Standing

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.results.results import Results

Floats = NDArray[np.float64]
Progress = Callable[[int, int, str], None] | None
Group = frozenset[str]
Order = tuple[dict[str, tuple[str, ...]], bool]

STRETCH = 8  # groups that a process solves one from the other before it asks for more


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


class Asked:
    """What is asked of every group; one answer goes on from where the solver stood after another."""

    def __init__(self, park: Park, question: str, horizon: Horizon | None, options: Options) -> None:
        self._park, self._question, self._horizon, self._options = park, question, horizon, options
        self._standing: Standing | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Leave the solver behind on the way to another process."""
        return {**self.__dict__, "_standing": None}

    def answer(self, orders: Sequence[Order]) -> list[Paid]:
        """Return what groups pay by themselves; raises CoalitionError when one cannot be."""
        return [self._cost(group, settled) for group, settled in orders]

    def _cost(self, group: dict[str, tuple[str, ...]], settled: bool) -> Paid:
        from symbiosis.study.design.accounts import at_shadow_prices

        who = ", ".join(group)
        try:
            alone = part(self._park, {n for theirs in group.values() for n in theirs})
        except ParkError as error:
            reasons = "; ".join(f"{p.path}: {p.message}" for p in error.problems)
            raise CoalitionError(f"{who} cannot be without the others: {reasons}") from None
        results = self._solved(alone, settled)
        outcome = results.outcome
        if outcome.objective is None or results.status == "suspect":
            reasons = "; ".join(results.explanation) or outcome.sentence
            raise CoalitionError(f"{who} cannot be without the others: {reasons}")
        bound = outcome.objective if outcome.bound is None else min(outcome.bound, outcome.objective)
        priced = at_shadow_prices(results) if settled else None
        return Paid(bound, outcome.objective, results.cost_by("owner"), priced)

    def _solved(self, alone: Park, settled: bool) -> Results:
        """Solve a group's part of the park; the plan of everybody is the one that `solve` finds."""
        question = load(self._question)
        if settled:
            return solve(alone, question, self._horizon, self._options)
        if self._standing is None:
            self._standing = Standing(replace(self._options, prices=False))
        return solve(alone, question, self._horizon, self._standing.options, None, self._standing)


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
        self._known: dict[Group, Paid] = {}
        self._asked = Asked(self.park, question, horizon, self.options)

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

    def groups(self, names: list[str]) -> list[Group]:
        """Split a coalition into groups with nothing between them."""
        return list(_groups(names, self._ties, self._whole, self.players))

    def find(self, wanted: set[Group], progress: Progress = None) -> None:
        """Solve every group that is not known. Raises CoalitionError when one cannot be by itself."""
        missing = sorted(wanted - self._known.keys(), key=self._turn)
        done = 0
        for stretch, paid in self._paid(missing, progress):
            self._known |= dict(zip(stretch, paid, strict=True))
            done += len(stretch)
            if progress is not None and self.workers > 1:
                progress(done, len(missing), ", ".join(sorted(stretch[-1])))

    def _turn(self, group: Group) -> tuple[bool, int]:
        """Return when a group's turn comes: single players first, then from one neighbour to the next.

        In a Gray code, groups that follow each other differ by one player: simplex has little left to do.
        """
        code = sum(1 << at for at, player in enumerate(self.players) if player in group)
        place = 0
        while code:
            place, code = place ^ code, code >> 1
        return len(group) > 1, place

    def _paid(self, missing: list[Group], progress: Progress) -> Iterator[tuple[list[Group], list[Paid]]]:
        """Yield what the groups of every stretch of the walk pay, as it becomes known."""
        whole = set(self.groups(list(self.players)))
        orders = [(self._theirs(group), group in whole) for group in missing]
        if self.workers == 1:
            for done, (group, order) in enumerate(zip(missing, orders, strict=True)):
                if progress is not None:
                    progress(done, len(missing), ", ".join(sorted(group)))
                yield [group], self._asked.answer([order])
            return
        asked = Asked(self.park, self.question, self.horizon, replace(self.options, threads=1))
        length = max(1, min(STRETCH, len(missing) // (2 * self.workers)))
        context = multiprocessing.get_context("spawn")  # a fork would copy the solver's threads half-way
        with ProcessPoolExecutor(self.workers, mp_context=context) as crew:
            running = {
                crew.submit(asked.answer, orders[first : first + length]): missing[first : first + length]
                for first in range(0, len(missing), length)
            }
            for ended in as_completed(running):
                yield running[ended], ended.result()

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

    def _theirs(self, group: Group) -> dict[str, tuple[str, ...]]:
        return {name: self.stand_for[name] for name in sorted(group)}


def _groups(names: list[str], ties: list[Group], whole: bool, players: tuple[str, ...]) -> Iterator[Group]:
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
