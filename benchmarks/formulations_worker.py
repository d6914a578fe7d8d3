"""Measure one way of writing a park: `python -m benchmarks.formulations_worker SUBJECT_JSON`."""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.sparse import diags_array

from benchmarks import formulations_parks as parks
from symbiosis.formulation.build import build
from symbiosis.formulation.program import Program
from symbiosis.horizon.spec import full, window
from symbiosis.park.park import Park
from symbiosis.questions import load
from symbiosis.solver import Options, solve
from symbiosis.solver.merged import solve_merged

SMALL = 1e6  # W in a MW


def park_of(park: str, size: int, hours: int, forms: dict[str, str]) -> Park:
    """Return the park of a subject; `form` and `screened` say how its routes are offered."""
    if park == "operated":
        return parks.operated(size)
    if park == "workshops":
        return parks.workshops(size)
    if park == "engines":
        return parks.engines(size, hours)
    return parks.materials(size, forms.get("form", "routes"), forms.get("screened", "yes") == "yes")


def program_of(park: Park, hours: int, forms: dict[str, str]) -> tuple[Program, Options]:
    """Return the program of a park over its first hours, and the options it was written with."""
    words = {name: word for name, word in forms.items() if name not in ("form", "screened", "power_in")}
    options = Options(**{"alike": "separate", **words}, prices=False)  # type: ignore[arg-type]
    year = park.calendar.steps <= hours
    horizon = full(park.calendar, cyclic=False) if year else window(park.calendar, 0, hours, annualised=True)
    question = load("integrated_park")
    program = build(question.build, question.scope(park), horizon, options)
    return (in_watts(program) if forms.get("power_in") == "W" else program), options


def in_watts(program: Program) -> Program:
    """Return the same program with purchases, sales and balances of power in W instead of MW."""
    columns, rows = np.ones(program.shape[1]), np.ones(program.shape[0])
    for layout, names, scale in (
        (program.columns, ("purchase", "sale", "peak"), columns),
        (program.rows, ("balance",), rows),
    ):
        for name in names:
            for family, block in layout.find(name):
                power = [
                    k for k, index in enumerate(block.index) if index[-1] == "power" or index[0] == "grid"
                ]
                scale[family.places(block)[power].ravel()] = SMALL
    matrix = (diags_array(rows) @ program.matrix @ diags_array(1.0 / columns)).tocsr()
    matrix.indices = matrix.indices.astype(np.int32)
    return replace(
        program,
        matrix=matrix,
        row_lower=program.row_lower * rows,
        row_upper=program.row_upper * rows,
        column_lower=program.column_lower * columns,
        column_upper=program.column_upper * columns,
        cost=program.cost / columns,
    )


def measure(
    park: str, size: int, hours: int, forms: dict[str, str], gap: float, limit: float
) -> dict[str, Any]:
    """Measure one way: size, bound of the relaxation with its time, and the whole answer."""
    clock = time.perf_counter
    made = park_of(park, size, hours, forms)
    program_of(made, 24, forms)  # what a first call loads is not counted
    start = clock()
    program, options = program_of(made, hours, forms)
    building = clock() - start
    options = replace(options, gap=gap, time_limit=limit, largest_range=1e15)
    relaxed = replace(program, integer=np.zeros_like(program.integer))
    start = clock()
    loose = solve_merged(relaxed, replace(options, gap=1e-6))
    relaxing = clock() - start
    found, solving = loose, relaxing
    if program.has_integers:
        start = clock()
        found = solve(program, options)
        solving = clock() - start
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "rows": loose.rows,
        "columns": loose.columns,
        "nonzeros": loose.nonzeros,
        "integers": found.integers,
        "range": loose.coefficient_range,
        "building": round(building, 3),
        "relaxing": round(relaxing, 3),
        "solving": round(solving, 3),
        "relaxation": _finite(loose.bound if loose.status in ("optimal", "within_gap") else None),
        "cost": _finite(found.objective),
        "gap": _finite(found.gap),
        "finished": found.status in ("optimal", "within_gap"),
        "peak_mb": round(peak * 1024 / 1e6),
    }


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


if __name__ == "__main__":
    print(json.dumps(measure(**json.loads(sys.argv[1]))))
