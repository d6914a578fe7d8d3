"""`device: {type: let_down, high: …, low: …}` of a technology: flows worked out from its carriers' states.

The block becomes `rated_on`, `ratios` or `points` (and `shape`), computed from steam tables and temperatures
by `symbiosis.catalogue`; what stands beside it (capacity, investment, lifetime, …) stays. Efficiencies and
shares that the block states keep no evidence of their own: the source of every number says how it was made.
A store of hot water is worked out in the same way: what it holds, and what it loses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from symbiosis.catalogue import gas_cleaning, heat_machines, steam, steam_plants
from symbiosis.catalogue.heat_machines import MachineError
from symbiosis.park import Store, Technology
from symbiosis.park.fields import default_of, specs, unit_text
from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Varying
from symbiosis.park.steam import SteamError
from symbiosis.tables.device_words import arguments
from symbiosis.tables.reading import Where, as_text
from symbiosis.tables.source import Block, Listing, Node, Scalar, TextError

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
    "solar_heat": heat_machines.solar_heat,
    "gas_cleaning": gas_cleaning.gas_cleaning,
}
STORES: Mapping[str, Builder] = {"water_store": heat_machines.water_store}
RATED_WORDS = (  # the first that a device has
    *("gas", "so2", "nox", "dust"),
    *("cooling", "out", "taken", "low", "heat", "high", "feed"),
)
COMPUTED = {
    "technologies": ("rated_on", "ratios", "points", "shape", "per"),
    "stores": ("carrier", "capacity_max", "loss"),
}
ALSO = (  # fields that some devices fill in beside their flows, where the block does not state them
    *("availability", "investment_per_capacity", "roof_use", "ground_use"),
)
HOW = "worked out by device: {}; IAPWS-IF97 at the carriers' states, temperatures and efficiencies as stated"


def work_out(shop: Workshop, where: Where, block: Block) -> None:
    """Replace `device` of a technology or store by what it stands for; problems are noted."""
    node = block.entries.pop("device", None)
    key = block.keys.pop("device", "")
    if node is None:
        return
    place = where.of("device")
    shop.reading.stands(place, node, key)
    shop.reading.doubtful.add((where.section, where.label))
    known = DEVICES if where.section == "technologies" else STORES
    measured = "rated_on" if where.section == "technologies" else "carrier"
    for field in COMPUTED[where.section]:
        if field in block.entries:
            message = "is worked out by device."
            shop.reading.wrong(where.of(field), message, "Delete it, or delete device.", block.keys[field])
            block.entries.setdefault(measured, Scalar(_rated_on(shop, node), key, quoted=True))
            return
    block.entries[measured], block.keys[measured] = Scalar(_rated_on(shop, node), key, quoted=True), key
    try:
        kind, builder, words = _kind(node, key, known)
        made = builder(where.label, **arguments(shop, builder, place, words))
    except TextError as fault:
        shop.reading.wrong(place, fault.message, fault.remedy, fault.place or key)
        return
    except (SteamError, MachineError) as error:
        shop.reading.wrong(place, str(error), "", key)
        return
    shop.reading.doubtful.discard((where.section, where.label))
    thing, profiles = made[:2] if isinstance(made, tuple) else (made, [])
    for profile in profiles:
        shop.series.made[profile.name] = shop.series.profiles[profile.name] = profile
    if isinstance(thing, Store):
        _fill_store(shop, block, thing, HOW.format(kind), key)
    else:
        _fill_in(shop, block, thing, HOW.format(kind), key)


def _rated_on(shop: Workshop, node: Node) -> str:
    """Return what a device is most likely rated on, so that its other fields can be read."""
    words = (node.entries.get(word) for word in RATED_WORDS) if isinstance(node, Block) else ()
    texts = [word.text for word in words if isinstance(word, Scalar)]
    return next((text for text in texts if text in shop.carriers), next(iter(shop.carriers), ""))


def _kind(node: Node, key: str, known: Mapping[str, Builder]) -> tuple[str, Builder, Block]:
    if not isinstance(node, Block):
        raise TextError(
            "a block is expected here.", "Write device: {type: let_down, high: …, low: …, feed: …}.", key
        )
    if "type" not in node.entries:
        raise TextError("says no type.", f"Write type, one of {', '.join(known)}.", node.place)
    kind = as_text(node.entries["type"])
    if kind not in known:
        raise TextError(f'there is no device "{kind}" here.', did_you_mean(kind, known), node.keys["type"])
    return kind, known[kind], node


def _figure(entries: Mapping[str, str], how: str, key: str) -> Block:
    words = {**entries, "source": how, "confidence": "M"}
    nodes: dict[str, Node] = {k: Scalar(v, key, quoted=True) for k, v in words.items()}
    return Block(key, nodes, dict.fromkeys(nodes, key))


def _fill_store(shop: Workshop, block: Block, store: Store, how: str, key: str) -> None:
    amount = unit_text("{amount}", shop.carriers[store.carrier].unit, "")
    filled = {"capacity_max": f"{store.capacity_max!r} {amount}", "loss": f"{store.loss!r} 1/h"}
    if store.investment_per_capacity is not None:
        filled["investment_per_capacity"] = f"{store.investment_per_capacity!r} {shop.money}/({amount})"
    for field, value in filled.items():
        block.entries.setdefault(field, _figure({"value": value}, how, key))
        block.keys.setdefault(field, key)


def _fill_also(shop: Workshop, block: Block, technology: Technology, how: str, key: str) -> None:
    """Add what some devices say beside their flows."""
    rate = shop.carriers[technology.rated_on].unit
    for field in ALSO:
        value = getattr(technology, field)
        if value == default_of(Technology, field) or field in block.entries:
            continue
        if isinstance(value, Varying):
            entries = {"profile": value.profile or "", "scale": f"{value.value!r}"}
        else:
            unit = unit_text(specs(Technology)[field].unit, rate, shop.money)
            entries = {"value": f"{value!r} {unit}"}
        block.entries[field], block.keys[field] = _figure(entries, how, key), key


def _fill_in(shop: Workshop, block: Block, technology: Technology, how: str, key: str) -> None:
    def put(field: str, node: Node) -> None:
        block.entries[field], block.keys[field] = node, key

    def text(words: str) -> Scalar:
        return Scalar(words, key, quoted=True)

    def figure(entries: dict[str, str]) -> Block:
        return _figure(entries, how, key)

    def amount(carrier: str) -> str:
        return unit_text("{amount}", shop.carriers[carrier].unit, "")

    put("rated_on", text(technology.rated_on))
    if technology.treats:
        put("treats", Listing(key, [text(source) for source in technology.treats]))
        shares: dict[str, Node] = {
            k: figure({"value": f"{share.value!r}"}) for k, share in technology.captured_max.items()
        }
        put("captured_max", Block(key, shares, dict.fromkeys(shares, key)))
        beside: dict[str, Node] = {}
        for k, flows in technology.taken_beside.items():
            nodes: dict[str, Node] = {
                c: figure({"value": f"{flow!r} {amount(c)}/{amount(k)}"}) for c, flow in flows.items()
            }
            beside[k] = Block(key, nodes, dict.fromkeys(nodes, key))
        put("captures", Block(key, beside, dict.fromkeys(beside, key)))
    _fill_also(shop, block, technology, how, key)
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
