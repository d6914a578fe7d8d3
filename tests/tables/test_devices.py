"""`device:` of a technology: flows worked out from states and temperatures; what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbiosis.tables.read import read_park
from symbiosis.tables.write import write_park
from tests.tables.folder import PROFILES, folder, problems

CARRIERS = (
    "  steam: {kind: energy, unit: t/h}\n",
    "  steam: {kind: energy, unit: t/h, pressure: 1.0 MPa(a), temperature: 200 °C}\n"
    "  high: {kind: energy, unit: t/h, pressure: 4.0 MPa(a), temperature: 400 °C}\n"
    "  feed: {kind: water, unit: t/h, temperature: 104 °C}\n"
    "  back: {kind: water, unit: t/h, temperature: 40 °C}\n"
    "  power: {kind: energy, unit: MW}\n  heat: {kind: energy, unit: MW}\n  cold: {kind: energy, unit: MW}\n",
)
PLANTS = """\
technologies:
  mill.station: {device: {type: let_down, high: high, low: steam, feed: feed}, capacity: 50 t/h}
  mill.turbine:
    device:
      {type: back_pressure_turbine, high: high, low: steam, feed: feed, power: power, isentropic: 80 %}
    capacity: 50 t/h
  mill.extraction:
    device:
      type: extraction_turbine
      high: high
      low: steam
      feed: feed
      condensate: back
      power: power
      size: 40 t/h
      extracted: 60 %
      vacuum: 7 kPa(a)
      isentropic: 0.8
    capacity: 40 t/h
  mill.kettle:
    device:
      type: part_load_boiler
      out: high
      feed: feed
      fuel: gas
      size: 20 t/h
      efficiencies: {0.4: 88 %, 1: 0.92}
      emissions: {co2: 0.2 t/MWh}
    capacity: 60 t/h
  mill.both:
    device:
      type: multi_fuel_boiler
      out: high
      feed: feed
      fuels: {gas: 92 %, coal: 86 %}
      size: 20 t/h
      emissions: {coal: {co2: 0.34 t/MWh}}
    capacity: 20 t/h
  mill.degasser:
    {device: {type: deaerator, water: back, heating: steam, feed: feed, vent: 0.2 %}, capacity: 90 t/h}
  mill.pump:
    device:
      {type: heat_pump, power: power, heat: heat, sink: [40 °C, 80 °C], source: {profile: river}, share: 50 %}
    capacity: 5 MW
  mill.chiller:
    device:
      type: compression_chiller
      power: power
      cooling: cold
      chilled: [12 °C, 6 °C]
      rejected: [27 °C, 33 °C]
    capacity: 5 MW
  mill.absorber:
    device:
      type: absorption_chiller
      heat: heat
      cooling: cold
      drive: [90 °C, 80 °C]
      chilled: [12 °C, 6 °C]
      rejected: [27 °C, 33 °C]
    capacity: 5 MW
