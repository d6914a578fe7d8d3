"""Emissions of plants, purchases and outlets; yearly caps; prices."""

import dataclasses

import numpy as np
import pytest

from symbiosis.park import Cap, ParkError
from symbiosis.park.profile import Calendar
from tests.parks import (
    A_YEAR,
    at,
    cap,
    drain,
    given,
    levy,
    need,
    optimum,
    paid,
    plant,
    series,
    shop,
    small_park,
)


def boilers(*policies, steps=1, mills=("mill",)):
    """Heat from a boiler costs 1 and emits 0.5 t; clean heat costs 4."""
    things = []
    for mill in mills:
        things.append(need(f"{mill}.heat", 10.0))
        things.append(plant(f"{mill}.boiler", "heat", {"gas": -1.0, "co2": 0.5}, capacity=20.0))
    return small_park(
        steps, *things, shop("gas", 1.0, *mills), shop("heat", 4.0, *mills, label="clean"), *policies
    )


def test_without_a_policy_the_cheap_plant_emits():
    r = optimum(boilers(levy("co2", 0.0)))
    assert at(r, "emission", "mill:co2") == pytest.approx(5)
    assert r.outcome.objective == pytest.approx(10)


def test_a_cap_limits_the_year():
    # 3 t an hour allow 6 from the boiler
    r = optimum(boilers(cap("co2", 3 * A_YEAR)))
    assert at(r, "activity", "mill.boiler") == [6]
    assert r.outcome.objective == pytest.approx(6 * 1 + 4 * 4)


def test_a_cap_is_a_yearly_sum_and_not_hourly():
    park = boilers(cap("co2", 3 * A_YEAR), steps=2)
    r = optimum(park.replace(demands=[need("mill.heat", series(10.0, 2.0))], profiles=_profile(10.0, 2.0)))
    assert r.outcome.objective == pytest.approx(12)  # 6 t in two hours, 5 of them in the first


def _profile(*values):
    return small_park(len(values), need("a.b", series(*values)), shop("b", 1.0, "a")).profiles


def test_a_cap_holds_for_the_sum_of_all_enterprises():
    r = optimum(boilers(cap("co2", 8 * A_YEAR), mills=("mill", "kiln")))
    assert r.outcome.objective == pytest.approx(16 * 1 + 4 * 4)


def test_a_cap_may_hold_for_one_enterprise():
    r = optimum(boilers(cap("co2", 3 * A_YEAR, "kiln"), mills=("mill", "kiln")))
    assert at(r, "activity", "mill.boiler") == [10]
    assert at(r, "activity", "kiln.boiler") == [6]


@pytest.mark.parametrize(("price", "cost", "line"), [(4.0, 10 + 20, 20), (10.0, 40, 0)])
def test_a_price_is_paid_for_every_emission_that_is_worth_it(price, cost, line):
    r = optimum(boilers(levy("co2", price)))
    assert paid(r, "levy", owner="mill", item="co2_levy") == pytest.approx(line)
    assert r.outcome.objective == pytest.approx(cost)


def test_a_price_may_follow_a_profile():
    assert optimum(boilers(levy("co2", series(4.0, 10.0)), steps=2)).outcome.objective == pytest.approx(
        30 + 40
    )


def test_a_price_may_be_for_one_enterprise():
    r = optimum(boilers(levy("co2", 4.0, "kiln"), mills=("mill", "kiln")))
    assert paid(r, "levy", owner="kiln") == pytest.approx(20)
    assert r.outcome.objective == pytest.approx(10 + 30)


def test_purchases_carry_emissions():
    park = small_park(
        1,
        need("mill.power", 10.0),
        shop("power", 1.0, "mill", emissions={"co2": 0.5}),
        shop("power", 4.0, "mill", label="green"),
        cap("co2", 3 * A_YEAR),
    )
    r = optimum(park)
    assert at(r, "emission", "mill:co2") == pytest.approx(3)
    assert r.outcome.objective == pytest.approx(6 + 16)


def test_emissions_of_a_purchase_may_follow_a_profile():
    park = small_park(
        2,
        need("mill.power", 10.0),
        shop("power", 1.0, "mill", emissions={"co2": series(0.5, 0.1)}),
        levy("co2", 2.0),
    )
    assert paid(optimum(park), "levy") == pytest.approx(10 + 2)


