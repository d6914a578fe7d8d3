"""Enterprises written as a type and an output: filled in from the process library before anything is built.

`cement_works: {type: cement, output: 1.2 Mt/a}` becomes what such works take and give, spread evenly over
the year: a demand `cement_works.gypsum` for each thing taken; a supply for each thing given, with the outlet
it goes to today; for emissions a plant `cement_works.process` that makes the product; and a plant
`cement_works.use_fly_ash` for each by-product known to replace something taken. A type that runs as the
park decides (a power plant) becomes one plant `process`, large enough for its output at full load all year.

- Only carriers that the park declares are filled in; the rest is left out, and a note says so.
- A label that stands in the park's files already is left as it is: that is how a figure is overridden.
- Every number keeps the library's range, source and confidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from symbiosis.catalogue.library import library
from symbiosis.catalogue.process import Need, needs_of, scaled
from symbiosis.catalogue.rows import EnterpriseType
from symbiosis.park.figure import Figure
from symbiosis.park.problems import did_you_mean
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import Reading, Where, as_text
from symbiosis.tables.source import Block, Node, Scalar, TextError

HOURS = 8760.0
CURRENCY = "CNY"  # of the library's fees


def expand(sections: dict[str, Node], reading: Reading) -> None:
    """Add to a folder's sections what its enterprises' types take and give; problems and notes are kept."""
    carriers, enterprises = sections.get("carriers"), sections.get("enterprises")
    if not isinstance(carriers, Block) or not isinstance(enterprises, Block):
        return
    names = _names(carriers, reading)
    for label, node in enterprises.entries.items():
        if isinstance(node, Block) and ("type" in node.entries or "output" in node.entries):
            found = _type_and_output(label, node, reading)
            if found is not None:
                kind, rate = found
                place = enterprises.keys.get(label, node.place)
                _Works(sections, reading, names, label, kind, rate, place).fill_in()


def _names(carriers: Block, reading: Reading) -> dict[str, str]:
    """Return the park's carrier for each of the library's, by its name or by what it stands for."""
    known = library().carriers
    names = {label: label for label in carriers.entries}
    for label, node in carriers.entries.items():
        meant = node.entries.get("stands_for") if isinstance(node, Block) else None
        if isinstance(meant, Scalar) and meant.text.strip():
            text = meant.text.strip()
            if text not in known:
                where = Where("carriers", label, "stands_for")
                message = "the process library has no such carrier."
                reading.wrong(where, message, did_you_mean(text, known), meant.place, text)
            if label not in known:
                names.pop(label)
            names[text] = label
    return names


def _type_and_output(label: str, node: Block, reading: Reading) -> tuple[EnterpriseType, float] | None:
    """Return an enterprise's type and its product per hour; what is wrong is noted."""
    where, types = Where("enterprises", label), library().types
    for word, other in (("type", "output"), ("output", "type")):
        if word not in node.entries:
            remedy = "Write output: … with its unit." if word == "output" else did_you_mean("", types)
            message = f"{word} is missing: an enterprise is filled in from both."
            reading.wrong(where.of(word), message, remedy, node.entries[other].place)
            return None
    try:
        name = as_text(node.entries["type"])
        if name not in types:
            raise TextError("the process library has no such type.", did_you_mean(name, types))
    except TextError as fault:
        reading.fault(where.of("type"), fault, node.entries["type"])
        return None
    kind, written = types[name], node.entries["output"]
    try:
        text = as_text(written)
        header = written.unit if isinstance(written, Scalar) else None
        output = number_with_unit(text, f"{kind.amount}/a", header=header)
        if output <= 0.0:
            raise TextError("must be above 0.")
    except TextError as fault:
        reading.fault(where.of("output"), fault, written)
        return None
    if header is not None:  # the column's unit belongs to the words that are kept
        node.entries["output"] = Scalar(f"{text} {header}", written.place, quoted=True)
    return kind, output / HOURS


