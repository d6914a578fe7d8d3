"""Certified solves that go on where they were ended, that use a cluster, and that are chosen by size."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from symbiosis.solver import Options, SolverError, solve
from symbiosis.solver.certified import solve as certified
from symbiosis.solver.certified.checkpoint import Checkpoint, digest
from symbiosis.solver.gate import admit
from symbiosis.solver.method import loosely_because
from tests.solver.certified.parks import PROGRAMS, program_of, seasonal

WISH = Options(method="certified", gap=1e-3)


def keeping(folder):
    return dataclasses.replace(WISH, checkpoint=str(folder))


def test_a_second_run_goes_on_from_the_first(tmp_path, monkeypatch):
    program = PROGRAMS["everything, relaxed"]()
    first = solve(program, keeping(tmp_path))
    assert first.status == "within_gap"

    def never(*_):
        raise AssertionError("the first-order solution was found again")

    monkeypatch.setattr(certified, "_first", never)
    again = solve(program, keeping(tmp_path))
    assert again.objective == first.objective
    assert again.bound == first.bound
    assert "dispatch" not in again.seconds  # its plan was good enough as it stood
    assert again.prices_from == "dispatch"


def test_what_was_killed_between_the_stages_goes_on(tmp_path):
    program = PROGRAMS["everything, relaxed"]()
    first = solve(program, keeping(tmp_path))
    for path in tmp_path.glob("*_plan.npz"):
        path.unlink()
    (tmp_path / "left.half").write_bytes(b"cut off")
    again = solve(program, keeping(tmp_path))
    assert again.objective == pytest.approx(first.objective, rel=1e-9)


def test_another_program_finds_nothing(tmp_path):
    solve(PROGRAMS["cap and peak"](), keeping(tmp_path))
    other = admit(PROGRAMS["seasonal store"]()).problem
    assert Checkpoint(str(tmp_path), other).first(1e-3) is None
    assert Checkpoint(str(tmp_path), other).plan() is None
    changed = dataclasses.replace(other, offset=other.offset + 1.0)
    assert digest(changed) != digest(other)


def test_a_plan_that_was_tampered_with_is_not_taken(tmp_path):
    program = PROGRAMS["cap and peak"]()
    problem = admit(program).problem
    solve(program, keeping(tmp_path))
    (path,) = tmp_path.glob("*_plan.npz")
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    arrays["x"] = arrays["x"] * 0.5
    np.savez(path, **arrays)
    assert Checkpoint(str(tmp_path), problem).plan() is None
    path.write_bytes(b"cut off")
    assert Checkpoint(str(tmp_path), problem).plan() is None


def test_large_linear_programs_are_solved_loosely_when_the_gap_allows():
    program = program_of(seasonal())
    small = admit(program).problem
    large = dataclasses.replace(small, value=np.zeros(400_000))
    assert "coefficients" in loosely_because(large, program, Options(gap=1e-3))
    assert not loosely_because(small, program, Options(gap=1e-3))
    assert not loosely_because(large, program, Options(gap=1e-5))
    assert not loosely_because(large, program, Options(gap=1e-3, method="simplex"))
    whole = dataclasses.replace(large, integer=np.ones(small.columns, dtype=bool))
    assert not loosely_because(whole, program, Options(gap=1e-3))
    assert loosely_because(small, program, WISH) == "asked for"


def test_memory_is_expected_and_measured():
    outcome = solve(PROGRAMS["cap and peak"](), WISH)
    assert outcome.memory["expected"] > outcome.memory["expected of HiGHS"] > 0
    assert outcome.memory["peak"] > 50


def test_there_must_be_a_scheduler(monkeypatch):
    from symbiosis.solver.certified import cluster

    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with pytest.raises(SolverError, match="no dask scheduler"):
        solve(PROGRAMS["cap and peak"](), dataclasses.replace(WISH, dask="tcp://127.0.0.1:1"))


@pytest.mark.slow
def test_a_lost_worker_costs_only_its_time():
    """One of two workers is killed while blocks are dispatched; the answer is the same."""
    distributed = pytest.importorskip("distributed")
    program = PROGRAMS["everything, relaxed"]()
    alone = solve(program, WISH)
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
        silence_logs=50,
    ) as cluster:
        wish = dataclasses.replace(WISH, dask=cluster.scheduler_address)
        assert solve(program, wish).objective == pytest.approx(alone.objective, rel=1e-6)
        worker = next(iter(cluster.workers.values()))
        worker.process.process.kill()
        after = solve(program, wish)
    assert after.status == "within_gap"
    assert after.objective == pytest.approx(alone.objective, rel=1e-6)
