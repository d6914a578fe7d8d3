"""Heat pumps, chillers, collectors and stores: performance worked out by hand from temperatures."""

import numpy as np
import pytest

from symbiosis.catalogue.heat_machines import (
    BEST,
    MachineError,
    absorption_chiller,
    collector_output,
    compression_chiller,
    heat_pump,
    lorenz_cop,
    mean_kelvin,
    solar_heat,
    water_store,
)
from symbiosis.park import Carrier

POWER, HEAT, COLD, WASTE = (
    Carrier(label=k, kind="energy", unit="MW") for k in ("power", "heat", "cold", "waste")
)


def test_mean_temperature_lies_between_and_is_logarithmic():
    # (353.15 − 313.15) / ln(353.15 / 313.15) = 40 / 0.12022
    assert float(mean_kelvin((80.0, 40.0))) == pytest.approx(332.75, abs=0.01)
    assert float(mean_kelvin((40.0, 80.0))) == pytest.approx(332.75, abs=0.01)


def test_at_constant_temperatures_it_is_carnot():
    assert float(lorenz_cop((60.0, 60.0), (10.0, 10.0), 1.0)) == pytest.approx(333.15 / 50.0)


def test_a_small_lift_has_a_bound():
    assert float(lorenz_cop((21.0, 21.0), (18.0, 18.0), 1.0)) == BEST


def test_a_heat_pump_takes_from_its_source_what_power_does_not_give():
    technology, profiles = heat_pump("town.pump", POWER, HEAT, (40.0, 80.0), (24.0, 14.0), 0.5, taken=WASTE)
    # 332.75 / (332.75 − 292.12) = 8.19, half of it: 0.2442 of power per heat
    assert technology.ratios["power"].value == pytest.approx(-0.2442, abs=2e-4)
    assert technology.ratios["waste"].value == pytest.approx(-0.7558, abs=2e-4)
    assert profiles == []


def test_a_varying_source_makes_a_profile():
    technology, (profile,) = heat_pump(
        "town.pump", POWER, HEAT, (60.0, 60.0), (np.array([0.0, 10.0]),) * 2, 0.5
    )
    assert technology.ratios["power"].profile == profile.name
    assert (1.0 / profile.values).tolist() == pytest.approx([333.15 / 60 / 2, 333.15 / 50 / 2])


def test_chillers_give_off_what_they_take():
    chiller, _ = compression_chiller(
        "mill.chiller", POWER, COLD, (10.0, 10.0), (30.0, 30.0), 0.5, reject=WASTE
    )
    # 283.15 / 20 / 2 = 7.08
    assert chiller.ratios["power"].value == pytest.approx(-20 * 2 / 283.15)
    assert chiller.ratios["waste"].value == pytest.approx(1.0 + 20 * 2 / 283.15)
    absorber, _ = absorption_chiller(
        "mill.cold", HEAT, COLD, (90.0, 90.0), (10.0, 10.0), (30.0, 30.0), 0.5, WASTE
    )
    # (1 − 303.15/363.15)·283.15/20 = 2.339, half of it
    assert absorber.ratios["heat"].value == pytest.approx(-1.0 / 1.1696, rel=1e-3)
    assert absorber.ratios["waste"].value == pytest.approx(1.0 + 1.0 / 1.1696, rel=1e-3)


def test_a_collector_gives_less_when_it_is_cold_outside():
    # 0.8·800 − 2.5·40 − 0.012·1600 = 520.8; at −10 °C 0.8·800 − 2.5·70 − 0.012·4900 = 406.2
    assert collector_output(np.array([800.0, 800.0]), np.array([20.0, -10.0]), 60.0) == pytest.approx(
        [520.8, 406.2]
    )
    technology, (sun,), area = solar_heat(
        "town.sun", HEAT, np.array([800.0, 0.0]), np.array([20.0, 5.0]), 60.0
    )
    assert area == pytest.approx(1e6 / 520.8)
    assert sun.values.tolist() == [1.0, 0.0]
    assert technology.availability.profile == sun.name


def test_a_store_of_water_holds_its_volume_and_loses_through_its_surface():
    store = water_store(
        "town.pit",
        HEAT,
        60_000.0,
        90.0,
        40.0,
        losing=0.15,
        slim=0.25,
        lifetime=30.0,
        investment_per_capacity=1.0,
    )
    # 60 000 m3 · 1.1232 kWh/(m3·K) · 50 K = 3369 MWh
    assert store.largest == pytest.approx(3369.6, abs=1.0)
    # 67.4 m wide and 16.8 m high: 10 694 m2 · 0.15 W = 1.604 kW/K over 67.4 MWh/K: 2.38e-5 an hour
    assert store.loss == pytest.approx(2.38e-5, rel=0.01)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: heat_pump("a.b", POWER, HEAT, (30.0, 40.0), (50.0, 60.0)), "is as hot as the sink"),
        (lambda: heat_pump("a.b", POWER, HEAT, (30.0, 40.0), (5.0, 1.0), 1.2), "nothing beats Carnot"),
        (lambda: heat_pump("a.b", POWER, HEAT, (300.0, 300.0), (0.0, 0.0), 0.3), "use an electric boiler"),
        (lambda: heat_pump("a.b", POWER, HEAT, (30.0, 40.0), (-300.0, 1.0)), "below absolute zero"),
        (lambda: compression_chiller("a.b", POWER, COLD, (12.0, 6.0), (5.0, 8.0)), "no machine is needed"),
        (
            lambda: absorption_chiller("a.b", HEAT, COLD, (30.0, 30.0), (12.0, 6.0), (30.0, 32.0)),
            "no hotter than",
        ),
        (lambda: water_store("a.b", HEAT, 10.0, 40.0, 90.0), "holds nothing"),
        (
            lambda: solar_heat("a.b", HEAT, np.zeros(2), np.zeros(2), 60.0),
            "the sun never heats the collectors",
        ),
    ],
)
def test_what_cannot_be_is_said(make, sentence):
    with pytest.raises(MachineError) as error:
        make()
    assert sentence in str(error.value)
