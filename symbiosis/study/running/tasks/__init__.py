"""What a case may ask for besides the cheapest plan of one park, as plain data under one word.

held    {"new": {…}}                       the cheapest plan with part of its design given
spare   {"budget": …, "plans": […]}        a design within a budget that spares what others build
joint   {"futures": […], "level": …, …}    one design for several futures
mean    {"futures": […]}                   the cheapest plan of the mean of several futures
staged  {"stages": […]}                    what every stage builds, carried on into the next
part    {"enterprises": […], "settled": …} what some enterprises pay by themselves
resilient, least, lost                     a design against losses; see `resilient.py`

`spare`, `joint`, `staged`, `resilient` and `least` give results without a plan: their designs are
dispatched as cases of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from symbiosis.questions import holding, solve

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park.park import Park
    from symbiosis.questions import Question
    from symbiosis.results.results import Results
    from symbiosis.solver.options import Options
    from symbiosis.solver.progress import Progress
    from symbiosis.solver.standing import Standing

Task = Mapping[str, Any]


def perform(
    task: Task,
    park: Park,
    question: Question,
    horizon: Horizon,
    options: Options,
    progress: Callable[[Progress], None] | None,
    standing: Callable[[Options], Standing | None] = lambda options: None,
) -> Results:
    """Return the result of a task; raises KeyError for a word that is no task.

    `standing` gives what the case before left in the solver, where cases may go on from each other.
    """
    from symbiosis.study.running.tasks.alone import solve_part
    from symbiosis.study.running.tasks.joint import futures_of, solve_joint
    from symbiosis.study.running.tasks.mean import mean_of
    from symbiosis.study.running.tasks.resilient import solve_least, solve_lost, solve_resilient
    from symbiosis.study.running.tasks.spare import solve_spare
    from symbiosis.study.running.tasks.staged import solve_staged

    ((word, given),) = task.items()
    if word == "held":
        results = solve(park, holding(question, given), horizon, options, progress)
        return replace(results, provenance={**results.provenance, "held": json.dumps(given)})
    if word == "mean":
        mean = mean_of(*futures_of(park, given["futures"]))
        return solve(mean, question, horizon, options, progress)
    if word == "part":
        return solve_part(given, park, question, horizon, options, progress, standing)
    tasks = {
        "joint": solve_joint,
        "least": solve_least,
        "lost": solve_lost,
        "resilient": solve_resilient,
        "spare": solve_spare,
        "staged": solve_staged,
    }
    return tasks[word](given, park, question, horizon, options, progress)
