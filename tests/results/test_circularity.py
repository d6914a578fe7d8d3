"""Circularity figures of three enterprises, counted in the head."""

from __future__ import annotations

import pytest

from symbiosis.park import (
    Calendar,
    Carrier,
    Demand,
    Enterprise,
    Link,
    Market,
    Outlet,
    Park,
    Settings,
    Supply,
    Technology,
)
from symbiosis.questions import solve
from symbiosis.results.circularity import (
    FIGURES,
    exchanging_pairs,
    solid_waste_utilisation,
    symbiosis_density,
    water_reuse,
)


def link(label, carrier, origin, destination, capacity):
    return Link(label=label, carriers=(carrier,), origin=origin, destination=destination, capacity=capacity)


def park(**more):
    """Ash: 4 t/h arise, 3 t/h reach the kiln. Water: 10 m3/h needed, 6 bought, 4 from the treatment works."""
    given = {
        "settings": Settings(name="x", currency="CNY", price_year=2024, tax_basis="none", discount_rate=0.0),
        "calendar": Calendar.short(2),
        "carriers": [
            Carrier(label="ash", kind="waste", unit="t/h"),
            Carrier(label="pure_co2", kind="waste", unit="t/h"),
            Carrier(label="water", kind="water", unit="m3/h"),
            Carrier(label="effluent", kind="water", unit="m3/h"),
        ],
        "enterprises": [Enterprise(label=n) for n in ("plant", "kiln", "works")],
        "supplies": [
            Supply(label="plant.ash", carrier="ash", rate=4.0),
            Supply(label="plant.pure_co2", carrier="pure_co2", rate=9.0),
            Supply(label="works.effluent", carrier="effluent", rate=5.0),
        ],
        "technologies": [
            Technology(
                label="works.polish", rated_on="water", ratios={"effluent": -1.25, "water": 1.0}, capacity=4.0
            )
        ],
        "demands": [
            Demand(label="kiln.ash", carrier="ash", rate=3.0),
            Demand(label="plant.water", carrier="water", rate=10.0),
        ],
        "outlets": [
            Outlet(label="plant.tip", carrier="ash", fee=50.0),
            Outlet(label="plant.vent", carrier="pure_co2", fee=0.0),
            Outlet(label="works.river", carrier="effluent", fee=1.0),
        ],
        "markets": [Market(label="mains", carrier="water", members=("plant",), purchase_price=5.0)],
        "links": [link("road", "ash", "plant", "kiln", 3.0), link("pipe", "water", "works", "plant", 4.0)],
    }
    return Park(**given | more)


def test_waste_that_reaches_a_user_is_utilised_and_gas_is_no_solid_waste():
    assert solid_waste_utilisation(solve(park(), "as_is")) == pytest.approx(3 / 4)


def test_water_that_is_not_bought_is_reused():
    assert water_reuse(solve(park(), "as_is")) == pytest.approx(4 / 10)


def test_two_of_six_ordered_pairs_exchange():
    results = solve(park(), "as_is")
    assert exchanging_pairs(results) == {("plant", "kiln"), ("works", "plant")}
    assert symbiosis_density(results) == pytest.approx(2 / 6)


def test_a_park_without_waste_water_or_neighbours_has_no_figure():
    lonely = Park(
        settings=park().settings,
        calendar=park().calendar,
        carriers=[Carrier(label="power", kind="energy", unit="MW")],
        enterprises=[Enterprise(label="mill")],
        demands=[Demand(label="mill.power", carrier="power", rate=1.0)],
        markets=[Market(label="grid", carrier="power", members=("mill",), purchase_price=1.0)],
    )
    results = solve(lonely, "as_is")
    assert [figure(results) for figure in FIGURES.values()] == [None, None, None]
