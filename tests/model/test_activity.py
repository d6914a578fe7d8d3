"""Converters: signed flows per unit of activity, usable capacity, yearly limits, running cost."""

import pytest

from symbiosis.park import Technology
from tests.parks import A_YEAR, at, given, need, optimum, paid, plant, series, shop, small_park


def test_flows_are_stated_per_unit_of_what_the_plant_is_rated_on():
    # gas 1 → power 0.4 and heat 0.5; rated on heat: gas 2, power 0.8 for each heat.
    # 10 heat burn 20 gas at 3 and leave 8 power, which is sold at 5
    chp = Technology(
        label="mill.chp", rated_on="heat", ratios={"gas": -1.0, "power": 0.4, "heat": 0.5}, capacity=10.0
    )
    grid = shop("power", 6.0, "mill", sale_price=5.0)
    r = optimum(small_park(1, need("mill.heat", 10.0), shop("gas", 3.0, "mill"), grid, chp))
    assert at(r, "activity", "mill.chp") == [10]
    assert at(r, "purchase", "gas_market:mill") == [20]
    assert at(r, "sale", "power_market:mill") == [8]
    assert r.outcome.objective == pytest.approx(20 * 3 - 8 * 5)


def test_a_plant_may_be_rated_on_what_it_takes():
    # a burner of 6 waste makes 3 heat; 4 of 10 waste are left, and 1 heat is bought at 7
    burner = Technology(
        label="mill.burner", rated_on="waste", ratios={"waste": -1.0, "heat": 0.5}, capacity=6.0
    )
    tip = plant("mill.tip", "air", {"waste": -1.0}, capacity=100.0)
    park = small_park(
        1, given("mill.waste", 10.0), need("mill.heat", 4.0), shop("heat", 7.0, "mill"), burner, tip,
        shop("air", 50.0, "mill", sale_price=0.0),
    )  # fmt: skip
    r = optimum(park)
    assert at(r, "activity", "mill.burner") == [6]
    assert at(r, "activity", "mill.tip") == [4]
    assert r.outcome.objective == pytest.approx(7)


def test_availability_follows_a_profile():
    solar = plant("mill.solar", "power", capacity=10.0, availability=series(1.0, 0.5, 0.0))
    r = optimum(small_park(3, need("mill.power", 10.0), shop("power", 3.0, "mill"), solar))
    assert at(r, "activity", "mill.solar") == [10, 5, 0]
    assert r.outcome.objective == pytest.approx((5 + 10) * 3)


def test_availability_scales_new_capacity():
    # half available: 8 must be built for 4
    solar = plant(
        "mill.solar",
        "power",
        availability=0.5,
        capacity_max=50.0,
        investment_per_capacity=A_YEAR,
        lifetime=1.0,
    )
    r = optimum(small_park(1, need("mill.power", 4.0), shop("power", 3.0, "mill"), solar))
    assert at(r, "capacity", "mill.solar") == 8
    assert r.outcome.objective == pytest.approx(8)


def test_a_ratio_follows_a_profile():
    # a heat pump takes 1/2 power for a heat in the cold hour, 1/4 in the warm one
    pump = plant("mill.heat_pump", "heat", {"power": series(-0.5, -0.25)}, capacity=8.0)
    r = optimum(small_park(2, need("mill.heat", 8.0), shop("power", 1.0, "mill"), pump))
    assert at(r, "purchase", "power_market:mill") == [4, 2]
    assert r.outcome.objective == pytest.approx(6)


def test_activity_max_limits_a_year():
    # 3 an hour on average: of 10 needed in two hours, 6 are made and 4 bought
    spring = plant("mill.spring", "water", capacity=10.0, activity_max=3 * A_YEAR)
    r = optimum(small_park(2, need("mill.water", 5.0), shop("water", 7.0, "mill"), spring))
    assert sum(at(r, "activity", "mill.spring")) == pytest.approx(6)
    assert r.outcome.objective == pytest.approx(4 * 7)


def test_activity_max_limits_a_year_that_an_hour_stands_for():
    spring = plant("mill.spring", "water", capacity=10.0, activity_max=3 * A_YEAR)
    r = optimum(small_park(1, need("mill.water", 5.0), shop("water", 7.0, "mill"), spring), annualised=True)
    assert at(r, "activity", "mill.spring") == [3]
    assert r.outcome.objective == pytest.approx(2 * 7 * A_YEAR)


@pytest.mark.parametrize("hours", [1.0, 2.0, 0.5])
def test_running_cost_is_paid_per_amount(hours):
    pump = plant("mill.pump", "water", capacity=10.0, running_cost=2.0)
    r = optimum(small_park(1, need("mill.water", 5.0), pump, hours=hours))
    assert paid(r, "running", owner="mill", item="mill.pump") == pytest.approx(5 * hours * 2)


def test_the_cheaper_plant_runs_first():
    dear = plant("mill.dear", "heat", capacity=10.0, running_cost=3.0)
    cheap = plant("mill.cheap", "heat", capacity=4.0, running_cost=1.0)
    r = optimum(small_park(2, need("mill.heat", series(3.0, 6.0)), dear, cheap))
    assert at(r, "activity", "mill.cheap") == [3, 4]
    assert at(r, "activity", "mill.dear") == [0, 2]
    assert r.outcome.objective == pytest.approx(3 + 4 + 6)
