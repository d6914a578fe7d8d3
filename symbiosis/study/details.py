"""What only one kind of study asks for: objectives of a front, figures of a tornado, a price sought."""

from __future__ import annotations

from typing import Any

from symbiosis.study.axes import Axis
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_and_unit, number_with_unit
from symbiosis.tables.reading import as_block, as_text
from symbiosis.tables.source import Block, Listing, TextError

POINTS = 5


def read_details(kind: str, block: Block, file: str) -> dict[str, Any]:
    """Return what a study of this kind needs beside the common words; raises TextError."""
    if kind == "front":
        return _front(block)
    if kind == "tornado":
        return {"figures": as_text(block.entries["figures"]) if "figures" in block.entries else "*"}
    if kind == "break_even":
        return _break_even(block)
    if kind == "sweep" and "axes" not in block.entries:
        raise TextError("a sweep needs axes.", "Add axes: {gas: {path: …, scale: [0.5, 1, 2]}}.", block.place)
    return {}


def _front(block: Block) -> dict[str, Any]:
    example = "Write minimise: [cost, emission co2]."
    node = block.entries.get("minimise")
    if not isinstance(node, Listing) or len(node.items) < 2:
        raise TextError("a front needs two objectives or more.", example, node.place if node else block.place)
    names = [as_text(item) for item in node.items]
    if names[0] != "cost":
        raise TextError("the first objective is the cost.", example, node.place)
    for name in names[1:]:
        word, _, carrier = name.partition(" ")
        if word not in ("emission", "purchase", "discard") or not carrier.strip():
            raise TextError(
                f'"{name}" is no total.',
                "Write emission, purchase or discard, and a carrier: emission co2.",
                node.place,
            )
    points = POINTS
    if "points" in block.entries:
        number = number_with_unit(as_scalar(block.entries["points"]).text, "1")
        if number != int(number) or not 2 <= number <= 1000:
            raise TextError("points is a whole number from 2 to 1000.", "", block.entries["points"].place)
        points = int(number)
    return {"minimise": tuple(names), "points": points}


def _break_even(block: Block) -> dict[str, Any]:
    example = "Write price: {path: markets.gas.purchase_price, from: 0 CNY/MWh, to: 800 CNY/MWh}."
    node, enters = block.entries.get("price"), block.entries.get("enters")
    if node is None or enters is None:
        raise TextError(
            "a break-even needs a price and what enters.",
            f"{example} Add enters: links.steam_pipe.",
            block.place,
        )
    inner = as_block(node, example)
    unknown = [key for key in inner.entries if key not in ("path", "from", "to", "within")]
    if unknown or not {"path", "from", "to"} <= inner.entries.keys():
        raise TextError("the price has a path and a range.", example, node.place)
    (low, unit), (high, other) = (
        number_and_unit(as_scalar(inner.entries[key]).text) for key in ("from", "to")
    )
    if unit != other or not low < high:
        raise TextError("from is below to, in the same unit.", example, node.place)
    within = 0.01
    if "within" in inner.entries:
        within = number_with_unit(as_scalar(inner.entries["within"]).text, "1")
        if not 1e-6 <= within < 1.0:
            raise TextError(
                "within is a share of the range.", "Write within: 1 %.", inner.entries["within"].place
            )
    axis = Axis("price", as_text(inner.entries["path"]), "set", (), (low, high), unit, node.place)
    return {"axis": axis, "enters": as_text(enters), "within": within}
