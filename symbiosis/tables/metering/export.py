"""A meter's export as rows of stamp and value: CSV (UTF-8, GB 18030) or Excel, long or a day per row."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from symbiosis.park.problems import did_you_mean
from symbiosis.tables.excel.grid import check_cells, place_of
from symbiosis.tables.excel.sheet import read_book
from symbiosis.tables.reading import Reading
from symbiosis.tables.source import TextError, decoded

STAMPS = (
    *("time", "timestamp", "datetime"),
    *("时间", "数据时间", "采集时间", "日期时间", "冻结时间", "抄表时间"),
)
DATES = ("date", "日期", "数据日期", "抄表日期")
CLOCKS = ("clock", "时刻", "时间点", "时点")
MULTIPLIERS = ("multiplier", "ct*pt", "倍率", "综合倍率")
_OF_DAY = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])(:00)?")
_UNIT = re.compile(r"[\[(（［]\s*([^\])）］]+?)\s*[\])）］]\s*$")
FIRST_ROWS = 40  # titles and particulars may stand above the header


@dataclass(frozen=True)
class Row:
    """One reading as it is written, and where."""

    stamp: str
    value: str
    place: str


@dataclass(frozen=True)
class Export:
    """The readings of one column; `unit` is that of its header, `multiplier` one that the file states."""

    rows: list[Row]
    column: str
    unit: str
    multiplier: str


@dataclass(frozen=True)
class _Sheet:
    """Cells as text; `names` gives the place of a row's cell."""

    cells: list[list[str]]
    lines: list[int]
    name: str
    excel: bool

    def place(self, row: int, column: int) -> str:
        line = self.lines[row]
        return place_of(self.name, line, column + 1) if self.excel else f"{self.name}:{line}"


def read_export(path: Path, column: str = "", sheet: str = "") -> Export:
    """Return one column of a meter's export; raises TextError with its place."""
    found = _excel(path, sheet) if path.suffix.lower() in (".xlsx", ".xlsm", ".xls") else _csv(path)
    candidates = range(min(FIRST_ROWS, len(found.cells)))
    header = next((row for row in candidates if _is_header(found.cells[row])), None)
    if header is None:
        names = ", ".join(STAMPS[:4])
        raise TextError(
            "no row names a column of times.", f"Name it one of {names}, above the readings.", found.name
        )
    heads = [cell.strip() for cell in found.cells[header]]
    multiplier = _stated(found, header, heads)
    points = [i for i, head in enumerate(heads) if _OF_DAY.fullmatch(head)]
    if len(points) >= 24:
        return Export(_by_day(found, header, heads, points), "", "", multiplier)
    return _long(found, header, heads, column, multiplier)


def _is_header(cells: list[str]) -> bool:
    names = {cell.strip().lower() for cell in cells}
    return bool(names & {*STAMPS, *DATES}) and sum(1 for cell in cells if cell.strip()) > 1


def _stated(found: _Sheet, header: int, heads: list[str]) -> str:
    """Return the multiplier that a column or a line above the header states, or nothing."""
    below = found.cells[header + 1] if header + 1 < len(found.cells) else []
    for i, head in enumerate(heads):
        if head.lower() in MULTIPLIERS and i < len(below):
            return below[i].strip()
    for cells in found.cells[:header]:
        for i, cell in enumerate(cells):
            word, _, behind = cell.replace("：", ":").partition(":")
            if word.strip().lower() in MULTIPLIERS:
                return behind.strip() or (cells[i + 1].strip() if i + 1 < len(cells) else "")
    return ""


def _by_day(found: _Sheet, header: int, heads: list[str], points: list[int]) -> list[Row]:
    """Return the readings of an export with a day per row and a column for each time of day."""
    date = next(i for i, head in enumerate(heads) if head.lower() in (*DATES, *STAMPS))
    rows = []
    for row in range(header + 1, len(found.cells)):
        cells = found.cells[row]
        day = cells[date].strip() if date < len(cells) else ""
        if not day:
            continue
        for column in points:
            value = cells[column].strip() if column < len(cells) else ""
            stamp = f"{day.partition('T')[0]} {heads[column]}"
            rows.append(Row(stamp, value, found.place(row, column)))
    return rows


