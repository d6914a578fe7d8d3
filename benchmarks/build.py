"""Time and memory until HiGHS holds the matrix: this package beside its peers, on the same numbers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.environments import CACHE, python_of
from benchmarks.measure import MeasureError, interleaved, once
from benchmarks.registry import FLOOR, OURS, SITES, WAYS, Way, way
from benchmarks.report import Aim, publish

RELATIVE = 1e-6
SMALL = "small"

AIMS = (
    Aim(OURS, FLOOR, "seconds", 2.0, at_most=True),
    Aim("pypsa", OURS, "seconds", 10.0),
    Aim("pypsa", OURS, "peak_mb", 2.0),
    Aim("linopy", OURS, "seconds", 8.0),
    Aim("pyomo_highs", OURS, "seconds", 60.0),
    Aim("solph", OURS, "seconds", 100.0),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be asked."""
    names = [w.name for w in WAYS]
    parser.add_argument("--size", choices=SITES.sizes, default="full", help="default: full")
    parser.add_argument("--repeats", type=int, default=5, help="fresh processes per way (default: 5)")
    listed = ", ".join(names)
    parser.add_argument("--ways", nargs="+", choices=names, default=names, metavar="WAY", help=listed)
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of the peers' environments")


def run(options: argparse.Namespace) -> int:
    """Prove that all ways state the same problem, then measure them."""
    ways = [way(name) for name in options.ways]
    for chosen in ways:
        python_of(chosen.peer, options.cache)
    try:
        objectives = agreed(ways, options.cache)
        found = interleaved(ways, SITES.sizes[options.size], options.repeats, options.cache)
    except MeasureError as error:
        print(error, file=sys.stderr)
        return 1
    publish("build", found, objectives, AIMS, shown=options.size != SMALL and len(ways) == len(WAYS))
    return 0


def agreed(ways: list[Way], cache: Path) -> dict[str, float]:
    """Solve the small size in every way; raise unless all reach the same cost."""
    objectives = {}
    for chosen in ways:
        objective = once(chosen, SITES.sizes[SMALL], cache, solve=True).objective
        assert objective is not None
        objectives[chosen.name] = objective
    least, most = min(objectives.values()), max(objectives.values())
    if most - least > RELATIVE * abs(most):
        raise MeasureError(f"the ways do not state the same problem: {objectives}")
    return objectives
