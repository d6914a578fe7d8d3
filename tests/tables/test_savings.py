"""Measures as they are written: filled in from the demand, motors by the cube law, faults named."""

from __future__ import annotations

import pytest

from symbiosis import ParkError, read_park

TEXT = """\
format: 1
park: {{name: mill, currency: CNY, price_year: 2024, tax_basis: excluding VAT, discount_rate: 8 %,
  time: {{start: 2025-01-01T00:00, steps: 3, step: 1 h, time_zone: Asia/Shanghai}}}}
carriers:
  power: {{kind: energy, unit: MW}}
enterprises: {{mill: {{}}}}
demands:
  mill.fans: {{carrier: power, rate: {{profile: fans}}}}
markets: {{grid: {{carrier: power, members: [mill], purchase_price: 700 CNY/MWh}}}}
technologies:
  mill.better: {{{measure}}}
"""
COSTS = "investment: 40 万元, lifetime: 12 a"
MOTOR = "rating: 132 kW, class: IE1, new_class: IE3, new_control: speed, load: {80 %: 100 %}"


def folder(tmp_path, measure):
    (tmp_path / "park.yaml").write_text(TEXT.format(measure=measure), encoding="utf-8")
    (tmp_path / "profiles").mkdir()
    rows = "".join(f"2025-01-01T{h:02d}:00,{x}\n" for h, x in enumerate((1, 2, 4)))
    (tmp_path / "profiles" / "day.csv").write_text(f"time,fans [MW]\n{rows}", encoding="utf-8")
    return tmp_path


def test_a_measure_is_rated_on_its_demand_and_as_large_as_at_the_peak(tmp_path):
    park = read_park(folder(tmp_path, f"saves: mill.fans, saving: 10 %, {COSTS}"))
    measure = park.technologies["mill.better"]
    assert measure.rated_on == "power"
    assert {k: v.value for k, v in measure.ratios.items()} == {"power": 1.0}
    assert measure.capacity_max == measure.capacity_min == pytest.approx(0.4)


def test_its_own_size_is_kept(tmp_path):
    measure = f"saves: mill.fans, saving: 10 %, capacity_max: 300 kW, {COSTS}"
    park = read_park(folder(tmp_path, measure))
    assert park.technologies["mill.better"].capacity_max == pytest.approx(0.3)
    assert park.technologies["mill.better"].capacity_min == 0.0


def test_a_motor_saves_by_the_cube_law_and_is_marked_as_assumed(tmp_path):
    park = read_park(folder(tmp_path, f"saves: mill.fans, motor: {{{MOTOR}}}, {COSTS}"))
    expected = 1 - (0.512 / (0.956 * 0.97)) / (0.92 / 0.935)
    assert park.technologies["mill.better"].saving == pytest.approx(expected, rel=1e-5)
    figure = park.figures["technologies.mill.better.saving"]
    assert figure.assumed
    assert "IEC 60034-30-1" in figure.source


@pytest.mark.parametrize(
    ("measure", "sentence"),
    [
        (f"saves: mill.fan, saving: 10 %, {COSTS}", 'saves = "mill.fan": is not declared under demands'),
        (f"saves: mill.fans, {COSTS}", "a measure saves a share of the demand"),
        (f"saves: mill.fans, motor: big, {COSTS}", "park.yaml:11 technologies.mill.better.motor"),
        (f"saves: mill.fans, motor: {{rating: 9 kW, class: IE1}}, {COSTS}", "motor.load: this is missing"),
        (
            f"saves: mill.fans, motor: {{{MOTOR}, speed: 3}}, {COSTS}",
            "park.yaml:11 technologies.mill.better.motor.speed: this word is not known here",
        ),
        (f"saves: mill.fans, saving: 3 %, motor: {{{MOTOR}}}, {COSTS}", "stands beside saving"),
        (
            f"saves: mill.fans, motor: {{{MOTOR.replace('100 %}', '90 %}')}}}, {COSTS}",
            "the shares of time add up to 90.0%",
        ),
        (f"saves: mill.fans, motor: {{{MOTOR.replace('132 kW', '132 t')}}}, {COSTS}", "t is mass"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(tmp_path, measure, sentence):
    with pytest.raises(ParkError) as caught:
        read_park(folder(tmp_path, measure))
    assert any(sentence in str(problem) for problem in caught.value.problems), caught.value.problems
