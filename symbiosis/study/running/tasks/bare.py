"""A result without a plan of one park: what the solver said, and the design that came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from symbiosis.results.provenance import stamp, versions
from symbiosis.results.results import Results

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park.park import Park
    from symbiosis.questions import Question
    from symbiosis.solver.outcome import Outcome


def bare(
    park: Park,
    question: Question,
    horizon: Horizon,
    outcome: Outcome,
    design: Mapping[str, Any] | None,
    explanation: tuple[str, ...] = (),
) -> Results:
    """Return an outcome as a result that holds no plan; `design`, or why there is none, is kept beside it."""
    empty = replace(outcome, x=None, row_dual=None, column_dual=None, multipliers=None, certificate=None)
    made = {"question_digest": question.digest, "made": stamp()}
    made |= {f"version of {key}": value for key, value in versions().items()}
    if design is not None:
        made["design"] = json.dumps(design)
    return Results(question.name, park, horizon, empty, None, None, explanation, made)
