"""A demand written as `device: {type: data_centre, …}`: the power that servers need, and the heat they give.

`dc.servers: {device: {type: data_centre, power: power, heat: warm_35, load: 5 MW, overhead: 20 %}}`
becomes a demand for `load · (1 + overhead)` of power under its own label, and a supply of `load · recovered`
of heat that arises at the servers, labelled `dc.servers_heat`. A load may follow a profile:
`{profile: …, scale: …}`. Overhead and share recovered are working assumptions (L) where they are not stated.
"""

from __future__ import annotations

from symbiosis.catalogue.data_centre import OVERHEAD, RECOVERED, servers
from symbiosis.catalogue.heat_machines import MachineError
from symbiosis.park.problems import did_you_mean
from symbiosis.tables.quantities import number_with_unit, split_number
from symbiosis.tables.reading import Reading, Where, as_block, as_text
from symbiosis.tables.source import Block, Node, Scalar, TextError

WORDS = ("type", "power", "heat", "load", "overhead", "recovered")
FILLED = ("carrier", "rate")
EXAMPLE = "device: {type: data_centre, power: power, heat: warm_35, load: 5 MW}"
SOURCE = "worked out by device: data_centre, from the load of the servers"


def expand(sections: dict[str, Node], reading: Reading) -> None:
    """Turn data centres among the demands into a demand and a supply each; problems are kept."""
    demands = sections.get("demands")
    if not isinstance(demands, Block):
        return
    for label, node in list(demands.entries.items()):
        if not isinstance(node, Block) or "device" not in node.entries:
            continue
        where, written = Where("demands", label, "device"), node.entries.pop("device")
        key = node.keys.pop("device", written.place)
        try:
            heat = _filled(node, written, key)
            supplies = sections.setdefault("supplies", Block(key))
            if not isinstance(supplies, Block):
                raise TextError("there is no table of supplies to add its heat to.", "", supplies.place)
            other = f"{label}_heat"
            if other in supplies.entries:
                raise TextError(f"its heat would be {other}, and that label is taken.", "Rename the supply.")
            supplies.entries[other], supplies.keys[other] = heat, key
        except TextError as fault:
            reading.wrong(where, fault.message, fault.remedy, fault.place or key)
            del demands.entries[label]  # what is wrong with it is said; nothing follows from the rest
        except MachineError as error:
            reading.wrong(where, str(error), "", key)
            del demands.entries[label]


def _filled(node: Block, written: Node, key: str) -> Block:
    """Fill in a demand for power; return the supply of heat."""
    block = as_block(written, EXAMPLE)
    for field in FILLED:
        if field in node.entries:
            raise TextError(f"{field} follows from device.", "Delete one of the two.", node.keys[field])
    kind = as_text(block.entries["type"]) if "type" in block.entries else ""
    if kind != "data_centre":
        raise TextError(f'there is no device "{kind}" of a demand.', "Write type: data_centre.")
    for word in block.entries:
        if word not in WORDS:
            raise TextError(
                f'"{word}" is no word of this device.', did_you_mean(word, WORDS), block.keys[word]
            )
    missing = [word for word in ("power", "heat", "load") if word not in block.entries]
    if missing:
        raise TextError(f"does not say {', '.join(missing)}.", f"Write {EXAMPLE}.", block.place)
    power, heat = servers(_share(block, "overhead", OVERHEAD), _share(block, "recovered", RECOVERED))
    assumed = not {"overhead", "recovered"} <= set(block.entries)
    load = block.entries["load"]
    _put(node, key, "carrier", Scalar(as_text(block.entries["power"]), key))
    _put(node, key, "rate", _times(load, power, assumed))
    supply = Block(key)
    _put(supply, key, "carrier", Scalar(as_text(block.entries["heat"]), key))
    _put(supply, key, "rate", _times(load, heat, assumed))
    return supply


def _share(block: Block, word: str, other: float) -> float:
    return number_with_unit(as_text(block.entries[word]), "1") if word in block.entries else other


def _times(load: Node, factor: float, assumed: bool) -> Block:
    """Return a load times a number, as a rate with its evidence."""
    place = load.place
    if isinstance(load, Block):
        entries = dict(load.entries)
        written = entries.get("scale", entries.get("value", Scalar("1", place)))
        field = "value" if "value" in entries else "scale"
        entries[field] = _scaled(written, factor)
    else:
        entries = {"value": _scaled(load, factor)}
    entries.setdefault("source", Scalar(SOURCE, place, quoted=True))
    entries.setdefault("confidence", Scalar("L" if assumed else "M", place))
    return Block(place, entries, dict.fromkeys(entries, place))


def _scaled(node: Node, factor: float) -> Scalar:
    number, unit = split_number(as_text(node))
    return Scalar(f"{number * factor!r} {unit}".strip(), node.place)


def _put(block: Block, key: str, field: str, value: Node) -> None:
    block.entries[field], block.keys[field] = value, key
