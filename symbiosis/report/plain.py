"""A table of the report in a terminal and in a CSV file."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from symbiosis.report.sheets import write_csv
from symbiosis.report.table import Table


def plain_table(table: Table) -> str:
    """Return a table in columns that line up; a Chinese character is two wide."""
    heads = [column.heading for column in table.columns]
    rows = [[c.shown(v) for c, v in zip(table.columns, row, strict=True)] for row in table.rows]
    cells = [heads, *rows]
    widths = [max(_width(row[i]) for row in cells) for i in range(len(heads))]
    left = [column.decimals is None for column in table.columns]
    lines = [
        "  ".join(_padded(text, width, flush) for text, width, flush in zip(row, widths, left, strict=True))
        for row in cells
    ]
    return "\n".join([table.title, *(line.rstrip() for line in lines), *([table.note] if table.note else [])])


def write_table(table: Table, path: Path) -> Path:
    """Write a table with every digit as CSV that Excel opens (UTF-8 with a mark)."""
    return write_csv(path, [[column.heading for column in table.columns], *map(list, table.rows)])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
