"""Tariffs shipped: known windows of their documents, civil time, steps of any length, faults named."""

import numpy as np
import pytest

from symbiosis.catalogue.tariff import Tariff, TariffError, over, read_tariffs, read_windows, tariff, tariffs
from symbiosis.park.profile import Calendar
from symbiosis.park.validity import DAY


def day(start, steps=24, hours=1.0, zone="Asia/Shanghai"):
    return Calendar(np.datetime64(start), steps, hours, zone)


def test_every_tariff_covers_the_year_and_has_its_document():
    for found in tariffs().values():
        assert found.multipliers.min() > 0
        assert found.document
        assert DAY.fullmatch(found.valid_from)
        assert found.confidence in ("H", "M")


def test_guangdong_by_its_document():
    # 粤发改价格〔2021〕331号: 1.7 : 1 : 0.38, a quarter more at 11-12 and 15-17 from July to September
    values = over(tariffs()["guangdong"], day("2025-08-01T00:00"))
    assert values[:8].tolist() == [0.38] * 8
    assert values[[8, 10, 11, 14, 15, 16, 18, 19]].tolist() == [1, 1.7, 2.125, 1.7, 2.125, 2.125, 1.7, 1]


def test_the_valley_lies_at_midday():
    # 苏发改价格发〔2025〕426号: 11-13 in summer and winter, 10-14 in spring and autumn
    assert over(tariffs()["jiangsu"], day("2025-04-01T10:00", 4)).tolist() == [0.35] * 4
    assert over(tariffs()["jiangsu"], day("2025-06-01T10:00", 4)).tolist() == [1, 0.35, 0.35, 1]


def test_half_hours_are_averaged_or_kept():
    jiangsu = tariffs()["jiangsu"]  # sharp from 19:30 in July
    assert over(jiangsu, day("2025-07-01T19:00", 1))[0] == pytest.approx((1.8 + 2.16) / 2)
    assert over(jiangsu, day("2025-07-01T19:00", 2, 0.5)).tolist() == [1.8, 2.16]
    assert over(jiangsu, day("2025-07-01T19:15", 2, 0.25)).tolist() == [1.8, 2.16]
    assert over(jiangsu, day("2025-07-01T19:15", 1, 0.5))[0] == pytest.approx((1.8 + 2.16) / 2)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Copenhagen", "Asia/Tokyo"])
def test_a_calendar_of_another_zone_meets_the_same_hours(zone):
    ahead = {"UTC": 0, "Europe/Copenhagen": 1, "Asia/Tokyo": 9}[zone]  # standard time, in July too
    start = np.datetime64("2025-07-01T00:00") - np.timedelta64(8 - ahead, "h")
    here = over(tariffs()["jiangsu"], day("2025-07-01T00:00"))
    assert over(tariffs()["jiangsu"], Calendar(start, 24, 1.0, zone)).tolist() == here.tolist()


def test_a_year_has_the_mean_of_its_months():
    found = tariffs()["qinghai"]  # the same all year
    assert over(found, Calendar.of_year(2025, "Asia/Shanghai")).mean() == pytest.approx(
        found.multipliers.mean()
    )


def test_only_the_base_floats():
    profile = tariff("jiangsu", day("2025-07-01T11:00", 3), 0.4, 0.2)
    assert profile.values.tolist() == pytest.approx([0.34, 0.34, 0.6])
    assert profile.unit == "CNY/kWh"


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(TariffError, match=r'no tariff "jangsu"\. Did you mean "jiangsu"'):
        tariff("jangsu", day("2025-07-01T00:00"), 1.0)


ROWS = "tariff,months,start,end,band,multiplier\nx,all,00:00,24:00,flat,1\n"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("x,13,00:00,24:00,flat,1", '"13" are no months'),
        ("x,1,22:00,06:00,valley,1", "ends before it starts"),
        ("x,1,00:00,06:00,valley,cheap", '"cheap" is no multiplier'),
    ],
)
def test_rows_that_cannot_be_read(more, said):
    with pytest.raises(TariffError, match=said):
        read_windows(ROWS + more)


def test_windows_that_overlap_in_one_month_only():
    windows = read_windows(ROWS + "x,7,12:00,14:00,valley,0.5")["x"]
    with pytest.raises(TariffError, match="the windows of month 7 overlap from 12:00 to 14:00"):
        Tariff("x", windows)


def test_a_year_before_the_document_is_remarked():
    jiangsu = tariffs()["jiangsu"]
    assert jiangsu.outside(Calendar.of_year(2024)) == (
        "tariff jiangsu holds from 2025-06-01; the park is of 2024-01-01."
    )
    assert jiangsu.outside(Calendar.of_year(2026)) == ""
    assert (
        tariffs()["beijing"].outside(Calendar.of_year(2023)) == ""
    )  # of its document only the year is known


DATED = "tariff,months,start,end,band,multiplier,valid_from,valid_to\n"


def test_a_tariff_of_ones_own_states_its_days_once():
    found = read_tariffs(f"{DATED}x,all,00:00,12:00,day,1,2024-03,\nx,all,12:00,24:00,day,2,,2025-02-28\n")[
        "x"
    ]
    assert (found.valid_from, found.valid_to) == ("2024-03", "2025-02-28")
    assert (
        found.outside(Calendar.of_year(2025)) == "tariff x held until 2025-02-28; the park is of 2025-12-31."
    )
    assert read_tariffs(ROWS)["x"].outside(Calendar.of_year(1990)) == ""


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("x,all,00:00,24:00,day,1,last June,\n", 'line 2: "last June" is no day. Write 2025-06-01'),
        (
            "x,all,00:00,12:00,day,1,2024,\nx,all,12:00,24:00,day,2,2025,\n",
            "line 3: valid_from is 2025, and 2024 in another row",
        ),
    ],
)
def test_days_that_make_no_sense(rows, said):
    with pytest.raises(TariffError, match=said):
        read_tariffs(DATED + rows)
