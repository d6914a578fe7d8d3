"""A workbook's sheets as cells that say what they hold: text, number, date, formula, error; and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal

from symbiosis.tables.excel.archive import Archive, opened
from symbiosis.tables.excel.formats import Look, looks
from symbiosis.tables.excel.parts import Attributes, attribute, parse
from symbiosis.tables.source import TextError

MOST_CELLS = 6_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 2_000

Holds = Literal["text", "number", "percent", "date", "scaled", "flag", "error", "uncalculated"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: numbers as the file writes them, percentages as shown (`8`), dates as ISO text."""

    text: str
    holds: Holds
    formula: str | None = None


@dataclass
class Sheet:
    """One sheet: cells by row and column (both from 1), and what would make its reading doubtful."""

    name: str
    hidden: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Book:
    """The sheets of a workbook in order; `by_hand` says that formulas are not calculated on their own."""

    sheets: list[Sheet]
    by_hand: bool = False


def column_name(column: int) -> str:
    """Return the letters of a column.

    >>> column_name(1), column_name(28)
    ('A', 'AB')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return a cell's address, e.g. D7."""
    return f"{column_name(column)}{row}"


_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def address(text: str) -> tuple[int, int]:
    """Return (row, column) of a cell's address; raises TextError.

    >>> address("D7")
    (7, 4)
    """
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise TextError(f'the workbook is damaged: "{text[:20]}" is no cell.')
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - 64
    return int(found.group(2)), column


