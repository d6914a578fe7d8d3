"""What a file says, before anyone asks what it means: text, blocks and lists, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Characters nobody can see: controls, zero-width letters, direction marks, byte-order marks.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


class TextError(ValueError):
    """One thing wrong with a piece of text: a sentence and what to do about it."""

    def __init__(self, message: str, remedy: str = "", place: str = "") -> None:
        self.message = message
        self.remedy = remedy
        self.place = place
        super().__init__(f"{message} {remedy}".strip())


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text where it stands; a cell of a CSV file may have the `unit` of its column."""

    text: str
    place: str
    quoted: bool = False
    unit: str | None = None
    cell: bool = False

    @property
    def blank(self) -> bool:
        """Tell whether nothing was written (`title:` alone, `null`, `~`)."""
        return not self.quoted and self.text.strip() in ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Block:
    """Named entries; `keys` holds the place of each name."""

    place: str
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Listing:
    """Entries in order."""

    place: str
    items: list[Node] = field(default_factory=list)


Node = Scalar | Block | Listing


def hidden_character(text: str) -> str:
    """Return the code point of the first character that cannot be seen, or nothing.

    >>> hidden_character("mi" + chr(0x200B) + "ll"), hidden_character("mill")
    ('U+200B', '')
    """
    found = HIDDEN.search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def decoded(raw: bytes) -> str:
    """Return the text of a file saved as UTF-8 (with or without a mark) or as GB 18030; raises TextError."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TextError("the file is saved as UTF-16 (Excel: “Unicode text”).", "Save it as UTF-8.")
    if raw.startswith(b"PK\x03\x04"):
        raise TextError(
            "this is an Excel workbook or a zip file under another name.", "Save the sheet as CSV UTF-8."
        )
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TextError("the file is neither UTF-8 nor GB 18030 text.", "Save it as UTF-8.")
