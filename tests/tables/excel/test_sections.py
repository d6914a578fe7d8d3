"""What a workbook says is read as it stands, or refused with its sheet and cell."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from symbiosis.park.problems import ParkError
from symbiosis.tables.read import read_park, read_with_notes
from tests.tables.excel.workbook import Edit, cell, setting, workbook
from tests.tables.folder import good, only_problem, problems

BOILER = "technologies", "capacity", 2


def spoilt(where: Path, edit: Edit) -> str:
    """Return the one sentence said about a changed workbook."""
    return only_problem(workbook(where, edit))


def refused(where: Path, edit: Edit) -> str:
    """Return the first sentence said about a changed workbook."""
    return str(problems(workbook(where, edit))[0])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_workbook_is_the_park_of_its_folder(tmp_path: Path, language: Any) -> None:
    park = read_park(workbook(tmp_path / "excel", language=language))
    assert park == good(tmp_path / "yaml")
    assert park.figures == good(tmp_path / "yaml").figures


def test_a_folder_with_a_workbook_alone_is_a_park(tmp_path: Path) -> None:
    assert read_park(workbook(tmp_path / "excel").parent) == good(tmp_path / "yaml")


def test_two_forms_in_one_folder_are_not_chosen_between(tmp_path: Path) -> None:
    good(tmp_path)
    workbook(tmp_path)
    assert "park.yaml and park.xlsx both describe a park" in only_problem(tmp_path)


def test_numbers_percentages_and_text_count_as_they_stand(tmp_path: Path) -> None:
    for number, edit in enumerate(
        (
            setting(*BOILER, 25),
            setting(*BOILER, "25"),
            setting(*BOILER, " 25 "),
            setting(*BOILER, "=20+5"),
        )
    ):
        path = workbook(tmp_path / str(number), edit)
        if number < 3:
            assert read_park(path).technologies["mill.boiler"].capacity == 25.0

    def rate(value: Any, look: str) -> float:
        def edit(book: Any) -> None:
            found = next(row for row in book["park"].iter_rows() if row[0].value == "discount_rate")
            found[1].value, found[1].number_format = value, look

        return read_park(workbook(tmp_path / f"{value}{look[:1]}", edit)).settings.discount_rate

    assert rate(0.07, "0%") == rate(7, "General") == 0.07


def test_a_percentage_where_none_belongs_is_refused(tmp_path: Path) -> None:
    said = spoilt(tmp_path, setting(*BOILER, 0.2, number_format="0%"))
    assert said.startswith('Sheet "technologies", cell ')
    assert "the cell is a percentage, its unit is t/h." in said


@pytest.mark.parametrize(
    ("value", "looks", "said"),
    [
        ("1,200", {}, "a comma may be a decimal comma or a thousands mark."),
        ("12,5", {}, "not a number (decimal comma?)."),
        ("１２", {}, "full-width digits or signs stand here."),
        ("20 t/h", {}, "the cell adds"),
        ("about 20", {}, "this is not a number."),
        ("#REF!", {}, "the cell holds an Excel error."),
        (datetime(2025, 3, 4), {}, "a date stands here."),
        (20000, {"number_format": '0!.0,"万"'}, "the cell shows another number than it holds."),
        ("=1+1", {}, "the formula was never calculated."),
        (True, {}, "this is not a number."),
    ],
)
def test_a_doubtful_cell_is_refused_with_sheet_and_cell(
    tmp_path: Path, value: Any, looks: dict[str, Any], said: str
) -> None:
    path = workbook(tmp_path, setting(*BOILER, value, **looks))
    place = cell(openpyxl.load_workbook(path)["technologies"], "capacity", 2).coordinate
    found = [str(problem) for problem in problems(path)]
    assert found[0].startswith(f'Sheet "technologies", cell {place}')
    assert said in found[0]


def test_a_formula_counts_with_its_saved_value_and_a_note_says_so(tmp_path: Path) -> None:
    import zipfile

    path = workbook(tmp_path, setting(*BOILER, "=20+5"))
    calculated = tmp_path / "calculated.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(calculated, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.startswith("xl/worksheets/"):
                text = text.replace(b"<f>20+5</f><v></v>", b"<f>20+5</f><v>25</v>")
                text = text.replace(b"<f>20+5</f><v />", b"<f>20+5</f><v>25</v>")
            new.writestr(name, text)
    park, notes = read_with_notes(calculated)
    assert park.technologies["mill.boiler"].capacity == 25.0
    assert any(
        note.startswith('formulas count with the value last saved: Sheet "technologies"') for note in notes
    )


def test_merged_cells_hidden_rows_columns_and_sheets_are_refused(tmp_path: Path) -> None:
    def merge(book: Any) -> None:
        book["technologies"].merge_cells("E4:E6")

    def row(book: Any) -> None:
        book["demands"].row_dimensions[2].hidden = True

    def column(book: Any) -> None:
        found = cell(book["technologies"], "capacity", 2)
        book["technologies"].column_dimensions[found.column_letter].hidden = True

    def sheet(book: Any) -> None:
        book["markets"].sheet_state = "hidden"

    assert 'Sheet "technologies", cell E4 technologies: the cells E4:E6 are merged.' in refused(
        tmp_path / "a", merge
    )
    assert 'Sheet "demands", cell A2 demands: row 2 is hidden.' in refused(tmp_path / "b", row)
    assert "the column is hidden." in refused(tmp_path / "c", column)
    assert 'Sheet "markets", cell A1 markets: the sheet is hidden.' in refused(tmp_path / "d", sheet)


def test_headers_are_known_words_each_once(tmp_path: Path) -> None:
    def rename(new: str) -> Edit:
        def edit(book: Any) -> None:
            cell(book["technologies"], "capacity_max", 1).value = new

        return edit

    said = [str(p) for p in problems(workbook(tmp_path / "a", rename("capcity_max")))]
    assert any('Did you mean "capacity_max"?' in line for line in said)
    said = [str(p) for p in problems(workbook(tmp_path / "b", rename("capacity")))]
    assert any("the column stands twice, first in" in line for line in said)
    said = [str(p) for p in problems(workbook(tmp_path / "c", rename("")))]
    assert any("the cell is filled, its column has no header." in line for line in said)


def test_a_unit_in_the_header_and_one_beside_the_number_agree_or_are_refused(tmp_path: Path) -> None:
    def beside(unit: str) -> Edit:
        return setting("technologies", "capacity.unit", 2, unit)

    assert read_park(workbook(tmp_path / "a", beside("kg/h"))).technologies["mill.boiler"].capacity == 0.02
    assert "MW" in spoilt(tmp_path / "b", beside("MW"))
    assert "the unit is missing." in spoilt(tmp_path / "c", beside(""))


def test_a_sheet_for_people_is_left_alone_and_another_is_refused(tmp_path: Path) -> None:
    def notes(name: str) -> Edit:
        def edit(book: Any) -> None:
            book.create_sheet(name)["A1"] = "remember"

        return edit

    assert read_park(workbook(tmp_path / "a", notes("_mine")))
    said = spoilt(tmp_path / "b", notes("technologes"))
    assert said.startswith('Sheet "technologes", cell A1')
    assert 'Did you mean "technologies"?' in said


def test_rows_without_label_and_labels_that_stand_twice_are_refused(tmp_path: Path) -> None:
    assert "the row has no label." in refused(tmp_path / "a", setting("carriers", "label", 2, None))
    assert "the label stands twice, first in" in refused(
        tmp_path / "b", setting("carriers", "label", 3, "steam")
    )


def test_evidence_hangs_on_its_number(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        row = ["technologies", "mill.boiler", "capacity", 18, 22, "t/h", "name plate", "H"]
        book["sources"].append(row)

    figure = read_park(workbook(tmp_path / "a", edit)).figures["technologies.mill.boiler.capacity"]
    assert (figure.low, figure.value, figure.high) == (18.0, 20.0, 22.0)
    assert (figure.source, figure.confidence) == ("name plate", "H")

    def nowhere(book: Any) -> None:
        book["sources"].append(["technologies", "mill.boilr", "capacity", 18, 22, "t/h"])

    said = spoilt(tmp_path / "b", nowhere)
    assert "nothing of this label stands in" in said
    assert 'Did you mean "mill.boiler"?' in said


def test_stamps_may_be_dates_or_text(tmp_path: Path) -> None:
    def text(book: Any) -> None:
        for row in book["series"].iter_rows(min_row=2, max_col=1):
            row[0].value = row[0].value.strftime("%Y-%m-%d %H:%M")
            row[0].number_format = "@"

    assert read_park(workbook(tmp_path / "a", text)) == good(tmp_path / "b")
    said = spoilt(tmp_path / "c", setting("series", "time", 3, datetime(2023, 1, 1, 0, 0)))
    assert said.startswith('Sheet "series", cell A')
    assert "stands here a second time" in said


def test_a_gap_in_the_hourly_values_is_named(tmp_path: Path) -> None:
    said = spoilt(tmp_path, setting("series", "load [1]", 4, None))
    assert said.startswith('Sheet "series", cell B4')
    assert "the cell is blank" in said


def test_chinese_and_english_headers_may_stand_side_by_side(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        cell(book["technologies"], "capacity", 1).value = "现有容量"
        cell(book["technologies"], "capacity.unit", 1).value = "现有容量.单位"
        book["carriers"].title = "物料与能源"

    assert read_park(workbook(tmp_path / "a", edit)) == good(tmp_path / "b")


def test_columns_and_rows_in_another_order_change_nothing(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = book["technologies"]
        width = sheet.max_column
        for row in sheet.iter_rows():
            values = [c.value for c in row]
            for place, value in zip(row, reversed(values), strict=True):
                place.value = value
        assert width > 3

    assert read_park(workbook(tmp_path / "a", edit)) == good(tmp_path / "b")


def test_a_missing_sheet_is_named(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        del book["carriers"]

    with pytest.raises(ParkError) as caught:
        read_park(workbook(tmp_path, edit))
    assert any("this sheet is missing. Add a sheet named carriers." in str(p) for p in caught.value.problems)
