"""Technologies and stores taken `from` the catalogue: filled in before anything is built.

`works.chp: {from: gas_engine_chp, capacity_max: 20 MW}` becomes a technology with the catalogue's ratios,
costs, lifetime and space, each with its source. What stands in the block already is left as it is.

- `carriers: {gas: natural_gas}` says by which of the park's carriers the catalogue's are meant.
- Money is converted at the park's own `exchange: {EUR: 7.8 CNY}` or a stated mean of the year, and multiplied
  by the catalogue's factor for China or the block's own `localisation`; prices are not indexed. The source
  says so.
- The least load is taken over where the block states `unit_size`: it needs units that switch.
"""

from __future__ import annotations

from symbiosis.catalogue.money import NOT_LOCALISED, Conversion, RateError, conversion
from symbiosis.catalogue.plants import SOURCE, CatalogueEntry, plants
from symbiosis.park.problems import did_you_mean
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import Reading, Where, as_text
from symbiosis.tables.source import Block, Node, Scalar, TextError

SECTIONS = {"technologies": "technology", "stores": "store"}
OWN_WORDS = ("from", "carriers", "localisation")
ASSUMED = ("charge_max", "discharge_max")  # fields that no source of the catalogue states
SIZES = ("capacity_min", "unit_size", "sizes", "capacity_max")


def expand(sections: dict[str, Node], reading: Reading) -> None:
    """Fill in every technology and store that names an entry of the catalogue; problems are kept."""
    settings = sections.get("park")
    own_rates = _own_rates(settings, reading) if isinstance(settings, Block) else {}
    currency = _plain(settings, "currency") or "CNY"
    year = _plain(settings, "price_year")
    carriers = sections.get("carriers")
    declared = tuple(carriers.entries) if isinstance(carriers, Block) else ()
    for section, kind in SECTIONS.items():
        things = sections.get(section)
        if not isinstance(things, Block):
            continue
        for label, node in list(things.entries.items()):
            if not isinstance(node, Block) or "from" not in node.entries:
                continue
            where = Where(section, label)
            entry = _entry(node, where, kind, reading)
            money = None
            if entry is not None:
                at = int(year) if year.isdigit() else entry.price_year
                money = _money(entry, node, where, (currency, at, own_rates), reading)
            if entry is None or money is None:
                del things.entries[label]  # what is wrong with it is said; nothing follows from the rest
                continue
            filling = _Filling(node, where, entry, money, currency, declared, reading)
            lacking = [k for k in filling.moved if isinstance(carriers, Block) and _tonnes_only(carriers, k)]
            if lacking:
                message = (
                    f"{entry.label} of the catalogue counts {lacking[0]} by its heat, the park by tonnes."
                )
                remedy = f"Add return_temperature of its condensate to carriers.{lacking[0]}, e.g. 90 °C."
                reading.wrong(where.of("from"), message, remedy, filling.place, entry.label)
                del things.entries[label]
                continue
            filling.fill()
            if NOT_LOCALISED in money.said:
                reading.left_out.append(
                    f"{label} ({entry.label}): its cost is that of {entry.region}, {NOT_LOCALISED} for "
                    "China; state localisation, or the cost itself."
                )


def _tonnes_only(carriers: Block, label: str) -> bool:
    """Tell whether a carrier is steam in tonnes whose heat is not known."""
    node = carriers.entries.get(label)
    if not isinstance(node, Block) or "pressure" not in node.entries:
        return False
    known = {"return_temperature", "lower_heating_value"} & set(node.entries)
    return not known and "/h" in _plain(node, "unit")


def _money(
    entry: CatalogueEntry,
    node: Block,
    where: Where,
    prices: tuple[str, int, dict[str, float]],
    reading: Reading,
) -> Conversion | None:
    """Return how the entry's money becomes the park's; what is wrong is noted."""
    currency, year, own_rates = prices
    try:
        own = _localisation(node)
        factor = entry.localisation if own is None else own
        return conversion(entry.currency, currency, year, own_rates, factor)
    except RateError as fault:
        reading.wrong(where.of("from"), fault.message, fault.remedy, node.entries["from"].place, entry.label)
    except TextError as fault:
        reading.fault(where.of("localisation"), fault, node.entries["localisation"])
    return None


