"""One design for several futures: their programs side by side, solved as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from symbiosis.scenario.apply import apply
from symbiosis.study.running.case import change_of
from symbiosis.study.running.tasks.bare import bare
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park.park import Park
    from symbiosis.questions import Question
    from symbiosis.results.results import Results
    from symbiosis.solver.options import Options
    from symbiosis.solver.progress import Progress


def futures_of(park: Park, given: Sequence[Mapping[str, Any]]) -> tuple[list[Park], list[float]]:
    """Return the park of every future and their probabilities, from plain data."""
    parks = [apply(park, [change_of(data) for data in one["changes"]]) for one in given]
    return parks, [float(one["probability"]) for one in given]


def solve_joint(
    given: Mapping[str, Any],
    park: Park,
    question: Question,
    horizon: Horizon,
    options: Options,
    progress: Callable[[Progress], None] | None,
) -> Results:
    """Return the design that is best for all futures together; its objective is the weighted cost.

    Raises StudyError for futures that do not decide the same things, or that mix qualities in pools.
    """
    from symbiosis.formulation.build import compiled
    from symbiosis.formulation.hold import design_of
    from symbiosis.formulation.joint import DesignsDifferError, Risk, joint
    from symbiosis.formulation.products import products
    from symbiosis.formulation.tile import tile
    from symbiosis.horizon.spec import from_spec
    from symbiosis.results.explain import explain_together, in_a_row
    from symbiosis.solver.solve import solve

    parks, shares = futures_of(park, given["futures"])
    names = [str(one["name"]) for one in given["futures"]]
    offered = [question.scope(one) for one in parks]
    over = [from_spec(one.calendar, one.horizon, one) for one in parks]
    programs = [tile(compiled(question.build, o), h) for o, h in zip(offered, over, strict=True)]
    if any(products(program) is not None for program in programs):
        raise StudyError("a park whose pools mix qualities cannot be designed for several futures yet.")
    try:
        together = joint(names, programs, shares, Risk(given["level"], given["weight"]))
    except DesignsDifferError as error:
        raise StudyError(str(error)) from None
    outcome = solve(together, options, progress)
    design = None
    if outcome.x is not None:
        design = design_of(programs[0], together.of_future(0, outcome.x))
    reasons: tuple[str, ...] = ()
    if outcome.status == "infeasible":
        reasons = explain_together(together, in_a_row([f"in {name}" for name in names], offered, programs))
    lean = replace(outcome, log=outcome.log[-50:])
    return bare(offered[0], question, horizon, lean, design, reasons)
