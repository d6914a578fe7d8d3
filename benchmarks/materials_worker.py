"""Screen, build and solve one park of materials: `python -m benchmarks.materials_worker SUBJECT_JSON`."""

from __future__ import annotations

import dataclasses
import json
import math
import resource
import sys
import time
from typing import Any

import numpy as np

from benchmarks import materials_park as parks
from symbiosis.blocks.forms import Forms
from symbiosis.formulation.build import compiled
from symbiosis.formulation.tile import tile
from symbiosis.horizon.spec import full
from symbiosis.questions import load
from symbiosis.solver import Options, solve


def measure(
    form: str, charges: str, screened: bool, enterprises: int, gap: float, limit: float
) -> dict[str, Any]:
    """Measure one way: pairs, size, bound of the relaxation, and seconds until the gap is proved."""
    clock = time.perf_counter
    bare = parks.without_routes(enterprises)
    start = clock()
    pairs = parks.offered(bare) if screened else parks.compatible(bare)
    screening = clock() - start
    start = clock()
    park = parks.pairwise(bare, pairs) if form == "pairwise" else parks.through_hubs(bare, pairs)
    question = load("integrated_park")
    program = tile(
        compiled(question.build, question.scope(park), Forms(fixed_charges=charges)), full(park.calendar)
    )
    building = clock() - start
    start = clock()
    relaxed = dataclasses.replace(program, integer=np.zeros_like(program.integer))
    loose = solve(relaxed, Options(time_limit=limit, prices=False))
    relaxing = clock() - start
    start = clock()
    found = solve(program, Options(gap=gap, time_limit=limit, prices=False))
    solving = clock() - start
    rows, columns = program.shape
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "pairs": len(pairs),
        "rows": rows,
        "columns": columns,
        "nonzeros": program.nonzeros,
        "integers": int(program.integer.sum()),
        "screening": round(screening, 3),
        "building": round(building, 3),
        "relaxing": round(relaxing, 3),
        "solving": round(solving, 3),
        "relaxation": _finite(loose.objective if loose.status == "optimal" else None),
        "cost": _finite(found.objective),
        "bound": _finite(found.bound),
        "gap": _finite(found.gap),
        "finished": found.status in ("optimal", "within_gap"),
        "peak_mb": round(peak * 1024 / 1e6),
    }


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


if __name__ == "__main__":
    print(json.dumps(measure(**json.loads(sys.argv[1]))))
