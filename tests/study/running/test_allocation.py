"""What a job has been given, in the words of its scheduler."""

from __future__ import annotations

import pytest

from symbiosis.study.running.allocation import Allocation, allocation


def test_outside_of_a_job_nothing_is_given():
    assert allocation({}) == Allocation(None, None, None)
    assert Allocation().workers(needed=500.0) == 1


def test_a_slurm_job_tells_cores_memory_and_when_it_ends():
    told = {"SLURM_CPUS_PER_TASK": "4", "SLURM_MEM_PER_NODE": "1500", "SLURM_JOB_END_TIME": "1700000060"}
    given = allocation(told)
    assert given == Allocation(4, 1500.0, 1700000000.0)
    assert given.workers(needed=500.0) == 3  # the memory is short, not the cores
    assert given.workers(needed=100.0) == 4
    assert given.workers(needed=100.0, threads=3) == 1
    assert given.workers(needed=9000.0) == 1


@pytest.mark.parametrize("word", ["NSLOTS", "LSB_DJOB_NUMPROC", "NCPUS"])
def test_other_schedulers_tell_cores(word):
    assert allocation({word: "6"}).cores == 6
    assert allocation({word: "many"}).cores is None


def test_memory_may_be_told_by_core():
    assert allocation({"SLURM_CPUS_PER_TASK": "3", "SLURM_MEM_PER_CPU": "500"}).memory == 1500.0
