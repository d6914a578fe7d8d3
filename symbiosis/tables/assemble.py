"""From the sections of a folder to the park: everything is built, then the park checks itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from symbiosis.park import Carrier, Connection, Link, Network, Segment, Store, Technology
from symbiosis.park.district import by_district
from symbiosis.park.fields import specs
from symbiosis.park.formula import FormulaError
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.labels import label_fault
from symbiosis.park.park import SECTIONS, Park, Settings
from symbiosis.park.problems import ParkError, did_you_mean
from symbiosis.park.profile import Calendar, Profile
from symbiosis.park.quantities import FORMULAS, PER, formula_unit
from symbiosis.park.weather_year import follow
from symbiosis.tables.build import Basis, Workshop
from symbiosis.tables.consequences import by_place, further
from symbiosis.tables.csv_text import Grid
from symbiosis.tables.devices import work_out
from symbiosis.tables.evidence import refuse_other_words
from symbiosis.tables.pipes import spread
from symbiosis.tables.plain import plain
from symbiosis.tables.qualities import check_unit
from symbiosis.tables.ratios import normalise
from symbiosis.tables.reading import Reading, Where, as_block, as_flag, as_text
from symbiosis.tables.savings import sized
from symbiosis.tables.series import read_profiles
from symbiosis.tables.source import Block, Node, Scalar, TextError
from symbiosis.tables.tariffs import known_tariffs
from symbiosis.tables.times import read_calendar
from symbiosis.tables.unit_table import CURRENCIES, CURRENCY_NAMES
from symbiosis.tables.units import measure
from symbiosis.tables.varying import Series
from symbiosis.tables.weather.apply import named_profiles, weathers_of
from symbiosis.tables.weather.declared import read_weathers

IN_SETTINGS = ("time", "horizon")


def assemble(folder: Path, sections: dict[str, Node], reading: Reading, sheets: Sequence[Grid] = ()) -> Park:
    """Return the park; raises ParkError with every problem, in the order of the files.

    `sheets` hold profiles beside those of the folder.
    """
    settings_block = _section(sections, "park", reading) or Block("park.yaml")
    calendar = _calendar(settings_block, reading)
    profiles = read_profiles(folder / "profiles", calendar, reading, sheets)
    _describe(profiles, sections, reading)
    tariffs = known_tariffs(folder / "tariffs", reading)
    series = Series(calendar or Calendar.short(1), profiles, tariffs=tariffs)
    shop = Workshop(reading, series, "", {})
    where = Where("park")
    settings = shop.build(Settings, where, settings_block, Basis(), {}, IN_SETTINGS)
    _add_weather(sections, folder, settings, series, reading)
    shop.money = _currency(settings, settings_block, reading)
    things: dict[str, dict[str, Any]] = {}
    shop.carriers = things["carriers"] = _things(shop, sections, "carriers")
    for carrier in shop.carriers.values():
        _check_rate(carrier, reading)
    things["enterprises"] = _things(shop, sections, "enterprises")
    shop.enterprises = tuple(things["enterprises"])
    shop.districts = by_district(things["enterprises"].values())
    things["qualities"] = _things(shop, sections, "qualities")
    for quality in things["qualities"].values():
        check_unit(quality, reading)
    shop.quality_units = {label: quality.unit for label, quality in things["qualities"].items()}
    for section in SECTIONS:
        if section not in things:
            things[section] = _things(shop, sections, section)
        if section == "corridors":
            shop.corridors = tuple(things[section])
    things["technologies"] = sized(things["technologies"], things["demands"], {**profiles, **series.made})
    horizon = _horizon(settings_block, reading)
    problems = list(reading.problems)
    try:
        park = Park(
            settings=settings,
            calendar=series.calendar,
            profiles=FrozenDict({**profiles, **series.made}),
            figures=FrozenDict(reading.figures),
            horizon=horizon,
            **{section: FrozenDict(of_section) for section, of_section in things.items()},
        )
    except ParkError as error:
        problems += further(error.problems, reading, things)
        raise ParkError(sorted(problems, key=by_place)) from None
    if problems:
        raise ParkError(sorted(problems, key=by_place))
    return park


def _add_weather(
    sections: dict[str, Node], folder: Path, settings: Settings, series: Series, reading: Reading
) -> None:
    """Read the weather years, make the profiles named after them, and let all follow the year in use."""
    longitude, latitude = settings.origin_longitude, settings.origin_latitude
    origin = None if longitude is None or latitude is None else (longitude, latitude)
    found = read_weathers(sections.get("weather"), folder, series.calendar.time_zone, origin, reading)
    series.weathers = reading.weathers = weathers_of(found, settings.weather_year, series.profiles, reading)
    series.profiles |= follow(series.profiles, settings.weather_year)
    block = sections.get("profiles")
    if isinstance(block, Block):
        named_profiles(block, series, reading)


def _section(sections: dict[str, Node], name: str, reading: Reading) -> Block | None:
    node = sections.get(name)
    if node is None:
        return None
    try:
        return as_block(node, f"{name}: with an indented block below")
    except TextError as fault:
        reading.fault(Where(name), fault, node)
        return None


def _calendar(block: Block, reading: Reading) -> Calendar | None:
    if "time" in block.entries:
        return read_calendar(block.entries["time"], reading)
    remedy = "Write time: {year: 2023, time_zone: Asia/Shanghai}."
    reading.wrong(Where("park", "", "time"), "the time axis is missing.", remedy, block.place)
    return None


def _currency(settings: Settings, block: Block, reading: Reading) -> str:
    where = Where("park", "", "currency")
    if where in {Where(p.section, p.label, p.field) for p in reading.problems}:
        return ""
    if settings.currency in CURRENCIES:
        return settings.currency
    meant = CURRENCY_NAMES.get(settings.currency)
    remedy = f"Write {meant}." if meant else did_you_mean(settings.currency.upper(), CURRENCIES)
    reading.wrong(
        where, "this is not an ISO currency code.", remedy, block.entries["currency"].place, settings.currency
    )
    return ""


def _check_rate(carrier: Carrier, reading: Reading) -> None:
    """Note a carrier whose unit is not an amount per hour."""
    where = Where("carriers", carrier.label, "unit")
    if where not in reading.places:
        return
    place, text = reading.places[where]
    if not text or any(p.path == where.path for p in reading.problems):
        return
    try:
        per_hour = carrier.unit.endswith("/h") or carrier.unit in ("W", "kW", "MW", "GW", "TW")
        exponents = measure(carrier.unit).exponents
        if (
            per_hour
            and exponents.get("time") == -1
            and not measure(carrier.unit).currencies
            and "/" not in carrier.unit[:-2]
        ):
            return
    except TextError as fault:
        reading.wrong(where, fault.message, fault.remedy, place, text)
        return
    remedy = "Write t/h, kg/h, m3/h, Nm3/h, GJ/h, kW or MW; values in other units (万t/a) are converted."
    reading.wrong(where, "a carrier's unit is an amount per hour.", remedy, place, text)


def _things(shop: Workshop, sections: dict[str, Node], section: str) -> dict[str, Any]:
    block = _section(sections, section, shop.reading)
    out: dict[str, Any] = {}
    for label, node in (block.entries if block else {}).items():
        where = Where(section, label)
        shop.reading.stands(where, node, block.keys[label] if block else "")
        check_label(label, where, shop.reading)
        kind = SECTIONS[section]
        try:
            inner = as_block(node, "{…}")
        except TextError as fault:
            _not_a_thing(kind, label, where, node, fault, shop.reading)
            continue
        out[label] = read_thing(shop, kind, where, inner)
    return out


def _not_a_thing(
    kind: type, label: str, where: Where, node: Node, fault: TextError, reading: Reading
) -> None:
    if label in specs(kind):
        fault = TextError(
            f"the field {label} stands where the label of a thing is expected.",
            "Indent it one level deeper, under its thing.",
        )
    reading.fault(where, fault, node)


def read_thing(shop: Workshop, kind: type, where: Where, block: Block) -> Any:
    """Return one thing of a section; what is wrong with it is noted by the workshop's reading."""
    given = {"label": where.label}
    capacity = getattr(kind, "capacity_unit", "{rate}")
    if kind is Network:
        return _network(shop, where, block)
    if kind is Link:
        spread(shop, where, block, _word(block, "carriers") or "")
    if kind is Technology:
        work_out(shop, where, block)
        technology = shop.build(
            Technology, where, block, shop.basis(_word(block, "rated_on"), capacity), given, ("per",)
        )
        _check_per(shop, technology, where, block)
        return technology
    if kind is Store:
        work_out(shop, where, block)
    if kind is Carrier:
        return shop.build(Carrier, where, block, Basis(shop.money, _rate(block)), given)
    basis = shop.basis(_word(block, "carrier", "carriers"), capacity)
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


