"""Loads, freight, least amounts and who pays; stock that spoils. One step is an hour."""

import dataclasses

import pytest

from symbiosis.horizon import full
from symbiosis.park import ParkError, Store
from symbiosis.questions import load
from symbiosis.results.haulage import trips
from symbiosis.results.verify import verify
from symbiosis.study.design.accounts import settle
from tests.formulation.compare import assert_same_program
from tests.formulation.test_same_program import both
from tests.parks import A_YEAR, at, drain, given, need, optimum, paid, pipe, series, shop, small_park


def quarry(steps=1, sand=6.0, **road):
    """A quarry gives sand for nothing but the way; the town can also buy it at 10."""
    more = {"mode": "truck", "length": 5.0, **road}
    return small_park(
        steps,
        shop("sand", 0.0, "quarry"),
        shop("sand", 10.0, "town", label="shop"),
        need("town.sand", sand),
        pipe("quarry", "town", "sand", **more),
    )


def test_loads_cost_and_are_counted():
    """30 t a truck at 60 to load: 2 a tonne beside 5 km at 0.2."""
    r = optimum(quarry(load_size=30.0, load_cost=60.0, freight=0.2))
    assert paid(r, "loading", "town", "quarry_town") == pytest.approx(6 * 2)
    assert paid(r, "freight", "town") == pytest.approx(6 * 1)
    (road,) = trips(r)
    assert (road.link, road.mode, road.load_size, road.payer) == ("quarry_town", "truck", 30.0, "town")
    assert road.loads == pytest.approx(6 / 30)


def test_a_way_that_is_dearer_than_the_shop_is_not_taken():
    r = optimum(quarry(load_size=30.0, load_cost=330.0))
    assert at(r, "purchase", "shop:town") == [6]
    assert trips(r) == ()


@pytest.mark.parametrize(("by", "payer"), [("owner", "town"), ("giver", "quarry"), ("taker", "town")])
def test_who_pays_the_freight(by, payer):
    road = {"load_size": 30.0, "load_cost": 60.0, "freight": 0.2, "running_cost": 0.5, "freight_by": by}
    r = optimum(quarry(**road))
    for category, cost in (("loading", 12), ("freight", 6), ("running", 3)):
        assert paid(r, category, payer, "quarry_town") == pytest.approx(cost)
        assert paid(r, category) == pytest.approx(cost)


@pytest.mark.parametrize("by", ["giver", "taker"])
def test_the_settlement_starts_from_who_paid(by):
    """Sand is worth 10 to the town and costs 3.5 to move: 6.5 a tonne to share, whoever pays the carter."""
    from symbiosis.questions import solve

    road = {"freight": 0.7, "freight_by": by, "investment_per_capacity": 0.0, "lifetime": 1.0}
    park = quarry(capacity_max=9.0, **road)
    baseline = solve(park, "stand_alone")
    accounts = settle(solve(park, "integrated_park"), baseline)
    gains = {account.enterprise: account.gain for account in accounts.accounts}
    assert gains == {"quarry": pytest.approx(6 * 6.5 / 2), "town": pytest.approx(6 * 6.5 / 2)}


def least(amount, sand=6.0):
    """The way is used if `amount` an hour on average or more goes over it."""
    return quarry(2, sand, annual_flow_min=amount * A_YEAR, capacity=9.0)


@pytest.mark.parametrize(("amount", "sent"), [(5.9, [6, 6]), (6.1, [0, 0])])
def test_a_least_amount_in_a_year_is_met_or_the_way_is_not_used(amount, sent):
    assert at(optimum(least(amount)), "exchange", "quarry_town:sand") == sent


def test_the_least_amount_is_of_the_year_and_not_of_the_hour():
    assert at(optimum(least(2.9, series(6, 0))), "exchange", "quarry_town:sand") == [6, 0]
    assert at(optimum(least(3.1, series(6, 0))), "exchange", "quarry_town:sand") == [0, 0]


