"""Profiles: every way a series may fail to cover the calendar, named by line and time."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from symbiosis.park.profile import Calendar
from symbiosis.tables.reading import Reading
from symbiosis.tables.series import read_profiles
from tests.tables.folder import PROFILES, folder, good, only_problem, problems

ROW = {hour: f"2023-01-01T0{hour}:00" for hour in range(5)}
STEPS = "2023-01-01T00:00 to 2023-01-01T03:00"

CASES = {
    "blank": (
        "02:00,1,320",
        "02:00,,320",
        "profiles/p.csv:4, load [1] profiles.load: at 2023-01-01T02:00 the cell is blank. "
        "Write a number with its unit.",
    ),
    "nan": (
        "02:00,1,320",
        "02:00,NaN,320",
        'profiles/p.csv:4, load [1] profiles.load = "NaN": at 2023-01-01T02:00: this is not a finite number. '
        "Write the number, or leave the line out if it does not apply.",
    ),
    "excel error": (
        "02:00,1,320",
        "02:00,1,#REF!",
        'profiles/p.csv:4, gas_price [CNY/MWh] profiles.gas_price = "#REF!": at 2023-01-01T02:00: '
        "the cell holds an Excel error. Repair the formula, then save again.",
    ),
    "decimal comma": (
        "02:00,1,320",
        '02:00,"0,5",320',
        'profiles/p.csv:4, load [1] profiles.load = "0,5": at 2023-01-01T02:00: not a number '
        "(decimal comma?). "
        "Write 0.5.",
    ),
    "python's own marks": (
        "02:00,1,320",
        "02:00,1,3_20",
        'profiles/p.csv:4, gas_price [CNY/MWh] profiles.gas_price = "3_20": at 2023-01-01T02:00: '
        "this is not a number. Write a number with its unit, e.g. 12 t/h.",
    ),
    "unit in a cell": (
        "02:00,1,320",
        "02:00,1,320 CNY",
        'profiles/p.csv:4, gas_price [CNY/MWh] profiles.gas_price = "320 CNY": at 2023-01-01T02:00: '
        '"CNY" stands in the cell. Write the number alone; the unit stands in the header.',
    ),
    "ragged row": (
        "02:00,1,320",
        "02:00,0,5,320",
        "profiles/p.csv:4: the row has 4 cells, the header 3. Check for a decimal comma or an "
        "unquoted comma; "
        "use a decimal point, quote text with commas.",
    ),
    "no unit": (
        "load [1]",
        "load",
        "profiles/p.csv:1 profiles.load: the column states no unit. "
        "Write `load [MW]`, or `load [1]` for a share.",
    ),
    "empty brackets": (
        "load [1]",
        "load []",
        "profiles/p.csv:1 profiles.load: the column states no unit. "
        "Write `load [MW]`, or `load [1]` for a share.",
    ),
    "unknown unit": (
        "load [1]",
        "load [MWW]",
        'profiles/p.csv:1 profiles.load = "MWW": the unit "MWW" is not known. Did you mean MW?',
    ),
    "the same header twice": (
        "gas_price [CNY/MWh]",
        "load [CNY/MWh]",
        'profiles/p.csv:1: columns 2 and 3 are both named "load". Rename one of them.',
    ),
    "no header": ("load [1]", "", "profiles/p.csv:1: column 2 has no header. Name it, or delete the column."),
    "no time": (
        "time,",
        "hour,",
        "profiles/p.csv:1: the first column is not `time`. Name it time, with stamps like 2023-01-01T05:00.",
    ),
    "gap": (
        f"{ROW[2]},1,320\n",
        "",
        f'profiles/p.csv:4, time profiles = "{ROW[3]}": {ROW[2]} is missing (3 rows, 4 steps expected). '
        "Add the missing rows; nothing is filled in for you.",
    ),
    "twice": (
        ROW[2],
        ROW[1],
        f'profiles/p.csv:4, time profiles = "{ROW[1]}": {ROW[1]} stands here a second time, first '
        "1 rows above "
        "(4 rows, 4 steps expected). Delete one of the two rows.",
    ),
    "one too many": (
        f"{ROW[3]},0.5,300\n",
        f"{ROW[3]},0.5,300\n{ROW[4]},1,1\n",
        f'profiles/p.csv:6, time profiles = "{ROW[4]}": {ROW[4]} is not a step of the calendar '
        f"(5 rows, 4 steps expected). Give rows for {STEPS} every 1 h, and no others.",
    ),
    "day and month either way": (
        ROW[0],
        "01/02/2023 00:00",
        'profiles/p.csv:2, time profiles = "01/02/2023 00:00": day and month may be either way round. '
        "Write times as 2023-01-31T05:00.",
    ),
    "a mix of offsets": (
        ROW[2],
        f"{ROW[2]}+08:00",
        f'profiles/p.csv:4, time profiles = "{ROW[2]}+08:00": some times have an offset from UTC '
        "and some have none. "
        "Write all without (local standard time of Asia/Shanghai), or all with.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_fault_is_one_sentence(tmp_path: Path, case: str) -> None:
    old, new, sentence = CASES[case]
    assert PROFILES.count(old) == 1
    assert only_problem(folder(tmp_path, profiles=PROFILES.replace(old, new))) == sentence


def test_rows_out_of_order(tmp_path: Path) -> None:
    lines = PROFILES.splitlines()
    lines[2], lines[3] = lines[3], lines[2]
    assert only_problem(folder(tmp_path, profiles="\n".join(lines))) == (
        f'profiles/p.csv:4, time profiles = "{ROW[1]}": {ROW[1]} is earlier than the row above it. '
        "Sort the rows by time."
    )


def test_another_year(tmp_path: Path) -> None:
    assert only_problem(folder(tmp_path, profiles=PROFILES.replace("2023-", "2022-"))) == (
        'profiles/p.csv:2, time profiles = "2022-01-01T00:00": no row falls into the park\'s '
        f"calendar, {STEPS}. "
        "Use data of the same year, or change time in park.yaml."
    )


def test_semicolons_are_named(tmp_path: Path) -> None:
    text = PROFILES.replace(",", ";").replace("0.5", "0,5")
    assert only_problem(folder(tmp_path, profiles=text)) == (
        "profiles/p.csv:1: columns are separated by semicolons. Save with commas, and decimals with a point."
    )


def test_many_bad_cells_are_counted(tmp_path: Path) -> None:
    text = PROFILES.replace(",300", ",").replace(",310", ",").replace(",320", ",")
    sentences = [str(problem) for problem in problems(folder(tmp_path, profiles=text))]
    assert len(sentences) == 4
    assert "profiles/p.csv:1 profiles.gas_price: 4 cells in all are not numbers." in sentences[0]


def test_stamps_with_an_offset_are_converted(tmp_path: Path) -> None:
    hours = ("2022-12-31T16:00Z", "2022-12-31T17:00Z", "2022-12-31T18:00Z", "2022-12-31T19:00Z")
    text = PROFILES
    for hour, stamp in enumerate(hours):
        text = text.replace(ROW[hour], stamp)
    (tmp_path / "utc").mkdir()
    assert good(tmp_path / "local").profiles == read(tmp_path / "utc", text)


def test_times_as_chinese_excel_saves_them_are_read(tmp_path: Path) -> None:
    text = PROFILES.replace("2023-01-01T0", "2023/1/1 ")
    (tmp_path / "excel").mkdir()
    assert good(tmp_path / "plain").profiles == read(tmp_path / "excel", text)


def read(where: Path, profiles: str) -> object:
    """Return the profiles of the park with other profiles."""
    from symbiosis.tables.read import read_park

    return read_park(folder(where, profiles=profiles)).profiles


def test_a_profile_given_twice_names_both_files(tmp_path: Path) -> None:
    target = folder(tmp_path)
    (target / "profiles" / "q.csv").write_text(PROFILES, encoding="utf-8")
    found = [str(problem) for problem in problems(target)]
    assert found[0] == (
        "profiles/q.csv:1 profiles.gas_price: the profile is given twice, first in profiles/p.csv:1. "
        "Rename one of them."
    )


def year_file(where: Path, calendar: Calendar, columns: int = 1) -> Path:
    """Write a year of made-up values."""
    where.mkdir(parents=True, exist_ok=True)
    values = np.random.default_rng(1).random((calendar.steps, columns)).round(6)
    header = ",".join(["time", *(f"p{i} [MW]" for i in range(columns))])
    rows = [f"{t},{','.join(map(str, row))}" for t, row in zip(calendar.times, values.tolist(), strict=True)]
    (where / "p.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    return where


def sentence(where: Path, calendar: Calendar) -> str:
    """Return the only problem of a profiles folder."""
    reading = Reading()
    read_profiles(where, calendar, reading)
    assert len(reading.problems) == 1
    return str(reading.problems[0])


def test_leap_years_are_named(tmp_path: Path) -> None:
    leap, plain = Calendar.of_year(2024), Calendar.of_year(2023)
    said = sentence(year_file(tmp_path / "a", leap), plain)
    assert "no row falls into the park's calendar" in said
    text = (year_file(tmp_path / "b", leap) / "p.csv").read_text(encoding="utf-8")
    without = "\n".join(line for line in text.splitlines() if not line.startswith("2024-02-29"))
    (tmp_path / "b" / "p.csv").write_text(without, encoding="utf-8")
    said = sentence(tmp_path / "b", leap)
    assert "2024-02-29T00:00 and 23 more is missing (8760 rows, 8784 steps expected)." in said
    assert "The park's year is a leap year" in said


def test_daylight_saving_time_is_recognised(tmp_path: Path) -> None:
    calendar = Calendar.of_year(2023, "Europe/Copenhagen")
    lines = (year_file(tmp_path, calendar) / "p.csv").read_text(encoding="utf-8").splitlines()
    clock = []
    for line in lines:
        if line.startswith("2023-03-26T02"):
            continue
        clock.append(line)
        if line.startswith("2023-10-29T02"):
            clock.append(line)
    (tmp_path / "p.csv").write_text("\n".join(clock), encoding="utf-8")
    said = sentence(tmp_path, calendar)
    assert "2023-10-29T02:00 stands here a second time" in said
    assert "This looks like daylight saving time" in said


def test_a_year_of_thirty_columns_is_read_within_a_second(tmp_path: Path) -> None:
    calendar = Calendar.of_year(2023)
    where = year_file(tmp_path, calendar, columns=30)
    reading = Reading()
    begin = time.process_time()
    profiles = read_profiles(where, calendar, reading)
    seconds = time.process_time() - begin
    assert not reading.problems
    assert len(profiles) == 30
    assert seconds < 1.0


def test_a_profile_that_its_scale_makes_infinite_is_named(tmp_path: Path) -> None:
    target = folder(tmp_path, profiles=PROFILES.replace("00:00,0.5,", "00:00,1e308,", 1))
    said = only_problem(target)
    assert said.endswith(
        "is too large for a number at 2023-01-01T00:00. Correct the profile or its scale."
    ), said