def _entry(node: Block, where: Where, kind: str, reading: Reading) -> CatalogueEntry | None:
    written, known = node.entries["from"], plants()
    try:
        name = as_text(written)
        if name not in known:
            remedy = f"{did_you_mean(name, known)} `symbiosis catalogue` lists all."
            raise TextError("the catalogue has no such entry.", remedy)
        if known[name].kind != kind:
            other = "stores" if kind == "technology" else "technologies"
            raise TextError(f"is a {known[name].kind} of the catalogue.", f"Write it under {other}.")
    except TextError as fault:
        reading.fault(where.of("from"), fault, written)
        return None
    return known[name]


def _own_rates(settings: Block, reading: Reading) -> dict[str, float]:
    """Take the park's own rates of exchange out of its settings."""
    written = settings.entries.pop("exchange", None)
    settings.keys.pop("exchange", None)
    if written is None:
        return {}
    where, currency = Where("park", "", "exchange"), _plain(settings, "currency")
    if not isinstance(written, Block):
        fault = TextError("currencies with rates are expected here.", "Write exchange: {EUR: 7.8 CNY}.")
        reading.fault(where, fault, written)
        return {}
    found = {}
    for foreign, node in written.entries.items():
        try:
            found[foreign] = number_with_unit(as_text(node), currency)
            if found[foreign] <= 0.0:
                raise TextError("must be above 0.")
        except TextError as fault:
            reading.fault(where.of(foreign), fault, node)
    return found


def _localisation(node: Block) -> float | None:
    written = node.entries.get("localisation")
    if written is None:
        return None
    factor = number_with_unit(as_text(written), "1")
    if not 0.0 < factor <= 5.0:
        raise TextError("is not between 0 and 5.", "Write what the plant costs here over there, e.g. 0.6.")
    return factor


def _plain(settings: Node | None, word: str) -> str:
    node = settings.entries.get(word) if isinstance(settings, Block) else None
    return node.text.strip() if isinstance(node, Scalar) else ""


