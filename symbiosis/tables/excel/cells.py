"""What one cell of a workbook says: a number with its unit, a word of either language, or a piece of YAML."""

from __future__ import annotations

import re
from dataclasses import replace

from symbiosis.park.fields import specs
from symbiosis.tables import yaml_text
from symbiosis.tables.excel.layout import KINDS
from symbiosis.tables.excel.sheet import Cell
from symbiosis.tables.glossary import choice_named
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import Block, Listing, Node, Scalar, TextError, hidden_character
from symbiosis.tables.states import is_state
from symbiosis.tables.units import measure

EVERY = ("all", "全部", "所有")
_SEVERAL = re.compile(r"[0-9.\s]+([;,；，、][0-9.\s]+)+")


def parsed(
    node: Scalar, cell: Cell, where: Where, reading: Reading, words: bool = True, section: str = "park"
) -> Node:
    """Return a cell's node: YAML where brackets begin it, choices and yes or no from either language."""
    text = node.text.strip()
    several = where.field.startswith("horizon.") and _SEVERAL.fullmatch(text)
    if several or (where.field.endswith(".shutdown") and ";" in text):
        marks = "[;,；，、]" if several else "[;；]"
        texts = [part.strip() for part in re.split(marks, text) if part.strip()]
        return Listing(node.place, [replace(node, text=part, quoted=False) for part in texts])
    kind = KINDS.get(section)
    spec = specs(kind).get(where.field) if kind is not None else None
    is_word = spec is not None and spec.kind in ("text", "choice", "name", "flag")
    if cell.holds == "text" and text[:1] in ("{", "[") and not is_word:
        return _from_yaml(text, node.place, where, reading) or node
    if spec is not None and spec.kind in ("names", "sizes") and text not in EVERY:
        parts = re.split(r"[;；,，、\s]+" if spec.kind == "names" else "[;；]", text)
        return Listing(node.place, [replace(node, text=part.strip()) for part in parts if part.strip()])
    if text in EVERY and spec is not None and spec.kind == "names":
        return replace(node, text="all")
    if spec is not None and spec.kind in ("choice", "flag"):
        return replace(node, text=choice_named(text))
    if where.field.endswith((".unknown", "horizon.annualised", "time.annual")) or (
        section == "profiles" and where.field == "assumed"
    ):
        return replace(node, text=choice_named(text), quoted=False)
    return node if words else replace(node, quoted=False)


def scalar(cell: Cell, unit: str | None, place: str, where: Where, reading: Reading) -> Scalar | None:
    """Return what a cell says, with the unit of its column; None (and a problem) where that is in doubt."""
    if cell.holds == "percent":
        if unit is not None and not _is_share(unit):
            message = f"the cell is a percentage, its unit is {unit}."
            reading.wrong(where, message, "Format the cell as a plain number.", place, f"{cell.text} %")
            return None
        return Scalar(f"{cell.text} %", place, cell=True)
    return Scalar(cell.text.strip(), place, quoted=cell.holds == "text", unit=unit, cell=True)


def _is_share(unit: str) -> bool:
    try:
        exponents = measure(unit).exponents
    except TextError:
        return is_state(unit)
    return exponents in ({}, {"time": -1})


def _from_yaml(text: str, place: str, where: Where, reading: Reading) -> Node | None:
    """Return what a cell in YAML says; a problem and None when it is not YAML."""
    code = hidden_character(text)
    found: list[str] = [code] if code else []

    def report(_: str, message: str, remedy: str) -> None:
        if not found:
            reading.wrong(where, message, remedy, place, text)
        found.append(message)

    top = yaml_text.load(f"x: {' '.join(text.split())}", "cell", report)
    node = top.entries.get("x") if top is not None else None
    return None if node is None or found else _placed(node, place)


def _placed(node: Node, place: str) -> Node:
    if isinstance(node, Scalar):
        return replace(node, place=place)
    if isinstance(node, Listing):
        return Listing(place, [_placed(item, place) for item in node.items])
    entries = {key: _placed(entry, place) for key, entry in node.entries.items()}
    return Block(place, entries, dict.fromkeys(entries, place))
