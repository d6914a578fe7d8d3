"""Sheets of a workbook as tables with a header row: what each holds, and which cells are in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from symbiosis.park.fields import specs
from symbiosis.park.problems import did_you_mean
from symbiosis.tables.csv_text import Grid, name_and_unit
from symbiosis.tables.excel.layout import KINDS
from symbiosis.tables.excel.sheet import Book, Cell, Sheet, address, cell_name, read_book
from symbiosis.tables.glossary import NUMBER_WORDS, SHEETS, field_named, section_named
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import TextError, hidden_character
from symbiosis.tables.states import is_state
from symbiosis.tables.units import measure

FOR_PEOPLE = ("guide", "lists")
EXTRAS = (  # words of things that are no fields of the registry
    *("per", "members", "segments", "pipe", "device", "motor", "from", "carriers", "localisation"),
)
NEITHER = ("note",)  # a column for people
ORDER = (*KINDS, "weather", "profiles", "series", "ratios", "sources")
SHOWN = 3  # doubtful cells of one kind that are named one by one on a sheet


class SheetGrid(Grid):
    """A sheet as rows of text that knows its cells."""

    def place(self, row: int, column: int) -> str:
        """Name a cell: `Sheet "series", cell B7`."""
        return f"{self.file}, cell {cell_name(self.lines[row], column + 1)}"

    def header_place(self, column: int = 0) -> str:
        """Name a column's header."""
        return f"{self.file}, cell {cell_name(1, column + 1)}"


def in_quotes(name: str) -> str:
    """Return a sheet's name as messages show it."""
    return f'"{name}"'


def place_of(sheet: str, row: int, column: int) -> str:
    """Name a cell of a sheet.

    >>> place_of("technologies", 7, 4)
    'Sheet "technologies", cell D7'
    """
    return f"Sheet {in_quotes(sheet)}, cell {cell_name(row, column)}"


