"""From blocks of a file to the things of a park, field by field as the registry says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from symbiosis.park import Carrier, Technology
from symbiosis.park.fields import Spec, required, specs, unit_text
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Varying
from symbiosis.park.quantities import own_template
from symbiosis.tables.conversion import UNKNOWN, HeatingValue
from symbiosis.tables.evidence import read_figure
from symbiosis.tables.field_units import unit_of
from symbiosis.tables.qualities import read_qualities
from symbiosis.tables.ratios import RatioUnit
from symbiosis.tables.reading import Reading, Where, as_flag, as_names, as_text
from symbiosis.tables.source import Block, Listing, Node, Scalar, TextError, hidden_character
from symbiosis.tables.varying import Series, Unit, heating_value_of, read_varying

T = TypeVar("T")
NUMERIC = ("number", "varying", "ratios", "sizes", "points", "qualities")
UNLIMITED = ("capacity_max", "purchase_limit", "sale_limit")
HINTS = {
    "annuity": "Enter investment, investment_per_capacity and lifetime; the annuity follows from them.",
    "efficiency": "Enter ratios, e.g. ratios: {gas: -1, heat: 0.9}.",
    "capex": "Enter investment (one-off) or investment_per_capacity.",
    "opex": "Enter fixed_om (per year) or running_cost (per amount).",
    "source": "Give it with the number: {value: 12 t/h, source: …}.",
}


@dataclass(frozen=True)
class Basis:
    """The units that a thing's fields are stated in: its carrier's rate, its size, and money."""

    money: str = ""
    rate: str = ""
    capacity: str = "{rate}"
    heating_value: HeatingValue = UNKNOWN
    own: str = ""  # the unit that the thing's own formula is in
    per: str = ""  # the unit of the output that a benchmark is for

    def unit(self, field: str, spec: Spec) -> Unit | None:
        """Return the unit of a field, or None when its carrier or the currency is not known."""
        needs_rate = any(word in spec.unit for word in ("{rate}", "{amount}", "{capacity}"))
        if (needs_rate and not self.rate) or ("{money}" in spec.unit and not self.money):
            return None
        if self.lacks(spec):
            return None
        text = unit_text(own_template(spec.unit, self.own, self.per), self.rate, self.money, self.capacity)
        return unit_of(field, text, self.heating_value if needs_rate else UNKNOWN, field in UNLIMITED)

    def lacks(self, spec: Spec) -> bool:
        """Tell whether a field is in the unit of a formula that could not be read."""
        return ("{own}" in spec.unit and not self.own) or ("{per}" in spec.unit and not self.per)


@dataclass
class Workshop:
    """What is needed to build things: problems so far, profiles, carriers and the currency."""

    reading: Reading
    series: Series
    money: str
    carriers: Mapping[str, Carrier]
    enterprises: tuple[str, ...] = ()
    districts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # their enterprises
    corridors: tuple[str, ...] = ()
    ratios: dict[Where, FrozenDict[Varying]] = field(default_factory=dict)  # as the file states them
    quality_units: dict[str, str] = field(default_factory=dict)

    def basis(self, carrier: str | None, capacity: str = "{rate}") -> Basis:
        """Return the units of a thing that is measured by a carrier."""
        known = self.carriers.get(carrier or "")
        if known is None or ("carriers", known.label) in self.reading.doubtful:
            return Basis(self.money)
        return Basis(self.money, known.unit, capacity, heating_value_of(known))

    def build(
        self,
        kind: type[T],
        where: Where,
        block: Block,
        basis: Basis,
        given: Mapping[str, Any],
        extra: tuple[str, ...] = (),
    ) -> T:
        """Return one thing; fields that cannot be read are noted and filled in to look for further problems.

        `given` are values that do not stand in the block (the label); `extra` names that the caller reads.
        """
        fields = specs(kind)
        values: dict[str, Any] = dict(given)
        for key, node in block.entries.items():
            place = where.of(key)
            self.reading.stands(place, node)
            if key in extra:
                continue
            if key not in fields or key in given:
                remedy = HINTS.get(key) or did_you_mean(key, [*(f for f in fields if f not in given), *extra])
                self.reading.wrong(place, "this word is not known here.", remedy, block.keys[key])
                continue
            if fields[key].kind in NUMERIC:
                self.reading.note_units(node)
            value = self.value(kind, key, fields[key], node, place, basis, block)
            if value is not None:
                values[key] = value
        for name in required(kind):
            if name not in values:
                if name not in block.entries:
                    meaning = fields[name].meaning
                    self.reading.wrong(
                        where.of(name),
                        f"this is missing ({meaning}).",
                        _example(name, fields[name], basis),
                        block.place,
                    )
                values[name] = self._stand_in(fields[name])
        return kind(**values)

    def _stand_in(self, spec: Spec) -> Any:
        """Return a harmless value for a field that could not be read; the park is refused anyway."""
        known = {"carriers": tuple(self.carriers), "enterprises": self.enterprises}.get(spec.refers_to, ())
        stand_ins: dict[str, Any] = {
            "number": 1.0,
            "varying": Varying(0.0),
            "text": "",
            "choice": spec.choices[0] if spec.choices else "",
            "flag": False,
            "name": known[0] if known else "?",
            "names": known[:1] or ("?",),
            "ratios": FrozenDict(),
            "sizes": (),
            "points": FrozenDict(),
            "qualities": FrozenDict(),
        }
        return stand_ins[spec.kind]

    def value(
        self, kind: type, field: str, spec: Spec, node: Node, where: Where, basis: Basis, block: Block
    ) -> Any:
        """Return the value of one field, or None when it cannot be read; `block` is its thing."""
        try:
            if spec.kind in ("text", "choice", "name"):
                return _word(node, spec)
            if spec.kind == "flag":
                return as_flag(node)
            if spec.kind == "names":
                return self._names(node, spec)
        except TextError as fault:
            self.reading.fault(where, fault, node)
            return None
        if spec.kind == "ratios":
            return self._ratios(node, where, self._per(block, kind))
        if spec.kind == "qualities":
            return read_qualities(self, field, spec, node, where, basis)
        if spec.kind == "points":
            return self._points(field, spec, node, where)
        unit = basis.unit(field, spec)
        if unit is None:
            self.reading.doubtful.add((where.section, where.label))
            return None
        if spec.kind == "varying":
            is_rate = spec.unit == "{rate}"
            varying = read_varying(node, unit, self.series, self.reading, where, is_rate)
            if varying is not None and varying.profile is None:
                self._in_range(varying.value, field, spec, node, where)
            return varying
        if spec.kind == "sizes":
            sizes = self._sizes(node, unit, where)
            for size in sizes or ():
                self._in_range(size, field, spec, node, where)
            return sizes
        number = read_figure(node, unit.convert, self.reading, where)
        if number is None:
            return None
        self._in_range(number, field, spec, node, where)
        return self._whole(number, node, where) if kind.__annotations__.get(field) == "int" else number

    def _in_range(self, number: float, field: str, spec: Spec, node: Node, where: Where) -> None:
        """Note a number outside the limits of the registry, so that it is found beside other problems."""
        if spec.lower is not None and number < spec.lower:
            self.reading.fault(where, TextError(f"is below {spec.lower:g}.", _how_negative(field)), node)
        elif spec.above is not None and number <= spec.above:
            self.reading.fault(where, TextError(f"must be above {spec.above:g}."), node)
        elif spec.upper is not None and number > spec.upper:
            hint = f"Did you mean {number:g} %?" if spec.upper == 1.0 and 2.0 < number <= 100.0 else ""
            self.reading.fault(where, TextError(f"is above {spec.upper:g}.", hint), node)

    def _whole(self, number: float, node: Node, where: Where) -> int | None:
        if number == int(number):
            return int(number)
        self.reading.fault(
            where, TextError("a whole number is expected here.", f"Write {int(number)}."), node
        )
        return None

    def _names(self, node: Node, spec: Spec) -> tuple[str, ...]:
        if spec.refers_to == "enterprises" and isinstance(node, Scalar) and node.text.strip() == "all":
            return self.enterprises
        if isinstance(node, Scalar) and not node.cell:
            word = as_text(node)
            every = " or all." if spec.refers_to == "enterprises" else "."
            raise TextError("a list is expected here.", f"Write [{word}]{every}")
        if spec.refers_to == "enterprises":
            theirs = (n for name in as_names(node) for n in self.districts.get(name, (name,)))
            return tuple(dict.fromkeys(theirs))
        return tuple(as_names(node))

    def _sizes(self, node: Node, unit: Unit, where: Where) -> tuple[float, ...] | None:
        items: list[Node] = list(node.items) if isinstance(node, Listing) else [node]
        if isinstance(node, Scalar) and node.cell:
            items = [replace(node, text=part) for part in node.text.split(";")]
        found = [
            read_figure(item, unit.convert, self.reading, where.of(str(i))) for i, item in enumerate(items)
        ]
        return tuple(size for size in found if size is not None) if None not in found else None

    def _points(
        self, field: str, spec: Spec, node: Node, where: Where
    ) -> FrozenDict[tuple[float, ...]] | None:
        """Return lists of numbers by carrier, each in a unit of its own carrier."""
        if not isinstance(node, Block):
            example = "Write {steam: [0 t/h, 20 t/h]}."
            fault = TextError("carriers with lists of flows are expected here.", example)
            self.reading.fault(where, fault, node)
            return None
        out = {}
        for carrier, entry in node.entries.items():
            place = where.of(carrier)
            self.reading.stands(place, entry, node.keys[carrier])
            unit = self.basis(carrier).unit(field, spec)
            if unit is not None:
                out[carrier] = self._sizes(entry, unit, place) or ()
            elif carrier in self.carriers:
                self.reading.doubtful.add((where.section, where.label))
            else:
                remedy = did_you_mean(carrier, self.carriers)
                self.reading.wrong(place, "is not declared under carriers.", remedy, node.keys[carrier])
        return FrozenDict(out)

    def _per(self, block: Block, kind: type) -> str:
        """Return the carrier that ratios are stated per."""
        for name in ("per", "rated_on") if kind is Technology else ("carrier",):
            node = block.entries.get(name)
            if isinstance(node, Scalar) and not node.blank:
                return node.text.strip()
        return ""

    def _ratios(self, node: Node, where: Where, per: str) -> FrozenDict[Varying] | None:
        if not isinstance(node, Block):
            fault = TextError(
                "carriers with numbers are expected here.", "Write {gas: -0.75 MWh/t, steam: 1}."
            )
            self.reading.fault(where, fault, node)
            return None
        out = {}
        for carrier, entry in node.entries.items():
            place = where.of(carrier)
            self.reading.stands(place, entry, node.keys[carrier])
            if carrier not in self.carriers:
                self.reading.wrong(
                    place,
                    "is not declared under carriers.",
                    did_you_mean(carrier, self.carriers),
                    node.keys[carrier],
                )
                continue
            if per not in self.carriers or {("carriers", carrier), ("carriers", per)} & self.reading.doubtful:
                self.reading.doubtful.add((where.section, where.label))
                continue
            unit = RatioUnit.between(self.carriers[carrier], self.carriers[per])
            ratio = read_varying(entry, unit, self.series, self.reading, place, rate=False)
            if ratio is not None:
                out[carrier] = ratio
        if where.field == "ratios":
            self.ratios[where._replace(field="")] = FrozenDict(out)
        return FrozenDict(out)


def _how_negative(field: str) -> str:
    opposite = {"price": "gate_fee", "gate_fee": "price"}
    if field in opposite:
        return (
            f"Money that flows the other way is entered as {opposite[field]}, which is not negative either."
        )
    return "Write it without a minus sign; the name of the field says which way it counts."


def _word(node: Node, spec: Spec) -> str:
    text = as_text(node)
    if spec.kind == "choice" and text not in spec.choices:
        raise TextError("not one of the words allowed here.", did_you_mean(text, spec.choices))
    code = hidden_character(text)
    if code:
        raise TextError(f"an invisible character {code} stands in the text.", "Delete it.")
    return text


def _example(field: str, spec: Spec, basis: Basis) -> str:
    if spec.kind == "choice":
        return f"Write {field}: {' | '.join(spec.choices)}."
    if spec.kind in ("number", "varying"):
        unit = basis.unit(field, spec)
        return f"Write {field}: … {unit.text if unit and unit.text != '1' else ''}".rstrip() + "."
    return f"Write {field}: …"
