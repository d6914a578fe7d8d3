"""Steam in a park's files: duties become tonnes, and what steam does not do is named."""

import pytest

from symbiosis.tables.read import read_park
from tests.tables.folder import folder, only_problem

STEAM = "  steam: {kind: energy, unit: t/h}\n"
STATE = "pressure: 1.0 MPa(a), temperature: 200 °C, return_temperature: 90 °C"
STATED = f"  steam: {{kind: energy, unit: t/h, {STATE}}}\n"
HEAT = (2.82827 - 0.37697) / 3.6  # MWh/t
DEMAND = "rate: {profile: load, scale: 12 t/h}"


def test_duties_and_prices_per_gj_become_tonnes(tmp_path):
    more = "markets:\n  steam: {carrier: steam, members: [mill], purchase_price: 90 CNY/GJ}\n"
    park = read_park(folder(tmp_path, (STEAM, STATED), (DEMAND, "rate: 3 MW"), ("markets:\n", more)))
    assert park.demands["mill.steam"].rate.value == pytest.approx(3.0 / HEAT, rel=1e-5)
    assert park.markets["steam"].purchase_price.value == pytest.approx(90.0 * 3.6 * HEAT, rel=1e-5)


def test_without_return_temperature_a_duty_is_no_mass(tmp_path):
    stated = STATED.replace(", return_temperature: 90 °C", "")
    assert "MW is given where t/h is expected" in only_problem(
        folder(tmp_path, (STEAM, stated), (DEMAND, "rate: 3 MW"))
    )


def test_gauge_pressure_is_not_absolute(tmp_path):
    park = read_park(folder(tmp_path, (STEAM, STATED.replace("1.0 MPa(a)", "10 bar(g)"))))
    assert park.carriers["steam"].pressure == pytest.approx(1.101325)


def test_a_fuel_may_state_a_pressure(tmp_path):
    gas = "  gas: {kind: energy, unit: MW, pressure: 4 bar(g), lower_heating_value_volume: 35.5 MJ/Nm3}\n"
    assert read_park(folder(tmp_path, ("  gas: {kind: energy, unit: MW}\n", gas))).carriers["gas"].pressure


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("1.0 MPa(a)", "1.0 MPa", "MPa does not say whether the pressure is absolute or gauge."),
        ("200 °C", "150 °C", "at 1 MPa absolute water boils at 179.9 °C; at 150 °C it is liquid."),
        ("90 °C", "210 °C", "condensate of 210 °C does not come from steam of 200.0 °C."),
        (
            "pressure: 1.0 MPa(a), ",
            "",
            "is hotter than networks of hot water run (180 °C), and no pressure is stated.",
        ),
    ],
)
def test_states_that_do_not_exist(old, new, sentence, tmp_path):
    assert sentence in only_problem(folder(tmp_path, (STEAM, STATED.replace(old, new))))


def test_a_level_is_not_hotter_than_its_steam(tmp_path):
    level = "heat_levels:\n  main: {temperature: 220 °C, carrier: steam}\nmarkets:\n"
    said = only_problem(folder(tmp_path, (STEAM, STATED), ("markets:\n", level)))
    assert (
        'heat_levels.main.temperature = "220 °C": is hotter than the steam that carries it, 200.0 °C.' in said
    )


def test_steam_in_megawatts_is_refused(tmp_path):
    power = "  coal: {kind: energy, unit: MW, lower_heating_value: 7 MWh/t}\n"
    extra = "  hot: {kind: energy, unit: MW, pressure: 1 MPa(a)}\n"
    assert "is no flow of steam: with a pressure, steam is a mass. Write t/h" in only_problem(
        folder(tmp_path, (power, power + extra))
    )


CARRIERS = """carriers:
  high: {kind: energy, unit: t/h, pressure: 1.0 MPa(a)}
  low: {kind: energy, unit: t/h, pressure: 0.5 MPa(a), temperature: 160 °C}
  hot: {kind: energy, unit: t/h, pressure: 0.5 MPa(a), temperature: 300 °C}
  water: {kind: water, unit: t/h, temperature: 104 °C}
  power: {kind: energy, unit: MW}
"""


def station(where, rated_on, ratios):
    technology = (
        f"technologies:\n  mill.station: {{rated_on: {rated_on}, ratios: {ratios}, capacity: 5 t/h}}\n"
    )
    return folder(where, ("carriers:\n", CARRIERS), ("technologies:\n", technology))


@pytest.mark.parametrize(
    ("rated_on", "ratios"),
    [
        ("low", "{high: -1, low: 1}"),  # throttled: 2.777 GJ/t holds more than 2.767
        ("high", "{low: -1, high: 1, power: -0.1 MWh/t}"),  # a compressor
        ("low", "{high: -1, low: 1, power: 0.002 MWh/t}"),
    ],
)
def test_what_steam_can_do(rated_on, ratios, tmp_path):
    assert "mill.station" in read_park(station(tmp_path, rated_on, ratios)).technologies


@pytest.mark.parametrize(
    ("rated_on", "ratios", "sentence"),
    [
        (
            "high",
            "{low: -1.1, high: 1}",
            "gives steam of 1 MPa out of steam of 0.5 MPa (absolute). Let steam down from a higher header",
        ),
        (
            "hot",
            "{high: -1.2, hot: 1}",
            "asks for 300 °C (3.065 GJ/t) out of saturated steam that holds 2.777 GJ/t. Lower",
        ),
        (
            "low",
            "{high: -1, low: 1, power: 0.1 MWh/t}",
            "gives 3.127 GJ per unit of activity out of 2.777 GJ. Correct the ratios",
        ),
        (
            "water",
            "{high: -1, water: 2}",
            "gives 1 t of steam and water out of 0.5 t. Add the feed or desuperheating water",
        ),
    ],
)
def test_what_steam_does_not_do(rated_on, ratios, sentence, tmp_path):
    assert sentence in only_problem(station(tmp_path, rated_on, ratios))
