"""Qualities in files: `{cod: 50 mg/L}`, or by carrier `{water: {cod: 50 mg/L}}`, in any fitting unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbiosis.park.fields import Spec, unit_text
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.problems import did_you_mean
from symbiosis.park.quality import Quality
from symbiosis.park.quantities import own_template
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import Block, Node, TextError
from symbiosis.tables.units import measure
from symbiosis.tables.varying import Unit, read_varying

if TYPE_CHECKING:
    from symbiosis.tables.build import Basis, Workshop


def quality_unit(template: str, quality: str, rate: str) -> str:
    """Return the unit of a quality or of a load of it.

    >>> quality_unit("{quality}*{rate}", "mg/L", "m3/h")
    '(mg/L)*(m3/h)'
    """
    if template == "{quality}*{rate}":
        return f"({quality})*({rate})" if quality != "1" else rate
    return unit_text(template.replace("{quality}", quality), rate, "")


def ratio_unit(rate: str, per: str) -> str:
    """Return the unit of an amount of one carrier per amount of another.

    >>> ratio_unit("MW", "kg/h"), ratio_unit("t/h", "t/h")
    ('MWh/kg', '1')
    """
    above, below = unit_text("{amount}", rate, ""), unit_text("{amount}", per, "")
    return "1" if above == below else f"{above}/{below}"


def check_unit(quality: Quality, reading: Reading) -> None:
    """Note a quality whose unit is no unit."""
    where = Where("qualities", quality.label, "unit")
    if where not in reading.places or any(p.path == where.path for p in reading.problems):
        return
    place, text = reading.places[where]
    try:
        measure(quality.unit)
    except TextError as fault:
        reading.wrong(where, fault.message, fault.remedy or "Write mg/L, ppm, % or MJ/kg.", place, text)


def read_qualities(
    shop: Workshop, field: str, spec: Spec, node: Node, where: Where, basis: Basis, outer: bool = True
) -> FrozenDict[Any] | None:
    """Return numbers by name, or by carrier and name; None when it is neither."""
    if not isinstance(node, Block):
        fault = TextError("names with numbers are expected here.", f"Write {field}: {{cod: 50 mg/L}}.")
        shop.reading.fault(where, fault, node)
        return None
    if basis.lacks(spec):
        shop.reading.doubtful.add((where.section, where.label))  # the formula says what is wrong
        return None
    out: dict[str, Any] = {}
    for name, entry in node.entries.items():
        place = where.of(name)
        shop.reading.stands(place, entry, node.keys[name])
        by_carrier = outer and (spec.refers_to == "qualities" or spec.unit == "ratio")
        if isinstance(entry, Block) and name in shop.carriers and by_carrier:
            nested = read_qualities(shop, field, spec, entry, place, shop.basis(name), outer=False)
            if nested is not None:
                out[name] = nested
            continue
        unit = _unit(shop, spec, name, basis)
        if unit is None:
            section, known = (
                ("carriers", shop.carriers) if spec.unit == "ratio" else ("qualities", shop.quality_units)
            )
            message = f"is not declared under {section}."
            shop.reading.wrong(place, message, did_you_mean(name, known), node.keys[name])
            continue
        try:
            measure(unit.text)
        except TextError:
            shop.reading.doubtful.add((where.section, where.label))  # its own section says what is wrong
            continue
        value = read_varying(entry, unit, shop.series, shop.reading, place, rate=False)
        if value is not None:
            out[name] = value
    return FrozenDict(out)


def _unit(shop: Workshop, spec: Spec, name: str, basis: Basis) -> Unit | None:
    if spec.unit == "ratio":
        return Unit(ratio_unit(shop.carriers[name].unit, basis.rate)) if name in shop.carriers else None
    if "{quality}" not in spec.unit:
        return Unit(unit_text(own_template(spec.unit, basis.own, basis.per), basis.rate, basis.money))
    if name not in shop.quality_units:
        return None
    return Unit(quality_unit(spec.unit, shop.quality_units[name], basis.rate))
