"""What one unit is in another, and which are never converted."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from symbiosis.park import Carrier
from symbiosis.tables.conversion import UNKNOWN, HeatingValue, factor
from symbiosis.tables.source import TextError
from symbiosis.tables.units import measure
from symbiosis.tables.varying import heating_value_of
from symbiosis.words.translate import told

FACTORS = {
    ("GJ/h", "MW"): 1 / 3.6,
    ("万t/a", "t/h"): 10_000 / 8760,
    ("万 t/a", "t/h"): 10_000 / 8760,
    ("kt/a", "t/a"): 1000.0,
    ("万kWh", "MWh"): 10.0,
    ("亿Nm3/a", "Nm3/a"): 1e8,
    ("标方/h", "Nm3/h"): 1.0,
    ("Nm³/h", "Nm3/h"): 1.0,
    ("m³/d", "m3/h"): 1 / 24,
    ("Mm3/a", "m3/a"): 1e6,
    ("万元/(t/h)", "CNY/(t/h)"): 10_000.0,
    ("万元", "CNY"): 10_000.0,
    ("亿元", "CNY"): 1e8,
    ("百万元", "CNY"): 1e6,
    ("元/度", "CNY/MWh"): 1000.0,
    ("元/kVA", "CNY/MW"): 1000.0,
    ("M CNY/(t/h)", "CNY/(t/h)"): 1e6,
    ("kEUR", "EUR"): 1000.0,
    ("€/MWh", "EUR/MWh"): 1.0,
    ("DKK/GJ", "DKK/MWh"): 3.6,
    ("CNY/t/km", "CNY/t/km"): 1.0,
    ("CNY/(t*km)", "CNY/t/km"): 1.0,
    ("元/(kW·a)", "CNY/(MW)/a"): 1000.0,
    ("元/(kW·月)", "CNY/(MW)/month"): 1000.0,
    ("元/(kVA·月)", "CNY/(MW)/month"): 1000.0,
    ("CNY/kW/month", "CNY/(MW)/month"): 1000.0,
    ("CNY/(kW*a)", "CNY/(MW)/month"): 1000 / 12,
    ("month", "month"): 1.0,
    ("a", "month"): 12.0,
    ("kgce", "MWh"): 29.3076 / 3600,
    ("tce/a", "GJ/a"): 29.3076,
    ("蒸吨", "t/h"): 1.0,
    ("MVA", "MW"): 1.0,
    ("亩", "m2"): 10_000 / 15,
    ("kgCO2/kWh", "t/MWh"): 1.0,
    ("%", "1"): 0.01,
    ("%/h", "1/h"): 0.01,
}


@pytest.mark.parametrize(("given", "wanted"), FACTORS)
def test_factor(given: str, wanted: str) -> None:
    assert factor(given, wanted) == pytest.approx(FACTORS[given, wanted], rel=1e-15)


def test_a_unit_in_itself_is_exactly_one() -> None:
    for unit in ("t/h", "MW", "CNY/(t/h)/a", "CNY/MWh", "Nm3/h", "kgce", "万元"):
        assert factor(unit, unit) == 1.0
    assert measure("CNY/(t/h)").factor * measure("t/h").factor == Fraction(1)


COAL = HeatingValue(mass=7.0)
GAS = HeatingValue(volume=0.01)
HYDROGEN = HeatingValue(mass=32.0, volume=0.004)  # 1 t is 8000 Nm3
JOINED = {
    ("t/h", "MW", COAL): 7.0,
    ("CNY/t", "CNY/MWh", COAL): 1 / 7,
    ("MW", "t/h", COAL): 1 / 7,
    ("Nm3/h", "MW", GAS): 0.01,
    ("万标方/h", "MW", GAS): 100.0,
    ("元/Nm3", "CNY/MWh", GAS): 100.0,
    ("元/标方", "CNY/MWh", GAS): 100.0,
    ("CNY/(Nm3/h)", "CNY/(MW)", GAS): 100.0,
    ("GWh/a", "Nm3/a", GAS): 100_000.0,
    ("t/h", "Nm3/h", HYDROGEN): 8000.0,
    ("Nm3/h", "t/h", HYDROGEN): 1 / 8000,
    ("CNY/Nm3", "CNY/t", HYDROGEN): 8000.0,
    ("t", "MWh", HYDROGEN): 32.0,
    ("MNm3", "GWh", HYDROGEN): 4.0,
}


@pytest.mark.parametrize(("given", "wanted", "heat"), JOINED)
def test_a_heating_value_joins_energy_mass_and_normal_volume(
    given: str, wanted: str, heat: HeatingValue
) -> None:
    assert factor(given, wanted, heat) == pytest.approx(JOINED[given, wanted, heat], rel=1e-15)


MASS, VOLUME = "lower_heating_value (e.g. 23 GJ/t)", "lower_heating_value_volume (e.g. 35.5 MJ/Nm3)"


@pytest.mark.parametrize(
    ("given", "wanted", "heat", "missing"),
    [
        ("t/h", "MW", GAS, MASS),
        ("MW", "t/h", GAS, MASS),
        ("Nm3/h", "MW", COAL, VOLUME),
        ("CNY/Nm3", "CNY/MWh", COAL, VOLUME),
        ("Nm3/h", "t/h", COAL, VOLUME),
        ("Nm3/h", "t/h", GAS, MASS),
        ("Nm3/h", "t/h", UNKNOWN, f"{VOLUME} and {MASS}"),
    ],
)
def test_a_missing_heating_value_is_asked_for(
    given: str, wanted: str, heat: HeatingValue, missing: str
) -> None:
    with pytest.raises(TextError) as caught:
        factor(given, wanted, heat)
    assert str(caught.value) == (
        f"{given} is given where {wanted} is expected. State the carrier's {missing}, or write {wanted}."
    )


@pytest.mark.parametrize(
    ("carrier", "given", "wanted", "missing"),
    [
        (
            {"unit": "MW", "factors": "natural_gas"},
            "CNY/Nm3",
            "CNY/MWh",
            "_volume (38.98 MJ/Nm3 by its factors)",
        ),
        (
            {"unit": "MW", "factors": "raw_coal"},
            "CNY/t",
            "CNY/MWh",
            "lower_heating_value (20.93 GJ/t by its factors)",
        ),
        ({"unit": "t/h", "pressure": 1.0}, "CNY/GJ", "CNY/t", "return_temperature (e.g. 90 °C)"),
        ({"unit": "t/h"}, "CNY/GJ", "CNY/t", "of steam its pressure and return_temperature"),
    ],
)
def test_what_a_carrier_would_have_to_state_is_named(
    carrier: dict[str, Any], given: str, wanted: str, missing: str
) -> None:
    held = heating_value_of(Carrier(label="it", kind="energy", **carrier))
    with pytest.raises(TextError) as caught:
        factor(given, wanted, held)
    assert f"{missing}, or write {wanted}." in str(caught.value)
    assert caught.value.remedy.startswith("State the carrier's")
    assert told(caught.value.remedy, "zh").startswith("请填写该介质的")


def test_a_heating_value_joins_nothing_else() -> None:
    for given, wanted in (("t", "MW"), ("t/Nm3", "MWh/Nm3/h"), ("t/MWh", "MWh/t"), ("m3/h", "Nm3/h")):
        with pytest.raises(TextError, match="is expected"):
            factor(given, wanted, HYDROGEN)
    with pytest.raises(TextError, match="for a gas write Nm3 and state lower_heating_value_volume"):
        factor("CNY/m3", "CNY/MWh", GAS)


def test_a_mismatch_names_both_dimensions() -> None:
    with pytest.raises(TextError) as caught:
        factor("MWh", "MW")
    assert str(caught.value) == "MWh is energy, but energy/time is expected. Write a number in MW."
    with pytest.raises(TextError, match="and actual volumes are not converted"):
        factor("m3/h", "Nm3/h")
    with pytest.raises(TextError, match="the park's currency is CNY, this is in DKK"):
        factor("DKK/t", "CNY/t")
    with pytest.raises(TextError, match=r"read as t/h of steam, not as 0\.7 MW"):
        factor("蒸吨", "m3/h")
