"""Measure ways in fresh processes, one after the other, round by round."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.environments import ROOT, python_of
from benchmarks.registry import COUNTED, PHASES, Way


class MeasureError(RuntimeError):
    """A way failed; the message holds the end of what it said."""


@dataclass(frozen=True)
class Measurement:
    """One way, walked once.  Seconds per phase; memory in MB; what the last phase holds.

    `processor_s` is what the counted phases cost all cores (little disturbed by a busy machine);
    `first_walk_s` is the uncounted walk on a tiny subject, with all that is imported late.
    """

    way: str
    enterprises: int
    hours: int
    repeat: int
    seconds: dict[str, float]
    processor_s: float
    first_walk_s: float
    peak_mb: float
    increase_mb: float
    rows: int
    columns: int
    nonzeros: int
    objective: float | None
    versions: dict[str, str]

    @property
    def counted(self) -> float:
        """Seconds from data in memory to the end of the last phase."""
        return sum(self.seconds[phase] for phase in COUNTED if phase in self.seconds)

    def flat(self) -> dict[str, Any]:
        """Return it as one line of a table."""
        line: dict[str, Any] = {"way": self.way, "enterprises": self.enterprises, "hours": self.hours}
        line |= {"repeat": self.repeat, "seconds": round(self.counted, 6)}
        line |= {f"{phase}_s": round(seconds, 6) for phase, seconds in self.seconds.items()}
        line |= {"processor_s": round(self.processor_s, 6), "first_walk_s": round(self.first_walk_s, 6)}
        line |= {"peak_mb": round(self.peak_mb, 1), "increase_mb": round(self.increase_mb, 1)}
        line |= {name: getattr(self, name) for name in ("rows", "columns", "nonzeros", "objective")}
        return line | {"versions": " ".join(f"{package}={v}" for package, v in self.versions.items())}


@dataclass(frozen=True)
class Spread:
    """Median, least and greatest of several repeats."""

    median: float
    least: float
    greatest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Summarise the values."""
        return cls(median(values), min(values), max(values))


def once(
    way: Way, size: tuple[int, int], cache: Path, repeat: int = 0, last: str = PHASES[-1], solve: bool = False
) -> Measurement:
    """Walk one way in a fresh process, up to the phase `last`."""
    enterprises, hours = size
    asked = {"enterprises": enterprises, "hours": hours, "last": last, "solve": solve}
    command = [python_of(way.peer, cache), "-m", "benchmarks.worker", way.name, json.dumps(asked)]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, encoding="utf-8")
    if done.returncode:
        subject = f"{enterprises} enterprises × {hours} h"
        raise MeasureError(f"{way.title} failed on {subject}:\n{done.stderr[-2000:]}")
    return Measurement(way.name, enterprises, hours, repeat, **json.loads(done.stdout.splitlines()[-1]))


def interleaved(ways: Sequence[Way], size: tuple[int, int], repeats: int, cache: Path) -> list[Measurement]:
    """Walk every way once, then every way again: what disturbs the machine disturbs all alike."""
    found = []
    for repeat in range(repeats):
        for way in ways:
            found.append(once(way, size, cache, repeat))
            told = f"{repeat + 1}/{repeats} {way.title}: {found[-1].counted:.3f} s"
            print(told, file=sys.stderr, flush=True)
    return found
