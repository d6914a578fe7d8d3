"""From one block to one thing of a section: what it is measured by, worked out, built, and checked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from symbiosis.park import Carrier, Link, Network, Store, Technology
from symbiosis.park.fields import specs
from symbiosis.park.formula import FormulaError
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.labels import label_fault
from symbiosis.park.problems import did_you_mean
from symbiosis.park.quantities import FORMULAS, PER, formula_unit
from symbiosis.tables.build import Basis, Workshop
from symbiosis.tables.devices import work_out
from symbiosis.tables.networks import read_network
from symbiosis.tables.pipes import spread
from symbiosis.tables.ratios import normalise
from symbiosis.tables.reading import Reading, Where, as_text, first_word
from symbiosis.tables.source import Block, Scalar, TextError
from symbiosis.tables.units import measure


def read_thing(shop: Workshop, kind: type, where: Where, block: Block) -> Any:
    """Return one thing of a section; what is wrong with it is noted by the workshop's reading."""
    given = {"label": where.label}
    capacity = getattr(kind, "capacity_unit", "{rate}")
    if kind is Network:
        return read_network(shop, where, block)
    if kind is Link:
        spread(shop, where, block, first_word(block, "carriers") or "")
    if kind is Technology:
        work_out(shop, where, block)
        technology = shop.build(
            Technology, where, block, shop.basis(first_word(block, "rated_on"), capacity), given, ("per",)
        )
        _check_per(shop, technology, where, block)
        return technology
    if kind is Store:
        work_out(shop, where, block)
    if kind is Carrier:
        return shop.build(Carrier, where, block, Basis(shop.money, _rate(block)), given)
    basis = shop.basis(first_word(block, "carrier", "carriers"), capacity)
    formula = next((word for word in FORMULAS if word in specs(kind)), "")
    if formula:
        per = _own_unit(shop, where.of(PER), block) if PER in block.entries else ""
        basis = replace(basis, own=_own_unit(shop, where.of(formula), block), per=per)
    return shop.build(kind, where, block, basis, given)


def _rate(block: Block) -> str:
    """Return the unit that a carrier states, when it is one."""
    node = block.entries.get("unit")
    text = node.text.strip() if isinstance(node, Scalar) else ""
    try:
        measure(text)
    except TextError:
        return ""
    return text


def _own_unit(shop: Workshop, where: Where, block: Block) -> str:
    """Return the unit of a thing's formula; what is wrong with the formula is noted."""
    formula, stated = block.entries.get(where.field), block.entries.get("unit")
    if not isinstance(formula, Scalar) or formula.blank:
        return ""
    rates = {label: carrier.unit for label, carrier in shop.carriers.items()}
    try:
        own = stated.text.strip() if isinstance(stated, Scalar) and not stated.blank else ""
        own = "" if where.field == PER else own
        measure(own)
        return formula_unit(formula.text, own, rates, shop.money or "CNY")
    except FormulaError as error:
        shop.reading.fault(where, TextError(error.message, error.remedy), formula)
    except TextError as fault:
        shop.reading.fault(where._replace(field="unit"), fault, formula if stated is None else stated)
    return ""


def _check_per(shop: Workshop, technology: Technology, where: Where, block: Block) -> None:
    """Note a `per` that the ratios contradict; state the evidence as the technology states its ratios."""
    given = shop.ratios.get(where, FrozenDict())
    if "per" in block.entries:
        node = block.entries["per"]
        try:
            per = as_text(node)
        except TextError as fault:
            shop.reading.fault(where.of("per"), fault, node)
            return
        own = given.get(per)
        if own is None and (where.section, where.label) not in shop.reading.doubtful:
            message = "the ratios are stated per this carrier, which is not among them."
            shop.reading.wrong(where.of("per"), message, did_you_mean(per, given), node.place, per)
        elif own is not None and (own.value not in (1.0, -1.0) or own.profile is not None):
            message = f"the ratios are stated per {per}, whose own ratio is {own} and not 1 or -1."
            shop.reading.wrong(
                where.of("per"), message, f"Write {per}: 1 (or -1 when it is taken).", node.place
            )
    rated = given.get(technology.rated_on)
    if rated is not None and rated.value not in (0.0, 1.0, -1.0):
        normalise(shop.reading.figures, where, abs(rated.value))


def check_label(label: str, where: Where, reading: Reading) -> None:
    """Note a label that nothing may bear."""
    place = reading.places[where][0]
    fault = label_fault(label)
    if fault is not None:
        reading.wrong(where, *fault, place)
    elif label == "all" and where.section == "enterprises":
        reading.wrong(where, "`all` stands for every enterprise and names none.", "Rename it.", place)
