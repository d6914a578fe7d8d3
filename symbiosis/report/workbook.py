"""A report as an Excel workbook: a sheet per table, numbers as numbers, text that stays text, charts.

Written for Excel and WPS alike. What looks like a formula or a link is stored as a string and never
becomes one.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbiosis.report.contents import Page
from symbiosis.report.table import EACH, Column, Table
from symbiosis.report.words import say

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

WIDEST = 60  # characters
LINE = 14.5  # height of a line of text [points]
FONT = {"en": "Calibri", "zh": "Microsoft YaHei"}
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")


def write_workbook(page: Page, path: Path) -> Path:
    """Write every table of a page to a workbook, whole or not at all."""
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    try:
        book = xlsxwriter.Workbook(
            str(unfinished),
            {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        book.set_properties({"title": page.title, "comments": "symbiosis"})
        looks = _Looks(book, FONT[page.language])
        _sentences(book, page, looks)
        taken: set[str] = {say("headline", page.language).casefold()}
        for table in page.tables:
            sheet = book.add_worksheet(_sheet_name(table, taken))
            _fill(sheet, table, looks)
            if table.name == "bills":
                _chart(book, sheet, table, stacked=True)
            elif table.name == "designs":
                _chart(book, sheet, table, stacked=False)
        book.close()
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


class _Looks:
    """The formats of a workbook."""

    def __init__(self, book: Workbook, font: str) -> None:
        base: dict[str, Any] = {"font_name": font, "font_size": 10, "valign": "top"}
        self.book, self.base = book, base
        self.head = book.add_format(
            {**base, "bold": True, "bg_color": "#EAEEF2", "bottom": 1, "text_wrap": True}
        )
        self.text = book.add_format({**base, "text_wrap": True, "num_format": "@"})
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        self._numbers: dict[str, Any] = {}

    def number(self, column: Column, value: float) -> Any:
        """Return the format that shows a number as the report does; the cell keeps every digit."""
        shown = column.shown(value)
        decimals = len(shown.partition(".")[2]) if "e" not in shown else -1
        pattern = "0.00E+00" if decimals < 0 else "#,##0" + ("." + "0" * decimals if decimals else "")
        if pattern not in self._numbers:
            self._numbers[pattern] = self.book.add_format({**self.base, "num_format": pattern})
        return self._numbers[pattern]


def _sentences(book: Workbook, page: Page, looks: _Looks) -> None:
    sheet = book.add_worksheet(say("headline", page.language))
    sheet.set_column(0, 0, 110)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, page.title, looks.title)
    row = 1
    for section in page.sections:
        if section.sentences:
            row += 1
            sheet.write_string(row, 0, section.title, looks.head)
        for sentence in section.sentences:
            row += 1
            sheet.set_row(row, LINE * math.ceil(_width(sentence) / 100))
            sheet.write_string(row, 0, sentence, looks.text)


def _sheet_name(table: Table, taken: set[str]) -> str:
    """Return a name that Excel takes: at most 31 characters, no sign it forbids, no other sheet's name."""
    name = re.sub(r"[\[\]:*?/\\']", " ", table.title).strip()[:31] or table.name
    place = 2
    unique = name
    while unique.casefold() in taken:
        unique = f"{name[:27]} {place}"
        place += 1
    taken.add(unique.casefold())
    return unique


def _fill(sheet: Worksheet, table: Table, looks: _Looks) -> None:
    lines = 1
    for j, column in enumerate(table.columns):
        sheet.write_string(0, j, column.heading, looks.head)
        widest = max((_width(column.shown(v)) for v in column.values), default=0)
        wide = min(WIDEST, max(widest, min(18, _width(column.heading)), 6) + 2)
        lines = max(lines, math.ceil(1.3 * _width(column.heading) / wide))
        sheet.set_column(j, j, wide)
        for i, value in enumerate(column.values, 1):
            if isinstance(value, str):
                sheet.write_string(i, j, value, looks.text)
            elif value is not None and math.isfinite(value):
                sheet.write_number(i, j, value, looks.number(column, value))
    sheet.set_row(0, LINE * lines)
    sheet.freeze_panes(1, 1)
    if table.length:
        sheet.autofilter(0, 0, table.length, len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _width(text: str) -> int:
    """Characters in print; a Chinese one takes two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def _chart(book: Workbook, sheet: Worksheet, table: Table, stacked: bool) -> None:
    """Draw a table of money beside it: designs as bars, stacked by category when categories are rows."""
    columns = [j for j, c in enumerate(table.columns) if c.decimals not in (None, EACH)]
    if not columns or not table.length:
        return
    chart = book.add_chart({"type": "bar", "subtype": "stacked"} if stacked else {"type": "bar"})
    name = sheet.get_name()
    first, last = columns[0], columns[-1]
    if stacked:
        for i in range(1, table.length + 1):
            chart.add_series(
                {
                    "name": [name, i, 0],
                    "categories": [name, 0, first, 0, last],
                    "values": [name, i, first, i, last],
                    "fill": {"color": PALETTE[(i - 1) % len(PALETTE)]},
                    "gap": 60,
                }
            )
    else:
        chart.add_series(
            {
                "name": [name, 0, first],
                "categories": [name, 1, 0, table.length, 0],
                "values": [name, 1, first, table.length, first],
                "fill": {"color": PALETTE[0]},
                "gap": 60,
            }
        )
    chart.set_title({"name": table.title, "name_font": {"size": 12}})
    # The first row on top, its name left of bars that fall below zero, the scale below the last row.
    chart.set_y_axis({"reverse": True, "label_position": "low", "crossing": "max"})
    numbers = [v for j in columns for v in table.columns[j].values if isinstance(v, float)]
    from_zero = {"min": 0} if min(numbers, default=0.0) >= 0.0 else {}  # bars start at nothing
    chart.set_x_axis({"name": table.columns[first].unit, **from_zero})
    chart.set_legend({"position": "bottom"} if stacked else {"none": True})
    chart.set_size({"width": 760, "height": 380})
    sheet.insert_chart(table.length + 2, 0, chart)
