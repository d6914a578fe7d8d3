"""One design that also serves what is left in every loss; and what is left in one of them, run with it.

resilient   {"losses": […], "limits": {…}}                      the cheapest design that keeps the limits
least       {"loss": {…}, "limits": {…}}                        what falls short with all that may be built
lost        {"loss": {…}, "limits": {…}, "design": {…}}         the hours of one loss with a design given
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from symbiosis.questions import assemble, holding
from symbiosis.questions import solve as ask
from symbiosis.study.losses.contingency import Gap, Limits, Loss, strained
from symbiosis.study.running.tasks.bare import bare
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.formulation.program import Program
    from symbiosis.formulation.resilient import Reserve, ResilientProgram
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park.park import Park
    from symbiosis.questions import Question
    from symbiosis.results.results import Results
    from symbiosis.solver.options import Options
    from symbiosis.solver.progress import Progress

NEED = 1e-9  # amount below which there is no need that could fall short


def solve_resilient(
    given: Mapping[str, Any],
    park: Park,
    question: Question,
    horizon: Horizon,
    options: Options,
    progress: Callable[[Progress], None] | None,
) -> Results:
    """Return the cheapest design with which every loss can be lived through, and what its stores keep for it.

    Raises StudyError for a park whose pools mix qualities, ParkError for a loss that leaves no park.
    """
    from symbiosis.formulation.hold import design_of
    from symbiosis.solver.solve import solve

    losses = [Loss.of(data) for data in given["losses"]]
    together, _ = _beside(park, question, horizon, losses, Limits(**given["limits"]))
    outcome = solve(together, options, progress)
    design: dict[str, Any] | None = None
    if outcome.x is not None:
        design = design_of(together.base, outcome.x[: together.base.shape[1]])
        design["reserve"] = together.kept(outcome.x)
    lean = replace(outcome, log=outcome.log[-50:])
    return bare(question.scope(park), question, horizon, lean, design)


def solve_least(
    given: Mapping[str, Any],
    park: Park,
    question: Question,
    horizon: Horizon,
    options: Options,
    progress: Callable[[Progress], None] | None,
) -> Results:
    """Return the least shares of needs that fall short in one loss, whatever is built; cost does not count.

    Each need beyond its own limit counts as the share of it that falls short; the objective is their sum.
    """
    import numpy as np

    from symbiosis.results.explain import Part, explain_together
    from symbiosis.solver.solve import solve

    loss, limits = Loss.of(given["loss"]), Limits(**given["limits"])
    together, gaps = _beside(park, question, horizon, [loss], replace(limits, share=1.0))
    cost = np.zeros_like(together.cost)
    program, places = together.losses[0], together.places[0]
    columns = {}
    for gap in gaps:
        if gap.need > NEED and limits.most(gap.place) < 1.0:
            columns[gap] = [places[column] for column in _columns(program, gap)]
            for column in columns[gap]:
                cost[column] = program.horizon.represents / gap.need
    outcome = solve(replace(together, cost=cost, offset=0.0), options, progress)
    short: dict[str, Any] | None = None
    if outcome.x is not None:
        x = outcome.x
        short = {"least": {}}
        for gap, found in columns.items():
            share = sum(float(program.horizon.represents @ x[c]) for c in found) / gap.need
            if share > 1e-6:
                short["least"][gap.place] = share
    offered = question.scope(park)
    reasons: tuple[str, ...] = ()
    if outcome.status == "infeasible":
        year, after = together.base, together.base.shape[0] + len(together.keeping)
        lost = Part(offered, program, after, f"without {loss.name}")
        reasons = explain_together(together, (Part(offered, year), lost))
    return bare(offered, question, horizon, replace(outcome, log=outcome.log[-50:]), short, reasons)


def solve_lost(
    given: Mapping[str, Any],
    park: Park,
    question: Question,
    horizon: Horizon,
    options: Options,
    progress: Callable[[Progress], None] | None,
) -> Results:
    """Return the plan for the hours of one loss with a design given; it is verified like any other."""
    design: Mapping[str, Mapping[str, Any]] = given["design"]
    left, over, _ = strained(
        park, Loss.of(given["loss"]), Limits(**given["limits"]), dear=True, levels=given["reserve"]
    )
    known = _static(assemble(left, question, over))
    held = {
        name: kept
        for name, items in design.items()
        if (kept := {label: bounds for label, bounds in items.items() if (name, label) in known})
    }
    results = ask(left, holding(question, held), over, options, progress)
    return replace(results, provenance={**results.provenance, "held": json.dumps(held)})


def _beside(
    park: Park, question: Question, horizon: Horizon, losses: list[Loss], limits: Limits
) -> tuple[ResilientProgram, tuple[Gap, ...]]:
    """Return the year with losses beside it, and the gaps of the last of them."""
    from symbiosis.formulation.joint import DesignsDifferError
    from symbiosis.formulation.products import products
    from symbiosis.formulation.resilient import resilient

    base = assemble(park, question, horizon)
    programs = []
    gaps: tuple[Gap, ...] = ()
    for loss in losses:
        left, over, gaps = strained(park, loss, limits, dear=False)
        programs.append(assemble(left, question, over))
    if any(products(program) is not None for program in (base, *programs)):
        raise StudyError("a park whose pools mix qualities cannot be designed against losses yet.")
    weights = [loss.frequency or 0.0 for loss in losses]
    brief = [loss.hours is not None for loss in losses]
    try:
        together = resilient(
            base, [loss.name for loss in losses], programs, weights, brief, _reserves(park, question)
        )
    except DesignsDifferError as error:
        raise StudyError(str(error)) from None
    return together, gaps


def _reserves(park: Park, question: Question) -> list[Reserve]:
    from symbiosis.formulation.resilient import Reserve

    return [
        Reserve(label, 1.0 - store.loss, store.level_min, store.seasonal)
        for label, store in question.scope(park).stores.items()
    ]


def _columns(program: Program, gap: Gap) -> list[Any]:
    """Return where the columns of a gap stand, one array over the steps for each of its members."""
    return [
        where
        for family, block in program.columns.find(gap.column)
        for index, where in zip(block.index, family.places(block), strict=True)
        if index[0] == gap.label
    ]


def _static(program: Program) -> set[tuple[str, str]]:
    from symbiosis.formulation.resilient import DESIGN

    return {
        (block.name, ":".join(index))
        for block in program.columns.families[0].blocks
        if block.name in DESIGN
        for index in block.index
    }
