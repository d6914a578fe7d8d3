"""A weather year: hourly means of sun, air and wind at one place, and how they are laid on a calendar.

The hours run from 1 January 00:00 in the file's own standard time, 365 or 366 days; each value is the mean
of the hour that begins there. A calendar takes the hour of the same month, day and time of day: 29 February
takes 28 February where the file has none, and is left out where the calendar has none.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.profile import Calendar

Floats = NDArray[np.float64]
COLUMNS = {  # name → unit, least and most that is believed
    "ghi": ("W/m2", 0.0, 1500.0),  # global irradiance on the level
    "dni": ("W/m2", 0.0, 1200.0),  # direct irradiance towards the sun
    "dhi": ("W/m2", 0.0, 1000.0),  # diffuse irradiance on the level
    "temperature": ("°C", -70.0, 60.0),  # of the air at 2 m
    "wind_speed": ("m/s", 0.0, 60.0),
    "pressure": ("Pa", 50_000.0, 110_000.0),
}
NIGHT, LIGHT, TOLERATED = (
    -3.0,
    40.0,
    10,
)  # degrees, W/m2, hours: more sun than this below the horizon is a shift


class WeatherError(ValueError):
    """Weather that cannot be used; `message` says what is wrong and `remedy` what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".rstrip())
        self.message, self.remedy = message, remedy


@dataclass(frozen=True, eq=False)
class Weather:
    """A year of hours at a place: columns of COLUMNS, each of shape (8760,) or (8784,).

    `hours_ahead` is the file's standard time over UTC [h]; latitude and longitude [°], altitude [m].
    """

    label: str
    columns: Mapping[str, Floats]
    latitude: float
    longitude: float
    hours_ahead: float
    altitude: float = 0.0
    source: str = ""
    kept: Mapping[str, Floats] = field(default_factory=dict)  # what was worked out before, by key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Weather) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """A name for the content: other hours, columns or places give another one."""
        found = hashlib.sha256(repr((self.latitude, self.longitude, self.hours_ahead)).encode())
        for name in sorted(self.columns):
            found.update(name.encode() + np.ascontiguousarray(self.columns[name]).tobytes())
        return found.hexdigest()

    @property
    def hours(self) -> int:
        """How many hours the year has: 8760 or 8784."""
        return next(iter(self.columns.values())).size

    @property
    def middle(self) -> NDArray[np.datetime64]:
        """The middle of every hour in UTC; in 2023, or in 2024 where the year has 366 days."""
        first = np.datetime64("2024-01-01T00:30" if self.hours == 8784 else "2023-01-01T00:30", "m")
        ahead = np.timedelta64(round(60 * self.hours_ahead), "m")
        return np.asarray(first + np.arange(self.hours) * np.timedelta64(60, "m") - ahead)

    def need(self, *names: str) -> tuple[Floats, ...]:
        """Return columns; raises WeatherError for the first that the file does not have."""
        for name in names:
            if name not in self.columns:
                unit = COLUMNS[name][0]
                raise WeatherError(f'weather "{self.label}" has no column {name}.', f"Add {name} [{unit}].")
        return tuple(self.columns[name] for name in names)

    @cached_property
    def sun(self) -> tuple[Floats, Floats]:
        """Zenith and azimuth of the sun in the middle of every hour [°]; azimuth 180 is south.

        Spencer's series for declination and the equation of time; within half a degree of an almanac.
        """
        at = self.middle
        day = (at.astype("datetime64[D]") - at.astype("datetime64[Y]")).astype(float)
        hour = (at - at.astype("datetime64[D]")).astype("timedelta64[m]").astype(float) / 60.0
        angle = 2.0 * math.pi * (day + (hour - 12.0) / 24.0) / 365.0
        sine, cosine = np.sin(angle), np.cos(angle)
        double = np.sin(2 * angle), np.cos(2 * angle)
        declination = (
            0.006918 - 0.399912 * cosine + 0.070257 * sine - 0.006758 * double[1] + 0.000907 * double[0]
        )
        declination += -0.002697 * np.cos(3 * angle) + 0.00148 * np.sin(3 * angle)
        equation = 229.18 * (
            0.000075 + 0.001868 * cosine - 0.032077 * sine - 0.014615 * double[1] - 0.040849 * double[0]
        )  # minutes
        solar = hour + self.longitude / 15.0 + equation / 60.0 - 12.0
        turn = np.radians(15.0 * solar)
        north = math.radians(self.latitude)
        height = math.sin(north) * np.sin(declination) + math.cos(north) * np.cos(declination) * np.cos(turn)
        east = -np.cos(declination) * np.sin(turn)
        up = math.cos(north) * np.sin(declination) - math.sin(north) * np.cos(declination) * np.cos(turn)
        return np.degrees(np.arccos(np.clip(height, -1.0, 1.0))), np.degrees(np.arctan2(east, up)) % 360.0

    def refuse_sun_at_night(self) -> None:
        """Raise WeatherError where the sun shines below the horizon: hours, time zone or place are wrong."""
        (ghi,) = self.need("ghi")
        night = 90.0 - self.sun[0] < NIGHT
        bad = night & (ghi > LIGHT)
        if int(bad.sum()) > TOLERATED:
            first = int(np.flatnonzero(bad)[0])
            raise WeatherError(
                f'weather "{self.label}": the sun shines while it is below the horizon in '
                f"{int(bad.sum())} hours, first {said(first, self.hours)}.",
                "Check stamps (start or end of the hour), time zone, latitude and longitude.",
            )

    def over(self, values: Floats, calendar: Calendar, hours_ahead: float) -> Floats:
        """Return hourly values of this year over a calendar whose standard time is `hours_ahead` of UTC.

        Steps longer than an hour take the mean, shorter ones the value of their hour; shape (steps,).
        """
        minutes = round(calendar.hours * 60)
        begin = calendar.start.astype("datetime64[m]")
        shift = round(60 * (self.hours_ahead - hours_ahead))
        part = math.gcd(60, minutes, (int(begin.astype(int)) + shift) % 60)
        parts = minutes // part
        instants = begin + (np.arange(calendar.steps * parts) * part + shift).astype("timedelta64[m]")
        rows = self._rows(instants)
        return np.asarray(values[rows].reshape(calendar.steps, parts).mean(axis=1))

    def _rows(self, instants: NDArray[np.datetime64]) -> NDArray[np.int64]:
        """Return the hour of this year with the month, day and time of day of every instant."""
        days = instants.astype("datetime64[D]")
        months = instants.astype("datetime64[M]")
        month = months.astype(int) % 12
        day = (days - months.astype("datetime64[D]")).astype(int)
        hour = (instants - days).astype("timedelta64[h]").astype(int)
        leap = self.hours == 8784
        lengths = np.array([31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
        begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        return np.asarray(24 * (begins[month] + np.minimum(day, lengths[month] - 1)) + hour)


def said(hour: int, hours: int) -> str:
    """Return the month, day and time of an hour of the year.

    >>> said(0, 8760), said(8759, 8760)
    ('01-01 00:00', '12-31 23:00')
    """
    first = np.datetime64("2024-01-01T00" if hours == 8784 else "2023-01-01T00", "h")
    return str(first + np.timedelta64(hour, "h")).replace("T", " ")[5:] + ":00"
