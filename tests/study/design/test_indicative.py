"""How far a cost rests on library figures, on parks small enough to say it in the head."""

from __future__ import annotations

import pytest

from symbiosis.park import (
    Calendar,
    Carrier,
    Demand,
    Enterprise,
    Market,
    Outlet,
    Park,
    Settings,
    Supply,
    Technology,
)
from symbiosis.park.figure import Figure
from symbiosis.questions import solve
from symbiosis.study.design.indicative import indicative, library_share

LIBRARY = Figure(1.0, source="process library: somewhere", confidence="M")


def mill(*library, **more):
    """3 t/h of steam from gas (1 MWh/t at 20) and 1 MW of power at 60; named figures are the library's."""
    given = {
        "settings": Settings(name="x", currency="CNY", price_year=2024, tax_basis="none", discount_rate=0.0),
        "calendar": Calendar.short(2),
        "carriers": [
            *(Carrier(label=k, kind="energy", unit="MW") for k in ("gas", "power")),
            Carrier(label="steam", kind="energy", unit="t/h"),
            Carrier(label="ash", kind="waste", unit="t/h"),
        ],
        "enterprises": [Enterprise(label="mill"), Enterprise(label="farm")],
        "technologies": [
            Technology(
                label="mill.boiler", rated_on="steam", ratios={"steam": 1.0, "gas": -1.0}, capacity=5.0
            )
        ],
        "demands": [
            Demand(label="mill.steam", carrier="steam", rate=3.0),
            Demand(label="mill.power", carrier="power", rate=1.0),
        ],
        "markets": [
            Market(label="gas", carrier="gas", members=("mill",), purchase_price=20.0),
            Market(label="grid", carrier="power", members=("mill", "farm"), purchase_price=60.0),
        ],
        "figures": dict.fromkeys(library, LIBRARY),
    }
    return Park(**given | more)


def shares(park):
    return library_share(solve(park, "as_is"))


def test_a_park_of_its_own_numbers_rests_on_nothing():
    assert shares(mill()) == {"mill": 0.0, "farm": 0.0}


def test_gas_is_bought_for_the_steam_that_the_library_says_is_needed():
    assert shares(mill("demands.mill.steam.rate"))["mill"] == pytest.approx(60 / 120)


def test_power_rests_on_its_own_demand():
    assert shares(mill("demands.mill.power.rate"))["mill"] == pytest.approx(60 / 120)


def test_a_plant_of_the_library_counts_whole():
    assert shares(mill("technologies.mill.boiler.ratios.gas"))["mill"] == pytest.approx(0.5)


def test_a_price_of_the_library_is_no_flow():
    assert shares(mill("markets.gas.purchase_price"))["mill"] == 0.0


def test_a_supply_of_the_library_is_discarded_on_its_account():
    waste = {
        "supplies": [Supply(label="mill.ash", carrier="ash", rate=2.0)],
        "outlets": [Outlet(label="mill.tip", carrier="ash", fee=15.0)],
    }
    park = mill("supplies.mill.ash.rate", **waste)
    assert shares(park)["mill"] == pytest.approx(30 / 150)
    assert indicative(solve(park, "as_is")) == {}  # 20 % is no more than 30 %


def test_more_than_thirty_percent_is_indicative():
    found = indicative(solve(mill("demands.mill.power.rate"), "as_is"))
    assert found == {"mill": pytest.approx(0.5)}
