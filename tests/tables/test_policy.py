"""Policy in files: units are read and converted, what is wrong is located, and what is written reads back."""

import pytest

from symbiosis.park import ParkError
from symbiosis.tables import read_park, write_park
from symbiosis.tables.canonical import from_json, to_json

PARK = """format: 1
park:
  name: small
  currency: CNY
  price_year: 2024
  tax_basis: none
  discount_rate: 8 %
  time: {year: 2023, time_zone: Asia/Shanghai}
carriers:
  power: {kind: energy, unit: MW, factors: electricity}
  coal: {kind: energy, unit: t/h, factors: raw_coal}
  gas: {kind: energy, unit: MW, factors: natural_gas}
  clinker: {kind: material, unit: t/h}
  co2: {kind: emission, unit: t/h}
  cod: {kind: emission, unit: kg/h, factors: cod}
enterprises:
  kiln: {added_value: 3000 万元/a, land: 50 ha, employees: 120, invested: 2 亿元}
technologies:
  kiln.works:
    rated_on: clinker
    ratios: {clinker: 1, coal: -0.1, power: -60 kWh/t, co2: 0.5, cod: 0.1 kg/t}
    capacity: 10 t/h
    permitted: {cod: 0.2 kg/t}
demands:
  kiln.clinker: {carrier: clinker, rate: 5 t/h}
markets:
  grid:
    carrier: power
    members: all
    purchase_price: 600 CNY/MWh
    region: north
    factor_year: "2023"
    emissions: {co2: 0.6 t/MWh}
  pit: {carrier: coal, members: all, purchase_price: 700 CNY/t, emissions: {co2: 1.9}}
  pipe: {carrier: gas, members: all, purchase_price: 300 CNY/MWh}
caps:
  river: {carrier: cod, limit: 9 t/a, members: [kiln], months: [6, 7, 8]}
taxes:
  water: {medium: water, rate: 1.4 CNY}
fees:
  coal_fee: {counts: purchase(coal), members: all, price: 0.01 CNY/kg}
quotas:
  ets:
    counts: carbon
    members: [kiln]
    granted: {kiln: 30 kt/a}
    benchmark: 100 kg/t
    output: made(clinker)
    purchase_price: 97.49 CNY/t
  tce: {counts: energy, members: [kiln], granted: {kiln: 1 ktce/a}, purchase_price: 200 CNY/tce}
offsets:
  ccer: {owner: kiln, price: 60 CNY/tCO2, share: 5 %}
requirements:
  near_zero: {formula: (carbon - offsets) / energy, at_most: 9000 kgCO2/tce}
  intensity: {formula: energy / added_value, at_most: 2 tce/万元}
base_years:
  2020: {energy: 4 ktce, added_value: 2000 万元}
"""


def read(tmp_path, text=PARK):
    folder = tmp_path / "park"
    folder.mkdir()
    (folder / "park.yaml").write_text(text, encoding="utf-8")
    return read_park(folder)


def test_units_are_converted(tmp_path):
    park = read(tmp_path)
    assert park.enterprises["kiln"].added_value == pytest.approx(30e6)
    assert park.enterprises["kiln"].land == pytest.approx(0.5)
    assert park.enterprises["kiln"].invested == pytest.approx(2e8)
    assert park.requirements["near_zero"].at_most == pytest.approx(9.0)
    assert park.requirements["intensity"].at_most == pytest.approx(2e-4)
    assert park.quotas["ets"].benchmark == pytest.approx(0.1)
    assert park.quotas["tce"].granted["kiln"].value == pytest.approx(1000)
    assert park.fees["coal_fee"].price == pytest.approx(10)
    assert park.caps["river"].limit == pytest.approx(9000)
    assert park.base_years["2020"].energy == pytest.approx(4000)


def test_factors_fill_in_with_their_evidence(tmp_path):
    park = read(tmp_path)
    assert park.carriers["coal"].standard_coal == pytest.approx(0.7143)
    assert park.carriers["power"].standard_coal_equivalent == pytest.approx(0.305)
    assert park.carriers["gas"].standard_coal is None  # measured as energy, it counts by its heat content
    assert park.carriers["cod"].pollution_equivalent == pytest.approx(1.0)
    assert park.carriers["cod"].medium == "water"
    assert park.markets["grid"].location_factor == pytest.approx(0.6361)
    assert park.figures["carriers.coal.standard_coal"].confidence == "H"
    assert park.figures["carriers.power.standard_coal_equivalent"].confidence == "M"


def test_what_is_written_reads_back(tmp_path):
    park = read(tmp_path)
    write_park(park, tmp_path / "again")
    assert read_park(tmp_path / "again") == park
    assert from_json(to_json(park), {}) == park


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "at_most: 9000 kgCO2/tce",
            "at_most: 9",
            r"park.yaml:LINE requirements.near_zero.at_most.*the unit is missing",
        ),
        ("at_most: 9000 kgCO2/tce", "at_most: 9 t", r"park.yaml:LINE requirements.near_zero.at_most"),
        (
            "(carbon - offsets) / energy",
            "(carbn - offsets) / energy",
            r'park.yaml:LINE.*Did you mean "carbon"',
        ),
        ("granted: {kiln: 30 kt/a}", "granted: {kiln: 30 tce/a}", r"park.yaml:LINE quotas.ets.granted.kiln"),
        ("factors: raw_coal", "factors: raw_cole", r'park.yaml:LINE carriers.coal.factors.*"raw_coal"'),
        ("region: north", "region: mars", r"park.yaml:LINE markets.grid.region.*no such region"),
        ('factor_year: "2023"', 'factor_year: "1999"', r"no factor of north for 1999.*known: 2022, 2023"),
        ("factors: cod", "pollution_equivalent: 1 kg", r"taxes.water.*no carrier is such a pollutant"),
        ("2020: {", "2030: {", r"base_years.2030.*no year before 2023"),
        (
            "permitted: {cod: 0.2 kg/t}",
            "permitted: {cod: 0.05 kg/t}",
            r"technologies.kiln.works.permitted.*is emitted",
        ),
    ],
)
def test_what_is_wrong_is_located(tmp_path, old, new, said):
    line = PARK[: PARK.index(old)].count("\n") + 1
    with pytest.raises(ParkError, match=said.replace("LINE", str(line))):
        read(tmp_path, PARK.replace(old, new))


def test_rights_of_a_formula_that_cannot_be_read_are_not_judged(tmp_path):
    with pytest.raises(ParkError) as found:
        read(tmp_path, PARK.replace("    counts: carbon", "    counts: carbn"))
    assert [problem.field for problem in found.value.problems] == ["counts"]


def test_a_missing_unit_is_named_without_needless_brackets(tmp_path):
    with pytest.raises(ParkError, match=r"coal_fee.price.*Write 0.01 CNY/t\."):
        read(tmp_path, PARK.replace("price: 0.01 CNY/kg", "price: 0.01"))


def test_a_study_may_set_prices_and_limits(tmp_path):
    from symbiosis.scenario import Scenario, apply, put

    park = read(tmp_path)
    changed = apply(
        park,
        Scenario(
            "x",
            (
                put("quotas.ets.purchase_price", "0.2 CNY/kg"),
                put("requirements.near_zero.at_most", "5 tCO2/tce"),
            ),
        ),
    )
    assert changed.quotas["ets"].purchase_price == pytest.approx(200)
    assert changed.requirements["near_zero"].at_most == pytest.approx(5)
