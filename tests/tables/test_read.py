"""Reading a park: every problem at once, in order; what is read arrives in the park's units."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from symbiosis.park.figure import Figure
from symbiosis.park.profile import Varying
from symbiosis.tables.read import read_park, read_with_notes
from tests.tables.folder import (
    BOILER,
    PARK,
    PROFILES,
    RATIOS,
    folder,
    good,
    line_of,
    only_problem,
    problems,
)


def test_every_problem_of_the_folder_comes_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = problems(
        folder(
            tmp_path,
            ("discount_rate: 8 %", "discount_rate: 8"),
            ("capacity: 20 t/h", "capcity: 20 t/h"),
            ("lifetime: 20 a", "lifetime: 20"),
            ("members: [mill]", "members: [mil]"),
            ("fee: 50 CNY/t", "fee: 50 EUR/t"),
        )
    )
    assert [problem.path for problem in found] == [
        "park.discount_rate",
        "technologies.mill.boiler.capcity",
        "technologies.mill.boiler.lifetime",
        "outlets.mill.landfill.fee",
        "markets.coal.members",
    ]
    assert all(problem.place.startswith("park.yaml:") for problem in found)


def test_what_only_follows_from_an_unread_field_is_not_reported(tmp_path: Path) -> None:
    # the boiler's ratios are unread, so nothing seems to make steam; the demand for it is not to blame
    broken = (RATIOS, "ratios: nothing")
    assert only_problem(folder(tmp_path, broken)) == (
        f'park.yaml:{BOILER + 2} technologies.mill.boiler.ratios = "nothing": '
        "carriers with numbers are expected here. Write {gas: -0.75 MWh/t, steam: 1}."
    )


def test_a_problem_of_the_finished_park_gets_its_line(tmp_path: Path) -> None:
    sentence = only_problem(folder(tmp_path, ("capacity_max: 60 t/h", "capacity_max: 10 t/h")))
    assert sentence == (
        f'park.yaml:{BOILER + 4} technologies.mill.boiler.capacity_max = "10 t/h": '
        "is below the capacity that stands today, 20. Raise it, or lower capacity."
    )


def test_an_empty_file_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "park.yaml").write_text("# nothing\n", encoding="utf-8")
    assert only_problem(tmp_path) == (
        "park.yaml: the file is empty. Begin with `format: 1`, `park:`, `carriers:` and `enterprises:`."
    )


def test_a_folder_without_a_park_says_so(tmp_path: Path) -> None:
    (tmp_path / "park.yml").write_text(PARK, encoding="utf-8")
    assert "there is no park.yaml here. Rename park.yml to park.yaml." in only_problem(tmp_path)
    assert "there is no such file or folder." in only_problem(tmp_path / "nowhere")


def test_missing_sections_are_named(tmp_path: Path) -> None:
    (tmp_path / "park.yaml").write_text("format: 1\nstores: {}\n", encoding="utf-8")
    said = {str(problem) for problem in problems(tmp_path)}
    for section in ("park", "carriers", "enterprises"):
        assert f"park.yaml {section}: this section is missing. Add `{section}:` to park.yaml." in said


def test_utf16_and_workbooks_are_named(tmp_path: Path) -> None:
    (tmp_path / "park.yaml").write_bytes(PARK.encode("utf-16"))
    assert "saved as UTF-16" in only_problem(tmp_path)
    (tmp_path / "park.yaml").write_bytes(b"PK\x03\x04rest")
    assert "Excel workbook" in only_problem(tmp_path)


def test_gb18030_and_byte_order_marks_are_read(tmp_path: Path) -> None:
    text = PARK.replace("name: two_firms", "name: two_firms\n  title_zh: 两家企业")
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        target = folder(tmp_path / encoding)
        (target / "park.yaml").write_bytes(text.encode(encoding))
        assert read_park(target).settings.title_zh == "两家企业"


def test_traps_of_yaml_stay_text_where_text_is_meant(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path, ("name: two_firms", "name: two_firms\n  title: NO\n  title_zh: 010")))
    assert (park.settings.title, park.settings.title_zh) == ("NO", "010")


def test_numbers_are_decimal(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path, ("capacity: 20 t/h", "capacity: 010 t/h"), ("60 t/h", "1e3 t/h")))
    boiler = park.technologies["mill.boiler"]
    assert (boiler.capacity, boiler.capacity_max) == (10.0, 1000.0)


def test_values_arrive_in_the_park_s_units(tmp_path: Path) -> None:
    park = good(tmp_path)
    boiler = park.technologies["mill.boiler"]
    assert boiler.investment_per_capacity == 900_000.0
    assert boiler.ratios == {"gas": Varying(-0.75), "steam": Varying(1.0), "co2": Varying(0.15)}
    assert park.markets["coal"].purchase_price == Varying(100.0)  # 700 CNY/t over 7 MWh/t
    assert park.markets["gas"].members == ("mill", "town")
    assert park.settings.discount_rate == 0.08
    assert park.series(park.demands["mill.steam"].rate).tolist() == [6.0, 12.0, 12.0, 6.0]


def test_ratios_convert_each_side_by_its_own_heating_value(tmp_path: Path) -> None:
    # 0.14 t of coal per t of steam is 0.98 MWh/t; both sides in mass would otherwise pass as they are
    park = read_park(folder(tmp_path, ("gas: -0.75 MWh/t", "coal: -0.14 t/t")))
    assert park.technologies["mill.boiler"].ratios["coal"].value == pytest.approx(-0.98, rel=1e-15)


def test_evidence_is_kept_in_the_park_s_units(tmp_path: Path) -> None:
    figure = (
        "{value: 90 万元/(t/h), low: 0.8 M CNY/(t/h), high: 1000 CNY/(kg/h), source: offer, confidence: M}"
    )
    park = read_park(folder(tmp_path, ("90 万元/(t/h)", figure)))
    path = "technologies.mill.boiler.investment_per_capacity"
    assert park.figures[path] == Figure(900_000.0, 800_000.0, 1_000_000.0, "offer", "M")


def test_an_unknown_number_is_the_middle_of_its_range(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path, ("20 a", "{unknown: true, low: 10 a, high: 20 a}")))
    assert park.technologies["mill.boiler"].lifetime == 15.0
    assert park.figures["technologies.mill.boiler.lifetime"].assumed


def test_evidence_of_ratios_follows_the_rated_carrier(tmp_path: Path) -> None:
    ratios = "per: gas\n    ratios: {gas: -1, steam: {value: 1.25 t/MWh, low: 1 t/MWh, source: plate}}"
    park = read_park(folder(tmp_path, (RATIOS, ratios)))
    assert park.technologies["mill.boiler"].ratios["gas"].value == -0.8
    assert park.figures["technologies.mill.boiler.ratios.steam"] == Figure(1.0, 0.8, None, "plate")


def test_an_annual_total_is_kept_exactly(tmp_path: Path) -> None:
    rate = "{annual: 8760 t/a, shape: two_shift}"
    time = "{year: 2024, time_zone: Asia/Shanghai}"
    start = "{start: 2023-01-01T00:00, steps: 4, time_zone: Asia/Shanghai}"
    target = folder(tmp_path, ("rate: 2 t/h", f"rate: {rate}"), (start, time), profiles=None)
    text = (target / "park.yaml").read_text(encoding="utf-8")
    text = text.replace("{profile: load, scale: 12 t/h}", "12 t/h").replace(
        "{profile: gas_price}", "300 CNY/MWh"
    )
    (target / "park.yaml").write_text(text, encoding="utf-8")
    park = read_park(target)
    values = park.series(park.supplies["mill.gypsum"].rate)
    assert values.size == 8784
    assert values.sum() == pytest.approx(8760.0, rel=1e-12)
    assert values[:6].max() == 0.0
    assert np.ptp(values[6:22]) == 0.0
    assert park.profiles["shape:two_shift"].assumed


def test_the_horizon_is_kept_as_plain_data(tmp_path: Path) -> None:
    park = read_park(
        folder(
            tmp_path, ("discount_rate: 8 %", "discount_rate: 8 %\n  horizon: {weeks: [3, 16], cyclic: true}")
        )
    )
    assert dict(park.horizon) == {"weeks": (3, 16), "cyclic": True}


def test_members_of_networks_become_connections(tmp_path: Path) -> None:
    network = (
        "networks:\n"
        "  main: {carrier: steam, owner: mill, exists: true, members: {mill: {direction: feed, "
        "capacity: 20 t/h},\n"
        "    town: {direction: draw, capacity: 5 t/h}}}\n"
    )
    park = read_park(folder(tmp_path, ("markets:\n", f"{network}markets:\n")))
    assert {c.label: c.capacity for c in park.connections.values()} == {"main.mill": 20.0, "main.town": 5.0}
    sentence = only_problem(
        folder(tmp_path / "b", ("markets:\n", network.replace("5 t/h", "5 MW") + "markets:\n"))
    )
    assert "networks.main.town.capacity" in sentence
    assert sentence.startswith(f"park.yaml:{line_of('markets:') + 2} ")


def test_a_file_path_and_folders_with_spaces_and_chinese_are_read(tmp_path: Path) -> None:
    target = folder(tmp_path / "园区 一")
    assert read_park(target / "park.yaml") == read_park(str(target))


def test_gas_is_bought_in_normal_cubic_metres_and_burnt_in_megawatts(tmp_path: Path) -> None:
    park = read_park(
        folder(
            tmp_path,
            ("gas: {kind: energy, unit: MW}", GAS_BY_VOLUME),
            (
                "purchase_price: {profile: gas_price}",
                "purchase_price: 3.6 元/标方, peak_charge: 48 元/(kW·月)",
            ),
            ("gas: -0.75 MWh/t", "gas: -75 Nm3/t"),
        )
    )
    assert park.carriers["gas"].lower_heating_value_volume == pytest.approx(0.01, rel=1e-15)
    assert park.markets["gas"].purchase_price == Varying(pytest.approx(360.0, rel=1e-15))
    assert park.markets["gas"].peak_charge == 48_000.0
    assert park.technologies["mill.boiler"].ratios["gas"] == Varying(pytest.approx(-0.75, rel=1e-15))


GAS_BY_VOLUME = "gas: {kind: energy, unit: MW, lower_heating_value_volume: 36 MJ/Nm3}"


def test_units_with_a_stated_reading_are_noted(tmp_path: Path) -> None:
    changes = (
        ("    capacity: 20 t/h", "    title: 20 kVA"),
        ("capacity_max: 60 t/h", "capacity_max: {value: 60 蒸吨, source: 70 MVA}"),
        ("investment_per_capacity: 90 万元/(t/h)", "investment_per_capacity: 90 万元/蒸吨"),
    )
    notes = read_with_notes(folder(tmp_path, *changes))[1]
    assert notes == (f"蒸吨 is read as t/h of steam, not as 0.7 MW: park.yaml:{BOILER + 4} and 1 more.",)
    assert read_with_notes(folder(tmp_path / "plain"))[1] == ()


def test_units_of_profiles_are_noted_too(tmp_path: Path) -> None:
    profiles = PROFILES.replace("gas_price [CNY/MWh]", "gas_price [CNY/MWh],transformer [kVA]")
    rows = profiles.splitlines()
    profiles = "\n".join([rows[0], *(f"{row},1" for row in rows[1:])]) + "\n"
    notes = read_with_notes(folder(tmp_path, profiles=profiles))[1]
    assert notes == ("kVA is read as kW, with power factor 1: profiles/p.csv:1.",)
