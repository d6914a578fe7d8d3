"""Files that are no workbook, or that nobody should open, are refused before anything is parsed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from symbiosis.tables.excel import archive
from symbiosis.tables.excel.archive import opened
from symbiosis.tables.excel.sheet import read_book
from symbiosis.tables.source import TextError
from tests.tables.excel.workbook import workbook
from tests.tables.folder import only_problem


def repacked(raw: bytes, **changes: bytes | None) -> bytes:
    """Return a workbook with parts replaced, added or dropped; `__` stands for `/` and `_dot_` for `.`."""
    out = io.BytesIO()
    parts = {name.replace("__", "/").replace("_dot_", "."): content for name, content in changes.items()}
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def raw(tmp_path: Path) -> bytes:
    return workbook(tmp_path / "fine").read_bytes()


def refusal(content: bytes) -> str:
    with pytest.raises(TextError) as caught:
        read_book(content)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "the file has a password, or is of the old .xls format."),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a web page under the name of a workbook."),
        (b"a,b\n1,2\n", "the file is no Excel workbook."),
        (b"PK\x03\x04 and no more", "the workbook is damaged"),
    ],
)
def test_other_formats_are_named(content: bytes, said: str) -> None:
    assert said in refusal(content)


def test_macros_links_and_other_zip_files_are_named(raw: bytes) -> None:
    assert "holds macros" in refusal(repacked(raw, xl__vbaProject_dot_bin=b"x"))
    assert "other workbooks" in refusal(repacked(raw, xl__externalLinks__externalLink1_dot_xml=b"<x/>"))
    assert ".xlsb" in refusal(repacked(raw, xl__workbook_dot_bin=b"x"))
    assert "OpenDocument" in refusal(
        repacked(raw, mimetype=b"application/vnd.oasis.opendocument.spreadsheet")
    )
    assert "no Excel workbook" in refusal(repacked(raw, xl__workbook_dot_xml=None))


def test_a_bomb_is_refused_unread(raw: bytes) -> None:
    packed = repacked(raw, xl__worksheets__sheet1_dot_xml=b"<a>" + b" " * 60_000_000)
    assert len(packed) < 200_000
    assert "unpacks to far more than its size" in refusal(packed)


def test_much_in_all_is_refused_unread(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 10_000)
    assert "unpacks to more than" in refusal(raw)


def test_document_types_and_entities_are_refused(raw: bytes) -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    )
    assert "declares a document type" in refusal(repacked(raw, xl__workbook_dot_xml=bomb))


def test_a_lonely_cell_at_the_far_end_is_refused(raw: bytes) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert "filled cell XFD1048576" in refusal(repacked(raw, xl__worksheets__sheet2_dot_xml=sheet))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_damaged(raw: bytes, share: float) -> None:
    assert "damaged" in refusal(raw[: int(len(raw) * share)])


def test_a_flipped_byte_inside_a_part_is_damage(raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        info = packed.getinfo("xl/worksheets/sheet2.xml")
    at = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    spoilt = raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :]
    assert "damaged" in refusal(spoilt)


def test_the_file_is_named_by_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "park.xlsm"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert only_problem(path).startswith("park.xlsm: the file has a password")


def test_parts_can_be_opened(raw: bytes) -> None:
    assert "xl/workbook.xml" in opened(raw).names
