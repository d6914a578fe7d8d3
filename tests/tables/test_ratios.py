"""Ratios: amounts per amount, each side with its own unit and heating value."""

from __future__ import annotations

import pytest

from symbiosis.park import Carrier
from symbiosis.tables.ratios import RatioUnit
from symbiosis.tables.source import Scalar, TextError

STEAM = Carrier(label="steam", kind="energy", unit="t/h")
GAS = Carrier(label="gas", kind="energy", unit="MW")
COAL = Carrier(label="coal", kind="energy", unit="MW", lower_heating_value=7.0)
METHANE = Carrier(label="methane", kind="energy", unit="MW", lower_heating_value_volume=0.01)
CO2 = Carrier(label="co2", kind="emission", unit="t/h")
CHAR = Carrier(label="char", kind="energy", unit="MW", lower_heating_value=8.0)


def read(text: str, carrier: Carrier, per: Carrier) -> float:
    """Return a ratio in the units of its carriers."""
    return RatioUnit.between(carrier, per).convert(Scalar(text, "park.yaml:1"))


def test_each_side_is_converted_by_its_own_heating_value() -> None:
    assert read("0.5 MWh/t", GAS, STEAM) == 0.5
    assert read("500 kWh/t", GAS, STEAM) == 0.5
    assert read("0.5 t/t", COAL, STEAM) == 3.5
    assert read("7 t/t", STEAM, COAL) == 1.0
    assert read("0.875 t/t", CHAR, COAL) == 1.0  # 0.875 t is 7 MWh, as is 1 t of coal
    assert read("0.7 MWh/MWh", CHAR, COAL) == 0.7


def test_a_gas_is_counted_in_normal_cubic_metres() -> None:
    assert read("75 Nm3/t", METHANE, STEAM) == 0.75
    assert read("2 kg/Nm3", CO2, METHANE) == 0.2
    assert read("2 吨/千标方", CO2, METHANE) == 0.2
    with pytest.raises(TextError, match="lower_heating_value_volume"):
        read("75 Nm3/t", GAS, STEAM)


def test_a_plain_number_or_percent_needs_equal_units() -> None:
    assert read("90 %", GAS, COAL) == 0.9
    assert read("0.9", GAS, COAL) == 0.9
    assert read("0", GAS, STEAM) == 0.0
    for text in ("0.9", "90 %"):
        with pytest.raises(TextError, match="the unit is missing"):
            read(text, GAS, STEAM)


@pytest.mark.parametrize("text", ["0.5 MWh", "0.5 MWh/t/a", "0.5 t/MWh", "0.5 CNY/t", "0.5 t/t"])
def test_what_is_no_ratio_of_these_carriers_is_refused(text: str) -> None:
    with pytest.raises(TextError):
        read(text, GAS, STEAM)


def test_a_scale_completes_the_unit_of_its_profile() -> None:
    unit = RatioUnit.between(GAS, STEAM)
    assert unit.factor("%", "MWh/t/%") == 1.0
    assert unit.factor("1", "kWh/t") == 0.001
    assert unit.factor("MW", "MWh/t/MW") == 1.0


def test_flow_per_flow_is_amount_per_amount() -> None:
    hall = Carrier(label="hall", kind="space", unit="m2")
    power = Carrier(label="power", kind="energy", unit="MW")
    assert read("40 W/m2", power, hall) == pytest.approx(4e-5)
    assert read("40 kWh/(m2·h)", power, hall) == pytest.approx(0.04)
    assert read("4 (t/h)/MW", STEAM, power) == 4.0
    with pytest.raises(TextError, match="unit is missing") as missing:
        read("0.04", power, hall)
    assert "MW/m2" in missing.value.remedy
