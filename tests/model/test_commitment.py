"""Units that start and stop: least load, least times, starts warm and cold, ramps, the state before."""

import pytest

from symbiosis.horizon import unequal
from symbiosis.questions import solve
from symbiosis.solver import Options
from tests.parks import A_YEAR, at, levy, need, optimum, paid, plant, series, shop, small_park

BOILER = {"capacity": 10.0, "running_cost": 1.0}


def works(needed, price=10.0, hours=1.0, **boiler):
    """Heat from a boiler at 1, or bought."""
    return small_park(
        len(needed),
        need("mill.heat", series(*needed)),
        shop("heat", price, "mill"),
        shop("gas", 2.0, "mill"),
        plant("mill.boiler", "heat", **{**BOILER, **boiler}),
        hours=hours,
    )


def run(park, cyclic=False):
    r = optimum(park, cyclic=cyclic)
    return r, at(r, "activity", "mill.boiler")


def test_below_its_least_load_a_unit_is_off():
    r, heat = run(works([3.0, 4.0, 8.0], minimum_load=0.4))
    assert heat == [0, 4, 8]
    assert at(r, "on", "mill.boiler") == [0, 1, 1]
    assert r.outcome.objective == pytest.approx(30 + 4 + 8)


def test_equal_units_share_the_load():
    # units of 4, each between 2 and 4: three run for 9, one for 2, none for 1
    r, heat = run(works([9.0, 2.0, 1.0], capacity=12.0, unit_size=4.0, minimum_load=0.5))
    assert heat == [9, 2, 0]
    assert at(r, "on", "mill.boiler")[2] == 0
    assert at(r, "on", "mill.boiler")[0] == 3


def test_what_is_left_of_a_unit_does_not_run():
    # 10 hold two units of 4
    _, heat = run(works([10.0], unit_size=4.0))
    assert heat == [8]


def test_units_that_are_built_may_run():
    more = {
        "capacity": 0.0,
        "capacity_max": 12.0,
        "sizes": (4.0,),
        "investment_per_capacity": A_YEAR,
        "lifetime": 1.0,
    }
    r, heat = run(works([8.0], minimum_load=0.75, **more))
    assert heat == [8]
    assert at(r, "units", "mill.boiler") == 2
    assert r.outcome.objective == pytest.approx(8 + 8)


def test_starting_and_shutting_down_cost():
    # off at first: one start for two hours of 5 saves 2 · 45; one hour of 1 saves 9 < 20
    r, heat = run(
        works([0.0, 5.0, 5.0, 0.0, 1.0], start_cost=20.0, stop_cost=3.0, minimum_load=0.1, initial_on=0)
    )
    assert heat == [0, 5, 5, 0, 0]
    assert at(r, "start", "mill.boiler") == [0, 1, 0, 0, 0]
    assert at(r, "stop", "mill.boiler") == [0, 0, 0, 1, 0]
    assert paid(r, "start_up", owner="mill", item="mill.boiler") == pytest.approx(20)
    assert paid(r, "shut_down") == pytest.approx(3)


@pytest.mark.parametrize("hours", [0.5, 2.0])
def test_a_start_costs_the_same_in_a_step_of_any_length(hours):
    r, _ = run(works([5.0], hours=hours, start_cost=7.0, initial_on=0))
    assert paid(r, "start_up") == pytest.approx(7)


def test_a_start_takes_fuel_and_emits():
    start = {"gas": -6.0, "co2": 0.5}
    park = works([0.0, 9.0], start_flows=start, initial_on=0, hours=2.0, minimum_load=0.1)
    r = optimum(park.replace(levies=[levy("co2", 8.0)]), cyclic=False)
    assert at(r, "purchase", "gas_market:mill") == [0, 3]  # 6 in a step of two hours
    assert paid(r, "purchase", item="gas_market") == pytest.approx(12)
    assert paid(r, "levy") == pytest.approx(4)


def test_a_free_state_before_costs_no_start():
    r, heat = run(works([5.0, 5.0], start_cost=20.0))
    assert heat == [5, 5]
    assert paid(r, "start_up") == 0


def test_a_cyclic_period_follows_on_itself():
    # whoever runs in the first hour and not in the last has started
    r, _ = run(works([5.0, 5.0, 0.0], start_cost=20.0, minimum_load=0.1), cyclic=True)
    assert at(r, "start", "mill.boiler") == [1, 0, 0]
    assert paid(r, "start_up") == pytest.approx(20)


def test_least_time_on():
    # a load of at least 4 for three hours, with 5 or nothing needed: not worth the sale at a loss
    sold = shop("heat", 10.0, "mill", sale_price=-2.0, label="heat_market")
    park = works([0.0, 5.0, 0.0, 0.0], minimum_load=0.4, minimum_up=3.0, initial_on=0)
    r, heat = run(park.replace(markets=[sold, *[m for k, m in park.markets.items() if k != "heat_market"]]))
    # 5 made for 5, then 4 and 4 made for 8 and given away for 16: 29 < 50
    assert heat == [0, 5, 4, 4]
    assert r.outcome.objective == pytest.approx(29)


