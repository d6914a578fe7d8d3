"""The small park of the folder tests as a workbook, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl

from symbiosis.tables.convert import convert
from symbiosis.tables.glossary import Language
from tests.tables.folder import folder

Edit = Callable[[Any], None]


@cache
def _bytes(language: Language) -> bytes:
    with TemporaryDirectory() as place:
        source = folder(Path(place) / "source")
        return convert(source, Path(place) / "park.xlsx", language).read_bytes()


def workbook(where: Path, edit: Edit | None = None, language: Language = "en") -> Path:
    """Write the park's workbook, changed by `edit`, which gets openpyxl's workbook."""
    path = where / "park.xlsx"
    where.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_bytes(language))
    if edit is not None:
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)
    return path


def cell(sheet: Any, header: str, row: int) -> Any:
    """Return the cell of a sheet below a header."""
    return sheet.cell(row, next(c.column for c in sheet[1] if c.value == header))


def setting(sheet: str, header: str, row: int, value: Any, **looks: Any) -> Edit:
    """Return an edit that sets one cell, and its number format if given."""

    def edit(book: Any) -> None:
        found = cell(book[sheet], header, row)
        found.value = value
        for name, look in looks.items():
            setattr(found, name, look)

    return edit