@dataclass
class Table:
    """One sheet with its section; `units` are those of the headers, by field."""

    section: str
    sheet: Sheet
    units: dict[str, str] = field(default_factory=dict)

    def place(self, row: int, column: int) -> str:
        """Name a cell."""
        return place_of(self.sheet.name, row, column)

    def cell(self, row: int, column: int) -> Cell | None:
        """Return a cell that holds something."""
        found = self.sheet.rows.get(row, {}).get(column)
        return None if found is None or (found.holds == "text" and not found.text.strip()) else found

    def text(self, row: int, column: int) -> str:
        """Return a cell's text without blanks around it."""
        found = self.cell(row, column)
        return found.text.strip() if found is not None else ""

    def label(self, row: int, columns: Mapping[str, int], name: str) -> str:
        """Return a label of a row, or nothing where its column or cell is missing."""
        return self.text(row, columns[name]) if name in columns else ""

    def named_section(self, row: int, column: int) -> str:
        """Return the section that a cell names."""
        return section_named(self.text(row, column))

    def rows_filled(self) -> Iterator[int]:
        """Yield the rows below the header that hold anything."""
        for row in sorted(self.sheet.rows):
            if row > 1 and any(self.cell(row, column) is not None for column in self.sheet.rows[row]):
                yield row

    def header(self) -> dict[int, str]:
        """Return the texts of the first row by column."""
        return {c: self.text(1, c) for c in sorted(self.sheet.rows.get(1, {})) if self.cell(1, c) is not None}

    def columns(
        self, reading: Reading, known: Sequence[str], needed: Sequence[str], dotted: bool = False
    ) -> dict[str, int] | None:
        """Return the column of every name; None when a needed one is missing. Doubtful headers are noted."""
        found: dict[str, int] = {}
        header = self.header()
        for column, text in header.items():
            name, unit = name_and_unit(text)
            name = field_named(name)
            place = self.place(1, column)
            where = Where(self.section, "", name)
            head, _, rest = name.partition(".")
            if name in NEITHER:
                continue
            if head not in (*known, *EXTRAS) or (rest and not (dotted and self._sound(rest, head))):
                words = [*known, *(f"{head}.{word}" for word in NUMBER_WORDS if rest and head in known)]
                reading.wrong(where, "this column is not known here.", did_you_mean(name, words), place, text)
                continue
            if name in found:
                message = f"the column stands twice, first in {cell_name(1, found[name])}."
                reading.wrong(where, message, "Delete or rename one of them.", place, text)
                continue
            found[name] = column
            if unit is not None:
                self._unit(name, unit, reading, place, text)
        widest = max((c for row in self.rows_filled() for c in self.sheet.rows[row]), default=0)
        for column in range(1, widest + 1):
            if column not in header and any(self.cell(row, column) for row in self.rows_filled()):
                row = next(row for row in self.rows_filled() if self.cell(row, column))
                message = "the cell is filled, its column has no header."
                remedy = "Name the column in row 1, or clear it."
                reading.wrong(
                    Where(self.section), message, remedy, self.place(row, column), self.text(row, column)
                )
        missing = [name for name in needed if name not in found]
        if missing and (header or any(True for _ in self.rows_filled())):
            message = f"no column is named {missing[0]}."
            reading.wrong(Where(self.section), message, "Name the columns in row 1.", self.place(1, 1))
        return None if missing else found

    def _sound(self, rest: str, head: str) -> bool:
        """Tell whether what stands behind a dot means something: a word of a number, or a name."""
        kind = KINDS.get(self.section)
        spec = specs(kind).get(head) if kind is not None else None
        by_name = spec is not None and spec.kind in ("ratios", "qualities", "points")
        return by_name or all(part in NUMBER_WORDS for part in rest.split("."))

    def _unit(self, name: str, unit: str, reading: Reading, place: str, text: str) -> None:
        try:
            if not unit:
                raise TextError("the brackets hold no unit.", "Write [t/h], or [1] for plain numbers.")
            if not is_state(unit):
                measure(unit)
            self.units[name] = unit
        except TextError as fault:
            reading.wrong(Where(self.section, "", name), fault.message, fault.remedy, place, text)

    def grid(self, reading: Reading) -> Grid | None:
        """Return a sheet of hourly values as rows of text."""
        header = self.header()
        if not header:
            return None
        width = max(header)
        names = [header.get(column, "") for column in range(1, width + 1)]
        sound = True
        seen: dict[str, int] = {}
        for column, text in enumerate(names, 1):
            name = name_and_unit(text)[0]
            if not name:
                remedy = "Name the column in row 1, or delete it."
                reading.wrong(Where("series"), "the column has no header.", remedy, self.place(1, column))
                sound = False
            elif name in seen:
                message = f"the column stands twice, first in {cell_name(1, seen[name])}."
                reading.wrong(Where("series"), message, "Rename one of them.", self.place(1, column), text)
                sound = False
            seen.setdefault(name, column)
        if not sound:
            return None
        if field_named(names[0]) == "time":
            names[0] = "time"
        lines = list(self.rows_filled())
        if names == ["time"] and not lines:
            return None  # the park has no hourly values
        rows = [[self._series_text(row, column) for column in range(1, width + 1)] for row in lines]
        return SheetGrid(f"Sheet {in_quotes(self.sheet.name)}", names, rows, lines)

    def _series_text(self, row: int, column: int) -> str:
        cell = self.cell(row, column)
        if cell is None:
            return ""
        return f"{cell.text} %" if cell.holds == "percent" else cell.text.strip()


def tables_of(raw: bytes, reading: Reading) -> list[Table]:
    """Return the tables of a workbook in the order they are read; raises TextError when it cannot be opened.

    Cells that cannot be trusted are noted and left out.
    """
    book = read_book(raw)
    found: dict[str, Table] = {}
    for sheet in book.sheets:
        section = section_named(sheet.name)
        if section in FOR_PEOPLE or sheet.name.startswith("_"):
            continue
        if section not in ORDER:
            if sheet.rows:
                remedy = did_you_mean(section, [name for name in SHEETS if name not in FOR_PEOPLE])
                remedy += " Sheets that are only for people begin with _."
                message = "this sheet is no table of a park."
                reading.report(place_of(sheet.name, 1, 1), message, remedy)
            continue
        if section in found:
            first = found[section].sheet.name
            message = f'the table is there twice, first as "{first}".'
            reading.report(place_of(sheet.name, 1, 1), message, "Delete one of the two sheets.")
            continue
        check_cells(sheet, section, book, reading)
        found[section] = Table(section, sheet)
    if not found:
        raise TextError(
            "no sheet of the workbook is a table of a park.",
            "Begin with `symbiosis new NAME --excel`, which makes a workbook to fill in.",
        )
    return sorted(found.values(), key=lambda table: ORDER.index(table.section))


