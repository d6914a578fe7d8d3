from __future__ import annotations

import numpy as np
import pytest

from symbiosis.solver import Options, solve
from symbiosis.solver.options import hipo_is_installed
from tests.solver.programs import program, two_boilers

METHODS = ["choose", "simplex", "ipm", "pdlp", *(["hipo"] if hipo_is_installed() else [])]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_finds_the_cheapest_plan_and_its_price(method):
    outcome = solve(two_boilers(), Options(method=method))
    assert outcome.status == "optimal"
    assert outcome.x.tolist() == pytest.approx([3, 1])
    assert outcome.objective == outcome.bound == pytest.approx(8.0)
    assert outcome.row_dual.tolist() == pytest.approx([2.0])
    assert outcome.column_dual.tolist() == pytest.approx([-1.0, 0.0])
    assert outcome.certificate.passed
    assert not outcome.prices_conditional
    assert outcome.exit_code == 0


@pytest.mark.parametrize("demand", [1.0, 2.5, 4.0, 7.0])
def test_the_dual_of_a_balance_is_the_cost_of_one_more_unit(demand):
    step = 0.125
    dearer = solve(two_boilers(demand + step)).objective
    price = solve(two_boilers(demand)).row_dual[0]
    assert price == pytest.approx((dearer - solve(two_boilers(demand)).objective) / step)


def test_the_dual_of_an_upper_limit_is_not_positive():
    capped = program([[1, 0], [1, 1]], row_lower=[-np.inf, 4], row_upper=[3, np.inf], cost=[1, 2])
    assert solve(capped).row_dual.tolist() == pytest.approx([-1.0, 2.0])


@pytest.mark.parametrize("factor", [1e-9, 1e-3, 1.0, 1e6, 1e9])
def test_the_unit_of_money_changes_nothing(factor):
    scaled = two_boilers()
    scaled.cost *= factor
    scaled.offset *= factor
    outcome = solve(scaled)
    assert outcome.objective == pytest.approx(8 * factor, rel=1e-12)
    assert outcome.row_dual[0] == pytest.approx(2 * factor, rel=1e-12)


def test_infeasible_is_proved_before_it_is_said():
    outcome = solve(program([[1, 1]], row_lower=4.0, upper=1.0, cost=1.0))
    assert outcome.status == "infeasible"
    assert outcome.x is None
    assert outcome.objective is None
    assert outcome.exit_code == 3


def test_unbounded_names_what_grows():
    outcome = solve(program([[1, -1]], row_lower=0.0, row_upper=0.0, cost=[1.0, -2.0]))
    assert outcome.status == "unbounded"
    assert outcome.warnings == ("The cost falls without end along column 0, column 1.",)
    assert outcome.exit_code == 3


def test_a_program_without_rows():
    outcome = solve(program(np.zeros((0, 2)), upper=[1, 1], cost=[1, -1]))
    assert outcome.status == "optimal"
    assert outcome.x.tolist() == [0, 1]


@pytest.mark.parametrize(("demand", "status"), [(0.0, "optimal"), (1.0, "infeasible")])
def test_a_program_without_columns(demand, status):
    outcome = solve(program(np.zeros((1, 0)), row_lower=demand, offset=5.0))
    assert outcome.status == status


def test_the_options_hold_what_was_asked():
    outcome = solve(two_boilers(), Options(method="simplex", seed=7, threads=1, time_limit=60))
    assert outcome.held["solver"] == "simplex"
    assert outcome.held["random_seed"] == 7
    assert outcome.held["threads"] == 1
    assert 59 < outcome.held["time_limit"] <= 60
    assert outcome.options.seed == 7
    assert outcome.solver.startswith("HiGHS 1.")
    assert any("Optimal" in line for line in outcome.log)


def test_the_number_of_threads_may_change_between_solves():
    for threads in (1, None, 1):
        assert solve(two_boilers(), Options(threads=threads)).status == "optimal"


def test_size_and_stages_are_reported():
    outcome = solve(two_boilers())
    assert (outcome.rows, outcome.columns, outcome.nonzeros, outcome.integers) == (1, 2, 2, 0)
    assert set(outcome.seconds) == {"gate", "search", "finish", "total"}
    assert outcome.method == "simplex: at most 100000 rows and columns"


def test_a_linear_program_without_time_has_no_plan():
    rng = np.random.default_rng(0)
    dense = program(list(rng.uniform(0, 1, (300, 300))), row_lower=1.0, cost=list(rng.uniform(1, 2, 300)))
    outcome = solve(dense, Options(time_limit=1e-6))
    assert (outcome.status, outcome.stopped_by) == ("no_solution_yet", "time limit")
    assert outcome.x is None
    assert outcome.objective is None
    assert outcome.exit_code == 4


def test_progress_is_told():
    seen = []
    solve(two_boilers(), progress=seen.append)
    assert seen[-1].rows == 1
    assert seen[-1].columns == 2
    assert seen[-1].seconds > 0


def test_nothing_is_printed(capfd):
    solve(two_boilers())
    solve(two_boilers(), Options(method="ipm"))
    assert capfd.readouterr() == ("", "")
