"""Temperatures, differences and pressures: what they are, not what they look like."""

import pytest

from symbiosis.tables.field_units import unit_of
from symbiosis.tables.source import Scalar, TextError
from symbiosis.tables.states import is_state

TEMPERATURE, DIFFERENCE, PRESSURE = (unit_of("any", text) for text in ("°C", "K", "MPa(a)"))


def scalar(text, unit=None):
    return Scalar(text, "park.yaml:1", unit=unit)


@pytest.mark.parametrize(
    ("unit", "text", "value"),
    [
        (TEMPERATURE, "150 °C", 150.0),
        (TEMPERATURE, "-5℃", -5.0),
        (TEMPERATURE, "423.15 K", 150.0),
        (DIFFERENCE, "10 K", 10.0),
        (DIFFERENCE, "10 °C", 10.0),
        (PRESSURE, "1.0 MPa(a)", 1.0),
        (PRESSURE, "10 bar(g)", 1.101325),
        (PRESSURE, "0.5 MPa(表压)", 0.601325),
        (PRESSURE, "3 bara", 0.3),
        (PRESSURE, "3 barg", 0.401325),
        (PRESSURE, "101.325 kPa(a)", 0.101325),
    ],
)
def test_states_are_read(unit, text, value):
    assert unit.convert(scalar(text)) == pytest.approx(value, abs=1e-12)


def test_a_column_names_its_unit_once():
    assert TEMPERATURE.convert(scalar("150", "°C")) == 150.0
    assert PRESSURE.convert(scalar("10", "bar(g)")) == pytest.approx(1.101325)
    assert [is_state(unit) for unit in ("°C", "K", "bar(g)", "bar", "t/h")] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("unit", "text", "sentence"),
    [
        (TEMPERATURE, "150", "the unit is missing. Write 150 °C."),
        (TEMPERATURE, "150 kW", "kW is not a unit of a temperature. Write 150 °C."),
        (DIFFERENCE, "10 MW", "MW is not a unit of a difference of temperatures. Write 10 K."),
        (PRESSURE, "10 bar", "bar does not say whether the pressure is absolute or gauge. Write 10 bar(a)"),
        (PRESSURE, "10 t/h", "t/h is not a unit of a pressure. Write 10 MPa(a) or 10 MPa(g)."),
    ],
)
def test_what_is_doubtful_is_refused(unit, text, sentence):
    with pytest.raises(TextError) as caught:
        unit.convert(scalar(text))
    assert sentence in f"{caught.value.message} {caught.value.remedy}"
