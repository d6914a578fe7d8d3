"""Buying and selling outside: price profiles, limits, contracts, monthly peaks."""

import numpy as np
import pytest

from symbiosis.park import Market, ParkError, Store
from symbiosis.park.profile import Calendar, Profile
from symbiosis.park.requirement import Requirement
from tests.parks import A_YEAR, at, drain, given, need, optimum, paid, series, shop, small_park

A_MONTH = A_YEAR / 12  # paid twelve times a year, it is 1 for an hour


def test_prices_follow_a_profile():
    r = optimum(small_park(2, need("mill.power", 10.0), shop("power", series(1.0, 3.0), "mill")))
    assert paid(r, "purchase", owner="mill", item="power_market") == pytest.approx(40)


@pytest.mark.parametrize("hours", [0.25, 1.0, 2.0])
def test_an_amount_is_a_flow_times_the_hours(hours):
    r = optimum(small_park(1, need("mill.power", 10.0), shop("power", 3.0, "mill"), hours=hours))
    assert r.outcome.objective == pytest.approx(30 * hours)


def test_an_annualised_hour_stands_for_the_year():
    r = optimum(small_park(1, need("mill.power", 10.0), shop("power", 3.0, "mill")), annualised=True)
    assert r.outcome.objective == pytest.approx(30 * A_YEAR)


def test_purchases_are_limited_for_each_member():
    park = small_park(
        2,
        need("mill.gas", 10.0),
        need("kiln.gas", 10.0),
        shop("gas", 1.0, "mill", "kiln", purchase_limit=series(10.0, 4.0)),
        shop("gas", 9.0, "mill", "kiln", label="truck"),
    )
    r = optimum(park)
    assert at(r, "purchase", "gas_market:mill") == [10, 4]
    assert at(r, "purchase", "truck:kiln") == [0, 6]
    assert r.outcome.objective == pytest.approx(2 * (14 * 1 + 6 * 9))


def test_a_negative_price_is_income():
    r = optimum(small_park(1, need("mill.power", 10.0), shop("power", -2.0, "mill")))
    assert r.outcome.objective == pytest.approx(-20)


def test_sales_are_income_up_to_their_limit():
    # 6 of 10 are sold at 2, the other 4 drained at 1
    heat = Market(label="town", carrier="heat", members=("mill",), sale_price=2.0, sale_limit=6.0)
    r = optimum(small_park(1, given("mill.heat", 10.0), heat, drain("mill.heat", 1.0)))
    assert at(r, "sale", "town:mill") == [6]
    assert paid(r, "sale", owner="mill", item="town") == pytest.approx(-12)
    assert r.outcome.objective == pytest.approx(-12 + 4)


def test_sales_follow_their_own_price_profile():
    heat = Market(label="town", carrier="heat", members=("mill",), sale_price=series(2.0, 5.0))
    r = optimum(small_park(2, given("mill.heat", 10.0), heat))
    assert r.outcome.objective == pytest.approx(-70)


def test_a_contract_is_limited_over_the_year_for_all_members():
    # 5 an hour on average are 10 of the 16 that both need in two hours
    park = small_park(
        2,
        need("mill.gas", 4.0),
        need("kiln.gas", 4.0),
        shop("gas", 1.0, "mill", "kiln", purchase_annual_max=5 * A_YEAR),
        shop("gas", 9.0, "mill", "kiln", label="truck"),
    )
    assert optimum(park).outcome.objective == pytest.approx(10 * 1 + 6 * 9)


def test_a_contract_must_be_taken_at_least_in_part():
    # 3 an hour on average are 6 of the 8 needed, though the truck is cheaper
    park = small_park(
        2,
        need("mill.gas", 4.0),
        shop("gas", 3.0, "mill", purchase_annual_min=3 * A_YEAR),
        shop("gas", 1.0, "mill", label="truck"),
    )
    assert optimum(park).outcome.objective == pytest.approx(6 * 3 + 2 * 1)


def peaky(*members, more=(), **market):
    needs = [need(f"{name}.power", series(4.0, peak)) for name, peak in members]
    names = [name for name, _ in members]
    return small_park(2, *needs, shop("power", 0.0, *names, **{"peak_charge": A_MONTH, **market}), *more)


