"""Indicators of a small park, every value worked out by hand."""

import dataclasses

import numpy as np
import pytest

from symbiosis.park import BaseYear, Carrier, Enterprise
from symbiosis.park.formula import FormulaError, evaluate, parse, quotient
from symbiosis.park.problems import ParkError
from symbiosis.park.profile import Calendar
from symbiosis.questions import solve
from symbiosis.study.policy.score import score
from symbiosis.tables.scheme import read_scheme, shipped
from tests.parks import drain, given, need, pipe, plant, shop, small_park

YEAR = Calendar(np.datetime64("2024-01-01T00:00"), 8760, 1.0)
HEAT_OF_COAL = 7000.0 * 4.1868 / 3600.0  # MWh/t: 29.3076 GJ


def works(**more):
    """A mill of 8760 MWh/a of gas and 8760 of power, of which 2190 are green; waste and water."""
    fields = {
        "added_value": 30e6,
        "land": 0.5,
        "employees": 100.0,
        "output_value": 90e6,
        "invested": 50e6,
    } | more.pop("mill", {})
    base = {"energy": 1000.0, "added_value": 20e6, "fresh_water": 100e3, "carbon": 4000.0} | more.pop(
        "base", {}
    )
    return small_park(
        8760,
        need("mill.heat", 0.9),
        need("mill.power", 1.0),
        need("mill.water", 10.0),
        plant("mill.boiler", "heat", {"gas": -1.0 / 0.9, "co2": 0.2 / 0.9}, capacity=5.0),
        plant("mill.cleaning", "water", {"dirty": -1.0}, capacity=4.0),
        given("mill.dirty", 4.0),
        drain("mill.dirty", 9.0),
        given("mill.ash", 2.0),
        pipe("mill", "kiln", "ash"),
        need("kiln.ash", 1.5),
        drain("mill.ash", 1.0),
        shop("gas", 1.0, "mill", emissions={"co2": 0.0}),
        shop("power", 1.0, "mill", label="grid", emissions={"co2": 0.5}, purchase_limit=0.75, scope="2"),
        shop("power", 2.0, "mill", label="green", scope="2"),
        shop("water", 3.0, "mill", label="waterworks"),
        Carrier(label="gas", kind="energy", unit="MW"),
        Carrier(label="power", kind="energy", unit="MW", standard_coal_equivalent=0.3, standard_coal=0.1229),
        Carrier(label="water", kind="water", unit="m3/h"),
        Carrier(label="dirty", kind="water", unit="m3/h"),
        Carrier(label="ash", kind="waste", unit="t/h"),
        Enterprise(label="mill", **fields),
        Enterprise(label="kiln"),
        BaseYear(label="2022", **base),
        calendar=YEAR,
        **more,
    )


@pytest.fixture(scope="module")
def plans():
    from symbiosis.horizon import coarse

    park = works()
    horizon = coarse(park.calendar, 8760)
    return solve(park, "integrated_park", horizon), solve(park, "as_is", horizon)


SCHEME = """format: 1
scheme: {title: small, valid_from: 2020-01-01, valid_to: 2030-12-31, energy: calorific}
indicators:
  energy: {formula: energy / added_value, unit: tce/万元, at_most: 0.5 tce/万元, confidence: M}
  carbon:
    formula: carbon / energy
    unit: tCO2/tce
    thresholds: [{at_most: 2 tCO2/tce, energy_from: 2000 tce}, {at_most: 3 tCO2/tce, energy_below: 2000 tce}]
  ash: {formula: (solid_waste - solid_waste_discarded) / solid_waste, unit: "%", at_least: 70 %}
  water: {formula: (water_used - fresh_water) / water_used, unit: "%", at_least: 75 %}
  land: {formula: added_value / land, unit: 亿元/km2, at_least: 9 亿元/km2}
  worker: {formula: added_value / employees, unit: 万元, at_least: 15 万元}
  elasticity: {formula: growth(energy) / growth(added_value), unit: "1", at_most: 0.6}
  cut: {formula: 1 - (1 + growth(carbon)) / (1 + growth(added_value)), unit: "%", at_least: 3 %}
  new: {formula: new_exchanges, at_least: 1}
"""


def own(tmp_path, text=SCHEME):
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    return read_scheme(file)


def by_label(report):
    return {s.indicator.label: s for s in report.scores}


def test_values_by_hand(plans, tmp_path):
    found = by_label(score(own(tmp_path), *plans))
    gas, power = 8760 / HEAT_OF_COAL, 8760 * 0.1229
    assert found["energy"].after == pytest.approx((gas + power) / 3000)
    assert found["energy"].other_mode == pytest.approx((gas + 8760 * 0.3) / 3000)
    carbon = 8760 * 0.2 + 6570 * 0.5
    assert found["carbon"].after == pytest.approx(carbon / (gas + power))
    assert found["ash"].after == pytest.approx(75)
    assert found["water"].after == pytest.approx(40)  # 10 used, 6 bought
    assert found["water"].gap == pytest.approx(35)
    assert found["land"].after == pytest.approx(0.6)  # 0.3 over 0.5 km2
    assert found["worker"].after == pytest.approx(30)
    growth = ((gas + power) / 1000) ** 0.5 - 1, 1.5**0.5 - 1
    assert found["elasticity"].after == pytest.approx(growth[0] / growth[1])
    assert found["cut"].after == pytest.approx(100 * (1 - (carbon / 4000) ** 0.5 / 1.5**0.5))


