"""Morris and Sobol on costs that are known functions of the inputs, so that the indices are known too."""

from __future__ import annotations

import dataclasses
import sys

import pytest

from symbiosis.park.figure import Figure
from symbiosis.park.frozen import FrozenDict
from symbiosis.study.axes import Axis
from symbiosis.study.study import StudyError
from tests.study.kinds.test_kinds import walk
from tests.study.tiny import CHEAP, heat_park, heat_study, run_here

pytest.importorskip("SALib")


def axis(name, low, high):
    return Axis(name, "demands.mill.heat.rate", "scale", (f"{low:g}", f"{high:g}"), (low, high))


def study(method, points, *axes, **fields):
    details = {"figures": "*", "points": points, "seed": 1, "of": "cost"}
    return heat_study(kind=method, axes=axes, details=details, **fields)


def test_morris_finds_slopes_and_entanglement():
    # cost = 10·a + 3·b·c over 0 … 1: a is straight, b and c act through each other, d does nothing
    axes = [axis(name, 0.0, 1.0) for name in "abcd"]

    def answer(case):
        at = case.coordinates
        return {"cost": 10.0 * at["a"] + 3.0 * at["b"] * at["c"]}

    found, cases = walk(study("morris", 20, *axes), answer)
    rows = {row["input"]: row for row in found.rows}
    assert len(cases) == 20 * (4 + 1)
    assert rows["a"]["mu_star"] == pytest.approx(10.0)
    assert rows["a"]["sigma"] == pytest.approx(0.0, abs=1e-9)
    assert rows["b"]["sigma"] > 0.5
    assert rows["d"]["mu_star"] == 0.0
    assert next(iter(rows)) == "a"


def test_sobol_shares_out_the_variance():
    # cost = 2·a + b: variances 4/12 and 1/12, so four fifths and one fifth
    def answer(case):
        return {"cost": 2.0 * case.coordinates["a"] + case.coordinates["b"]}

    found, cases = walk(study("sobol", 256, axis("a", 0.0, 1.0), axis("b", 0.0, 1.0)), answer)
    assert len(cases) == 256 * (2 + 2)
    shares = {row["input"]: (row["first"], row["total"]) for row in found.rows}
    assert shares["a"] == pytest.approx((0.8, 0.8), abs=0.02)
    assert shares["b"] == pytest.approx((0.2, 0.2), abs=0.02)


def test_points_depend_on_the_seed_alone():
    def coordinates(seed):
        given = study("morris", 3, axis("a", 0.0, 1.0))
        given = dataclasses.replace(given, details={**given.details, "seed": seed})
        _, cases = walk(given, lambda case: {"cost": case.coordinates["a"]})
        return [case.coordinates["a"] for case in cases]

    assert coordinates(1) == coordinates(1)


def test_figures_of_the_park_are_inputs_too(tmp_path):
    figures = {"demands.mill.heat.rate": Figure(2.0, 1.0, 3.0)}
    park = dataclasses.replace(heat_park(), figures=FrozenDict(figures))
    ran = run_here(study("morris", 2, park=park), tmp_path)
    (row,) = ran.findings.rows
    assert row["input"] == "demands.mill.heat.rate"
    assert row["mu_star"] == pytest.approx(CHEAP)  # from 1 to 3 MW is twice 1 MW
    assert "moves it by 6.57e+05 CNY/a" in ran.findings.sentences[0]


def test_points_without_a_plan_leave_no_indices():
    found, _ = walk(study("morris", 2, axis("a", 0.0, 1.0)), lambda case: {})
    assert found.rows == ()
    assert "have no plan" in found.sentences[0]


def test_an_output_that_does_not_move_is_said():
    found, _ = walk(study("sobol", 4, axis("a", 0.0, 1.0)), lambda case: {"cost": 5.0})
    assert found.rows == ()
    assert "the same at all 12 points" in found.sentences[0]


def test_nothing_to_vary_is_an_error():
    with pytest.raises(StudyError, match="nothing is varied"):
        walk(study("morris", 2), lambda case: {"cost": 1.0})


def test_without_the_library_the_command_to_install_it_is_said(monkeypatch):
    for name in [name for name in sys.modules if name.startswith("SALib")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(StudyError, match=r"pip install symbiosis\[sensitivity\]"):
        walk(study("morris", 2, axis("a", 0.0, 1.0)), lambda case: {"cost": 1.0})
