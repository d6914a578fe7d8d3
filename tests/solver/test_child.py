from __future__ import annotations

import time

import numpy as np
import pytest

from symbiosis.solver.child import ChildRunner
from symbiosis.solver.gate import admit
from symbiosis.solver.highs import Attempt, SolverError, run
from tests.solver.programs import knapsack, two_boilers


def wait_for(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_child_answers_as_a_call_would():
    problem = admit(two_boilers()).problem
    here = run(problem, Attempt(method="ipm"))
    runner = ChildRunner(problem, Attempt(method="ipm"))
    wait_for(lambda: runner.wait(0.1))
    there = runner.result()
    assert there.status == here.status == "Optimal"
    assert there.x.tolist() == pytest.approx(here.x.tolist())
    assert there.row_dual.tolist() == pytest.approx(here.row_dual.tolist())
    assert there.options == here.options


def test_a_child_stops_when_asked_and_keeps_its_plan():
    runner = ChildRunner(admit(knapsack(40)).problem, Attempt())
    wait_for(lambda: runner.news.incumbent is not None)
    runner.stop()
    wait_for(lambda: runner.wait(0.1))
    ended = runner.result()
    assert ended.status == "Interrupt"
    assert ended.x is not None


def test_a_killed_child_leaves_its_best_plan():
    problem = admit(knapsack(40)).problem
    runner = ChildRunner(problem, Attempt())
    folder = runner._path
    wait_for(lambda: (folder / "plan.npy").exists())
    runner.kill()
    plan = runner.news.plan
    assert np.abs(problem.matrix @ plan - problem.row_lower).max() < 1e-6
    assert not folder.exists()


def test_a_child_that_dies_says_so():
    runner = ChildRunner(admit(knapsack(40)).problem, Attempt())
    runner._process.kill()
    wait_for(lambda: runner.wait(0.1))
    with pytest.raises(SolverError, match="died with code"):
        runner.result()


def test_a_refusal_in_the_child_reaches_the_caller():
    runner = ChildRunner(admit(two_boilers()).problem, Attempt(method="barrier"))
    wait_for(lambda: runner.wait(0.1))
    with pytest.raises(SolverError, match="could not set solver to barrier"):
        runner.result()


def test_the_folder_of_a_child_is_gone_afterwards():
    runner = ChildRunner(admit(two_boilers()).problem, Attempt())
    folder = runner._path
    wait_for(lambda: runner.wait(0.1))
    runner.result()
    assert not folder.exists()
