"""A park's own streams and levels, from its files to its targets."""

import pytest

from symbiosis.heat import HeatStream, Level, heat_targets
from symbiosis.tables.read import read_park
from tests.tables.folder import folder, problems

STREAMS = """streams:
  mill.off_gas: {supply: 200 °C, target: 180 °C, duty: 10 MW, dt_contribution: 0 K}
  town.water: {supply: 333.15 K, target: 80 °C, heat_capacity_flow: 300 kW/K, dt_contribution: 0 K}
  mill.still: {supply: 100 °C, target: 100 °C, duty: 3.6 GJ/h, side: hot}
heat_levels:
  steam: {temperature: 150 °C}
  cooling_water: {temperature: 13 °C, return_temperature: 25 °C, dt_contribution: 6 K, use: cooling}
markets:
"""


def test_a_park_has_targets(tmp_path):
    found = heat_targets(read_park(folder(tmp_path, ("markets:\n", STREAMS))))
    assert list(found.alone) == ["mill", "town"]
    assert (found.heating_alone, found.cooling_alone) == pytest.approx((6.0, 11.0))
    assert (found.heating_through_mains, found.cooling_through_mains) == pytest.approx((0.0, 5.0))
    assert found.levels[1] == Level("cooling_water", 25.0, 13.0, 6.0, heats=False)
    condensing = found.alone["mill"].cascade.streams[1]
    assert condensing == HeatStream("still", 100.0, 100.0, 1.0, True, 5.0, "mill")


def test_streams_may_stand_in_a_table(tmp_path):
    rows = "enterprise,label,supply [°C],target [°C],duty [MW],dt_contribution [K]\nmill,a,90,50,2,5\n"
    park = read_park(folder(tmp_path, streams=rows))
    assert heat_targets(park).cooling_alone == 2.0


def test_a_park_without_streams_has_none(tmp_path):
    with pytest.raises(ValueError, match="declares no streams"):
        heat_targets(read_park(folder(tmp_path)))


BAD = {
    "mill.off_gas: {supply: 200 °C, target: 180 °C, duty: 10 MW, heat_capacity_flow: 1 MW/K}": (
        "states both duty and heat_capacity_flow. Keep one of them."
    ),
    "mill.off_gas: {supply: 200 °C, target: 180 °C}": "streams.mill.off_gas: states no heat. State duty",
    "mill.off_gas: {supply: 200 °C, target: 200 °C, duty: 1 MW}": (
        "has one temperature, so it must say which way its heat goes. State side: hot (condenses)"
    ),
    "mill.off_gas: {supply: 200 °C, target: 200 °C, heat_capacity_flow: 1 MW/K, side: hot}": (
        "changes phase at one temperature, where a heat per kelvin is no heat. State duty."
    ),
    "mill.off_gas: {supply: 200 °C, target: 180 °C, duty: 1 MW, side: cold}": (
        "is cooled from 200 to 180 °C, which is not cold. Drop side, or exchange supply and target."
    ),
    "shop.off_gas: {supply: 200 °C, target: 180 °C, duty: 1 MW}": "shop",
    "mill.off_gas: {supply: -300 °C, target: 180 °C, duty: 1 MW}": "is below -273.15.",
}


@pytest.mark.parametrize("entry", BAD)
def test_bad_streams_are_named(entry, tmp_path):
    found = problems(folder(tmp_path, ("markets:\n", f"streams:\n  {entry}\nmarkets:\n")))
    assert len(found) == 1
    assert BAD[entry] in str(found[0])


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (
            "{temperature: 40 °C, return_temperature: 70 °C}",
            "heat delivered at 40 °C cannot return warmer. Exchange temperature and return_temperature.",
        ),
        (
            "{temperature: 25 °C, return_temperature: 13 °C, use: cooling}",
            "cooling delivered at 25 °C cannot return colder.",
        ),
    ],
)
def test_bad_levels_are_named(entry, sentence, tmp_path):
    found = problems(folder(tmp_path, ("markets:\n", f"heat_levels:\n  main: {entry}\nmarkets:\n")))
    assert len(found) == 1
    assert sentence in str(found[0])
