"""`device: {type: let_down, high: …, low: …}` of a technology: flows worked out from its carriers' states.

The block becomes `rated_on`, `ratios` or `points` (and `shape`), computed from steam tables and temperatures
by `symbiosis.catalogue`; what stands beside it (capacity, investment, lifetime, …) stays. Efficiencies and
shares that the block states keep no evidence of their own: the source of every number says how it was made.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.catalogue import heat_machines, steam, steam_plants
from symbiosis.catalogue.heat_machines import MachineError
from symbiosis.park import Carrier, Technology
from symbiosis.park.fields import unit_text
from symbiosis.park.problems import did_you_mean
from symbiosis.park.steam import SteamError
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import Where, as_text
from symbiosis.tables.source import Block, Listing, Node, Scalar, TextError
from symbiosis.tables.states import PRESSURE, STATES, TEMPERATURE
from symbiosis.tables.unit_table import CELSIUS

if TYPE_CHECKING:
    from symbiosis.tables.build import Workshop

Builder = Callable[..., Any]
DEVICES: Mapping[str, Builder] = {
    "let_down": steam.let_down,
    "back_pressure_turbine": steam.back_pressure_turbine,
    "condensing_turbine": steam.condensing_turbine,
    "extraction_turbine": steam_plants.extraction_turbine,
    "boiler": steam.boiler,
    "part_load_boiler": steam_plants.part_load_boiler,
    "multi_fuel_boiler": steam_plants.multi_fuel_boiler,
    "deaerator": steam.deaerator,
    "user": steam.user,
    "heat_pump": heat_machines.heat_pump,
    "compression_chiller": heat_machines.compression_chiller,
    "absorption_chiller": heat_machines.absorption_chiller,
}
RATED_WORDS = ("cooling", "out", "taken", "low", "heat", "high", "feed")  # the first that a device has
COMPUTED = ("rated_on", "ratios", "points", "shape", "per")
HOW = "worked out by device: {}; IAPWS-IF97 at the carriers' states, temperatures and efficiencies as stated"


def work_out(shop: Workshop, where: Where, block: Block) -> None:
    """Replace `device` of a technology by the flows it stands for; problems are noted."""
    node = block.entries.pop("device", None)
    key = block.keys.pop("device", "")
    if node is None:
        return
    place = where.of("device")
    shop.reading.stands(place, node, key)
    shop.reading.doubtful.add((where.section, where.label))
    for field in COMPUTED:
        if field in block.entries:
            message = "is worked out by device."
            shop.reading.wrong(where.of(field), message, "Delete it, or delete device.", block.keys[field])
            block.entries.setdefault("rated_on", Scalar(_rated_on(shop, node), key, quoted=True))
            return
    block.entries["rated_on"], block.keys["rated_on"] = Scalar(_rated_on(shop, node), key, quoted=True), key
    try:
        kind, builder = _kind(node, key)
        given = _arguments(shop, builder, place, node)
        made = builder(where.label, **given)
    except TextError as fault:
        shop.reading.wrong(place, fault.message, fault.remedy, fault.place or key)
        return
    except (SteamError, MachineError) as error:
        shop.reading.wrong(place, str(error), "", key)
        return
    shop.reading.doubtful.discard((where.section, where.label))
    technology, profiles = made if isinstance(made, tuple) else (made, [])
    for profile in profiles:
        shop.series.made[profile.name] = shop.series.profiles[profile.name] = profile
    _fill_in(shop, block, technology, HOW.format(kind), key)


def _rated_on(shop: Workshop, node: Node) -> str:
    """Return what a device is most likely rated on, so that its other fields can be read."""
    words = (node.entries.get(word) for word in RATED_WORDS) if isinstance(node, Block) else ()
    texts = [word.text for word in words if isinstance(word, Scalar)]
    return next((text for text in texts if text in shop.carriers), next(iter(shop.carriers), ""))


def _kind(node: Node, key: str) -> tuple[str, Builder]:
    if not isinstance(node, Block):
        raise TextError(
            "a block is expected here.", "Write device: {type: let_down, high: …, low: …, feed: …}.", key
        )
    if "type" not in node.entries:
        raise TextError("says no type.", f"Write type, one of {', '.join(DEVICES)}.", node.place)
    kind = as_text(node.entries["type"])
    if kind not in DEVICES:
        raise TextError(f'there is no device "{kind}".', did_you_mean(kind, DEVICES), node.keys["type"])
    return kind, DEVICES[kind]


def _arguments(shop: Workshop, builder: Builder, place: Where, node: Node) -> dict[str, Any]:
    assert isinstance(node, Block)
    wanted = {
        name: parameter
        for name, parameter in inspect.signature(builder).parameters.items()
        if name != "label" and parameter.kind is not inspect.Parameter.VAR_KEYWORD
    }
    given: dict[str, Any] = {}
    for word, entry in node.entries.items():
        if word == "type":
            continue
        if word not in wanted:
            raise TextError(
                f'"{word}" is no word of this device.', did_you_mean(word, wanted), node.keys[word]
            )
        shop.reading.stands(place.of(word), entry)
        try:
            given[word] = _argument(shop, str(wanted[word].annotation), word, entry)
        except TextError as fault:
            raise TextError(
                f"{word}: {fault.message}", fault.remedy, fault.place or node.keys[word]
            ) from None
    missing = [
        name for name, p in wanted.items() if p.default is inspect.Parameter.empty and name not in given
    ]
    if missing:
        raise TextError(f"does not say {', '.join(missing)}.", "Add it.", node.place)
    return given


def _argument(shop: Workshop, kind: str, word: str, node: Node) -> Any:
    if kind.startswith("Carrier"):
        return _carrier(shop, as_text(node))
    if kind.startswith("Range"):
        ends = node.items if isinstance(node, Listing) else [node, node]
        if len(ends) != 2:
            raise TextError(
                "two temperatures are expected: where it begins and ends.", "Write [40 °C, 80 °C]."
            )
        return tuple(_temperature(shop, end) for end in ends)
    if kind.startswith("Mapping[float"):
        return {_share(Scalar(k, node.place)): _share(as_scalar(v)) for k, v in _entries(node).items()}
    if kind.startswith("Mapping[str, Mapping") or (kind.startswith("Mapping") and word == "emissions"):
        return {k: _factor(shop, k, v) for k, v in _entries(node).items()}
    if kind.startswith("Mapping"):
        return {_carrier(shop, k).label: _share(as_scalar(v)) for k, v in _entries(node).items()}
    if word == "vacuum":
        return STATES[PRESSURE](PRESSURE).convert(as_scalar(node))
    if word == "size":
        return number_with_unit(as_scalar(node).text, "t/h")
    return _share(as_scalar(node))


def _entries(node: Node) -> Mapping[str, Node]:
    if not isinstance(node, Block):
        raise TextError("named entries are expected here.", "Write {name: value}.")
    return node.entries


def _factor(shop: Workshop, name: str, node: Node) -> Any:
    """Return an emission per MWh of fuel, or those of several fuels."""
    if isinstance(node, Block):
        return {k: _factor(shop, k, v) for k, v in node.entries.items()}
    _carrier(shop, name)
    return number_with_unit(as_scalar(node).text, "t/MWh")


def _carrier(shop: Workshop, name: str) -> Carrier:
    if name not in shop.carriers:
        raise TextError(f"{name} is not declared under carriers.", did_you_mean(name, shop.carriers))
    return shop.carriers[name]


def _share(scalar: Scalar) -> float:
    return float(number_with_unit(scalar.text, "1"))


def _temperature(shop: Workshop, node: Node) -> Any:
    """Return a temperature [°C], or its values over time from `{profile: …}`."""
    if not isinstance(node, Block):
        return STATES[TEMPERATURE](TEMPERATURE).convert(as_scalar(node))
    name = as_text(node.entries["profile"]) if set(node.entries) == {"profile"} else ""
    profile = shop.series.profiles.get(name)
    if profile is None:
        raise TextError("names no profile.", "Write {profile: NAME}; its column is in °C.", node.place)
    if profile.unit not in CELSIUS:
        raise TextError(f"the profile {name} is in {profile.unit}, not °C.", "Give its column the unit [°C].")
    return np.asarray(profile.values)


def _fill_in(shop: Workshop, block: Block, technology: Technology, how: str, key: str) -> None:
    def put(field: str, node: Node) -> None:
        block.entries[field], block.keys[field] = node, key

    def text(words: str) -> Scalar:
        return Scalar(words, key, quoted=True)

    def figure(entries: dict[str, str]) -> Block:
        nodes: dict[str, Node] = {
            k: text(v) for k, v in {**entries, "source": how, "confidence": "M"}.items()
        }
        return Block(key, nodes, dict.fromkeys(nodes, key))

    def amount(carrier: str) -> str:
        return unit_text("{amount}", shop.carriers[carrier].unit, "")

    put("rated_on", text(technology.rated_on))
    if technology.points:
        points: dict[str, Node] = {
            k: Listing(key, [figure({"value": f"{flow!r} {shop.carriers[k].unit}"}) for flow in flows])
            for k, flows in technology.points.items()
        }
        put("points", Block(key, points, dict.fromkeys(points, key)))
        put("shape", text(technology.shape))
        return
    ratios: dict[str, Node] = {}
    for carrier, ratio in technology.ratios.items():
        if carrier == technology.rated_on:
            ratios[carrier] = text(f"{ratio.value:g}")
            continue
        above, below = amount(carrier), amount(technology.rated_on)
        unit = "" if above == below else f" {above}/{below}"
        said = {"value": f"{ratio.value!r}{unit}"}
        if ratio.profile is not None:
            said = {"profile": ratio.profile, "scale": f"{ratio.value!r}{unit}"}
        ratios[carrier] = figure(said)
    put("ratios", Block(key, ratios, dict.fromkeys(ratios, key)))
