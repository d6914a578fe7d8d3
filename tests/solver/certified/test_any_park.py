"""Everything at once, at random: the optimum lies between bound and plan, and one is found if there is one.

`pytest -m slow` tries many more parks.
"""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.solver import Options, solve
from symbiosis.solver.certified.limits import column_limits
from symbiosis.solver.gate import admit
from tests.solver.certified.any_park import AnyPark
from tests.solver.certified.parks import program_of

FEW = (2, 10, 18, 33, 38)
MANY = range(40, 70)
SEARCH = 60.0  # seconds that branch and cut is given; it then knows less


def assert_certified(seed):
    drawn = AnyPark(seed)
    program = program_of(drawn.park, drawn.horizon)
    assert np.isfinite(column_limits(admit(program).problem)[1]).all(), drawn.features
    exact = solve(program, Options(gap=0.0, time_limit=SEARCH))
    outcome = solve(program, Options(method="certified", gap=1e-3, time_limit=SEARCH))
    about = f"{seed} {drawn.shape} {drawn.features} {outcome.warnings}"
    if exact.status == "infeasible":
        assert outcome.status == "infeasible", about
        return
    assert exact.objective is not None, about
    rounding = 1e-6 * max(1.0, abs(exact.objective))
    assert outcome.has_plan, about
    assert outcome.violation <= 1e-6, about
    assert outcome.objective >= exact.bound - rounding, about
    assert outcome.bound is not None, about
    assert outcome.bound <= exact.objective + rounding, about


@pytest.mark.parametrize("seed", FEW)
def test_any_park(seed):
    assert_certified(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_many_parks(seed):
    assert_certified(seed)
