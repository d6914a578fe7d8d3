"""Pools over time, with decisions to build, without limits, and without a plan."""

import dataclasses

import pytest

from symbiosis.horizon import full
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.park.quality import Pool, Quality
from symbiosis.questions import solve
from symbiosis.solver import Options
from tests.cases.pooling import component, haverly, product
from tests.parks import A_YEAR, pipe, small_park


def answer(park, **options):
    r = solve(park, horizon=full(park.calendar), options=Options(gap=1e-3, time_limit=60.0, **options))
    if r.data is not None:
        assert r.verdict.ok, r.verdict
        assert r.outcome.bound <= r.outcome.objective
        assert float(r.cost.sum()) == pytest.approx(r.outcome.objective, rel=1e-8)
    return r


def test_hours_with_different_prices_cost_the_sum():
    # Haverly's first and third problem, one after the other
    park = haverly()
    dear = Profile("dear", [16.0, 13.0])
    market = dataclasses.replace(park.markets["b"], purchase_price=Varying(1.0, "dear"))
    both = park.replace(calendar=Calendar.short(2), profiles=[dear], markets={**park.markets, "b": market})
    assert answer(both).outcome.objective == pytest.approx(-400.0 - 750.0, rel=1e-3)


def test_a_line_into_the_pool_must_earn_its_cost():
    # without b only a and c are left: half of each makes x, which earns 900 − 300 − 500
    park = haverly()
    line = {"investment_per_capacity": 0.0, "lifetime": 1.0, "capacity": 0.0, "capacity_max": 300.0}
    links = dict(park.links)
    for cost, expected in ((100.0, -300.0), (500.0, -100.0)):
        links["b_tank"] = dataclasses.replace(park.links["b_tank"], investment=cost * A_YEAR, **line)
        r = answer(park.replace(links=links))
        assert r.outcome.objective == pytest.approx(expected, abs=0.5 + 1e-3 * abs(expected))


def test_a_limit_on_the_flow_through():
    # half of what Haverly's first plan sends through the tank: it sends 100 of b and takes 100 of c beside it
    park = haverly()
    pools = {"tank.pool": dataclasses.replace(park.pools["tank.pool"], throughput_max=50.0)}
    assert answer(park.replace(pools=pools)).outcome.objective == pytest.approx(-200.0, rel=1e-3)


def with_an_endless_way(price):
    """Haverly's problem beside a component without limit that passes the tank, to be sold at a price."""
    park, endless = haverly(), float("inf")
    free = {"capacity": 0.0, "capacity_max": endless, "investment_per_capacity": 0.0, "lifetime": 1.0}
    more = small_park(
        1,
        Quality(label="sulphur", unit="%"),
        component("d", 10.0, endless, {"sulphur": 2.0}),
        product("w", price, endless, {"sulphur": 2.0}),
        Pool(label="tank.pool", carrier="oil"),
        pipe("d", "tank", "oil", **free),
        pipe("tank", "w", "oil", **free),
    )
    joint = {
        section: {**getattr(park, section), **getattr(more, section)}
        for section in ("enterprises", "markets", "links", "pools")
    }
    return park.replace(**joint)


def test_a_flow_that_costs_something_needs_no_limit():
    assert answer(with_an_endless_way(9.0)).outcome.objective == pytest.approx(-400.0, rel=1e-3)


def test_a_flow_that_may_go_on_without_end_is_held_and_that_is_said():
    # the component sells for what it costs: any amount is as good as none
    found = answer(with_an_endless_way(10.0)).outcome
    assert found.objective == pytest.approx(-400.0, rel=1e-3)
    assert "the bound holds for such plans" in found.warnings[0]


def test_a_flow_that_earns_without_end_has_no_best_plan():
    found = answer(with_an_endless_way(11.0))
    assert found.status == "unbounded"
    assert found.outcome.x is None


def test_time_that_is_up_leaves_a_plan_with_its_gap():
    r = solve(haverly(), horizon=full(haverly().calendar), options=Options(gap=0.0, time_limit=0.15))
    assert r.status in ("optimal", "feasible_time_limit", "no_solution_yet")
    if r.data is not None:
        assert r.outcome.bound <= -400.0 + 1e-6 <= r.outcome.objective + 1e-3
