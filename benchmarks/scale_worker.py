"""Solve one generated park by one method, in this process: `python -m benchmarks.scale_worker SUBJECT_JSON`.

The clock runs from the assembled program to the answer. Memory is the peak of this process and the peak
of its largest child, added.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import Any

from symbiosis.formulation.build import compiled
from symbiosis.formulation.program import Program
from symbiosis.formulation.tile import tile
from symbiosis.horizon.spec import full, window
from symbiosis.questions import load
from symbiosis.solver import Options, solve
from symbiosis.solver.child import ChildRunner
from symbiosis.solver.gate import admit
from symbiosis.solver.highs import Attempt
from symbiosis.study.generate import generate

SEED = 7


def program_of(enterprises: int, hours: int) -> Program:
    """Return the integrated question of a generated park over its first hours, standing for the year."""
    park, question = generate(enterprises, SEED), load("integrated_park")
    over = (
        full(park.calendar)
        if hours >= park.calendar.steps
        else window(park.calendar, 0, hours, annualised=True)
    )
    return tile(compiled(question.build, question.scope(park)), over)


def certified(program: Program, gap: float, limit: float) -> dict[str, Any]:
    """Solve by this package's certified method."""
    outcome = solve(program, Options(method="certified", gap=gap, time_limit=limit))
    stages = {name: round(seconds, 2) for name, seconds in outcome.seconds.items()}
    return {
        "finished": outcome.status in ("optimal", "within_gap"),
        "cost": outcome.objective,
        "gap": outcome.gap,
        "stages": stages,
    }


def monolithic(program: Program, method: str, limit: float) -> dict[str, Any]:
    """Solve the whole program by HiGHS at its default tolerance, without crossover, ended at the limit."""
    problem = admit(program).problem
    runner = ChildRunner(problem, Attempt(method=method, crossover="off", time_limit=limit))
    if not runner.wait(limit):
        runner.kill()
        return {"finished": False, "cost": None, "gap": None, "stages": {}}
    run = runner.result()
    cost = None if run.x is None else float(problem.cost @ run.x) + problem.offset
    return {"finished": run.status == "Optimal", "cost": cost, "gap": None, "stages": {}}


def measure(method: str, enterprises: int, hours: int, gap: float, limit: float) -> dict[str, Any]:
    """Solve once; seconds, memory, size and what came out."""
    program = program_of(enterprises, hours)
    start = time.perf_counter()
    asked = method == "certified"
    found = certified(program, gap, limit) if asked else monolithic(program, method, limit)
    seconds = time.perf_counter() - start
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    rows, columns = program.shape
    return {
        "seconds": round(seconds, 2),
        "peak_mb": round(sum(peaks) * 1024 / 1e6),
        "rows": rows,
        "columns": columns,
        "nonzeros": program.nonzeros,
        **found,
    }


if __name__ == "__main__":
    print(json.dumps(measure(**json.loads(sys.argv[1]))))
