"""The search for another plan within a budget; its design is dispatched as a case of its own afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from symbiosis.study.running.tasks.bare import bare

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park.park import Park
    from symbiosis.questions import Question
    from symbiosis.results.results import Results
    from symbiosis.solver.options import Options
    from symbiosis.solver.progress import Progress


def solve_spare(
    given: Mapping[str, Any],
    park: Park,
    question: Question,
    horizon: Horizon,
    options: Options,
    progress: Callable[[Progress], None] | None,
) -> Results:
    """Return the design that spares as much as `given["budget"]` allows of what `given["plans"]` build."""
    from symbiosis.formulation.build import compiled
    from symbiosis.formulation.hold import design_of
    from symbiosis.formulation.spare import spare, within_budget
    from symbiosis.formulation.tile import tile
    from symbiosis.solver.solve import solve

    offered = question.scope(park)
    program = tile(compiled(spare(question.build, given["plans"]), offered), horizon)
    outcome = solve(within_budget(program, given["plans"], given["budget"]), options, progress)
    design = None if outcome.x is None else design_of(program, outcome.x)
    return bare(offered, question, horizon, outcome, design)
