"""The honest cost: the whole year dispatched with a design that a few typical days proposed."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.horizon import full
from symbiosis.horizon.typical import typical
from symbiosis.park import Calendar, Profile, Varying
from symbiosis.questions import solve
from symbiosis.solver import Options
from symbiosis.study import honest as whole_year
from symbiosis.study.honest import NotDispatchedError, honest_cost
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
