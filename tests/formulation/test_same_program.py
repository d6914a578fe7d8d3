"""Tiling and writing out every hour give the same program: rows, columns, coefficients, bounds, by label."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from symbiosis.blocks.language import Step
from symbiosis.formulation.build import write_hour
from symbiosis.formulation.compile import compile_hour
from symbiosis.formulation.polynomial import NotLinearError
from symbiosis.formulation.reference import reference
from symbiosis.formulation.tile import tile
from symbiosis.horizon import Group, HorizonError, coarse, full, unequal, weeks, window
from symbiosis.questions import available, load
from symbiosis.tables import read_park
from tests.formulation.compare import assert_same_program
from tests.formulation.parks import rich_park

PARK = rich_park()
HORIZONS = {
    "cyclic": full(PARK.calendar),
    "chained": full(PARK.calendar, cyclic=False),
    "annualised": full(PARK.calendar, annualised=True),
    "window": window(PARK.calendar, 5, 7, cyclic=False),
    "one step": window(PARK.calendar, 3, 1),
    "coarse": coarse(PARK.calendar, 4),
    "unequal": unequal(PARK.calendar, [1, 2, 3, 6, 12]),
    "periods": weeks(PARK.calendar, [1, 3, 6], weights=[2, 1, 5], days=0.125),
    "chained periods": weeks(PARK.calendar, [1, 3], cyclic=False, days=0.25),
}


def both(build, park, horizon):
    m = write_hour(build, park)
    return tile(compile_hour(m), horizon), reference(m, horizon)


@pytest.mark.parametrize("name", HORIZONS)
def test_every_kind_of_horizon(name):
    question = load("integrated_park")
    assert_same_program(*both(question.build, question.scope(PARK), HORIZONS[name]))


@pytest.mark.parametrize("name", [q for q in available() if q != "as_is"])
def test_every_question(name):
    question = load(name)
    assert_same_program(*both(question.build, question.scope(PARK), HORIZONS["chained"]))


SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


@pytest.mark.parametrize("name", sorted(folder.name for folder in SCENARIOS.iterdir() if folder.is_dir()))
def test_every_park_that_comes_with_the_package(name):
    park = read_park(SCENARIOS / name)
    question = load("integrated_park")
    horizon = window(park.calendar, 7, 5, cyclic=False)
    assert_same_program(*both(question.build, question.scope(park), horizon))


def small(rule):
    """Return a builder of an hour with two step columns, a static one and a monthly one, and a rule."""

    def build(m: Step, park):
        m.x = m.step(["a", "b"], "two flows")
        m.size = m.static(["s"], "a size", upper=10.0)
        m.top = m.group("month", ["t"], "a monthly peak")
        rule(m)
        m.pay("e0", "running", "x", m.profile("price") * m.x["a"] + m.x["b"])
        m.pay("e0", "investment", "s", 3.0 * m.years * m.size["s"])
        m.pay("e0", "peak_charge", "t", m.stands_for("month") * m.top["t"])

    return build


def lag(m):
    earlier = m.before(m.x, hours=6)

    @m.Constraint(["a", "b"])
    def ramp(m, i):
        return m.x[i] - earlier[i] <= 2.0 + m.profile("cop")


def last_hours(m):
    recent = m.window(m.x, hours=5)

    @m.Constraint(["a", "b"])
    def enough(m, i):
        return recent[i] >= m.profile("cop") * m.size["s"]


def masked(m):
    @m.Constraint(["a", "b"])
    def at_night(m, i):
        return m.x[i] <= m.size["s"]

    m.only_where(m.at_night, m.profile("sun"))


def monthly(m):
    @m.Constraint(["a"])
    def peak(m, i):
        return m.x[i] <= m.top["t"]

    @m.Constraint()
    def of_month(m):
        return m.over("month", m.profile("cop") * m.x["a"] + 2.0) <= 5.0 * m.top["t"] + m.size["s"]


@pytest.mark.parametrize("rule", [lag, last_hours, masked, monthly])
@pytest.mark.parametrize("name", ["cyclic", "chained", "coarse", "periods", "unequal"])
def test_lags_windows_masks_and_groups(rule, name):
    horizon = HORIZONS[name]
    if rule is lag and name in ("coarse", "unequal"):
        with pytest.raises(HorizonError, match="does not fall on a step"):
            both(small(rule), PARK, horizon)
        return
    assert_same_program(*both(small(rule), PARK, horizon))


def test_a_step_may_stand_for_several_months():
    """A typical day in January that also stands for February has a peak row in both."""
    base = HORIZONS["one step"]
    month = Group(
        ("2025-01", "2025-02"),
        np.array([0, 0]),
        np.array([0, 1]),
        np.array([300.0, 200.0]),
        np.array([6.0, 6.0]),
    )
    horizon = dataclasses.replace(base, groups={**base.groups, "month": month})
    program, plain = both(small(monthly), PARK, horizon)
    assert_same_program(program, plain)
    assert [program.row_label(i) for i in range(program.shape[0])].count("peak[a, 0, 2025-02]") == 1


def test_what_is_not_linear_is_named():
    def squared(m):
        @m.Constraint()
        def wrong(m):
            return m.x["a"] * m.x["b"] <= 1.0

    with pytest.raises(NotLinearError, match="wrong"):
        both(small(squared), PARK, HORIZONS["cyclic"])


def test_steps_and_sums_do_not_mix():
    def mixed(m):
        @m.Constraint()
        def wrong(m):
            return m.x["a"] <= m.over("year", m.x["b"])

    with pytest.raises(NotLinearError, match="mixes step columns with a sum"):
        both(small(mixed), PARK, HORIZONS["cyclic"])
