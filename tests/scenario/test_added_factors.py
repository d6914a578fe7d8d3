"""A carrier or market that a scenario adds takes its factors from the tables, as in park.yaml."""

from __future__ import annotations

from pathlib import Path

from symbiosis.scenario import add, apply
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
