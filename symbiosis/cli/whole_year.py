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
    return _told(results, asked, options, bound, meter)[0]


def every_design_over_the_year(ladder: Ladder, options: Options, meter: Meter) -> Ladder:
    """Return the ladder with what each of its designs costs over the whole year, or until Ctrl-C."""
    rungs = list(ladder.rungs)
    for n, rung in enumerate(rungs):
        if rung.results is None or rung.results.data is None:
            continue
        results, stopped = _told(rung.results, None, options, None, meter)
        rungs[n] = dataclasses.replace(rung, results=results)
        if stopped:
            break
    return dataclasses.replace(ladder, rungs=tuple(rungs))


def _told(
    results: Results, asked: Question | None, options: Options, bound: float | None, meter: Meter
) -> tuple[Results, bool]:
    """Return the result with what the year costs, and whether that was stopped by Ctrl-C."""
    stopped = False
    try:
        found = honest_cost(results, asked, options, bound, meter.listener("the whole year"))
        told = {HONEST: "\n".join(found.lines(money_unit(results))), NUMBERS: json.dumps(found.as_data())}
        stopped = found.outcome.stopped_by == "interrupt"
    except NotDispatchedError as error:
        told, stopped = {HONEST: str(error)}, error.interrupted
    return dataclasses.replace(results, provenance={**results.provenance, **told}), stopped
