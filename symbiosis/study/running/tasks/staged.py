"""What every stage builds: the programs of consecutive stages side by side, solved as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from symbiosis.scenario.apply import apply
from symbiosis.study.running.case import change_of
from symbiosis.study.running.tasks.bare import bare
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.formulation.program import Floats, Program
    from symbiosis.formulation.staged import Stage, StagedProgram
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park.park import Park
    from symbiosis.questions import Question
    from symbiosis.results.results import Results
    from symbiosis.solver.options import Options
    from symbiosis.solver.progress import Progress


def solve_staged(
    given: Mapping[str, Any],
    park: Park,
    question: Question,
    horizon: Horizon,
    options: Options,
    progress: Callable[[Progress], None] | None,
) -> Results:
    """Return what is built in every stage; the objective is the present value of all costs.

    Raises StudyError for stages that cannot follow each other, or that mix qualities in pools.
    """
    from symbiosis.formulation.build import compiled
    from symbiosis.formulation.products import products
    from symbiosis.formulation.staged import Stage, StagesDifferError, staged
    from symbiosis.formulation.tile import tile
    from symbiosis.horizon.spec import from_spec
    from symbiosis.park.threshold import candidates
    from symbiosis.results.explain import explain_together, in_a_row
    from symbiosis.solver.solve import solve

    parks = [apply(park, [change_of(data) for data in one["changes"]]) for one in given["stages"]]
    offered = [question.scope(one) for one in parks]
    over = [from_spec(one.calendar, one.horizon, one) for one in parks]
    programs = [tile(compiled(question.build, o), h) for o, h in zip(offered, over, strict=True)]
    if any(products(program) is not None for program in programs):
        raise StudyError("a park whose pools mix qualities cannot be built in stages yet.")
    stages = [
        Stage(str(one["name"]), one["start"], one["years"], _lives(o), frozenset(candidates(o)))
        for one, o in zip(given["stages"], offered, strict=True)
    ]
    try:
        together = staged(stages, programs, park.settings.discount_rate)
    except StagesDifferError as error:
        raise StudyError(str(error)) from None
    outcome = solve(together, options, progress)
    design = None if outcome.x is None else _told(together, stages, programs, outcome.x)
    reasons: tuple[str, ...] = ()
    if outcome.status == "infeasible":
        reasons = explain_together(together, in_a_row([f"in {s.name}" for s in stages], offered, programs))
    lean = replace(outcome, log=outcome.log[-50:])
    return bare(offered[0], question, horizon, lean, design, reasons)


def _lives(park: Park) -> dict[str, float]:
    """Return the life of everything that may be built [a]."""
    lives = {asset.label: asset.lifetime for _, asset in park.assets()}  # type: ignore[attr-defined]
    lives |= {label: network.lifetime for label, network in park.networks.items()}
    return {label: life for label, life in lives.items() if life is not None}


def _told(
    together: StagedProgram, stages: list[Stage], programs: list[Program], x: Floats
) -> dict[str, dict[str, Any]]:
    """Return by stage what stands, what is built, and what its own prices ask for what stands and is kept."""
    from symbiosis.formulation.hold import design_of
    from symbiosis.formulation.staged import BUILT

    told: dict[str, dict[str, Any]] = {}
    built = together.built(x)
    for number, (stage, program) in enumerate(zip(stages, programs, strict=True)):
        own = together.of_stage(number, x)
        design = design_of(program, own)
        asked = 0.0
        last = number == len(stages) - 1  # there what is kept for later is worth what is stated
        for name in BUILT if last else (*BUILT, "quota_kept"):
            for family, block in program.columns.find(name):
                places = family.places(block)[:, 0]
                asked += float(program.cost[places] @ own[places])
        told[stage.name] = {"stands": design, "built": built[number], "at_own_prices": asked}
    told["all stages"] = {"paid_for_building": together.paid_for_building(x)}
    return told
