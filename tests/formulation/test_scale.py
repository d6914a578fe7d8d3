"""Curves of investment: the same program both ways, and a relaxation that is the hull of the curve."""

import dataclasses

import numpy as np
import pytest

from symbiosis.blocks.language import Step
from symbiosis.horizon import full
from symbiosis.park import Store
from symbiosis.questions import load
from symbiosis.solver import Options, solve
from tests.formulation.compare import assert_same_program
from tests.formulation.test_same_program import both
from tests.parks import A_YEAR, hub, member, need, pipe, plant, series, shop, small_park
from tests.solver.certified.parks import program_of

POINTS = {"scale_sizes": (2.0, 5.0, 9.0), "scale_investments": (4e4, 7e4, 9e4)}
LAW = {"scale_exponent": 0.7, "scale_reference": 5.0, "scale_reference_investment": 1e5, "capacity_min": 0.5}
MORE = {"capacity_max": 8.0, "lifetime": 20.0, "fixed_om_share": 0.02}


def every_kind():
    return small_park(
        3,
        plant("mill.boiler", "heat", {"gas": -1.0}, **LAW, **MORE),
        Store(label="mill.tank", carrier="heat", **POINTS, **MORE),
        pipe("mill", "town", "heat", length=2.0, investment_per_length=1e3, **POINTS, **MORE),
        hub("main", "heat", "mill", *(member("main", n, "both", **LAW, **MORE) for n in ("mill", "town"))),
        need("mill.heat", series(3, 1, 2)),
        need("town.heat", series(1, 4, 2)),
        shop("gas", 10.0, "mill"),
        shop("heat", 60.0, "mill", "town"),
        rate=0.06,
    )


def test_tiling_and_writing_out_agree():
    park = every_kind()
    question = load("integrated_park")
    assert_same_program(*both(question.build, question.scope(park), full(park.calendar)))


@pytest.mark.parametrize(("heat", "hull"), [(2.0, 2.0), (10.0, 10.0), (15.0, 15.5), (20.0, 21.0)])
def test_without_whole_numbers_the_cost_is_the_convex_hull_of_the_curve_and_nothing(heat, hull):
    """4 cost 8, 10 cost 10, 20 cost 21: the hull is 1 each up to 10, then 1.1 each."""
    curve = {"scale_sizes": (4.0, 10.0, 20.0), "scale_investments": (8 * A_YEAR, 10 * A_YEAR, 21 * A_YEAR)}
    park = small_park(
        1,
        need("mill.heat", heat),
        shop("heat", 99.0, "mill"),
        plant("mill.boiler", "heat", capacity_max=20.0, lifetime=1.0, **curve),
    )
    program = program_of(park)
    relaxed = dataclasses.replace(program, integer=np.zeros_like(program.integer))
    assert solve(relaxed, Options(gap=0.0)).objective == pytest.approx(hull)


def test_two_blocks_may_not_use_one_name():
    m = Step(small_park(1, need("mill.heat", 1.0), shop("heat", 1.0, "mill")))
    m.x = m.step(["a"], "a flow")
    with pytest.raises(NameError, match="two blocks call something 'x'"):
        m.x = m.step(["a"], "another flow")
