"""A park carried over between folder and workbook stays the same park, with all its evidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.problems import ParkError
from symbiosis.tables.canonical import to_json
from symbiosis.tables.convert import convert
from symbiosis.tables.read import read_park, read_source
from symbiosis.tables.reading import Reading
from symbiosis.tables.source import Block, Listing, Node
from symbiosis.tables.write import write_park
from tests.tables.folder import folder
from tests.tables.test_write import rich_park

ROOT = Path(__file__).resolve().parents[2]
PARKS = ("three_firms", "suzhou_loop", "northern_heavy", "kalundborg", "jiangsu_valley")


def all_of(park: Park) -> Any:
    """Return everything a park holds, and the order of its things."""
    return json.loads(to_json(park)), [list(getattr(park, section)) for section in SECTIONS]


def same(first: Path, second: Path) -> None:
    one, other = read_park(first), read_park(second)
    assert one == other
    assert all_of(one) == all_of(other)
    assert one.horizon == other.horizon


def written(node: Node) -> Any:
    """Return what a source says as plain data, without places."""
    if isinstance(node, Block):
        return {key: written(entry) for key, entry in node.entries.items()}
    if isinstance(node, Listing):
        return [written(item) for item in node.items]
    return node.text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_starter_goes_to_excel_and_back(tmp_path: Path, language: Any) -> None:
    starter = ROOT / "symbiosis" / "starter"
    book = convert(starter, tmp_path / "park.xlsx", language)
    same(starter, book)
    same(starter, convert(book, tmp_path / "back"))
    again = convert(tmp_path / "back", tmp_path / "again.xlsx", language)
    same(book, again)


@pytest.mark.parametrize("name", PARKS[:2])
def test_a_park_goes_to_excel_and_back(tmp_path: Path, name: str) -> None:
    source = ROOT / "scenarios" / name
    book = convert(source, tmp_path / "park.xlsx", "zh")
    same(source, book)
    same(source, convert(book, tmp_path / "back"))


@pytest.mark.slow
@pytest.mark.parametrize("name", PARKS[2:])
def test_a_large_park_goes_to_excel_and_back(tmp_path: Path, name: str) -> None:
    test_a_park_goes_to_excel_and_back(tmp_path, name)


def test_something_of_every_section_goes_to_excel_and_back(tmp_path: Path) -> None:
    source = write_park(rich_park(), tmp_path / "rich").parent
    book = convert(source, tmp_path / "park.xlsx")
    same(source, book)
    same(source, convert(book, tmp_path / "back"))


def test_payments_in_a_list_keep_their_own_units(tmp_path: Path) -> None:
    scale = "scale_sizes: [10 t/h, 40 t/h], scale_investments: [9 M CNY, 2000 万元]"
    source = folder(
        tmp_path / "source", ("investment_per_capacity: 90 万元/(t/h)", scale.replace(", sc", "\n    sc"))
    )
    book = convert(source, tmp_path / "park.xlsx")
    same(source, book)
    assert read_park(book).technologies["mill.boiler"].scale_investments == (9e6, 20e6)


def test_what_is_written_stays_as_it_is_written(tmp_path: Path) -> None:
    source = ROOT / "scenarios" / "three_firms"
    back = convert(convert(source, tmp_path / "park.xlsx"), tmp_path / "back").parent
    first, second = read_source(source, Reading()), read_source(back, Reading())
    assert first is not None
    assert second is not None
    boiler = "paper_mill.new_boiler"
    one, other = (written(s.sections["technologies"])[boiler] for s in (first, second))
    assert other["investment_per_capacity"] == one["investment_per_capacity"] == "120 万元/(t/h)"


def test_nothing_is_replaced(tmp_path: Path) -> None:
    source = folder(tmp_path / "source")
    book = convert(source, tmp_path / "park.xlsx")
    with pytest.raises(FileExistsError, match="exists already"):
        convert(source, book)
    with pytest.raises(FileExistsError, match="exists already"):
        convert(book, source)


def test_a_park_with_problems_is_mended_first(tmp_path: Path) -> None:
    source = folder(tmp_path / "source", ("lifetime: 20 a", "lifetime: 20 MW"))
    with pytest.raises(ParkError):
        convert(source, tmp_path / "park.xlsx")
    assert not (tmp_path / "park.xlsx").exists()


def test_every_digit_survives(tmp_path: Path) -> None:
    third = repr(1 / 3)
    source = folder(tmp_path / "source", ("capacity: 20 t/h", f"capacity: {third} t/h"))
    book = convert(source, tmp_path / "park.xlsx")
    assert read_park(book).technologies["mill.boiler"].capacity == 1 / 3
