"""The profile of a cluster: how its jobs are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from symbiosis.park.problems import ParkError, did_you_mean
from symbiosis.scenario.read import load_yaml
from symbiosis.tables.plain import plain
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import TextError

WORDS = (
    "jobs",
    "scheduler",
    "queue",
    "account",
    "cores",
    "memory",
    "walltime",
    "interface",
    "python",
    "log_directory",
    "job_script_prologue",
    "job_extra_directives",
    "scheduler_options",
    "local_directory",
)


def read_profile(path: Path) -> dict[str, Any]:
    """Return what a profile says, in dask-jobqueue's words; raises ParkError with every problem."""
    reading = Reading()
    top = load_yaml(path, reading)
    found: dict[str, Any] = {}
    for key, node in top.entries.items() if top is not None else ():
        place = top.keys[key] if top is not None else ""
        if key not in WORDS:
            reading.wrong(Where(key), "this word is not known here.", did_you_mean(key, WORDS), place)
            continue
        try:
            value = plain(node)
        except TextError as fault:
            reading.fault(Where(key), fault, node)
            continue
        found[key] = list(value) if isinstance(value, tuple) else value
    if reading.problems:
        raise ParkError(reading.problems)
    return found
