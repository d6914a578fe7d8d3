"""Figures and tables of studies, from findings that are known: what they show, in both languages."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import xarray

from symbiosis.park import Technology
from symbiosis.report import studies
from symbiosis.report.studies import fairness
from symbiosis.report.studies.alternatives import sizes
from symbiosis.report.studies.resilience import payers_table, short_table
from symbiosis.report.studies.words import asset_called, axis_name
from symbiosis.study.running.collect import collect
from symbiosis.study.running.told import Told, load_told
from symbiosis.study.study import StudyError
from tests.parks import hub, laid, member, need, shop, small_park, way
from tests.study.running.test_collect import made

PARK = small_park(
    1,
    need("mill.heat", 1.0),
    Technology(
        label="mill.rod", rated_on="heat", ratios={"heat": 1.0}, capacity=9.0, title="Rod", title_zh="电热棒"
    ),
)

ALTERNATIVES = (
    {
        "plan": "best",
        "cost": 1000.0,
        "bound": 999.0,
        "gap": 0.001,
        "above_best": 0.0,
        "above_any_at_most": 0.001,
        "spared": [],
        "new": {"mill.rod": 2.0, "pipe": 1.0},
        "differs_from": {"alternative 1": 0.75},
    },
    {
        "plan": "alternative 1",
        "cost": 1020.0,
        "bound": 1020.0,
        "gap": 0.0,
        "above_best": 0.02,
        "above_any_at_most": 0.021,
        "spared": ["pipe"],
        "new": {"mill.rod": 1.0},
        "differs_from": {"best": 0.75},
    },
)
MEASURE = {
    "measure": "heat_pump",
    **{
        f"{way}_{key}": 5.0
        for way in ("alone", "step")
        for key in ("cost", "abatement", "bill", "investment")
    },
    "alone_per_amount": 4.0,
    "step_per_amount": 6.0,
}
FUTURES = (
    {
        "scenario": "base",
        "probability": 0.6,
        "cost_joint_design": 10.0,
        "cost_made_for_it": 9.0,
        "cost_mean_design": 11.0,
    },
    {
        "scenario": "dear",
        "probability": 0.4,
        "cost_joint_design": 20.0,
        "cost_made_for_it": 18.0,
        "cost_mean_design": None,
    },
    {"scenario": "all futures", "expected": {"joint": 14.0}, "cvar": 20.0, "level": 0.9},
)
RESILIENCE = (
    {
        "share": 1.0,
        "cost": 100.0,
        "extra": 0.0,
        "by_owner": {"mill": 0.0},
        "short": {"main": {"mill.heat": 3.0}},
        "of": {"main": {"mill.heat": 1.0}},
        "added": {},
        "kept": {},
    },
    {
        "share": 0.5,
        "cost": 112.0,
        "extra": 12.0,
        "by_owner": {"mill": 15.0, "town": -3.0},
        "short": {"main": {"mill.heat": 1.5}},
        "of": {"main": {"mill.heat": 0.5}},
        "added": {"mill.rod": 1.5},
        "kept": {},
    },
    {
        "share": 0.0,
        "cost": None,
        "extra": None,
        "reasons": [{"loss": "main", "least": {"mill.heat": 0.25}}, {"loss": "gas", "least": None}],
    },
)
FAIRNESS = (
    {
        "player": "mill",
        "title": "Mill",
        "title_zh": "造纸厂",
        "alone": 10.0,
        "own": 1.0,
        "core": [0.0, 12.0],
        "shares": {"shapley": 8.0, "nucleolus": 6.0},
        "payments": {"shapley": 1.0, "nucleolus": 3.0},
    },
    {
        "player": "house",
        "alone": 5.0,
        "own": 2.0,
        "core": [0.0, 12.0],
        "shares": {"shapley": 4.0, "nucleolus": 6.0},
        "payments": {"shapley": -1.0, "nucleolus": -3.0},
    },
    {
        "rule": "shapley",
        "most_tempted": ["house"],
        "could_gain_at_most": 2.0,
        "gains_with_the_plans_found": 0.0,
        "worse_off": ["house"],
    },
    {"rule": "nucleolus", "most_tempted": ["mill"], "could_gain_at_most": -6.0, "worse_off": []},
    {"saving": [12.0, 12.0, 12.0], "least_core": -6.0, "solves": 3},
)
FOUND = {
    "comparison": (
        {"case": "today", "status": "optimal", "cost": 10.0, "against_first": 0.0},
        {"case": "dear gas", "status": "infeasible", "cost": None, "against_first": None},
        {"case": "dear oil", "status": "optimal", "cost": 12.0, "against_first": 2.0},
    ),
    "front": ({"cost": 10.0, "emission co2": 100.0}, {"cost": 20.0, "emission co2": 50.0}),
    "alternatives": ALTERNATIVES,
    "abatement": (MEASURE, {**MEASURE, "measure": "pipe", "step_per_amount": None}),
    "tornado": (
        {
            "figure": "markets.gas.price",
            "cost_low": 8.0,
            "cost_high": 13.0,
            "cost_middle": 10.0,
            "swing": 5.0,
        },
    ),
    "morris": ({"input": "markets.gas.price", "mu": 1.0, "mu_star": 2.0, "mu_star_conf": 0.1, "sigma": 0.5},),
    "sobol": (
        {"input": "markets.gas.price", "first": 0.8, "first_conf": 0.1, "total": 0.9, "total_conf": 0.1},
    ),
    "uncertainty": FUTURES,
    "resilience": RESILIENCE,
    "fairness": FAIRNESS,
    "stages": (
        {
            "stage": "now",
            "from": 2025.0,
            "weight": 5.0,
            "running": 9.0,
            "built": {"mill.boiler": 2.0},
            "given_up": {"mill.boiler": 1.0},
            "enters": [],
            "closes": ["mill"],
            "emission": {"co2": 7.0},
        },
        {"stage": "all stages", "paid_for_building": 10.0, "present_value": 55.0, "bound": 54.0},
    ),
    "break_even": ({"price": 10.0, "built": False}, {"price": 20.0, "built": True}),
}
UNITS = {"emission co2": "t/a", "abatement": "t/a", "emission": "co2", "price": "CNY/MWh", "output": "cost"}
UNITS |= {"mill.heat": "MWh"}


def told(kind, rows=None, folder=Path(), axes=None):
    given = FOUND[kind] if rows is None else rows
    return Told(folder, kind, kind, kind, "CNY", "/a", axes or {}, UNITS, given, (), True, PARK)


def texts(figure):
    found = [text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))]
    return " ".join(found)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", FOUND)
def test_every_kind_has_a_figure_and_a_table_in_both_languages(kind, language):
    assert studies.figure(told(kind), language) is not None
    table = studies.table(told(kind), language)
    assert table.title
    assert table.length >= 1


@pytest.mark.parametrize("kind", FOUND)
def test_what_found_nothing_draws_nothing(kind):
    assert studies.figure(told(kind, ())) is None


def test_a_front_tells_what_each_step_costs():
    # 10 CNY more for 50 t less
    assert "0.20 CNY/t" in texts(studies.figure(told("front")))


def test_a_front_of_more_objectives_has_an_axis_for_each():
    rows = tuple({**row, "purchase water": 1.0} for row in FOUND["front"])
    shown = texts(studies.figure(told("front", rows)))
    assert "emission co2" in shown
    assert "purchase water" in shown


def test_alternatives_show_sizes_side_by_side():
    shown = texts(studies.figure(told("alternatives")))
    assert "+2.00%" in shown
    assert "mill: Rod" in shown
    table = sizes(told("alternatives"))
    assert list(table.rows) == [("mill: Rod", 2.0, 1.0, "MW"), ("pipe", 1.0, None, "")]


def test_a_step_of_the_curve_is_as_wide_as_what_it_spares():
    figure = studies.figure(told("abatement"))
    (bar,) = [patch for patch in figure.axes[0].patches if patch.get_width() == 5.0]
    assert bar.get_height() == 6.0


def test_a_tornado_starts_from_the_middle():
    bars = [patch.get_width() for patch in studies.figure(told("tornado")).axes[0].patches]
    assert bars == [-2.0, 3.0]


def test_a_design_without_a_plan_in_a_future_has_no_bar_there():
    axes = studies.figure(told("uncertainty")).axes[0]
    assert len(axes.patches) == 5
    assert "mean of the dearest 10 %" in texts(axes.figure)


def test_who_pays_for_resilience_stands_above_and_below_the_line():
    axes = studies.figure(told("resilience")).axes[0]
    assert [bar.get_height() for bar in axes.patches] == [0.0, 15.0, 0.0, -3.0]
    assert list(axes.lines[0].get_ydata()) == [0.0, 12.0]
    assert list(payers_table(told("resilience")).rows) == [("mill", 0.0, 15.0), ("town", 0.0, -3.0)]


def test_what_falls_short_is_told_even_where_there_is_no_design():
    rows = list(short_table(told("resilience")).rows)
    assert rows[1] == (50.0, "main", "mill: heat", 1.5, "MWh", 50.0)
    assert rows[2] == (0.0, "main", "mill: heat", None, "", 25.0)


def test_shares_stand_over_the_limits_of_the_core():
    axes = studies.figure(told("fairness"), "zh").axes[0]
    assert [list(line.get_xdata()) for line in axes.lines[:4]] == [
        [0.0, 12.0],
        [0.0, 12.0],
        [8.0, 4.0],
        [6.0, 6.0],
    ]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["造纸厂", "house"]
    assert list(studies.table(told("fairness")).rows) == [("Mill", 8.0, 6.0), ("house", 4.0, 6.0)]
    assert list(fairness.payments(told("fairness")).rows)[1] == ("house", 5.0, 2.0, -1.0, -3.0)
    assert list(fairness.rules(told("fairness")).rows) == [
        ("Shapley value", "house", 2.0, 0.0, "house"),
        ("nucleolus", "Mill", 0.0, 0.0, "nobody"),
    ]
    assert fairness.answer(told("fairness"), "en") == [
        "Together they save 12.00 CNY/a; by the Shapley value Mill gets most of it: 8.00 CNY/a.",
        "Nobody gains by leaving under: nucleolus.",
        "Shapley value: house could gain up to 2.00 CNY/a by leaving.",
    ]


def test_drawn_orders_have_bands():
    of_each = [{"player": n, "shares": {"shapley": 6.0}, "half_width": 1.5} for n in ("mill", "house")]
    rule = {"rule": "shapley", "most_tempted": ["mill"], "could_gain_at_most": 0.0}
    drawn = told("fairness", (*of_each, rule, {"saving": [12.0, 12.0], "orders": 6, "solves": 3}))
    assert len(studies.figure(drawn).axes[0].collections) == 1
    assert list(studies.table(drawn).rows) == [("mill", 6.0, 1.5), ("house", 6.0, 1.5)]
    assert fairness.payments(drawn).length == 0
    assert "that were looked at" in fairness.answer(drawn, "en")[1]


def swept(folder, axes, shape, questions=("integrated_park",), scenarios=("base",)):
    dims = ("question", "scenario", *axes)
    coords = {"question": list(questions), "scenario": list(scenarios)}
    coords |= {name: np.arange(float(size)) for name, size in zip(axes, shape, strict=True)}
    whole = (len(questions), len(scenarios), *shape)
    values = np.arange(float(np.prod(whole))).reshape(whole)
    xarray.Dataset({"cost": (dims, values)}, coords).to_netcdf(folder / "collected.nc")
    return told("sweep", FOUND["comparison"], folder, dict.fromkeys(axes, "CNY/t"))


def panels(figure):
    return [axes for axes in figure.axes if axes.images and axes.get_label() != "<colorbar>"]


def test_two_axes_are_a_map_one_is_a_line_none_are_bars(tmp_path):
    two = studies.figure(swept(tmp_path, ("co2", "gas"), (2, 3)))
    assert "5.0" in texts(two)
    assert "co2 [CNY/t]" in texts(two)
    assert len(panels(two)) == 1
    one = studies.figure(swept(tmp_path, ("co2",), (4,)))
    assert list(one.axes[0].lines[0].get_ydata()) == [0.0, 1.0, 2.0, 3.0]
    none = studies.figure(swept(tmp_path, (), ()))
    assert "dear oil" in texts(none)


def test_every_question_and_scenario_has_its_map_in_one_scale_of_colours(tmp_path):
    asked, given = ("stand_alone", "integrated_park"), ("base", "dear_gas")
    study = swept(tmp_path, ("co2", "gas"), (2, 3), asked, given)
    figure = studies.figure(study)
    titles = [panel.get_title(loc="left") for panel in panels(figure)]
    assert titles == [f"{q} · {s}" for q in ("stand-alone", "integrated") for s in ("base", "dear gas")]
    assert {panel.images[0].get_clim() for panel in panels(figure)} == {(0.0, 23.0)}
    # two questions by two scenarios: the first map of the second question holds 12 to 17
    assert panels(figure)[2].images[0].get_array().tolist() == [[12.0, 13.0, 14.0], [15.0, 16.0, 17.0]]
    assert "各自独立" in texts(studies.figure(study, "zh"))


def test_a_third_axis_is_a_map_for_each_of_its_values_and_more_than_twelve_are_counted(tmp_path):
    three = studies.figure(swept(tmp_path, ("co2", "gas", "sun"), (2, 3, 2)))
    assert [panel.get_title(loc="left") for panel in panels(three)] == [
        "sun [CNY/t] = 0",
        "sun [CNY/t] = 1",
    ]
    many = studies.figure(swept(tmp_path, ("co2", "gas", "sun"), (2, 2, 14)))
    assert len(panels(many)) == 12
    assert "(12 of 14 maps)" in texts(many)


def test_lines_of_several_questions_are_named(tmp_path):
    lines = studies.figure(swept(tmp_path, ("co2",), (4,), ("as_is", "integrated_park"))).axes[0]
    assert [text.get_text() for text in lines.get_legend().get_texts()] == ["today, base", "integrated, base"]


def test_the_folder_of_a_run_is_opened_and_drawn(tmp_path):
    collect(made(tmp_path, 3, 1))
    found = load_told(tmp_path)
    assert (found.kind, found.money, found.axes) == ("sweep", "CNY/a", {"gas_price": "CNY/MWh"})
    assert found.park.settings.name == "test"
    files = studies.write_figures(found)
    assert files == ()  # a sample without findings has nothing to draw beside each other
    with pytest.raises(StudyError, match="run the study first"):
        load_told(tmp_path / "elsewhere")


def test_findings_that_are_no_findings_are_refused(tmp_path):
    (tmp_path / "findings.json").write_text(json.dumps({"study": {}}), encoding="utf-8")
    with pytest.raises(StudyError, match="no folder of a study"):
        load_told(tmp_path)


def test_an_axis_that_multiplies_says_so():
    axes = [{"name": "gas_price", "verb": "scale"}, {"name": "levy", "verb": "set"}]
    of = dataclasses.replace(told("sweep", (), axes={"gas_price": "", "levy": "CNY/t"}), asked={"axes": axes})
    assert [axis_name(of, name) for name in ("gas_price", "levy")] == ["gas price [×]", "levy [CNY/t]"]


def test_a_piece_of_a_network_is_called_by_the_network():
    main = hub(
        "main",
        "heat",
        "mill",
        member("main", "mill", "draw", capacity=1.0),
        member("main", "dorm", "feed", capacity=1.0),
        segments=(laid("main", "board_road"),),
        exists=True,
    )
    park = small_park(
        1, need("mill.heat", 1.0), need("dorm.heat", 0.0), shop("heat", 9.0, "dorm"), main,
        way("board_road", "mill", "dorm", 1.0),
    )  # fmt: skip
    of = dataclasses.replace(told("alternatives"), park=park)
    assert asset_called(of, "main.board_road", "en") == "main: board road"
    assert asset_called(of, "main.mill", "en") == "main: mill"
