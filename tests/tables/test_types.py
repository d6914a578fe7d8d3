"""Enterprises written as a type and an output: what is filled in, what may be overridden, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from symbiosis.park.problems import ParkError
from symbiosis.questions import solve
from symbiosis.tables.read import read_park, read_with_notes
from symbiosis.tables.write import write_park

PARK = """\
format: 1
park:
  name: works
  currency: CNY
  price_year: 2024
  tax_basis: excluding VAT
  discount_rate: 8 %
  time: {start: 2023-01-01T00:00, steps: 2, time_zone: Asia/Shanghai}
  horizon: {annualised: true}
carriers:
  cement: {kind: material, unit: t/h}
  gypsum: {kind: waste, unit: t/h}
  ash: {kind: waste, unit: t/h, stands_for: fly_ash}
  cement_addition: {kind: material, unit: kg/h}
  power: {kind: energy, unit: kW}
  co2: {kind: emission, unit: t/h}
enterprises:
  works: {type: cement, output: 876 kt/a}
markets:
  gypsum: {carrier: gypsum, members: all, purchase_price: 100 CNY/t}
  addition: {carrier: cement_addition, members: all, purchase_price: 80 CNY/t}
  power: {carrier: power, members: all, purchase_price: 0.6 CNY/kWh}
  ash: {carrier: ash, members: all, purchase_price: 200 CNY/t}
"""


def written(folder: Path, *changes: tuple[str, str], **files: str) -> Path:
    text = PARK
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    folder.mkdir(exist_ok=True)
    (folder / "park.yaml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def sentences(folder: Path) -> list[str]:
    with pytest.raises(ParkError) as caught:
        read_park(folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_type_becomes_demands_per_hour_in_the_parks_units(tmp_path):
    park = read_park(written(tmp_path))
    assert park.enterprises["works"].type == "cement"
    assert park.demands["works.gypsum"].rate.value == pytest.approx(0.05 * 100)
    assert park.demands["works.cement_addition"].rate.value == pytest.approx(194 * 100)  # kg/h
    assert park.demands["works.power"].rate.value == pytest.approx((40 + 0.656 * 69.4) * 100)  # kW


def test_numbers_keep_their_evidence(tmp_path):
    figure = read_park(written(tmp_path)).figures["demands.works.gypsum.rate"]
    assert (figure.value, figure.low, figure.high) == pytest.approx((5.0, 3.0, 6.0))
    assert figure.source == "process library: Aalborg Portland"
    assert figure.confidence == "H"


def test_emissions_come_from_making_the_product(tmp_path):
    park = read_park(written(tmp_path))
    plant = park.technologies["works.process"]
    assert (plant.rated_on, plant.capacity) == ("cement", pytest.approx(100.0))
    assert plant.ratios["co2"].value == pytest.approx(0.656 * 0.525)
    assert solve(park, "as_is").emission_total("co2") == pytest.approx(0.656 * 0.525 * 876_000)


def test_a_known_by_product_may_replace_what_is_taken(tmp_path):
    cheap = ("purchase_price: 200 CNY/t", "purchase_price: 20 CNY/t")
    results = solve(read_park(written(tmp_path, cheap)), "as_is")
    assert float(results.activity.sel(technology="works.use_ash").mean()) == pytest.approx(19_400.0)


def test_a_label_that_stands_is_left_as_it_is(tmp_path):
    own = ("markets:\n", "demands:\n  works.gypsum: {carrier: gypsum, rate: 4 t/h}\nmarkets:\n")
    park = read_park(written(tmp_path, own))
    assert park.demands["works.gypsum"].rate.value == 4.0
    assert "demands.works.gypsum.rate" not in park.figures
    assert "works.power" in park.demands


def test_what_the_park_does_not_declare_is_left_out_and_named(tmp_path):
    park, notes = read_with_notes(written(tmp_path))
    assert "works.limestone" not in park.demands
    (note,) = notes
    assert note.startswith("works (type cement): left out")
    assert "limestone" in note
    assert "gypsum" not in note


def test_given_things_get_the_outlet_they_go_to_today(tmp_path):
    plant = ("  works: {type: cement, output: 876 kt/a}", "  works: {type: coal_power, output: 876 GWh/a}")
    park = read_park(written(tmp_path, plant))
    unit = park.technologies["works.process"]
    assert (unit.rated_on, unit.capacity) == ("power", pytest.approx(100_000.0))  # kW
    assert unit.ratios["ash"].value == pytest.approx(0.075e-3)  # t per kWh
    assert {o.carrier: o.fee.value for o in park.outlets.values()} == {"ash": 25.0, "gypsum": 25.0}
    assert not park.demands


def test_an_outlet_of_ones_own_is_kept(tmp_path):
    plant = ("  works: {type: cement, output: 876 kt/a}", "  works: {type: coal_power, output: 876 GWh/a}")
    own = ("markets:\n", "outlets:\n  works.pond: {carrier: ash, fee: 7 CNY/t}\nmarkets:\n")
    park = read_park(written(tmp_path, plant, own))
    assert {label: o.fee.value for label, o in park.outlets.items() if o.carrier == "ash"} == {
        "works.pond": 7.0
    }


def test_a_park_filled_in_and_written_reads_back_the_same(tmp_path):
    park = read_park(written(tmp_path / "a"))
    write_park(park, tmp_path / "b")
    again = read_park(tmp_path / "b")
    assert again == park
    assert dict(again.figures) == dict(park.figures)


def test_a_type_may_stand_in_a_table(tmp_path):
    gone = ("  works: {type: cement, output: 876 kt/a}", "")
    table = "label,type,output [kt/a]\nworks,cement,876\n"
    park = read_park(written(tmp_path, gone, enterprises=table))
    assert park.demands["works.gypsum"].rate.value == pytest.approx(5.0)
    assert park.enterprises["works"].output == "876 kt/a"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{type: cemnt, output: 876 kt/a}", 'no such type. Did you mean "cement"?'),
        ("{type: cement}", "output is missing"),
        ("{output: 876 kt/a}", "type is missing"),
        ("{type: cement, output: 876}", "unit is missing"),
        ("{type: cement, output: 5 MWh/a}", "MWh/a"),
        ("{type: cement, output: 0 t/a}", "must be above 0"),
    ],
)
def test_a_bad_type_or_output_is_said(words, said, tmp_path):
    change = ("{type: cement, output: 876 kt/a}", words)
    (sentence,) = sentences(written(tmp_path, change))
    assert said in sentence
    assert "park.yaml:" in sentence


def test_a_carrier_that_stands_for_nothing_known_is_said(tmp_path):
    (sentence,) = sentences(written(tmp_path, ("stands_for: fly_ash", "stands_for: fly_asch")))
    assert 'no such carrier. Did you mean "fly_ash"?' in sentence
