"""What groups of enterprises pay by themselves, each solved once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from symbiosis.park.park import Park
from symbiosis.park.part import part
from symbiosis.park.problems import ParkError
from symbiosis.questions import load, solve
from symbiosis.solver.options import Options
from symbiosis.solver.standing import Standing
from symbiosis.study.running.archive import reasons_of
from symbiosis.study.sharing.groups import CoalitionError, Group, Groups, Paid, called, cannot

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.results.results import Results

Progress = Callable[[int, int, str], None] | None
Order = tuple[Group, list[str], bool]  # a group, its enterprises, whether what is exchanged is settled

STRETCH = 8  # groups that a process solves one from the other before it asks for more


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
        return [self._cost(*order) for order in orders]

    def _cost(self, group: Group, enterprises: list[str], settled: bool) -> Paid:
        from symbiosis.study.design.accounts import at_shadow_prices

        try:
            alone = part(self._park, set(enterprises))
        except ParkError as error:
            reasons = "; ".join(f"{p.path}: {p.message}" for p in error.problems)
            raise CoalitionError(cannot(group, reasons)) from None
        results = self._solved(alone, settled)
        outcome = results.outcome
        if outcome.objective is None or results.status == "suspect":
            raise CoalitionError(cannot(group, reasons_of(results) or outcome.sentence))
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

    `workers` is how many processes solve at once; in each of them a solve has one thread. `by_district`:
    see `Groups`.
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
        self.park, self.question, self.horizon = load(question).scope(park), question, horizon
        self.groups = Groups(self.park, by_district)
        self.options = options or Options()
        self.workers = workers
        self.known: dict[Group, Paid] = {}
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
        return len(self.known)

    def find(self, walk: Sequence[Group], progress: Progress = None) -> None:
        """Solve every group that is not known, in this order; raises CoalitionError where one has no plan."""
        missing = [group for group in walk if group not in self.known]
        done = 0
        for stretch, paid in self._paid(missing, progress):
            self.known |= dict(zip(stretch, paid, strict=True))
            done += len(stretch)
            if progress is not None and self.workers > 1:
                progress(done, len(missing), called(stretch[-1]))

    def _paid(self, missing: list[Group], progress: Progress) -> Iterator[tuple[list[Group], list[Paid]]]:
        """Yield what the groups of every stretch of the walk pay, as it becomes known."""
        whole = self.groups.everybody
        orders = [(group, self.groups.enterprises(group), group in whole) for group in missing]
        if self.workers == 1:
            for done, (group, order) in enumerate(zip(missing, orders, strict=True)):
                if progress is not None:
                    progress(done, len(missing), called(group))
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
