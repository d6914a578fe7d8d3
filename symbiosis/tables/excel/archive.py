"""May this file be opened as a workbook? Decided from its zip directory, before anything is parsed.

Refused with a sentence: other formats under a wrong name, passwords, macros, links to other workbooks,
and files that would unpack to more than is sensible (`LARGEST` bytes, `RATIO` times their size).
"""

from __future__ import annotations

import io
import zipfile
from typing import IO

from symbiosis.tables.source import TextError

LARGEST = 300_000_000  # bytes of all parts unpacked
LARGEST_FILE = 60_000_000  # bytes of the file itself
RATIO = 120  # unpacked bytes per packed byte, for parts above 5 MB
MOST_PARTS = 2000
_SAVE_AS = "Save it as an Excel workbook (.xlsx)."


class Archive:
    """The parts of a workbook that was found fit to open; every read is bounded."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self.names = frozenset(packed.namelist())

    def open(self, name: str) -> IO[bytes]:
        """Return a part as a stream; raises TextError when it is missing or damaged."""
        try:
            return self._packed.open(name)
        except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise TextError(
                f"the workbook lacks its part {name}.", "Open it in Excel or WPS and save it again."
            ) from error


def opened(raw: bytes) -> Archive:
    """Return the parts of a workbook; raises TextError when it is none, or not fit to open."""
    if len(raw) > LARGEST_FILE:
        raise TextError(
            f"the workbook is larger than {LARGEST_FILE // 1_000_000} MB.",
            "Move hourly data into profiles/*.csv beside it.",
        )
    if not raw.startswith(b"PK"):
        raise _other_format(raw)
    try:
        packed = zipfile.ZipFile(io.BytesIO(raw))
        parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise TextError("the workbook is damaged: its zip directory cannot be read.", _AGAIN) from error
    _refuse_bombs(parts)
    _refuse_other_contents(packed)
    return Archive(packed)


_AGAIN = "Open it in Excel or WPS and save it again, or take an earlier copy."


def _other_format(raw: bytes) -> TextError:
    head = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        return TextError("the file has a password, or is of the old .xls format.", f"Remove it. {_SAVE_AS}")
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        return TextError("the file is a web page under the name of a workbook.", _SAVE_AS)
    if not raw:
        return TextError("the file is empty.", _AGAIN)
    return TextError("the file is no Excel workbook.", _SAVE_AS)


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise TextError(f"the workbook has {len(parts)} parts, more than {MOST_PARTS}.", _AGAIN)
    names = [part.filename for part in parts]
    if len(set(names)) < len(names):
        raise TextError("the workbook holds a part twice.", _AGAIN)
    if sum(part.file_size for part in parts) > LARGEST:
        raise TextError(
            f"the workbook unpacks to more than {LARGEST // 1_000_000} MB.",
            "Delete what is not needed, or move hourly data into profiles/*.csv beside it.",
        )
    for part in parts:
        if part.flag_bits & 0x1:
            raise TextError("the workbook is encrypted.", f"Remove its password. {_SAVE_AS}")
        if part.file_size > 5_000_000 and part.file_size > RATIO * max(part.compress_size, 1):
            raise TextError(
                "the workbook unpacks to far more than its size, as harmful files do.",
                "Delete empty formatted rows and columns, and save it again.",
            )


def _refuse_other_contents(packed: zipfile.ZipFile) -> None:
    names = set(packed.namelist())
    if "mimetype" in names:
        raise TextError("the file is an OpenDocument table.", _SAVE_AS)
    if "xl/workbook.bin" in names:
        raise TextError("the workbook is in the binary format .xlsb.", _SAVE_AS)
    if any("vbaproject" in name.lower() or name.startswith("xl/macrosheets/") for name in names):
        raise TextError("the workbook holds macros, which are never opened.", _SAVE_AS)
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise TextError(
            "the workbook takes values from other workbooks.",
            "Break the links (Data, Edit Links) so that the values stand here.",
        )
    if "xl/workbook.xml" not in names:
        raise TextError("the file is a zip file, but no Excel workbook.", _SAVE_AS)
