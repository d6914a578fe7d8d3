"""From the sections of a folder to the park: everything is built, then the park checks itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from symbiosis.park import Carrier
from symbiosis.park.building import SPACE
from symbiosis.park.district import by_district
from symbiosis.park.fields import specs
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.problems import ParkError, did_you_mean
from symbiosis.park.profile import Calendar, Profile
from symbiosis.park.settings import Settings
from symbiosis.park.weather_year import follow
from symbiosis.tables.build import Basis, Workshop
from symbiosis.tables.consequences import by_place, further
from symbiosis.tables.csv_text import Grid
from symbiosis.tables.evidence import refuse_other_words
from symbiosis.tables.plain import plain
from symbiosis.tables.qualities import check_unit
from symbiosis.tables.reading import Reading, Where, as_block, as_flag, as_text
from symbiosis.tables.savings import sized
from symbiosis.tables.series import read_profiles
from symbiosis.tables.source import Block, Node, TextError
from symbiosis.tables.tariffs import kept_tariffs, known_tariffs
from symbiosis.tables.things import check_label, read_thing
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
    series.made |= kept_tariffs(tariffs, series.calendar)
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
    """Note a carrier whose unit is not an amount per hour; floor space is there all the time."""
    where = Where("carriers", carrier.label, "unit")
    if where not in reading.places or carrier.kind == SPACE:
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
