"""How is a park run without one thing? Compiled once, each loss a limit of 0 on what the lost thing moves.

A plan in which a thing moves nothing is a plan of the park without it, unless the thing costs or does
something while it stands still: a plant that must run, a main that cools, a contract that charges for
standing ready. Such a thing is taken out of the park, and its hour is written anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.formulation.build import compiled
from symbiosis.formulation.products import products
from symbiosis.formulation.tile import tile
from symbiosis.park import Park, Technology
from symbiosis.park.charges import without_market
from symbiosis.park.departure import depart
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.problems import ParkError
from symbiosis.questions import load
from symbiosis.results.finish import finish
from symbiosis.solver.options import Options
from symbiosis.solver.pools import solve_products
from symbiosis.solver.standing import Standing

if TYPE_CHECKING:
    from symbiosis.formulation.program import Floats, Program
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.results.results import Results

SECTIONS = {"link": "links", "network": "networks", "plant": "technologies"}
KINDS = ("enterprise", *SECTIONS, "market")
MOVES = {
    "link": ("exchange",),
    "network": ("feed", "draw"),
    "plant": ("activity",),
    "market": ("purchase", "sale"),
}
OPTIONS = Options(gap=1e-4, prices=False)


def losses(park: Park, kinds: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield what may be lost, by kind and label; everything where no kinds are named."""
    yield from ((kind, label) for kind, label in _everything(park) if not kinds or kind in kinds)


def _everything(park: Park) -> Iterator[tuple[str, str]]:
    """Yield enterprises, links, networks, plants, and markets that sell."""
    if len(park.enterprises) > 1:
        yield from (("enterprise", label) for label in park.enterprises)
    for kind, section in SECTIONS.items():
        for label in getattr(park, section):
            yield kind, label
    for label, market in park.markets.items():
        if market.purchase_price is not None:
            yield "market", label


def without(park: Park, kind: str, label: str) -> Park:
    """Return what is left of a park; raises ParkError when that makes no sense by itself."""
    if kind == "enterprise":
        return depart(park, {label})
    if kind == "market":
        return park.replace(markets=FrozenDict(without_market(park.markets, label)))
    things = getattr(park, SECTIONS[kind])
    return park.replace(**{SECTIONS[kind]: FrozenDict({k: x for k, x in things.items() if k != label})})


class Intact:
    """A park with its design fixed, over a horizon, to be run whole and with one thing lost at a time.

    `worth` is what an amount left in a store at the end counts for; it is no cost of the plan.
    """

    def __init__(self, park: Park, over: Horizon, worth: Mapping[str, float] | None = None) -> None:
        self.question = load("as_is")
        self.park = self.question.scope(park)
        self.over = over
        self.worth = dict(worth or {})
        self.program: Program = self._program(self.park)
        self._standing = Standing(OPTIONS)

    def whole(self) -> Results:
        """Return the plan with nothing lost."""
        return self._run(self.park, self.program, priced=True)

    def worth_of_content(self, plan: Results) -> dict[str, float]:
        """Return what the last amount is worth that each store must hold in the end [money/amount].

        Empty where a plan has whole numbers: then it has no such prices of its own.
        """
        dual = plan.outcome.row_dual
        if dual is None or self.program.integer.any():
            return {}
        return {
            index[0]: float(dual[where[-1]])
            for family, block in self.program.rows.find("final_level")
            for index, where in zip(block.index, family.places(block), strict=True)
            if dual[where[-1]] > 0.0
        }

    def without(self, kind: str, label: str) -> Results:
        """Return the plan without one thing; raises ParkError when what is left makes no sense."""
        if stands_idle(self.park, kind, label):
            still = self._stilled(kind, label)
            if still is not None:
                found = self._run(self.park, still)
                if found.data is not None:
                    return found
        left = self.question.scope(without(self.park, kind, label))
        return self._run(left, self._program(left))

    def _program(self, park: Park) -> Program:
        return tile(compiled(self.question.build, park, OPTIONS), self.over)

    def _stilled(self, kind: str, label: str) -> Program | None:
        """Return the program with nothing moved by a thing; None where it has to move something."""
        program, lost = self.program, _labels(self.park, kind, label)
        upper = program.column_upper.copy()
        for family in program.columns.families:
            for block in family.blocks:
                if block.name in MOVES[kind]:
                    rows = [number for number, index in enumerate(block.index) if index[0] in lost]
                    places = family.places(block)[rows].ravel()
                    if (program.column_lower[places] > 0.0).any():
                        return None
                    upper[places] = np.maximum(program.column_lower[places], 0.0)
        return replace(program, column_upper=upper)

    def _run(self, park: Park, program: Program, priced: bool = False) -> Results:
        valued = replace(program, cost=program.cost - self._value(program))
        mixing = products(program)
        standing = self._standing
        outcome = standing.solve(valued) if mixing is None else solve_products(valued, mixing, OPTIONS)
        if outcome.x is not None and self.worth:
            kept = float((program.cost - valued.cost) @ outcome.x)
            stated = (outcome.objective or 0.0) + kept
            bound = None if outcome.bound is None else outcome.bound + kept
            outcome = replace(outcome, objective=stated, bound=bound)
        if not priced:
            outcome = replace(outcome, row_dual=None, column_dual=None)  # nobody asks for them
        asked = self.question
        made = {"question_source": asked.source, "question_digest": asked.digest}
        return finish(asked.name, park, program, outcome, provenance=made)

    def _value(self, program: Program) -> Floats:
        """Return what every column counts for in the end: the last level of stores that have a worth."""
        value = np.zeros_like(program.cost)
        for family, block in program.columns.find("level"):
            for index, where in zip(block.index, family.places(block), strict=True):
                value[where[-1]] = self.worth.get(index[0], 0.0)
        return value


def run_without(intact: Intact, kind: str, label: str) -> Results | str:
    """Return the plan without one thing, or the sentence that says why what is left makes no sense."""
    try:
        return intact.without(kind, label)
    except ParkError as error:
        return str(error.problems[0])


def stands_idle(park: Park, kind: str, label: str) -> bool:
    """Tell whether a thing that moves nothing costs and does nothing."""
    if kind == "enterprise":
        return False  # its needs go with it
    if kind == "link":
        return not park.links[label].loses_standing
    if kind == "network":
        return not park.networks[label].segments
    if kind == "market":
        gone = [park.markets[k] for k in _labels(park, kind, label)]
        return not any(m.contracted or m.transformer for m in gone)
    return not _acts_idle(park, park.technologies[label])


def _acts_idle(park: Park, plant: Technology) -> bool:
    """Tell whether a plant acts by its activity alone: not in points or units, on others' gas, as reserve."""
    operated = plant.points or plant.committed or plant.must_run
    return bool(operated or plant.cleans or plant.saves or plant.removal or park.reserves)


def _labels(park: Park, kind: str, label: str) -> set[str]:
    """Return the labels that lose what they move: of a network its connections, of a market its contracts."""
    if kind == "network":
        return {c.label for c in park.networks[label].connections}
    if kind == "market":
        return set(park.markets) - set(without_market(park.markets, label))
    return {label}
