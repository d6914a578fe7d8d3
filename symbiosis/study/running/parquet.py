"""A table as a Parquet file, written in pieces: columns of one type each, ready for pandas, Polars or R."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from symbiosis.study.study import StudyError

AT_ONCE = 50_000  # rows of one piece


def write_parquet(path: Path, table: Callable[[], Iterator[list[Any]]]) -> None:
    """Write a table, whole or not at all; `table()` yields its headings, then its rows.

    It is walked through twice: a column is of numbers where no cell holds a word. Empty cells are null.
    Raises StudyError without pyarrow.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise StudyError("Parquet files need pyarrow: pip install symbiosis[parquet].") from None
    heads, numeric = _kinds(table())
    kinds = [pyarrow.float64() if number else pyarrow.string() for number in numeric]
    schema = pyarrow.schema(list(zip(heads, kinds, strict=True)))
    rows = table()
    next(rows)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with pyarrow.parquet.ParquetWriter(temporary, schema, compression="zstd") as writer:
            while piece := list(itertools.islice(rows, AT_ONCE)):
                arrays = [
                    pyarrow.array([_cell(value, number) for value in column], kind)
                    for column, kind, number in zip(zip(*piece, strict=True), kinds, numeric, strict=True)
                ]
                writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _kinds(rows: Iterator[list[Any]]) -> tuple[list[str], list[bool]]:
    """Return headings, and which columns hold numbers only and at least one."""
    heads = [str(head) for head in next(rows)]
    words, numbers = [False] * len(heads), [False] * len(heads)
    for row in rows:
        for place, value in enumerate(row):
            if value not in ("", None):
                (numbers if isinstance(value, int | float) else words)[place] = True
    return heads, [number and not word for number, word in zip(numbers, words, strict=True)]


def _cell(value: Any, number: bool) -> Any:
    if value in ("", None):
        return None
    return float(value) if number else str(value)
