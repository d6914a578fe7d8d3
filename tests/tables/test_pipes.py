"""`pipe:` of a link or a segment: filled in from the catalogue with its evidence; what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbiosis.tables.read import read_park
from symbiosis.tables.write import write_park
from tests.tables.folder import folder, problems

CARRIERS = (
    "  steam: {kind: energy, unit: t/h}\n",
    "  steam: {kind: energy, unit: t/h, pressure: 1.0 MPa(a), temperature: 200 °C}\n"
    "  warmth: {kind: energy, unit: MW, temperature: 90 °C, return_temperature: 50 °C}\n",
)
MAIN = """\
  coal: {carrier: coal, members: [mill], purchase_price: 700 CNY/t}
junctions:
  crossing: {x: 1 km, y: 3 km}
corridors:
  lane: {origin: mill, destination: crossing}
  road: {origin: crossing, destination: town, length: 500 m}
links:
  main:
    origin: mill
    destination: town
    carriers: [steam]
    along: corridors
    pipe: {series: steam, names: [DN80, DN100], price_factor: 8 CNY/EUR, superheat: 5 K, velocity: 25 m/s}
    lifetime: 30 a
networks:
  warm:
    carrier: warmth
    owner: mill
    members:
      mill: {direction: feed, capacity_max: 5 MW, investment_per_capacity: 0 CNY/MW, lifetime: 30 a}
      town: {direction: draw, capacity_max: 40 m3/h, investment_per_capacity: 0 CNY/MW, lifetime: 30 a}
    segments:
      all: {pipe: {series: hot_water, price_factor: 8}, lifetime: 40 a}
      road: {pipe: {series: hot_water, names: [DN100], price_factor: 9}, lifetime: 40 a}
"""
SOUND = (CARRIERS, ("  coal: {carrier: coal, members: [mill], purchase_price: 700 CNY/t}\n", MAIN))


def test_the_catalogue_fills_in_a_link_with_its_evidence(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path, *SOUND))
    main = park.links["main"]
    assert main.names_of_sizes == ("DN80", "DN100")
    assert park.length(main) == pytest.approx(3.5)  # 3 km to the crossing and 500 m of road
    assert main.size_investment_per_length == pytest.approx((8 * 430e3, 8 * 486e3))
    assert main.capacity_max == max(main.sizes)
    figure = park.figures["links.main.size_investment_per_length.0"]
    assert (figure.confidence, "EUR of 2024" in figure.source) == ("L", True)
    assert "25 m/s" in park.figures["links.main.sizes.0"].source


def test_all_stands_for_every_corridor_and_one_may_differ(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path, *SOUND))
    lane, road = park.networks["warm"].segments
    assert (lane.corridor, len(lane.sizes)) == ("lane", 15)
    assert road.names_of_sizes == ("DN100",)
    assert road.size_investment_per_length == pytest.approx((9 * 397e3,))


def test_cubic_metres_of_hot_water_are_heat(tmp_path: Path) -> None:
    # 40 m3/h of 90 °C are 38.6 t/h, each giving 167.5 MJ down to 50 °C: 1.797 MW
    park = read_park(folder(tmp_path, *SOUND))
    assert park.connections["warm.town"].capacity_max == pytest.approx(1.797, abs=2e-3)


def test_it_is_written_and_read_back_the_same(tmp_path: Path) -> None:
    park = read_park(folder(tmp_path / "one", *SOUND))
    assert read_park(write_park(park, tmp_path / "two")) == park


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("series: steam,", "series: stem,"), "the catalogue has no such series of pipes"),
        ((", price_factor: 8 CNY/EUR", ""), "is missing: the catalogue's costs are EUR"),
        (("velocity: 25 m/s", "velocity: 25 km/h"), "km/h is given where m/s is expected"),
        (("velocity: 25 m/s", "speed: 25 m/s"), "this word is not known here"),
        (("names: [DN80, DN100]", "names: [DN90]"), "the series steam has no DN90"),
        (("superheat: 5 K", "superheat: 50 K"), "so it cannot arrive with 50 K"),
        (
            ("    lifetime: 30 a\n", "    lifetime: 30 a\n    size_loss: [1 t/h/km]\n"),
            "is filled in from the catalogue",
        ),
        (("destination: crossing}", "destination: crossin}"), 'Did you mean "crossing"?'),
        (
            ("      road: {pipe: {series: hot_water, names", "      rode: {pipe: {series: hot_water, names"),
            'Did you mean "road"?',
        ),
        (("    along: corridors\n", "    along: roads\n"), "not one of the words allowed here"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    old, new = change
    assert old in MAIN
    spoilt = (CARRIERS, (SOUND[1][0], MAIN.replace(old, new)))
    found = problems(folder(tmp_path, *spoilt))
    assert any(sentence in str(problem) for problem in found), [str(p) for p in found]
    assert all(problem.place.startswith("park.yaml:") for problem in found), [str(p) for p in found]