def test_discarding_may_emit():
    flare = drain("mill.offgas", 1.0, emissions={"co2": 2.0})
    r = optimum(small_park(1, given("mill.offgas", 3.0), flare, levy("co2", 5.0)))
    assert at(r, "emission", "mill:co2") == pytest.approx(6)
    assert r.outcome.objective == pytest.approx(3 + 30)


def test_capture_counts_against_what_is_emitted():
    # the boiler at 1 + 0.5 · 4 beats clean heat at 4; each t captured saves 4 and takes 3 power
    capture = plant("mill.capture", "caught", {"co2": -1.0, "power": -3.0}, capacity=5.0)
    park = boilers(levy("co2", 4.0))
    park = small_park(
        1, *park.demands.values(), *park.technologies.values(), *park.markets.values(), *park.levies.values(),
        capture, shop("power", 0.1, "mill"), drain("mill.caught", 0.2),
    )  # fmt: skip
    r = optimum(park)
    assert at(r, "emission", "mill:co2") == 0
    assert r.outcome.objective == pytest.approx(10 + 5 * (0.3 + 0.2))


def test_an_annualised_hour_emits_for_the_year():
    r = optimum(boilers(cap("co2", 3 * A_YEAR)), annualised=True)
    assert at(r, "emission", "mill:co2") == pytest.approx(3 * A_YEAR)
    assert at(r, "activity", "mill.boiler") == [6]


def test_a_cap_of_a_group_leaves_the_others_alone():
    by_the_river = Cap(label="river", carrier="co2", limit=3 * A_YEAR, members=("mill", "kiln"))
    r = optimum(boilers(by_the_river, mills=("mill", "kiln", "works")))
    assert at(r, "emission", "works:co2") == pytest.approx(5)
    assert at(r, "emission", "mill:co2") + at(r, "emission", "kiln:co2") == pytest.approx(3)


def permits(pool):
    """5 t an hour each without limits; the mill may emit 1 t, the kiln 4; cleaning costs the mill less."""
    dear = [shop("heat", 8.0, "kiln", label="dear")]
    park = boilers(
        Cap(label="a", carrier="co2", limit=1 * A_YEAR, enterprise="mill", pool=pool),
        Cap(label="b", carrier="co2", limit=4 * A_YEAR, enterprise="kiln", pool=pool),
        mills=("mill", "kiln"),
    )
    clean = [dataclasses.replace(park.markets["clean"], members=("mill",))]
    return park.replace(markets=[park.markets["gas_market"], *clean, *dear])


def test_permits_that_are_not_shared_bind_one_by_one():
    r = optimum(permits(""))
    assert at(r, "emission", "mill:co2") == pytest.approx(1)
    assert at(r, "emission", "kiln:co2") == pytest.approx(4)
    assert r.outcome.objective == pytest.approx(2 * 1 + 8 * 4 + 8 * 1 + 2 * 8)


def test_shared_permits_go_where_cleaning_is_dearest():
    r = optimum(permits("park"))
    assert at(r, "emission", "mill:co2") == pytest.approx(0)
    assert at(r, "emission", "kiln:co2") == pytest.approx(5)
    assert r.outcome.objective == pytest.approx(10 * 4 + 10 * 1)


def test_a_winter_cap_holds_in_its_months():
    calendar = Calendar(np.datetime64("2023-01-31T23:00"), 2, 1.0)
    winter = Cap(label="winter", carrier="co2", limit=2 * 31 * 24.0, months=(1,))  # 2 t an hour of January
    park = small_park(
        2,
        need("mill.heat", 10.0),
        plant("mill.boiler", "heat", {"gas": -1.0, "co2": 0.5}, capacity=20.0),
        shop("gas", 1.0, "mill"),
        shop("heat", 4.0, "mill", label="clean"),
        winter,
        calendar=calendar,
    )
    r = optimum(park)
    assert at(r, "activity", "mill.boiler") == [4, 10]


def test_the_price_of_a_cap_is_what_a_tonne_more_saves():
    # a tonne more allows 2 more from the boiler, each 3 cheaper
    r = optimum(boilers(cap("co2", 3 * A_YEAR)))
    assert at(r, "cap_price", "co2_cap") == pytest.approx(6)


def test_caps_of_a_pool_must_agree():
    with pytest.raises(ParkError, match="shares the pool air"):
        boilers(
            Cap(label="a", carrier="co2", limit=1.0, enterprise="mill", pool="air"),
            Cap(label="b", carrier="co2", limit=1.0, enterprise="mill", pool="air", months=(1,)),
        )
