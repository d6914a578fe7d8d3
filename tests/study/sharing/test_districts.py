"""Several parks planned together: what is each one's, and what they save by joining."""

from __future__ import annotations

import dataclasses

import pytest

from symbiosis.horizon import full
from symbiosis.park import Carrier, District, Enterprise, Levy, Market, ParkError, Requirement
from symbiosis.park.formula import Quantity
from symbiosis.questions import solve
from symbiosis.results.yearly import Yearly
from symbiosis.study.sharing.coalitions import play
from tests.parks import A_YEAR, drain, given, hub, member, need, optimum, paid, pipe, plant, shop, small_park


def two_parks(*more, **settings):
    """North: a chp whose heat is spare and a mill. South: a dryer with a boiler of its own, 10 MW of heat.

    Power costs 3 in the north and 5 in the south, gas 2; heat may go from the chp to the dryer at no cost.
    """
    return small_park(
        1,
        Carrier(label="heat", kind="energy", unit="MW"),
        District(label="north"),
        District(label="south"),
        Enterprise(label="chp", district="north", land=2.0),
        Enterprise(label="mill", district="north", land=1.0),
        Enterprise(label="dryer", district="south", land=4.0),
        given("chp.heat", 6.0),
        drain("chp.heat", 0.0),
        need("mill.power", 1.0),
        need("dryer.power", 1.0),
        need("dryer.heat", 10.0),
        Market(label="north_grid", carrier="power", members=("mill",), purchase_price=3.0),
        Market(
            label="south_grid",
            carrier="power",
            members=("dryer",),
            purchase_price=5.0,
            emissions={"co2": 0.5},
        ),
        shop("gas", 2.0, "dryer"),
        plant("dryer.boiler", "heat", {"gas": -1.0, "co2": 0.25}, capacity=20.0),
        pipe("chp", "dryer", "heat", capacity=20.0, label="main"),
        *more,
        **settings,
    )


def test_what_they_save_together():
    # alone: north 3, south 5 + 20; together 6 MW of heat save 12 of gas
    park = two_parks()
    game = play(park, horizon=full(park.calendar), by_district=True)
    assert game.players == ("north", "south")
    assert game.cost("north").value == pytest.approx(3.0)
    assert game.cost("south").value == pytest.approx(25.0)
    assert game.cost("north", "south").value == pytest.approx(16.0)
    assert game.values[-1] == pytest.approx(12.0)
    assert sum(game.own.values()) == pytest.approx(16.0)
    assert game.own["south"] == pytest.approx(5.0 + 8.0)


def test_what_is_each_ones():
    r = optimum(two_parks())
    year = Yearly(r)

    def of(name, *where):
        return year(Quantity(name, where)) * r.horizon.years

    mw = 3.6 / 29.3076
    # the south buys 1 MW of power and 4 of gas and gets 6 MW of heat from the north, which gives it
    assert of("energy", "south") == pytest.approx((1 + 4 + 6) * mw)
    assert of("energy", "north") == pytest.approx((1 - 6) * mw)
    assert of("energy") == pytest.approx(of("energy", "north") + of("energy", "south"))
    assert of("carbon", "south") == pytest.approx(0.5 + 0.25 * 4)
    assert of("carbon", "north") == 0.0
    assert of("purchase", "power", "north") == pytest.approx(1.0)
    assert of("received", "heat", "south") == pytest.approx(6.0)
    assert year(Quantity("land", ("north",))) == pytest.approx(3.0)
    south = Yearly(r, district="south")
    assert south("energy") == pytest.approx(year(Quantity("energy", ("south",))))
    assert south(Quantity("purchase", ("gas",))) * r.horizon.years == pytest.approx(4.0)
    assert south("land") == pytest.approx(4.0)
    assert south(Quantity("growth", ("energy",))) is None


def test_a_network_across_counts_as_links_do():
    heat = hub(
        "loop",
        "heat",
        "chp",
        member("loop", "chp", "feed", capacity=20.0),
        member("loop", "dryer", "draw", capacity=20.0),
        exists=True,
    )
    park = two_parks(heat)
    park = park.replace(links={})
    r = optimum(park)
    mw = 3.6 / 29.3076
    assert Yearly(r)(Quantity("energy", ("south",))) * r.horizon.years == pytest.approx(11 * mw)
    assert Yearly(r)(Quantity("energy", ("north",))) * r.horizon.years == pytest.approx(-5 * mw)


def test_a_requirement_of_one_district_is_a_row():
    # the south may use no more than 8 MW of energy from outside, the north's heat included: it cannot
    mw = 3.6 / 29.3076
    limit = Requirement(label="south", formula="energy(south)", at_most=9.0 * mw * A_YEAR)
    park = two_parks(limit)
    assert solve(park, horizon=full(park.calendar)).status == "infeasible"
    allowed = Requirement(label="south", formula="received(heat, south)", at_most=2.0 * A_YEAR)
    r = optimum(two_parks(allowed))
    assert r.verdict.ok
    assert Yearly(r)(Quantity("received", ("heat", "south"))) * r.horizon.years == pytest.approx(2.0)


def test_a_levy_of_one_district():
    r = optimum(two_parks(Levy(label="south_carbon", carrier="co2", price=10.0, members=("dryer",))))
    assert r.verdict.ok
    assert paid(r, "levy", "dryer") == pytest.approx(15.0)
    assert paid(r, "levy", "mill") == 0.0
    none = optimum(two_parks(Levy(label="north_carbon", carrier="co2", price=10.0, members=("chp", "mill"))))
    assert paid(none, "levy") == 0.0


@pytest.mark.parametrize(
    ("districts", "said"),
    [
        (["chp", "north", "south"], "is an enterprise too"),
        (["north", "south", "west"], "has no enterprise in it"),
        (["north"], "is not declared under districts"),
    ],
)
def test_what_is_wrong_with_districts(districts, said):
    with pytest.raises(ParkError) as error:
        two_parks().replace(districts=[District(label=d) for d in districts])
    assert any(said in p.message for p in error.value.problems), error.value


def test_one_park_is_as_before():
    park = two_parks()
    without = park.replace(
        districts={},
        enterprises={n: dataclasses.replace(e, district="") for n, e in park.enterprises.items()},
    )
    assert optimum(without).outcome.objective == pytest.approx(16.0)
