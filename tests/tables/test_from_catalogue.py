"""Technologies and stores taken from the catalogue: filled in, overridden, refused where they stand."""

from __future__ import annotations

import pytest

from symbiosis import ParkError, read_park
from symbiosis.tables.convert import convert
from symbiosis.tables.read import read_with_notes

HEAD = """\
format: 1
park:
  name: works
  currency: {currency}
  price_year: 2024
  tax_basis: excluding VAT
  discount_rate: 8 %
  time: {{start: 2025-01-01T00:00, steps: 3, step: 1 h, time_zone: Asia/Shanghai}}
{more}carriers:
  gas: {{kind: energy, unit: MW}}
  power: {{kind: energy, unit: kW}}
  heat: {{kind: energy, unit: MW}}
  steam: {{kind: energy, unit: t/h, pressure: "1.0 MPa(a)", temperature: 200 °C{steam}}}
enterprises: {{works: {{}}}}
demands: {{works.heat: {{carrier: heat, rate: 8 MW}}, works.steam: {{carrier: steam, rate: 2 t/h}}}}
markets:
  gas: {{carrier: gas, members: [works], purchase_price: 250 {currency}/MWh}}
  grid: {{carrier: power, members: [works], purchase_price: 700 {currency}/MWh, sale_price: 0 {currency}/MWh}}
  steam: {{carrier: steam, members: [works], purchase_price: 300 {currency}/t}}
  heat: {{carrier: heat, members: [works], purchase_price: 400 {currency}/MWh}}
technologies:
"""
STEAM = ", return_temperature: 104 °C"


