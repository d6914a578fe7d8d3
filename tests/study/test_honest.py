"""The honest cost: the whole year dispatched with a design that a few typical days proposed."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.horizon import full
from symbiosis.horizon.typical import typical
from symbiosis.park import Calendar, Profile, Varying
from symbiosis.questions import assemble, solve
from symbiosis.solver import Options
from symbiosis.study import honest as whole_year
from symbiosis.study.honest import NotDispatchedError, honest_cost
from symbiosis.study.serving import made_to_serve
from tests.parks import cap, need, plant, shop, small_park

YEAR = Calendar.of_year(2023, hours=6.0)
EXACT = Options(gap=0.0)


def peaky(price=50.0, **more):
    """200 days of 2, 164 of 4 and one of 10 MW; a boiler makes heat from gas at 10, heat may be bought."""
    days = np.array([2.0] * 200 + [4.0] * 164 + [10.0])
    shops = [shop("gas", 10.0, "mill"), *([shop("heat", price, "mill")] if price else [])]
    boiler = {"investment_per_capacity": 100.0, "lifetime": 1.0, "capacity_max": 20.0} | more
    return small_park(
        0,
        plant("mill.boiler", "heat", {"gas": -1.0, "co2": 0.2}, **boiler),
        need("mill.heat", Varying(1.0, "heat")),
        *shops,
        calendar=YEAR,
        profiles=[Profile("heat", np.repeat(days, 4))],
    )


def few(park, days=2):
    return solve(park, horizon=typical(park, days, extremes=False), options=EXACT)


def test_a_design_that_serves_the_year_costs_more_than_its_estimate():
    """Two days see 2 and 4 MW: a boiler of 4 MW. On the day of 10 MW the rest, 6 MW, is bought at 50."""
    results = few(peaky())
    assert results.capacity.values.item() == pytest.approx(4.0, rel=1e-6)
    honest = honest_cost(results)
    gas = 10.0 * 24 * (200 * 2 + 165 * 4)
    assert honest.cost == pytest.approx(4 * 100.0 + gas + 24 * 6 * 50.0, rel=1e-6)
    assert results.outcome.objective == pytest.approx(honest.estimate)
    assert honest.estimate < honest.cost
    assert honest.serves


def test_the_gap_is_against_the_year():
    park = peaky()
    year = solve(park, horizon=full(park.calendar), options=EXACT)
    honest = honest_cost(few(park), bound=year.outcome.bound)
    assert honest.cost >= year.outcome.objective - 1e-6
    assert honest.gap == pytest.approx((honest.cost - year.outcome.bound) / honest.cost)
    assert honest.gap > 0.001


def test_what_is_short_is_said_by_place_amount_and_hour():
    """Nothing else makes heat: 6 MW are missing for 24 hours on the last day."""
    honest = honest_cost(few(peaky(price=None)))
    assert not honest.serves
    assert honest.gap is None
    (short,) = honest.short
    assert short.place == "mill:heat"
    assert short.amount == pytest.approx(6.0 * 24, rel=1e-6)
    assert short.hours == 24.0
    assert short.first == "2023-12-31 00:00"
    assert honest.cost == pytest.approx(4 * 100.0 + 10.0 * 24 * (200 * 2 + 165 * 4), rel=1e-6)
    assert "mill:heat: short by 144" in "\n".join(honest.lines("CNY/a"))


def test_a_design_that_falls_short_is_made_to_serve_by_adding_what_costs_least():
    """The boiler of 4 MW becomes one of 10 MW, 6 MW at 100; the day of 10 MW then burns 6 · 24 MWh more."""
    park = peaky(price=None)
    year = solve(park, horizon=full(park.calendar), options=EXACT)
    honest = honest_cost(few(park), bound=year.outcome.bound)
    assert honest.serving is not None
    assert honest.serving.cost == pytest.approx(10 * 100.0 + 10.0 * 24 * (200 * 2 + 164 * 4 + 10), rel=1e-6)
    (boiler,) = honest.serving.larger
    assert (boiler.place, boiler.unit) == ("mill.boiler", "MW")
    assert (boiler.before, boiler.after) == (pytest.approx(4.0), pytest.approx(10.0))
    assert honest.gap is None  # of the design as it is
    assert honest.gap_serving == pytest.approx(0.0, abs=1e-6)  # here it is the best there is
    assert "mill.boiler: 4 → 10 MW" in "\n".join(honest.lines("CNY/a"))


def test_nothing_that_the_design_holds_becomes_smaller():
    """Two boilers: the design has 3 MW of the dear one, which no plan of the whole year would build."""
    dear = plant(
        "mill.dear", "heat", {"gas": -1.0}, investment_per_capacity=900.0, lifetime=1.0, capacity_max=9.0
    )
    park = peaky(price=None)
    park = park.replace(technologies={**park.technologies, "mill.dear": dear})
    year = assemble(park, "integrated_park", full(park.calendar))
    new = next(block for block in year.columns.families[0].blocks if block.name == "new")
    design = np.zeros(year.columns.families[0].size)
    design[new.start + [index[0] for index in new.index].index("mill.dear")] = 3.0
    serving = made_to_serve(year, design, park, EXACT)
    assert serving is not None
    assert [(one.place, round(one.after, 6)) for one in serving.larger] == [("mill.boiler", 7.0)]
    gas = 10.0 * 24 * (200 * 2 + 164 * 4 + 10)
    assert serving.cost == pytest.approx(3 * 900.0 + 7 * 100.0 + gas, rel=1e-6)


def test_where_nothing_can_be_added_that_is_said():
    honest = honest_cost(few(peaky(price=None, capacity_max=4.0)))
    assert honest.short
    assert honest.serving is None
    assert honest.gap_serving is None
    assert "no plan was found that only adds" in "\n".join(honest.lines("CNY/a"))


@pytest.mark.parametrize("price", [50.0, None], ids=["it serves", "it falls short"])
def test_a_large_year_is_dispatched_in_blocks_and_says_the_same(price, monkeypatch):
    results = few(peaky(price=price))
    exact = honest_cost(results)
    monkeypatch.setattr(whole_year, "LARGE", 0)
    blocks = honest_cost(results)
    assert "certified" in blocks.outcome.method
    assert blocks.cost == pytest.approx(exact.cost, rel=1e-3)
    assert blocks.serves == exact.serves
    assert [(s.place, s.first) for s in blocks.short] == [(s.place, s.first) for s in exact.short]
    assert [s.amount for s in blocks.short] == pytest.approx([s.amount for s in exact.short], rel=1e-3)
    if exact.serves:
        assert blocks.dispatch_bound <= exact.cost * (1.0 + 1e-9)
        assert blocks.dispatch_bound >= exact.cost * (1.0 - 1e-3)


def test_a_yearly_cap_may_give_way_too():
    """Two typical days emit 0.2 · 24 · (200 · 2 + 165 · 4) = 5088; 10 MW add 0.2 · 24 · 6."""
    park = peaky(price=None, capacity_max=None, capacity=20.0, investment_per_capacity=0.0)
    capped = park.replace(caps={"co2_cap": cap("co2", 5088.0)})
    honest = honest_cost(few(capped))
    (short,) = honest.short
    assert "co2_cap" in short.place
    assert short.amount == pytest.approx(-28.8, rel=1e-6)


def test_extreme_days_make_the_estimate_honest():
    park = peaky(price=None)
    results = solve(park, horizon=typical(park, 2), options=EXACT)
    honest = honest_cost(results)
    assert honest.serves
    assert honest.error == pytest.approx(0.0, abs=1e-6)


def test_without_a_plan_there_is_nothing_to_dispatch():
    park = peaky(price=None, capacity_max=1.0)
    with pytest.raises(NotDispatchedError, match="no plan"):
        honest_cost(few(park))
