"""Time-of-use tariffs (分时电价): multipliers by month and half hour of local civil time.

Only the floating part of a price is multiplied; transport, levies and funds stay as they are:

    price[t] = base · multiplier[t] + fixed

The tariffs shipped are transcribed from public notices, one document each; check the notice before billing.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Calendar, Profile
from symbiosis.park.validity import DAY, outside

Floats = NDArray[np.float64]
SLOTS = 48
CIVIL_TIME = "Asia/Shanghai"
VALID = ("valid_from", "valid_to")
COLUMNS = ("tariff", "months", "start", "end", "band", "multiplier")


class TariffError(ValueError):
    """A tariff that is not known or does not cover its days; the message names tariff, month and hour."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".rstrip())
        self.message, self.remedy = message, remedy


@dataclass(frozen=True)
class Window:
    """Part of a day in some months: from the half hour `start` up to, not including, `end` (0 to 48)."""

    months: tuple[int, ...]
    start: int
    end: int
    band: str
    multiplier: float


@dataclass(frozen=True)
class Tariff:
    """Windows that cover every half hour of every month once; raises TariffError when they do not.

    `floats` says which part of the price the multipliers apply to.
    """

    label: str
    windows: tuple[Window, ...]
    title_zh: str = ""
    document: str = ""
    valid_from: str = ""
    valid_to: str = ""
    floats: str = ""
    confidence: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        for month in range(1, 13):
            count = np.zeros(SLOTS, dtype=int)
            for window in self.windows:
                if month in window.months:
                    count[window.start : window.end] += 1
            for wrong, what, remedy in (
                (count > 1, "overlap", "Shorten one of them."),
                (count == 0, "leave a gap", "Add a window, with multiplier 1 for the flat hours."),
            ):
                if wrong.any():
                    first = int(np.flatnonzero(wrong)[0])
                    last = first + len(list(next(groupby(wrong[first:]))[1]))
                    raise TariffError(
                        f'tariff "{self.label}": the windows of month {month} {what} '
                        f"from {clock(first)} to {clock(last)}.",
                        remedy,
                    )

    @property
    def multipliers(self) -> Floats:
        """Return the multiplier of every half hour by month; shape (12, 48)."""
        table = np.zeros((12, SLOTS))
        for window in self.windows:
            for month in window.months:
                table[month - 1, window.start : window.end] = window.multiplier
        return table

    @property
    def source(self) -> str:
        """Where it was read, and what floats, in one line."""
        held = " to ".join(day for day in (self.valid_from, self.valid_to) if day)
        said = (self.document or "the park's own windows") + (f" ({held})" if held else "")
        return f"time-of-use tariff {self.label}, {said}" + (
            f"; floats: {self.floats}" if self.floats else ""
        )

    def outside(self, calendar: Calendar) -> str:
        """Say why it does not hold over all of a calendar; nothing when it does, or states no days."""
        days = [str(calendar.times[at])[:10] for at in (0, -1)]
        return outside(f"tariff {self.label}", self.valid_from, self.valid_to, *days)


def tariff(
    name: str,
    calendar: Calendar,
    base: float,
    fixed: float = 0.0,
    unit: str = "CNY/kWh",
    known: Mapping[str, Tariff] | None = None,
) -> Profile:
    """Return a price over a calendar: `base` follows the tariff's multipliers, `fixed` does not.

    Steps longer than half an hour take the mean. `known` are the tariffs to choose from, those shipped
    when absent. Raises TariffError, with the nearest name, when there is none of that name.
    """
    among = tariffs() if known is None else known
    if name not in among:
        raise TariffError(f'there is no tariff "{name}".', did_you_mean(name, among))
    found = among[name]
    values = base * over(found, calendar) + fixed
    return Profile(f"tariff:{name} {base:.12g} {fixed:.12g}", values, unit, source=found.source)


def over(found: Tariff, calendar: Calendar) -> Floats:
    """Return a tariff's multiplier in every step of a calendar; shape (calendar.steps,).

    >>> jiangsu = tariffs()["jiangsu"]
    >>> over(jiangsu, Calendar(np.datetime64("2025-07-01T11:00"), 4, 1.0, "Asia/Shanghai")).tolist()
    [0.35, 0.35, 1.0, 2.16]
    """
    minutes = round(calendar.hours * 60)
    begin = calendar.start.astype("datetime64[m]")
    part = math.gcd(30, minutes, int(begin.astype(int)) % 30)
    parts = minutes // part
    instants = begin + (np.arange(calendar.steps * parts) * part).astype("timedelta64[m]")
    civil = instants + np.timedelta64(_minutes_ahead(calendar), "m")
    month = civil.astype("datetime64[M]").astype(int) % 12
    slot = (civil.astype(int) % (24 * 60)) // 30
    values = found.multipliers[month, slot]
    return np.asarray(values.reshape(calendar.steps, parts).mean(axis=1))


