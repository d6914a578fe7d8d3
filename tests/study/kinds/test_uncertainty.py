"""A design before the future is known, by hand: the newsvendor's boiler.

A boiler costs 4 an hour per MW to have and nothing to run; heat that it does not make is bought at 10.
The mill needs 1, 2 or 3 MW with probability 0.5, 0.3 and 0.2. A further MW is worth having while the
chance that it is used, times 10, is more than 4: up to 2 MW (0.5 · 10 > 4 > 0.2 · 10). So, an hour:

    joint design 2 MW   8, and 10 more at 3 MW           expected 8 + 0.2·10         = 10
    each made for it    4, 8 or 12                       expected 2 + 2.4 + 2.4      =  6.8    EVPI 3.2
    mean demand 1.7 MW  6.8, 3 more at 2, 13 more at 3   expected 6.8 + 0.9 + 2.6    = 10.3    VSS  0.3
"""

from __future__ import annotations

import pytest

from symbiosis.formulation.joint import Risk
from symbiosis.park import Market, ParkError, Technology
from symbiosis.results.store import load_results
from symbiosis.scenario import Scenario, add, put, scale
from symbiosis.study.running.tasks.mean import mean_of
from symbiosis.study.study import StudyError
from tests.parks import A_YEAR, need, series, small_park
from tests.study.tiny import heat_study, run_here

FUTURES = tuple(Scenario(f"{size}_mw", (put("demands.mill.heat.rate", f"{size} MW"),)) for size in (1, 2, 3))
WEIGHTS = {"1_mw": 0.5, "2_mw": 0.3, "3_mw": 0.2}


def newsvendor(**more):
    return small_park(
        1,
        Technology(
            label="mill.boiler",
            rated_on="heat",
            ratios={"heat": 1.0},
            capacity_max=9.0,
            investment_per_capacity=4.0 * A_YEAR,
            lifetime=1.0,
        ),
        need("mill.heat", 1.0),
        Market(label="mains", carrier="heat", members=("mill",), purchase_price=10.0),
        **more,
    )


def study(risk=0.0, level=0.75, futures=FUTURES, weights=WEIGHTS, park=None):
    return heat_study(
        park=park or newsvendor(),
        kind="uncertainty",
        scenarios=futures,
        details={"weights": weights, "level": level, "risk": risk},
    )


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    return run_here(study(), tmp_path_factory.mktemp("uncertainty"))


def test_the_joint_design_is_the_newsvendors(calm):
    assert calm.complete
    *rows, total = calm.findings.rows
    assert total["new"] == {"mill.boiler": pytest.approx(2.0)}
    assert [row["cost_joint_design"] / A_YEAR for row in rows] == pytest.approx([8, 8, 18])
    assert [row["cost_made_for_it"] / A_YEAR for row in rows] == pytest.approx([4, 8, 12])
    assert total["expected"]["joint"] / A_YEAR == pytest.approx(10.0)


def test_information_and_looking_ahead_have_their_value(calm):
    total = calm.findings.rows[-1]
    assert total["evpi"][1] / A_YEAR == pytest.approx(3.2)
    assert total["evpi"][0] <= total["evpi"][1] <= total["evpi"][2]
    assert [row["cost_mean_design"] / A_YEAR for row in calm.findings.rows[:-1]] == pytest.approx(
        [6.8, 9.8, 19.8], rel=1e-6
    )
    assert total["vss"] / A_YEAR == pytest.approx(0.3, rel=1e-4)


def test_the_plans_of_all_futures_are_verified_and_add_up_to_the_joint_program(calm):
    held = [
        name
        for case, name in calm.cases
        if "held" in case.task and case.coordinates["design"] == "joint design"
    ]
    assert len(held) == 3
    for name in held:
        results = load_results(calm.folder / "results" / f"{name}.nc")
        assert results.verdict.ok
        assert float(results.capacity.sel(asset="mill.boiler")) == pytest.approx(2.0)
    assert "this is what the joint program found" in " ".join(calm.findings.sentences)


def test_a_cautious_planner_builds_for_the_worst(tmp_path):
    # only the dearest fifth counts: at 3 MW every MW saves 10 for 4
    ran = run_here(study(risk=1.0, level=0.8), tmp_path)
    *rows, total = ran.findings.rows
    assert total["new"] == {"mill.boiler": pytest.approx(3.0)}
    assert [row["cost_joint_design"] / A_YEAR for row in rows] == pytest.approx([12, 12, 12])
    assert total["cvar"] / A_YEAR == pytest.approx(12.0)


