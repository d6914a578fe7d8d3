"""Two ways to write a fixed charge: the same optimum, and a bound that is no worse with a row per carrier."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given as drawn_from

from symbiosis.blocks.forms import Forms
from symbiosis.formulation.build import compiled, write_hour
from symbiosis.formulation.compile import compile_hour
from symbiosis.formulation.reference import reference
from symbiosis.formulation.tile import tile
from symbiosis.horizon import full
from symbiosis.park import Link, Store
from symbiosis.questions import load, solve
from symbiosis.solver import OptionError, Options
from symbiosis.solver import solve as run
from tests.formulation.compare import assert_same_program
from tests.formulation.parks import rich_park
from tests.laws.random_park import often, random_parks
from tests.parks import A_YEAR, given, need, plant, series, shop, small_park

QUESTION = load("integrated_park")


def bound(park, fixed_charges):
    """Cost of the program without whole numbers."""
    forms = Forms(fixed_charges=fixed_charges)
    program = tile(compiled(QUESTION.build, QUESTION.scope(park), forms), full(park.calendar))
    return run(
        dataclasses.replace(program, integer=np.zeros_like(program.integer)), Options(gap=0.0)
    ).objective


def lines(price=4.0):
    """A works could send slag and ash over one road of 10 for 12 an hour; buying both costs 3 a tonne."""
    road = Link(
        label="road",
        origin="works",
        destination="kiln",
        carriers=("slag", "ash"),
        mode="truck",
        capacity_max=10.0,
        investment=12 * A_YEAR,
        lifetime=1.0,
        length=1.0,
    )
    return small_park(
        2,
        road,
        shop("slag", 0.0, "works"),
        given("works.ash", series(2, 0)),
        shop("ash", 0.0, "works", purchase_limit=1.0, label="more_ash"),
        shop("slag", price, "kiln", label="slag_shop"),
        shop("ash", price, "kiln", label="ash_shop"),
        need("kiln.slag", series(2, 1)),
        need("kiln.ash", 3.0),
        plant("works.kiln", "ash", {"slag": -0.0}, capacity=0.0),
    )


@pytest.mark.parametrize("price", [2.0, 4.0, 8.0])
def test_the_optimum_is_the_same_and_the_bound_no_worse(price):
    park = lines(price)
    costs = [
        solve(
            park, "integrated_park", full(park.calendar), Options(gap=0.0, fixed_charges=way)
        ).outcome.objective
        for way in ("aggregated", "per_carrier")
    ]
    assert costs[0] == pytest.approx(costs[1])
    assert bound(park, "aggregated") <= bound(park, "per_carrier") + 1e-9 <= costs[0] + 2e-9


def test_the_bound_is_better_where_the_need_is_small():
    """One tonne is needed, the road takes ten: a tenth of the road looks enough, unless the row says one."""
    road = lines().links["road"]
    park = small_park(
        1,
        dataclasses.replace(road, carriers=("slag",)),
        shop("slag", 0.0, "works"),
        shop("slag", 9.0, "kiln", label="dear"),
        need("kiln.slag", 1.0),
    )
    assert bound(park, "aggregated") == pytest.approx(1.2)
    assert bound(park, "per_carrier") == pytest.approx(9.0)  # 12 for the road is too dear, and now it shows


@pytest.mark.parametrize("park", [lines(), rich_park(6)], ids=["road", "rich"])
def test_tiling_and_writing_out_agree(park):
    m = write_hour(QUESTION.build, QUESTION.scope(park), Forms(fixed_charges="per_carrier"))
    horizon = full(park.calendar, cyclic=False)
    tiled = tile(compile_hour(m), horizon)
    assert tiled.rows.find("carrier_if_built")
    assert_same_program(tiled, reference(m, horizon))


def test_what_stands_may_carry_without_anything_new():
    park = lines()
    road = dataclasses.replace(park.links["road"], capacity=2.0)
    r = solve(
        park.replace(links={"road": road}), "integrated_park", full(park.calendar),
        Options(gap=0.0, fixed_charges="per_carrier"),
    )  # fmt: skip
    assert r.data["exchange"].sum("route").values.tolist() == pytest.approx([2.0, 2.0])
    assert r.verdict.ok


def test_a_store_at_either_end_is_no_limit():
    park = lines()
    tank = Store(label="kiln.pile", carrier="slag", capacity=5.0)
    park = park.replace(stores={"kiln.pile": tank})
    ways = [
        solve(
            park, "integrated_park", full(park.calendar), Options(gap=0.0, fixed_charges=way)
        ).outcome.objective
        for way in ("aggregated", "per_carrier")
    ]
    assert ways[0] == pytest.approx(ways[1])


def test_on_random_parks_the_optimum_stays():
    @often(8)
    @drawn_from(random_parks())
    def same(drawn):
        park = drawn.park
        horizon = full(park.calendar)
        ways = [
            solve(park, "integrated_park", horizon, Options(gap=0.0, fixed_charges=way)).outcome.objective
            for way in ("aggregated", "per_carrier")
        ]
        assert ways[0] == pytest.approx(ways[1], rel=1e-7, abs=1e-7)

    same()


def test_another_word_is_refused():
    with pytest.raises(
        OptionError, match=r"fixed_charges = 'tight': it is not known. Known: aggregated, per_"
    ):
        Options(fixed_charges="tight")
