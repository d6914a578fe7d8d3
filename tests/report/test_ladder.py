from __future__ import annotations

import dataclasses
import math

import pytest

from symbiosis.report import ladder as ladder_figure
from symbiosis.study.interval import Interval
from tests.report.conftest import drawn, texts


def with_costs(ladder, **costs):
    """The ladder with other plans and bounds; None takes a plan away."""
    rungs = []
    for rung in ladder.rungs:
        if rung.name in costs:
            cost = costs[rung.name]
            rung = dataclasses.replace(rung, cost=cost, results=rung.results if cost else None)
        rungs.append(rung)
    return dataclasses.replace(ladder, rungs=tuple(rungs))


def test_every_rung_is_a_row_whose_bars_add_up_to_its_plan(ladder):
    figure = ladder_figure.figure(ladder)
    costs = figure.axes[0]
    assert [t.get_text().replace("\n", " ") for t in costs.get_yticklabels()] == [
        "today",
        "stand-alone",
        "raw-material exchange",
        "centralised energy supply",
        "integrated",
    ]
    assert costs.get_xlabel() == "cost [thousand CNY]"
    assert len(costs.containers) == 2 + 5  # purchase and discarding; five intervals
    rows = [
        sum(p.get_width() for p in costs.patches if round(p.get_y() + p.get_height() / 2) == row)
        for row in range(5)
    ]
    assert rows == pytest.approx([10.32, 10.32, 5.04, 5.52, 0.24])
    drawn(figure)


def test_savings_water_and_waste_stand_beside(ladder):
    figure = ladder_figure.figure(ladder)
    savings, carbon, waste = figure.axes[1:4]
    assert savings.get_xlabel() == "saving [thousand CNY]"
    assert len(savings.containers) == 4 + 3  # against today, and against stand-alone
    assert {t.get_text() for t in savings.texts} >= {"10.08", "5.28", "4.80", "0"}
    assert [(a.get_title("left"), a.get_xlabel()) for a in (carbon, waste)] == [
        ("CO₂", "[t]"),
        ("waste", "[t]"),
    ]
    assert [t.get_text() for t in waste.texts] == ["72.0", "72.0", "24.0", "72.0", "24.0"]
    assert "against stand-alone" in texts(figure)


def test_a_gap_is_an_interval_and_a_wide_one_says_nothing_can_be_told(ladder):
    unsure = with_costs(
        ladder,
        raw_material_exchange=Interval(10_000.0, 9_000.0, 10_000.0),
        stand_alone=Interval(10_320.0, 9_900.0, 10_320.0),
    )
    shown = texts(ladder_figure.figure(unsure))
    assert "10.00\nproved ≥ 9.00" in shown
    assert "0.32 (−0.10 to 1.32)\nnot distinguishable from 0" in shown


def test_an_unproved_plan_claims_no_saving(ladder):
    unproved = with_costs(ladder, integrated_park=Interval(240.0, -math.inf, 240.0))
    figure = ladder_figure.figure(unproved)
    assert "10.08 (nothing proved)" in texts(figure)
    assert any("not distinguishable from none" in t for t in texts(figure))
    drawn(figure)


def test_a_rung_without_a_plan_keeps_its_row(ladder):
    figure = ladder_figure.figure(with_costs(ladder, as_is=None))
    assert "no plan: the question does not apply" in texts(figure)
    assert len(figure.axes[0].get_yticklabels()) == 5
    assert len(figure.axes[1].containers) == 3
    drawn(figure)


def test_no_plan_at_all_is_still_a_figure(ladder):
    figure = ladder_figure.figure(with_costs(ladder, **{rung.name: None for rung in ladder.rungs}))
    assert any(t.startswith("Synergy: not known") for t in texts(figure))
    drawn(figure)


def test_income_is_drawn_below_zero(ladder):
    rung = ladder["integrated_park"]
    lines = rung.results.data["cost"]
    sale = lines.copy(data=-lines.values - 1000.0).assign_coords(
        category=("line", ["sale"] * lines.sizes["line"])
    )
    earning = dataclasses.replace(rung.results, data=rung.results.data.drop_dims("line").assign(cost=sale))
    total = float(sale.sum())
    rungs = [
        dataclasses.replace(r, results=earning, cost=Interval(total, total, total)) for r in ladder.rungs
    ]
    figure = ladder_figure.figure(dataclasses.replace(ladder, rungs=tuple(rungs)))
    axes = figure.axes[0]
    assert min(p.get_x() + p.get_width() for p in axes.patches) == pytest.approx(total)
    assert axes.get_xlim()[0] < total
    assert "sales" in texts(figure)
    drawn(figure)


@pytest.mark.parametrize(
    ("integrated", "sentence"),
    [
        (Interval(240.0, 240.0, 240.0), "Synergy: none;"),
        (Interval(140.0, 140.0, 140.0), "energy save 100 CNY more than the sum of both."),
        (Interval(140.0, 100.0, 140.0), "save 100 CNY (proved between 100 and 140) more than"),
        (
            Interval(340.0, 300.0, 340.0),
            "less than the sum of both, because they compete for the same savings.",
        ),
        (
            Interval(340.0, 100.0, 340.0),
            "Synergy: −100 CNY (proved between −100 and 140); not distinguishable from none.",
        ),
    ],
)
def test_the_synergy_is_said_in_a_sentence(ladder, integrated, sentence):
    figure = ladder_figure.figure(with_costs(ladder, integrated_park=integrated))
    said = figure.axes[-1].texts[0].get_text()
    assert sentence in said
    assert "Prices of 2024: net. Money and amounts are for 24 hours, not for a year." in said


def test_in_chinese(ladder, no_chinese):
    figure = ladder_figure.figure(ladder, "zh")
    assert figure.axes[0].get_xlabel() == "费用 [元]"
    assert "原料互供" in texts(figure)
    drawn(figure)
