"""Units of the trade, and those that are refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symbiosis.tables.conversion import HeatingValue, factor
from symbiosis.tables.source import TextError
from symbiosis.tables.units import measure

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


def test_a_heating_value_joins_energy_and_mass_both_ways() -> None:
    assert factor("t/h", "MW", HeatingValue(mass=7.0)) == 7.0
    assert factor("CNY/t", "CNY/MWh", HeatingValue(mass=7.0)) == 1 / 7
    assert factor("MW", "t/h", HeatingValue(mass=7.0)) == 1 / 7
    with pytest.raises(TextError, match="lower_heating_value"):
        factor("t/h", "MW")


REFUSED = {
    "T/h": "Write t for tonnes",
    "mJ": "Write MJ",
    "mW": "Write MW",
    "ton": "907, 1000 or 1016 kg",
    "Nm^3/h": "Write Nm3",
    "N m3/h": "Write Nm3",
    "N*m3/h": "Write Nm3",
    "Sm3/h": "0 °C",
    "$/t": "Write USD",
    "¥/t": "Write CNY or JPY",
    "kr/t": "Write DKK",
    "KWH": "did you mean kWh",
    "gj": "did you mean GJ",
    "tonns": "Did you mean tonnes",
    "CNY/kW a": "Use brackets",
    "元/kW·月": "Use brackets",
    "CNY/(t/h": "brackets",
    "t)/h": "brackets",
    "t/h/": "is not a unit",
    "100 t": "a number stands inside",
    "9**9**9": "a number stands inside",
    "m^9": "has a power of m",
    "t; import os": "does not belong",
    "t" * 90: "too long",
}


@pytest.mark.parametrize("unit", REFUSED)
def test_refused_with_a_remedy(unit: str) -> None:
    with pytest.raises(TextError) as caught:
        measure(unit)
    assert REFUSED[unit] in str(caught.value)


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
