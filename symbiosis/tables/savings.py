"""Measures that lower a demand, as they are written: what follows from the demand is filled in.

`mill.insulation: {saves: mill.heat, saving: 8 %, investment: 2 M CNY, lifetime: 20 a}` is rated on the
carrier of the demand, gives one unit of it per unit, and is done whole or not at all, as large as the saving
at the peak.

`motor: {rating: 132 kW, class: IE1, new_class: IE3, control: throttle, new_control: speed, load:
{100 %: 20 %, 60 %: 80 %}}` stands in place of `saving` where a pump or fan gets a better motor or a drive.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from symbiosis.catalogue.motor import SOURCE, Motor, MotorError, saving
from symbiosis.park.flow import Demand
from symbiosis.park.profile import Profile, Varying
from symbiosis.park.technology import Technology
from symbiosis.tables.evidence import refuse_other_words
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import Reading, Where, as_block, as_text
from symbiosis.tables.source import Block, Node, Scalar, TextError

WORDS = ("rating", "class", "new_class", "control", "new_control", "static_head", "load")
EXAMPLE = "motor: {rating: 132 kW, class: IE1, new_class: IE3, load: {100 %: 20 %, 80 %: 80 %}}"


def expand(sections: dict[str, Node], reading: Reading) -> None:
    """Fill in what measures are rated on, and what a motor saves; problems are kept."""
    technologies, demands = sections.get("technologies"), sections.get("demands")
    if not isinstance(technologies, Block):
        return
    for label, node in technologies.entries.items():
        if not isinstance(node, Block) or "saves" not in node.entries:
            continue
        named, place = node.entries["saves"], node.entries["saves"].place
        demand = demands.entries.get(_text(named)) if isinstance(demands, Block) else None
        carrier = _text(demand.entries.get("carrier")) if isinstance(demand, Block) else ""
        if carrier and "rated_on" not in node.entries:
            _put(node, "rated_on", Scalar(carrier, place))
        if carrier and "ratios" not in node.entries:
            _put(node, "ratios", Block(place, {carrier: Scalar("1", place)}, {carrier: place}))
        if "motor" in node.entries:
            _motor(node, Where("technologies", label), reading)


def sized(
    technologies: Mapping[str, Technology], demands: Mapping[str, Demand], profiles: Mapping[str, Profile]
) -> dict[str, Technology]:
    """Return the technologies; measures that state no size are as large as their saving at the peak."""
    out = dict(technologies)
    for label, measure in out.items():
        demand = demands.get(measure.saves)
        if not measure.saves or measure.capacity_max is not None or measure.capacity or demand is None:
            continue
        peak = measure.saving * _peak(demand, profiles)
        if peak > 0.0:
            out[label] = dataclasses.replace(measure, capacity_max=peak, capacity_min=peak)
    return out


def _peak(demand: Demand, profiles: Mapping[str, Profile]) -> float:
    rate = Varying.of(demand.rate)
    if rate.profile is None:
        return rate.value
    found = profiles.get(rate.profile)
    return 0.0 if found is None else float(np.max(rate.value * found.values))


def _motor(node: Block, where: Where, reading: Reading) -> None:
    written = node.entries.pop("motor")
    node.keys.pop("motor", None)
    place = where.of("motor")
    try:
        block = as_block(written, EXAMPLE)
    except TextError as fault:
        reading.fault(place, fault, written)
        return
    before = len(reading.problems)
    refuse_other_words(block, WORDS, reading, place)
    if "saving" in node.entries:
        message = "stands beside saving, which follows from it."
        reading.wrong(place, message, "Delete one of the two.", written.place)
    for word in ("rating", "class", "load"):
        if word not in block.entries:
            reading.wrong(place.of(word), "this is missing.", f"Write {EXAMPLE}.", written.place)
    if len(reading.problems) > before:
        return
    try:
        share = _saving(block)
    except MotorError as fault:
        reading.wrong(place, fault.message, fault.remedy, written.place)
        return
    except TextError as fault:
        reading.fault(place, fault, written)
        return
    evidence = {"value": f"{share:.6g}", "source": SOURCE, "confidence": "L"}
    entries: dict[str, Node] = {
        k: Scalar(v, written.place, quoted=k == "source") for k, v in evidence.items()
    }
    _put(node, "saving", Block(written.place, entries, dict.fromkeys(evidence, written.place)))


def _saving(block: Block) -> float:
    def word(name: str, other: str) -> str:
        return as_text(block.entries[name]) if name in block.entries else other

    rating = number_with_unit(as_text(block.entries["rating"]), "kW")
    static = number_with_unit(word("static_head", "0"), "1")
    control = word("control", "throttle")
    now = Motor(rating, word("class", ""), control, static)
    new = Motor(rating, word("new_class", now.efficiency_class), word("new_control", control), static)
    load = as_block(block.entries["load"], "load: {100 %: 20 %, 80 %: 80 %}")
    histogram = {
        number_with_unit(flow, "1"): number_with_unit(as_text(share), "1")
        for flow, share in load.entries.items()
    }
    return saving(now, new, histogram)


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""


def _put(node: Block, field: str, value: Node) -> None:
    node.entries[field], node.keys[field] = value, value.place
