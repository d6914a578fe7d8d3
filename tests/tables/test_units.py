"""Units of the trade, and those that are refused."""

from __future__ import annotations

import pytest

from symbiosis.tables.source import TextError
from symbiosis.tables.units import measure

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
