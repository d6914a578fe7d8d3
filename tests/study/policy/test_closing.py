"""What reaches the indicators that a plan misses, by hand: a mill on gas or dear green power."""

import dataclasses

import numpy as np
import pytest

from symbiosis.horizon import full
from symbiosis.park import Carrier, Enterprise
from symbiosis.park.profile import Calendar
from symbiosis.park.scheme import Indicator, Scheme, Threshold
from symbiosis.questions import solve
from symbiosis.solver import Options
from symbiosis.study.policy.closing import close
from symbiosis.study.policy.score import score
from tests.parks import need, plant, shop, small_park

CARBON = Indicator(
    "carbon", "CO2 per value", "", "carbon / added_value", "kgCO2/CNY", (Threshold("at_most", 0.4),)
)
LAND = Indicator("land", "value per land", "", "added_value / land", "CNY/km2", (Threshold("at_least", 1e9),))
GROWTH = Indicator("growth", "growth", "", "growth(energy)", "1", (Threshold("at_most", -1.0),))
ENERGY = Indicator(
    "energy", "energy per value", "", "energy / added_value", "tce/万元", (Threshold("at_most", 9.0),)
)


def plan():
    """1000 h, 10 MW of heat: from gas at 20 with 0.2 t/MWh, or green power at 50; 2 kt and 4 M CNY."""
    park = small_park(
        1,
        need("mill.heat", 10.0),
        shop("gas", 20.0, "mill"),
        shop("green", 50.0, "mill"),
        plant("mill.boiler", "heat", {"gas": -1.0, "co2": 0.2}, capacity=10.0),
        plant("mill.electrode", "heat", {"green": -1.0}, capacity=10.0),
        Carrier(label="gas", kind="energy", unit="MW"),
        Enterprise(label="mill", added_value=4e6 * 8.76, land=1.0),
        calendar=Calendar(np.datetime64("2024-01-01T00:00"), 1, 1000.0),
    )
    return solve(park, "integrated_park", full(park.calendar), Options(gap=0.0))


def scheme(*indicators):
    return Scheme("ours", "Ours", "", "", "", "", "calorific", indicators)


def test_the_cheapest_plan_that_reaches_what_is_missed():
    # 2000 t over 4 M CNY are 0.5 kg; at 0.4 there are 1600 t: 2 MW of green power, 30 dearer, for 1000 h
    before = plan()
    report = score(scheme(CARBON, ENERGY), before)
    assert [s.met for s in report.scores] == [False, True]
    found = close(report, before)
    assert found.asked == ("CO2 per value",)
    assert found.left == {}
    assert found.extra is not None
    assert found.extra.value == pytest.approx(2 * 30 * 1000)
    assert found.report is not None
    assert found.report.scores[0].after == pytest.approx(0.4)
    assert found.report.scores[0].met
    assert found.results is not None
    assert found.results.verdict.ok


def test_what_cannot_be_asked_of_a_plan_is_told():
    before = plan()
    report = score(scheme(CARBON, LAND, GROWTH), before)
    found = close(report, before, ("land", "growth"))
    assert found.asked == ()
    assert found.results is None
    assert found.left == {
        "land": "is stated by enterprises, not decided",
        "growth": "has no threshold, or is not known",
    }


def test_what_no_plan_reaches_is_explained():
    before = plan()
    none = dataclasses.replace(CARBON, thresholds=(Threshold("at_least", 0.6),))  # more than all gas gives
    found = close(score(scheme(none), before), before)
    assert found.extra is None
    assert found.results is not None
    assert found.results.status == "infeasible"
    assert any("ours_carbon" in sentence for sentence in found.results.explanation)
