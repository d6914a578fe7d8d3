"""Every carrier balances at every enterprise; what one more unit would cost is its price."""

import pytest

from tests.parks import (
    A_YEAR,
    at,
    drain,
    given,
    hub,
    member,
    need,
    optimum,
    pipe,
    plant,
    series,
    shop,
    small_park,
)


def price(r, place):
    """What one more unit needed would cost, step by step."""
    return [round(float(value), 6) for value in r.shadow_price.sel(place=place).values]


def test_the_price_is_that_of_the_last_unit():
    # 6 are cheap, the other 4 dear
    park = small_park(
        1,
        need("mill.heat", 10.0),
        shop("heat", 1.0, "mill", purchase_limit=6.0),
        shop("heat", 5.0, "mill", label="dear"),
    )
    assert price(optimum(park), "mill:heat") == [5]


def test_the_price_follows_the_hour():
    park = small_park(
        3,
        need("mill.heat", series(4.0, 10.0, 6.0)),
        shop("heat", 1.0, "mill", purchase_limit=7.0),
        shop("heat", 5.0, "mill", label="dear"),
    )
    assert price(optimum(park), "mill:heat") == [1, 5, 1]


@pytest.mark.parametrize(("hours", "annualised"), [(1.0, None), (2.0, None), (0.25, None), (1.0, True)])
def test_the_price_is_per_amount_whatever_a_step_stands_for(hours, annualised):
    park = small_park(2, need("mill.heat", 10.0), shop("heat", series(3.0, 5.0), "mill"), hours=hours)
    assert price(optimum(park, annualised=annualised), "mill:heat") == [3, 5]


def test_a_boiler_passes_the_price_of_gas_on():
    # gas at 2, half of which becomes heat, and 0.5 to run
    park = small_park(
        1,
        need("mill.heat", 10.0),
        shop("gas", 2.0, "mill"),
        plant("mill.boiler", "heat", {"gas": -2.0}, capacity=20.0, running_cost=0.5),
    )
    r = optimum(park)
    assert price(r, "mill:gas") == [2]
    assert price(r, "mill:heat") == [4.5]


def test_new_capacity_is_part_of_the_price():
    # one more needs one more of capacity at 3 and gas at 1
    new = {"capacity_max": 20.0, "investment_per_capacity": 3 * A_YEAR, "lifetime": 1.0}
    park = small_park(
        1,
        need("mill.heat", 10.0),
        shop("gas", 1.0, "mill"),
        plant("mill.boiler", "heat", {"gas": -1.0}, **new),
    )
    assert price(optimum(park), "mill:heat") == [4]


def test_a_lossy_link_makes_it_dearer():
    park = small_park(
        1, need("mill.heat", 8.0), shop("heat", 4.0, "plant"), pipe("plant", "mill", "heat", loss=0.2)
    )
    r = optimum(park)
    assert price(r, "plant:heat") == [4]
    assert price(r, "mill:heat") == [5]


def test_what_must_be_discarded_has_a_price_below_zero():
    park = small_park(1, given("mill.waste", 5.0), drain("mill.waste", 3.0))
    assert price(optimum(park), "mill:waste") == [-3]


def test_prices_of_a_plan_with_a_building_hold_for_that_building():
    # 30 to build is sunk: one more heat costs 1
    park = small_park(
        1,
        need("mill.heat", 10.0),
        shop("heat", 5.0, "mill"),
        shop("gas", 1.0, "mill"),
        plant(
            "mill.boiler", "heat", {"gas": -1.0}, investment=30 * A_YEAR, lifetime=1.0, capacity_max=20.0
        ),
    )  # fmt: skip
    r = optimum(park)
    assert r.outcome.prices_conditional
    assert price(r, "mill:heat") == [1]


def test_who_gives_and_who_takes_adds_up_to_nothing():
    park = small_park(
        2,
        given("mill.heat", 3.0),
        need("mill.dryer", series(4.0, 1.0), carrier="heat"),
        need("town.heat", 2.0),
        shop("heat", 5.0, "mill"),
        drain("mill.heat", 1.0),
        pipe("mill", "town", "heat", loss=0.2),
        hub(
            "main", "heat", "mill",
            member("main", "mill", "both", capacity=1.0),
            member("main", "town", "both", capacity=1.0),
            exists=True,
        ),
    )  # fmt: skip
    r = optimum(park)
    for enterprise in ("mill", "town"):
        terms = r.balance(enterprise, "heat")
        assert abs(terms).sum() > 0
        assert abs(terms.sum("term")).max() < 1e-9


@pytest.mark.parametrize("rate", [5.0, series(5.0, 2.0)])
def test_what_arises_may_be_just_what_is_needed(rate):
    # nothing is decided here: the by-product is the need
    park = small_park(
        2, given("mill.offgas", rate), need("mill.burner", rate, carrier="offgas"), need("mill.heat", 1.0),
        shop("heat", 1.0, "mill"),
    )  # fmt: skip
    r = optimum(park)
    assert r.outcome.objective == pytest.approx(2)
    assert at(r, "purchase", "heat_market:mill") == [1, 1]