class _Works:
    """One enterprise being filled in; `rate` is its product per hour."""

    def __init__(
        self,
        sections: dict[str, Node],
        reading: Reading,
        names: dict[str, str],
        label: str,
        kind: EnterpriseType,
        rate: float,
        place: str,
    ) -> None:
        self.sections, self.reading, self.names = sections, reading, names
        self.label, self.kind, self.rate, self.place = label, kind, rate, place
        self.left_out: list[str] = []

    def fill_in(self) -> None:
        """Add the demands, supplies, outlets and plants of the type."""
        needs = needs_of(self.kind.label, bought=self.names)
        known = [need for need in needs if need.carrier in self.names]
        self.left_out += [need.carrier for need in needs if need.carrier not in self.names]
        if self.kind.free:
            self._plant(known)
        else:
            emitted = [need for need in known if self._is_emission(need)]
            if emitted:
                self._plant(emitted, held=True)
            for need in known:
                if need not in emitted:
                    self._flow(need)
                    if need.direction == "in":
                        self._substitutes(need)
        for need in known:
            if need.direction == "out" and not self._is_emission(need) and need.carrier != self.kind.product:
                self._outlet(need.carrier)
        if self.left_out:
            names = ", ".join(sorted(set(self.left_out)))
            self.reading.left_out.append(
                f"{self.label} (type {self.kind.label}): left out, for the park does not declare them as "
                f"carriers: {names}."
            )

    def _is_emission(self, need: Need) -> bool:
        return library().carriers[need.carrier].kind == "emission"

    def _flow(self, need: Need) -> None:
        section = "demands" if need.direction == "in" else "supplies"
        carrier = self.names[need.carrier]
        unit = library().carriers[need.carrier].unit
        rate = self._figure(scaled(need.figure, self.rate), unit)
        self._add(section, f"{self.label}.{carrier}", {"carrier": carrier, "rate": rate})

    def _plant(self, needs: list[Need], held: bool = False) -> None:
        """Add the plant that makes (or takes) the product; `held` to the output by a demand for it."""
        product = self.names.get(self.kind.product)
        if product is None:
            self.left_out += [need.carrier for need in needs] + [self.kind.product]
            return
        own = 1.0 if self.kind.product_is == "made" else -1.0
        ratios: dict[str, str | Block] = {product: f"{own:g}"}
        for need in needs:
            unit = f"{library().carriers[need.carrier].amount}/{self.kind.amount}"
            sign = 1.0 if need.direction == "out" else -1.0
            ratios[self.names[need.carrier]] = self._figure(need.figure, unit, sign)
        size = f"{self.rate!r} {_rate(self.kind.amount)}"
        entries: dict[str, str | Block] = {
            "rated_on": product,
            "ratios": self._block(ratios),
            "capacity": size,
            "title": self.kind.title,
            "title_zh": self.kind.title_zh,
        }
        self._add("technologies", f"{self.label}.process", entries)
        if held:
            self._add("demands", f"{self.label}.{product}", {"carrier": product, "rate": size})

    def _substitutes(self, need: Need) -> None:
        """Add a plant for every known by-product that may replace what is taken, without cost of its own."""
        for match in library().matches.values():
            if self.kind.label not in match.takers:
                continue
            for by_product in match.carriers:
                if match.replaced(by_product) != need.carrier or by_product == need.carrier:
                    continue
                if by_product not in self.names:
                    continue
                taken, made = (library().carriers[k] for k in (by_product, need.carrier))
                source = f"process library: {match.evidence}"
                ratio = Figure(1.0 / match.substitution, None, None, source, match.confidence)
                ratios: dict[str, str | Block] = {
                    self.names[need.carrier]: "1",
                    self.names[by_product]: self._figure(ratio, f"{taken.amount}/{made.amount}", -1.0),
                }
                most = scaled(need.figure, self.rate * match.share_most)
                entries: dict[str, str | Block] = {
                    "rated_on": self.names[need.carrier],
                    "ratios": self._block(ratios),
                    "capacity": self._figure(
                        Figure(most.value, None, None, source, match.confidence), made.unit
                    ),
                    "title": f"{taken.title} in place of {made.title.lower()}",
                    "title_zh": f"{taken.title_zh}替代{made.title_zh}",
                }
                self._add("technologies", f"{self.label}.use_{self.names[by_product]}", entries)

    def _outlet(self, carrier: str) -> None:
        """Add today's outlet of something given, where the park states none and the library knows one."""
        fee, own = library().carriers[carrier].fee, self.names[carrier]
        if fee is None or self._currency() != CURRENCY or any(self._outlets_of(own)):
            return
        amount = library().carriers[carrier].amount
        entries: dict[str, str | Block] = {
            "carrier": own,
            "fee": self._figure(fee, f"{CURRENCY}/{amount}"),
        }
        if carrier == "pure_co2" and "co2" in self.names:
            entries["emissions"] = self._block({self.names["co2"]: "1"})
        self._add("outlets", f"{self.label}.{own}", entries)

    def _outlets_of(self, carrier: str) -> Iterator[str]:
        outlets = self.sections.get("outlets")
        for label, node in outlets.entries.items() if isinstance(outlets, Block) else ():
            named = node.entries.get("carrier") if isinstance(node, Block) else None
            if label.rpartition(".")[0] == self.label and isinstance(named, Scalar) and named.text == carrier:
                yield label

    def _currency(self) -> str:
        settings = self.sections.get("park")
        node = settings.entries.get("currency") if isinstance(settings, Block) else None
        return node.text.strip() if isinstance(node, Scalar) else ""

    def _figure(self, figure: Figure, unit: str, sign: float = 1.0) -> Block:
        entries: dict[str, str | Block] = {"value": f"{sign * figure.value!r} {unit}"}
        low, high = (figure.low, figure.high) if sign > 0.0 else (figure.high, figure.low)
        for name, bound in (("low", low), ("high", high)):
            if bound is not None:
                entries[name] = f"{sign * bound!r} {unit}"
        return self._block({**entries, "source": figure.source, "confidence": figure.confidence})

    def _block(self, entries: dict[str, str | Block]) -> Block:
        nodes: dict[str, Node] = {
            key: Scalar(value, self.place, quoted=True) if isinstance(value, str) else value
            for key, value in entries.items()
        }
        return Block(self.place, nodes, dict.fromkeys(nodes, self.place))

    def _add(self, section: str, label: str, entries: dict[str, str | Block]) -> None:
        held = self.sections.get(section)
        if held is None or (isinstance(held, Scalar) and held.blank):
            held = self.sections[section] = Block(self.place)
        if isinstance(held, Block) and label not in held.entries:
            held.entries[label] = self._block(entries)
            held.keys[label] = self.place


def _rate(amount: str) -> str:
    return "MW" if amount == "MWh" else f"{amount}/h"
