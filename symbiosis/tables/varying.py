"""Numbers that may follow a profile: constants, profiles with a scale, annual totals with a shape."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from symbiosis.catalogue.factors import factors
from symbiosis.catalogue.tariff import Tariff
from symbiosis.park import Carrier
from symbiosis.park.carrier_state import heat_per_tonne, is_steam, water_pair
from symbiosis.park.fields import unit_text
from symbiosis.park.figure import Figure
from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.park.steam import SteamError
from symbiosis.tables import shapes
from symbiosis.tables.conversion import UNKNOWN, HeatingValue, factor, factor_of
from symbiosis.tables.events import read_events
from symbiosis.tables.evidence import KEYS, as_scalar, read_evidence, read_figure, refuse_other_words
from symbiosis.tables.quantities import number_and_unit, number_with_unit
from symbiosis.tables.reading import Reading, Where, as_text
from symbiosis.tables.series import UNREAD
from symbiosis.tables.source import Block, Node, Scalar, TextError
from symbiosis.tables.tariffs import read_tariff
from symbiosis.tables.times import days_off
from symbiosis.tables.unit_table import CELSIUS
from symbiosis.tables.units import measure
from symbiosis.tables.weather.apply import Weathers, read_weather

HOURS_OF_YEAR = 8760.0
_EVIDENCE = ("source", "confidence", "low", "high")
_PROFILE_KEYS = ("profile", "scale", *_EVIDENCE)
_ANNUAL_KEYS = ("annual", "shape", "shutdown", *_EVIDENCE)


@dataclass
class Unit:
    """What a number is measured in, and how its unit is read: see `convert`."""

    text: str
    heating_value: HeatingValue = UNKNOWN
    unlimited: bool = False

    def convert(self, scalar: Scalar) -> float:
        """Return a written number in this unit; raises TextError."""
        if self.unlimited and scalar.text.strip() == "unlimited":
            return math.inf
        return number_with_unit(scalar.text, self.text, self.heating_value, scalar.unit)

    def factor(self, *units: str) -> float:
        """Return what the product of units is in this one; raises TextError."""
        product = measure(units[0])
        for unit in units[1:]:
            product = product * measure(unit)
        given = " × ".join(unit or "1" for unit in units)
        return factor_of(product, given, self.text, self.heating_value)


def heating_value_of(carrier: Carrier) -> HeatingValue:
    """Return what a carrier states of the energy it holds: a fuel burnt, steam that condenses, hot water."""
    if is_steam(carrier):
        try:
            return HeatingValue(heat_per_tonne(carrier), lacking="return_temperature (e.g. 90 °C)")
        except SteamError:  # the park's own checks say what is wrong with the state
            return UNKNOWN
    try:
        pair = water_pair(carrier)
    except SteamError:
        return UNKNOWN
    if pair is not None:
        return HeatingValue(pair.heat_per_tonne, water=pair.heat_per_volume)
    lacking = "" if carrier.lower_heating_value or carrier.lower_heating_value_volume else _lacking(carrier)
    return HeatingValue(carrier.lower_heating_value, carrier.lower_heating_value_volume, lacking=lacking)


def _lacking(carrier: Carrier) -> str:
    """Return what a carrier that states no heating value may state, with what its factors say of it."""
    known = factors().energy.get(carrier.factors)
    if known is not None and known.amount in ("t", "Nm3"):
        field, unit = {"t": ("", "GJ/t"), "Nm3": ("_volume", "MJ/Nm3")}[known.amount]
        heat = known.standard_coal * factor("tce", unit.partition("/")[0])
        return f"lower_heating_value{field} ({heat:.4g} {unit} by its factors)"
    if carrier.kind == "energy" and carrier.unit == "t/h":
        return "lower_heating_value (e.g. 23 GJ/t), of steam its pressure and return_temperature"
    return ""


@dataclass
class Series:
    """The profiles that were read, the calendar they cover, and those made from shapes on the way."""

    calendar: Calendar
    profiles: dict[str, Profile]
    made: dict[str, Profile] = field(default_factory=dict)
    tariffs: Mapping[str, Tariff] | None = None  # the catalogue's when absent
    weathers: Weathers | None = None  # absent where no folder is at hand


def read_varying(
    node: Node, unit: Unit, series: Series, reading: Reading, where: Where, rate: bool
) -> Varying | None:
    """Return a number that may vary, in `unit`; `rate` says that an annual total makes sense here."""
    if isinstance(node, Block) and "profile" in node.entries:
        return _following(node, unit, series, reading, where)
    if isinstance(node, Block) and "tariff" in node.entries:
        return read_tariff(node, unit, series, reading, where)
    if isinstance(node, Block) and "weather" in node.entries:
        return read_weather(node, unit, series, reading, where)
    if isinstance(node, Block) and "events" in node.entries and rate:
        held = (unit.text, unit.heating_value, series.calendar, series.made, reading, where)
        return read_events(node, *held)
    if isinstance(node, Block) and "annual" in node.entries:
        if rate:
            return _annual(node, unit, series, reading, where)
        reading.wrong(
            where, "an annual total makes sense for flows only.", "Write a number or a profile.", node.place
        )
        return None
    if isinstance(node, Block) and not set(node.entries) & set(KEYS):
        known = ("profile", "scale", "annual", "shape", "shutdown", "events", *KEYS)
        refuse_other_words(node, known, reading, where)
        return None
    if isinstance(node, Scalar) and node.text.strip() in series.profiles:
        name = node.text.strip()
        reading.wrong(
            where,
            "the name of a profile stands where a number is expected.",
            f"Write {{profile: {name}}}.",
            node.place,
            name,
        )
        return None
    value = read_figure(node, unit.convert, reading, where)
    return None if value is None else Varying(value)


def _following(node: Block, unit: Unit, series: Series, reading: Reading, where: Where) -> Varying | None:
    before = len(reading.problems)
    refuse_other_words(node, _PROFILE_KEYS, reading, where)
    source, confidence, _ = read_evidence(node, reading, where)
    try:
        name = as_text(node.entries["profile"])
    except TextError as fault:
        reading.fault(where, fault, node.entries["profile"])
        return None
    profile = series.profiles.get(name)
    if profile is None and UNREAD in reading.doubtful:
        reading.doubtful.add((where.section, where.label))
        return None
    if profile is None:
        remedy = did_you_mean(name, series.profiles)
        if not series.profiles:
            remedy = "Add it as a column of a file in profiles/."
        reading.wrong(where, "there is no profile of this name.", remedy, node.entries["profile"].place, name)
        return None

    def scaled(scalar: Scalar) -> float:
        number, own = number_and_unit(scalar.text, scalar.unit)
        return number * unit.factor(profile.unit, own or "1")

    numbers: dict[str, float | None] = {}
    for key in ("scale", "low", "high"):
        try:
            if key in node.entries:
                numbers[key] = scaled(as_scalar(node.entries[key]))
            elif key == "scale":
                numbers[key] = unit.factor(profile.unit)
        except TextError as fault:
            if ("profiles", name) in reading.doubtful:
                continue
            remedy = fault.remedy
            plain = profile.unit not in CELSIUS and not measure(profile.unit).dimension
            if key not in node.entries and plain:
                remedy = f"The profile has no dimension: add a scale, e.g. scale: 8 {unit.text}."
            reading.wrong(where, f'profile "{name}" [{profile.unit}]: {fault.message}', remedy, node.place)
    value = numbers.get("scale")
    if value is None or len(reading.problems) > before:
        return None
    if set(node.entries) & set(_EVIDENCE):
        reading.figures[where.path] = Figure(
            value, numbers.get("low"), numbers.get("high"), source, confidence
        )
    return Varying(value, name)


def _annual(node: Block, unit: Unit, series: Series, reading: Reading, where: Where) -> Varying | None:
    """Return an average rate times a shape of mean 1, so that the year adds up to the total given."""
    before = len(reading.problems)
    refuse_other_words(node, _ANNUAL_KEYS, reading, where)
    source, confidence, _ = read_evidence(node, reading, where)
    numbers: dict[str, float] = {}
    for key in ("annual", "low", "high"):
        if key in node.entries:
            try:
                numbers[key] = _average(as_scalar(node.entries[key]), unit, series.calendar)
            except TextError as fault:
                reading.fault(where.of(key), fault, node.entries[key])
    name = _shape(node, series, reading, where)
    if name is None or len(reading.problems) > before:
        return None
    value = numbers["annual"]
    if set(node.entries) & set(_EVIDENCE):
        reading.figures[where.path] = Figure(
            value, numbers.get("low"), numbers.get("high"), source, confidence
        )
    return Varying(value, name)


def _average(scalar: Scalar, unit: Unit, calendar: Calendar) -> float:
    """Return the average rate of a yearly total; on an axis that is not a year, of its share of 8760 h."""
    written = f"{scalar.text} {scalar.unit or ''}"
    if re.search(r"/ *\(?(h|hour|d|day|min|s|week|month|小时|天|日|月)\b", written):
        raise TextError(
            "an annual total is an amount per year, not a flow.", "Write it in units like t/a or GWh/a."
        )
    amount = unit_text("{amount}/a", unit.text, "")
    total = number_with_unit(scalar.text, amount, unit.heating_value, scalar.unit)
    return total / (calendar.hours_total if calendar.annual else HOURS_OF_YEAR)


def _shape(node: Block, series: Series, reading: Reading, where: Where) -> str | None:
    """Return the name of the profile for a shape and its shutdowns, made once and marked assumed."""
    if "shape" not in node.entries:
        words = ", ".join(shapes.SHAPES)
        reading.wrong(
            where, "the total has no shape.", f"Add shape: one of {words}, or a profile.", node.place
        )
        return None
    try:
        name = as_text(node.entries["shape"])
        ranges = days_off(node.entries["shutdown"]) if "shutdown" in node.entries else []
    except TextError as fault:
        reading.fault(where, fault, node)
        return None
    if name in shapes.SHAPES:
        values = shapes.shape(name, series.calendar)
    elif name in series.profiles:
        values = series.profiles[name].values
        if ("profiles", name) in reading.doubtful:
            return None
    else:
        remedy = did_you_mean(name, [*shapes.SHAPES, *series.profiles])
        reading.wrong(
            where.of("shape"), "there is no shape of this name.", remedy, node.entries["shape"].place, name
        )
        return None
    label = f"shape:{name}" + "".join(f" -{begin}/{end}" for begin, end in ranges)
    if label in series.profiles and not series.profiles[label].assumed:
        reading.wrong(where, f'the profile name "{label}" is taken.', "Rename that profile.", node.place)
        return None
    try:
        values = shapes.of_mean_one(shapes.without(values, series.calendar, ranges))
    except TextError as fault:
        reading.fault(where, fault, node)
        return None
    made = Profile(label, values, "1", source=f"assumed shape {name}", assumed=True)
    series.made[label] = replace(made)
    return label
