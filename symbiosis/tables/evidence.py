"""Numbers with their evidence: `12 t/h`, or `{value: 12 t/h, low: …, high: …, source: …, confidence: L}`."""

from __future__ import annotations

from collections.abc import Callable

from symbiosis.park.figure import Figure
from symbiosis.park.problems import did_you_mean
from symbiosis.tables.reading import Reading, Where, as_flag, as_text, shown
from symbiosis.tables.source import Block, Node, Scalar, TextError

Convert = Callable[[Scalar], float]  # raises TextError

KEYS = ("value", "low", "high", "source", "confidence", "unknown")
CONFIDENCES = ("H", "M", "L")


def read_figure(node: Node, convert: Convert, reading: Reading, where: Where) -> float | None:
    """Return a number in the unit `convert` gives, noting its evidence; None when it cannot be read."""
    if not isinstance(node, Block):
        try:
            return convert(as_scalar(node))
        except TextError as fault:
            reading.fault(where, fault, node)
            return None
    before = len(reading.problems)
    refuse_other_words(node, KEYS, reading, where)
    numbers = {
        name: _number(node.entries[name], convert, reading, where.of(name))
        for name in ("value", "low", "high")
        if name in node.entries
    }
    source, confidence, unknown = read_evidence(node, reading, where)
    if len(reading.problems) > before:
        return None
    value, low, high = numbers.get("value"), numbers.get("low"), numbers.get("high")
    if unknown and (low is None or high is None):
        reading.wrong(where, "an unknown number needs its range.", "Add low and high.", node.place)
        return None
    if value is None:
        if not unknown or low is None or high is None:
            reading.wrong(
                where, "the value is missing.", "Add value, or unknown: true with low and high.", node.place
            )
            return None
        value = (low + high) / 2
    if (low is not None and low > value) or (high is not None and high < value):
        given = " ≤ ".join(
            shown(node.entries[name]) for name in ("low", "value", "high") if name in node.entries
        )
        reading.wrong(where, f"low ≤ value ≤ high does not hold: {given}.", "Correct the range.", node.place)
        return None
    reading.figures[where.path] = Figure(value, low, high, source, confidence, unknown)
    return value


def as_scalar(node: Node) -> Scalar:
    """Return a piece of text; raises TextError for a list or a blank."""
    if not isinstance(node, Scalar):
        raise TextError("one number is expected here, not a list or block.", "Write one value.")
    if node.blank:
        raise TextError("nothing is written here.", "Write a value, or delete the line if it does not apply.")
    return node


def read_evidence(block: Block, reading: Reading, where: Where) -> tuple[str, str, bool]:
    """Return source, confidence and whether the number is unknown."""
    source = confidence = ""
    unknown = False
    try:
        if "source" in block.entries:
            source = as_text(block.entries["source"])
        if "confidence" in block.entries:
            confidence = as_text(block.entries["confidence"])
            if confidence not in CONFIDENCES:
                remedy = "Write H (read in a source), M (weak) or L (assumption)."
                reading.wrong(
                    where.of("confidence"),
                    "this is no confidence.",
                    remedy,
                    block.keys["confidence"],
                    confidence,
                )
        if "unknown" in block.entries:
            unknown = as_flag(block.entries["unknown"])
    except TextError as fault:
        reading.fault(where, fault, block)
    return source, confidence, unknown


def refuse_other_words(block: Block, known: tuple[str, ...], reading: Reading, where: Where) -> None:
    """Note every name of a block that has no meaning here."""
    for key in block.entries:
        if key not in known:
            reading.wrong(
                where.of(key), "this word is not known here.", did_you_mean(key, known), block.keys[key]
            )


def _number(node: Node, convert: Convert, reading: Reading, where: Where) -> float | None:
    try:
        return convert(as_scalar(node))
    except TextError as fault:
        reading.fault(where, fault, node)
        return None
