"""The named quantities that formulas are made of, their units, and what enterprises state of them.

    energy               Σ coal factor · (bought − sold) of energy carriers + own sun and wind      [tce]
    carbon               Σ warming · emissions of scopes 1 and 2                                    [t CO2]
    fresh_water          bought of carriers of kind water                                           [m3]
    made(steam, chp)     what plants make of a carrier, at an enterprise or by one plant            [its unit]

Every quantity is per year. `counted.selectors` gives the flows with their weights, so the same words serve
rows of the program, its independent check and the indicators of a result.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from symbiosis.park.building import built
from symbiosis.park.district import whose
from symbiosis.park.fields import unit_text
from symbiosis.park.formula import FormulaError, Linear, Quantity, emptied, parse, quantities, quotient
from symbiosis.park.labels import enterprise_of
from symbiosis.park.problems import did_you_mean

if TYPE_CHECKING:
    from symbiosis.park.carrier import Carrier
    from symbiosis.park.park import Park


ROLES = {  # word in a formula → roles of balance terms, and what is meant
    "purchase": (("bought",), "what is bought"),
    "sale": (("sold",), "what is sold"),
    "discard": (("discarded",), "what leaves through outlets"),
    "made": (("made",), "what plants make"),
    "used": (
        ("used", "start_up", "taken", "blended", "heating", "occupied"),
        "what plants, recipes and uses take",
    ),
    "needed": (("demand",), "what is required"),
    "arises": (("supply",), "what arises anyway"),
    "sent": (("leaving", "fed"), "what is sent to others, over links and networks"),
    "received": (("arriving", "drawn"), "what comes from others, over links and networks"),
    "emission": ((), "what is emitted"),
}

TOTALS = {  # name → unit, meaning
    "energy": ("tce", "energy used, calorific values"),
    "energy_equivalent": ("tce", "energy used, power at the coal it takes to make it"),
    "clean_energy": ("tce", "the clean part of the energy used, calorific values"),
    "renewable_energy": ("tce", "the renewable part of the energy used, calorific values"),
    "carbon": ("t", "greenhouse gases of scopes 1 and 2, as CO2"),
    "carbon_scope_1": ("t", "greenhouse gases from stacks, processes and fuels bought, as CO2"),
    "carbon_scope_2": ("t", "greenhouse gases of power and heat bought, as CO2"),
    "carbon_scope_3": ("t", "greenhouse gases of other inputs bought, as CO2"),
    "fresh_water": ("m3", "water bought"),
    "water_used": ("m3", "water needed and taken by plants that give none back"),
    "waste_water": ("m3", "water that leaves through outlets"),
    "solid_waste": ("t", "solid waste that arises or is made"),
    "solid_waste_discarded": ("t", "solid waste that leaves through outlets"),
    "waste_heat": ("MWh", "waste heat, gas and other waste energy that arises or is made"),
    "waste_heat_discarded": ("MWh", "waste energy that leaves through outlets"),
    "cod": ("t", "COD discharged"),
    "ammonia_nitrogen": ("t", "ammonia nitrogen discharged"),
    "so2": ("t", "SO2 emitted"),
    "nox": ("t", "NOx emitted"),
    "offsets": ("t", "CO2 that is offset elsewhere"),
}

DATA = {  # name → unit, field of enterprises that is added up, meaning
    "output_value": ("{money}", "output_value", "value of industrial output"),
    "added_value": ("{money}", "added_value", "industrial value added"),
    "recycling_value": ("{money}", "recycling_value", "value added of the recycling industry"),
    "high_tech_output": ("{money}", "high_tech_output", "output of high-technology enterprises"),
    "land": ("km2", "land", "industrial land"),
    "invested": ("{money}", "invested", "fixed assets invested so far"),
    "employees": ("1", "employees", "people employed"),
    "floor_area": ("km2", "floor_area", "floor area of buildings"),
    "footprint": ("km2", "footprint", "ground that buildings cover"),
    "green_area": ("km2", "green_area", "green space"),
}
PLAN = {"new_exchanges": ("1", "pairs of enterprises that exchange and did not today")}
FORMULAS = ("formula", "counts")  # fields that hold a formula, whose unit their thing is stated in
PER = "output"  # field that holds the formula of an output
GROWTH = "growth"  # growth(energy): mean yearly growth since the base year


def known(quantity: Quantity, park: Park) -> None:
    """Raise FormulaError when a quantity is no word of the vocabulary or names nothing of the park."""
    name, of = quantity.name, quantity.of
    if name == GROWTH:
        if len(of) != 1 or (of[0] not in TOTALS and of[0] not in DATA):
            listed = ", ".join([*TOTALS, *DATA])
            raise FormulaError(f"{quantity} needs one quantity.", f"Write growth(energy); known: {listed}.")
        return
    if name in ROLES:
        _known_role(quantity, park)
        return
    _known_word(name)
    if of and (len(of) > 1 or not whose(park, of[0]) or name in PLAN or name == "offsets"):
        if name in (*PLAN, "offsets") or len(of) > 1:
            raise FormulaError(f"{quantity} takes nothing in brackets.", f"Write {name}.")
        places = [*park.enterprises, *park.districts]
        raise FormulaError(f'"{of[0]}" is no enterprise.', did_you_mean(of[0], places))


def _known_word(name: str) -> None:
    words = [*TOTALS, *DATA, *PLAN, *ROLES, GROWTH]
    if name not in words:
        raise FormulaError(f'"{name}" is no quantity.', did_you_mean(name, words))


def _known_role(quantity: Quantity, park: Park) -> None:
    name, of = quantity.name, quantity.of
    if not 1 <= len(of) <= 2:
        raise FormulaError(
            f"{quantity} needs a carrier.", f"Write {name}(carrier) or {name}(carrier, whose)."
        )
    if of[0] not in park.carriers:
        raise FormulaError(f'"{of[0]}" is no carrier.', did_you_mean(of[0], park.carriers))
    if (name == "emission") != park.is_emission(of[0]):
        word = "made, purchase or discard" if name == "emission" else "emission"
        raise FormulaError(f"{of[0]} is {_kind(park, of[0])}.", f"Count it as {word}({of[0]}).")
    if len(of) == 2 and not whose(park, of[1]):
        things = [label for section in _ITEMS for label in getattr(park, section)]
        if of[1] not in things and of[1] not in park.connections:
            raise FormulaError(
                f'"{of[1]}" is no enterprise, plant, market, outlet or link.',
                did_you_mean(of[1], [*park.enterprises, *things]),
            )


_ITEMS = ("technologies", "markets", "outlets", "links", "demands", "supplies", "recipes", "water_uses")


def _kind(park: Park, carrier: str) -> str:
    return "an emission" if park.is_emission(carrier) else "no emission"


def unit_of(quantity: Quantity, carriers: Mapping[str, str], money: str) -> str:
    """Return the unit of a quantity; `carriers` gives the unit of every carrier's flow."""
    if quantity.name in ROLES:
        rate = carriers.get(quantity.of[0], "") if quantity.of else ""
        return unit_text("{amount}", rate, money) if rate else ""
    if quantity.name == GROWTH:
        return "1"
    for table in (TOTALS, DATA, PLAN):
        if quantity.name in table:
            return str(table[quantity.name][0]).format(money=money)
    return ""


