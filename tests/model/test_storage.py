"""Stores: how a content follows from the one before, what limits it, how a horizon closes."""

import pytest

from symbiosis.park import Store
from tests.parks import A_YEAR, at, drain, given, need, optimum, paid, series, shop, small_park


def tank(needed=(0.0, 10.0), prices=(1.0, 5.0), hours=1.0, **store):
    """Heat is cheap first and dear later; a tank may keep it."""
    store = {"capacity": 100.0, **store} if "capacity_max" not in store else store
    return small_park(
        len(needed),
        need("mill.heat", series(*needed)),
        shop("heat", series(*prices), "mill"),
        Store(label="mill.tank", carrier="heat", **store),
        hours=hours,
    )


def test_a_store_buys_when_it_is_cheap():
    r = optimum(tank(needed=(10.0, 10.0), capacity=10.0))
    assert at(r, "purchase", "heat_market:mill") == [20, 0]
    assert at(r, "level", "mill.tank") == [10, 0]
    assert r.outcome.objective == pytest.approx(20)


def test_a_store_is_no_larger_than_it_is():
    r = optimum(tank(capacity=6.0))
    assert r.outcome.objective == pytest.approx(6 * 1 + 4 * 5)


def test_cyclic_the_end_precedes_the_start():
    # what is bought in the cheap last hour is used in the first
    r = optimum(tank(needed=(10.0, 0.0), prices=(5.0, 1.0)))
    assert at(r, "level", "mill.tank") == [0, 10]
    assert r.outcome.objective == pytest.approx(10)


def test_chained_from_a_given_content():
    # 4 are there at the start; nobody asks for them back
    r = optimum(tank(initial_level=4.0), cyclic=False)
    assert at(r, "purchase", "heat_market:mill") == [6, 0]
    assert at(r, "level", "mill.tank") == [10, 0]
    assert r.outcome.objective == pytest.approx(6)


def test_what_must_be_left_in_the_end_is_bought_when_it_is_cheap():
    # 4 are there, 10 are needed, 3 must stay: 9 are bought at 1, none at 5
    r = optimum(tank(initial_level=4.0, final_level_min=3.0), cyclic=False)
    assert at(r, "level", "mill.tank") == [13, 3]
    assert r.outcome.objective == pytest.approx(9)


def test_a_cyclic_period_has_no_end_to_keep_anything_for():
    r = optimum(tank(final_level_min=3.0))
    assert r.outcome.objective == pytest.approx(10)


def test_chained_from_a_free_content_that_must_be_there_at_the_end():
    r = optimum(tank(needed=(10.0, 0.0), prices=(5.0, 1.0)), cyclic=False)
    assert r.outcome.objective == pytest.approx(10)


def test_a_free_first_content_is_no_gift():
    r = optimum(tank(needed=(10.0, 10.0), prices=(2.0, 2.0)), cyclic=False)
    assert r.outcome.objective == pytest.approx(40)


def test_a_free_first_content_fits_into_the_store():
    r = optimum(tank(needed=(10.0, 0.0), prices=(5.0, 1.0), capacity=6.0), cyclic=False)
    assert r.outcome.objective == pytest.approx(6 * 1 + 4 * 5)


def test_part_of_the_content_is_lost_every_hour():
    # 8 at the end of the first hour leave 4 to draw in the second
    r = optimum(tank(needed=(0.0, 4.0), loss=0.5))
    assert at(r, "level", "mill.tank") == [8, 0]
    assert r.outcome.objective == pytest.approx(8)


def test_losses_compound_over_a_step_of_two_hours():
    # a quarter is left after two hours: 8 MWh, filled at 4 MW, give 1 MW for two hours
    r = optimum(tank(needed=(0.0, 1.0), loss=0.5, hours=2.0))
    assert at(r, "purchase", "heat_market:mill") == [4, 0]
    assert at(r, "level", "mill.tank") == [8, 0]
    assert r.outcome.objective == pytest.approx(8)


def test_part_is_lost_going_in_and_coming_out():
    # 10 in leave 8 inside, of which 4 come out
    r = optimum(tank(needed=(0.0, 4.0), charge_efficiency=0.8, discharge_efficiency=0.5))
    assert at(r, "charge", "mill.tank") == [10, 0]
    assert at(r, "level", "mill.tank") == [8, 0]
    assert at(r, "discharge", "mill.tank") == [0, 4]
    assert r.outcome.objective == pytest.approx(10)