def check_cells(sheet: Sheet, section: str, book: Book, reading: Reading) -> None:
    """Note every cell of a sheet that cannot be trusted, and take it out."""
    where = Where(section)
    if sheet.hidden and sheet.rows:
        reading.wrong(where, "the sheet is hidden.", "Show it, or delete it.", place_of(sheet.name, 1, 1))
    for merged in sheet.merged:
        first = address(merged.partition(":")[0])
        message, remedy = (
            f"the cells {merged} are merged.",
            "Unmerge them and write every value into its cell.",
        )
        reading.wrong(where, message, remedy, place_of(sheet.name, *first))
    _hidden(sheet, where, reading)
    counts: dict[str, int] = {}
    for row, cells in sheet.rows.items():
        for column, cell in list(cells.items()):
            fault = _fault(cell, book, section, column)
            code = hidden_character(cell.text) if cell.holds == "text" else ""
            if code and fault is None:
                fault = (f"an invisible character {code} stands in the cell.", "Delete it (retype the text).")
            if fault is not None:
                counts[fault[0]] = counts.get(fault[0], 0) + 1
                if counts[fault[0]] <= SHOWN:
                    reading.wrong(where, *fault, place_of(sheet.name, row, column), cell.text)
                del cells[column]
    for message, count in counts.items():
        if count > SHOWN:
            reading.wrong(where, f"{count} cells in all: {message}", "", place_of(sheet.name, 1, 1))
    _remark(sheet, reading)


def _hidden(sheet: Sheet, where: Where, reading: Reading) -> None:
    filled = [row for row in sorted(sheet.hidden_rows) if sheet.rows.get(row)]
    if filled:
        more = f" and {len(filled) - 1} more" if len(filled) > 1 else ""
        message = f"row {filled[0]}{more} is hidden."
        remedy = "Show it (clear the filter), or delete it."
        reading.wrong(where, message, remedy, place_of(sheet.name, filled[0], 1))
    for first, last in sheet.hidden_columns:
        used = [c for cells in sheet.rows.values() for c in cells if first <= c <= last]
        if used:
            message, remedy = "the column is hidden.", "Show it, or delete it."
            reading.wrong(where, message, remedy, place_of(sheet.name, 1, min(used)))


def _fault(cell: Cell, book: Book, section: str, column: int) -> tuple[str, str] | None:
    """Return what makes a cell's content doubtful, and the remedy."""
    if cell.holds == "uncalculated":
        return "the formula was never calculated.", "Open the workbook in Excel or WPS and save it."
    if cell.formula is not None and "[" in cell.formula.replace("[#", ""):
        return "the formula takes its value from elsewhere.", "Replace it by the value itself."
    if cell.formula is not None and book.by_hand:
        remedy = "Turn automatic calculation on, then save."
        return "formulas of this workbook are calculated by hand only: the value may be old.", remedy
    if cell.holds == "error":
        return "the cell holds an Excel error.", "Repair the formula, then save again."
    if cell.holds == "scaled":
        return "the cell shows another number than it holds.", "Format it as a plain number, and check it."
    if cell.holds == "date" and not (section == "series" and column == 1) and section not in ("park",):
        return "a date stands here.", "Format the cell as number or text and write it again."
    return None


def _remark(sheet: Sheet, reading: Reading) -> None:
    """Note the formulas of a sheet, whose saved values are used."""
    formulas = [
        (row, column)
        for row, cells in sorted(sheet.rows.items())
        for column, cell in sorted(cells.items())
        if cell.formula is not None
    ]
    if formulas:
        more = f" and {len(formulas) - 1} more" if len(formulas) > 1 else ""
        place = place_of(sheet.name, *formulas[0])
        reading.remarks.append(f"formulas count with the value last saved: {place}{more}.")
