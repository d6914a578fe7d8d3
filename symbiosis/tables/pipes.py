"""`pipe: {series: steam, …}` of a link or a segment: filled in from the catalogue of pipes.

The block becomes the sizes on offer with their names, cost, standing loss and least flow, each number with
the catalogue's source and confidence; what stands beside `pipe` (lifetime, fixed_om_share, …) stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from symbiosis.catalogue.pipes import Laid, Laying, PipeError, pipes_for, series_names
from symbiosis.park.figure import Figure
from symbiosis.park.problems import did_you_mean
from symbiosis.park.steam import SteamError
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_and_unit
from symbiosis.tables.reading import Where, as_names, as_text
from symbiosis.tables.source import Block, Listing, Node, Scalar, TextError
from symbiosis.tables.states import DIFFERENCE, STATES, TEMPERATURE

if TYPE_CHECKING:
    from symbiosis.tables.build import Workshop

WORDS = ("series", "names", "velocity", "pressure_drop", "ambient", "superheat", "price_factor", "drain")
FILLED = (
    "sizes",
    "size_names",
    "size_investment_per_length",
    "size_loss",
    "size_minimum_flow_per_length",
)


def spread(shop: Workshop, where: Where, block: Block, carrier: str) -> None:
    """Replace `pipe` of a link or segment by the sizes it stands for; problems are noted."""
    node = block.entries.pop("pipe", None)
    key = block.keys.pop("pipe", "")
    if node is None:
        return
    place = where.of("pipe")
    shop.reading.stands(place, node, key)
    shop.reading.doubtful.add((where.section, where.label))
    known = shop.carriers.get(carrier)
    if not isinstance(node, Block):
        remedy = "Write pipe: {series: steam, velocity: 30 m/s, price_factor: 1}."
        shop.reading.wrong(place, "a block is expected here.", remedy, key)
        return
    if known is None or ("carriers", carrier) in shop.reading.doubtful:
        return
    for field in FILLED:
        if field in block.entries:
            message = "is filled in from the catalogue by pipe."
            shop.reading.wrong(where.of(field), message, "Keep one of the two.", block.keys[field])
            return
    before = len(shop.reading.problems)
    for word in node.entries:
        if word not in WORDS:
            message = "this word is not known here."
            shop.reading.wrong(place.of(word), message, did_you_mean(word, WORDS), node.keys[word])
    laying = _laying(shop, place, node)
    if laying is None or len(shop.reading.problems) > before:
        return
    try:
        found = pipes_for(known, laying)
    except (PipeError, SteamError) as error:
        shop.reading.wrong(place, str(error), "", key)
        return
    shop.reading.doubtful.discard((where.section, where.label))
    _fill_in(block, found, known.unit, shop.money, key)


def _laying(shop: Workshop, where: Where, node: Block) -> Laying | None:
    """Return what is asked of the catalogue; None when it cannot be read."""
    readers: Mapping[str, Callable[[Node], Any]] = {
        "series": as_text,
        "names": lambda entry: tuple(as_names(entry)),
        "velocity": _in({"m/s": 1.0}),
        "pressure_drop": _in({"Pa/m": 1.0, "kPa/km": 1.0, "bar/km": 100.0}),
        "ambient": lambda entry: STATES[TEMPERATURE](TEMPERATURE).convert(as_scalar(entry)),
        "superheat": lambda entry: STATES[DIFFERENCE](DIFFERENCE).convert(as_scalar(entry)),
        "price_factor": _in({"": 1.0, f"{shop.money}/EUR": 1.0}),
        "drain": _in({"kg/h/km": 1.0}),
    }
    values: dict[str, Any] = {}
    for word, entry in node.entries.items():
        if word in readers:
            try:
                values[word] = readers[word](entry)
            except TextError as fault:
                shop.reading.fault(where.of(word), fault, entry)
                return None
    if values.get("series") not in series_names():
        message = "the catalogue has no such series of pipes."
        given = str(values.get("series", ""))
        remedy = did_you_mean(given, series_names())
        shop.reading.wrong(where.of("series"), message, remedy, node.keys.get("series", node.place), given)
        return None
    if "price_factor" not in values:
        message = "is missing: the catalogue's costs are EUR of the year that each states."
        remedy = f"Write price_factor: {shop.money} of the park's price year per EUR, local costs included."
        shop.reading.wrong(where.of("price_factor"), message, remedy, node.place)
        return None
    return Laying(**values)


def _in(factors: Mapping[str, float]) -> Callable[[Node], float]:
    def convert(node: Node) -> float:
        scalar = as_scalar(node)
        number, unit = number_and_unit(scalar.text, scalar.unit)
        if unit not in factors:
            wanted = next(iter(factors)) or "no unit"
            raise TextError(f"{unit or 'a plain number'} is given where {wanted} is expected.", "Convert it.")
        return number * factors[unit]

    return convert


def _fill_in(block: Block, found: tuple[Laid, ...], unit: str, money: str, key: str) -> None:
    def put(field: str, node: Node) -> None:
        block.entries[field], block.keys[field] = node, key

    def text(words: str) -> Scalar:
        return Scalar(words, key, quoted=True)

    def figure(given: Figure, of: str) -> Block:
        entries: dict[str, Node] = {
            "value": text(f"{given.value!r} {of}"),
            "source": text(given.source),
            "confidence": text(given.confidence),
        }
        return Block(key, entries, dict.fromkeys(entries, key))

    put("size_names", text(" ".join(pipe.name for pipe in found)))
    for field, of, values in (
        ("sizes", unit, [pipe.capacity for pipe in found]),
        ("size_investment_per_length", f"{money}/km", [pipe.investment for pipe in found]),
        ("size_loss", f"{unit}/km", [pipe.loss for pipe in found]),
        ("size_minimum_flow_per_length", f"{unit}/km", [pipe.least_flow for pipe in found]),
    ):
        if any(value.value for value in values):
            put(field, Listing(key, [figure(value, of) for value in values]))
    if "capacity_max" not in block.entries:
        put("capacity_max", text(f"{max(pipe.capacity.value for pipe in found)!r} {unit}"))
    if "units_max" not in block.entries:
        put("units_max", text("1"))
