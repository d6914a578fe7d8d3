"""Time and memory of assembling a large program in this package, before and after HiGHS copies it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.environments import CACHE
from benchmarks.measure import MeasureError, once
from benchmarks.registry import OURS, PHASES, way
from benchmarks.report import publish_assembly

AIM_MB = 1500.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be asked."""
    parser.add_argument("--enterprises", type=int, default=100)
    parser.add_argument("--hours", type=int, default=8760)
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of the peers' environments")


def run(options: argparse.Namespace) -> int:
    """Walk the way twice, each in a fresh process: up to the assembled program, and up to HiGHS."""
    size = (options.enterprises, options.hours)
    try:
        found = [once(way(OURS), size, options.cache, last=last) for last in PHASES[1:]]
    except MeasureError as error:
        print(error, file=sys.stderr)
        return 1
    publish_assembly("assemble", found, AIM_MB)
    return 0
