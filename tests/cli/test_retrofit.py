"""`symbiosis retrofit`: options of a park or of its scenario on the screen, in a table and a figure."""

import csv
import json
import shutil

import pytest
from typer.testing import CliRunner

from symbiosis.cli import app

run = CliRunner().invoke
PARK = """\
format: 1
park:
  name: mill
  currency: CNY
  price_year: 2024
  tax_basis: excluding VAT
  discount_rate: 0 %
  time: {start: 2023-01-01T00:00, steps: 1, step: 8760 h, time_zone: Asia/Shanghai}
  horizon: {annualised: true}
carriers:
  gas: {kind: energy, unit: MW}
  heat: {kind: energy, unit: MW}
  power: {kind: energy, unit: MW}
  co2: {kind: emission, unit: t/h}
enterprises:
  mill: {title: Paper mill, title_zh: 造纸厂}
technologies:
  mill.old: {rated_on: heat, ratios: {heat: 1, gas: -2 MWh/MWh}, capacity: 10 MW}
demands:
  mill.heat: {carrier: heat, rate: 10 MW}
  mill.pumps: {carrier: power, rate: 1 MW}
markets:
  gas: {carrier: gas, members: all, purchase_price: 100 CNY/MWh, emissions: {co2: 0.2 t/MWh}}
  power: {carrier: power, members: all, purchase_price: 500 CNY/MWh}
"""
SCENARIO = """\
format: 1
scenarios:
  better:
    changes:
      technologies.mill.old.exclusive: {set: boiler}
      technologies.mill.condensing:
        add:
          exclusive: boiler
          rated_on: heat
          ratios: {heat: 1, gas: -1 MWh/MWh}
          capacity_max: 10 MW
          investment: 17520000 CNY
          lifetime: 10 a
          title: Condensing boiler
          title_zh: 冷凝锅炉
      technologies.mill.drives:
        add:
          saves: mill.pumps
          motor: {rating: 75 kW, class: IE2, control: throttle, new_control: speed, load: {50 %: 100 %}}
          investment: 1000000 CNY
          lifetime: 10 a
"""
SAVED = 1 - 0.125 / 0.97 / 0.8  # cube law and a drive in place of a throttle


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("park")
    (where / "park.yaml").write_text(PARK, encoding="utf-8")
    (where / "scenarios.yaml").write_text(SCENARIO, encoding="utf-8")
    return where


