"""Plants given by points: mixtures, polygons that are not convex, curves, and what they take and cost."""

import pytest

from symbiosis.park import Technology
from tests.parks import A_YEAR, at, levy, need, optimum, paid, plant, series, shop, small_park

ALWAYS = {"must_run": True, "retirable": False}


def chp(**more):
    """Extraction: more heat costs power. Points: none, all power, most heat."""
    points = {"power": [0.0, 10.0, 6.0], "heat": [0.0, 0.0, 8.0], "fuel": [0.0, -25.0, -25.0]}
    given = {"rated_on": "power", "points": points, "capacity": 10.0}
    return Technology(label="mill.chp", **{**given, **more})


def mill(power, heat, *things):
    return small_park(
        len(power),
        need("mill.power", series(*power)),
        need("mill.heat", series(*heat)),
        shop("power", 100.0, "mill"),
        shop("heat", 30.0, "mill"),
        shop("fuel", 1.0, "mill"),
        *things,
    )


def test_a_mixture_gives_heat_and_power_at_once():
    # half of all power and half of most heat: 8 power, 4 heat, 25 fuel
    r = optimum(mill([8.0], [4.0], chp()))
    assert at(r, "mix", "mill.chp:1") == [0.5]
    assert at(r, "mix", "mill.chp:2") == [0.5]
    assert at(r, "purchase", "fuel_market:mill") == [25]
    assert r.outcome.objective == pytest.approx(25)


def test_part_of_a_unit_runs_at_part_of_every_flow():
    # no heat needed, 4 power: 0.4 of the point with all power
    r = optimum(mill([4.0], [0.0], chp()))
    assert r.outcome.objective == pytest.approx(10)


def test_what_is_outside_the_region_is_bought():
    # 10 power and 8 heat: the unit can give 6 and 8 (4 power bought, 400) or 10 and 0 (8 heat bought, 240)
    r = optimum(mill([10.0], [8.0], chp()))
    assert at(r, "activity", "mill.chp") == [10]
    assert r.outcome.objective == pytest.approx(25 + 240)


def test_points_scale_with_what_is_built():
    # twice the nameplate of the points: 16 power and 8 heat on 50 fuel
    more = {"capacity": 0.0, "capacity_max": 50.0, "investment_per_capacity": A_YEAR, "lifetime": 1.0}
    r = optimum(mill([16.0], [8.0], chp(**more)))
    assert at(r, "capacity", "mill.chp") == 20
    assert r.outcome.objective == pytest.approx(50 + 20)


def test_points_cost_and_emit():
    points = {"power": [5.0, 10.0], "fuel": [-15.0, -25.0], "co2": [3.0, 5.0]}
    unit = chp(points=points, point_cost=[7.0, 9.0], running_cost=2.0, **ALWAYS)
    r = optimum(mill([8.0], [0.0], unit, levy("co2", 10.0)))
    # 0.4 of the first and 0.6 of the second
    assert paid(r, "running") == pytest.approx(0.4 * 7 + 0.6 * 9 + 2 * 8)
    assert paid(r, "levy") == pytest.approx(10 * (0.4 * 3 + 0.6 * 5))
    assert at(r, "purchase", "fuel_market:mill") == [21]


def test_what_must_run_leaves_the_region_at_no_time():
    # at least 5 power; nothing takes what is not needed but a sale at nothing
    points = {"power": [5.0, 10.0], "fuel": [-15.0, -25.0]}
    grid = shop("power", 100.0, "mill", sale_price=0.0, label="grid")
    park = small_park(
        1, need("mill.power", 1.0), grid, shop("fuel", 1.0, "mill"), chp(points=points, **ALWAYS)
    )
    r = optimum(park)
    assert at(r, "activity", "mill.chp") == [5]
    assert at(r, "sale", "grid:mill") == [4]
    assert r.outcome.objective == pytest.approx(15)


NOTCHED = {
    # a square of 10 with a notch from the right to (4, 5)
    "power": [0.0, 10.0, 10.0, 4.0, 10.0, 10.0, 0.0],
    "heat": [0.0, 0.0, 4.0, 5.0, 6.0, 10.0, 10.0],
}


