"""Stores that carry content over weeks are noticed, and a loose solve is then left alone."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.horizon.spec import full
from symbiosis.park import Store
from symbiosis.solver import Options, method, solve
from symbiosis.solver.certified import solve as certified
from symbiosis.solver.certified.bound import Bound, Limits
from symbiosis.solver.certified.chains import find_chains
from symbiosis.solver.certified.lasting import lasting
from symbiosis.solver.certified.limits import column_limits
from symbiosis.solver.certified.split import Steps
from symbiosis.solver.gate import admit
from tests.parks import need, shop, small_park
from tests.solver.certified.parks import program_of, seasonal

DAY = 24.0


def count(park, hours=DAY):
    program = program_of(park, full(park.calendar, cyclic=True))
    problem = admit(program).problem
    steps = Steps.of(program, problem)
    limits = Limits(*column_limits(problem))
    return lasting(problem, limits, find_chains(problem, steps), steps, hours)


def tank(**fields):
    store = Store(label="mill.tank", carrier="heat", capacity=100.0, **fields)
    return small_park(48, store, need("mill.heat", 5.0), shop("heat", 20.0, "mill"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"charge_max": 0.5, "discharge_max": 0.5}, 0),  # filled and emptied in 4 hours
        ({"charge_max": 0.05, "discharge_max": 0.05}, 1),  # in 40
        ({"charge_max": 0.05, "discharge_max": 0.05, "loss": 0.1}, 0),  # which nothing survives
    ],
)
def test_slow_stores_that_keep_their_content_last(fields, expected):
    assert count(tank(**fields)) == expected


def test_slow_is_a_matter_of_the_block():
    slow = tank(charge_max=0.05, discharge_max=0.05)
    assert count(slow, hours=39.0) == 1
    assert count(slow, hours=41.0) == 0


def test_left_to_choose_a_loose_solve_is_not_begun(monkeypatch):
    monkeypatch.setattr(method, "LOOSELY", 0)
    monkeypatch.setattr(certified, "BLOCK_HOURS", DAY)
    park = tank(charge_max=0.05, discharge_max=0.05)
    chosen = solve(program_of(park), Options(gap=1e-3))
    assert "certified" not in chosen.method
    assert any("carry content over weeks" in warning for warning in chosen.warnings)
    asked = solve(program_of(park), Options(gap=1e-3, method="certified"))
    assert asked.method.startswith("certified")
    quick = tank(charge_max=0.5, discharge_max=0.5)
    assert solve(program_of(quick), Options(gap=1e-3)).method.startswith("certified")


def test_what_stays_far_away_is_left_to_exact_methods(monkeypatch):
    """A bound of nothing leaves a gap of 100 %."""

    def nothing(problem, limits, chains, dual):
        return Bound(0.0, np.zeros_like(dual), 0.0)

    monkeypatch.setattr(method, "LOOSELY", 0)
    monkeypatch.setattr(certified, "best_bound", nothing)
    chosen = solve(program_of(seasonal()), Options(gap=1e-3))
    assert "certified" not in chosen.method
    assert chosen.status == "optimal"
    assert any("came no nearer than" in warning for warning in chosen.warnings)
