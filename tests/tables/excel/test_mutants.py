"""Three hundred spoilt workbooks and CSV files: refused with sheet and cell or line, or read as they say."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from symbiosis.park.problems import ParkError
from symbiosis.tables.read import read_park
from tests.tables.excel.workbook import workbook
from tests.tables.folder import PROFILES, folder, good
from tests.tables.test_lists import BOILER, HEADER, ROW, table

PLACE = re.compile(
    r'Sheet ".+", cell [A-Z]{1,3}[0-9]+'  # a cell
    r"|(profiles/)?[\w]+\.(csv|yaml)(:[0-9]+(, .+)?)?"  # a line, or a file that cannot be read at all
    r"|park\.xlsx"  # a workbook that cannot be opened
)
VALUES: tuple[Any, ...] = (
    *(None, "", " ", "-", "0", 0, -1, 1e308, -1e308, 1e-320, 12.5, True, False, "true", "yes", "是"),
    *("1,200", "1.200,5", "12,5", "1 200", "１２", "12 t/h", "12 MW", "3 万t/a", "12 T/h", "8 %", "8％"),
    *("#REF!", "#DIV/0!", "#N/A", "=1/0", "=A1", '=HYPERLINK("http://x")', "+1", "@x", "-2+3", "'12"),
    *("nan", "inf", "unlimited", "null", "~", "[1, 2]", "{a: 1}", "{", "[", "all", "mill", "mill; town"),
    *("a" * 400, "a\nb", "a\u200bb", "\u202eabc", "<img src=x onerror=alert(1)>", "🏭", "造纸厂", "mill."),
    *("steam", "gas", "load", "1e400", "0x10", "12.3.4", "5-10", "~5", "≥3", "12:30", "2025-01-01"),
    *(datetime(2025, 1, 1), datetime(1900, 1, 1, 5), 45000, 2.0**60, -0.0, "−5", "t/h", "kg/h", "CNY"),
)
FORMATS = ("0%", "yyyy-mm-dd", '0!.0,"万"', "@", "#,##0.00", "General", "[h]:mm", '"¥"#,##0')


def cells(random_: random.Random, book: Any) -> None:
    """Set a cell or two to something nasty."""
    sheet = random_.choice(book.worksheets[1:-1])
    for _ in range(random_.randint(1, 2)):
        row = random_.randint(1, max(2, sheet.max_row + 1))
        column = random_.randint(1, max(2, sheet.max_column + 1))
        sheet.cell(row, column).value = random_.choice(VALUES)


def looks(random_: random.Random, book: Any) -> None:
    """Show a filled cell in another format."""
    sheet = random_.choice([s for s in book.worksheets[1:-1] if s.max_row > 1])
    filled = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    random_.choice(filled).number_format = random_.choice(FORMATS)


def columns(random_: random.Random, book: Any) -> None:
    """Delete, insert, double, rename or swap a column."""
    sheet = random_.choice(book.worksheets[1:-1])
    column = random_.randint(1, sheet.max_column)
    match random_.randint(0, 4):
        case 0:
            sheet.delete_cols(column)
        case 1:
            sheet.insert_cols(column)
        case 2:
            sheet.cell(1, sheet.max_column + 1).value = sheet.cell(1, column).value
        case 3:
            sheet.cell(1, column).value = f"{sheet.cell(1, column).value}x [t/h]"
        case _:
            other = random_.randint(1, sheet.max_column)
            for row in sheet.iter_rows():
                one, two = row[column - 1], row[other - 1]
                one.value, two.value = two.value, one.value


def rows(random_: random.Random, book: Any) -> None:
    """Delete, double, empty or hide a row."""
    sheet = random_.choice([s for s in book.worksheets[1:-1] if s.max_row > 1])
    row = random_.randint(1, sheet.max_row)
    match random_.randint(0, 3):
        case 0:
            sheet.delete_rows(row)
        case 1:
            sheet.append([cell.value for cell in sheet[row]])
        case 2:
            sheet.insert_rows(row)
        case _:
            sheet.row_dimensions[row].hidden = True


def sheets(random_: random.Random, book: Any) -> None:
    """Delete, rename, hide, double or merge within a sheet."""
    sheet = random_.choice(book.worksheets[1:-1])
    match random_.randint(0, 4):
        case 0:
            del book[sheet.title]
        case 1:
            sheet.title = random_.choice(["technologes", "Sheet1", "设备", "_aside", "x" * 31])
        case 2:
            sheet.sheet_state = random_.choice(["hidden", "veryHidden"])
        case 3:
            book.copy_worksheet(sheet)
        case _:
            sheet.merge_cells(start_row=1, end_row=random_.randint(2, 4), start_column=1, end_column=2)


EDITS: tuple[Callable[[random.Random, Any], None], ...] = (cells, cells, cells, looks, columns, rows, sheets)


def spoil_bytes(random_: random.Random, raw: bytes) -> bytes:
    """Cut a file short, flip bytes of it, or put bytes in."""
    at = random_.randrange(1, len(raw))
    match random_.randint(0, 2):
        case 0:
            return raw[:at]
        case 1:
            return raw[:at] + bytes([raw[at] ^ random_.randint(1, 255)]) + raw[at + 1 :]
        case _:
            return raw[:at] + random_.randbytes(random_.randint(1, 40)) + raw[at:]


def spoil_text(random_: random.Random, text: str) -> bytes:
    """Change a cell, a line or the encoding of a CSV text."""
    lines = text.splitlines()
    row = random_.randrange(len(lines))
    parts = lines[row].split(",")
    match random_.randint(0, 5):
        case 0:
            parts[random_.randrange(len(parts))] = str(random_.choice(VALUES))
        case 1:
            del parts[random_.randrange(len(parts))]
        case 2:
            parts.insert(random_.randrange(len(parts)), "5")
        case 3:
            lines.insert(row, lines[row])
        case 4:
            return text.replace(",", random_.choice([";", "\t", "，", "|"])).encode()
        case _:
            return spoil_bytes(random_, text.encode(random_.choice(["utf-8", "utf-8-sig", "utf-16"])))
    lines[row] = ",".join(parts)
    return "\n".join(lines).encode(random_.choice(["utf-8", "utf-8-sig", "gb18030"]), "replace")


def spoilt(where: Path, seed: int) -> Path:
    """Write the spoilt workbook or folder of a seed."""
    random_ = random.Random(seed)
    if seed % 3 == 2:
        csv, series = table(ROW, header=HEADER), PROFILES
        if random_.random() < 0.5:
            return folder(where, BOILER, technologies=spoil_text(random_, csv))
        return folder(where, profiles=spoil_text(random_, series))
    path = workbook(where, language="zh" if seed % 2 else "en")
    if random_.random() < 0.15:
        path.write_bytes(spoil_bytes(random_, path.read_bytes()))
        return path
    book = openpyxl.load_workbook(path)
    random_.choice(EDITS)(random_, book)
    book.save(path)
    return path


def judge(where: Path, seed: int) -> bool:
    """Tell whether a spoilt park is refused; fails when it is refused without a place, or crashes."""
    path = spoilt(where / "spoilt", seed)
    try:
        read_park(path)
    except ParkError as error:
        for problem in error.problems:
            assert PLACE.fullmatch(problem.place), f"seed {seed}: {problem}"
            assert problem.message.strip(), f"seed {seed}: {problem}"
        return True
    return False


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_a_sample_of_spoilt_parks_is_refused_with_places_or_read(tmp_path: Path) -> None:
    refused = sum(judge(tmp_path / str(seed), seed) for seed in range(24))
    assert 6 <= refused <= 24


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_three_hundred_spoilt_parks_are_refused_with_places_or_read(tmp_path: Path) -> None:
    refused = sum(judge(tmp_path / str(seed), seed) for seed in range(24, 324))
    assert 150 <= refused <= 300


def test_the_unspoilt_park_is_read(tmp_path: Path) -> None:
    assert read_park(workbook(tmp_path / "a")) == good(tmp_path / "b")
