"""What arises must go somewhere: used, sold, or discarded through a declared outlet."""

import pytest

from symbiosis.park import Outlet
from tests.parks import A_YEAR, at, drain, given, need, optimum, paid, series, shop, small_park


def two_ways(steps=1, **first):
    """Waste goes down the drain for 2, or into a landfill for 10."""
    return small_park(
        steps,
        given("mill.waste", 5.0),
        drain("mill.waste", 2.0, **first),
        Outlet(label="mill.landfill", carrier="waste", fee=10.0),
    )


def test_a_fee_is_paid_per_amount():
    r = optimum(two_ways())
    assert paid(r, "discard", owner="mill", item="mill.waste") == pytest.approx(10)
    assert at(r, "discard", "mill.waste") == [5]


def test_a_fee_may_follow_a_profile():
    r = optimum(small_park(2, given("mill.waste", 5.0), drain("mill.waste", series(1.0, 3.0))))
    assert r.outcome.objective == pytest.approx(20)


def test_an_outlet_takes_no_more_than_its_limit():
    r = optimum(two_ways(limit=3.0))
    assert at(r, "discard", "mill.landfill") == [2]
    assert r.outcome.objective == pytest.approx(3 * 2 + 2 * 10)


def test_a_permit_limits_the_year():
    # 1 an hour on average: 2 of the 10 of two hours
    assert optimum(two_ways(2, annual_limit=A_YEAR)).outcome.objective == pytest.approx(2 * 2 + 8 * 10)


def test_what_arises_is_used_before_it_is_bought():
    park = small_park(
        1, given("mill.heat", 4.0), need("mill.heating", 10.0, carrier="heat"), shop("heat", 3.0, "mill")
    )
    assert optimum(park).outcome.objective == pytest.approx(18)


def test_several_needs_and_supplies_of_one_carrier_add_up():
    park = small_park(
        1,
        given("mill.press", 1.0, carrier="heat"),
        given("mill.oven", 2.0, carrier="heat"),
        need("mill.dryer", 4.0, carrier="heat"),
        need("mill.hall", 5.0, carrier="heat"),
        shop("heat", 3.0, "mill"),
    )
    assert optimum(park).outcome.objective == pytest.approx(6 * 3)
