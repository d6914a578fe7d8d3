"""Time stamps as meters write them: 24:00, Chinese dates, digits alone, a clock with summer time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from symbiosis.tables.source import TextError
from symbiosis.tables.times import in_standard_time, stamp, standard_offset

_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?")
_CLOCK = re.compile(r"(\d{1,2})[时点:：](\d{1,2})?分?(?:[:：]?(\d{1,2})秒?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2}):?(\d{2}):?(\d{2})?)?")
_AT_END = re.compile(r"(.*?)[ T]+24:00(?::00)?(?:\.0+)?")


def meter_stamp(text: str) -> tuple[datetime, bool]:
    """Return an instant as a meter writes it, and whether it is written 24:00; raises TextError.

    >>> meter_stamp("2023-01-31 24:00")
    (datetime.datetime(2023, 2, 1, 0, 0), True)
    >>> meter_stamp("2023年1月5日 0时15分")[0]
    datetime.datetime(2023, 1, 5, 0, 15)
    """
    plain = " ".join(text.replace("\u3000", " ").split())
    dated = _CHINESE.match(plain)
    if dated is not None:
        rest = plain[dated.end() :].strip()
        clock = _CLOCK.fullmatch(rest)
        if rest and clock is None:
            raise TextError("this is not a time.", "Write times as 2023-01-31T05:00.")
        hours = f"{int(clock.group(1)):02d}:{int(clock.group(2) or 0):02d}" if clock is not None else ""
        plain = f"{dated.group(1)}-{dated.group(2)}-{dated.group(3)} {hours}".strip()
    compact = _COMPACT.fullmatch(plain)
    if compact is not None:
        year, month, day, hour, minute, _ = compact.groups()
        plain = f"{year}-{month}-{day} {hour or '00'}:{minute or '00'}"
    found = _AT_END.fullmatch(plain)
    if found is not None:
        return stamp(found.group(1)) + timedelta(days=1), True
    return stamp(plain.replace("：", ":")), False


def on_standard_time(given: list[datetime], time_zone: str, local: bool) -> list[datetime]:
    """Return instants in local standard time without offset; raises TextError.

    With `local`, instants without an offset are those of a clock that is put forward in summer: the hour
    that is there twice in autumn is summer time first, then standard time.
    """
    if not given:
        return []
    offset = standard_offset(time_zone, given[0].year)
    if not local:
        return [in_standard_time(instant, offset) for instant in given]
    zone = ZoneInfo(time_zone)
    seen: set[datetime] = set()
    out = []
    for instant in given:
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=zone, fold=instant in seen)
            seen.add(instant.replace(tzinfo=None, fold=0))
            utc = instant.astimezone(UTC)
            if utc.astimezone(zone).replace(tzinfo=None) != instant.replace(tzinfo=None):
                raise TextError(
                    f"{instant.replace(tzinfo=None)} does not exist: the clock is put forward in that hour.",
                    "Leave --clock local out if the meter keeps standard time all year.",
                )
        out.append(in_standard_time(instant.astimezone(UTC), offset))
    return out
