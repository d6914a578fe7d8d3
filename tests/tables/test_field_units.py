"""Heating values and payments per period, and what is mistaken for them."""

from __future__ import annotations

import pytest

from symbiosis.tables.field_units import unit_of
from symbiosis.tables.source import Scalar, TextError

MASS = unit_of("lower_heating_value", "MWh/t")
VOLUME = unit_of("lower_heating_value_volume", "MWh/Nm3")
MONTHLY = unit_of("peak_charge", "CNY/(MW)/month")
YEARLY = unit_of("fixed_om", "CNY/(MW)/a")


def scalar(text: str) -> Scalar:
    """Return a piece of a file."""
    return Scalar(text, "park.yaml:1")


def test_a_heating_value_is_read_in_its_unit() -> None:
    assert MASS.convert(scalar("25.2 GJ/t")) == 7.0
    assert VOLUME.convert(scalar("36 MJ/Nm3")) == pytest.approx(0.01, rel=1e-15)
    assert VOLUME.convert(scalar("8600 kcal/标方")) == pytest.approx(8600 * 4.1868 / 3.6e6, rel=1e-15)


@pytest.mark.parametrize(
    ("unit", "text", "sentence"),
    [
        (
            MASS,
            "36 MJ/Nm3",
            "MJ/Nm3 is energy/normal volume. State it as lower_heating_value_volume: 36 MJ/Nm3.",
        ),
        (VOLUME, "23 GJ/t", "GJ/t is energy/mass. State it as lower_heating_value: 23 GJ/t."),
        (VOLUME, "36", "the unit is missing. Write it too, e.g. 35.5 MJ/Nm3."),
        (MASS, "23", "the unit is missing. Write it too, e.g. 23 GJ/t."),
        (
            VOLUME,
            "36 MJ/m3",
            "MJ/m3 does not say at which temperature the volume is measured. "
            "State lower_heating_value_volume per normal cubic metre (0 °C), e.g. 35.5 MJ/Nm3.",
        ),
        (
            VOLUME,
            "36 MJ",
            "MJ is energy, but energy/normal volume is expected. Write a number in MWh/Nm3.",
        ),
    ],
)
def test_a_heating_value_in_the_wrong_field_or_unit_is_sent_to_the_right_one(
    unit: object, text: str, sentence: str
) -> None:
    with pytest.raises(TextError) as caught:
        unit.convert(scalar(text))  # type: ignore[attr-defined]
    assert str(caught.value) == sentence


def test_a_payment_names_its_period() -> None:
    assert MONTHLY.convert(scalar("48 元/(kW·月)")) == 48_000.0
    assert MONTHLY.convert(scalar("48 CNY/kW/month")) == 48_000.0
    assert MONTHLY.convert(scalar("12 CNY/(MW*a)")) == 1.0
    assert MONTHLY.convert(scalar("0")) == 0.0
    assert YEARLY.convert(scalar("3 万元/MW/年")) == 30_000.0


@pytest.mark.parametrize("text", ["3 CNY/MWh", "3 元/度", "3 CNY/(MW*h)"])
def test_a_price_per_amount_is_no_payment_per_period(text: str) -> None:
    with pytest.raises(TextError, match="is paid per amount; this is paid per capacity and year"):
        YEARLY.convert(scalar(text))
    with pytest.raises(TextError, match=r"capacity and month. Write a number in CNY/\(MW\)/month"):
        MONTHLY.convert(scalar(text))
    with pytest.raises(TextError, match="is expected"):
        MONTHLY.convert(scalar("48 CNY/kW"))
