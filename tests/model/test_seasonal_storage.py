"""A seasonal store carries its content over typical days in the order of the year."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from symbiosis.formulation.build import write_hour
from symbiosis.formulation.compile import compile_hour
from symbiosis.formulation.reference import reference
from symbiosis.formulation.tile import tile
from symbiosis.horizon import full
from symbiosis.horizon.typical import typical
from symbiosis.park import Calendar, ParkError, Profile, Store, Varying
from symbiosis.questions import load, solve
from symbiosis.results.verify import verify
from symbiosis.solver import Options
from symbiosis.study.honest import honest_cost
from tests.formulation.compare import assert_same_program
from tests.parks import given, need, shop, small_park

YEAR = Calendar.of_year(2023, hours=6.0)


def two_seasons(**store):
    """Heat arises in 165 days in summer (2 MW), is needed in the other 200 (1 MW), and costs 10 to buy.

    2 · 165 · 24 = 7920 MWh arise; 4800 MWh are needed. Without loss all of the need can be stored.
    """
    summer = np.repeat([0.0] * 100 + [1.0] * 165 + [0.0] * 100, 4)
    more = {"loss": 0.0, "capacity": 5000.0, "seasonal": True} | store
    return small_park(
        0,
        given("mill.heat", Varying(2.0, "summer")),
        need("mill.warm", Varying(1.0, "winter"), "heat"),
        shop("heat", 10.0, "mill", sale_price=0.0),
        Store(label="mill.pit", carrier="heat", **more),
        calendar=YEAR,
        profiles=[Profile("summer", summer), Profile("winter", 1.0 - summer)],
    )


def over_typical_days(park):
    return solve(park, horizon=typical(park, 2, extremes=False), options=Options(gap=0.0))


def test_summer_serves_winter():
    r = over_typical_days(two_seasons())
    assert r.outcome.objective == pytest.approx(0.0, abs=1e-6)
    assert r.verdict.ok, str(r.verdict)
    carried = r.data["carried"].sel(seasonal_store="mill.pit").values
    # The store is fullest at the end of summer and has given 24 MWh a day when winter is over.
    assert carried.argmax() == 264
    assert carried[264] - carried[99] >= 4800 - 24 - 1e-6


def test_an_everyday_store_cannot():
    """The day's heat must be used the same day: all 4800 MWh are bought."""
    r = over_typical_days(two_seasons(seasonal=False))
    assert r.outcome.objective == pytest.approx(48_000.0)


def test_its_size_counts_on_every_real_day():
    """1200 MWh fit: what the 200 winter days need more has to be bought."""
    r = over_typical_days(two_seasons(capacity=1200.0))
    assert r.outcome.objective == pytest.approx(10.0 * (4800 - 1200))
    assert r.verdict.ok, str(r.verdict)


@pytest.mark.parametrize(
    "store", [{}, {"capacity": 700.0}, {"level_min": 0.3}, {"loss": 1e-4}, {"loss": 1e-3}]
)
def test_days_that_repeat_exactly_are_a_plan_for_the_year(store):
    """Without loss they cost what the year costs; with it the year does better, as its days may differ."""
    park = two_seasons(**store)
    year = solve(park, horizon=full(park.calendar), options=Options(gap=0.0))
    few = over_typical_days(park)
    assert few.verdict.ok, str(few.verdict)
    assert year.verdict.ok, str(year.verdict)
    if "loss" in store:
        assert few.outcome.objective >= year.outcome.objective * (1 - 1e-9)
    else:
        assert few.outcome.objective == pytest.approx(year.outcome.objective, rel=1e-6, abs=1e-4)


@pytest.mark.parametrize("segments", [1, 3])
@pytest.mark.parametrize("store", [{}, {"capacity": 700.0}, {"loss": 1e-4}])
def test_segments_are_judged_by_the_year(store, segments):
    """What a design from segments costs in truth is no less than the year's best, without loss the same."""
    park = two_seasons(**store)
    few = solve(park, horizon=typical(park, 2, extremes=False, segments=segments), options=Options(gap=0.0))
    assert few.verdict.ok, str(few.verdict)
    year = solve(park, horizon=full(park.calendar), options=Options(gap=0.0)).outcome.objective
    honest = honest_cost(few)
    assert honest.serves
    assert honest.cost >= year * (1 - 1e-6) - 1e-3
    if "loss" not in store:
        assert few.outcome.objective == pytest.approx(year, rel=1e-6, abs=1e-3)
        assert honest.cost == pytest.approx(year, rel=1e-3, abs=1e-3)


@pytest.mark.parametrize(
    "store", [{}, {"loss": 1e-3, "level_min": 0.1, "level_max": 0.9}, {"seasonal": False}]
)
def test_tiled_and_written_out(store):
    park = two_seasons(**store)
    m = write_hour(load("integrated_park").build, park)
    horizon = typical(park, 2, extremes=False)
    assert_same_program(tile(compile_hour(m), horizon), reference(m, horizon))


def test_over_a_whole_year_it_is_a_store_like_others():
    park = two_seasons(level_min=0.1)
    plain = dataclasses.replace(park.stores["mill.pit"], seasonal=False)
    question = load("integrated_park")

    def arrays(p):
        program = tile(compile_hour(write_hour(question.build, p)), full(p.calendar))
        return program.shape, program.nonzeros, np.sort(program.column_lower).sum()

    assert arrays(park) == arrays(park.replace(stores={"mill.pit": plain}))


@pytest.mark.parametrize("change", [("carried", 5.0), ("level", 5.0), ("charge", 1.0)])
def test_a_plan_that_does_not_add_up_is_found_out(change):
    r = over_typical_days(two_seasons())
    name, more = change
    wrong = r.data.copy(deep=True)
    wrong[name].values[0, 3] += more
    verdict = verify(r.park, r.horizon, wrong, r.outcome.objective)
    assert any("mill.pit" in finding.where for finding in verdict.findings)


@pytest.mark.parametrize("field", [{"initial_level": 5.0}, {"final_level_min": 5.0}])
def test_a_ring_has_no_first_hour(field):
    with pytest.raises(ParkError, match="does not go with seasonal"):
        two_seasons(**field)
