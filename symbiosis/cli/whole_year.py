"""What designs from typical periods cost over the whole year, kept with their results."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from symbiosis.cli.summary import money_unit
from symbiosis.study.honest import HONEST, NUMBERS, NotDispatchedError, bound_for, honest_cost

if TYPE_CHECKING:
    from pathlib import Path

    from symbiosis.cli.terminal import Meter
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.questions import Question
    from symbiosis.results.results import Results
    from symbiosis.solver import Options
    from symbiosis.study.design.ladder import Ladder


def is_of_typical_periods(horizon: Horizon) -> bool:
    """Tell whether few periods stand for the year."""
    return len(horizon.groups["order"]) > 0


def over_the_year(
    results: Results, asked: Question | None, options: Options, bound_of: Path | None, meter: Meter
) -> Results:
    """Return the result with what its design costs over the whole year among its provenance."""
    from symbiosis.results.store import load_results

    bound = None if bound_of is None else bound_for(results, load_results(bound_of))
    try:
        found = honest_cost(results, asked, options, bound, meter.listener("the whole year"))
        told = {HONEST: "\n".join(found.lines(money_unit(results))), NUMBERS: json.dumps(found.as_data())}
    except NotDispatchedError as error:
        told = {HONEST: str(error)}
    return dataclasses.replace(results, provenance={**results.provenance, **told})


def every_design_over_the_year(ladder: Ladder, options: Options, meter: Meter) -> Ladder:
    """Return the ladder with what each of its designs costs over the whole year."""
    rungs = tuple(
        rung
        if rung.results is None or rung.results.data is None
        else dataclasses.replace(rung, results=over_the_year(rung.results, None, options, None, meter))
        for rung in ladder.rungs
    )
    return dataclasses.replace(ladder, rungs=rungs)