def test_the_checker_finds_too_little_in_a_year():
    r = optimum(least(5.0))
    road = dataclasses.replace(r.park.links["quarry_town"], annual_flow_min=7.0 * A_YEAR)
    other = r.park.replace(links={"quarry_town": road})
    said = [str(f) for f in verify(other, r.horizon, r.data, r.outcome.objective).findings]
    assert any("sends less than its least amount" in f for f in said), said


def pile(**store):
    """Hay arises in the first hour and is needed in the third; half of what lies spoils each hour."""
    return small_park(
        3,
        given("farm.hay", series(8, 0, 0)),
        need("farm.hay", series(0, 0, 2)),
        drain("farm.compost", 3.0),
        drain("farm.hay", 1.0),
        Store(label="farm.barn", carrier="hay", capacity=20.0, loss=0.5, spoils_to="compost", **store),
    )


def test_what_spoils_goes_somewhere_and_nothing_vanishes():
    """8 in, 4 left after the second hour, 2 after the third: 4 and 2 have become compost."""
    r = optimum(pile(initial_level=0.0), cyclic=False)
    assert at(r, "level", "farm.barn") == [8, 4, 0]
    assert at(r, "discard", "farm.compost") == [0, 4, 2]
    assert r.outcome.objective == pytest.approx(6 * 3)


def test_spoiling_closes_over_a_cycle_and_in_long_steps():
    park = pile()
    assert_same_program(*both(load("integrated_park").build, park, full(park.calendar)))
    r = optimum(park)
    assert sum(at(r, "discard", "farm.compost")) + sum(at(r, "discard", "farm.hay")) == pytest.approx(6)
    long = small_park(
        2,
        given("farm.hay", series(4, 0)),
        need("farm.hay", series(0, 1)),
        drain("farm.compost"),
        Store(
            label="farm.barn", carrier="hay", capacity=20.0, loss=0.5, spoils_to="compost", initial_level=0.0
        ),
        hours=2.0,
    )
    r = optimum(long, cyclic=False)  # 8 t in; a quarter is left after two hours: 6 t at 3 an hour
    assert at(r, "level", "farm.barn") == [8, 0]
    assert at(r, "discard", "farm.compost") == [0, 3]


def test_tiling_and_writing_out_agree():
    park = quarry(3, load_size=30.0, load_cost=60.0, annual_flow_min=A_YEAR, freight=0.1, freight_by="giver")
    assert_same_program(*both(load("integrated_park").build, park, full(park.calendar)))


@pytest.mark.parametrize(
    ("road", "path", "sentence"),
    [
        ({"mode": "pipe", "load_size": 3.0}, "load_size", "is stated for a pipe, in which things flow"),
        ({"load_cost": 3.0}, "load_cost", "per load, whose size is not stated"),
        ({"annual_flow_min": 9e9}, "annual_flow_min", "more than the link can carry in a year"),
        ({"load_size": 0.0}, "load_size", "must be above 0"),
        ({"mode": "balloon"}, "mode", "not one of the words"),
        ({"freight_by": "nobody"}, "freight_by", "not one of the words"),
    ],
)
def test_a_bad_way_has_its_sentence(road, path, sentence):
    with pytest.raises(ParkError) as caught:
        quarry(**road)
    said = [str(problem) for problem in caught.value.problems]
    assert any(f"quarry_town.{path}" in line and sentence in line for line in said), said


@pytest.mark.parametrize(
    ("store", "sentence"),
    [
        ({"loss": 0.0}, "nothing is lost"),
        ({"spoils_to": "hay"}, "is what it holds"),
        ({"loss": 1.0}, "lasts"),
    ],
)
def test_a_bad_pile_has_its_sentence(store, sentence):
    barn = {"label": "farm.barn", "carrier": "hay", "capacity": 1.0, "loss": 0.5, "spoils_to": "compost"}
    with pytest.raises(ParkError, match=f"stores.farm.barn.spoils_to.*{sentence}"):
        small_park(
            1, given("farm.hay", 1.0), drain("farm.hay"), Store(**{**barn, **store}), drain("farm.compost")
        )
