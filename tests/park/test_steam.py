"""Water and steam against the verification table of IAPWS-IF97 and tables of steam levels."""

import pytest

from symbiosis.park.steam import (
    SteamError,
    expanded,
    saturation_pressure,
    saturation_temperature,
    steam,
    throttled,
    water,
)

LEVELS = [(9.81, 540, 3.479), (4.0, 400, 3.214), (1.6, 260, 2.944), (1.0, 200, 2.828), (0.5, None, 2.748)]


@pytest.mark.parametrize(("pressure", "temperature", "enthalpy"), LEVELS)
def test_enthalpy_of_common_levels(pressure, temperature, enthalpy):
    assert steam(pressure, temperature).enthalpy == pytest.approx(enthalpy, abs=6e-4)


def test_the_formulation_is_that_of_1997():
    # computer-program verification values of IAPWS R7-97, tables 5, 15, 35 and 36
    assert water(300 - 273.15, 3.0).enthalpy == pytest.approx(0.115331273, rel=1e-8)
    assert steam(30.0, 700 - 273.15).enthalpy == pytest.approx(2.63149474, rel=1e-8)
    assert steam(0.0035, 700 - 273.15).entropy == pytest.approx(10.1749996e-3, rel=1e-8)
    assert saturation_temperature(1.0) + 273.15 == pytest.approx(453.035632, rel=1e-8)
    assert saturation_pressure(500 - 273.15) == pytest.approx(2.63889776, rel=1e-8)


def test_feed_water_and_what_a_tonne_costs():
    assert water(104.0).enthalpy == pytest.approx(0.436, abs=5e-4)
    assert steam(1.0, 200.0).enthalpy - water(104.0).enthalpy == pytest.approx(2.39, abs=5e-3)


@pytest.mark.parametrize(
    ("pressure", "work"), [(4.0, 0.080), (1.6, 0.146), (1.0, 0.175), (0.5, 0.213), (0.3, 0.238)]
)
def test_work_of_ideal_expansion_from_98_bar(pressure, work):
    above = steam(9.81, 540.0)
    behind = expanded(above, pressure, 1.0)
    assert behind.entropy == pytest.approx(above.entropy, rel=2e-5)  # as far as backward equations agree
    assert (above.enthalpy - behind.enthalpy) / 3.6 == pytest.approx(work, abs=6e-4)


def test_a_real_stage_makes_less_and_leaves_hotter_steam():
    above = steam(4.0, 400.0)
    ideal, real = expanded(above, 1.0, 1.0), expanded(above, 1.0, 0.8)
    assert above.enthalpy - real.enthalpy == pytest.approx(0.8 * (above.enthalpy - ideal.enthalpy))
    assert real.temperature > ideal.temperature
    assert real.entropy > ideal.entropy


def test_throttling_keeps_heat_and_superheats():
    saturated = steam(1.0)
    behind = throttled(saturated.enthalpy, 0.3)
    assert behind.enthalpy == saturated.enthalpy
    assert behind.superheat > 10.0
    assert saturated.superheat == pytest.approx(0.0, abs=1e-6)


def test_a_temperature_rounded_to_a_tenth_is_saturation():
    assert steam(1.0, 179.9) == steam(1.0)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (lambda: steam(1.0, 150.0), "water boils at 179.9 °C; at 150 °C it is liquid"),
        (lambda: steam(1.0, 900.0), "outside of what the formulation covers"),
        (lambda: steam(23.0), "water boils at no temperature under 23 MPa"),
        (lambda: water(120.0, 0.1), "at 120 °C water boils under 0.1987 MPa absolute; under 0.1 MPa"),
        (lambda: water(380.0), "water boils under no pressure at 380 °C"),
        (lambda: expanded(steam(1.0), 1.6, 0.8), "steam of 1 MPa does not expand to 1.6 MPa"),
        (lambda: expanded(steam(1.0), 0.5, 1.2), "an isentropic efficiency lies between 0 and 1, not at 1.2"),
    ],
)
def test_states_that_do_not_exist(state, sentence):
    with pytest.raises(SteamError) as caught:
        state()
    assert sentence in str(caught.value)
