"""A carrier or market that a scenario adds takes its factors from the tables, as in park.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbiosis.park import ParkError
from symbiosis.scenario import add, apply, put
from symbiosis.tables.read import read_park
from tests.tables.folder import folder


def test_a_pollutant_has_its_equivalent(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path))
    changed = apply(park, [add("carriers.cod", {"kind": "emission", "unit": "kg/h", "factors": "cod"})])
    assert changed.carriers["cod"].pollution_equivalent == 1.0
    assert changed.carriers["cod"].medium == "water"


def test_a_fuel_has_its_standard_coal(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path))
    words = {"kind": "energy", "unit": "t/h", "factors": "raw_coal"}
    changed = apply(park, [add("carriers.more_coal", words)])
    assert abs((changed.carriers["more_coal"].standard_coal or 0.0) - 0.7143) < 1e-9


def test_a_district_stands_for_its_enterprises(tmp_path: Path) -> None:
    changes = [
        add("districts.north", {}),
        put("enterprises.mill.district", "north"),
        put("enterprises.town.district", "north"),
        add("markets.biogas", {"carrier": "gas", "members": ["north"], "purchase_price": "10 CNY/MWh"}),
        add("markets.coal.members", ["north"]),
    ]
    changed = apply(read_park(folder(tmp_path)), changes)
    assert changed.markets["biogas"].members == ("mill", "town")
    assert changed.markets["coal"].members == ("mill", "town")


def test_an_entry_that_is_not_there_is_added_not_set(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path))
    with pytest.raises(
        ParkError,
        match=r"this entry is not there yet\. Write technologies\.mill\.boiler\.ratios\.coal: \{add",
    ):
        apply(park, [put("technologies.mill.boiler.ratios.coal", "-1 MWh/t")])
