"""Operating points and starts in files: lists by carrier, each in its own carrier's units."""

from pathlib import Path

import pytest

from symbiosis.tables.canonical import from_json, to_json
from symbiosis.tables.read import read_park
from symbiosis.tables.write import write_park
from tests.tables.folder import folder, only_problem

TURBINE = """\
technologies:
  mill.turbine:
    rated_on: steam
    points: {steam: [5 t/h, 20000 kg/h], gas: [-4 MW, -14 MW], co2: [800 kg/h, 2.8 t/h]}
    point_cost: [40 CNY/h, 0.1 kCNY/h]
    shape: curve
    capacity: 40 t/h
    start_flows: {gas: -3600 MJ}
    start_cost: 0.2 万元
    minimum_up: 4 h
    ramp_up: 50 %/h
"""


def test_points_are_read_in_the_units_of_their_carriers(tmp_path: Path) -> None:
    turbine = read_park(folder(tmp_path, ("technologies:\n", TURBINE))).technologies["mill.turbine"]
    assert turbine.points == {"steam": (5.0, 20.0), "gas": (-4.0, -14.0), "co2": (0.8, 2.8)}
    assert turbine.point_cost == (40.0, 100.0)
    assert turbine.start_flows == {"gas": (-1.0,)}
    assert (turbine.start_cost, turbine.minimum_up, turbine.ramp_up) == (2000.0, 4.0, 0.5)


def test_they_are_written_and_frozen_as_they_are(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path / "one", ("technologies:\n", TURBINE)))
    write_park(park, tmp_path / "two")
    assert read_park(tmp_path / "two").technologies == park.technologies
    profiles = {name: profile.values for name, profile in park.profiles.items()}
    assert from_json(to_json(park), profiles).technologies == park.technologies


BAD = {
    "points.gas": ("gas: [-4 MW, -14 MW]", "gas: [-4 t/h, -14 MW]", "-4 t/h"),
    "points.gaz": ("gas: [-4 MW, -14 MW]", "gaz: [-4 MW, -14 MW]", 'Did you mean "gas"'),
    "points": (
        "{steam: [5 t/h, 20000 kg/h], gas: [-4 MW, -14 MW], co2: [800 kg/h, 2.8 t/h]}",
        "5 t/h",
        "Write {",
    ),
    "shape": ("shape: curve", "shape: curved", 'Did you mean "curve"'),
}


@pytest.mark.parametrize("field", BAD)
def test_what_cannot_be_read_is_named(tmp_path: Path, field: str) -> None:
    old, new, said = BAD[field]
    sentence = only_problem(folder(tmp_path, ("technologies:\n", TURBINE.replace(old, new))))
    assert f"technologies.mill.turbine.{field}" in sentence
    assert said in sentence
