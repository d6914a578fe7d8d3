"""Profiles from `profiles/*.csv`: a `time` column and `name [unit]` columns that cover the calendar."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.profile import Calendar, Profile
from symbiosis.tables.csv_text import Grid, grid, name_and_unit
from symbiosis.tables.quantities import split_number
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import TextError
from symbiosis.tables.times import in_standard_time, stamp, standard_offset
from symbiosis.tables.unit_table import CELSIUS
from symbiosis.tables.units import measure

_PLAIN = re.compile(r"[0-9eE+\-., ]*")
UNREAD = ("profiles", "*")  # some file of profiles could not be read, so names may be missing
SHOWN = 3  # bad cells that are named one by one in each column


def read_profiles(
    folder: Path, calendar: Calendar | None, reading: Reading, sheets: Sequence[Grid] = ()
) -> dict[str, Profile]:
    """Return the profiles of a folder and of a workbook's `sheets`.

    With no calendar only names and units are certain.
    """
    profiles: dict[str, Profile] = {}
    for sheet in sheets:
        read_grid(sheet, calendar, reading, profiles)
    if not folder.is_dir():
        return profiles
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in (".xlsx", ".xls", ".yaml", ".yml", ".txt", ".parquet"):
            reading.report(
                f"profiles/{path.name}", "profiles are read from CSV files only.", "Save it as CSV UTF-8."
            )
        if path.suffix.lower() == ".csv":
            _read_file(path, calendar, reading, profiles)
    return profiles


def _read_file(path: Path, calendar: Calendar | None, reading: Reading, profiles: dict[str, Profile]) -> None:
    file = f"profiles/{path.name}"
    try:
        raw = path.read_bytes()
    except OSError as error:
        reading.report(file, f"the file cannot be read ({error.strerror}).", "Check its permissions.")
        return
    table = grid(raw, file, reading.report)
    if table is None:
        reading.doubtful.add(UNREAD)
        return
    read_grid(table, calendar, reading, profiles)


def read_grid(table: Grid, calendar: Calendar | None, reading: Reading, profiles: dict[str, Profile]) -> None:
    """Add the columns of one table to `profiles`; what is wrong with it goes to `reading`."""
    if table.header[0].lower() != "time":
        remedy = "Name it time, with stamps like 2023-01-01T05:00."
        reading.report(table.header_place(), "the first column is not `time`.", remedy)
        reading.doubtful.add(UNREAD)
        return
    if len(table.header) == 1:
        remedy = "Add columns named `name [unit]`."
        reading.report(table.header_place(), "there is no column beside time.", remedy)
    covered = table.complete and (calendar is None or _times_fit(table, calendar, reading))
    for column in range(1, len(table.header)):
        name, unit = _named(table, column, reading)
        where = Where("profiles", name)
        if name in profiles:
            first = reading.places[where][0]
            reading.wrong(
                where,
                f"the profile is given twice, first in {first}.",
                "Rename one of them.",
                table.header_place(column),
            )
            continue
        reading.places[where] = (table.header_place(column), "")
        values = _values(table, column, reading, where) if covered else None
        if calendar is not None and values is not None and values.size == calendar.steps:
            profiles[name] = Profile(name, values, unit)
            continue
        # the name is known and its unit too, but nothing more: users of it are not blamed
        reading.doubtful.add(("profiles", name))
        profiles[name] = Profile(name, np.zeros(calendar.steps if calendar else 1), unit)


def _named(table: Grid, column: int, reading: Reading) -> tuple[str, str]:
    name, unit = name_and_unit(table.header[column])
    where = Where("profiles", name)
    place = table.header_place(column)
    if not unit:
        reading.wrong(
            where, "the column states no unit.", f"Write `{name} [MW]`, or `{name} [1]` for a share.", place
        )
        return name, "1"
    try:
        if unit not in CELSIUS:  # a temperature is no factor times a unit; devices read it
            measure(unit)
    except TextError as fault:
        reading.wrong(where, fault.message, fault.remedy, place, unit)
        return name, "1"
    reading.note_unit(unit, place)
    return name, unit


def _values(table: Grid, column: int, reading: Reading, where: Where) -> NDArray[np.float64] | None:
    cells = [row[column] for row in table.rows]
    # digits, signs and points only: NaN, blanks, words and marks take the slow way, which names them
    if _PLAIN.fullmatch(",".join(cells)) and "," not in "".join(cells):
        try:
            values = np.array(list(map(float, cells)))
        except ValueError:
            values = np.array([np.nan])
        if np.isfinite(values).all():
            return values
    return _values_one_by_one(table, column, reading, where)


def _values_one_by_one(
    table: Grid, column: int, reading: Reading, where: Where
) -> NDArray[np.float64] | None:
    values = np.empty(len(table.rows))
    bad = 0
    for row, cells in enumerate(table.rows):
        text = cells[column]
        try:
            number, unit = split_number(text)
            if unit:
                raise TextError(
                    f'"{unit}" stands in the cell.', "Write the number alone; the unit stands in the header."
                )
            values[row] = number
        except TextError as fault:
            bad += 1
            if bad <= SHOWN:
                message = f"at {cells[0].strip()}: {fault.message}"
                if not text.strip():
                    message = f"at {cells[0].strip()} the cell is blank."
                reading.wrong(where, message, fault.remedy, table.place(row, column), text.strip())
    if bad > SHOWN:
        reading.wrong(
            where,
            f"{bad} cells in all are not numbers.",
            "Fill the gaps; nothing is filled in for you.",
            table.header_place(column),
        )
    return None if bad else values


def _times_fit(table: Grid, calendar: Calendar, reading: Reading) -> bool:
    """Tell whether a file's stamps are exactly the calendar's steps; otherwise say where they are not."""

    def wrong(row: int, message: str, remedy: str) -> bool:
        reading.wrong(
            Where("profiles"),
            message,
            remedy,
            table.place(row, 0) if table.rows else table.header_place(),
            table.rows[row][0] if table.rows else "",
        )
        return False

    if not table.rows:
        return wrong(0, "the file has no rows.", f"Give one row for each of the {calendar.steps} steps.")
    stamps: list[datetime] = []
    for row, cells in enumerate(table.rows):
        try:
            stamps.append(stamp(cells[0]))
        except TextError as fault:
            return wrong(row, fault.message, fault.remedy)
    aware = [given.tzinfo is not None for given in stamps]
    if any(aware) and not all(aware):
        row = aware.index(not aware[0])
        return wrong(
            row,
            "some times have an offset from UTC and some have none.",
            f"Write all without (local standard time of {calendar.time_zone}), or all with.",
        )
    offset = standard_offset(calendar.time_zone, stamps[0].year) if aware[0] else timedelta(0)
    local = np.array([in_standard_time(given, offset) for given in stamps], dtype="datetime64[s]")
    expected = calendar.times.astype("datetime64[s]")
    if local.size == expected.size and bool((local == expected).all()):
        return True
    return _what_differs(local, expected, calendar, wrong)


def _what_differs(
    local: NDArray[np.datetime64],
    expected: NDArray[np.datetime64],
    calendar: Calendar,
    wrong: Callable[[int, str, str], bool],
) -> bool:
    counts = f"{local.size} rows, {expected.size} steps expected"
    span = f"{_shown(expected[0])} to {_shown(expected[-1])}"
    missing = np.setdiff1d(expected, local)
    if missing.size == expected.size:
        return wrong(
            0,
            f"no row falls into the park's calendar, {span}.",
            "Use data of the same year, or change time in park.yaml.",
        )
    steps = np.diff(local)
    order, first_row = np.unique(local, return_index=True)
    if order.size < local.size:
        row = int(np.setdiff1d(np.arange(local.size), first_row)[0])
        earlier = int(np.flatnonzero(local == local[row])[0])
        message = (
            f"{_shown(local[row])} stands here a second time, first {row - earlier} rows above ({counts})."
        )
        return wrong(
            row, message, _summer_time(missing, local[row], calendar) or "Delete one of the two rows."
        )
    if (steps < np.timedelta64(0, "s")).any():
        row = int(np.flatnonzero(steps < np.timedelta64(0, "s"))[0]) + 1
        return wrong(row, f"{_shown(local[row])} is earlier than the row above it.", "Sort the rows by time.")
    surplus = np.setdiff1d(local, expected)
    if surplus.size:
        row = int(np.flatnonzero(local == surplus[0])[0])
        leap = "02-29" in _shown(surplus[0])
        remedy = (
            "29 February is not in the park's calendar: use data of the same year."
            if leap
            else (f"Give rows for {span} every {calendar.hours:g} h, and no others.")
        )
        return wrong(row, f"{_shown(surplus[0])} is not a step of the calendar ({counts}).", remedy)
    row = min(int(np.searchsorted(local, missing[0])), local.size - 1)
    more = f" and {missing.size - 1} more" if missing.size > 1 else ""
    remedy = (
        _summer_time(missing, missing[0], calendar) or "Add the missing rows; nothing is filled in for you."
    )
    if "02-29" in _shown(missing[0]) and missing.size * calendar.hours == 24:
        remedy = "The park's year is a leap year: use data of the same year."
    return wrong(row, f"{_shown(missing[0])}{more} is missing ({counts}).", remedy)


def _summer_time(missing: NDArray[np.datetime64], at: np.datetime64, calendar: Calendar) -> str:
    """Return a remedy when the gap is that of a clock put forward for the summer."""
    hour_gone = missing.size * calendar.hours == 1.0 and _shown(missing[0])[5:7] in ("03", "09", "10")
    if not hour_gone or _shown(at)[5:7] not in ("03", "04", "09", "10", "11"):
        return ""
    return (
        "This looks like daylight saving time: write standard time all year, or an offset with every stamp."
    )


def _shown(instant: np.datetime64) -> str:
    return str(instant.astype("datetime64[m]"))
