"""What a job scheduler has given this job: cores, memory, and until when.

Read from the words that schedulers put into a job's environment: Slurm (sbatch, "Output environment
variables"), Grid Engine (qsub, NSLOTS), LSF (LSB_DJOB_NUMPROC) and PBS (NCPUS).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

CORES = ("SLURM_CPUS_PER_TASK", "NSLOTS", "LSB_DJOB_NUMPROC", "NCPUS")
SPARE = 60.0  # seconds before the end in which plans are saved


@dataclass(frozen=True)
class Allocation:
    """Cores, memory [MB], and the moment to stop at [s since 1970]; None where nothing is said."""

    cores: int | None = None
    memory: float | None = None
    until: float | None = None

    def workers(self, needed: float, threads: int = 1) -> int:
        """Return how many solves go beside each other, each with so many MB and threads; at least 1.

        >>> Allocation(cores=8, memory=3000.0).workers(needed=500.0, threads=1)
        6
        """
        by_cores = 1 if self.cores is None else self.cores // threads
        by_memory = by_cores if self.memory is None else int(self.memory // needed)
        return max(1, min(by_cores, by_memory))


def allocation(environment: Mapping[str, str] = os.environ) -> Allocation:
    """Return what this process has been given; nothing outside of a job.

    >>> allocation({"SLURM_CPUS_PER_TASK": "4", "SLURM_MEM_PER_CPU": "2000"}).memory
    8000.0
    """
    cores = next((number for word in CORES if (number := _number(environment, word))), None)
    memory = _number(environment, "SLURM_MEM_PER_NODE")
    each = _number(environment, "SLURM_MEM_PER_CPU")
    if memory is None and each is not None:
        memory = each * (cores or 1)
    end = _number(environment, "SLURM_JOB_END_TIME")
    return Allocation(cores, None if memory is None else float(memory), None if end is None else end - SPARE)


def _number(environment: Mapping[str, str], word: str) -> int | None:
    text = environment.get(word, "")
    return int(text) if text.isdecimal() and int(text) > 0 else None