def _word(block: Block, *fields: str) -> str | None:
    """Return the carrier a thing is measured by: the first that one of the fields names."""
    for field in fields:
        node = block.entries.get(field)
        if node is not None and not isinstance(node, (Scalar, Block)):
            node = node.items[0] if node.items else None
        if isinstance(node, Scalar) and node.text.strip():
            return node.text.replace(";", " ").split()[0]
    return None


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


def _network(shop: Workshop, where: Where, block: Block) -> Network:
    """Return a network with a connection for each of its members."""
    carrier = _word(block, "carrier")
    connections = []
    members = block.entries.get("members")
    try:
        if members is None:
            raise TextError("the network has no members.", "Add members: {paper_mill: {direction: draw, …}}.")
        entries = as_block(members, "members: {paper_mill: {direction: draw, …}}")
        for enterprise, node in entries.entries.items():
            label = f"{where.label}.{enterprise}"
            place = Where("networks", label)
            shop.reading.stands(place, node, entries.keys[enterprise])
            shop.reading.places[Where("networks", label, "enterprise")] = (
                entries.keys[enterprise],
                enterprise,
            )
            try:
                inner = as_block(node, "{direction: draw, …}")
            except TextError as fault:
                shop.reading.fault(place, fault, node)
                continue
            given = {"label": label, "network": where.label, "enterprise": enterprise}
            connections.append(shop.build(Connection, place, inner, shop.basis(carrier), given))
    except TextError as fault:
        node = members if members is not None else block
        shop.reading.fault(where.of("members"), fault, node)
    segments = tuple(_segments(shop, where, block, carrier))
    given_all = {"label": where.label, "connections": tuple(connections), "segments": segments}
    return shop.build(Network, where, block, shop.basis(carrier), given_all, ("members", "segments"))


