"""Measures compared by hand: a mill of 2 MW of heat from gas at 37.5 CNY and 0.25 t of CO2 per MWh.

A year costs 657 000 and emits 4380 t.

    insulation   a tenth less heat for nothing                      −65 700 for   438 t      saves money
    rod          heat from power at 50: 12.5 more per 0.25 t       +219 000 for 4 380 t      50 per t
    after insulation the rod has a tenth less to do                +197 100 for 3 942 t      50 per t
"""

from __future__ import annotations

import pytest

from symbiosis.park import ParkError, Technology
from symbiosis.scenario import Scenario, add, put, scale
from symbiosis.study.kinds.abatement import Measure
from symbiosis.study.study import StudyError
from symbiosis.words import told
from tests.parks import A_YEAR
from tests.study.tiny import heat_park, heat_study, run_here

INSULATION = Measure("insulation", Scenario("insulated", (scale("demands.mill.heat.rate", 0.9),)))
ROD = Measure("rod", build=(("mill.new_rod", 2.0),))


def park():
    """The mill, whose rod of today is gone: a new one costs 10 000 a year per MW."""
    given = heat_park()
    rod = Technology(
        label="mill.new_rod",
        rated_on="heat",
        ratios={"power": -1, "heat": 1},
        capacity_max=9.0,
        investment_per_capacity=10_000.0,
        lifetime=1.0,
    )
    burner = given.technologies["mill.burner"]
    return given.replace(technologies={"mill.burner": burner, "mill.new_rod": rod})