def _minutes_ahead(calendar: Calendar) -> int:
    """Return how far China's civil time is ahead of the calendar's standard time, which never changes."""
    from datetime import datetime, timedelta

    def standard(zone: str) -> timedelta:
        instant = datetime(int(str(calendar.start)[:4]), 1, 15, tzinfo=ZoneInfo(zone))
        return (instant.utcoffset() or timedelta()) - (instant.dst() or timedelta())

    return round((standard(CIVIL_TIME) - standard(calendar.time_zone)).total_seconds() / 60)


@cache
def tariffs() -> Mapping[str, Tariff]:
    """Return the tariffs shipped, by label; one for each of 22 provinces or grids.

    >>> tariffs()["jiangsu"].document
    '苏发改价格发〔2025〕426号'
    """
    folder = files("symbiosis.catalogue").joinpath("data")
    schemes = csv.DictReader(folder.joinpath("tou_schemes.csv").read_text(encoding="utf-8").splitlines())
    windows = read_windows(folder.joinpath("tou_windows.csv").read_text(encoding="utf-8"))
    return {
        row["tariff"]: Tariff(
            row["tariff"],
            windows[row["tariff"]],
            **{key: text for key, text in row.items() if key != "tariff"},
        )
        for row in schemes
    }


def read_tariffs(text: str) -> dict[str, Tariff]:
    """Return the tariffs in a CSV with the columns COLUMNS and, where known, valid_from and valid_to.

    Days stand in the first row of a tariff or in all of them. Raises TariffError as `read_windows` does,
    for windows that do not cover every day, and for days that are none or differ.
    """
    found = {label: Tariff(label, windows) for label, windows in read_windows(text).items()}
    rows = csv.DictReader(text.splitlines())
    for row in rows:
        for word in VALID:
            day = (row.get(word) or "").strip()
            known = getattr(found[row["tariff"]], word)
            if not day:
                continue
            where = f'tariff "{row["tariff"]}", line {rows.line_num}:'
            if not DAY.fullmatch(day):
                raise TariffError(f'{where} "{day}" is no day.', "Write 2025-06-01, 2025-06 or 2025.")
            if known and known != day:
                raise TariffError(f"{where} {word} is {day}, and {known} in another row.", "State one.")
            days: dict[str, Any] = {word: day}
            found[row["tariff"]] = replace(found[row["tariff"]], **days)
    return found


def read_windows(text: str) -> dict[str, tuple[Window, ...]]:
    """Return the windows of every tariff in a CSV with the columns COLUMNS.

    Raises TariffError for a missing column, a month, time or multiplier that cannot be read.
    """
    rows = csv.DictReader(text.splitlines())
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise TariffError(f"no column is named {missing[0]}.", f"Write the header {','.join(COLUMNS)}.")
    found: dict[str, list[Window]] = {}
    for row in rows:
        where = f'tariff "{row["tariff"]}", line {rows.line_num}:'
        months = _months(row["months"] or "", where)
        start, end = (_slot(row[name] or "", where) for name in ("start", "end"))
        if start >= end:
            message = f"{where} the window from {row['start']} to {row['end']} ends before it starts."
            raise TariffError(message, "Cut it at 24:00 into two.")
        try:
            multiplier = float(row["multiplier"] or "")
        except ValueError:
            multiplier = math.nan
        if not 0.0 <= multiplier < math.inf:
            raise TariffError(
                f'{where} "{row["multiplier"]}" is no multiplier.', "Write a number, 1 when flat."
            )
        window = Window(months, start, end, row["band"] or "", multiplier)
        found.setdefault(row["tariff"], []).append(window)
    return {label: tuple(windows) for label, windows in found.items()}


def clock(slot: int) -> str:
    """Return the start of a half hour.

    >>> clock(39)
    '19:30'
    """
    return f"{slot // 2:02d}:{30 * (slot % 2):02d}"


def _months(text: str, where: str) -> tuple[int, ...]:
    words = text.replace(";", " ").split()
    if text.strip() == "all":
        return tuple(range(1, 13))
    if not words or not all(word.isascii() and word.isdigit() and 1 <= int(word) <= 12 for word in words):
        raise TariffError(f'{where} "{text}" are no months.', "Write e.g. 7 8 9, or all.")
    return tuple(int(word) for word in words)


def _slot(text: str, where: str) -> int:
    clocks: Iterable[str] = (clock(slot) for slot in range(SLOTS + 1))
    given = text.strip().rjust(5, "0")
    for slot, word in enumerate(clocks):
        if word == given:
            return slot
    raise TariffError(f'{where} "{text}" is no half hour of a day.', "Write 00:00, 00:30, … 24:00.")
