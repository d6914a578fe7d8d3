from __future__ import annotations

import numpy as np
import pytest

from symbiosis.solver import Options, solve
from symbiosis.solver.gate import admit
from symbiosis.solver.highs import Run
from symbiosis.solver.linear import Answer
from symbiosis.solver.mixed import _weigh
from tests.solver.programs import knapsack, lots, one_plant, program


def test_a_plant_is_built_whole():
    outcome = solve(one_plant(big=40))
    assert outcome.status == "optimal"
    assert outcome.x.tolist() == [10.0, 1.0]
    assert outcome.objective == outcome.bound == pytest.approx(1010.0)
    assert outcome.integers == 1


def test_prices_are_those_of_the_design():
    outcome = solve(one_plant(big=40))
    fixed = one_plant(big=40)
    fixed.integer[:] = False
    fixed.column_lower[1] = fixed.column_upper[1] = 1.0
    assert outcome.prices_conditional
    assert outcome.row_dual.tolist() == pytest.approx(solve(fixed).row_dual.tolist())
    assert outcome.row_dual.tolist() == pytest.approx([1.0, 0.0])


def test_without_prices_there_are_no_duals():
    outcome = solve(one_plant(big=40), Options(prices=False))
    assert outcome.status == "optimal"
    assert outcome.row_dual is None
    assert not outcome.prices_conditional


@pytest.mark.parametrize("big", [1e2, 1e5, 1e7, 1e8, 1e9])
def test_a_large_coefficient_is_survived(big):
    truth = solve(lots(100.0))
    outcome = solve(lots(big), Options(largest_range=1e12))
    assert outcome.status == "optimal"
    assert outcome.objective == pytest.approx(truth.objective, rel=1e-6)
    assert outcome.violation <= 1e-6


def test_a_coefficient_beyond_rescue_is_suspect_never_cheap():
    outcome = solve(lots(1e10), Options(largest_range=1e12))
    assert outcome.status == "suspect"
    assert not outcome.has_plan
    assert outcome.exit_code == 5
    assert any("not quite whole" in warning for warning in outcome.warnings)


def test_a_time_limit_keeps_the_best_plan():
    outcome = solve(knapsack(30), Options(time_limit=0.5))
    assert outcome.status == "feasible_time_limit"
    assert outcome.stopped_by == "time limit"
    assert outcome.x is not None
    assert outcome.objective >= outcome.bound >= 100.0
    assert outcome.gap == pytest.approx((outcome.objective - outcome.bound) / outcome.objective)
    assert outcome.gap_money == pytest.approx(outcome.objective - outcome.bound)
    assert outcome.seconds["total"] < 10
    assert outcome.exit_code == 4


def test_the_gap_may_be_asked_in_money():
    outcome = solve(knapsack(30), Options(gap_money=80.0))
    assert outcome.status == "within_gap"
    assert 0 < outcome.gap_money <= 80.0
    assert outcome.held["mip_rel_gap"] == 0.0


def test_the_gap_in_money_is_in_the_parks_money_whatever_the_scale():
    dear = knapsack(30)
    dear.cost *= 1e6
    dear.offset *= 1e6
    outcome = solve(dear, Options(gap_money=80e6))
    assert outcome.status == "within_gap"
    assert 0 < outcome.gap_money <= 80e6


def test_a_relative_gap_is_recomputed():
    outcome = solve(knapsack(30), Options(gap=0.5))
    assert outcome.status in ("within_gap", "optimal")
    assert outcome.gap <= 0.5
    assert outcome.gap == pytest.approx((outcome.objective - outcome.bound) / outcome.objective)


def test_infeasible_only_because_of_integers():
    between = program([[1, 1]], row_lower=3.25, row_upper=3.75, cost=1.0, integer=[0, 1])
    assert solve(between).status == "infeasible"


def test_infeasible_without_integers_too():
    short = program([[1, 1]], row_lower=4.0, upper=1.0, cost=1.0, integer=[0, 1])
    assert solve(short).status == "infeasible"


def test_unbounded_with_integers():
    outcome = solve(program([[1, -1]], row_lower=0.0, row_upper=0.0, cost=[1.0, -2.0], integer=[0]))
    assert outcome.status == "unbounded"
    assert "column 1" in outcome.warnings[0]


def test_the_tree_tells_bound_and_incumbent():
    seen = []
    solve(knapsack(30), Options(time_limit=1.5), progress=seen.append)
    last = seen[-1]
    assert last.incumbent >= last.bound >= 99.9
    assert last.gap == pytest.approx((last.incumbent - last.bound) / last.incumbent)


@pytest.mark.parametrize("factor", [1e-9, 1e9])
def test_the_unit_of_money_changes_nothing(factor):
    scaled = lots(50.0)
    scaled.cost *= factor
    outcome = solve(scaled)
    assert outcome.status == "optimal"
    assert outcome.objective == pytest.approx(factor * solve(lots(50.0)).objective, rel=1e-9)


def test_enumeration_agrees():
    plants = lots(30.0)
    best = np.inf
    for choice in range(2**6):
        built = [(choice >> i) & 1 for i in range(6)]
        plants.integer[:] = False
        plants.column_lower[:6] = plants.column_upper[:6] = built
        outcome = solve(plants)
        best = min(best, outcome.objective if outcome.has_plan else np.inf)
    assert solve(lots(30.0), Options(gap=0.0)).objective == pytest.approx(best, rel=1e-9)


def test_the_method_of_the_relaxations_is_passed_on():
    outcome = solve(one_plant(big=40), Options(method="simplex"))
    assert outcome.held["mip_lp_solver"] == "simplex"
    assert outcome.held["solver"] == "choose"
    assert outcome.method == "branch and cut, relaxations by simplex"


@pytest.mark.parametrize(("below", "status"), [(1e-10, "optimal"), (1e-3, "suspect")])
def test_only_a_hair_below_the_searchs_bound_is_rounding(below, status):
    """A sale at 10 of 1e-11 where the search said nothing can be earned: rows are kept to 1e-7 only."""
    sale = program([[1.0]], row_upper=1.0, upper=[1.0], cost=[-10.0])
    problem = admit(sale).problem
    x = np.array([below / 10.0])
    answer = _weigh(problem, Options(gap=0.0), Answer("optimal", x=x), Run("Optimal", 0.0, bound=0.0))
    assert answer.status == status