def _segments(shop: Workshop, where: Where, block: Block, carrier: str | None) -> Iterator[Segment]:
    """Yield a pipe for each corridor under `segments`; `all` stands for every corridor of the park."""
    node = block.entries.get("segments")
    if node is None:
        return
    try:
        entries = as_block(node, "segments: {all: {…}}, or one entry per corridor")
    except TextError as fault:
        shop.reading.fault(where.of("segments"), fault, node)
        return
    everywhere = entries.entries.get("all")
    named = {
        **({} if everywhere is None else dict.fromkeys(shop.corridors, everywhere)),
        **{name: entry for name, entry in entries.entries.items() if name != "all"},
    }
    for corridor, entry in named.items():
        label = f"{where.label}.{corridor}"
        place = Where("networks", label)
        key = entries.keys.get(corridor, entries.keys.get("all", ""))
        shop.reading.stands(place, entry, key)
        shop.reading.places[place.of("corridor")] = (key, corridor)
        try:
            inner = as_block(entry, "{pipe: {…}, …}")
        except TextError as fault:
            shop.reading.fault(place, fault, entry)
            continue
        inner = Block(inner.place, dict(inner.entries), dict(inner.keys))  # `all` is filled in many times
        spread(shop, place, inner, carrier or "")
        given = {"label": label, "network": where.label, "corridor": corridor}
        yield shop.build(Segment, place, inner, shop.basis(carrier), given)


def check_label(label: str, where: Where, reading: Reading) -> None:
    """Note a label that nothing may bear."""
    place = reading.places[where][0]
    fault = label_fault(label)
    if fault is not None:
        reading.wrong(where, *fault, place)
    elif label == "all" and where.section == "enterprises":
        reading.wrong(where, "`all` stands for every enterprise and names none.", "Rename it.", place)


def _describe(profiles: dict[str, Profile], sections: dict[str, Node], reading: Reading) -> None:
    """Add what the section `profiles` says about profiles: their source, and whether they are assumed."""
    block = _section(sections, "profiles", reading)
    for name, node in (block.entries if block else {}).items():
        where = Where("profiles", name)
        if isinstance(node, Block) and "weather" in node.entries:
            continue  # it is worked out, see `named_profiles`
        if name not in profiles:
            place = block.keys[name] if block else ""
            reading.wrong(where, "no file in profiles/ has this column.", did_you_mean(name, profiles), place)
            continue
        try:
            inner = as_block(node, "{source: …, assumed: false}")
            refuse_other_words(inner, ("source", "assumed"), reading, where)
            source = as_text(inner.entries["source"]) if "source" in inner.entries else ""
            assumed = as_flag(inner.entries["assumed"]) if "assumed" in inner.entries else False
            profiles[name] = replace(profiles[name], source=source, assumed=assumed)
        except TextError as fault:
            reading.fault(where, fault, node)


def _horizon(block: Block, reading: Reading) -> FrozenDict[Any]:
    node = block.entries.get("horizon")
    if node is None:
        return FrozenDict()
    try:
        return FrozenDict({key: plain(entry) for key, entry in as_block(node, "horizon: {}").entries.items()})
    except TextError as fault:
        reading.fault(Where("park", "", "horizon"), fault, node)
        return FrozenDict()
