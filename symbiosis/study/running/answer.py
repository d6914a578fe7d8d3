"""Answering one case: the park is changed, the question asked, the result written and checked."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.park.problems import ParkError
from symbiosis.scenario.apply import apply
from symbiosis.study.indicators import indicators_of
from symbiosis.study.running.archive import Archive, Record, checks_of, reasons_of, sha256_of, thaw
from symbiosis.study.running.case import asked, change_of, identity

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park.park import Park
    from symbiosis.questions import Question
    from symbiosis.results.results import Results
    from symbiosis.solver.options import Options
    from symbiosis.solver.progress import Progress
    from symbiosis.solver.standing import Standing


class ChangedInputsError(RuntimeError):
    """A case whose content is not what its name says; the message tells what to do."""


@lru_cache(maxsize=2)
def park_of(path: Path) -> Park:
    """Return the study's park, read once per process."""
    return thaw(path)


def answer(
    folder: Path, inputs: str, order: Mapping[str, Any], progress: Callable[[Progress], None] | None = None
) -> Record:
    """Solve one case, write its result into the folder and return its record.

    A case that cannot be asked of its park is a record with the reasons and no file. Raises
    ChangedInputsError when the case's content has changed since it was planned, and whatever a
    solve or a full disk raises.
    """
    from symbiosis.horizon.spec import from_spec
    from symbiosis.questions import solve
    from symbiosis.results.store import save_results
    from symbiosis.solver.options import Options
    from symbiosis.study.running.tasks import perform

    started = time.monotonic()
    archive = Archive(folder)
    case, path = order["case"], archive.path(order["case"])
    options = Options(**order["options"])
    park = apply(park_of(folder / inputs), [change_of(data) for data in order["changes"]])
    question = asked(order["question"])
    horizon = from_spec(park.calendar, park.horizon, park)
    if identity(park, horizon, question, order["least"], options, order["task"]) != case:
        raise ChangedInputsError(
            "the code or the question changed after the study was planned; start it anew."
        )
    try:
        if order["least"]:
            results = _least(park, question, horizon, options, order["least"], progress)
        elif order["task"]:
            results = perform(order["task"], park, question, horizon, options, progress, _standing)
        else:
            results = solve(park, question, horizon, options, progress, _standing(options))
    except ParkError as error:
        reasons = "; ".join(f"{p.path}: {p.message}" for p in error.problems)
        return Record(case, "impossible", message=reasons, seconds=time.monotonic() - started)
    made = {
        "case": case,
        "case_name": order["name"],
        "changes": json.dumps(order["changes"], ensure_ascii=False),
        "coordinates": json.dumps(order["coordinates"], ensure_ascii=False),
    }
    results = replace(results, provenance={**results.provenance, **made})
    save_results(results, path)
    return Record(
        case,
        results.status,
        sha256_of(path),
        options.time_limit,
        results.outcome.stopped_by,
        time.monotonic() - started,
        memory(),
        message=reasons_of(results),
        indicators=indicators_of(results),
        solving=results.outcome.seconds.get("total", 0.0),
        checks=checks_of(results),
    )


_kept: dict[str, Standing] = {}  # what this worker solved last, by the options it was solved with


def _standing(options: Options) -> Standing | None:
    """Return what the case before left in the solver, when cases may go on from each other."""
    from symbiosis.solver.standing import Standing

    if not options.warm:
        return None
    return _kept.setdefault(repr(options), Standing(options))


def _least(
    park: Park,
    question: Question,
    horizon: Horizon,
    options: Options,
    total: str,
    progress: Callable[[Progress], None] | None,
) -> Results:
    from symbiosis.study.kinds.totals import least

    return least(park, question, horizon, options, total, progress)


def memory() -> float:
    """Return the largest memory this process has held [MB]; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3
