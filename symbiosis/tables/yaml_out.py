"""Sections written as YAML: the same blocks, lists and texts that reading gives, to the letter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from symbiosis.tables.source import Block, Listing, Node, Scalar

# Text that YAML takes as it stands, also between commas and braces
_BARE = re.compile(r"[^\W_](?:[\w .%‰+*^()/·³²-]*[\w%‰)³²])?")
_NUMBER = re.compile(r"[+-]?[0-9][\w .%‰+*^()/·³²-]*")
_WORDS = ("true", "false", "null", "yes", "no", "on", "off", "~")


def lines(sections: Mapping[str, Node]) -> Iterator[str]:
    """Yield the lines of a `park.yaml`: a block for every section, a block for every thing."""
    for section, node in sections.items():
        if isinstance(node, Block) and not node.entries:
            continue
        if not isinstance(node, Block):
            yield f"{section}: {flow(node)}"
            continue
        yield f"{section}:"
        for label, entry in node.entries.items():
            if section == "park" or not isinstance(entry, Block) or not entry.entries:
                yield f"  {_key(label)}: {flow(entry)}"
                continue
            yield f"  {_key(label)}:"
            yield from (f"    {_key(name)}: {flow(inner)}" for name, inner in entry.entries.items())


def flow(node: Node) -> str:
    """Return a node in one line.

    >>> flow(Block("", {"value": Scalar("12 t/h", ""), "source": Scalar("bill: 2024", "")}))
    '{value: 12 t/h, source: "bill: 2024"}'
    """
    if isinstance(node, Block):
        return "{" + ", ".join(f"{_key(key)}: {flow(entry)}" for key, entry in node.entries.items()) + "}"
    if isinstance(node, Listing):
        return "[" + ", ".join(flow(item) for item in node.items) + "]"
    if node.unit is not None and node.unit:
        return text(f"{node.text} {node.unit}")
    return "null" if node.blank else text(node.text, node.quoted and not node.cell)


def text(given: str, quoted: bool = False) -> str:
    """Return text as YAML reads it back: bare when that is safe, in quotes otherwise."""
    bare = _BARE.fullmatch(given) or _NUMBER.fullmatch(given)
    if bare and not quoted and (given.lower() not in _WORDS or given in ("true", "false")):
        return given
    return json.dumps(given, ensure_ascii=False)


def _key(name: str) -> str:
    return (
        name
        if name in ("y", "n") or (_BARE.fullmatch(name) and name.lower() not in _WORDS)
        else text(name, True)
    )


def plain_text(scalar: Scalar) -> str:
    """Return a scalar's text with the unit of its column, if it has one."""
    return f"{scalar.text} {scalar.unit}" if scalar.unit else scalar.text
