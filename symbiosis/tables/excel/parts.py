"""The XML of a workbook's parts, read as a stream: no document types, no entities, bounded length."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.parsers import expat

from symbiosis.tables.excel.archive import LARGEST, Archive
from symbiosis.tables.source import TextError

Attributes = dict[str, str]
_CHUNK = 1 << 18


def parse(
    archive: Archive,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call back for every element of a part, by its name without namespace; raises TextError."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    if end is not None:
        closed = end
        parser.EndElementHandler = lambda name: closed(_local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    with _readable(part), archive.open(part) as stream:
        total = 0
        while chunk := stream.read(_CHUNK):
            total += len(chunk)
            if total > LARGEST:
                raise TextError("the workbook unpacks to more than it declares, as harmful files do.")
            parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def attribute(attributes: Attributes, name: str) -> str:
    """Return an attribute whatever its namespace prefix, or nothing.

    >>> attribute({"r:id": "rId3"}, "id")
    'rId3'
    """
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def _refuse_doctype(*_: object) -> None:
    raise TextError("the workbook declares a document type or entities, as harmful files do.")


@contextmanager
def _readable(part: str) -> Iterator[None]:
    try:
        yield
    except TextError:
        raise
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        OSError,
        NotImplementedError,
        LookupError,
        OverflowError,
    ) as error:
        raise TextError(
            f"the workbook is damaged in its part {part}.", "Open it in Excel or WPS and save it again."
        ) from error