def test_filling_takes_time():
    r = optimum(tank(needed=(0.0, 8.0), capacity=10.0, charge_max=0.5))
    assert at(r, "level", "mill.tank") == [5, 0]
    assert r.outcome.objective == pytest.approx(5 * 1 + 3 * 5)


def test_emptying_takes_time():
    r = optimum(tank(needed=(0.0, 8.0), capacity=10.0, discharge_max=0.3))
    assert at(r, "level", "mill.tank") == [3, 0]
    assert r.outcome.objective == pytest.approx(3 * 1 + 5 * 5)


def test_some_content_always_stays():
    r = optimum(tank(capacity=10.0, level_min=0.2))
    assert at(r, "level", "mill.tank") == [10, 2]
    assert r.outcome.objective == pytest.approx(8 * 1 + 2 * 5)


def test_a_design_margin_is_never_filled():
    r = optimum(tank(capacity=10.0, design_margin=0.25))
    assert at(r, "level", "mill.tank") == [8, 0]


def test_a_store_is_built_as_large_as_needed():
    # 1 an hour over two hours for each that it holds, and it saves 4
    r = optimum(tank(capacity_max=50.0, investment_per_capacity=A_YEAR, lifetime=1.0))
    assert at(r, "capacity", "mill.tank") == 10
    assert paid(r, "investment", owner="mill", item="mill.tank") == pytest.approx(20)
    assert r.outcome.objective == pytest.approx(20 + 10)


def test_a_store_with_a_fixed_cost_is_built_or_not():
    # 25 an hour over two hours is more than the 40 it could save
    r = optimum(tank(capacity_max=50.0, investment=25 * A_YEAR, lifetime=1.0))
    assert at(r, "units", "mill.tank") == 0
    assert r.outcome.objective == pytest.approx(50)


def test_running_cost_is_paid_for_what_is_put_in():
    # 10 are put in so that 4 come out
    r = optimum(tank(needed=(0.0, 4.0), charge_efficiency=0.8, discharge_efficiency=0.5, running_cost=0.5))
    assert paid(r, "running", owner="mill", item="mill.tank") == pytest.approx(5)


def test_a_store_bridges_hours_without_supply():
    park = small_park(
        3,
        given("mill.steam", series(10.0, 0.0, 6.0)),
        need("mill.steam_need", 5.0, carrier="steam"),
        drain("mill.steam", 1.0),
        Store(label="mill.tank", carrier="steam", capacity=5.0),
    )
    r = optimum(park)
    assert at(r, "level", "mill.tank")[:2] == [5, 0]
    assert r.outcome.objective == pytest.approx(1)


def test_how_full_it_may_be_follows_a_profile():
    # 10 · 0.6 at the end of the cheap hour
    r = optimum(tank(capacity=10.0, level_max=series(0.6, 1.0)))
    assert at(r, "level", "mill.tank") == [6, 0]
    assert r.outcome.objective == pytest.approx(6 * 1 + 4 * 5)


def burning(**store):
    """Heat that nobody takes: a store that fills and empties at once could burn it."""
    tank = Store(label="mill.tank", carrier="heat", capacity=10.0, charge_efficiency=0.5, **store)
    return small_park(2, given("mill.heat", series(8.0, 0.0)), drain("mill.heat", 3.0), tank)


@pytest.mark.parametrize(("one_way", "discarded"), [(False, 0.0), (True, 4.0)])
def test_one_way_at_a_time(one_way, discarded):
    # both ways: 16 in and 8 out at once burn all 8; one way: 8 in now, 4 out in the next hour
    r = optimum(burning(one_way=one_way))
    assert sum(at(r, "discard", "mill.heat")) == pytest.approx(discarded)


def test_a_store_that_may_not_burn_what_passes():
    # a single hour cannot fill and empty: all 8 are discarded
    tank = Store(label="mill.tank", carrier="heat", capacity=10.0, charge_efficiency=0.5, one_way=True)
    r = optimum(small_park(1, given("mill.heat", 8.0), drain("mill.heat", 3.0), tank))
    assert at(r, "discard", "mill.heat") == [8]