def test_verdicts_and_thresholds_by_size(plans, tmp_path):
    report = score(own(tmp_path), *plans)
    found = by_label(report)
    energy = 8760 / HEAT_OF_COAL + 8760 * 0.1229
    assert energy > 2000
    assert found["carbon"].threshold.limit == 2
    assert found["ash"].met is True
    assert found["water"].met is False
    assert report.judged == 9
    assert found["new"].after == 0  # the ash pipe stands today


def test_today_is_the_value_before(plans, tmp_path):
    plan, today = plans
    found = by_label(score(own(tmp_path), plan, today))
    assert found["water"].before == pytest.approx(found["water"].after)
    assert by_label(score(own(tmp_path), plan))["water"].before is None


def test_what_is_missing_is_said(plans, tmp_path):
    plan, today = plans
    bare = dataclasses.replace(
        plan,
        park=plan.park.replace(
            base_years=(),
            enterprises=[dataclasses.replace(e, added_value=None) for e in plan.park.enterprises.values()],
        ),
    )
    found = by_label(score(own(tmp_path), bare, today))
    assert found["energy"].after is None
    assert "added_value" in found["energy"].missing
    assert "needs a base year" in found["elasticity"].missing


def test_an_elasticity_turns_round_when_value_falls(plans, tmp_path):
    plan, today = plans
    base = dataclasses.replace(plan.park.base_years["2022"], added_value=40e6)
    fallen = dataclasses.replace(plan, park=plan.park.replace(base_years=[base]))
    found = by_label(score(own(tmp_path), fallen, today))["elasticity"]
    assert found.flipped
    assert found.met is False  # energy grows while the value falls: below the limit, which is now the least


def test_a_scheme_outside_its_dates_warns(plans, tmp_path):
    old = SCHEME.replace("valid_to: 2030-12-31", "valid_to: 2023-12-31")
    assert any("held until 2023-12-31" in w for w in score(own(tmp_path, old), *plans).warnings)
    young = SCHEME.replace("valid_from: 2020-01-01", "valid_from: 2026-01-01")
    assert any("holds from 2026-01-01" in w for w in score(own(tmp_path, young), *plans).warnings)


def test_weights_and_bands(plans, tmp_path):
    text = """format: 1
scheme: {title: base}
indicators:
  ash:
    formula: (solid_waste - solid_waste_discarded) / solid_waste
    unit: "%"
    weight: 60 %
    bands: [{to: 90 %, points: 100}, {to: 70 %, points: 50}]
  worker:
    formula: added_value / employees
    unit: 万元
    weight: 40 %
    bands: [{to: 20 万元, points: 100}, {to: 10 万元, points: 40}]
"""
    report = score(own(tmp_path, text), *plans)
    assert report.points == pytest.approx(0.6 * 50 + 0.4 * 100)


def test_the_index_is_the_mean_over_leading_values(plans, tmp_path):
    text = """format: 1
scheme: {title: green}
indicators:
  ash:
    formula: (solid_waste - solid_waste_discarded) / solid_waste
    unit: "%"
    at_least: 95 %
    leading: 95 %
  waste_water:
    formula: waste_water / added_value
    unit: m3/万元
    at_most: 5 m3/万元
    leading: 5 m3/万元
  unknown: {title: parks}
"""
    report = score(own(tmp_path, text), *plans)
    assert report.index == pytest.approx(100 * 75 / 95)  # no waste water: the other is not known


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("at_most: 0.5 tce/万元", "at_most: 0.5", "own.yaml:4.*the unit is missing"),
        ("at_most: 0.5 tce/万元", "at_most: 0.5 tce/t", "own.yaml:4"),
        ("formula: energy / added_value", "formula: energy ^ 2", "own.yaml:4.*formula"),
        ("confidence: M", "weight: 50 %", "weights add up to 50 %"),
        ("at_least: 1}", "at_leest: 1}", 'Did you mean "at_least"'),
        ("valid_from: 2020-01-01", "valid_from: May", "is no day"),
    ],
)
def test_a_wrong_scheme_is_located(tmp_path, old, new, said):
    with pytest.raises(ParkError, match=said):
        own(tmp_path, SCHEME.replace(old, new))


def test_a_unit_that_the_formula_cannot_have_is_refused(plans, tmp_path):
    wrong = SCHEME.replace("unit: tce/万元, at_most: 0.5 tce/万元", "unit: m3/万元")
    with pytest.raises(FormulaError, match=r"indicators\.energy\.unit"):
        score(own(tmp_path, wrong), *plans)


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scheme_scores_a_park(name, plans):
    report = score(read_scheme(name), *plans)
    assert len({s.indicator.label for s in report.scores}) == len(report.scores)
    assert any(s.after is not None for s in report.scores)


def test_counts_of_the_shipped_schemes():
    sizes = {name: len(read_scheme(name).indicators) for name in shipped()}
    assert sizes["hj274_2015"] == 32
    assert sizes["green_park_2016"] == 31
    assert sizes["zero_carbon_park_2025"] == 6


def test_formulas_are_linear_or_not():
    assert quotient(parse("a / b + c / b")).below.weights == quotient(parse("1 / b")).below.weights
    assert quotient(parse("a * b")) is None
    assert quotient(parse("2 * (a - b) / 4")).above.weights == {
        **quotient(parse("0.5 * a")).above.weights,
        **quotient(parse("-0.5 * b")).above.weights,
    }
    assert evaluate(parse("a / b"), {"a": 1.0, "b": 0.0}.get) is None
