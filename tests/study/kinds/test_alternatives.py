"""Plans that cost little more, by hand: three ways to heat a mill, and what is left when one is spared.

The mill needs 2 MW all year. Money is free and plants last a year, so what is paid once is paid yearly.

    burner   gas at 10: 175 200 a year, and 10 000 per MW  → 195 200
    rod      power at 10, and 11 000 per MW                → 197 200   (+1.0 %)
    stove    wood at 10.5: 183 960, and 10 000 per MW      → 203 960   (+4.5 %)
"""

from __future__ import annotations

import pytest

from symbiosis.park import Market, Technology
from symbiosis.results.store import load_results
from symbiosis.scenario import put
from symbiosis.study.kinds.alternatives import difference
from tests.parks import need, small_park
from tests.study.tiny import heat_study, run_here

BURNER, ROD, STOVE = 195_200.0, 197_200.0, 203_960.0


def plant(label, fuel, price, once=0.0):
    return Technology(
        label=label,
        rated_on="heat",
        ratios={fuel: -1.0, "heat": 1.0},
        capacity_max=5.0,
        investment_per_capacity=price,
        investment=once,
        lifetime=1.0,
    )


def three_ways(once=0.0):
    return small_park(
        1,
        plant("mill.burner", "gas", 10_000.0 - once / 2.0, once),
        plant("mill.rod", "power", 11_000.0),
        plant("mill.stove", "wood", 10_000.0),
        need("mill.heat", 2.0),
        Market(label="gas", carrier="gas", members=("mill",), purchase_price=10.0),
        Market(label="grid", carrier="power", members=("mill",), purchase_price=10.0),
        Market(label="forest", carrier="wood", members=("mill",), purchase_price=10.5),
    )


def study(within, plans=3, once=0.0):
    return heat_study(
        park=three_ways(once),
        kind="alternatives",
        changes=(put("park.horizon", {"annualised": "true"}),),
        details={"within": within, "plans": plans},
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return run_here(study(0.05), tmp_path_factory.mktemp("alternatives"))


def test_every_alternative_spares_what_the_plans_before_it_build(found):
    assert found.complete
    rows = found.findings.rows
    assert [row["cost"] for row in rows] == pytest.approx([BURNER, ROD, STOVE], rel=1e-6)
    assert [list(row["new"]) for row in rows] == [["mill.burner"], ["mill.rod"], ["mill.stove"]]
    assert [row["spared"] for row in rows] == [[], ["mill.burner"], ["mill.burner", "mill.rod"]]
    assert rows[2]["above_best"] == pytest.approx(STOVE / BURNER - 1.0, rel=1e-4)


def test_it_is_proved_that_no_further_plan_is_within_the_budget(found):
    assert found.findings.sentences[-1].startswith("proved: within 5 % of the cost no further plan")


def test_plans_beyond_the_budget_are_not_shown(tmp_path):
    rows = run_here(study(0.03), tmp_path).findings.rows
    assert [list(row["new"]) for row in rows] == [["mill.burner"], ["mill.rod"]]


def test_as_many_are_sought_as_are_asked_for(tmp_path):
    ran = run_here(study(0.05, plans=1), tmp_path)
    assert len(ran.findings.rows) == 2
    assert ran.findings.sentences[1] == (
        "alternative 1: 197,200 CNY/a (+1.02%), without mill.burner, instead mill.rod (2 MW), "
        "differs by 100% from the best"
    )


def test_yes_or_no_plants_are_told_apart_too(tmp_path):
    rows = run_here(study(0.03, once=5_000.0), tmp_path).findings.rows
    assert [row["cost"] for row in rows] == pytest.approx([BURNER, ROD], rel=1e-6)


def test_every_plan_is_a_verified_result_of_its_own_with_its_gap(found):
    for row in found.findings.rows:
        name = next(name for case, name in found.cases if case.name == row["case"])
        results = load_results(found.folder / "results" / f"{name}.nc")
        assert results.verdict.ok
        assert results.outcome.objective == pytest.approx(row["cost"])
        assert 0.0 <= row["gap"] <= 1e-6


def test_a_plan_that_builds_nothing_leaves_nothing_to_spare(tmp_path):
    from tests.study.tiny import heat_park

    idle = heat_study(park=heat_park(), kind="alternatives", details={"within": 0.1, "plans": 2})
    ran = run_here(idle, tmp_path)
    assert len(ran.findings.rows) == 1
    assert ran.findings.sentences[-1] == "best builds nothing new, so nothing is left that could be spared."


def test_a_difference_counts_what_is_there_and_how_large_it_is():
    assert difference({"a": 2.0, "b": 1.0}, {"a": 2.0, "b": 1.0}) == 0.0
    assert difference({"a": 2.0}, {"b": 1.0}) == 1.0
    assert difference({"a": 4.0, "b": 1.0}, {"a": 1.0, "b": 1.0}) == pytest.approx(0.375)
    assert difference({}, {}) == 0.0
