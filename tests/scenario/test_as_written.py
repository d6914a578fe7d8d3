"""Things that a scenario adds as park.yaml writes them: from the catalogue, measures, motors."""

from __future__ import annotations

import pytest

from symbiosis.park import ParkError
from symbiosis.scenario import Scenario, add, apply
from tests.tables.folder import good


def changed(tmp_path, *changes):
    return apply(good(tmp_path), Scenario("more", tuple(changes)))


def test_a_measure_is_as_large_as_what_it_saves(tmp_path):
    measure = {"saves": "mill.steam", "saving": "10 %", "investment": "1 MCNY", "lifetime": "9 a"}
    park = changed(tmp_path, add("technologies.mill.lagging", measure))
    found = park.technologies["mill.lagging"]
    # the demand peaks at 12 t/h
    assert found.rated_on == "steam"
    assert (found.capacity_max, found.capacity_min) == pytest.approx((1.2, 1.2))


def test_a_motor_says_what_it_saves(tmp_path):
    motor = {
        "rating": "75 kW",
        "class": "IE2",
        "control": "throttle",
        "new_control": "speed",
        "load": {"50 %": "100 %"},
    }
    measure = {"saves": "mill.steam", "motor": motor, "investment": "1 MCNY", "lifetime": "9 a"}
    change = add("technologies.mill.drives", measure)
    base = good(tmp_path)
    first, second = (apply(base, Scenario("more", (change,))) for _ in range(2))
    assert first.technologies["mill.drives"].saving == pytest.approx(1 - 0.125 / 0.97 / 0.8)
    assert first == second


def test_a_plant_may_come_from_the_catalogue(tmp_path):
    carriers = [add(f"carriers.{k}", {"kind": "energy", "unit": "MW"}) for k in ("heat", "power")]
    power = add("markets.grid", {"carrier": "power", "members": "all", "purchase_price": "600 CNY/MWh"})
    need = add("demands.town.heat", {"carrier": "heat", "rate": "3 MW"})
    heater = {"from": "electric_heater", "capacity_max": "20 MW"}
    park = changed(tmp_path, *carriers, power, add("technologies.town.heater", heater), need)
    found = park.technologies["town.heater"]
    assert found.lifetime is not None
    assert found.investment_per_capacity > 0.0
    assert "electric_heater" in park.figures["technologies.town.heater.investment_per_capacity"].source
    with pytest.raises(ParkError, match="the catalogue has no such entry"):
        changed(tmp_path, add("technologies.town.heater", {**heater, "from": "heater_of_straw"}))
