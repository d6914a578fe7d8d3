"""What a park's profiles were in some hours, and what was foreseen of them: one CSV file.

`time`, columns named like the park's profiles (`steam [t/h]`) and, where there was a forecast,
`steam forecast [t/h]`. The hours need not lie in the park's year, but on its step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.park import ParkError
from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Calendar, Profile
from symbiosis.tables.csv_text import Grid, grid
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.series import read_grid
from symbiosis.tables.source import TextError
from symbiosis.tables.times import in_standard_time, stamp, standard_offset
from symbiosis.tables.units import measure

if TYPE_CHECKING:
    from symbiosis.park import Park

FORECAST = " forecast"
MOST = 1_000_000  # steps; a mistyped year asks for more


@dataclass(frozen=True)
class Measured:
    """Series over `calendar` in the units of the park: `actual` of every profile, `foreseen` where given.

    `planned` names profiles that the file does not have; they are as the park states them.
    """

    calendar: Calendar
    actual: Mapping[str, Profile]
    foreseen: Mapping[str, Profile]
    planned: tuple[str, ...]


def read_measured(path: Path, park: Park, used: set[str]) -> Measured:
    """Return the series of a file for the profiles of a park, of which `used` must be known.

    Raises ParkError, which lists everything wrong with the file, and OSError where it cannot be read.
    """
    reading = Reading()
    table = grid(path.read_bytes(), path.name, reading.report)
    named = table is not None and table.header[0].lower() == "time"
    calendar = _calendar(table, park.calendar, reading) if named and table is not None else None
    columns: dict[str, Profile] = {}
    if table is not None:
        read_grid(table, calendar, reading, columns)
    if reading.problems or table is None or calendar is None:
        raise ParkError(reading.problems)
    actual, foreseen = _sorted_out(columns, park, table, reading)
    planned = [name for name in sorted(used) if name not in actual]
    meant = {name for problem in reading.problems for name in _meant(problem.label, park)}
    for name in planned:
        own = _own(park, name, calendar)
        if own is None and name in meant:
            continue  # its column is there, and what is wrong with it is said
        if own is None:
            reading.report(
                table.header_place(),
                f'there is no column "{name} [{park.profiles[name].unit}]", '
                "and the park has it for other hours only.",
                "Add the column, or give hours of the park's own calendar.",
            )
        else:
            actual[name] = own
    if reading.problems:
        raise ParkError(reading.problems)
    return Measured(calendar, actual, foreseen, tuple(planned))


def _meant(column: str, park: Park) -> list[str]:
    """Return the profile that a refused column is named like."""
    return get_close_matches(column.removesuffix(FORECAST), park.profiles, n=1)


def _calendar(table: Grid, own: Calendar, reading: Reading) -> Calendar | None:
    """Return the hours from a file's first row to its latest, in the park's steps."""
    times: list[datetime] = []
    for row, cells in enumerate(table.rows):
        try:
            given = stamp(cells[0])
            offset = standard_offset(own.time_zone, given.year) if given.tzinfo else timedelta(0)
            times.append(in_standard_time(given, offset))
        except TextError as fault:
            reading.wrong(Where(""), fault.message, fault.remedy, table.place(row, 0), cells[0])
            return None
    if not times:
        reading.report(table.header_place(), "the file has no rows.", "Give one row for every step.")
        return None
    step = np.timedelta64(round(own.hours * 60), "m")
    first, last = (np.datetime64(time, "s").astype("datetime64[m]") for time in (times[0], max(times)))
    if (first - own.start.astype("datetime64[m]")) % step != np.timedelta64(0, "m"):
        reading.wrong(
            Where(""),
            f"{first} is not on the park's step of {own.hours:g} h.",
            f"Give a row every {own.hours:g} h, at instants such as {own.start.astype('datetime64[m]')}.",
            table.place(0, 0),
            table.rows[0][0],
        )
        return None
    steps = int((last - first) // step) + 1
    return Calendar(first, steps if steps <= MOST else len(times), own.hours, own.time_zone)


def _sorted_out(
    columns: dict[str, Profile], park: Park, table: Grid, reading: Reading
) -> tuple[dict[str, Profile], dict[str, Profile]]:
    """Return what was measured and what was foreseen, in the park's units."""
    actual: dict[str, Profile] = {}
    foreseen: dict[str, Profile] = {}
    for column, profile in columns.items():
        is_forecast = column not in park.profiles and column.endswith(FORECAST)
        name = column.removesuffix(FORECAST) if is_forecast else column
        if name not in park.profiles:
            reading.wrong(
                Where("profiles", column),
                "the park has no profile of this name.",
                did_you_mean(name, park.profiles),
                table.header_place(),
            )
        elif is_forecast and name not in columns:
            reading.wrong(
                Where("profiles", column),
                f'it is foreseen but not measured: there is no column "{name}".',
                "Add what was measured.",
                table.header_place(),
            )
        else:
            found = _converted(profile, park.profiles[name], table, reading)
            if found is not None:
                (foreseen if is_forecast else actual)[name] = found
    return actual, foreseen


def _converted(given: Profile, own: Profile, table: Grid, reading: Reading) -> Profile | None:
    factor = 1.0
    if given.unit != own.unit:
        try:
            ratio = measure(given.unit) / measure(own.unit)
        except TextError:  # a temperature is no factor times a unit
            ratio = None
        if ratio is None or ratio.dimension:
            reading.wrong(
                Where("profiles", given.name),
                f"is in {given.unit}, the park's profile is in {own.unit}.",
                f"Give it in {own.unit}.",
                table.header_place(),
            )
            return None
        factor = float(ratio.factor)
    return Profile(own.name, given.values * factor, own.unit, table.file)


def _own(park: Park, name: str, calendar: Calendar) -> Profile | None:
    """Return a profile as the park states it over some hours, if it covers them."""
    own, profile = park.calendar, park.profiles[name]
    step = np.timedelta64(round(own.hours * 60), "m")
    ahead = int((calendar.start.astype("datetime64[m]") - own.start.astype("datetime64[m]")) // step)
    if ahead < 0 or ahead + calendar.steps > own.steps:
        return None
    inside = profile.values[ahead : ahead + calendar.steps]
    return Profile(name, inside, profile.unit, profile.source, profile.assumed)