"""
OLD = (
    "technologies:\n"
    "  mill.boiler:\n    rated_on: steam\n    ratios: {gas: -0.75 MWh/t, steam: 1, co2: 150 kg/t}\n"
)
NEW = PLANTS + OLD.removeprefix("technologies:\n")
WARM, KETTLE = "rejected: [27 °C, 33 °C]\n    capacity: 5 MW\n  mill.a", "    capacity: 60 t/h\n"
LINES = PROFILES.splitlines()
RIVER = (
    "\n".join(
        [LINES[0] + ",river [°C]", *(f"{row},{t}" for row, t in zip(LINES[1:], (4, 10, 16, 20), strict=True))]
    )
    + "\n"
)


def made(tmp_path: Path, plants: str = NEW) -> Path:
    return folder(tmp_path, CARRIERS, (OLD, plants), profiles=RIVER)


def test_flows_follow_from_steam_tables(tmp_path: Path) -> None:
    park = read_park(made(tmp_path))
    plants = park.technologies
    # 4.0 MPa 400 °C 3.2145, 1.0 MPa 200 °C 2.8283, feed water 0.436 GJ/t
    assert plants["mill.station"].ratios["high"].value == pytest.approx(
        -(2.8283 - 0.436) / (3.2145 - 0.436), rel=1e-4
    )
    turbine = plants["mill.turbine"]
    assert turbine.ratios["power"].value == pytest.approx(0.97 * 0.8 * 0.0955 * 0.94, rel=0.06)
    figure = park.figures["technologies.mill.turbine.ratios.power"]
    assert "back_pressure_turbine" in figure.source


def test_an_extraction_turbine_closes_in_tonnes_and_heat(tmp_path: Path) -> None:
    points = read_park(made(tmp_path)).technologies["mill.extraction"].points
    assert points["high"] == (-40.0, -40.0)
    assert points["back"] == pytest.approx((40.0, 16.0))
    taken = [-sum(points[k][v] for k in ("high", "steam", "feed", "back")) for v in (0, 1)]
    assert taken == pytest.approx([0.0, 0.0], abs=1e-9)
    assert points["power"][0] > points["power"][1] > 0.0


def test_boilers_run_worse_at_part_load_or_on_coal(tmp_path: Path) -> None:
    plants = read_park(made(tmp_path)).technologies
    kettle, both = plants["mill.kettle"], plants["mill.both"]
    # 3.2145 − 0.436 GJ/t is 0.7718 MWh/t: 20 t/h at 92 %, 8 t/h at 88 %
    assert kettle.points["gas"] == pytest.approx((-8 * 0.7718 / 0.88, -20 * 0.7718 / 0.92), rel=1e-3)
    assert (kettle.shape, kettle.committed) == ("curve", True)
    assert both.points["coal"] == pytest.approx((0.0, -20 * 0.7718 / 0.86), rel=1e-3)
    assert both.points["co2"] == pytest.approx((0.0, 0.34 * 20 * 0.7718 / 0.86), rel=1e-3)


def test_a_deaerator_heats_water_with_steam(tmp_path: Path) -> None:
    ratios = read_park(made(tmp_path)).technologies["mill.degasser"].ratios
    # 40 °C is 0.1675 GJ/t: (0.436 − 0.1675) / (2.8283 − 0.1675) = 0.1009
    assert ratios["back"].value == pytest.approx(-(1 - 0.1009), abs=2e-4)
    assert ratios["steam"].value == pytest.approx(-0.1029, abs=2e-4)


def test_a_heat_pump_follows_its_river(tmp_path: Path) -> None:
    park = read_park(made(tmp_path))
    power = park.series(park.technologies["mill.pump"].ratios["power"])
    # sink 332.75 K on average; 332.75 / (332.75 − 277.15) / 2 = 2.99 at 4 °C
    assert -1.0 / power[0] == pytest.approx(2.99, abs=0.01)
    assert (-1.0 / power)[1:].tolist() == pytest.approx([3.351, 3.811, 4.199], abs=0.01)


def test_chillers(tmp_path: Path) -> None:
    plants = read_park(made(tmp_path)).technologies
    # 282.13 K against 303.14 K: 13.43, half of it 6.71
    assert plants["mill.chiller"].ratios["power"].value == pytest.approx(-1 / 6.71, rel=2e-3)
    # (1 − 303.14/358.13)·13.43·0.4 = 0.825
    assert plants["mill.absorber"].ratios["heat"].value == pytest.approx(-1 / 0.825, rel=5e-3)


def test_it_is_written_and_read_back_the_same(tmp_path: Path) -> None:
    park = read_park(made(tmp_path / "one"))
    assert read_park(write_park(park, tmp_path / "two")) == park


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("type: let_down", "type: letdown", 'Did you mean "let_down"?'),
        ("let_down, high: high, low: steam", "let_down, high: steam, low: high", "pressure only falls"),
        ("low: steam, feed: feed}, capacity: 50 t/h}", "low: steam}, capacity: 50 t/h}", "does not say feed"),
        ("water: back, heating", "water: backs, heating", 'Did you mean "back"?'),
        ("vent: 0.2 %", "wind: 0.2 %", '"wind" is no word of this device'),
        ("isentropic: 80 %", "isentropic: 1.2", "an isentropic efficiency lies between 0 and 1"),
        ("sink: [40 °C, 80 °C]", "sink: [4 °C, 8 °C]", "is as hot as the sink"),
        ("source: {profile: river}", "source: {profile: load}", "is in 1, not °C"),
        ("share: 50 %", "share: 150 %", "nothing beats Carnot"),
        ("sink: [40 °C, 80 °C]", "sink: [40 °C]", "two temperatures are expected"),
        ("drive: [90 °C, 80 °C]", "drive: [30 °C, 25 °C]", "no hotter than where heat is rejected"),
        (WARM, WARM.replace("27 °C, 33 °C", "5 °C, 9 °C"), "no machine is needed"),
        (KETTLE, KETTLE + "    ratios: {gas: -1 MWh/t}\n", "is worked out by device"),
        ("fuels: {gas: 92 %, coal: 86 %}", "fuels: {gas: 92 %}", "one fuel is an ordinary boiler"),
        ("coal: 86 %}", "coal: 286 %}", "a boiler's efficiency lies between 0 and 1.1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in PLANTS or old in NEW
    found = problems(made(tmp_path, NEW.replace(old, new)))
    assert any(sentence in str(problem) for problem in found), [str(p) for p in found]
    assert len(found) == 1, [str(p) for p in found]
