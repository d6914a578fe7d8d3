"""Solar heat, stores of hot water and data centres written as `device:`; what is wrong is named."""

from __future__ import annotations

import pytest

from symbiosis.tables.read import read_park
from symbiosis.tables.write import write_park
from tests.tables.folder import PROFILES, folder, problems

CARRIERS = (
    "  gypsum: {kind: waste, unit: t/h}\n",
    "  gypsum: {kind: waste, unit: t/h}\n  heat: {kind: energy, unit: MW}\n"
    "  power: {kind: energy, unit: MW}\n  warm: {kind: waste, unit: MW}\n",
)
PLANTS = """\
technologies:
  town.sun:
    device:
      type: solar_heat
      heat: heat
      irradiance: {profile: sun}
      ambient: {profile: air}
      mean: 60 °C
      investment_per_area: 1500 CNY/m2
      ground_per_area: 2.5
    capacity_max: 5 MW
    lifetime: 25 a
"""
STORES = """\
stores:
  town.pit:
    device: {type: water_store, heat: heat, volume: 10000 m3, hot: 85 °C, cold: 45 °C, losing: 0.2 W/m2/K}
    investment_per_capacity: 9000 CNY/MWh
    lifetime: 30 a
supplies:
"""
SERVERS = """\
demands:
  town.servers: {device: {type: data_centre, power: power, heat: warm, load: {profile: load, scale: 5 MW}}}
  town.archive:
    device: {type: data_centre, power: power, heat: warm, load: 2 MW, overhead: 10 %, recovered: 80 %}
"""
TRADE = """\
outlets:
  town.air: {carrier: warm, fee: 0 CNY/MWh}
"""
GRID = "markets:\n  grid: {carrier: power, members: [town], purchase_price: 600 CNY/MWh}\n"
CHANGES = (
    *(CARRIERS, ("technologies:\n", PLANTS), ("supplies:\n", STORES), ("demands:\n", SERVERS)),
    *(("outlets:\n", TRADE), ("markets:\n", GRID)),
)
HEADER, *ROWS = PROFILES.splitlines()
SUN = "\n".join(
    [
        f"{HEADER},sun [W/m2],air [°C]",
        *(f"{row},{g},{t}" for row, g, t in zip(ROWS, (0, 400, 800, 100), (10, 20, 20, 15), strict=True)),
        "",
    ]
)


def made(tmp_path, *more):
    return folder(tmp_path, *CHANGES, *more, profiles=SUN)


def test_collectors_follow_the_sun(tmp_path):
    park = read_park(made(tmp_path))
    plant = park.technologies["town.sun"]
    # 800 W/m2 at 20 °C: 640 − 2.5·40 − 0.012·1600 = 520.8; 400: 200.8; nothing at 0 and at 100
    assert park.series(plant.availability).tolist() == pytest.approx([0.0, 200.8 / 520.8, 1.0, 0.0])
    assert plant.rated_on == "heat"
    area = 1e6 / 520.8  # m2 for a megawatt
    assert plant.investment_per_capacity == pytest.approx(1500 * area)
    assert plant.ground_use == pytest.approx(2.5 * area)
    assert plant.roof_use == 0.0


def test_a_pit_holds_its_water_between_two_temperatures(tmp_path):
    pit = read_park(made(tmp_path)).stores["town.pit"]
    per_kelvin = 10000 * 4.19 * 965 / 3.6e6  # MWh
    assert pit.capacity_max == pytest.approx(40 * per_kelvin)
    # as high as wide: d = (4·V/π)^(1/3) = 23.35 m, surface 1.5·π·d² = 2569 m2 at 0.2 W/(m2 K)
    assert pit.loss == pytest.approx(0.2 * 2569.3 / (per_kelvin * 1e6), rel=1e-4)
    assert pit.carrier == "heat"


def test_a_data_centre_needs_power_and_gives_heat(tmp_path):
    park = read_park(made(tmp_path))
    power, heat = park.demands["town.servers"], park.supplies["town.servers_heat"]
    assert (power.carrier, heat.carrier) == ("power", "warm")
    assert park.series(power.rate).tolist() == pytest.approx([3.0, 6.0, 6.0, 3.0])
    assert park.series(heat.rate).tolist() == pytest.approx([2.25, 4.5, 4.5, 2.25])
    assert park.demands["town.archive"].rate.value == pytest.approx(2.2)
    assert park.supplies["town.archive_heat"].rate.value == pytest.approx(1.6)
    assert park.figures["demands.town.archive.rate"].confidence == "M"
    assert park.figures["supplies.town.servers_heat.rate"].confidence == "L"


def test_it_is_written_and_read_back_the_same(tmp_path):
    park = read_park(made(tmp_path / "one"))
    assert read_park(write_park(park, tmp_path / "two")) == park


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("irradiance: {profile: sun}", "irradiance: {profile: air}", "the profile air is in °C, not W/m2."),
        ("ambient: {profile: air}", "ambient: {profile: sun}", "the profile sun is in W/m2, not °C."),
        ("irradiance: {profile: sun}", "irradiance: 800 W/m2", "names no profile. Write {profile: NAME}"),
        ("mean: 60 °C", "mean: 400 °C", "the sun never heats the collectors"),
        ("hot: 85 °C, cold: 45 °C", "hot: 45 °C, cold: 85 °C", "name the hotter one first"),
        ("losing: 0.2 W/m2/K", "losing: 0.2", "losing: W/m2/K is expected here."),
        ("volume: 10000 m3", "volume: 0 m3", "a store needs a volume and a shape above 0."),
        ("type: water_store", "type: heat_pump", 'there is no device "heat_pump" here.'),
        ("    lifetime: 30 a\n", "    lifetime: 30 a\n    loss: 1 %/h\n", "loss: is worked out by device."),
        ("load: 2 MW,", "", "does not say load. Write device: {type: data_centre"),
        ("heat: warm, load: 2", "haet: warm, load: 2", 'no word of this device. Did you mean "heat"?'),
        ("recovered: 80 %", "recovered: 120 %", "servers give off no more heat than they take power"),
        ("data_centre, power: power, heat: warm, load: 2", "dc, load: 2", 'no device "dc" of a demand'),
        ("town.archive:", "town.servers_heat:", None),
        (
            "supplies:\n",
            "supplies:\n  town.archive_heat: {carrier: warm, rate: 1 MW}\n",
            "that label is taken",
        ),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said(tmp_path, old, new, sentence):
    if sentence is None:  # a demand may bear the label that another one's heat gets as a supply
        assert "town.servers_heat" in read_park(made(tmp_path, (old, new))).demands
        return
    found = problems(made(tmp_path, (old, new)))
    assert any(sentence in str(problem) for problem in found), [str(p) for p in found]
