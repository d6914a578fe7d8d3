from __future__ import annotations

import dataclasses

import pytest

from symbiosis.report import accounts
from tests.report.conftest import drawn, texts


def test_a_bar_per_enterprise_and_rung_with_its_number(ladder):
    figure = accounts.figure(ladder)
    costs, gains = figure.axes
    assert [t.get_text() for t in costs.get_yticklabels()] == ["Power plant", "Paper mill", "Board mill"]
    assert len(costs.patches) == 5 * 3
    assert len(gains.patches) == 4 * 3  # stand-alone gains nothing against itself
    assert costs.get_xlabel() == "cost after settlement [CNY]"
    assert gains.get_xlabel() == "gain [CNY]"
    assert {"today", "integrated", "before settlement"} <= set(texts(figure))
    assert "4,800" in texts(figure)
    drawn(figure)


def test_bars_add_up_to_the_cost_of_the_rung(ladder):
    costs = accounts.figure(ladder).axes[0]
    for bars, rung in zip(costs.containers, ladder.rungs, strict=True):
        assert sum(bar.get_width() for bar in bars) == pytest.approx(rung.plan)


def test_without_settlement_costs_are_those_of_the_owners(ladder):
    plain = dataclasses.replace(
        ladder, rungs=tuple(dataclasses.replace(r, accounts=None) for r in ladder.rungs)
    )
    figure = accounts.figure(plain)
    assert figure.axes[0].get_xlabel() == "cost [CNY]"
    assert "before settlement" not in texts(figure)


def test_who_earns_stands_left_of_zero(ladder):
    # Steam is worth 50 to the mill and nothing to the plant, which is paid half of it and saves on gypsum.
    costs = accounts.figure(ladder).axes[0]
    assert min(bar.get_width() for bar in costs.patches) < 0.0
    assert costs.get_xlim()[0] < min(bar.get_width() for bar in costs.patches)


def test_nobody_pays_anything(ladder):
    empty = dataclasses.replace(ladder, rungs=tuple(dataclasses.replace(r, cost=None) for r in ladder.rungs))
    drawn(accounts.figure(empty))


def test_in_chinese(ladder, no_chinese):
    figure = accounts.figure(ladder, "zh")
    assert "热电厂" in texts(figure)
    assert figure.axes[1].get_xlabel() == "收益 [元]"
    drawn(figure)
