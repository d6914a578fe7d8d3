"""Hand-made exports of meters: every value of the profile can be done in the head."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from symbiosis.park.profile import Calendar
from symbiosis.tables.metering.importing import How, import_meter
from symbiosis.tables.source import TextError

DAY = Calendar(np.datetime64("2023-01-01T00:00"), 4, 1.0, "Asia/Shanghai")  # four hours


def saved(where: Path, text: str, encoding: str = "utf-8") -> Path:
    path = where / "export.csv"
    path.write_bytes(text.encode(encoding))
    return path


def quarter_hours(values: list[Any], first: int = 1, header: str = "time,power [kW]") -> str:
    """Return 15-minute readings from 00:15 (or 00:00) on."""
    lines = [header]
    for i, value in enumerate(values, first):
        hour, minute = divmod(i * 15, 60)
        lines.append(f"2023-01-01 {hour:02d}:{minute:02d},{value}")
    return "\n".join(lines)


def refusal(path: Path, calendar: Calendar = DAY, **how: Any) -> str:
    with pytest.raises(TextError) as caught:
        import_meter(path, calendar, How(**how))
    return f"{caught.value.place}: {caught.value}"


def test_quarter_hours_become_hourly_means(tmp_path: Path) -> None:
    values = [1, 2, 3, 4, 5, 5, 5, 5, 8, 8, 8, 8, 0, 0, 0, 4]
    made = import_meter(saved(tmp_path, quarter_hours(values)), DAY, How(stamps="end"))
    assert made.values.tolist() == [2.5, 5.0, 8.0, 1.0]
    assert (made.unit, made.filled, made.open) == ("kW", 0, [])
    began = import_meter(saved(tmp_path, quarter_hours(values, first=0)), DAY, How(stamps="begin"))
    assert began.values.tolist() == made.values.tolist()


def test_nobody_guesses_whether_a_stamp_ends_its_interval(tmp_path: Path) -> None:
    path = saved(tmp_path, quarter_hours([1] * 16))
    assert "does an interval begin or end at its stamp?" in refusal(path)


def test_24_00_is_the_end_of_the_day_and_says_that_stamps_end_intervals(tmp_path: Path) -> None:
    calendar = Calendar(np.datetime64("2023-01-01T20:00"), 4, 1.0, "Asia/Shanghai")
    lines = ["时间,有功功率(kW)", *(f"2023/1/1 {hour}:00,{hour}" for hour in (21, 22, 23, 24))]
    made = import_meter(saved(tmp_path, "\n".join(lines), "gb18030"), calendar, How())
    assert made.values.tolist() == [21.0, 22.0, 23.0, 24.0]
    path = saved(tmp_path, "\n".join(lines))
    assert "Say --stamps end." in refusal(path, calendar, stamps="begin")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_register_is_differenced_and_multiplied(tmp_path: Path, encoding: str) -> None:
    lines = ["采集时间,正向有功总电量(kWh)"]
    lines += [f"2023-01-01 {hour:02d}:00,{read}" for hour, read in enumerate([100, 101, 103, 106, 110])]
    path = saved(tmp_path, "\n".join(lines), encoding)
    made = import_meter(path, DAY, How(kind="register", multiplier=60.0 * 100.0))
    assert made.values.tolist() == [6000.0, 12000.0, 18000.0, 24000.0]
    assert made.unit == "kW"
    assert "is an amount: what does a value count?" in refusal(path)


def test_a_register_rolls_over_or_is_reset(tmp_path: Path) -> None:
    text = "time,register [kWh]\n" + "\n".join(
        f"2023-01-01 {hour:02d}:00,{read}" for hour, read in enumerate([9998, 9999, 1, 3, 5])
    )
    path = saved(tmp_path, text)
    rolled = import_meter(path, DAY, How(kind="register", capacity=10_000.0))
    assert rolled.values.tolist() == [1.0, 2.0, 2.0, 2.0]
    assert [what for what, _, _ in rolled.log] == ["roll-over"]
    reset = import_meter(path, DAY, How(kind="register"))
    assert np.isnan(reset.values).tolist() == [False, True, False, False]
    assert reset.log[0][:2] == ("reset", "export.csv:4")
    # 500 to 3 on a register of 10 000 would be 9503 kWh in an hour: a reset, whatever its capacity
    text = text.replace("9998", "499").replace("9999", "500")
    assert import_meter(saved(tmp_path, text), DAY, How(kind="register", capacity=10_000.0)).open == [(1, 2)]


def test_gaps_stay_open_without_a_rule_and_are_logged_with_one(tmp_path: Path) -> None:
    values = [4, 4, 4, 4, "", "--", 6, 6, 8, 8, 8, 8, 8, 8, 8, 8]
    path = saved(tmp_path, quarter_hours(values))
    left = import_meter(path, DAY, How(stamps="end"))
    assert left.open == [(1, 2)]
    assert [(what, where) for what, where, _ in left.log if what == "missing"] == [
        ("missing", "export.csv:6"),
        ("missing", "export.csv:7"),
    ]
    filled = import_meter(path, DAY, How(stamps="end", fill="linear", max_gap=1.0))
    assert filled.values.tolist() == [4.0, 6.0, 8.0, 8.0]
    assert ("filled", "2023-01-01T01:00", "linear: 6") in filled.log
    assert import_meter(path, DAY, How(stamps="end", fill="linear", max_gap=0.5)).open == [(1, 2)]


def test_the_day_before_fills_a_gap(tmp_path: Path) -> None:
    calendar = Calendar(np.datetime64("2023-01-01T00:00"), 48, 1.0, "Asia/Shanghai")
    lines = ["time,steam [t/h]"]
    lines += [f"2023-01-{1 + i // 24:02d} {i % 24:02d}:00,{i}" for i in range(48) if i not in (30, 31)]
    made = import_meter(
        saved(tmp_path, "\n".join(lines)), calendar, How(stamps="begin", fill="day_before", max_gap=3.0)
    )
    assert made.values[29:33].tolist() == [29.0, 6.0, 7.0, 32.0]
    assert made.filled == 2


def test_a_registers_total_is_spread_evenly_when_asked(tmp_path: Path) -> None:
    text = "time,register [t]\n2023-01-01 00:00,0\n2023-01-01 01:00,3\n2023-01-01 04:00,12\n"
    path = saved(tmp_path, text)
    assert import_meter(path, DAY, How(kind="register")).open == [(1, 4)]
    made = import_meter(path, DAY, How(kind="register", fill="even", max_gap=3.0))
    assert made.values.tolist() == [3.0, 3.0, 3.0, 3.0]
    assert (made.unit, made.filled) == ("t/h", 3)


def test_a_stamp_twice_is_kept_once_or_refused(tmp_path: Path) -> None:
    text = quarter_hours([1] * 16)
    again = text + "\n2023-01-01 00:15,1"
    made = import_meter(saved(tmp_path, again), DAY, How(stamps="end"))
    assert [what for what, _, _ in made.log] == ["sorted", "repeated", "interval"]
    said = refusal(saved(tmp_path, text + "\n2023-01-01 00:15,2"), stamps="end")
    assert said.startswith("export.csv:18: 2023-01-01 00:15:00 stands here again with 2, first with 1")


def test_a_local_clock_repeats_an_hour_in_autumn_and_skips_one_in_spring(tmp_path: Path) -> None:
    def export(first: str, stamps: list[str]) -> Path:
        return saved(
            tmp_path, "time,power [kW]\n" + "\n".join(f"{first} {s},{i}" for i, s in enumerate(stamps))
        )

    autumn = Calendar(np.datetime64("2023-10-29T00:00"), 4, 1.0, "Europe/Berlin")
    path = export("2023-10-29", ["01:00", "02:00", "02:00", "03:00"])  # summer time, twice 02:00
    assert import_meter(path, autumn, How(stamps="begin", local=True)).values.tolist() == [0.0, 1.0, 2.0, 3.0]
    said = refusal(path, autumn, stamps="begin")
    assert "2023-10-29 02:00:00 stands here again with 2, first with 1" in said
    spring = Calendar(np.datetime64("2023-03-26T00:00"), 4, 1.0, "Europe/Berlin")
    path = export("2023-03-26", ["00:00", "01:00", "03:00", "04:00"])
    assert import_meter(path, spring, How(stamps="begin", local=True)).values.tolist() == [0.0, 1.0, 2.0, 3.0]
    assert "does not exist" in refusal(
        export("2023-03-26", ["01:00", "02:00"]), spring, stamps="begin", local=True
    )


def test_excel_exports_with_titles_dates_and_a_multiplier(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["用电负荷数据"])
    sheet.merge_cells("A1:C1")
    sheet.append(["倍率：6000"])
    sheet.append(["日期", "时间", "有功功率(kW)", "无功功率(kvar)"])
    start = datetime(2023, 1, 1)
    for i in range(4):
        sheet.append([start, f"{i:02d}:00", i + 0.5, 0])
    path = tmp_path / "export.xlsx"
    book.save(path)
    how = {"column": "有功功率", "stamps": "begin"}
    said = refusal(path, **how)
    assert "the file states a multiplier of 6000." in said
    made = import_meter(path, DAY, How(column="有功功率", stamps="begin", multiplier=6000.0))
    assert made.values.tolist() == [3000.0, 9000.0, 15000.0, 21000.0]
    assert "the file has 2 columns of values." in refusal(path, stamps="begin", multiplier=1.0)


def test_a_day_per_row_with_96_columns(tmp_path: Path) -> None:
    heads = [f"{(i + 1) // 4:02d}:{(i + 1) % 4 * 15:02d}" for i in range(96)]  # 00:15 … 24:00
    lines = [",".join(["日期", *heads]), ",".join(["2023-01-01", *(str(i // 4) for i in range(96))])]
    path = saved(tmp_path, "\n".join(lines))
    assert "the unit of the values is not stated." in refusal(path)
    assert import_meter(path, DAY, How(unit="kW")).values.tolist() == [0.0, 1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("text", "how", "said"),
    [
        ("a,b\n1,2\n", {}, "no row names a column of times."),
        ("time,power [kW]\n2023-01-01 00:00,12,5\n", {"stamps": "end"}, "one reading alone"),
        ('time,power [kW]\n2023-01-01 00:00,"1,200"\n', {}, 'export.csv:2: "1,200"'),
        ("time,power [kW]\nyesterday,1\n", {}, 'export.csv:2: "yesterday": this is not a time.'),
        ("time,power [kW]\n03/04/2023,1\n", {}, "day and month may be either way round."),
        ("time,power\n2023-01-01 00:00,1\n", {}, "the unit of the values is not stated."),
        ("time,power [kW]\n2023-01-01 00:00,1\n", {"unit": "MW"}, "the header says kW, --unit says MW."),
        ("time,power [kW]\n2023-01-01 00:00,1\n", {"kind": "register"}, "kW is a rate and no amount."),
        ("", {}, "the file is empty."),
    ],
)
def test_what_is_in_doubt_is_refused_with_its_line(tmp_path: Path, text: str, how: Any, said: str) -> None:
    assert said in refusal(saved(tmp_path, text), **how)


def test_another_year_and_coarser_readings_are_refused(tmp_path: Path) -> None:
    text = quarter_hours([1] * 16).replace("2023", "2022")
    assert "no reading falls into the park's calendar" in refusal(saved(tmp_path, text), stamps="end")
    first = datetime(2023, 1, 1)
    days = "\n".join(f"{first + timedelta(days=i):%Y-%m-%d},5" for i in range(3))
    said = refusal(saved(tmp_path, f"date,steam [t/h]\n{days}"), stamps="begin")
    assert "readings come every 24 h, the park's steps are 1 h." in said
