"""Totals of a park that a front trades against cost: an emission, what is bought, what is discarded.

What is bought or discarded of a carrier is tallied as an emission carrier of its own, one for one, so
that caps and levies hold for it and the independent check recomputes it like any emission.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from symbiosis.park import Levy
from symbiosis.park.fields import unit_text
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.park import Park
from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Varying
from symbiosis.scenario.changes import Change, add
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.questions import Question
    from symbiosis.results.results import Results
    from symbiosis.solver.options import Options
    from symbiosis.solver.progress import Progress

ONE = "total.one"


def tally(park: Park, total: str) -> tuple[str, list[Change]]:
    """Return the emission carrier that counts a total (`purchase water`), and the changes that add it.

    Raises StudyError when the park has no such total.
    """
    word, _, carrier = total.partition(" ")
    carrier = carrier.strip()
    if carrier not in park.carriers:
        raise StudyError(f'"{total}": there is no carrier {carrier}. {did_you_mean(carrier, park.carriers)}')
    emission = park.is_emission(carrier)
    if emission != (word == "emission"):
        remedy = (
            f"Write emission {carrier}." if emission else f"Write purchase {carrier} or discard {carrier}."
        )
        raise StudyError(f'"{total}": {carrier} is {"" if emission else "not "}an emission. {remedy}')
    if emission:
        return carrier, []
    if word == "purchase":
        paths = [
            f"markets.{label}.emissions"
            for label, market in park.markets.items()
            if market.carrier == carrier and market.purchase_price is not None
        ]
    else:
        paths = [f"outlets.{label}.emissions" for label, o in park.outlets.items() if o.carrier == carrier]
    if not paths:
        raise StudyError(f'"{total}": nothing of the kind can be done with {carrier} in this park.')
    name = f"total.{word}.{carrier}"
    new = add(f"carriers.{name}", {"kind": "emission", "unit": park.carriers[carrier].unit})
    return name, [new, *(add(f"{path}.{name}", "1") for path in paths)]


def unit_of_total(park: Park, total: str) -> str:
    """Return the unit of amount that a total is stated in."""
    return unit_text("{amount}", park.carriers[total.partition(" ")[2].strip()].unit, "")


def least(
    park: Park,
    question: Question,
    horizon: Horizon,
    options: Options,
    carrier: str,
    progress: Callable[[Progress], None] | None,
) -> Results:
    """Return how low the emission of a carrier can go, whatever it costs: a result without a plan.

    Its objective and bound are amounts over the horizon. The total's coefficients are what a levy of one
    adds to the cost.
    """
    from symbiosis.formulation.build import compiled
    from symbiosis.formulation.tile import tile
    from symbiosis.results.provenance import stamp, versions
    from symbiosis.results.results import Results
    from symbiosis.solver.solve import solve

    offered = question.scope(park)
    levied = offered.replace(
        levies=FrozenDict({**offered.levies, ONE: Levy(label=ONE, carrier=carrier, price=Varying(1.0))})
    )
    program = tile(compiled(question.build, offered), horizon)
    priced = tile(compiled(question.build, levied), horizon)
    counting = replace(program, cost=priced.cost - program.cost, offset=priced.offset - program.offset)
    outcome = solve(counting, options, progress)
    bare = replace(outcome, x=None, row_dual=None, column_dual=None, multipliers=None, certificate=None)
    made = {"question_digest": question.digest, "least": carrier, "made": stamp()}
    made |= {f"version of {key}": value for key, value in versions().items()}
    return Results(question.name, offered, horizon, bare, None, None, (), made)
