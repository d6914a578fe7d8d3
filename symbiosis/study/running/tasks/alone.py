"""What some enterprises pay by themselves: their part of the park, solved from where the last part ended."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from symbiosis.park.part import part
from symbiosis.questions import solve

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park.park import Park
    from symbiosis.questions import Question
    from symbiosis.results.results import Results
    from symbiosis.solver.options import Options
    from symbiosis.solver.progress import Progress
    from symbiosis.solver.standing import Standing


def solve_part(
    given: Mapping[str, Any],
    park: Park,
    question: Question,
    horizon: Horizon,
    options: Options,
    progress: Callable[[Progress], None] | None,
    standing: Callable[[Options], Standing | None],
) -> Results:
    """Return the plan of `given["enterprises"]` with what they have and what lies between them.

    `standing` gives what the part before left in the solver, None where parts do not go on from each other.
    With `given["settled"]` it is solved anew, and what everybody pays once exchanges are settled at shadow
    prices is kept beside it. Raises ParkError when they cannot be without the others.
    """
    alone = part(question.scope(park), set(given["enterprises"]))
    if not given["settled"]:
        lean = replace(options, prices=False)
        return solve(alone, question, horizon, lean, progress, standing(lean))
    from symbiosis.study.design.accounts import at_shadow_prices

    results = solve(alone, question, horizon, options, progress)
    if results.data is None:
        return results
    priced = {"priced": json.dumps(at_shadow_prices(results))}
    return replace(results, provenance={**results.provenance, **priced})
