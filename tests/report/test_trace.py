"""Every figure of a design leads down to the inputs it is made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.horizon import from_spec
from symbiosis.report.formulas import FORMULAS
from symbiosis.report.origins import ORIGINS, places, places_of
from symbiosis.report.page import page
from symbiosis.report.trace import Entry, entries, search, tell
from symbiosis.report.words import CATEGORIES
from symbiosis.study.design.kept import save_ladder
from symbiosis.study.design.ladder import Ladder, climb
from symbiosis.tables.read import read_park

THREE = Path(__file__).parents[2] / "scenarios" / "three_firms"


@pytest.fixture(scope="module")
def three() -> Ladder:
    park = read_park(THREE)
    return climb(park, from_spec(park.calendar, park.horizon))


@pytest.fixture(scope="module")
def found(three: Ladder) -> dict[str, Entry]:
    return entries(three)


def test_parts_add_up_at_every_level(found: dict[str, Entry]) -> None:
    summed = [e for e in found.values() if e.formula.startswith("sum")]
    assert len(summed) > 20
    for entry in summed:
        assert sum(found[part].value for part in entry.parts) == pytest.approx(
            entry.value, rel=1e-9, abs=1e-6
        )


def test_every_part_is_there(found: dict[str, Entry]) -> None:
    assert {part for entry in found.values() for part in entry.parts} <= found.keys()


def test_a_purchase_is_its_amount_times_its_price(three: Ladder, found: dict[str, Entry]) -> None:
    entry = next(e for e in found.values() if e.address.startswith("as_is/board_mill/purchase/"))
    (given,) = (i for i in entry.inputs if i.path.endswith("purchase_price"))
    (part,) = entry.parts
    assert entry.value == pytest.approx(found[part].value * float(given.value.replace(",", "")), rel=1e-6)
    assert given.unit == "CNY/t"


def test_the_saving_is_the_difference(found: dict[str, Entry]) -> None:
    saving = found["integrated_park/saving"]
    assert saving.value == pytest.approx(found["stand_alone"].value - found["integrated_park"].value)
    assert "proved between" in saving.formula


def test_figures_are_found_as_tables_show_them(found: dict[str, Entry]) -> None:
    saving = found["integrated_park/saving"]
    for shown in (f"{saving.value:,.0f}", f"{saving.value / 1e4:,.1f}", f"{saving.value / 1e6:.3f}"):
        assert saving in search(found, shown)
    assert search(found, "integrated_park/saving") == [saving]
    assert saving in search(found, "saving")
    assert search(found, "12345.678") == []
    assert search(found, "nonsense") == []


def test_it_is_told_down_to_the_inputs(found: dict[str, Entry]) -> None:
    text = "\n".join(tell(found, found["integrated_park"], depth=3))
    assert "input markets.coal.purchase_price" in text
    assert "no source stated" in text or "confidence" in text


def test_every_number_of_every_table_is_found_and_said_where_it_comes_from(three: Ladder) -> None:
    report = page(three)
    known = {name.rstrip("_") for name in ORIGINS}
    for table in report.tables:
        assert table.name in known or any(table.name.startswith(f"{name}_") for name in known), table.name
        for column in table.columns:
            for cell in column.values:
                if isinstance(cell, float):
                    shown = column.shown(cell)
                    assert any(p.column == column.heading for p in places(report, shown)), (table.name, shown)


def test_every_kind_of_cost_has_a_formula() -> None:
    assert set(CATEGORIES) == set(FORMULAS)


def test_a_figure_of_one_firm_s_own_report_is_found(three: Ladder) -> None:
    own = page(three, "zh", "board_mill")
    (table,) = [t for t in own.tables if t.name == "accounts"]
    column = table.columns[1]
    shown = column.shown(column.values[-1])
    found = places_of(three, shown, "zh")
    assert any(place.table == table.title and place.row == "综合能源资源一体化" for place in found)


def test_the_command(three: Ladder, tmp_path: Path) -> None:
    save_ladder(three, tmp_path)
    told = CliRunner().invoke(app, ["trace", str(tmp_path), "integrated_park/saving"])
    assert told.exit_code == 0, told.output
    assert "stand_alone" in told.output
    wrong = CliRunner().invoke(app, ["trace", str(tmp_path), "integrated_park/savin"])
    assert wrong.exit_code == 2
    assert "integrated_park/saving" in wrong.output
