"""Weather files as columns of a year: EPW, TMY3, PVGIS, and CSV with `time` and `name [unit]` columns.

EPW and TMY3 stamp the end of an hour (01:00 … 24:00) and say their place and time zone. In a CSV stamps mark
the start of an hour unless `stamps: end` is said; naive ones are in the standard time of `time_zone`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from symbiosis.catalogue.weather import COLUMNS, Floats, said
from symbiosis.tables.conversion import factor as factor_between
from symbiosis.tables.csv_text import Grid, grid, name_and_unit
from symbiosis.tables.quantities import split_number
from symbiosis.tables.source import TextError, decoded
from symbiosis.tables.times import in_standard_time, stamp
from symbiosis.tables.unit_table import CELSIUS
from symbiosis.tables.weather.pvgis import is_pvgis
from symbiosis.tables.weather.pvgis import rows as pvgis_rows

LEAP, PLAIN = 8784, 8760
Stamp = tuple[int, int, int, int]  # month, day, hour, line of the file
EPW = {"temperature": 6, "pressure": 9, "ghi": 13, "dni": 14, "dhi": 15, "wind_speed": 21}
EPW_MISSING = {
    "temperature": 99.9,
    "pressure": 999_999,
    "ghi": 9999,
    "dni": 9999,
    "dhi": 9999,
    "wind_speed": 999,
}
TMY3 = {  # column of the file, and what one of its units is in ours
    "ghi": ("GHI (W/m^2)", 1.0),
    "dni": ("DNI (W/m^2)", 1.0),
    "dhi": ("DHI (W/m^2)", 1.0),
    "temperature": ("Dry-bulb (C)", 1.0),
    "wind_speed": ("Wspd (m/s)", 1.0),
    "pressure": ("Pressure (mbar)", 100.0),
}


@dataclass(frozen=True)
class Content:
    """What a file says: columns from 1 January 00:00, and its place where it states one."""

    columns: Mapping[str, Floats]
    latitude: float | None = None
    longitude: float | None = None
    hours_ahead: float | None = None
    altitude: float = 0.0


def read_file(raw: bytes, name: str, stamps: str, hours_ahead: float | None) -> Content:
    """Return what a weather file says; raises TextError with line, value and remedy.

    `stamps` is start or end (of the hour), `hours_ahead` the standard time of stamps without offset over UTC.
    """
    text = decoded(raw)
    first = text.partition("\n")[0]
    if first.upper().startswith("LOCATION,"):
        return _epw(text, name)
    if name.lower().endswith(".epw"):
        raise TextError(
            "the file does not begin with LOCATION.", "Name an EnergyPlus weather file.", f"{name}:1"
        )
    second = text.split("\n", 2)[1] if "\n" in text else ""
    if second.startswith("Date (MM/DD/YYYY),Time (HH:MM)"):
        return _tmy3(text, name)
    if is_pvgis(text):
        columns, hours, place = pvgis_rows(text, name)
        return _content(columns, hours, name, place)
    return Content(_table(raw, name, stamps, hours_ahead), hours_ahead=hours_ahead)


def _epw(text: str, name: str) -> Content:
    rows = list(csv.reader(text.splitlines()))
    place = rows[0]
    begin = next((i for i, row in enumerate(rows) if row and row[0].strip().isdigit()), len(rows))
    hours: list[Stamp] = []
    columns: dict[str, list[float]] = {key: [] for key in EPW}
    for line, row in enumerate(rows[begin:], begin + 1):
        if not row:
            continue
        try:
            hours.append((int(row[1]), int(row[2]), int(row[3]) - 1, line))
            for key, column in EPW.items():
                columns[key].append(float(row[column]))
        except (ValueError, IndexError):
            raise TextError("the row cannot be read.", "Check its cells.", f"{name}:{line}") from None
    found = {}
    for key, values in columns.items():
        array = np.array(values)
        missing = array >= EPW_MISSING[key]
        if missing.all():
            continue  # the station did not measure it
        _whole(missing, key, hours, name)
        found[key] = array
    return _content(found, hours, name, place[6:10])


def _tmy3(text: str, name: str) -> Content:
    lines = text.splitlines()
    place = next(csv.reader([lines[0]]))
    header = next(csv.reader([lines[1]]))
    where = {}
    for key, (column, factor) in TMY3.items():
        if column in header:
            where[key] = header.index(column), factor
    hours: list[Stamp] = []
    columns: dict[str, list[float]] = {key: [] for key in where}
    for line, row in enumerate(csv.reader(lines[2:]), 3):
        if not row:
            continue
        try:
            hours.append((int(row[0][:2]), int(row[0][3:5]), int(row[1][:2]) - 1, line))
            for key, (column_of, factor) in where.items():
                columns[key].append(factor * float(row[column_of]))
        except (ValueError, IndexError):
            raise TextError("the row cannot be read.", "Check its cells.", f"{name}:{line}") from None
    found = {}
    for key, values in columns.items():
        array = np.array(values)
        _whole(array <= -9000.0, key, hours, name)
        found[key] = array
    # a TMY3 header says time zone after latitude; EPW says it after longitude
    return _content(found, hours, name, [place[4], place[5], place[3], place[6]])


def _content(found: dict[str, Floats], hours: Sequence[Stamp], name: str, place: Sequence[str]) -> Content:
    order = _order([(month, day, hour) for month, day, hour, _ in hours], name, [line for *_, line in hours])
    columns = {key: values[order] for key, values in found.items()}
    try:
        latitude, longitude, zone, altitude = (float(cell) for cell in place)
    except ValueError:
        raise TextError(
            "the first line does not say latitude, longitude, time zone and altitude.",
            "Complete it.",
            f"{name}:1",
        ) from None
    for key, values in columns.items():
        believed(key, values, name)
    return Content(columns, latitude, longitude, zone, altitude)


def _whole(missing: np.ndarray, key: str, hours: Sequence[Stamp], name: str) -> None:
    if missing.any():
        line = hours[int(np.flatnonzero(missing)[0])][3]
        message = f"{key} is missing in {int(missing.sum())} hours, first here."
        raise TextError(message, "Fill the gaps; nothing is filled in for you.", f"{name}:{line}")


def _table(raw: bytes, name: str, stamps: str, hours_ahead: float | None) -> dict[str, Floats]:
    faults: list[TextError] = []
    table = grid(raw, name, lambda place, message, remedy: faults.append(TextError(message, remedy, place)))
    if faults or table is None:
        raise faults[0]
    if table.header[0].lower() != "time":
        raise TextError(
            "the first column is not `time`.", "Name it time, with stamps like 2023-01-01T05:00.", f"{name}:1"
        )
    if not table.rows:
        raise TextError("the file has no rows.", "Give one row for each of the 8760 hours.", f"{name}:1")
    shift = timedelta(hours=1 if stamps == "end" else 0)
    instants: list[datetime] = []
    for row, cells in enumerate(table.rows):
        try:
            given = stamp(cells[0])
        except TextError as fault:
            raise TextError(fault.message, fault.remedy, table.place(row, 0)) from None
        if given.tzinfo is not None and hours_ahead is None:
            raise TextError(
                "stamps have offsets.",
                "State time_zone, whose standard time they are laid on.",
                table.place(row, 0),
            )
        instants.append(in_standard_time(given, timedelta(hours=hours_ahead or 0.0)) - shift)
    if any(at.minute or at.second for at in instants):
        row = next(i for i, at in enumerate(instants) if at.minute or at.second)
        raise TextError("stamps do not fall on the hour.", "Give hourly means.", table.place(row, 0))
    order = _order([(at.month, at.day, at.hour) for at in instants], name, table.lines)
    columns: dict[str, Floats] = {}
    for column in range(1, len(table.header)):
        word, unit = name_and_unit(table.header[column])
        if word not in COLUMNS:
            continue  # weather files hold much that nobody asks for here
        try:
            factor, zero = _factor(word, unit or "")
        except TextError as fault:
            raise TextError(f"{word}: {fault.message}", fault.remedy, f"{name}:1") from None
        columns[word] = (_values(table, column) * factor + zero)[order]
        believed(word, columns[word], name)
    return columns


def _values(table: Grid, column: int) -> Floats:
    cells = [row[column] for row in table.rows]
    try:
        values = np.array(list(map(float, cells)))
        if np.isfinite(values).all():
            return values
    except ValueError:
        pass  # marks and blanks take the slow way, which names them
    values = np.empty(len(cells))
    for row, cell in enumerate(cells):
        try:
            values[row] = split_number(cell)[0]
        except TextError as fault:
            raise TextError(fault.message, fault.remedy, table.place(row, column)) from None
    return values


def _factor(word: str, unit: str) -> tuple[float, float]:
    """Return factor and zero that bring a column into the unit of COLUMNS."""
    wanted = COLUMNS[word][0]
    if word == "temperature":
        if unit in CELSIUS:
            return 1.0, 0.0
        if unit == "K":
            return 1.0, -273.15
        raise TextError("the column is not in °C or K.", "Write `temperature [°C]`.")
    if word == "pressure":
        factors = {"Pa": 1.0, "hPa": 100.0, "mbar": 100.0, "kPa": 1000.0}
        if unit not in factors:
            raise TextError("the column is not in Pa, hPa, mbar or kPa.", "Write `pressure [hPa]`.")
        return factors[unit], 0.0
    if not unit:
        raise TextError("the column states no unit.", f"Write `{word} [{wanted}]`.")
    return factor_between(unit, wanted), 0.0


def _order(hours: Sequence[tuple[int, int, int]], name: str, lines: Sequence[int]) -> np.ndarray:
    """Return the rows in order of the year; raises TextError for hours that lack or stand twice."""
    leap = any(month == 2 and day == 29 for month, day, _ in hours)
    total = LEAP if leap else PLAIN
    first = np.datetime64("2024-01-01T00" if leap else "2023-01-01T00", "h")
    at = np.full(total, -1)
    for row, (month, day, hour) in enumerate(hours):
        try:
            instant = datetime(2024 if leap else 2023, month, day, hour)
        except ValueError:
            raise TextError(
                "this day or hour does not exist.", "Check the stamps.", f"{name}:{lines[row]}"
            ) from None
        index = int((np.datetime64(instant, "h") - first).astype(int))
        if at[index] >= 0:
            message = f"{said(index, total)} stands a second time, first in line {lines[at[index]]}."
            raise TextError(
                message,
                "Give every hour of one year once, in standard time without daylight saving.",
                f"{name}:{lines[row]}",
            )
        at[index] = row
    missing = np.flatnonzero(at < 0)
    if missing.size:
        counts = f"{len(hours)} rows, {total} expected"
        message = f"{missing.size} hours are missing, first {said(int(missing[0]), total)} ({counts})."
        raise TextError(message, "Give every hour of the year; nothing is filled in for you.", name)
    return at


def believed(key: str, values: Floats, name: str) -> None:
    """Raise TextError for values that no weather has."""
    unit, least, most = COLUMNS[key]
    bad = ~((values >= least) & (values <= most))
    if bad.any():
        index = int(np.flatnonzero(bad)[0])
        at = said(index, values.size)
        message = f"{key} is {values[index]:g} {unit} at {at}, not between {least:g} and {most:g}."
        raise TextError(message, "Correct the value or the column's unit.", name)
