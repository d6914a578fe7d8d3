"""Measure one way once, in this process: `python -m benchmarks.worker WAY SUBJECT_JSON`.

Imports are not counted: the module is loaded and the way is walked once on a tiny subject (which also
loads what a tool imports late) before the clock starts. Needs numpy and the way's own packages only.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from benchmarks.registry import PHASES, SITES, way

MB = 1e6
TINY = (1, 24)


def resident() -> float:
    """Memory that this process holds now.  [MB]"""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / MB


def peak() -> float:
    """Most memory that this process held since it was last forgotten.  [MB]"""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MB


def forget_peak() -> None:
    """Start counting the peak anew (Linux)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def measure(name: str, enterprises: int, hours: int, last: str, solve: bool) -> dict[str, Any]:
    """Walk one way up to the phase `last`; seconds per phase, memory, size of what came out."""
    chosen = way(name)
    steps = import_module(f"benchmarks.ways.{chosen.module}")
    walk = {phase: getattr(steps, phase) for phase in PHASES[: PHASES.index(last) + 1]}
    thing: Any = SITES.grow(*TINY)
    start = time.perf_counter()
    for step in walk.values():
        thing = step(thing)
    first_walk = time.perf_counter() - start
    thing = SITES.grow(enterprises, hours)
    gc.collect()

    seconds = {}
    for phase, step in walk.items():
        if phase == "build":
            forget_peak()
            before, processor = resident(), time.process_time()
        start = time.perf_counter()
        thing = step(thing)
        seconds[phase] = time.perf_counter() - start
    processor = time.process_time() - processor
    most = peak()
    rows, columns, nonzeros = size(thing)
    return {
        "seconds": seconds,
        "processor_s": processor,
        "first_walk_s": first_walk,
        "peak_mb": most,
        "increase_mb": most - before,
        "rows": rows,
        "columns": columns,
        "nonzeros": nonzeros,
        "objective": objective(thing) if solve else None,
        "versions": {package: version(package) for package in chosen.versions},
    }


def size(thing: Any) -> tuple[int, int, int]:
    """Rows, columns and non-zeros of what HiGHS holds, or of a program that it does not hold yet."""
    if hasattr(thing, "getNumRow"):
        return thing.getNumRow(), thing.getNumCol(), thing.getNumNz()
    return *thing.shape, thing.nonzeros


def version(package: str) -> str:
    """Version of an installed package."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "checkout"


def objective(highs: Any) -> float:
    """Solve what HiGHS holds and return the cost."""
    highs.setOptionValue("output_flag", False)
    highs.run()
    status = highs.modelStatusToString(highs.getModelStatus())
    if status != "Optimal":
        raise RuntimeError(f"HiGHS says {status}")
    return float(highs.getObjectiveValue())


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], **json.loads(sys.argv[2]))))