def test_least_time_off():
    # stopped in hour 1, it stays off in hour 2; 1 cannot be made at a least load of 4
    _, heat = run(works([6.0, 1.0, 5.0, 5.0], minimum_load=0.4, minimum_down=2.0, initial_on=1))
    assert heat == [6, 0, 0, 5]


def test_least_times_are_in_hours_not_steps():
    park = works([5.0] * 2 + [1.0] * 2 + [5.0] * 4, minimum_load=0.4, minimum_down=3.0, initial_on=1)
    horizon = unequal(park.calendar, [2, 2, 1, 3], cyclic=False)
    r = solve(park, horizon=horizon, options=Options(gap=0.0))
    assert r.verdict.ok, r.verdict
    # off for the two hours of 1, it stays off for the hour after
    assert at(r, "activity", "mill.boiler") == [5, 0, 0, 5]


def test_cold_starts_cost_more():
    # off for two hours it is warm (7), for three it is cold (30); never worth keeping on at a loss
    costs = {
        "start_cost": 7.0,
        "start_cost_cold": 30.0,
        "cold_after": 2.0,
        "minimum_load": 0.4,
        "initial_on": 1,
    }
    r, _ = run(works([5.0, 0.0, 0.0, 5.0], **costs))
    assert paid(r, "start_up") == pytest.approx(7)
    r, _ = run(works([5.0, 0.0, 0.0, 0.0, 5.0], **costs))
    assert at(r, "cold_start", "mill.boiler") == [0, 0, 0, 0, 1]
    assert paid(r, "start_up") == pytest.approx(30)


@pytest.mark.parametrize(("off_for", "paid_for"), [(1.0, 7.0), (2.0, 30.0), (None, 30.0)])
def test_units_off_before_the_start_may_still_be_warm(off_for, paid_for):
    # off for some hours before, and for one more: warm up to two hours
    costs = {"start_cost": 7.0, "start_cost_cold": 30.0, "cold_after": 2.0, "minimum_load": 0.4}
    r, _ = run(works([0.0, 9.0], initial_on=0, initial_hours=off_for, **costs))
    assert paid(r, "start_up") == pytest.approx(paid_for)


def test_units_on_before_the_start_stay_on_as_long_as_they_owe():
    # on for one of three hours: two more at 4 each, 1 needed and 3 sold
    grid = shop("heat", 10.0, "mill", sale_price=-2.0, label="heat_market")
    park = works([1.0, 1.0, 1.0], minimum_load=0.4, minimum_up=3.0, initial_on=1, initial_hours=1.0)
    _, heat = run(park.replace(markets=[grid, *[m for k, m in park.markets.items() if k != "heat_market"]]))
    assert heat[:2] == [4, 4]


def test_units_off_before_the_start_stay_off_as_long_as_they_owe():
    _, heat = run(works([5.0, 5.0, 5.0], minimum_down=3.0, initial_on=0, initial_hours=1.0, minimum_load=0.1))
    assert heat == [0, 0, 5]


def test_ramps_limit_what_always_stands():
    # at most 3 more and 4 less an hour
    _, heat = run(works([2.0, 9.0, 9.0, 9.0, 1.0], ramp_up=0.3, ramp_down=0.4))
    assert sum(heat) == pytest.approx(2 + 5 + 8 + 5 + 1)


def test_ramps_run_from_the_middle_of_a_step_to_the_next():
    park = works([2.0, 9.0, 9.0, 9.0], ramp_up=0.1)
    horizon = unequal(park.calendar, [1, 3], cyclic=False)
    r = solve(park, horizon=horizon, options=Options(gap=0.0))
    assert r.verdict.ok
    assert at(r, "activity", "mill.boiler") == [2, 4]  # two hours between, 1 an hour


def test_ramps_of_units_start_at_their_least_load():
    # 3 at least; 1 more each hour
    _, heat = run(works([0.0, 9.0, 9.0, 9.0], minimum_load=0.3, ramp_up=0.1, initial_on=0))
    assert heat == [0, 3, 4, 5]


def test_what_must_run_keeps_its_least_load():
    grid = shop("heat", 10.0, "mill", sale_price=0.0, label="grid")
    boiler = plant("mill.boiler", "heat", minimum_load=0.4, must_run=True, retirable=False, **BOILER)
    r = optimum(small_park(1, need("mill.heat", 1.0), grid, boiler))
    assert at(r, "sale", "grid:mill") == [3]
    assert "on" not in r.data
