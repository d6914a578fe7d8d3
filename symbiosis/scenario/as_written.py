"""What a scenario adds may be written as in park.yaml: `from` the catalogue, by factors, with a motor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symbiosis.park.settings import Settings
from symbiosis.tables import from_catalogue, savings
from symbiosis.tables.factors import fill_factors
from symbiosis.tables.reading import Reading
from symbiosis.tables.source import Block, Listing, Node, Scalar

CARRIER_FIELDS = ("unit", "pressure", "return_temperature", "lower_heating_value")  # what the expansions ask


def completed(
    section: str,
    label: str,
    block: Block,
    things: Mapping[str, Mapping[str, Any]],
    settings: Settings,
    reading: Reading,
) -> Block | None:
    """Return a copy of a block with what follows from it filled in, or None where that failed.

    `things` are the sections of the park; what is wrong is noted in `reading`.
    """
    copy = _copied(block)
    held: Node = Block(block.place, {label: copy}, {label: block.place})
    sections: dict[str, Node] = {
        "park": _fields(settings, ("currency", "price_year"), block.place),
        "carriers": _each(things["carriers"], CARRIER_FIELDS, block.place),
        "demands": _each(things["demands"], ("carrier",), block.place),
        section: held,
    }
    before = len(reading.problems)
    from_catalogue.expand(sections, reading)
    savings.expand(sections, reading)
    if section in ("carriers", "markets"):
        fill_factors({section: held}, reading)
    return copy if len(reading.problems) == before else None


def _each(things: Mapping[str, Any], fields: tuple[str, ...], place: str) -> Block:
    entries: dict[str, Node] = {label: _fields(thing, fields, place) for label, thing in things.items()}
    return Block(place, entries, dict.fromkeys(entries, place))


def _fields(thing: Any, fields: tuple[str, ...], place: str) -> Block:
    stated = {field: getattr(thing, field, None) for field in fields}
    entries: dict[str, Node] = {
        field: Scalar(str(value), place) for field, value in stated.items() if value not in (None, "")
    }
    return Block(place, entries, dict.fromkeys(entries, place))


def _copied(node: Any) -> Any:
    """Return a copy whose blocks may be changed: a scenario is applied more than once."""
    if isinstance(node, Block):
        return Block(node.place, {k: _copied(v) for k, v in node.entries.items()}, dict(node.keys))
    if isinstance(node, Listing):
        return Listing(node.place, [_copied(v) for v in node.items])
    return node
