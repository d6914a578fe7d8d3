from __future__ import annotations

import numpy as np
import pytest

from symbiosis.solver.certificate import certify, proves_infeasible, relative_gap
from symbiosis.solver.gate import admit
from tests.solver.programs import program, two_boilers

PLAN = np.array([3.0, 1.0])


def test_right_duals_prove_the_plan():
    proof = certify(admit(two_boilers()).problem, PLAN, np.array([2.0]))
    assert (proof.bound, proof.objective, proof.gap) == (8.0, 8.0, 0.0)
    assert proof.passed


@pytest.mark.parametrize("dual", [-1e6, -1.0, 0.0, 0.5, 1.0, 1.5, 1.999, np.nan])
def test_corrupted_duals_weaken_the_bound_and_fail(dual):
    proof = certify(admit(two_boilers()).problem, PLAN, np.array([dual]))
    assert proof.bound <= 8.0
    assert not proof.passed


def test_a_dual_that_is_too_high_leans_on_a_limit_that_is_not_there():
    proof = certify(admit(two_boilers()).problem, PLAN, np.array([2.1]))
    assert proof.bound == -np.inf
    assert not proof.passed


def test_a_hair_of_wrong_sign_without_a_limit_is_reported_as_a_change_of_cost():
    proof = certify(admit(two_boilers()).problem, PLAN, np.array([2.0 + 1e-9]))
    assert proof.passed
    assert proof.changed == 1
    assert proof.cost_change == pytest.approx(1e-9, rel=1e-6)


def test_a_wrong_sign_is_charged_against_the_limit():
    limited = program([[1, 1]], row_lower=4.0, row_upper=4.0, upper=[3, 10], cost=[1, 2], offset=3.0)
    proof = certify(admit(limited).problem, PLAN, np.array([2.5]))
    # 2.5·4 + (1 − 2.5)·3 + (2 − 2.5)·10 + 3
    assert proof.bound == pytest.approx(3.5)


def test_a_plan_that_is_too_dear_is_not_proved():
    proof = certify(admit(two_boilers()).problem, np.array([2.0, 2.0]), np.array([2.0]))
    assert proof.gap == pytest.approx(1 / 9)
    assert not proof.passed


def test_rounding_is_not_a_gap():
    assert relative_gap(1e-12, 0.0, 1.0) == 0.0
    assert relative_gap(0.0, -1.0, 1.0) == np.inf
    assert relative_gap(-99.0, -100.0, 100.0) == pytest.approx(1 / 99)


def test_a_ray_proves_infeasibility_in_either_direction():
    short = admit(program([[1, 1]], row_lower=4.0, upper=1.0)).problem
    assert proves_infeasible(short, np.array([1.0]))
    assert proves_infeasible(short, np.array([-3.0]))


@pytest.mark.parametrize("ray", [0.0, 1.0, -1.0])
def test_no_ray_proves_a_feasible_program_infeasible(ray):
    enough = admit(program([[1, 1]], row_lower=4.0, upper=2.0)).problem
    assert not proves_infeasible(enough, np.array([ray]))


def test_a_plan_of_nothing_is_proved_in_spite_of_rounding():
    """Doing nothing costs 0; a dual of 1e-5 on a limit of 5e-10 leaves 5e-15 of doubt."""
    idle = program([[1]], row_lower=-np.inf, row_upper=5e-10, upper=[10], cost=[15])
    proof = certify(admit(idle).problem, np.zeros(1), np.array([-1e-5]))
    assert proof.objective == 0.0
    assert proof.passed
