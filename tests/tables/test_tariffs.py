"""Prices in a park's files that follow a tariff of the catalogue or of the park itself."""

from pathlib import Path

import numpy as np
import pytest

from symbiosis.park import Carrier, ParkError
from symbiosis.park.profile import Calendar
from symbiosis.scenario import apply, put
from symbiosis.tables.read import read_park, read_with_notes
from symbiosis.tables.validity import outdated
from symbiosis.tables.write import write_park
from tests.tables.folder import folder, only_problem, problems

GAS = "purchase_price: {profile: gas_price}"
OWN = """\
tariff,months,start,end,band,multiplier
nights,all,00:00,01:30,valley,0.5
nights,all,01:30,24:00,flat,1
"""


def priced(where: Path, price: str, own: str = "") -> Path:
    """Write the park with a price for its gas; it starts at midnight of the first of January."""
    path = folder(where, (GAS, f"purchase_price: {price}"))
    if own:
        (path / "tariffs").mkdir()
        (path / "tariffs" / "own.csv").write_text(own, encoding="utf-8")
    return path


def test_only_the_base_floats(tmp_path: Path) -> None:
    park = read_park(priced(tmp_path, "{tariff: jiangsu, base: 0.4 CNY/kWh, fixed: 30 CNY/MWh}"))
    price = park.markets["gas"].purchase_price
    assert price is not None
    assert park.series(price).tolist() == pytest.approx([0.35 * 400 + 30] * 4)
    assert "苏发改价格发〔2025〕426号" in park.profiles[str(price.profile)].source
    assert "purchase price only" in park.profiles[str(price.profile)].source


def test_it_is_written_as_a_profile(tmp_path: Path) -> None:
    park = read_park(priced(tmp_path / "one", "{tariff: shandong, base: 0.4 CNY/kWh}"))
    write_park(park, tmp_path / "two")
    again = read_park(tmp_path / "two")
    assert again.markets == park.markets
    assert again.profiles == park.profiles


def test_a_park_may_bring_its_own(tmp_path: Path) -> None:
    park = read_park(priced(tmp_path, "{tariff: nights, base: 100 CNY/MWh}", OWN))
    price = park.markets["gas"].purchase_price
    assert price is not None
    assert park.series(price).tolist() == [50, 75, 100, 100]


def test_scenarios_may_name_a_tariff_of_the_park(tmp_path: Path) -> None:
    # the park itself is priced flat; its own tariff only waits in the folder, and survives being written
    read = read_park(priced(tmp_path / "one", "100 CNY/MWh", OWN))
    write_park(read, tmp_path / "two")
    for park in (read, read_park(tmp_path / "two")):
        price = {"tariff": "nights", "base": "200 CNY/MWh", "fixed": "10 CNY/MWh"}
        changed = apply(park, [put("markets.gas.purchase_price", price)])
        paid = changed.markets["gas"].purchase_price
        assert paid is not None
        assert changed.series(paid).tolist() == [110, 160, 210, 210]
        with pytest.raises(ParkError, match=r'no tariff "night"\. Did you mean "nights"'):
            apply(park, [put("markets.gas.purchase_price", {**price, "tariff": "night"})])


BAD = {
    "jiansu": ("{tariff: jiansu, base: 1 CNY/kWh}", 'there is no tariff "jiansu". Did you mean "jiangsu"'),
    "no base": ("{tariff: jiangsu}", "the tariff has no base. Add base"),
    "unit": ("{tariff: jiangsu, base: 1 CNY/t}", "purchase_price.base"),
    "word": ("{tariff: jiangsu, base: 1 CNY/kWh, fix: 1 CNY/kWh}", 'Did you mean "fixed"'),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_named(tmp_path: Path, case: str) -> None:
    price, said = BAD[case]
    assert said in only_problem(priced(tmp_path, price))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("01:30,valley", "02:00,valley", "overlap from 01:30 to 02:00"),
        ("01:30,24:00", "03:00,24:00", "leave a gap from 01:30 to 03:00"),
        ("01:30,valley", "01:15,valley", '"01:15" is no half hour'),
        (",end,", ",until,", "no column is named end"),
    ],
)
def test_windows_that_do_not_cover_the_day_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = only_problem(priced(tmp_path, "{tariff: nights, base: 1 CNY/kWh}", OWN.replace(old, new)))
    assert "tariffs/own.csv" in found
    assert said in found


def test_a_tariff_that_no_file_names_is_still_missed_beside_a_bad_file(tmp_path: Path) -> None:
    own = OWN.replace("01:30,valley", "02:00,valley")
    found = problems(priced(tmp_path, "{tariff: evenings, base: 1 CNY/kWh}", own))
    assert [str(problem).partition(" ")[0] for problem in found] == ["park.yaml:33", "tariffs/own.csv:"]


def test_days_outside_those_of_a_tariff_are_remarked_once(tmp_path: Path) -> None:
    own = (
        OWN.replace("multiplier\n", "multiplier,valid_to\n")
        .replace("0.5\n", "0.5,2019\n")
        .replace(",1\n", ",1,\n")
    )
    _, notes = read_with_notes(priced(tmp_path, "{tariff: nights, base: 100 CNY/MWh}", own))
    assert [note for note in notes if "tariff" in note] == [
        "tariff nights held until 2019; the park is of 2023-01-01."
    ]


def test_factors_outside_their_days_are_remarked(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path))
    coal = Carrier(label="raw", kind="energy", unit="t/h", factors="raw_coal")
    cod = Carrier(label="cod", kind="emission", unit="kg/h", factors="cod")
    more = {"carriers": {**park.carriers, "raw": coal, "cod": cod}}
    old = Calendar(np.datetime64("2017-12-31T00:00"), park.calendar.steps, park.calendar.hours)
    assert list(outdated(park.replace(calendar=old, **more))) == [
        "the factor raw_coal holds from 2021-04-01; the park is of 2017-12-31.",
        "the factor cod holds from 2018-01-01; the park is of 2017-12-31.",
    ]
    assert list(outdated(park.replace(**more))) == []
