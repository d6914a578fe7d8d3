"""Laws that hold for every park, tried on random ones.

Each law is tried on a few parks, the same every time; `pytest -m slow tests/laws` tries many.
"""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiosis.park import Market
from tests.laws.random_park import links, often, random_parks, stores
from tests.oracle import oracle
from tests.parks import halved, joined, optimum, relabelled, reordered

FEW, MANY = 10, 150
LAWS = {}


def law(*strategies):
    """Declare a law about what the strategies draw."""

    def declare(holds):
        LAWS[holds.__name__] = (strategies, holds)
        return holds

    return declare


def _try(name, examples):
    strategies, holds = LAWS[name]
    often(examples)(given(*strategies)(holds))()


def cost(park):
    """Least cost; `optimum` has it verified: balances, limits, every cost line."""
    return optimum(park).outcome.objective


def about(amount):
    return pytest.approx(amount, rel=1e-6, abs=1e-6)


def no_more_than(amount):
    return amount + 1e-6 * max(1.0, abs(amount))


@law(random_parks())
def the_cost_is_what_another_formulation_finds(drawn):
    assert cost(drawn.park) == about(oracle(drawn.park).cost)


@law(random_parks())
def a_plan_is_no_dearer_than_buying_everything(drawn):
    assert cost(drawn.park) <= no_more_than(drawn.witness)


@law(random_parks())
def the_bound_is_below_the_plan_and_above_the_relaxation(drawn):
    outcome = optimum(drawn.park).outcome
    assert outcome.bound <= no_more_than(outcome.objective)
    assert oracle(drawn.park, relaxed=True).cost <= no_more_than(outcome.objective)


@law(random_parks(), st.data())
def another_link_never_costs_more(drawn, data):
    extra = data.draw(links("extra", list(drawn.park.enterprises)))
    extra = dataclasses.replace(extra, retirable=True)
    more = drawn.park.replace(links={**drawn.park.links, "extra": extra})
    assert cost(more) <= no_more_than(cost(drawn.park))


@law(random_parks(), st.data())
def another_store_never_costs_more(drawn, data):
    label = f"{data.draw(st.sampled_from(list(drawn.park.enterprises)))}.extra"
    extra = dataclasses.replace(data.draw(stores(label)), retirable=True)
    more = drawn.park.replace(stores={**drawn.park.stores, label: extra})
    assert cost(more) <= no_more_than(cost(drawn.park))


@law(random_parks())
def another_supplier_never_costs_more(drawn):
    extra = Market(label="extra", carrier="heat", members=("e1",), purchase_price=2.0, purchase_limit=3.0)
    more = drawn.park.replace(markets={**drawn.park.markets, "extra": extra})
    assert cost(more) <= no_more_than(cost(drawn.park))


@law(random_parks(), st.sampled_from([1.2, 10.0, 1e6]))
def a_looser_cap_never_costs_more(drawn, factor):
    caps = [dataclasses.replace(cap, limit=factor * cap.limit) for cap in drawn.park.caps.values()]
    assert cost(drawn.park.replace(caps=caps)) <= no_more_than(cost(drawn.park))


@law(random_parks(), st.sampled_from([0.01, 2.0, 7.3]))
def prices_times_c_scale_the_cost_by_c(drawn, factor):
    assert cost(priced(drawn.park, factor)) == about(factor * cost(drawn.park))


@law(random_parks(), st.randoms(use_true_random=False))
def names_and_order_change_nothing(drawn, random):
    def shuffled(things):
        return random.sample(things, len(things))

    other = reordered(relabelled(drawn.park, lambda word: f"{word[::-1]}_园"), shuffled)
    assert cost(other) == about(cost(drawn.park))


@law(random_parks(steps=2), random_parks(steps=2))
def parts_that_share_nothing_add_up(drawn, other):
    apart = relabelled(other.park, "other_{}".format)
    apart = apart.replace(calendar=drawn.park.calendar, settings=drawn.park.settings)
    assert cost(joined(drawn.park, apart)) == about(cost(drawn.park) + cost(apart))


@law(random_parks(with_stores=False))
def two_equal_hours_are_one_of_twice_the_length(drawn):
    assert cost(halved(drawn.park)) == about(cost(drawn.park))


@law(random_parks())
def together_is_never_dearer_than_each_on_its_own(drawn):
    from symbiosis.questions import solve

    alone = solve(drawn.park, "stand_alone")
    assert cost(drawn.park) <= no_more_than(alone.outcome.objective)


def priced(park, factor):
    """The same park with every sum of money times a factor."""
    from symbiosis.park.fields import specs
    from symbiosis.park.park import SECTIONS
    from symbiosis.park.profile import Varying

    def dearer(thing):
        changes = {}
        for name, spec in specs(type(thing)).items():
            value = getattr(thing, name)
            if "{money}" in spec.unit and value is not None:
                if isinstance(value, tuple):
                    changes[name] = tuple(factor * entry for entry in value)
                    continue
                is_series = isinstance(value, Varying)
                changes[name] = Varying(factor * value.value, value.profile) if is_series else factor * value
        if hasattr(thing, "connections"):
            changes["connections"] = tuple(dearer(connection) for connection in thing.connections)
        return dataclasses.replace(thing, **changes)

    return park.replace(
        **{section: [dearer(x) for x in getattr(park, section).values()] for section in SECTIONS}
    )


@pytest.mark.parametrize("name", LAWS)
def test_law(name):
    _try(name, FEW)


@pytest.mark.slow
@pytest.mark.parametrize("name", LAWS)
def test_law_at_length(name):
    _try(name, MANY)


def test_the_oracle_knows_the_difference_between_a_plan_and_none():
    from tests.parks import need, shop, small_park

    short = small_park(1, need("mill.heat", 5.0), shop("heat", 1.0, "mill", purchase_limit=4.0))
    assert oracle(short).cost is None
    assert oracle(short.replace(demands=[need("mill.heat", 3.0)])).cost == pytest.approx(3)
