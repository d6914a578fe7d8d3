"""Free entries (the horizon) as plain words and numbers, without a registry to say what they are."""

from __future__ import annotations

import re
from typing import Any

from symbiosis.park.frozen import FrozenDict
from symbiosis.tables.quantities import split_number
from symbiosis.tables.reading import as_text
from symbiosis.tables.source import Block, Listing, Node


def plain(node: Node) -> Any:
    """Return numbers, true and false as such, other text as text, lists as tuples; raises TextError."""
    if isinstance(node, Block):
        return FrozenDict({key: plain(entry) for key, entry in node.entries.items()})
    if isinstance(node, Listing):
        return tuple(plain(item) for item in node.items)
    text = as_text(node)
    if node.quoted:
        return text
    if re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        return int(text)
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"[+-]?[0-9.][0-9.eE+-]*|[+-]?\.?(nan|inf)", text, re.IGNORECASE) and not re.match(
        r"[0-9]{4}-", text
    ):
        return split_number(text)[0]
    return text
