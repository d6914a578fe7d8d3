"""The workbook: numbers are numbers, text stays text, and it hides what the page hides."""

from __future__ import annotations

import dataclasses
import re
import zipfile

import openpyxl
import pytest

from symbiosis.park import Enterprise
from symbiosis.report.page import page
from symbiosis.report.workbook import write_workbook
from tests.report.test_html import EVERYBODY, OTHERS


def inside(path) -> str:
    """Everything that is written in any part of a workbook."""
    with zipfile.ZipFile(path) as parts:
        return "\n".join(parts.read(name).decode("utf-8") for name in parts.namelist())


def test_every_table_has_a_sheet_with_numbers(ladder, tmp_path):
    made = page(ladder)
    book = openpyxl.load_workbook(write_workbook(made, tmp_path / "r.xlsx"))
    assert len(book.sheetnames) == 1 + len(made.tables)
    sheet = book["costs"]
    assert [cell.value for cell in sheet[1]] == [
        "design",
        "outcome",
        "cost [thousand CNY]",
        "proved bound [thousand CNY]",
    ]
    assert sheet["A2"].value == "today"
    assert sheet["C2"].value == pytest.approx(10.32)  # 430 an hour for 24 hours
    assert sheet["C2"].number_format == "#,##0.00"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:D6"
    assert len(sheet._charts) == 1
    assert book["In short"]["A1"].value == "Three $ firms"


def test_what_looks_like_a_formula_stays_text(ladder, tmp_path):
    titles = {"plant": '=HYPERLINK("http://x","y")', "mill": "+1+1", "board": "@SUM(A1)"}
    firms = {
        label: Enterprise(label=label, x=0.0, y=float(i), title=title)
        for i, (label, title) in enumerate(titles.items())
    }
    park = ladder.park.replace(enterprises=firms)
    path = write_workbook(page(dataclasses.replace(ladder, park=park)), tmp_path / "r.xlsx")
    cells = [c for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for c in row]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    assert set(titles.values()) <= {c.value for c in cells}
    assert "<f>" not in re.sub(r"<c:f>.*?</c:f>", "", inside(path))
    assert not [c.coordinate for c in cells if c.hyperlink]


def test_in_chinese(ladder, tmp_path):
    book = openpyxl.load_workbook(write_workbook(page(ladder, "zh"), tmp_path / "中文 r.xlsx"))
    assert "边际成本" in book.sheetnames
    assert book["费用"]["C1"].value == "费用 [元]"  # 10,320 reads better than 1.032 万


@pytest.mark.parametrize(
    ("reader", "hidden"), [({"enterprise": "mill"}, OTHERS), ({"public": True}, EVERYBODY)]
)
def test_it_hides_what_the_page_hides(ladder, tmp_path, reader, hidden):
    text = inside(write_workbook(page(ladder, **reader), tmp_path / "r.xlsx"))
    assert not [name for name in hidden if name in text]
    assert not re.search(r"\bplant\.|\bboard\b", text)
