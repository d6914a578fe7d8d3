"""Time axes, instants and shutdowns as they are written."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from symbiosis.park.profile import Calendar
from symbiosis.tables.shapes import of_mean_one, shape, without
from symbiosis.tables.source import Listing, Scalar, TextError
from symbiosis.tables.times import days_off, in_standard_time, stamp, standard_offset
from tests.tables.folder import folder, only_problem

TIME = "{start: 2023-01-01T00:00, steps: 4, time_zone: Asia/Shanghai}"

BAD = {
    "{year: 2023}": "time_zone is missing. Write time: {year: 2023, time_zone: Asia/Shanghai}.",
    "{time_zone: UTC}": "either a year, or a start with a number of steps is expected.",
    "{year: 2023, start: 2023-01-01, steps: 4, time_zone: UTC}": "either a year, or a start",
    "{start: 2023-01-01, time_zone: UTC}": "steps is missing.",
    "{year: 2023, steps: 4, time_zone: UTC}": "a year has its own number of steps. Delete steps and annual.",
    "{year: 23, time_zone: UTC}": "the number is not between 1900 and 2200. Write year: 2023.",
    "{start: 2023-01-01, steps: 4.5, time_zone: UTC}": "a whole number is expected here. Write steps: 24.",
    "{start: 2023-01-01, steps: 4, step: 1, time_zone: UTC}": "the unit is missing. Write 1 h.",
    "{start: 2023-01-01, steps: 4, step: 10 s, time_zone: UTC}": "a step is a whole number of minutes.",
    "{start: 2023-01-01, steps: 4, annual: true, time_zone: UTC}": "4 hours are not a year.",
    "{start: 2023-01-01T00:00+08:00, steps: 4, time_zone: UTC}": "start is in local standard time",
    "{begin: 2023-01-01, start: 2023-01-01, steps: 4, time_zone: UTC}": "park.time.begin: this word is",
    "2023": "a block of names and values is expected here.",
}


@pytest.mark.parametrize("time", BAD)
def test_a_bad_time_axis_says_why(tmp_path: Path, time: str) -> None:
    assert BAD[time] in only_problem(folder(tmp_path, (TIME, time)))


def test_years_come_first() -> None:
    assert stamp("2023-01-31 05:00") == datetime(2023, 1, 31, 5)
    with pytest.raises(TextError, match="either way round"):
        stamp("03/04/2025")
    with pytest.raises(TextError, match="does not exist"):
        stamp("2023-02-29")


def test_standard_time_knows_no_summer() -> None:
    assert standard_offset("Europe/Berlin", 2023) == timedelta(hours=1)
    assert standard_offset("Australia/Sydney", 2023) == timedelta(hours=10)
    summer = stamp("2023-07-01T12:00+02:00")
    assert in_standard_time(summer, timedelta(hours=1)) == datetime(2023, 7, 1, 11)


def list_of(*texts: str) -> Listing:
    """Return a list as a file gives it."""
    return Listing("park.yaml:1", [Scalar(text, "park.yaml:1") for text in texts])


def test_shutdowns_include_their_last_day() -> None:
    (dates,) = days_off(list_of("2023-07-01/2023-07-15"))
    assert dates[1] - dates[0] == np.timedelta64(15, "D")
    (hours,) = days_off(list_of("2023-07-01T06:00/2023-07-01T18:00"))
    assert hours[1] - hours[0] == np.timedelta64(12, "h")
    for bad in ("2023-07-15/2023-07-01", "2023-07-01/2023-07-02/2023-07-03", "July"):
        with pytest.raises(TextError):
            days_off(list_of(bad))


def test_shapes_follow_hours_and_weekdays() -> None:
    week = Calendar(np.datetime64("2023-01-02T00:00"), 168)  # from a Monday
    hours = {name: shape(name, week).sum() for name in ("flat", "two_shift", "day_shift", "weekdays")}
    assert hours == {"flat": 168, "two_shift": 112, "day_shift": 50, "weekdays": 120}
    assert shape("weekdays", week)[-48:].max() == 0.0


def test_shutdowns_must_fall_into_the_calendar() -> None:
    day = Calendar(np.datetime64("2023-01-02T00:00"), 24)
    off = [(np.datetime64("2023-01-02T06:00"), np.datetime64("2023-01-02T12:00"))]
    assert without(np.ones(24), day, off).sum() == 18.0
    with pytest.raises(TextError, match="lies outside the calendar"):
        without(np.ones(24), day, [(np.datetime64("2022-01-02"), np.datetime64("2022-01-03"))])


def test_a_shape_has_a_mean_of_one() -> None:
    assert of_mean_one(np.array([0.0, 1.0, 3.0])).tolist() == [0.0, 0.75, 2.25]
    for bad in (np.zeros(3), np.array([1.0, -1.0])):
        with pytest.raises(TextError):
            of_mean_one(bad)