def test_the_largest_purchase_of_a_month_is_paid_for():
    # 1 an hour over two hours for each of the 10 of the second hour
    r = optimum(peaky(("mill", 10.0)))
    assert at(r, "peak", "power_market:mill") == [10]
    assert paid(r, "peak_charge", owner="mill", item="power_market") == pytest.approx(20)


def test_every_member_pays_for_its_own_peak():
    r = optimum(peaky(("mill", 10.0), ("kiln", 1.0)))
    assert paid(r, "peak_charge", owner="mill") == pytest.approx(20)
    assert paid(r, "peak_charge", owner="kiln") == pytest.approx(8)


def test_a_store_shaves_the_peak():
    r = optimum(peaky(("mill", 10.0), more=[Store(label="mill.battery", carrier="power", capacity=100.0)]))
    assert at(r, "purchase", "power_market:mill") == [7, 7]
    assert r.outcome.objective == pytest.approx(14)


def test_every_month_has_its_own_peak():
    # the hours before and after midnight of 31 January stand for half a year each
    calendar = Calendar(np.datetime64("2025-01-31T23:00"), 2)
    park = small_park(
        2,
        need("mill.power", series(4.0, 10.0)),
        shop("power", 0.0, "mill", peak_charge=A_MONTH),
        calendar=calendar,
    )
    r = optimum(park)
    assert at(r, "peak", "power_market:mill") == [4, 10]
    assert r.outcome.objective == pytest.approx(4 + 10)


def test_a_year_has_twelve_peaks():
    # days of a year; 1 is needed every day, 3 on 1 July
    needed = np.ones(365)
    needed[181] = 3.0
    park = small_park(
        365,
        need("mill.power", "needed"),
        shop("power", 0.0, "mill", peak_charge=5.0),
        calendar=Calendar(np.datetime64("2025-01-01T00:00"), 365, 24.0, annual=True),
        profiles=[Profile("needed", needed)],
    )
    assert optimum(park).outcome.objective == pytest.approx(5 * (11 * 1 + 3))


def test_metered_demand_is_a_stated_factor_above_an_hourly_mean():
    r = optimum(peaky(("mill", 10.0), peak_factor=1.2))
    assert paid(r, "peak_charge") == pytest.approx(24)


@pytest.mark.parametrize(("contracted", "charged"), [(12.0, 12.0), (9.6, 9.6), (8.0, 8.0 + 2 * (10 - 8.4))])
def test_a_contract_is_paid_and_what_exceeds_it_twice(contracted, charged):
    # up to 5 % above the contract nothing is added; 10 are drawn
    r = optimum(peaky(("mill", 10.0), contracted=contracted))
    assert paid(r, "peak_charge") == pytest.approx(2 * charged)


def test_a_store_keeps_to_the_contract():
    tank = Store(label="mill.battery", carrier="power", capacity=100.0)
    r = optimum(peaky(("mill", 10.0), contracted=8.0, more=[tank]))
    assert max(at(r, "purchase", "power_market:mill")) <= 8.4 + 1e-6
    assert paid(r, "peak_charge") == pytest.approx(16)


def test_transformers_are_paid_by_their_size():
    size = {"transformer": 16.0, "transformer_charge": A_MONTH, "peak_charge": 0.0}
    r = optimum(peaky(("mill", 10.0), ("kiln", 1.0), **size))
    assert paid(r, "transformer_charge", owner="mill", item="power_market") == pytest.approx(32)
    assert r.outcome.objective == pytest.approx(64)


def test_charges_on_what_is_bought_are_lines_of_their_own():
    charges = {
        "loss_charge": 1.0,
        "transmission_charge": 20.0,
        "system_charge": -2.0,
        "funds_charge": 3.0,
        "certificate_charge": 5.0,
    }
    park = small_park(2, need("mill.power", 10.0), shop("power", 40.0, "mill", **charges))
    r = optimum(park)
    assert paid(r, "purchase") == pytest.approx(2 * 10 * 40)
    for charge, price in charges.items():
        assert paid(r, charge, owner="mill", item="power_market") == pytest.approx(2 * 10 * price)
    assert r.outcome.objective == pytest.approx(2 * 10 * (40 + 27))