def test_the_options_of_a_scenario_are_told_with_table_and_figure(folder, tmp_path):
    found = run(app, ["retrofit", str(folder), "--scenario", "better", "--out", str(tmp_path)])
    assert found.exit_code == 0, found.output
    # 10 of gas an hour less: 8.76 M a year and 17 520 t; 17.52 M come back in two years
    assert "Condensing boiler, Paper mill (replacement)" in found.output
    assert "saves 8,760,000 (± 0) CNY/a, payback 2.0 a" in found.output
    with (tmp_path / "retrofit.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["option"]: row for row in csv.DictReader(file)}
    drives = rows["mill.drives"]
    saved = float(drives["alone: saving a year [CNY/a]"].replace(",", ""))
    assert saved == pytest.approx(SAVED * 500 * 8760, rel=1e-5)
    assert {path.name for path in tmp_path.iterdir()} == {
        *("retrofit.csv", "retrofit.json", "abatement_curve.svg", "abatement_curve.png")
    }


def test_it_speaks_chinese(folder, tmp_path):
    found = run(
        app, ["retrofit", str(folder), "--scenario", "better", "--lang", "zh", "--out", str(tmp_path)]
    )
    assert found.exit_code == 0, found.output
    assert "… 现状方案\n… 综合设计\n" in found.output
    assert "冷凝锅炉，造纸厂" in found.output
    assert "静态回收期 2.0 年" in found.output
    assert "单独: 年节约 [CNY/a]" in (tmp_path / "retrofit.csv").read_text(encoding="utf-8-sig")
    assert "减排成本曲线" in (tmp_path / "abatement_curve.svg").read_text(encoding="utf-8")


def test_json_holds_every_option(folder):
    data = json.loads(run(app, ["retrofit", str(folder), "--scenario", "better", "--json"]).stdout)
    options = {(one["option"]["label"], one["option"]["kind"]): one for one in data["options"]}
    assert set(options) == {
        ("mill.condensing", "replacement"), ("mill.old", "shutdown"), ("mill.drives", "measure")
    }  # fmt: skip
    boiler = options["mill.condensing", "replacement"]
    assert boiler["chosen"]
    assert boiler["alone"]["abatement_cost"] == pytest.approx((1752000 - 8760000) / 17520)
    assert options["mill.old", "shutdown"]["alone"]["problem"]


@pytest.fixture(scope="module")
def designed(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("made") / "design"
    found = run(app, ["design", str(folder), "--scenario", "better", "--out", str(out)])
    assert found.exit_code == 0, found.output
    return out


def test_the_report_of_a_design_shows_its_options(designed, tmp_path):
    page = tmp_path / "report.html"
    assert run(app, ["report", str(designed), "--out", str(page)]).exit_code == 0
    assert "The park states 3 options" in page.read_text(encoding="utf-8")
    found = run(app, ["report", str(designed), "--retrofit", "--out", str(page)])
    assert found.exit_code == 0, found.output
    text = page.read_text(encoding="utf-8")
    assert "The integrated design takes: Condensing boiler, Paper mill" in text
    assert ">option (alone)<" in text
    assert ">option (in the design)<" in text
    assert text.count("8.76") >= 2  # a year's saving in millions, alone and in the design
    assert "saving a year" in text
    assert "<td>remark" not in text  # why an option is not assessed stands below the table

    # it is kept: the next report, in Chinese and for a workbook, needs no solving
    book = tmp_path / "report.xlsx"
    found = run(app, ["report", str(designed), "--lang", "zh", "--out", str(page), "--excel", str(book)])
    assert found.exit_code == 0, found.output
    assert "整体优化方案采用：冷凝锅炉，造纸厂" in page.read_text(encoding="utf-8")
    assert book.is_file()
    public = run(app, ["report", str(designed), "--public", "--out", str(page)])
    assert public.exit_code == 0, public.output
    assert "Condensing boiler" not in page.read_text(encoding="utf-8")


def test_options_of_another_park_are_refused(designed, folder, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(designed, other)
    assert run(app, ["report", str(other), "--retrofit"]).exit_code == 0
    kept = json.loads((other / "retrofit.json").read_text(encoding="utf-8"))
    (other / "retrofit.json").write_text(json.dumps({**kept, "park": "0"}), encoding="utf-8")
    found = run(app, ["report", str(other)])
    assert found.exit_code == 2
    assert "is of another park; delete it" in found.output
    (other / "retrofit.json").write_text("{}", encoding="utf-8")
    assert "cannot be read ('park')" in run(app, ["report", str(other)]).output
    single = run(app, ["report", str(other / "as_is.nc"), "--retrofit"])
    assert single.exit_code == 2
    assert "give that folder" in single.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "the park offers no retrofit"),
        (["--scenario", "beter"], 'there is no scenario "beter". Did you mean "better"?'),
        (["--scenario", "better", "--emission", "nox"], "nox is no emission of this park."),
        (["--scenario", "better", "--lang", "fr"], "write en or zh"),
    ],
)
def test_what_is_wrong_is_a_sentence(folder, words, sentence):
    found = run(app, ["retrofit", str(folder), *words])
    assert found.exit_code == 2
    assert sentence in found.output


def test_what_is_wrong_is_data_where_data_is_asked_for(folder):
    found = run(app, ["retrofit", str(folder), "--scenario", "beter", "--json"])
    assert found.exit_code == 2
    (problem,) = json.loads(found.stdout)["problems"]
    assert problem["message"].startswith('there is no scenario "beter"')
