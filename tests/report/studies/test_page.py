"""The report of studies whose answers are known by heart: what it says, and that nothing in it runs."""

from __future__ import annotations

import re

import pytest

from symbiosis.report import studies
from symbiosis.report.html import html
from symbiosis.report.studies import sweep
from symbiosis.report.studies.page import study_page
from symbiosis.scenario import Scenario, put
from symbiosis.study.running.collect import collect
from symbiosis.study.running.told import load_told
from tests.report.studies.test_studies import FOUND, swept
from tests.study.tiny import DEAR, gas_price, heat_study, run_here

BASE = Scenario("base")
TOO_MUCH = Scenario("too_much", (put("demands.mill.heat.rate", "20 MW"),))  # the plants make 18
HOSTILE = "<script>alert('x')</script>"


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compared")
    study = heat_study(
        kind="comparison", scenarios=(BASE, DEAR, TOO_MUCH), title="Dear & cheap", title_zh="贵与便宜"
    )
    return load_told(collect(run_here(study, folder)))


def section(page, name):
    return next(one for one in page.sections if one.name == name)


def rows(page, name):
    table = next(table for table in page.tables if table.name == name)
    return [dict(zip([c.heading for c in table.columns], row, strict=True)) for row in table.rows]


def test_the_headline_gives_the_range_the_outcomes_and_the_check(compared):
    said = section(study_page(compared), "headline").sentences
    assert said[0] == "Costs run from 657.0 thousand CNY/a (base) to 876.0 thousand CNY/a (dear gas)."
    assert said[1] == "3 cases: 2 optimal, 1 infeasible."
    assert re.fullmatch(
        r"Every plan was recomputed by an independent check, \d+ comparisons in all, and holds.", said[2]
    )
    assert said[-1] == "Without a plan: too much (infeasible)."


def test_the_headline_in_chinese(compared):
    page = study_page(compared, "zh")
    said = section(page, "headline").sentences
    assert said[0] == "费用从65.70 万元/a（base）到87.60 万元/a（dear gas）。"
    assert said[1] == "共3个算例：2个最优、1个不可行。"
    assert said[-1] == "无方案：too much（不可行）。"
    assert page.subtitle.startswith("算例对比")
    assert (page.title, study_page(compared).title) == ("贵与便宜", "Dear & cheap")


def test_differences_are_said_and_stand_side_by_side(compared):
    page = study_page(compared)
    (said,) = section(page, "differences").sentences
    # 876 000 − 657 000; the burner's 4380 t of CO2 are gone
    assert said == "dear gas against base: cost +219 thousand CNY/a (+33.33 %); co2 −4,380 t/a (−100 %)."
    found = {
        (row["numbers"], row["of what"]): (row["base"], row["dear gas"]) for row in rows(page, "differences")
    }
    assert found["cost", ""] == pytest.approx((657_000.0, 876_000.0))
    assert found["bought", "gas"] == pytest.approx((2 * 1.25 * 8760, 0.0))
    assert found["bought", "grid"] == pytest.approx((0.0, 2 * 8760))


def test_every_case_stands_with_its_outcome_its_check_and_its_time(compared):
    base, dear, too_much = rows(study_page(compared), "cases")
    assert (base["scenario"], base["outcome"]) == ("base", "optimal")
    assert base["cost [thousand CNY/a]"] == pytest.approx(657.0)
    assert re.fullmatch(r"holds, \d+ checks", base["independent check"])
    assert dear["time [s]"] > 0.0
    assert (too_much["outcome"], too_much["cost [thousand CNY/a]"]) == ("infeasible", None)
    assert too_much["independent check"] == ""


def test_what_was_asked_is_told_as_it_was_written(compared):
    page = study_page(compared)
    changes = {(row["made by"], row["path"]): (row["change"], row["value"]) for row in rows(page, "changes")}
    assert changes["dear gas", "markets.gas.purchase_price"] == ("scale", "2")
    assert changes["too much", "demands.mill.heat.rate"] == ("set", "20 MW")
    asked = {row["What was asked"]: row["value"] for row in rows(page, "asked")}
    assert asked["question"] == "integrated_park"
    assert "gap: 1e-06" in asked["options"]
    assert {row["made with"] for row in rows(page, "made_with")} >= {"symbiosis", "highspy", "python"}