def green(**more):
    given = {"carrier": "power", "members": ("mill",), "purchase_price": 1.0, "through": "power_market"}
    return Market(label="green", **{**given, **more})


def test_a_contract_over_a_connection_pays_its_delivery_and_counts_in_its_peak():
    # 6 of 10 come by contract; the peak is that of both
    park = small_park(
        2,
        need("mill.power", 10.0),
        shop("power", 4.0, "mill", transmission_charge=2.0, peak_charge=A_MONTH, certificate_charge=9.0),
        green(purchase_limit=6.0, certificate_charge=0.5),
    )
    r = optimum(park)
    assert at(r, "purchase", "green:mill") == [6, 6]
    assert at(r, "peak", "power_market:mill") == [10]
    assert paid(r, "transmission_charge", item="green") == pytest.approx(2 * 6 * 2)
    assert paid(r, "certificate_charge", item="green") == pytest.approx(2 * 6 * 0.5)
    assert paid(r, "certificate_charge", item="power_market") == pytest.approx(2 * 4 * 9)


def test_contracts_share_the_limit_of_the_connection():
    spare = Market(label="diesel", carrier="power", members=("mill",), purchase_price=100.0)
    park = small_park(
        1, need("mill.power", 10.0), shop("power", 4.0, "mill", purchase_limit=7.0), green(), spare
    )
    r = optimum(park)
    assert at(r, "purchase", "green:mill") == [7]
    assert at(r, "purchase", "diesel:mill") == [3]


def test_a_green_contract_counts_as_renewable_where_the_grid_does_not():
    # at least half of what is used is to be renewable: half comes by the dearer contract
    half = Requirement(label="green_half", formula="renewable_energy / energy", at_least=0.5, today=True)
    dear = green(purchase_price=9.0, renewable=1.0)
    park = small_park(1, need("mill.power", 10.0), shop("power", 4.0, "mill"), dear, half)
    r = optimum(park)
    assert at(r, "purchase", "green:mill") == pytest.approx([5])
    volume = Requirement(
        label="volume", formula="purchase(power, green) / purchase(power)", at_most=0.3, today=True
    )
    cheap = optimum(small_park(1, need("mill.power", 10.0), shop("power", 4.0, "mill"), green(), volume))
    assert at(cheap, "purchase", "green:mill") == pytest.approx([3])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"through": "grid"}, "is not declared under markets"),
        ({"through": "green"}, "comes through green itself"),
        ({"transmission_charge": 3.0}, "is that of power_market, whose connection is used"),
        ({"peak_charge": 3.0}, "is that of power_market, whose connection is used"),
        ({"members": ("mill", "kiln")}, "kiln is no member of power_market"),
        ({"carrier": "gas"}, "carries power, this contract is for gas"),
        ({"renewable": 1.2}, "is above 1"),
        ({"certificate_charge": -1.0}, "is below 0"),
    ],
)
def test_what_is_wrong_with_a_contract_is_said(wrong, sentence):
    with pytest.raises(ParkError, match=sentence):
        small_park(
            1,
            need("mill.power", 1.0),
            need("kiln.power", 1.0),
            need("mill.gas", 1.0),
            shop("power", 4.0, "mill"),
            shop("gas", 4.0, "mill"),
            green(**wrong),
        )


@pytest.mark.parametrize(
    ("market", "sentence"),
    [
        ({"contracted": 5.0}, "has no price. State peak_charge"),
        ({"transformer": 5.0}, "has no price. State transformer_charge"),
        ({"transformer_charge": 5.0}, "is missing: its capacity is charged"),
        ({"purchase_annual_min": 9.0, "purchase_annual_max": 8.0}, "is above purchase_annual_max, 8"),
    ],
)
def test_charges_and_limits_that_make_no_sense_are_refused(market, sentence):
    with pytest.raises(ParkError, match=sentence):
        small_park(1, need("mill.power", 1.0), shop("power", 4.0, "mill", **market))
