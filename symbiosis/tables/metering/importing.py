"""From a meter's export to a profile: what a value is, what is missing, what was filled; all logged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

import numpy as np

from symbiosis.park.profile import Calendar
from symbiosis.tables.metering.export import Row, read_export
from symbiosis.tables.metering.fill import Rule, filled, gaps
from symbiosis.tables.metering.rates import Floats, Spans, of_intervals, of_register, over_steps
from symbiosis.tables.metering.stamps import meter_stamp, on_standard_time
from symbiosis.tables.quantities import split_number
from symbiosis.tables.source import TextError
from symbiosis.tables.units import measure

Kind = Literal["rate", "amount", "register"]
MISSING = ("", "-", "--", "—", "——", "null", "nan", "n/a", "#n/a", "none", "无", "缺", "缺失", "\\n")
SHOWN = 5


@dataclass(frozen=True)
class How:
    """What a meter's values are, as whoever imports them states it.

    `unit` is needed where the header has none; `multiplier` (CT × PT) where the values are not multiplied
    yet; `stamps` says whether an interval begins or ends at its stamp; a register rolls over at `capacity`.
    """

    kind: Kind | None = None
    column: str = ""
    sheet: str = ""
    unit: str = ""
    multiplier: float | None = None
    stamps: Literal["begin", "end"] | None = None
    local: bool = False
    capacity: float | None = None
    fill: Rule | None = None
    max_gap: float = 0.0  # hours


@dataclass
class Imported:
    """A profile's values over the calendar (NaN where a gap is left), its unit, and the log."""

    values: Floats
    unit: str
    log: list[tuple[str, str, str]] = field(default_factory=list)  # (what, when or where, words)
    filled: int = 0

    @property
    def open(self) -> list[tuple[int, int]]:
        """The gaps that are left."""
        return gaps(self.values)


def import_meter(path: Path, calendar: Calendar, how: How) -> Imported:
    """Return a meter's readings over a calendar; raises TextError with the file's line or cell."""
    export = read_export(path, how.column, how.sheet)
    unit, kind = _unit_and_kind(export.unit, export.column, how)
    times = _multiplied(export.multiplier, how)
    out = Imported(np.empty(0), _rate_unit(unit, kind))
    stamps, ends = _stamps(export.rows, calendar, how)
    values = _values(export.rows, out) * times
    stamps, values, rows = _once_each(stamps, values, export.rows, out)
    start = calendar.start.astype("datetime64[s]")
    hours = (np.array(stamps, dtype="datetime64[s]") - start) / np.timedelta64(3600, "s")
    spans = _spans(hours, values, kind, ends, how, out, rows, calendar)
    longest = calendar.hours if kind == "register" else math.inf
    found, _ = over_steps(spans, calendar.steps, calendar.hours, longest)
    _say_outside(hours, calendar, out)
    if np.isnan(found).all():
        first, last = stamps[0], stamps[-1]
        raise TextError(
            f"no reading falls into the park's calendar; they run from {first} to {last}.",
            "Import data of the park's year, or change its time.",
            path.name,
        )
    out.values = found
    if how.fill is not None:
        _fill(out, spans, calendar, how)
    return out


def _unit_and_kind(stated: str, column: str, how: How) -> tuple[str, Kind]:
    """Return the unit of the values and what they are; raises TextError where that is not stated."""
    unit = how.unit or stated
    if not unit:
        raise TextError(
            "the unit of the values is not stated.", "Say it, e.g. --unit kW or --unit kWh.", column
        )
    if how.unit and stated and measure(how.unit).factor != measure(stated).factor:
        raise TextError(f"the header says {stated}, --unit says {how.unit}.", "Leave --unit out.", column)
    per_time = measure(unit).exponents.get("time", 0) == -1
    is_rate = per_time or _is_power(unit)
    if is_rate and how.kind in (None, "rate"):
        return unit, "rate"
    if is_rate:
        raise TextError(f"{unit} is a rate and no amount.", "Leave --reading out.", column)
    if how.kind in ("amount", "register"):
        return unit, how.kind
    raise TextError(
        f"{unit} is an amount: what does a value count?",
        "Say --reading interval (the amount of its interval) or --reading register (a running total).",
        column,
    )


def _is_power(unit: str) -> bool:
    return measure(unit).dimension == measure("MW").dimension


def _rate_unit(unit: str, kind: Kind) -> str:
    """Return the unit of the profile.

    >>> _rate_unit("kWh", "register"), _rate_unit("t", "amount"), _rate_unit("kW", "rate")
    ('kW', 't/h', 'kW')
    """
    if kind == "rate":
        return unit
    if unit.endswith("Wh"):
        return unit[:-1]
    return {"度": "kW", "千瓦时": "kW", "兆瓦时": "MW"}.get(unit, f"{unit}/h")


def _multiplied(stated: str, how: How) -> float:
    """Return what values are multiplied by; raises TextError where nobody confirmed what the file states."""
    if how.multiplier is not None:
        if not (math.isfinite(how.multiplier) and how.multiplier > 0.0):
            raise TextError("the multiplier must be above 0.")
        return how.multiplier
    if stated and stated not in ("1", "1.0"):
        raise TextError(
            f"the file states a multiplier of {stated}.",
            f"Say --multiplier {stated} if the values are not multiplied yet, --multiplier 1 if they are.",
        )
    return 1.0


