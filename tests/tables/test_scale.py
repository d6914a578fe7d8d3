"""Curves of investment in files: lists with units, and what is wrong with them by line."""

from pathlib import Path

import pytest

from symbiosis.tables.canonical import from_json, to_json
from symbiosis.tables.read import read_park
from symbiosis.tables.write import write_park
from tests.tables.folder import PARK, folder, only_problem

PER_CAPACITY = "    investment_per_capacity: 90 万元/(t/h)\n"
LINE = PARK[: PARK.index(PER_CAPACITY)].count("\n") + 1
POINTS = """\
    scale_sizes: [5000 kg/h, 20 t/h, 40 t/h]
    scale_investments: [500 万元, 15 M CNY, 24 M CNY]
"""
LAW = """\
    capacity_min: 2 t/h
    scale_exponent: 0.6
    scale_reference: 480 t/d
    scale_reference_investment: 1500 万元
    scale_error: 1 %
"""


def test_points_and_laws_are_read_in_their_units(tmp_path: Path) -> None:
    boiler = read_park(folder(tmp_path / "a", (PER_CAPACITY, POINTS))).technologies["mill.boiler"]
    assert boiler.curve == ((5.0, 5e6), (20.0, 15e6), (40.0, 24e6))
    boiler = read_park(folder(tmp_path / "b", (PER_CAPACITY, LAW))).technologies["mill.boiler"]
    assert (boiler.scale_reference, boiler.scale_reference_investment) == (20.0, 15e6)
    assert (boiler.curve[0][0], boiler.curve[-1]) == (2.0, (40.0, pytest.approx(15e6 * 2**0.6)))


def test_they_are_written_and_frozen_as_they_are(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path / "one", (PER_CAPACITY, POINTS)))
    write_park(park, tmp_path / "two")
    assert read_park(tmp_path / "two").technologies == park.technologies
    profiles = {name: profile.values for name, profile in park.profiles.items()}
    assert from_json(to_json(park), profiles).technologies == park.technologies


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            POINTS.replace("15 M CNY", "15 M CNY/a"),
            f'park.yaml:{LINE + 1} technologies.mill.boiler.scale_investments.1 = "15 M CNY/a": ',
        ),
        (
            POINTS.replace("20 t/h", "20 t"),
            f'park.yaml:{LINE} technologies.mill.boiler.scale_sizes.1 = "20 t": ',
        ),
        (
            POINTS.replace("40 t/h", "30 t/h"),
            f"park.yaml:{LINE} technologies.mill.boiler.scale_sizes: ends at 30, but 40 may be built. "
            "Add a size up to there, or lower capacity_max.",
        ),
        (
            POINTS + PER_CAPACITY,
            f'park.yaml:{LINE + 2} technologies.mill.boiler.investment_per_capacity = "90 万元/(t/h)": '
            "states an investment beside a curve of it, which would be paid twice.",
        ),
        (
            LAW.replace("    capacity_min: 2 t/h\n", ""),
            "technologies.mill.boiler.capacity_min: is needed where investment follows a power law",
        ),
    ],
)
def test_what_is_wrong_is_said_by_line(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence in only_problem(folder(tmp_path, (PER_CAPACITY, text)))
