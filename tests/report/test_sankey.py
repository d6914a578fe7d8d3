"""The diagram of flows: what crosses fences, added up by hand."""

from __future__ import annotations

import pytest

from symbiosis.report.sankey import crossings, figure, shown_units
from symbiosis.study.design.ladder import Ladder
from tests.report.conftest import texts


def test_what_crosses_fences(ladder: Ladder) -> None:
    plan = ladder["integrated_park"].results
    assert plan is not None
    found = {(c.origin[1], c.carrier, c.destination[1]): c.amount for c in crossings(plan)}
    hours = float(plan.horizon.represents.sum())
    assert found["plant", "gypsum", "board"] == pytest.approx(2.0 * hours, rel=1e-6)
    kinds = {c.origin[0] for c in crossings(plan)} | {c.destination[0] for c in crossings(plan)}
    assert kinds <= {"enterprise", "market", "outlet"}


def test_names_and_units_are_drawn_in_both_languages(ladder: Ladder) -> None:
    plan = ladder["integrated_park"].results
    assert plan is not None
    assert shown_units(plan, "materials") == ["t/h"]
    drawn = figure(plan, "materials", "zh")
    assert "石膏" in "".join(texts(drawn))
    assert "Board mill" in "".join(texts(drawn))
    assert "Steam" in "".join(texts(figure(plan, "energy", "en")))


def test_nothing_to_draw(ladder: Ladder) -> None:
    plan = ladder["integrated_park"].results
    assert plan is not None
    assert figure(plan, "water") is None


def test_another_language(ladder: Ladder) -> None:
    plan = ladder["integrated_park"].results
    assert plan is not None
    with pytest.raises(ValueError, match='figures speak "en" or "zh"'):
        figure(plan, "materials", "de")