def _stamps(rows: Sequence[Row], calendar: Calendar, how: How) -> tuple[list[datetime], bool]:
    """Return the instants in standard time, and whether 24:00 is among them."""
    given, ends = [], False
    for row in rows:
        try:
            instant, at_end = meter_stamp(row.stamp)
        except TextError as fault:
            shown = row.stamp[:40]
            raise TextError(f'"{shown}": {fault.message}', fault.remedy, row.place) from None
        given.append(instant)
        ends |= at_end
    if not given:
        raise TextError("the file has no readings.", "")
    try:
        return on_standard_time(given, calendar.time_zone, how.local), ends
    except TextError as fault:
        raise TextError(fault.message, fault.remedy, rows[0].place) from None


def _values(rows: Sequence[Row], out: Imported) -> Floats:
    """Return numbers, NaN where a reading is missing; raises TextError for what is no number."""
    values = np.full(len(rows), np.nan)
    for i, row in enumerate(rows):
        if row.value.lower() in MISSING:
            out.log.append(("missing", row.place, f"no reading at {row.stamp}"))
            continue
        try:
            values[i], unit = split_number(row.value)
            if unit:
                raise TextError(f'"{unit}" stands in the cell.', "Write the number alone.")
        except TextError as fault:
            raise TextError(f'"{row.value[:40]}": {fault.message}', fault.remedy, row.place) from None
    return values


def _once_each(
    stamps: list[datetime], values: Floats, rows: Sequence[Row], out: Imported
) -> tuple[list[datetime], Floats, list[Row]]:
    """Return readings in order of time, each stamp once; raises TextError where two differ."""
    order = sorted(range(len(stamps)), key=lambda i: stamps[i])
    if order != list(range(len(stamps))):
        out.log.append(("sorted", "", "readings were not in order of time"))
    kept: list[int] = []
    for i in order:
        if not kept or stamps[kept[-1]] != stamps[i]:
            kept.append(i)
            continue
        first = kept[-1]
        one, two = values[first], values[i]
        if np.isnan(one) and not np.isnan(two):
            kept[-1] = i
        elif not np.isnan(two) and one != two:
            message = f"{stamps[i]} stands here again with {two:g}, first with {one:g} ({rows[first].place})."
            remedy = "Delete one of the two, or say --clock local if the clock was put back in that hour."
            raise TextError(message, remedy, rows[i].place)
        out.log.append(("repeated", rows[i].place, f"{stamps[i]} again, with the same reading"))
    return [stamps[i] for i in kept], values[kept], [rows[i] for i in kept]


def _spans(
    hours: Floats,
    values: Floats,
    kind: Kind,
    ends: bool,
    how: How,
    out: Imported,
    rows: Sequence[Row],
    calendar: Calendar,
) -> Spans:
    """Return the intervals that the readings stand for."""
    if hours.size < 2:
        raise TextError("one reading alone gives no interval.", "Import at least two.", rows[0].place)
    if kind == "register":
        spans, drops = of_register(hours, values, how.capacity)
        for drop in drops:
            what = "rolled over" if drop.rolled else "was reset; the interval stays unknown"
            words = f"the register fell from {drop.before:g} to {drop.after:g}: it {what}"
            out.log.append(("roll-over" if drop.rolled else "reset", rows[drop.row].place, words))
        return spans
    if how.stamps is None and not ends:
        raise TextError(
            "does an interval begin or end at its stamp?",
            "Say --stamps begin or --stamps end (exports with 24:00 mean the end).",
        )
    if how.stamps == "begin" and ends:
        raise TextError("24:00 among the stamps means that they end intervals.", "Say --stamps end.")
    lengths, counts = np.unique(np.round(np.diff(hours), 6), return_counts=True)
    step = float(lengths[counts.argmax()])
    if step > calendar.hours + 1e-6:
        message = f"readings come every {step:g} h, the park's steps are {calendar.hours:g} h."
        remedy = "Import a finer export, or state the total with a shape: {annual: …, shape: …}."
        raise TextError(message, remedy, rows[0].place)
    side = "end" if ends or how.stamps == "end" else "beginning"
    out.log.append(("interval", "", f"{step * 60:g} minutes, the stamp at its {side}"))
    shorter = np.flatnonzero(np.diff(hours) < step - 1e-6)
    if shorter.size:
        i = int(shorter[0]) + 1
        message = f"readings usually come every {step * 60:g} minutes, this one earlier."
        raise TextError(message, "Import data of one interval only.", rows[i].place)
    return of_intervals(hours, values, step, ends or how.stamps == "end", kind == "amount")


def _say_outside(hours: Floats, calendar: Calendar, out: Imported) -> None:
    outside = int(((hours < 0.0) | (hours > calendar.steps * calendar.hours)).sum())
    if outside:
        out.log.append(
            ("outside", "", f"{outside} readings lie outside the park's calendar and are left out")
        )


def _fill(out: Imported, spans: Spans, calendar: Calendar, how: How) -> None:
    """Fill gaps by the rule that was asked for; every filled stamp is logged."""
    assert how.fill is not None
    most = math.floor(how.max_gap / calendar.hours + 1e-9)
    even, _ = over_steps(spans, calendar.steps, calendar.hours, how.max_gap + 2 * calendar.hours)
    day = round(24.0 / calendar.hours)
    values = filled(out.values, how.fill, most, day, even)
    times = calendar.times
    for step in np.flatnonzero(np.isnan(out.values) & ~np.isnan(values)):
        out.log.append(
            ("filled", str(times[step].astype("datetime64[m]")), f"{how.fill}: {values[step]:.6g}")
        )
        out.filled += 1
    out.values = values