def formula_unit(text: str, stated: str, carriers: Mapping[str, str], money: str) -> str:
    """Return the unit of a formula: as stated, or as its quantities give it; empty where it has none.

    Raises FormulaError where quantities of different units are added up and no unit is stated.
    """
    tree = parse(text)
    for quantity in quantities(tree):
        _known_word(quantity.name)
    if stated:
        return stated
    found = quotient(tree)
    if found is None:
        return ""
    above, below = (_common_unit(side, carriers, money) for side in (found.above, found.below))
    if above == below:
        return "1"
    return above if below == "1" else f"{above}/{_grouped(below)}"


def _common_unit(side: Linear, carriers: Mapping[str, str], money: str) -> str:
    units = dict.fromkeys(unit_of(quantity, carriers, money) for quantity in side.weights)
    if len(units) > 1:
        listed = ", ".join(f"{q} in {unit_of(q, carriers, money)}" for q in side.weights)
        raise FormulaError(
            f"the formula adds up different units: {listed}.",
            "Multiply by what turns one into the other, and state the unit of the formula in `unit`.",
        )
    return next(iter(units), "1")


def own_units(thing: Any, carriers: Mapping[str, Carrier], money: str) -> tuple[str, str]:
    """Return the units of the formula that a thing holds, and of its output; empty where there is none."""
    rates = {label: carrier.unit for label, carrier in carriers.items()}

    def unit(text: str, stated: str) -> str:
        try:
            return formula_unit(text, stated, rates, money) if text else ""
        except FormulaError:
            return ""

    text = next((getattr(thing, word) for word in FORMULAS if hasattr(thing, word)), "")
    output = getattr(thing, PER, "") if hasattr(thing, "counts") else ""
    return unit(text, getattr(thing, "unit", "")), unit(output, "")


def own_template(template: str, own: str, per: str = "") -> str:
    """Fill the units of a formula and of an output into a unit template.

    >>> own_template("{money}/({own})", "t"), own_template("{money}/({own})", "1")
    ('{money}/t', '{money}')
    """
    filled = template.replace("/({own})", "") if own == "1" else template
    for word, unit in (("{own}", own), ("{per}", per)):
        filled = filled.replace(f"({word})", _grouped(unit)).replace(word, unit)
    return filled


def _grouped(unit: str) -> str:
    """Return a unit as it stands behind a stroke: in brackets where it has parts."""
    return unit if unit.isalnum() else f"({unit})"


def is_flow(quantity: Quantity) -> bool:
    """Tell whether a quantity follows from flows, so that it may stand in a row of the program."""
    return quantity.name in ROLES or quantity.name in TOTALS


def data_of(park: Park, quantity: Quantity) -> float | None:
    """Return what enterprises state in all; None when none of them states it."""
    found = data_by_enterprise(park, quantity)
    return float(sum(value for _, value in found)) if found else None


def data_by_enterprise(park: Park, quantity: Quantity) -> list[tuple[str, float]]:
    """Return what every enterprise states that states it."""
    field = DATA[quantity.name][1]
    theirs = whose(park, quantity.of[0]) if quantity.of else tuple(park.enterprises)
    stated = [(n, getattr(park.enterprises[n], field)) for n in theirs]
    return [(n, value) for n, value in stated if value is not None]


def built_by(park: Park, quantity: Quantity, enterprise: str = "") -> list[tuple[str, float]]:
    """Return what each capacity of every building adds to a quantity; at one enterprise if named."""
    theirs = whose(park, quantity.of[0]) if quantity.of else tuple(park.enterprises)
    return [
        (label, each)
        for label, each in built(park, quantity.name, enterprise).items()
        if enterprise_of(label) in theirs
    ]


def without(text: str, gone: Collection[str]) -> str:
    """Return a formula in which amounts of things and enterprises that are not there are 0.

    >>> without("made(steam, mill.boiler) + made(steam, mill.chp) + carbon(mill)", {"mill.chp", "mill"})
    'made(steam, mill.boiler) + 0 + 0'
    """
    absent = set(gone)
    return emptied(text, lambda of: bool(absent & set(of.of[1:] if of.name in ROLES else of.of)))