class _Filling:
    """One block being filled in from an entry."""

    def __init__(
        self,
        node: Block,
        where: Where,
        entry: CatalogueEntry,
        money: Conversion,
        currency: str,
        declared: tuple[str, ...],
        reading: Reading,
    ) -> None:
        self.node, self.where, self.entry, self.money = node, where, entry, money
        self.currency, self.declared, self.reading = currency, declared, reading
        self.place = node.entries["from"].place
        self.names = self._names()
        for word in OWN_WORDS:
            node.entries.pop(word, None)
            node.keys.pop(word, None)

    @property
    def moved(self) -> list[str]:
        """The park's carriers that the entry moves by their energy."""
        by_energy = [
            k for k, text in self.entry.flows.items() if " " not in text or "MWh" in text.split("/")[0]
        ]
        return [self.names.get(k, k) for k in (by_energy or [self.entry.rated_on])]

    def fill(self) -> None:
        """Add what the block does not state itself."""
        entry, rated = self.entry, self.names.get(self.entry.rated_on, self.entry.rated_on)
        self._check_sizes()
        if entry.kind == "store":
            self._word("carrier", rated)
        else:
            self._word("rated_on", rated)
            if "ratios" not in self.node.entries and "points" not in self.node.entries:
                self._ratios()
        own_cost = {"investment", "investment_per_capacity", "scale_exponent", "scale_sizes"}
        if not own_cost & set(self.node.entries):
            self._cost("investment_per_capacity", entry.investment, entry.per_unit)
        if "fixed_om" not in self.node.entries:
            self._figure(
                "fixed_om_share", f"{100 * entry.fixed_om_share:.6g} %/a", entry.fixed_om_share > 0.0
            )
        if entry.running_cost > 0.0:
            self._cost("running_cost", entry.running_cost, entry.amount)
        self._figure("lifetime", f"{entry.lifetime:g} a")
        if "unit_size" in self.node.entries:
            self._assumed("minimum_load", f"{100 * entry.minimum_load:g} %", entry.minimum_load > 0.0)
        self._assumed(f"{entry.space_on}_use", f"{entry.space:g} m2/({entry.unit})", entry.space > 0.0)
        for field, text in entry.fields.items():
            self._assumed(field, text) if field in ASSUMED else self._figure(field, text)
        self._word("title", entry.title)
        self._word("title_zh", entry.title_zh)

    def _names(self) -> dict[str, str]:
        """Return the park's carrier for each of the entry's."""
        written = self.node.entries.get("carriers")
        known = {self.entry.rated_on, *self.entry.flows}
        if written is None:
            return {}
        where = self.where.of("carriers")
        if not isinstance(written, Block):
            example = f"Write carriers: {{{self.entry.rated_on}: …}}, the catalogue's name first."
            self.reading.fault(where, TextError("pairs of carriers are expected here.", example), written)
            return {}
        found = {}
        for theirs, node in written.entries.items():
            try:
                if theirs not in known:
                    remedy = did_you_mean(theirs, sorted(known))
                    raise TextError(f"{self.entry.label} neither takes nor gives it.", remedy)
                found[theirs] = as_text(node)
            except TextError as fault:
                self.reading.fault(where.of(theirs), fault, node)
        return found

    def _ratios(self) -> None:
        block = Block(self.place)
        for carrier, text in self.entry.flows.items():
            own = self.names.get(carrier, carrier)
            if own not in self.declared and carrier not in self.names and carrier != self.entry.rated_on:
                remedy = f"Declare it, or name yours: carriers: {{{carrier}: …}}."
                message = f"{self.entry.label} of the catalogue moves {carrier}, which is not declared."
                self.reading.wrong(self.where.of("from"), message, remedy, self.place, self.entry.label)
                continue
            block.entries[own] = Scalar(text, self.place) if text == "1" else self._evidence(text)
            block.keys[own] = self.place
        self._put("ratios", block)

    def _cost(self, field: str, cost: float, per: str) -> None:
        said = f"{cost:.6g} {self.entry.currency}/{per} of {self.entry.price_year}"
        if self.money.said:
            said += f" {self.money.said}, prices not indexed"
        text = f"{cost * self.money.factor:.10g} {self.currency}/{per}"
        weaker = "L" if self.money.assumed else "M" if self.money.said else "H"
        confidence = max(self.entry.confidence, weaker, key="HML".index)
        self._figure(field, text, said=said, confidence=confidence)

    def _figure(
        self, field: str, text: str, wanted: bool = True, said: str = "", confidence: str = ""
    ) -> None:
        if wanted:
            self._put(field, self._evidence(text, said, confidence))

    def _assumed(self, field: str, text: str, wanted: bool = True) -> None:
        if wanted:
            self._put(field, self._evidence(text, "working assumption", "L", ""))

    def _evidence(self, text: str, said: str = "", confidence: str = "", read: str | None = None) -> Block:
        origin = "; ".join(word for word in (said, self.entry.source if read is None else read) if word)
        source = f"{SOURCE}, {self.entry.label}: {origin}"
        words = {"value": text, "source": source, "confidence": confidence or self.entry.confidence}
        entries: dict[str, Node] = {
            key: Scalar(word, self.place, quoted=key == "source") for key, word in words.items()
        }
        return Block(self.place, entries, dict.fromkeys(words, self.place))

    def _word(self, field: str, text: str) -> None:
        if text:
            self._put(field, Scalar(text, self.place, quoted=True))

    def _put(self, field: str, node: Node) -> None:
        if field not in self.node.entries:
            self.node.entries[field], self.node.keys[field] = node, self.place

    def _check_sizes(self) -> None:
        """Note sizes of one plant that the entry's costs do not hold for."""
        low, high, unit = self.entry.size_low, self.entry.size_high, self.entry.unit
        for field in SIZES:
            node = self.node.entries.get(field)
            if not isinstance(node, Scalar) or node.blank:
                continue
            try:
                size = number_with_unit(node.text, unit, header=node.unit)
            except (
                TextError
            ):  # another dimension (t/h of steam), or no number: the builder says what is wrong
                continue
            if size <= 0.0 or low <= size <= high or (field == "capacity_max" and size > high):
                continue
            message = f"{self.entry.label} of the catalogue is for plants of {low:g} to {high:g} {unit}."
            remedy = "Choose an entry for this size, or state the costs yourself."
            self.reading.wrong(self.where.of(field), message, remedy, node.place, node.text)
