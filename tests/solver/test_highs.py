from __future__ import annotations

import threading
from types import SimpleNamespace

import numpy as np
import pytest

from symbiosis.solver import Options, linear, solve
from symbiosis.solver.gate import admit
from symbiosis.solver.highs import Attempt, Run, SolverError, objective_scale, run
from symbiosis.solver.session import Session
from tests.solver.programs import knapsack, program, two_boilers


def test_an_unknown_option_value_is_not_swallowed():
    with pytest.raises(SolverError, match="could not set solver to barrier"):
        run(admit(two_boilers()).problem, Attempt(method="barrier"))


def test_a_refused_model_is_not_solved():
    problem = admit(two_boilers()).problem
    problem.cost[0] = np.nan  # past the gate: HiGHS itself would call this optimal
    problem.row_lower[0] = np.nan
    with pytest.raises(SolverError, match="did not take the model"):
        run(problem, Attempt())


@pytest.mark.parametrize(("cost", "scale"), [(16.0, 1.0), (1e-9, 2.0**34), (1e9, 2.0**-26), (0.0, 1.0)])
def test_the_objective_is_scaled_by_a_power_of_two(cost, scale):
    problem = admit(program([[1.0, 1.0]], cost=cost)).problem
    assert objective_scale(problem) == scale


def test_a_stop_before_the_start_gives_no_plan_or_a_true_one():
    stop = threading.Event()
    stop.set()
    ended = run(admit(knapsack(40)).problem, Attempt(), stop=stop)
    assert ended.status == "Interrupt"


def test_values_of_an_unfinished_linear_program_are_not_used():
    # Phase one of the simplex method: HiGHS offers values that do not meet the rows.
    rng = np.random.default_rng(0)
    rows = rng.uniform(0, 1, (300, 300))
    hard = program(list(rows), row_lower=1.0, upper=10.0, cost=list(rng.uniform(1, 2, 300)))
    stop = threading.Event()
    stop.set()
    ended = run(admit(hard).problem, Attempt(method="simplex", presolve="off"), stop=stop)
    assert ended.status == "Interrupt"
    assert ended.x is None


def test_two_threads_may_solve_at_once():
    answers = []
    workers = [
        threading.Thread(target=lambda: answers.append(solve(two_boilers()).objective)) for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert answers == pytest.approx([8.0] * 4)


@pytest.mark.parametrize("failures", [1, 2])
def test_a_failure_is_tried_again_another_way(monkeypatch, failures):
    asked = []
    true_run = Session.run

    def failing(session, problem, attempt, **words):
        asked.append(attempt)
        if len(asked) <= failures:
            return SimpleNamespace(run=Run("SolveError", 0.0))
        return true_run(session, problem, attempt, **words)

    monkeypatch.setattr(Session, "run", failing)
    outcome = solve(two_boilers(), Options(seed=3))
    assert outcome.status == "optimal"
    assert len(outcome.warnings) == failures
    assert asked[1].seed == 4
    assert asked[-1].presolve == ("choose" if failures == 1 else "off")


def test_three_failures_are_an_error(monkeypatch):
    monkeypatch.setattr(Session, "run", lambda *_, **__: SimpleNamespace(run=Run("SolveError", 0.0)))
    for small in (two_boilers(), knapsack(3)):
        with pytest.raises(SolverError, match="three times"):
            solve(small)


def test_a_false_infeasible_is_found_out(monkeypatch):
    lied = []
    true_run = Session.run

    def lying(session, problem, attempt, **words):
        if not lied:
            lied.append(attempt)
            return SimpleNamespace(run=Run("Infeasible", 0.0, ray=np.array([1.0])))
        return true_run(session, problem, attempt, **words)

    monkeypatch.setattr(Session, "run", lying)
    outcome = solve(two_boilers())
    assert outcome.status == "optimal"
    assert outcome.objective == pytest.approx(8.0)
    assert "found a plan" in outcome.warnings[0]


def test_a_wrong_plan_is_suspect():
    problem = admit(two_boilers()).problem
    wrong = Run("Optimal", 0.0, x=np.array([3.0, 0.5]), row_dual=np.array([2.0]))
    assert linear.judge(problem, wrong, "", Options()).status == "suspect"
    dear = Run("Optimal", 0.0, x=np.array([2.0, 2.0]), row_dual=np.array([2.0]))
    assert linear.judge(problem, dear, "", Options()).status == "suspect"
    assert linear.judge(problem, dear, "", Options(gap=0.2)).status == "within_gap"