def _long(found: _Sheet, header: int, heads: list[str], column: str, multiplier: str) -> Export:
    lower = [head.lower() for head in heads]
    stamp = next((i for i, head in enumerate(lower) if head in STAMPS), None)
    date = next((i for i, head in enumerate(lower) if head in DATES), None)
    clock = next((i for i, head in enumerate(lower) if head in CLOCKS), None)
    if date is not None and clock is None and stamp is not None:
        clock, stamp = stamp, None  # 日期 beside 时间
    taken = [i for i in (stamp, date, clock) if i is not None]
    names = {
        head: i for i, head in enumerate(heads) if head and i not in taken and lower[i] not in MULTIPLIERS
    }
    place = found.place(header, 0)
    value = _column(names, column, place)
    if stamp is None and date is None:
        raise TextError("no column holds the time.", "Name it time, or 时间.", place)
    unit = _UNIT.search(heads[value])
    rows = []
    for row in range(header + 1, len(found.cells)):
        cells = [*found.cells[row], *([""] * len(heads))]
        if stamp is not None:
            text = cells[stamp].strip()
        else:
            assert date is not None
            text = cells[date].strip().partition("T")[0]
            text = f"{text} {cells[clock].strip()}".strip() if clock is not None and text else text
        if text or cells[value].strip():
            rows.append(Row(text, cells[value].strip(), found.place(row, value)))
    return Export(rows, heads[value], unit.group(1) if unit else "", multiplier)


def _column(names: dict[str, int], wanted: str, place: str) -> int:
    """Return the column of values: the one named, or the only one there is."""
    if wanted:
        exact = [i for head, i in names.items() if wanted in (head, _UNIT.sub("", head).strip())]
        if len(exact) == 1:
            return exact[0]
        raise TextError(f'no column is named "{wanted}".', did_you_mean(wanted, names), place)
    if len(names) == 1:
        return next(iter(names.values()))
    shown = ", ".join(names)
    remedy = f"Say --column with one of: {shown}."
    raise TextError(f"the file has {len(names)} columns of values.", remedy, place)


def _csv(path: Path) -> _Sheet:
    text = decoded(path.read_bytes())
    first = text[:4000]
    mark = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        message = f"the file cannot be read ({error})."
        raise TextError(message, "Check its quotation marks.", path.name) from None
    numbered = [(i, row) for i, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not numbered:
        raise TextError("the file is empty.", "", path.name)
    return _Sheet([row for _, row in numbered], [i for i, _ in numbered], path.name, False)


def _excel(path: Path, wanted: str) -> _Sheet:
    book = read_book(path.read_bytes())
    filled = [sheet for sheet in book.sheets if sheet.rows and (not wanted or sheet.name == wanted)]
    if len(filled) != 1:
        names = ", ".join(sheet.name for sheet in book.sheets if sheet.rows)
        message = f"{len(filled)} sheets of the workbook could be meant."
        raise TextError(message, f"Say --sheet with one of: {names}.", path.name)
    sheet = filled[0]
    reading = Reading()
    sheet.merged = [merged for merged in sheet.merged if not merged.startswith("A1:")]  # a title
    check_cells(sheet, "series", book, reading)
    if reading.problems:
        problem = reading.problems[0]
        raise TextError(problem.message, problem.remedy, problem.place)
    lines = sorted(sheet.rows)
    width = max(max(cells) for cells in sheet.rows.values() if cells)
    texts = [
        [cells[c].text if c in cells else "" for c in range(1, width + 1)]
        for cells in (sheet.rows[line] for line in lines)
    ]
    return _Sheet(texts, lines, sheet.name, True)
