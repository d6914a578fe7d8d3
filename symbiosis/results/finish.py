"""From a solver's answer to a result: arrays, the independent check, and sentences when there is no plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from symbiosis.results.provenance import stamp, versions
from symbiosis.results.results import Results

if TYPE_CHECKING:
    from symbiosis.formulation.program import Program
    from symbiosis.park.park import Park
    from symbiosis.solver.outcome import Outcome


def finish(
    question: str, park: Park, program: Program, outcome: Outcome, provenance: Mapping[str, Any]
) -> Results:
    """Return the result of a question; every plan is verified, every infeasible one explained."""
    from symbiosis.results.concentrations import with_concentrations
    from symbiosis.results.dataset import to_dataset
    from symbiosis.results.verify import verify

    data, verdict = None, None
    explanation: tuple[str, ...] = ()
    if outcome.has_plan:
        assert outcome.objective is not None
        data = with_concentrations(park, program.horizon, to_dataset(park, program, outcome))
        verdict = verify(park, program.horizon, data, outcome.objective)
    elif outcome.status == "infeasible":
        from symbiosis.results.explain import explain

        explanation = explain(park, program)
    made = {**provenance, **{f"version of {k}": v for k, v in versions().items()}, "made": stamp()}
    return Results(question, park, program.horizon, outcome, data, verdict, explanation, made)
