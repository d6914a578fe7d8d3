"""Every form of the hour has the same optimum; the compact ones have fewer rows; tiled is written out."""

import dataclasses

import pytest
from hypothesis import given as drawn_from

from symbiosis.blocks.forms import Forms, choices
from symbiosis.formulation.build import build, write_hour
from symbiosis.formulation.compile import compile_hour
from symbiosis.formulation.reference import reference
from symbiosis.formulation.tile import tile
from symbiosis.horizon import full
from symbiosis.park import Link, Store, Technology
from symbiosis.questions import load, solve
from symbiosis.solver import OptionError, Options
from tests.formulation.compare import assert_same_program
from tests.formulation.parks import rich_park
from tests.laws.random_park import often, random_parks
from tests.parks import given, hub, member, need, series, shop, small_park

QUESTION = load("integrated_park")
WRITTEN = ("limits", "capacity_rows", "given", "units")  # what changes how the hour is written
LONG = {name: choices()[name][1] for name in WRITTEN}
LONG["fixed_charges"] = "per_carrier"


def mill():
    """A boiler, a tank, a pipe and a main that stand as they are; two units that start and stop."""
    return small_park(
        4,
        Technology(label="mill.boiler", rated_on="heat", ratios={"gas": -1.0, "heat": 0.8}, capacity=4.0,
                   availability=series(1.0, 0.5, 1.0, 1.0), design_margin=0.25),
        Technology(label="mill.engine", rated_on="power", ratios={"gas": -2.0, "power": 1.0, "heat": 0.5},
                   capacity=4.0, unit_size=2.0, minimum_load=0.5, start_cost=3.0, minimum_up=2.0,
                   minimum_down=2.0),
        Store(label="mill.tank", carrier="heat", capacity=3.0, charge_max=0.5, discharge_max=1.0, loss=0.1),
        need("mill.heat", series(2.0, 5.0, 1.0, 4.0), "heat"),
        need("mill.power", series(1.0, 4.0, 0.0, 3.0), "power"),
        given("kiln.waste", 2.0, "heat"),
        need("kiln.heat", 0.5, "heat"),
        Link(label="pipe", origin="kiln", destination="mill", carriers=("heat",), capacity=1.5),
        hub("main", "heat", "mill", member("main", "kiln", "feed", capacity=1.0),
            member("main", "mill", "draw", capacity=1.0), exists=True),
        shop("gas", 1.0, "mill"), shop("heat", 9.0, "mill"),
        shop("power", series(3.0, 5.0, 3.0, 3.0), "mill"),
    )  # fmt: skip


def written(park, **forms):
    """The integrated question over all steps, in some forms."""
    return build(QUESTION.build, QUESTION.scope(park), full(park.calendar), Forms(**forms))


def rows_of(program, name):
    """How many rows a rule has."""
    return sum(len(block.index) * family.members.count for family, block in program.rows.find(name))


@pytest.mark.parametrize("park", [mill(), rich_park(6)], ids=["mill", "rich"])
@pytest.mark.parametrize("forms", [{}, LONG], ids=["compact", "long"])
def test_tiling_and_writing_out_agree(park, forms):
    m = write_hour(QUESTION.build, QUESTION.scope(park), Forms(**forms))
    for cyclic in (True, False):
        horizon = full(park.calendar, cyclic=cyclic)
        assert_same_program(tile(compile_hour(m), horizon), reference(m, horizon))


def test_what_stands_is_limited_by_bounds():
    """Boiler 4 rows; tank: room, filling, emptying 12; pipe 4; two connections 8."""
    compact, long = written(mill()), written(mill(), limits="rows")
    names = ("activity_limit", "level_limit", "charge_limit", "discharge_limit", "exchange_limit")
    assert [rows_of(compact, name) for name in (*names, "connection_limit")] == [0] * 6
    assert [rows_of(long, name) for name in (*names, "connection_limit")] == [4, 4, 4, 4, 4, 8]
    assert long.shape[0] - compact.shape[0] == 28
    boiler = compact.columns.find("activity")[0]
    upper = compact.column_upper[boiler[0].places(boiler[1])[0]]
    assert upper.tolist() == pytest.approx([3.2, 1.6, 3.2, 3.2])


def test_units_that_run_need_no_row_for_what_stands():
    park = mill()
    engine = dataclasses.replace(
        park.technologies["mill.engine"], capacity_max=6.0, investment_per_capacity=1.0, lifetime=1.0
    )
    grows = park.replace(technologies={**park.technologies, "mill.engine": engine})
    less, more = written(grows), written(grows, capacity_rows="all")
    assert rows_of(more, "activity_limit") - rows_of(less, "activity_limit") == 4


def test_a_pipe_that_carries_all_there_is_needs_no_row():
    """The kiln has 2 to give; a pipe of 3 that may grow is never full, one of 1.5 may be."""
    park = mill()
    grows = {"capacity_max": 9.0, "investment_per_capacity": 1.0, "lifetime": 1.0}
    for size, rows in ((3.0, 0), (1.5, 4)):
        pipe = dataclasses.replace(park.links["pipe"], capacity=size, **grows)
        wider = park.replace(links={"pipe": pipe}, networks={})
        assert rows_of(written(wider), "exchange_limit") == rows
        assert rows_of(written(wider, capacity_rows="all"), "exchange_limit") == 4


def test_a_yes_or_no_for_every_unit():
    together, apart = written(mill()), written(mill(), units="one_by_one")
    assert apart.integer.sum() - together.integer.sum() == 2 * 3 * 4  # units, kinds, steps


@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_optimum(name):
    chain = full(mill().calendar, cyclic=False)
    results = [
        solve(mill(), "integrated_park", chain, Options(gap=0.0, **{name: choice}))
        for choice in choices()[name]
    ]
    assert results[0].outcome.objective == pytest.approx(results[1].outcome.objective, rel=1e-7)
    assert all(r.verdict.ok for r in results)


def test_on_random_parks_the_optimum_stays():
    @often(8)
    @drawn_from(random_parks())
    def same(drawn):
        park = drawn.park
        horizon = full(park.calendar)
        costs = []
        for forms in ({}, LONG):
            r = solve(park, "integrated_park", horizon, Options(gap=0.0, **forms))
            assert r.verdict.ok
            costs.append(r.outcome.objective)
        assert costs[0] == pytest.approx(costs[1], rel=1e-7, abs=1e-7)

    same()


def test_another_word_is_refused():
    with pytest.raises(OptionError, match=r"limits = 'boxes': it is not known. Known: bounds, rows"):
        Options(limits="boxes")