def study(*measures, emission="co2", changes=()):
    levy = add("levies.co2_price", {"carrier": "co2", "price": "60 CNY/t"})
    year = put("park.horizon", {"annualised": "true"})
    return heat_study(
        park=park(),
        kind="abatement",
        changes=(year, levy, *changes),
        details={"emission": emission, "measures": measures},
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return run_here(study(ROD, INSULATION), tmp_path_factory.mktemp("abatement"))


def test_measures_that_save_come_first_then_by_cost_per_tonne(found):
    assert [row["measure"] for row in found.findings.rows] == ["insulation", "rod"]


def test_costs_and_tonnes_alone_are_those_of_the_hand(found):
    insulation, rod = found.findings.rows
    assert insulation["alone_cost"] == pytest.approx(-65_700.0)
    assert insulation["alone_abatement"] == pytest.approx(438.0)
    assert insulation["alone_per_amount"] == pytest.approx(-150.0)
    assert rod["alone_cost"] == pytest.approx(219_000.0 + 20_000.0)  # levies are left out
    assert rod["alone_abatement"] == pytest.approx(4380.0)
    assert rod["alone_bill"] == pytest.approx(239_000.0 - 60 * 4380)
    assert rod["alone_investment"] == pytest.approx(20_000.0)


def test_a_step_counts_what_the_measures_before_it_have_left(found):
    rod = found.findings.rows[1]
    assert rod["step_cost"] == pytest.approx(0.9 * 219_000.0 + 20_000.0)
    assert rod["step_abatement"] == pytest.approx(3942.0)
    assert (
        found.findings.sentences[-1]
        == "all together: 4,380 t/a of 4,380 spared, +151,400 CNY/a without levies"
    )


def test_without_measures_nothing_of_them_is_built(found):
    base = next(record for case, record in found.known if case.coordinates["measures"] == "none")
    assert base.indicators["new"]["mill.new_rod"] == 0.0
    assert base.indicators["cost"] == pytest.approx((75.0 + 60 * 0.5) * A_YEAR)


def test_a_measure_of_free_size_is_built_only_if_it_pays(tmp_path):
    # 60 CNY/t make up for 50 CNY/t and the rod's 10 000 per MW (4.57 CNY/t)
    free = Measure("rod", build=(("mill.new_rod", None),))
    (row,) = run_here(study(free), tmp_path).findings.rows
    assert row["alone_investment"] == pytest.approx(20_000.0)


def test_a_measure_that_saves_money_and_emits_more_has_no_cost_of_sparing(tmp_path):
    dirty = Scenario(
        "dirty", (put("markets.gas.purchase_price", "15 CNY/MWh"), scale("demands.mill.heat.rate", 1.5))
    )
    ran = run_here(study(Measure("growth", dirty)), tmp_path)
    (row,) = ran.findings.rows
    # before: all heat from the rod, 876 000 + 20 000 and no CO2; after: half as much heat again from gas at
    # half its price, 3 · 18.75 an hour with 0.75 t
    assert row["alone_abatement"] == pytest.approx(-6570.0)
    assert row["alone_per_amount"] is None
    assert "growth: alone -403,250 CNY/a, 6,570 t/a co2 more;" in ran.findings.sentences[0]
    assert told(ran.findings.sentences[0], "zh") == (
        "growth：单独实施费用 -403,250 CNY/a，排放增加 6,570 t/a co2；"
        "在前面各项之后费用 -403,250 CNY/a，排放增加 6,570 t/a co2"
    )


def test_what_is_spared_is_said_in_chinese(found):
    assert told(found.findings.sentences[1], "zh") == (
        "rod：单独实施费用 +239,000 CNY/a，减少 4,380 t/a co2, 54.57 CNY/t；"
        "在前面各项之后费用 +217,100 CNY/a，减少 3,942 t/a co2, 55.07 CNY/t"
    )


def test_a_measure_without_a_plan_is_named(tmp_path):
    dark = Measure("dark", Scenario("dark", (put("demands.mill.heat.rate", "90 MW"),)))
    ran = run_here(study(INSULATION, dark), tmp_path)
    assert "dark: there is no plan with it." in ran.findings.sentences


@pytest.mark.parametrize(
    ("measures", "emission", "said"),
    [
        ((INSULATION,), "heat", "heat is no emission"),
        ((Measure("x", build=(("mill.mill", 1.0),)),), "co2", "mill.mill is nothing"),
    ],
)
def test_what_cannot_be_compared_is_said(tmp_path, measures, emission, said):
    with pytest.raises(StudyError, match=said):
        run_here(study(*measures, emission=emission), tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs measures"),
        ("  measures: {a: {}}\n", "a does nothing"),
        ("  measures: {a: {scenario: x}}\n", 'no scenario "x"'),
        ("  measures: {a: {buidl: [x]}}\n", 'Did you mean "build"'),
        ("  measures: {a: {build: [links.steam_pip]}}\n", 'Did you mean "steam_pipe"'),
        ("  measures: {a: {build: {steam_pipe: 9000 t/h}}}\n", "cannot have 9000 t/h new"),
    ],
)
def test_a_measure_that_cannot_be_read_is_found_where_it_stands(tmp_path, text, said):
    from symbiosis.study.file import read_study
    from tests.study.test_file import FIRMS

    path = tmp_path / "study.yaml"
    path.write_text(f"study:\n  kind: abatement\n  park: {FIRMS}\n{text}", encoding="utf-8")
    with pytest.raises(ParkError) as caught:
        read_study(path)
    assert said in str(caught.value)


def test_a_measure_may_build_what_the_scenario_of_the_study_offers(tmp_path):
    from symbiosis.study.file import read_study
    from tests.study.test_file import FIRMS

    for part in ("park.yaml", "profiles"):
        (tmp_path / part).symlink_to(FIRMS / part)
    cost = "investment_per_capacity: 0 CNY/(t/h), lifetime: 20 a"
    rod = f"{{rated_on: steam, ratios: {{steam: 1, gas: -1 MWh/t}}, capacity_max: 5 t/h, {cost}}}"
    (tmp_path / "scenarios.yaml").write_text(
        f"format: 1\nscenarios:\n  rods:\n    changes:\n      technologies.paper_mill.rod: {{add: {rod}}}\n",
        encoding="utf-8",
    )
    path = tmp_path / "study.yaml"
    text = (
        "study:\n  kind: abatement\n  park: .\n{}  measures: {{rod: {{build: {{paper_mill.rod: 2 t/h}}}}}}\n"
    )
    path.write_text(text.format("  scenarios: [rods]\n"), encoding="utf-8")
    (measure,) = read_study(path).details["measures"]
    assert measure.build == (("paper_mill.rod", 2.0),)
    path.write_text(text.format(""), encoding="utf-8")
    with pytest.raises(ParkError, match=r"paper_mill\.rod is nothing that may be built"):
        read_study(path)