def folder(tmp_path, things, more="", steam=STEAM, currency="CNY"):
    text = HEAD.format(more=more, steam=steam, currency=currency) + things
    (tmp_path / "park.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def refused(tmp_path, things, **more):
    with pytest.raises(ParkError) as caught:
        read_park(folder(tmp_path, things, **more))
    return [str(problem) for problem in caught.value.problems]


def test_what_the_block_does_not_state_is_filled_in(tmp_path):
    park = read_park(
        folder(tmp_path, "  works.boiler: {from: gas_boiler_heat, capacity_max: 20 MW, lifetime: 18 a}\n")
    )
    boiler = park.technologies["works.boiler"]
    assert boiler.rated_on == "heat"
    assert boiler.ratios["gas"].value == pytest.approx(-1 / 1.04, rel=1e-5)
    assert boiler.investment_per_capacity == pytest.approx(66790.2 * 7.7875 * 0.8)
    assert boiler.lifetime == 18.0
    assert boiler.title_zh == "燃气冷凝热水锅炉"
    assert boiler.minimum_load == 0.0  # no unit is stated, so nothing switches
    figure = park.figures["technologies.works.boiler.investment_per_capacity"]
    assert figure.confidence == "L"  # the factor for China is assumed
    assert "66790.2 EUR/MW of 2025 × 7.7875 CNY/EUR (mean of 2024) × 0.8 for China" in figure.source
    assert park.figures["technologies.works.boiler.ratios.gas"].confidence == "H"


def test_units_of_the_park_s_carriers_are_converted(tmp_path):
    # 20 MW of power in kW: 2 175 000 USD/MW × 7.1217 × 0.6 are 9294 CNY/kW
    things = "  works.chp: {from: gas_engine_chp_large, capacity_max: 20 MW, unit_size: 4 MW}\n"
    chp = read_park(folder(tmp_path, things)).technologies["works.chp"]
    assert chp.capacity_max == 20000.0
    assert chp.investment_per_capacity == pytest.approx(2175 * 7.1217 * 0.6)
    assert chp.minimum_load == 0.25
    assert chp.ratios["heat"].value == pytest.approx(0.948148 / 1000)


def test_steam_in_tonnes_is_converted_by_its_heat(tmp_path):
    # 1.0 MPa(a), 200 °C above condensate of 104 °C: 2.392 GJ/t, 0.6645 MWh/t at 93 %
    things = "  works.boiler: {from: gas_boiler_steam, capacity_max: 20 t/h}\n"
    boiler = read_park(folder(tmp_path, things)).technologies["works.boiler"]
    assert boiler.ratios["gas"].value == pytest.approx(-2.392 / 3.6 / 0.93, rel=1e-3)
    assert boiler.investment_per_capacity == pytest.approx(57551.6 * 7.7875 * 0.8 * 2.392 / 3.6, rel=1e-3)


def test_a_park_that_rests_on_foreign_costs_says_so(tmp_path):
    things = "  works.pump: {from: heat_pump_high, capacity_max: 2 MW, carriers: {excess_heat: heat}}\n"
    _, notes = read_with_notes(folder(tmp_path, things))
    assert notes == (
        "works.pump (heat_pump_high): its cost is that of Europe, not localised for China; "
        "state localisation, or the cost itself.",
    )
    own = things.replace("carriers", "localisation: 0.5, carriers")
    park, notes = read_with_notes(folder(tmp_path, own))
    assert notes == ()
    assert park.technologies["works.pump"].investment_per_capacity == pytest.approx(1183280 * 7.7875 * 0.5)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_workbook_names_its_carriers_too(tmp_path, language):
    things = (
        "  works.pump:\n"
        "    {from: heat_pump_high, capacity_max: 2 MW, localisation: 0.5, carriers: {excess_heat: heat}}\n"
        "stores:\n  works.tank: {from: hot_water_tank, capacity_max: 500 MWh, carriers: {heat: heat}}\n"
    )
    park = read_park(folder(tmp_path, things))
    assert read_park(convert(tmp_path, tmp_path / "excel" / "park.xlsx", language)) == park


def test_a_store_and_the_park_s_own_rate(tmp_path):
    park = read_park(
        folder(
            tmp_path,
            "  works.boiler: {from: gas_boiler_heat, capacity_max: 20 MW}\n"
            "stores:\n  works.tank: {from: hot_water_tank, capacity_max: 500 MWh}\n",
            more="  exchange: {EUR: 8 CNY}\n",
        )
    )
    tank = park.stores["works.tank"]
    assert tank.carrier == "heat"
    assert tank.investment_per_capacity == pytest.approx(3817.4 * 8 * 0.8)
    assert tank.loss == pytest.approx(0.000077)
    assert park.figures["stores.works.tank.charge_max"].confidence == "L"
    assert park.technologies["works.boiler"].investment_per_capacity == pytest.approx(66790.2 * 8 * 0.8)


def test_a_park_in_its_own_currency_is_not_localised(tmp_path):
    things = "  works.boiler: {from: gas_boiler_heat, capacity_max: 20 MW}\n"
    park, notes = read_with_notes(folder(tmp_path, things, currency="EUR"))
    assert park.technologies["works.boiler"].investment_per_capacity == pytest.approx(66790.2)
    assert notes == ()


@pytest.mark.parametrize(
    ("things", "sentence"),
    [
        (
            "  works.x: {from: gas_boiler, capacity_max: 2 MW}\n",
            'park.yaml:22 technologies.works.x.from = "gas_boiler": the catalogue has no such entry. '
            'Did you mean "gas_boiler_heat"? `symbiosis catalogue` lists all.',
        ),
        (
            "  works.x: {from: gas_engine_chp, capacity_max: 500 kW}\n",
            'technologies.works.x.capacity_max = "500 kW": '
            "gas_engine_chp of the catalogue is for plants of 1 to 2 MW",
        ),
        (
            "  works.x: {from: gas_engine_chp, capacity_max: 9 MW, unit_size: 4 MW}\n",
            'works.x.unit_size = "4 MW": gas_engine_chp of the catalogue is for plants of 1 to 2 MW',
        ),
        ("  works.x: {from: hot_water_tank}\n", "is a store of the catalogue. Write it under stores"),
        (
            "  works.x: {from: biomass_boiler_heat, capacity_max: 2 MW}\n",
            "moves biomass, which is not declared. Declare it, or name yours: carriers: {biomass: …}",
        ),
        (
            "  works.x: {from: gas_boiler_heat, capacity_max: 2 MW, carriers: {coal: gas}}\n",
            'works.x.carriers.coal = "gas": gas_boiler_heat neither takes nor gives it',
        ),
        (
            "  works.x: {from: gas_boiler_heat, capacity_max: 2 MW, localisation: 60}\n",
            'works.x.localisation = "60": is not between 0 and 5',
        ),
    ],
)
def test_what_cannot_be_taken_is_said_where_it_stands(tmp_path, things, sentence):
    found = refused(tmp_path, things)
    assert len(found) == 1, found
    assert sentence in found[0], found


def test_steam_without_the_state_of_its_condensate_is_refused(tmp_path):
    (said,) = refused(tmp_path, "  works.x: {from: gas_boiler_steam, capacity_max: 2 t/h}\n", steam="")
    assert "counts steam by its heat, the park by tonnes. Add return_temperature" in said


def test_a_currency_without_a_rate_is_refused(tmp_path):
    (said,) = refused(tmp_path, "  works.x: {from: gas_boiler_heat, capacity_max: 2 MW}\n", currency="KRW")
    assert "no rate is known for KRW" in said


def test_rates_that_are_none(tmp_path):
    things = "  works.x: {from: gas_boiler_heat, capacity_max: 2 MW}\n"
    (said,) = refused(tmp_path, things, more="  exchange: 7.8\n")
    assert "park.exchange" in said
    assert "Write exchange: {EUR: 7.8 CNY}" in said
    (said,) = refused(tmp_path, things, more="  exchange: {EUR: 7.8 t}\n")
    assert "t is mass, but CNY is expected" in said