def test_half_caution_counts_both_sides(tmp_path):
    # a third MW costs 4 in any future and saves 10 in one of 0.2: of the mean 0.2·10 − 4 = −2, of the dearest
    # quarter (0.2 at 3 MW, 0.05 at 2 MW) 0.8·10 − 4 = +4: built when 4·λ > 2·(1 − λ), that is λ > 1/3
    for weight, size in ((0.3, 2.0), (0.4, 3.0)):
        total = run_here(study(risk=weight), tmp_path / str(weight)).findings.rows[-1]
        assert total["new"] == {"mill.boiler": pytest.approx(size)}
        assert total["risk_weight"] == weight


def test_value_at_risk_takes_part_of_a_future():
    # the dearest quarter of (0.5 at 8, 0.3 at 8, 0.2 at 18): 0.2 of 18 and 0.05 of 8
    assert Risk(level=0.75).measure([8.0, 8.0, 18.0], [0.5, 0.3, 0.2]) == pytest.approx(16.0)
    assert Risk(level=0.0).measure([8.0, 18.0], [0.5, 0.5]) == pytest.approx(13.0)


def test_caps_and_prices_may_differ_between_futures(tmp_path):
    # dear heat from the mains is worth a boiler of the full need; a cap on the mains asks for the same
    dear = Scenario("dear", (scale("markets.mains.purchase_price", 100),))
    few = Scenario("few", (put("markets.mains.purchase_annual_max", "0 MWh/a"),))
    for futures in ((Scenario("base"), dear), (Scenario("base"), few)):
        weights = {"base": 0.5, futures[1].name: 0.5}
        total = run_here(study(futures=futures, weights=weights), tmp_path / futures[1].name).findings.rows[
            -1
        ]
        assert total["new"] == {"mill.boiler": pytest.approx(1.0)}


def test_futures_that_offer_other_things_to_build_are_refused_in_words(tmp_path):
    second = {
        "rated_on": "heat",
        "ratios": {"heat": 1},
        "capacity_max": "1 MW",
        "investment_per_capacity": "0 CNY/MW",
        "lifetime": "20 a",
    }
    more = Scenario("more", (add("technologies.mill.rod", second),))
    ran = run_here(study(futures=(Scenario("base"), more), weights={}), tmp_path)
    assert any("do not decide the same: new mill.rod" in text for text in ran.messages.values())
    assert ran.findings.sentences[0].startswith("the joint design: ")


def test_a_design_for_the_mean_that_fails_is_said(tmp_path):
    closed = study(futures=tuple(s.then(put("markets.mains.purchase_limit", "0 MW")) for s in FUTURES))
    ran = run_here(closed, tmp_path)
    assert ran.findings.rows[-1]["new"] == {"mill.boiler": pytest.approx(3.0)}
    assert ran.findings.rows[-1]["vss"] == "unlimited"
    assert "has no plan in 2_mw, 3_mw" in ran.findings.sentences[-1]


def test_the_mean_of_parks_is_that_of_their_numbers_and_profiles():
    parks = [
        newsvendor(),
        small_park(
            2,
            need("mill.heat", series(1, 3)),
            Market(label="mains", carrier="heat", members=("mill",), purchase_price=10.0),
        ),
        small_park(
            2,
            need("mill.heat", series(3, 5)),
            Market(label="mains", carrier="heat", members=("mill",), purchase_price=20.0),
        ),
    ]
    mean = mean_of(parks[1:], [0.5, 0.5])
    assert mean.markets["mains"].purchase_price.value == 15.0
    rate = mean.demands["mill.heat"].rate
    assert list(rate.value * mean.profiles[rate.profile].values) == [2.0, 4.0]
    with pytest.raises(StudyError, match="calendars"):
        mean_of(parks[:2], [0.5, 0.5])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  scenarios: [base]\n", "two scenarios or more"),
        ("  scenarios: [base, x]\n  weights: {base: 0.5, x: 0.6}\n", "add up to 1.1"),
        ("  scenarios: [base, x]\n  weights: {base: 1}\n", "x has no weight"),
        ("  scenarios: [base, x]\n  risk: {level: 120 %}\n", "level is a share"),
        ("  scenarios: [base, x]\n  risk: {alpha: 90 %}\n", '"alpha" is not known'),
    ],
)
def test_what_is_wrong_in_the_file_is_found_where_it_stands(tmp_path, text, said):
    from pathlib import Path
    from shutil import copytree

    from symbiosis.study.file import read_study

    firms = Path(__file__).resolve().parents[3] / "scenarios" / "three_firms"
    park = copytree(firms, tmp_path / "park")
    (park / "scenarios.yaml").write_text(
        "format: 1\nscenarios:\n  x: {changes: {markets.gas.purchase_price: {scale: 2}}}\n", encoding="utf-8"
    )
    path = tmp_path / "study.yaml"
    path.write_text(f"study:\n  kind: uncertainty\n  park: park\n{text}", encoding="utf-8")
    with pytest.raises(ParkError) as caught:
        read_study(path)
    assert said in str(caught.value)
