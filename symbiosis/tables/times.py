"""How a park's time axis is written: a year, or a start and a number of steps, always with a time zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import numpy as np

from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Calendar
from symbiosis.tables.quantities import number_with_unit
from symbiosis.tables.reading import Reading, Where, as_block, as_flag, as_text, as_whole
from symbiosis.tables.source import Block, Listing, Node, TextError

EXAMPLE = "time: {year: 2023, time_zone: Asia/Shanghai}"
_KEYS = ("year", "start", "steps", "step", "time_zone", "annual")
_STAMP = re.compile(
    r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})"
    r"(?:[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.0+)?)?)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?"
)


def stamp(text: str) -> datetime:
    """Return an instant as written, with its offset if it has one; raises TextError.

    Years come first, so that 03/04/2025 is never guessed.

    >>> stamp("2023-01-01T05:00"), stamp("2023/1/1 5:00")
    (datetime.datetime(2023, 1, 1, 5, 0), datetime.datetime(2023, 1, 1, 5, 0))
    """
    found = _STAMP.fullmatch(text.strip())
    if found is None:
        if re.match(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}", text.strip()):
            raise TextError("day and month may be either way round.", "Write times as 2023-01-31T05:00.")
        raise TextError("this is not a time.", "Write times as 2023-01-31T05:00.")
    year, month, day, hour, minute, second, offset = found.groups()
    iso = f"{year}-{int(month):02d}-{int(day):02d}T{int(hour or 0):02d}:{minute or '00'}:{second or '00'}"
    try:
        return datetime.fromisoformat(f"{iso}{offset or ''}")
    except ValueError as error:
        raise TextError("this date or time does not exist.", "Check month, day, hour and offset.") from error


def standard_offset(time_zone: str, year: int) -> timedelta:
    """Return a zone's offset from UTC without daylight saving; raises TextError for an unknown zone.

    >>> standard_offset("Europe/Copenhagen", 2023)
    datetime.timedelta(seconds=3600)
    """
    from zoneinfo import ZoneInfo

    try:
        zone = ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError) as error:
        raise TextError(
            "this time zone is not known.", "Write a name like Asia/Shanghai, Europe/Berlin or UTC."
        ) from error
    offsets = [datetime(year, month, 1, 12, tzinfo=zone).utcoffset() or timedelta(0) for month in (1, 7)]
    return min(offsets)


def in_standard_time(given: datetime, offset: timedelta) -> datetime:
    """Return an instant in local standard time; naive instants are in it already."""
    if given.tzinfo is None:
        return given
    return (given.astimezone(UTC) + offset).replace(tzinfo=None)


def read_calendar(node: Node, reading: Reading) -> Calendar | None:
    """Return the calendar that `time:` describes, or None when it cannot be told."""
    where = Where("park", "", "time")
    try:
        block = as_block(node, EXAMPLE)
    except TextError as fault:
        reading.fault(where, fault, node)
        return None
    before = len(reading.problems)
    for key in block.entries:
        if key not in _KEYS:
            reading.wrong(
                where.of(key), "this word is not known here.", did_you_mean(key, _KEYS), block.keys[key]
            )
    calendar = None
    try:
        calendar = _calendar(block, reading, where)
    except TextError as fault:
        reading.fault(where, fault, node)
    return calendar if len(reading.problems) == before else None


def _calendar(block: Block, reading: Reading, where: Where) -> Calendar | None:
    def read(name: str, how: object, default: object = None) -> object:
        if name not in block.entries:
            return default
        node = block.entries[name]
        try:
            return how(node)  # type: ignore[operator]
        except TextError as fault:
            reading.fault(where.of(name), fault, node)
            return None

    year = read("year", lambda node: as_whole(node, 1900, 2200, "year: 2023"))
    steps = read("steps", lambda node: as_whole(node, 1, 1_000_000, "steps: 24"))
    hours = read("step", _hours, 1.0)
    zone = read("time_zone", _zone)
    start = read("start", _start)
    annual = read("annual", as_flag, False)
    if "time_zone" not in block.entries:
        raise TextError("time_zone is missing.", f"Write {EXAMPLE}.")
    if ("year" in block.entries) == ("start" in block.entries):
        raise TextError("either a year, or a start with a number of steps is expected.", f"Write {EXAMPLE}.")
    if "start" in block.entries and "steps" not in block.entries:
        raise TextError("steps is missing.", "Write start: 2025-01-01T00:00, steps: 24, step: 1 h.")
    if "year" in block.entries and ("steps" in block.entries or "annual" in block.entries):
        raise TextError("a year has its own number of steps.", "Delete steps and annual.")
    if not isinstance(hours, float) or not isinstance(zone, str):
        return None
    if isinstance(year, int):
        if 1440 % round(hours * 60):
            raise TextError(f"a day is not a whole number of steps of {hours:g} h.", "Write step: 1 h.")
        return Calendar.of_year(year, zone, hours)
    if not isinstance(start, datetime) or not isinstance(steps, int):
        return None
    if annual and not 8760.0 <= steps * hours <= 8784.0:
        raise TextError(f"{steps * hours:g} hours are not a year.", "Delete annual, or give 8760 hours.")
    first = np.datetime64(start.isoformat(timespec="minutes"))
    return Calendar(first, steps, hours, zone, annual=bool(annual))


def _hours(node: Node) -> float:
    hours = number_with_unit(as_text(node), "h")
    minutes = hours * 60
    if not 1.0 <= minutes <= 8784 * 60 or abs(minutes - round(minutes)) > 1e-9:
        raise TextError("a step is a whole number of minutes.", "Write step: 1 h or step: 15 min.")
    return round(minutes) / 60


def _zone(node: Node) -> str:
    zone = as_text(node)
    standard_offset(zone, 2023)
    return zone


def _start(node: Node) -> datetime:
    given = stamp(as_text(node))
    if given.tzinfo is not None:
        raise TextError("start is in local standard time and has no offset.", "Delete the offset.")
    if given.second:
        raise TextError("start falls on a whole minute.", "Write 2025-01-01T00:00.")
    return given


def days_off(node: Node) -> list[tuple[np.datetime64, np.datetime64]]:
    """Return the ranges of a shutdown list, first and last day both included, as (start, end) instants.

    `2023-07-01/2023-07-15` covers fifteen days; with a time of day a range ends at that instant.
    """
    items = node.items if isinstance(node, Listing) else [node]
    ranges: list[tuple[np.datetime64, np.datetime64]] = []
    for item in items:
        text = as_text(item)
        first, slash, last = text.partition("/") if text.count("/") == 1 else (text, "", text)
        if not slash and text.count("/"):
            raise TextError("this is not a range of days.", "Write 2023-07-01/2023-07-15.")
        begin, end = stamp(first), stamp(last)
        if begin.tzinfo or end.tzinfo:
            raise TextError("shutdowns are in local standard time and have no offset.", "Delete the offset.")
        if ":" not in last:
            end += timedelta(days=1)
        if end <= begin:
            raise TextError("the range ends before it begins.", "Write the earlier day first.")
        ranges.append((np.datetime64(begin, "m"), np.datetime64(end, "m")))
    return ranges
