"""Typical years as PVGIS gives them: place and height on lines of their own, hours in UTC, notes below.

Stamps like 20120101:0000 begin an hour of universal time; each month may be of another year. Irradiance is
that of one moment, `Irradiance Time Offset` hours after the stamp; it is brought to the middle of the hour on
a straight line between two moments. Files that state no offset are read as means of the hour.
"""

from __future__ import annotations

import csv

import numpy as np

from symbiosis.catalogue.weather import Floats
from symbiosis.tables.source import TextError

START = "latitude (decimal degrees):"
COLUMNS = {
    "temperature": "T2m",
    "ghi": "G(h)",
    "dni": "Gb(n)",
    "dhi": "Gd(h)",
    "wind_speed": "WS10m",
    "pressure": "SP",
}
PLACE = (START, "longitude (decimal degrees):", "elevation (m):")
OFFSET = "irradiance time offset (h):"
LIGHT = ("ghi", "dni", "dhi")
Hours = list[tuple[int, int, int, int]]


def is_pvgis(text: str) -> bool:
    """Tell whether a file begins as PVGIS writes them."""
    return text[: len(START)].casefold() == START


def rows(text: str, name: str) -> tuple[dict[str, Floats], Hours, list[str]]:
    """Return columns, hours as (month, day, hour, line), and latitude, longitude, zone and altitude.

    Raises TextError with the line where a row or the header cannot be read.
    """
    lines = text.splitlines()
    said = {line.partition(":")[0].casefold() + ":": line.partition(":")[2].strip() for line in lines[:12]}
    begin = next((i for i, line in enumerate(lines) if line.casefold().startswith("time(utc),")), None)
    if begin is None:
        message = "no line begins with time(UTC)."
        raise TextError(message, "Name a typical year (TMY) of PVGIS, as CSV.", f"{name}:1")
    header = [cell.strip() for cell in lines[begin].split(",")]
    where = {key: header.index(column) for key, column in COLUMNS.items() if column in header}
    hours: Hours = []
    columns: dict[str, list[float]] = {key: [] for key in where}
    for line, row in enumerate(csv.reader(lines[begin + 1 :]), begin + 2):
        if not row or not row[0][:8].isdigit():
            break  # below the hours stands what the columns mean
        try:
            stamp = row[0].strip()
            hours.append((int(stamp[4:6]), int(stamp[6:8]), int(stamp[9:11]), line))
            for key, column in where.items():
                columns[key].append(float(row[column]))
        except (ValueError, IndexError):
            raise TextError("the row cannot be read.", "Check its cells.", f"{name}:{line}") from None
    latitude, longitude, altitude = (said.get(word, "") for word in PLACE)
    place = [latitude, longitude, "0", altitude or "0"]
    found = {key: np.array(values) for key, values in columns.items()}
    try:
        late = 0.5 - float(said.get(OFFSET, "0.5"))
    except ValueError:
        message = "the irradiance time offset is not a number."
        raise TextError(message, "Write Irradiance Time Offset (h): 0.5.", f"{name}:4") from None
    for key in {*LIGHT} & {*found}:
        found[key] = _later(found[key], late)
    return found, hours, place


def _later(values: Floats, share: float) -> Floats:
    """Return values a share of an hour later (earlier when below 0), on straight lines between them."""
    neighbour = np.roll(values, -1 if share > 0.0 else 1)
    return np.asarray(values + abs(share) * (neighbour - values))
