"""The axes of a study and the sample over them, as a study file states them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from symbiosis.park.problems import did_you_mean
from symbiosis.study.axes import Axis, Method, Sample
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_and_unit, number_with_unit
from symbiosis.tables.reading import as_text
from symbiosis.tables.source import Block, Listing, Node, TextError

LARGEST = 1_000_000  # cases
SAMPLE = ("method", "points", "seed")


def read_axis(name: str, block: Block, place: str) -> Axis:
    """Return an axis: `{path: …, set: [values]}` or `{path: …, scale: {from: 0.5, to: 2, points: 4}}`."""
    for key in block.entries:
        if key not in ("path", "set", "scale"):
            remedy = did_you_mean(key, ("path", "set", "scale"))
            raise TextError(f'"{key}" is not known here.', remedy, block.keys[key])
    verbs = [verb for verb in ("set", "scale") if verb in block.entries]
    if "path" not in block.entries or len(verbs) != 1:
        raise TextError(
            "an axis needs a path and its values.", "Write {path: …, set: […]} or {…, scale: […]}."
        )
    path, verb = as_text(block.entries["path"]), verbs[0]
    node = block.entries[verb]
    if isinstance(node, Block):
        return _range(name, path, verb, node, place)
    if not isinstance(node, Listing) or not node.items:
        raise TextError(
            "a list or a range is expected.", "Write [0.5, 1, 2] or {from: 0.5, to: 2, points: 4}."
        )
    texts = tuple(as_text(item) for item in node.items)
    if len(set(texts)) < len(texts):
        raise TextError("a value is listed twice.", "List it once.", node.place)
    try:
        pairs = [number_and_unit(text) for text in texts]
    except TextError:
        return Axis(name, path, verb, texts, place=place)
    units = {unit for _, unit in pairs}
    if len(units) > 1:
        return Axis(name, path, verb, texts, place=place)
    return Axis(name, path, verb, texts, tuple(number for number, _ in pairs), units.pop(), place)


def _range(name: str, path: str, verb: str, block: Block, place: str) -> Axis:
    words = ("from", "to", "points")
    unknown = [key for key in block.entries if key not in words]
    if unknown or not {"from", "to"} <= block.entries.keys():
        raise TextError(
            "a range has from, to and points.", "Write {from: 0.5, to: 2, points: 4}.", block.place
        )
    ends = [number_and_unit(as_scalar(block.entries[key]).text) for key in ("from", "to")]
    if ends[0][1] != ends[1][1]:
        raise TextError(
            "both ends of a range need the same unit.", f"Write both in {ends[0][1] or ends[1][1]}."
        )
    points = whole(block.entries["points"]) if "points" in block.entries else 2
    if not 2 <= points <= LARGEST:
        raise TextError(f"points must be between 2 and {LARGEST:,}.")
    (low, unit), (high, _) = ends
    if not low < high:
        raise TextError("a range runs from the smaller to the larger number.", "Exchange from and to.")
    numbers = [low + (high - low) * k / (points - 1) for k in range(points)]
    axis = Axis(name, path, verb, (), None, unit, place)
    texts = tuple(axis.text(number) for number in numbers)
    return Axis(name, path, verb, texts, tuple(float(text.split(" ")[0]) for text in texts), unit, place)


def read_sample(block: Block, axes: Sequence[Axis]) -> Sample:
    """Return a sample over axes, `{method: latin_hypercube, points: 20, seed: 1}`; raises TextError."""
    method = as_text(block.entries["method"]) if "method" in block.entries else "latin_hypercube"
    methods = [name for name in get_args(Method) if name != "grid"]
    if method not in methods:
        raise TextError(f'"{method}" is no way to sample.', did_you_mean(method, methods))
    if "points" not in block.entries:
        raise TextError("the number of points is missing.", "Write points: 20.")
    if not axes or any(axis.numbers is None for axis in axes):
        raise TextError(
            "a sample needs axes with a range of numbers.", "Write {from: 0.5, to: 2} for each axis."
        )
    points = whole(block.entries["points"])
    seed = whole(block.entries["seed"]) if "seed" in block.entries else 0
    if not 1 <= points <= LARGEST:
        raise TextError(f"points must be between 1 and {LARGEST:,}.")
    return Sample(method, points, seed)  # type: ignore[arg-type]


def whole(node: Node) -> int:
    """Return a whole number; raises TextError for any other."""
    number = number_with_unit(as_scalar(node).text, "1")
    if number != int(number):
        raise TextError(f"{number:g} is not a whole number.", f"Write {int(number)}.")
    return int(number)