def test_a_polygon_that_is_not_convex_keeps_its_notch():
    # at heat 5 no more than 4 power: 6 are bought at 100
    unit = chp(points=NOTCHED, shape="polygon", **ALWAYS)
    r = optimum(mill([10.0], [5.0], unit))
    # or heat 4 and 1 bought at 30
    assert r.outcome.objective == pytest.approx(30)
    r = optimum(
        small_park(1, need("mill.power", 10.0), need("mill.heat", 5.0), shop("power", 100.0, "mill"), unit)
    )
    assert at(r, "activity", "mill.chp") == [4]
    assert r.outcome.objective == pytest.approx(600)


def test_mixtures_of_the_same_points_have_no_notch():
    r = optimum(mill([10.0], [5.0], chp(points=NOTCHED, **ALWAYS)))
    assert r.outcome.objective == pytest.approx(0)


@pytest.mark.parametrize(("shape", "fuel"), [("mixtures", 15.0), ("curve", 20.0)])
def test_a_curve_that_is_not_convex_is_followed(shape, fuel):
    # dear at first, then cheap: 0, 20 and 30 fuel for 0, 5 and 10 power; the straight line says 15 for 5
    points = {"power": [0.0, 5.0, 10.0], "fuel": [0.0, -20.0, -30.0]}
    r = optimum(mill([5.0], [0.0], chp(points=points, shape=shape)))
    assert at(r, "purchase", "fuel_market:mill") == [fuel]


@pytest.mark.parametrize(("shape", "cost"), [("mixtures", 27.5), ("curve", 35.0)])
def test_a_curve_of_cost_over_one_flow_is_followed(shape, cost):
    # none costs 20, 5 cost 40 and 10 cost 30; 7.5 is half of the last two, or a quarter of the first and
    # three quarters of the last
    points = {"power": [0.0, 5.0, 10.0]}
    unit = chp(points=points, point_cost=[20.0, 40.0, 30.0], shape=shape, **ALWAYS)
    r = optimum(small_park(1, need("mill.power", 7.5), unit))
    assert paid(r, "running") == pytest.approx(cost)


def test_a_curve_of_fuel_that_rises_ever_faster_needs_no_integers():
    points = {"power": [0.0, 5.0, 10.0], "fuel": [0.0, -10.0, -30.0]}
    r = optimum(mill([8.0], [0.0], chp(points=points)))
    assert at(r, "purchase", "fuel_market:mill") == [22]
    assert "piece" not in r.data


def test_availability_and_margin_leave_less_of_a_unit():
    # 10 · 0.5 / 1.25 = 4 power
    r = optimum(mill([10.0], [0.0], chp(availability=0.5, design_margin=0.25)))
    assert at(r, "activity", "mill.chp") == [4]


def test_whole_units_of_points_are_switched():
    # each at 4 to 10; 12 need two units, which cost 3 each an hour to have on
    points = {"power": [4.0, 10.0], "fuel": [-12.0, -24.0]}
    unit = chp(points=points, capacity=20.0, unit_size=10.0)
    r = optimum(mill([12.0, 2.0], [0.0, 0.0], unit))
    assert at(r, "on", "mill.chp") == [2, 0]
    assert at(r, "purchase", "fuel_market:mill") == [32, 0]  # 2 · 12 and 2 for each of 4 more
    assert r.outcome.objective == pytest.approx(32 + 2 * 100)


def test_a_region_beside_ratios():
    # the boiler's ash goes with its heat, its fuel with its points
    boiler = Technology(
        label="mill.boiler",
        rated_on="heat",
        ratios={"heat": 1.0, "nox": 0.5},
        points={"heat": [0.0, 10.0], "fuel": [0.0, -12.0]},
        capacity=10.0,
    )
    r = optimum(mill([0.0], [5.0], boiler, levy("nox", 4.0)))
    assert r.outcome.objective == pytest.approx(6 + 5 * 0.5 * 4)


def test_a_plant_by_points_runs_beside_one_by_ratios():
    r = optimum(mill([8.0], [4.0], chp(), plant("mill.kettle", "heat", {"power": -1.0}, capacity=9.0)))
    assert r.outcome.objective == pytest.approx(25)
