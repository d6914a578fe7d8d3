"""Between steam headers mass and heat close, and work is what the steam gave up."""

import pytest

from symbiosis.catalogue.steam import (
    back_pressure_turbine,
    boiler,
    condensing_turbine,
    let_down,
    user,
)
from symbiosis.park import Carrier
from symbiosis.park.carrier_state import heat_per_tonne, state_of
from symbiosis.park.steam import SteamError, saturation_temperature, water


def steam(label, pressure, temperature=None, **more):
    return Carrier(label=label, kind="energy", unit="t/h", pressure=pressure, temperature=temperature, **more)


def liquid(label, temperature):
    return Carrier(label=label, kind="water", unit="t/h", temperature=temperature)


HIGH, MIDDLE, LOW, SATURATED = (
    steam("high", 9.81, 540.0),
    steam("middle", 4.0, 400.0),
    steam("low", 1.0, 200.0, return_temperature=90.0),
    steam("saturated", 0.5),
)
FEED, CONDENSATE = liquid("feed", 104.0), liquid("condensate", 90.0)
POWER, GAS, HEAT = (Carrier(label=name, kind="energy", unit="MW") for name in ("power", "gas", "heat"))
KNOWN = {c.label: c for c in (HIGH, MIDDLE, LOW, SATURATED, FEED, CONDENSATE)}
PAIRS = [(HIGH, MIDDLE), (HIGH, LOW), (MIDDLE, LOW), (MIDDLE, SATURATED), (LOW, SATURATED)]


def mass_and_heat(technology):
    """Tonnes and GJ gained per unit of activity; zero when both close."""
    mass = heat = 0.0
    for name, ratio in technology.ratios.items():
        if name in KNOWN:
            mass += ratio.value
            heat += ratio.value * state_of(KNOWN[name]).enthalpy
        else:
            heat += ratio.value * 3.6
    return mass, heat


@pytest.mark.parametrize(("high", "low"), PAIRS, ids=lambda c: c.label)
def test_let_down_closes(high, low):
    station = let_down("utility.station", high, low, FEED, capacity=5.0)
    assert mass_and_heat(station) == pytest.approx((0.0, 0.0), abs=1e-12)
    assert station.ratios[low.label].value == 1.0
    assert -1.0 < station.ratios[high.label].value < 0.0
    assert (station.rated_on, station.capacity) == (low.label, 5.0)


@pytest.mark.parametrize(("high", "low"), PAIRS[:4], ids=lambda c: c.label)
@pytest.mark.parametrize("isentropic", [0.6, 0.75])
def test_a_turbine_closes_but_for_its_shaft(high, low, isentropic):
    turbine = back_pressure_turbine("u.t", high, low, FEED, POWER, isentropic, shaft=1.0)
    assert mass_and_heat(turbine) == pytest.approx((0.0, 0.0), abs=1e-12)
    real = back_pressure_turbine("u.t", high, low, FEED, POWER, isentropic, shaft=0.95)
    assert real.ratios["power"].value == pytest.approx(0.95 * turbine.ratios["power"].value)


def test_a_wet_turbine_leaves_its_water_in_the_drain():
    drain = Carrier(label="drain", kind="water", unit="t/h", temperature=saturation_temperature(0.5))
    wet = back_pressure_turbine("u.t", LOW, SATURATED, FEED, POWER, 0.85, shaft=1.0, drain=drain)
    mass = sum(wet.ratios[name].value for name in ("low", "saturated", "drain"))
    heat = sum(wet.ratios[c.label].value * state_of(c).enthalpy for c in (LOW, SATURATED, drain))
    assert (mass, heat + 3.6 * wet.ratios["power"].value) == pytest.approx((0.0, 0.0), abs=1e-9)
    assert 0.01 < wet.ratios["drain"].value < 0.02  # 1.6 % of it is wet
    assert "feed" not in wet.ratios


def test_work_from_98_to_10_bar_is_as_tabled():
    # 0.175 MWh a tonne when ideal; 0.6 of it leaves steam that takes up a little water
    turbine = back_pressure_turbine("u.t", HIGH, LOW, FEED, POWER, 0.6, shaft=1.0)
    work = turbine.ratios["power"].value / -turbine.ratios["high"].value
    assert work == pytest.approx(0.6 * 0.175, abs=2e-4)


def test_condensing_makes_0396_at_best():
    turbine = condensing_turbine("u.t", HIGH, CONDENSATE, POWER, vacuum=0.005, isentropic=1.0, shaft=1.0)
    assert turbine.ratios["power"].value == pytest.approx(0.396, abs=6e-3)
    assert turbine.ratios["condensate"].value == 1.0


def test_a_boiler_heats_feed_and_blow_down():
    plant = boiler("u.b", LOW, FEED, GAS, efficiency=0.9, blow_down=0.02, emissions={"co2": 0.2})
    gained = 2.828267537 - 0.435988
    boiling = water(saturation_temperature(1.0)).enthalpy - 0.435988
    assert plant.ratios["gas"].value == pytest.approx(-(gained + 0.02 * boiling) / 3.6 / 0.9, rel=1e-5)
    assert plant.ratios["feed"].value == -1.02
    assert plant.ratios["co2"].value == pytest.approx(-0.2 * plant.ratios["gas"].value)


def test_an_indirect_user_returns_a_share_of_its_condensate():
    dryer = user("mill.dryer", LOW, HEAT, CONDENSATE, returned=0.8)
    assert dryer.ratios["heat"].value == pytest.approx((2.8283 - 0.3770) / 3.6, abs=1e-4)
    assert dryer.ratios["condensate"].value == 0.8
    assert user("mill.dryer", LOW, HEAT).ratios["heat"].value == pytest.approx(heat_per_tonne(LOW))


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: let_down("u.s", LOW, HIGH, FEED), "low at 1 MPa cannot feed high at 9.81 MPa"),
        (lambda: let_down("u.s", steam("wet", 1.6), LOW, FEED), "lower the header's temperature"),
        (
            lambda: back_pressure_turbine("u.t", LOW, SATURATED, FEED, POWER),
            "steam expanded from low holds 2.715 GJ/t, the header needs 2.748 GJ/t at 151.8 °C",
        ),
        (lambda: let_down("u.s", HIGH, LOW, POWER), "power states no pressure (steam) or temperature"),
        (
            lambda: boiler("u.b", LOW, FEED, GAS, 90.0),
            "a boiler's efficiency lies between 0 and 1.1, not at 90",
        ),
        (lambda: user("m.u", HIGH, HEAT), "high states no return_temperature, and no condensate is named"),
        (lambda: user("m.u", LOW, HEAT, CONDENSATE, 1.2), "lies between 0 and 1, not at 1.2"),
    ],
)
def test_what_steam_does_not_do(build, sentence):
    with pytest.raises(SteamError) as caught:
        build()
    assert sentence in str(caught.value)
