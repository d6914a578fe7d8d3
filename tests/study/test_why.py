"""Decisions turned round: an electric rod that saves 7.5 CNY on every MWh of heat, by hand.

The mill needs 2 MW all year. Gas heat costs 37.5, heat from the rod 30: 2 MW of rod save 131 400 a year.
Rods last a year and money is free, so what is paid once is paid yearly.
"""

from __future__ import annotations

import dataclasses

import pytest

from symbiosis.horizon.spec import full
from symbiosis.park import Market, Technology
from symbiosis.questions import load, solve
from symbiosis.scenario import apply, put, remove
from symbiosis.solver.options import Options
from symbiosis.solver.standing import Standing
from symbiosis.study.difference import inputs_changed, outcomes_changed
from symbiosis.study.interval import Interval
from symbiosis.study.study import StudyError
from symbiosis.study.why import why
from symbiosis.study.wishes import WORDS
from symbiosis.words import told
from tests.parks import need, small_park

UNPROVED = (
    "Whether it pays is not proved: the gaps of the two plans are wider than the difference. "
    "Solve with a smaller gap."
)


def rod_park(price_of_rods):
    return small_park(
        1,
        Technology(label="mill.burner", rated_on="heat", ratios={"gas": -1.25, "heat": 1}, capacity=9.0),
        Technology(
            label="mill.rod",
            rated_on="heat",
            ratios={"power": -1, "heat": 1},
            capacity_max=9.0,
            investment_per_capacity=price_of_rods,
            lifetime=1.0,
        ),
        need("mill.heat", 2.0),
        Market(label="gas", carrier="gas", members=("mill",), purchase_price=30.0),
        Market(label="grid", carrier="power", members=("mill",), purchase_price=30.0),
    )


def answered(park):
    return solve(park, "integrated_park", full(park.calendar, annualised=True), Options(gap=1e-9))


@pytest.fixture(scope="module")
def cheap():
    return answered(rod_park(20_000.0))


def test_forcing_out_what_is_built(cheap):
    found = why(cheap, "mill.rod")
    assert found.built
    assert found.size == pytest.approx(2.0)
    assert found.cost.value == pytest.approx(131_400 - 40_000)
    assert found.gains == {"mill": pytest.approx(-91_400)}
    said = found.sentences("CNY", "MW", "/a")
    assert said == [
        "mill.rod is built (2 MW new).",
        "Without it the park pays 91,400 CNY/a more.",
        "At this size it stays worth its 40,000 CNY of investment up to 131,400 CNY.",
        "mill pays 91,400 CNY/a more, before settlement.",
    ]


def test_what_is_forced_in_goes_on_from_what_was_forced_in_before():
    park = rod_park(100_000.0)
    iron = dataclasses.replace(
        park.technologies["mill.rod"], label="mill.iron", investment_per_capacity=120_000.0
    )
    results = answered(park.replace(technologies={**park.technologies, "mill.iron": iron}))
    standing = Standing(Options(gap=1e-9))
    rod = why(results, "mill.rod", standing=standing)
    other = why(results, "mill.iron", standing=standing)
    assert rod.cost.value == pytest.approx(0.9 * (100_000 - 65_700))
    assert other.cost.value == pytest.approx(0.9 * (120_000 - 65_700))
    assert (standing.solved, standing.kept_in_all) == (2, 1)


def test_forcing_in_what_is_not_built():
    found = why(answered(rod_park(100_000.0)), "mill.rod")
    assert not found.built
    assert found.size == pytest.approx(0.9)  # a tenth of what may be built
    assert found.cost.value == pytest.approx(0.9 * (100_000 - 65_700))
    assert "its 90,000 CNY of investment fell to 59,130" in found.sentences("CNY", "MW", "/a")[2]
    assert found.forced.verdict.ok


def test_a_difference_within_the_gaps_is_said_not_to_be_proved(cheap):
    found = why(cheap, "mill.rod")
    proved, open_ = Interval(91_400.0, 91_300.0, 91_500.0), Interval(91_400.0, -10.0, 91_500.0)
    last = [
        [
            line
            for line in dataclasses.replace(found, cost=cost).sentences("CNY", "MW", "/a")
            if "proved" in line
        ]
        for cost in (proved, open_)
    ]
    assert last == [[], [UNPROVED]]
    assert told(UNPROVED, "zh") == "是否划算未经证明：两个方案的求解间隙大于其差额。请以更小的间隙求解。"


def test_what_cannot_be_turned_is_said(cheap):
    with pytest.raises(StudyError, match=r'Did you mean "mill\.rod"'):
        why(cheap, "mill.rodd")
    with pytest.raises(StudyError, match="stands today and nothing new"):
        why(answered(rod_park(100_000.0)), "mill.burner")


def test_without_the_only_way_there_is_no_plan():
    park = apply(rod_park(20_000.0), [remove("technologies.mill.burner")])
    with pytest.raises(StudyError, match=r"cannot work at all: demands\.mill\.heat"):
        why(answered(park), "mill.rod")


def test_a_question_of_ones_own_is_given_with_it(cheap):
    own = dataclasses.replace(cheap, question="mine")
    assert why(own, "mill.rod", load("integrated_park")).built


def test_two_results_are_told_apart_in_words(cheap):
    after = answered(apply(rod_park(20_000.0), [put("markets.gas.purchase_price", "20 CNY/MWh")]))
    assert inputs_changed(cheap, after) == ["markets.gas.purchase_price: 30 → 20"]
    said = outcomes_changed(cheap, after)
    # gas heat at 25 undercuts the rod: 2 × 25 × 8760 against 2 × 30 × 8760 + 40 000
    assert "cost: 565,600 → 438,000 CNY/a (-127,600)" in said
    assert "capacity mill.rod: 2 → 0 MW (-2)" in said
    assert "purchase gas: 0 → 21,900 MWh/a (+21,900)" in said


def test_what_was_asked_of_the_solver_is_told_in_words(cheap):
    asked = Options(gap=0.01, time_limit=60.0, limits="rows")
    one, other = (
        dataclasses.replace(cheap, outcome=dataclasses.replace(cheap.outcome, options=options))
        for options in (Options(), asked)
    )
    assert inputs_changed(one, other) == [
        "gap that ends the search: 0.01 % → 1 %",
        "longest time for one solve: not set → 60 s",
        "form of limits: bounds → rows",
    ]
    assert {field.name for field in dataclasses.fields(asked)} == set(WORDS)


def test_equal_results_have_nothing_to_tell(cheap):
    assert inputs_changed(cheap, cheap) == []
    assert outcomes_changed(cheap, cheap) == []
