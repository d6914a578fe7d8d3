"""A file of measured hours: what is taken from it, and a sentence for everything that cannot be."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.park import ParkError
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.tables.measured import read_measured
from tests.parks import need, shop, small_park


@pytest.fixture(scope="module")
def park():
    profiles = [
        Profile("price", np.array([3.0, 1.0, 2.0]), "CNY/MWh"),
        Profile("load", np.array([1.0, 1.0, 1.0]), "MW"),
    ]
    return small_park(
        3,
        need("mill.power", Varying(1.0, "load")),
        shop("power", Varying(1.0, "price"), "mill"),
        calendar=Calendar(np.datetime64("2025-03-01T00:00"), 3, 1.0, "Asia/Shanghai"),
        profiles=profiles,
    )


def read(park, folder, *lines):
    path = folder / "measured.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_measured(path, park, {"price", "load"})


def problem(park, folder, *lines):
    with pytest.raises(ParkError) as caught:
        read(park, folder, *lines)
    first, *_ = caught.value.problems
    assert first.place.startswith("measured.csv:")
    assert first.remedy
    return str(first)


HEAD = "time,price [CNY/MWh],load [MW]"


def test_measured_and_foreseen_in_the_units_of_the_park(park, tmp_path):
    found = read(
        park,
        tmp_path,
        "time,price [CNY/kWh],load [kW],load forecast [MW]",
        "2026-05-01T10:00,0.002,1500,1",
        "2026-05-01T11:00,0.003,2500,2",
    )
    assert (str(found.calendar.start), found.calendar.steps) == ("2026-05-01T10:00", 2)
    assert found.actual["price"].values == pytest.approx([2.0, 3.0])
    assert found.actual["load"].values == pytest.approx([1.5, 2.5])
    assert found.foreseen["load"].values.tolist() == [1.0, 2.0]
    assert (set(found.foreseen), found.planned) == ({"load"}, ())


def test_times_with_an_offset_are_turned_into_the_park_s(park, tmp_path):
    found = read(park, tmp_path, HEAD, "2026-05-01T00:00Z,1,1", "2026-05-01T09:00+08:00,1,1")
    assert (str(found.calendar.start), found.calendar.steps) == ("2026-05-01T08:00", 2)


def test_a_column_that_is_not_there_is_as_planned_in_the_park_s_own_hours(park, tmp_path):
    found = read(park, tmp_path, "time,load [MW]", "2025-03-01T01:00,5", "2025-03-01T02:00,6")
    assert found.planned == ("price",)
    assert found.actual["price"].values.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("time,load [MW]", "2026-05-01T00:00,1"), 'there is no column "price [CNY/MWh]"'),
        (("time,load [MW]", "2025-03-01T02:00,1", "2025-03-01T03:00,1"), "for other hours only"),
        ((HEAD + ",lod [MW]", "2026-05-01T00:00,1,1,1"), 'Did you mean "load"?'),
        (
            ("time,price [CNY/MWh],load [t/h]", "2026-05-01T00:00,1,1"),
            "is in t/h, the park's profile is in MW",
        ),
        (("time,price,load [MW]", "2026-05-01T00:00,1,1"), "the column states no unit"),
        (
            ("time,price [CNY/MWh],load forecast [MW]", "2025-03-01T00:00,1,1"),
            'it is foreseen but not measured: there is no column "load"',
        ),
        ((HEAD, "2026-05-01T00:00,1,1", "2026-05-01T02:00,1,1"), "2026-05-01T01:00 is missing (2 rows, 3"),
        ((HEAD, "2026-05-01T00:00,1,1", "2026-05-01T00:30,1,1"), "2026-05-01T00:30 is not a step"),
        ((HEAD, "2026-05-01T00:30,1,1", "2026-05-01T01:30,1,1"), "00:30 is not on the park's step of 1 h"),
        ((HEAD, "2026-05-01T00:00,1,1", "2026-05-01T00:00,1,1"), "stands here a second time"),
        ((HEAD, "2026-05-01T01:00,1,1", "2026-05-01T00:00,1,1"), "2026-05-01T00:00"),
        ((HEAD, "2026-05-01T00:00,1,1", "2026-05-01T01:00+08:00,1,1"), "some times have an offset from UTC"),
        ((HEAD, "2026-05-01T00:00,1,"), "the cell is blank"),
        ((HEAD, "01/05/2026,1,1"), "day and month may be either way round"),
        ((HEAD,), "the file has no rows"),
        (("hour,load [MW]", "2026-05-01T00:00,1"), "the first column is not `time`"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_a_remedy(park, tmp_path, lines, said):
    assert said in problem(park, tmp_path, *lines)


@pytest.mark.parametrize("column", ["load [t/h]", "laod [MW]"])
def test_a_column_that_is_refused_is_not_missed_too(park, tmp_path, column):
    with pytest.raises(ParkError) as caught:
        read(park, tmp_path, f"time,price [CNY/MWh],{column}", "2026-05-01T00:00,1,1")
    assert [found.label for found in caught.value.problems] == [column.partition(" ")[0]]