def test_a_map_of_emissions_stands_beside_that_of_costs(tmp_path):
    from dataclasses import replace

    demand = replace(gas_price(1.0, 2.0), name="need", path="demands.mill.heat.rate", verb="scale", unit="",
                     values=("1", "2"))  # fmt: skip
    study = heat_study(kind="sweep", axes=(gas_price(30.0, 60.0), demand))
    told = load_told(collect(run_here(study, tmp_path)))
    page = study_page(told)
    assert [picture.name for picture in section(page, "findings").pictures] == ["sweep", "sweep_co2"]
    assert section(page, "headline").sentences[0].endswith("(gas price=60, need=2).")
    assert len(rows(page, "changes")) == 3  # the horizon and two axes


def test_emissions_over_one_axis_are_a_line_beside_that_of_costs(tmp_path):
    study = heat_study(kind="sweep", axes=(gas_price(30.0, 60.0),))
    told = load_told(collect(run_here(study, tmp_path)))
    names = [picture.name for picture in section(study_page(told), "findings").pictures]
    assert names == ["sweep", "sweep_co2"]
    assert {path.name for path in studies.write_figures(told)} >= {"sweep.png", "sweep_co2.png"}
    (line,) = sweep.emissions(told)["co2"].axes[0].lines
    # gas at 30 gives 2 MW × 0.25 t/MWh × 8760 h; at 60 the rod heats
    assert line.get_xdata().tolist() == [30.0, 60.0]
    assert line.get_ydata().tolist() == pytest.approx([4380.0, 0.0], rel=1e-6)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", [kind for kind in FOUND if kind != "comparison"])
def test_every_kind_has_a_page(tmp_path, kind, language):
    from dataclasses import replace

    from tests.study.running.test_collect import made

    collect(made(tmp_path, 3, 1))
    base = load_told(tmp_path)
    asked = {**base.asked, "details": {"enters": "technologies.mill.rod"}}
    told = (
        swept(tmp_path, ("co2", "gas"), (2, 3))
        if kind == "sweep"
        else replace(base, kind=kind, rows=FOUND[kind])
    )
    page = study_page(replace(told, asked=asked, folder=tmp_path, kind=kind), language)
    assert section(page, "findings").parts
    assert len(section(page, "headline").sentences) >= 3
    assert "{" not in " ".join(section(page, "headline").sentences)
    html(page)


def test_what_an_uncertain_future_costs_is_a_table(tmp_path):
    from dataclasses import replace

    from tests.study.running.test_collect import made

    collect(made(tmp_path, 3, 1))
    total = {
        "scenario": "all futures",
        "expected": {"joint": 14.0, "alone": 12.0, "mean": 15.0},
        "cvar": 20.0,
    }
    futures = (*FOUND["uncertainty"][:2], {**total, "level": 0.9, "evpi": [1.5, 2.0, 2.5], "vss": 1.0})
    page = study_page(replace(load_told(tmp_path), kind="uncertainty", rows=futures))
    found = {row["number"]: row["cost [CNY/a]"] for row in rows(page, "worth")}
    assert found["mean of the dearest 10 %"] == 20.0
    assert found["knowing the future before building (EVPI)"] == 2.0
    assert found["looking at all futures, not their mean (VSS)"] == 1.0
    said = section(page, "headline").sentences
    assert (
        said[0]
        == "The joint design costs 14.00 CNY/a on average, and 20.00 CNY/a in the mean of the dearest 10 %."
    )
    assert said[1].startswith("Knowing the future before building would be worth 2.00 CNY/a")


def test_foreign_names_run_nothing_and_nothing_is_fetched(tmp_path):
    scenario = Scenario(HOSTILE, (put("markets.gas.purchase_price", "60 CNY/MWh"),))
    study = heat_study(kind="comparison", scenarios=(BASE, scenario), title=HOSTILE)
    text = html(study_page(load_told(collect(run_here(study, tmp_path)))))
    assert HOSTILE not in text
    assert "&lt;script&gt;alert" in text
    assert not re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', text)


def test_a_report_speaks_two_languages(compared):
    with pytest.raises(ValueError, match="en"):
        study_page(compared, "de")
