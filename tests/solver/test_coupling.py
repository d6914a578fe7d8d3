from __future__ import annotations

import pytest

from symbiosis.solver.coupling import carried_share
from symbiosis.solver.gate import admit
from tests.parks import need, plant, shop, small_park
from tests.solver.certified.parks import program_of, seasonal
from tests.solver.programs import lots


def share_of(program):
    return carried_share(admit(program).problem, program)


def test_only_the_level_of_a_store_reaches_into_the_next_hour():
    """Beside it: what the plant makes, is charged, discharged and bought."""
    assert share_of(program_of(seasonal())) == pytest.approx(1 / 5)


def boiler(**wishes):
    made = plant("mill.boiler", "heat", {"gas": -1.0}, capacity=20.0, **wishes)
    return small_park(24, made, need("mill.heat", 5.0), shop("gas", 10.0, "mill"))


def test_units_that_are_on_reach_into_the_next_hour():
    """Beside them: what starts, what stops, what is made and bought."""
    assert share_of(program_of(boiler(minimum_load=0.5, unit_size=10.0))) == pytest.approx(1 / 5)


def test_hours_in_which_nothing_stays_stand_alone():
    assert share_of(program_of(boiler())) == 0.0


def test_arrays_without_time_carry_nothing():
    assert share_of(lots(30.0)) == 0.0
