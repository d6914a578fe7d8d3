"""A CSV file as rows of text: encodings, separators and ragged rows; every cell keeps its place."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

from symbiosis.tables.source import HIDDEN, TextError, decoded

Report = Callable[[str, str, str], None]  # (place, message, remedy)
LARGEST = 200_000_000  # bytes
_HEADER = re.compile(r"(.*?)\s*[\[\uff3b]([^\[\]]*)[\]\uff3d]", re.DOTALL)


@dataclass(frozen=True)
class Grid:
    """Header and rows of one file; `lines` holds the line of the file in which each row begins.

    `complete` says that no row was left out as unreadable.
    """

    file: str
    header: list[str]
    rows: list[list[str]]
    lines: list[int]
    complete: bool = True

    def place(self, row: int, column: int) -> str:
        """Name a cell: `technologies.csv:5, capacity [t/h]`."""
        return f"{self.file}:{self.lines[row]}, {self.header[column]}"

    def header_place(self, column: int = 0) -> str:
        """Name a column's header: `technologies.csv:1`."""
        return f"{self.file}:1"


def name_and_unit(header: str) -> tuple[str, str | None]:
    """Return the parts of a column header.

    >>> name_and_unit("capacity [t/h]"), name_and_unit("rated_on")
    (('capacity', 't/h'), ('rated_on', None))
    """
    found = _HEADER.fullmatch(header.strip())
    return (found.group(1).strip(), found.group(2).strip()) if found else (header.strip(), None)


def grid(raw: bytes, file: str, report: Report) -> Grid | None:
    """Return a file's rows, or None when it cannot be read at all; problems go to `report`."""
    if len(raw) > LARGEST:
        report(file, f"the file is larger than {LARGEST // 1_000_000} MB.", "Split it.")
        return None
    try:
        text = decoded(raw)
    except TextError as fault:
        report(file, fault.message, fault.remedy)
        return None
    found = HIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        code = f"U+{ord(found.group()):04X}"
        report(f"{file}:{line}", f"an invisible character {code} stands in this line.", "Delete it.")
        return None
    rows, lines = _rows(text, file, report)
    if not rows:
        if rows is not None:
            report(file, "the file is empty.", "Write a header and at least one row, or delete the file.")
        return None
    header = [cell.strip() for cell in rows[0]]
    if not _separated_by_commas(rows[0], file, report) or not _header_is_sound(header, file, report):
        return None
    kept, kept_lines, complete = [], [], True
    for row, line in zip(rows[1:], lines[1:], strict=True):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            report(f"{file}:{line}", *_ragged(row, header))
            complete = False
            continue
        kept.append(row)
        kept_lines.append(line)
    return Grid(file, header, kept, kept_lines, complete)


def _rows(text: str, file: str, report: Report) -> tuple[list[list[str]] | None, list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, lines, begin = [], [], 1
    try:
        for row in reader:
            if row:
                rows.append(row)
                lines.append(begin)
            begin = reader.line_num + 1
    except csv.Error as error:
        report(
            f"{file}:{max(begin, reader.line_num)}",
            f"the row cannot be read ({error}).",
            "Check its quotation marks.",
        )
        return None, []
    return rows, lines


def _separated_by_commas(first: list[str], file: str, report: Report) -> bool:
    joined = ",".join(first)
    for mark, word in (
        (";", "semicolons"),
        ("\t", "tabs"),
        ("，", "full-width commas"),
        ("|", "vertical bars"),
    ):
        if joined.count(mark) > joined.count(","):
            report(
                f"{file}:1",
                f"columns are separated by {word}.",
                "Save with commas, and decimals with a point.",
            )
            return False
    return True


def _header_is_sound(header: list[str], file: str, report: Report) -> bool:
    sound = True
    seen: dict[str, int] = {}
    for number, cell in enumerate(header, 1):
        name = name_and_unit(cell)[0]
        if not name:
            report(f"{file}:1", f"column {number} has no header.", "Name it, or delete the column.")
            sound = False
        elif name in seen:
            report(
                f"{file}:1",
                f'columns {seen[name]} and {number} are both named "{name}".',
                "Rename one of them.",
            )
            sound = False
        seen.setdefault(name, number)
    return sound


def _ragged(row: list[str], header: list[str]) -> tuple[str, str]:
    counts = f"the row has {len(row)} cells, the header {len(header)}."
    if len(row) < len(header):
        return counts, f'A value is missing from column {len(row) + 1} ("{header[len(row)]}") on.'
    return (
        counts,
        "Check for a decimal comma or an unquoted comma; use a decimal point, quote text with commas.",
    )
