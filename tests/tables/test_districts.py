"""A district stands for its enterprises wherever enterprises are listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbiosis.tables.convert import convert
from symbiosis.tables.read import read_park
from tests.tables.folder import folder, only_problem

PLACED = (
    (
        "  mill: {role: producer, x: 1 km, y: 0 km}",
        "  mill: {role: producer, district: north}\n  saw: {district: north}",
    ),
    ("technologies:\n", "districts: {north: {title: North, title_zh: 北园}}\ntechnologies:\n"),
)


def test_a_list_holds_its_enterprises(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path, *PLACED, ("members: [mill]", "members: [north]")))
    assert park.markets["coal"].members == ("mill", "saw")
    both = read_park(folder(tmp_path / "both", *PLACED, ("members: [mill]", "members: [town, north, mill]")))
    assert both.markets["coal"].members == ("town", "mill", "saw")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_in_a_workbook_too(tmp_path: Path, language: str) -> None:
    source = folder(tmp_path / "park", *PLACED, ("members: [mill]", "members: [north]"))
    book = convert(source, tmp_path / "park.xlsx", language)  # type: ignore[arg-type]
    park = read_park(book)
    assert park == read_park(source)
    assert park.districts["north"].title_zh == "北园"


def test_a_name_that_is_neither_is_named(tmp_path: Path) -> None:
    said = only_problem(folder(tmp_path, *PLACED, ("members: [mill]", "members: [nord]")))
    assert "park.yaml:" in said
    assert '"nord"' in said
    assert "not declared under enterprises" in said