def read_book(raw: bytes) -> Book:
    """Return the sheets of a workbook; raises TextError when it cannot be opened."""
    archive = opened(raw)
    listed: list[tuple[str, str, bool]] = []
    settings = {"by_hand": False, "from_1904": False}

    def start(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            state = attributes.get("state", "visible")
            listed.append((attributes.get("name", ""), attribute(attributes, "id"), state != "visible"))
        elif name == "calcPr":
            settings["by_hand"] = attributes.get("calcMode") == "manual"
        elif name == "workbookPr":
            settings["from_1904"] = attributes.get("date1904", "0") in ("1", "true")

    parse(archive, "xl/workbook.xml", start)
    places = _targets(archive)
    texts = _shared_texts(archive)
    styles = looks(archive)
    sheets = []
    for name, link, hidden in listed:
        kind, part = places.get(link, ("", ""))
        if kind != "worksheet":
            continue  # a sheet that is one chart
        sheet = Sheet(name, hidden)
        _SheetReader(sheet, texts, styles, settings["from_1904"]).read(archive, part)
        sheets.append(sheet)
    return Book(sheets, settings["by_hand"])


def _targets(archive: Archive) -> dict[str, tuple[str, str]]:
    """Return (kind, part) by the number of a link from the workbook to its sheets."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], part)

    parse(archive, "xl/_rels/workbook.xml.rels", start)
    return found


def _shared_texts(archive: Archive) -> list[str]:
    texts: list[str] = []
    if "xl/sharedStrings.xml" not in archive.names:
        return texts
    pieces: list[str] = []
    state = {"text": False, "spoken": False}

    def start(name: str, _: Attributes) -> None:
        if name == "si":
            pieces.clear()
        elif name == "rPh":  # how the text is pronounced
            state["spoken"] = True
        state["text"] = name == "t" and not state["spoken"]

    def end(name: str) -> None:
        state["text"] = False
        if name == "rPh":
            state["spoken"] = False
        elif name == "si":
            texts.append(_unescaped("".join(pieces)))

    parse(archive, "xl/sharedStrings.xml", start, end, lambda t: pieces.append(t) if state["text"] else None)
    return texts


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found.group(1), 16)), text)


class _SheetReader:
    """Collects the cells of one sheet from the events of its XML."""

    def __init__(self, sheet: Sheet, texts: list[str], styles: list[Look], from_1904: bool) -> None:
        self.sheet, self.texts, self.styles = sheet, texts, styles
        self.epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
        self.row = self.column = self.count = 0
        self.kind, self.style = "n", 0
        self.value: list[str] | None = None
        self.formula: list[str] | None = None
        self.inline: list[str] = []
        self.into: list[str] | None = None
        self.in_cell = False

    def read(self, archive: Archive, part: str) -> None:
        parse(archive, part, self.start, self.end, self.text)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            given = attributes.get("r")
            self.row, self.column = address(given) if given else (self.row, self.column + 1)
            self.kind = attributes.get("t", "n")
            self.style = int(attributes.get("s", "0"))
            self.value = self.formula = None
            self.inline, self.in_cell = [], True
        elif name == "v" and self.in_cell:
            self.into = self.value = []
        elif name == "f" and self.in_cell:
            self.into = self.formula = []
        elif name == "t" and self.in_cell:
            self.into = self.inline
        elif name == "row":
            given = attributes.get("r")
            self.row = int(given) if given else self.row + 1
            self.column = 0
            if attributes.get("hidden", "0") in ("1", "true"):
                self.sheet.hidden_rows.add(self.row)
        elif name == "col" and attributes.get("hidden", "0") in ("1", "true"):
            self.sheet.hidden_columns.append(
                (int(attributes.get("min", "1")), int(attributes.get("max", "1")))
            )
        elif name == "mergeCell":
            self.sheet.merged.append(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        if self.into is not None:
            self.into.append(text)

    def end(self, name: str) -> None:
        self.into = None
        if name != "c" or not self.in_cell:
            return
        self.in_cell = False
        cell = self._cell()
        if cell is None:
            return
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS:
            raise TextError(
                f'sheet "{self.sheet.name}" has a filled cell {cell_name(self.row, self.column)}, '
                f"beyond {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns.",
                "Delete what stands there.",
            )
        self.count += 1
        if self.count > MOST_CELLS:
            raise TextError(f'sheet "{self.sheet.name}" has more than {MOST_CELLS:,} cells.', "Split it.")
        self.sheet.rows.setdefault(self.row, {})[self.column] = cell

    def _cell(self) -> Cell | None:
        formula = None if self.formula is None else "".join(self.formula)
        value = None if self.value is None else "".join(self.value)
        if self.kind == "inlineStr":
            return self._text(_unescaped("".join(self.inline)), formula)
        if value is None or (not value and self.kind != "str"):
            return None if formula is None else Cell("", "uncalculated", formula)
        if self.kind == "s":
            number = int(value)
            if not 0 <= number < len(self.texts):
                raise TextError(f'the workbook is damaged: sheet "{self.sheet.name}" names a text it lacks.')
            return self._text(self.texts[number], formula)
        if self.kind == "str":
            return self._text(_unescaped(value), formula) or Cell("", "text", formula)
        if self.kind == "b":
            return Cell("true" if value.strip() in ("1", "true") else "false", "flag", formula)
        if self.kind == "e":
            return Cell(value, "error", formula)
        if self.kind == "d":
            return Cell(value, "date", formula)
        return self._number(value.strip(), formula)

    def _text(self, text: str, formula: str | None) -> Cell | None:
        return Cell(text, "text", formula) if text.strip() or formula is not None else None

    def _number(self, value: str, formula: str | None) -> Cell:
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number.adjusted()) > 400:
            raise TextError(f'the workbook is damaged: sheet "{self.sheet.name}" holds "{value[:20]}".')
        look = self.styles[self.style] if 0 <= self.style < len(self.styles) else "number"
        if look == "percent":
            # what Excel keeps as 0.07000000000000001 it shows as 7 %
            return Cell(_short(float(number * 100)), "percent", formula)
        if look == "date":
            return Cell(self._instant(float(number)), "date", formula)
        return Cell(value, look, formula)

    def _instant(self, serial: float) -> str:
        if not 0.0 <= serial < 2_958_466.0:
            return f"{serial:g}"
        instant = self.epoch + timedelta(seconds=round(serial * 86400))
        if serial < 1.0:
            return instant.strftime("%H:%M:%S")
        return instant.isoformat(timespec="minutes" if instant.second == 0 else "seconds")


def _short(number: float) -> str:
    return f"{number:.15g}"
