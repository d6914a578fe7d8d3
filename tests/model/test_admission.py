"""Admission: candidates that enter or not with all that is theirs, thresholds, closing and its cost."""

import dataclasses

import pytest

from symbiosis.horizon.spec import full
from symbiosis.park import Cap, Enterprise, Market, ParkError, Requirement, Store, Threshold
from symbiosis.questions import solve
from tests.parks import A_YEAR, at, drain, given, need, optimum, pipe, plant, shop, small_park

CANDIDATE = {"admission": "candidate"}


def works(*more, steps=1, waste_fee=4.0, value=0.0, **enterprise):
    """10 of slag from the mill go to landfill at 4 each, or to a brick works that may enter.

    The brick works needs 6 of slag (or clay at 5) and 6 of power at 2; its value is per year.
    """
    return small_park(
        steps,
        given("mill.slag", 10.0),
        drain("mill.slag", waste_fee),
        Enterprise(label="brick", entry_value=value * A_YEAR, **CANDIDATE, **enterprise),
        need("brick.clay", 6.0),
        shop("clay", 5.0, "brick"),
        need("brick.power", 6.0),
        shop("power", 2.0, "brick"),
        plant("brick.grinder", "clay", {"slag": -1.0}, capacity_max=20.0, investment=A_YEAR, lifetime=1.0),
        pipe("mill", "brick", "slag"),
        *more,
    )


def there(results, n="brick"):
    return dict(zip(results.data["optional"].values.tolist(), results.data["admitted"].values, strict=True))[
        n
    ]


def test_who_closes_a_loop_enters():
    # without: 10·4 = 40; with: 4·4 landfill + 6·2 power + 1 grinder = 29
    r = optimum(works())
    assert there(r) == pytest.approx(1)
    assert r.refused == ()
    assert r.outcome.objective == pytest.approx(29)


def test_who_does_not_pay_stays_out_with_all_that_is_theirs():
    # landfill at 2: without 20, with 8 + 12 + 1 = 21
    r = optimum(works(waste_fee=2.0))
    assert r.refused == ("brick",)
    assert r.outcome.objective == pytest.approx(20)
    assert at(r, "purchase", "power_market:brick") == [0]
    assert float(r.capacity.sel(asset="mill_brick")) == 0.0


def test_what_its_coming_is_worth_counts():
    # at 21 − 20 = 1 it makes no difference; above it, it enters
    assert optimum(works(waste_fee=2.0, value=0.9)).refused == ("brick",)
    r = optimum(works(waste_fee=2.0, value=1.5))
    assert r.refused == ()
    assert r.outcome.objective == pytest.approx(21 - 1.5)
    assert r.cost_by("category")["entry_value"] == pytest.approx(-1.5)


@pytest.mark.parametrize(("most", "refused"), [(0.5, ("brick",)), (0.7, ())])
def test_a_threshold_on_what_it_does_decides(most, refused):
    # it buys 6 of power an hour; it states 10 of added value an hour: 0.6 of power for each
    asked = Threshold(label="power", formula="purchase(power) / added_value", at_most=most)
    r = optimum(works(asked, added_value=10.0 * A_YEAR))
    assert r.refused == refused
    assert r.outcome.objective == pytest.approx(40 if refused else 29)


@pytest.mark.parametrize(("least", "refused"), [(3e8, ("brick",)), (2e8, ())])
def test_a_threshold_on_what_it_states_decides(least, refused):
    asked = Threshold(label="density", formula="invested / land", at_least=least)
    assert optimum(works(asked, invested=5e7, land=0.2)).refused == refused


def test_a_threshold_may_hold_for_some():
    asked = Threshold(label="density", formula="invested / land", at_least=3e8, members=("brick",))
    other = Enterprise(label="other", **CANDIDATE)
    assert optimum(works(asked, other, invested=5e7, land=0.2)).refused[0] == "brick"


def test_candidates_are_not_there_until_something_is_shared():
    for question in ("as_is", "stand_alone"):
        park = works()
        r = solve(park, question, full(park.calendar))
        assert r.outcome.objective == pytest.approx(40)
        assert "brick" not in r.park.enterprises


def test_a_limited_market_sells_nothing_to_who_is_not_there():
    # bought at 1 and sold at 3 to a limit of 5: worth 10 an hour, but only to who is there at a price
    trader = small_park(
        1,
        Enterprise(label="trader", entry_value=-12.0 * A_YEAR, **CANDIDATE),
        shop("power", 1.0, "trader"),
        Market(label="far", carrier="power", members=("trader",), sale_price=3.0, sale_limit=5.0),
    )
    r = optimum(trader)
    assert r.refused == ("trader",)
    assert r.outcome.objective == pytest.approx(0)
    richer = dataclasses.replace(trader.enterprises["trader"], entry_value=-9.0 * A_YEAR)
    assert optimum(trader.replace(enterprises=[richer])).outcome.objective == pytest.approx(-1)


def test_who_may_leave_closes_where_staying_costs_more():
    # staying: 6·2 power; closing: 100 over 20 years without interest, 5 a year
    def mill(cost):
        return small_park(
            1,
            Enterprise(label="mill", admission="may_leave", exit_cost=cost * A_YEAR),
            need("mill.power", 6.0),
            shop("power", 2.0, "mill"),
            plant("mill.old", "power", {"coal": -1.0}, capacity=6.0, retirable=False, fixed_om=A_YEAR),
            shop("coal", 9.0, "mill"),
        )

    r = optimum(mill(100.0))
    assert r.refused == ("mill",)
    assert r.outcome.objective == pytest.approx(5)
    stays = optimum(mill(400.0))  # 20 a year: staying costs 12 and 6 for what may not be given up
    assert stays.refused == ()
    assert stays.outcome.objective == pytest.approx(18)


def test_giving_up_what_stands_costs_its_demolition():
    # 6 of coal heat at 3 or gas at 2; fixed upkeep 1 each; giving up costs 40 each over 20 years: 2
    park = small_park(
        1,
        need("mill.heat", 6.0),
        plant("mill.old", "heat", {"coal": -1.0}, capacity=6.0, fixed_om=A_YEAR, retirement_cost=10 * A_YEAR),
        shop("coal", 3.0, "mill"),
        shop("heat", 2.0, "mill"),
    )
    r = optimum(park)
    assert at(r, "purchase", "heat_market:mill") == [6]
    assert r.outcome.objective == pytest.approx(12 + 6 * 0.5)
    dear = dataclasses.replace(park.technologies["mill.old"], retirement_cost=40.0 * A_YEAR)
    kept = optimum(park.replace(technologies=[dear]))
    assert kept.outcome.objective == pytest.approx(12 + 6 * 1)
    assert float(kept.capacity.sel(asset="mill.old")) == 6.0


def test_the_cap_of_who_is_not_there_is_nobody_s():
    # two share a pool: the mill may emit 2, the works 3 if it is there; the rest is abated at 9
    def air(admission):
        return small_park(
            1,
            need("mill.heat", 4.0),
            shop("heat", 9.0, "mill"),
            plant("mill.boiler", "heat", {"co2": 1.0}, capacity=10.0),
            Enterprise(label="works", admission=admission, entry_value=-1.0 * A_YEAR),
            Cap(label="mill", carrier="co2", limit=2.0 * A_YEAR, enterprise="mill", pool="air"),
            Cap(label="works", carrier="co2", limit=1.0 * A_YEAR, enterprise="works", pool="air"),
            plant("works.other", "heat", {"co2": 1.0}, capacity=0.0),
        )

    r = optimum(air("candidate"))  # its cap is worth 9, its presence costs 1
    assert r.refused == ()
    assert r.outcome.objective == pytest.approx(9 + 1)


@pytest.mark.parametrize(
    ("thing", "sentence"),
    [
        (Store(label="brick.bin", carrier="clay", capacity=9.0, initial_level=1.0), "initial_level"),
        (plant("brick.kiln", "clay", capacity_max=float("inf"), lifetime=1.0), "capacity_max"),
        (plant("mill.kiln", "slag", capacity=1.0, owner="brick"), "is paid by brick"),
        (Threshold(label="x", formula="invested / land", at_least=1.0), "enterprises.brick.invested"),
        (Threshold(label="x", formula="purchase(power)"), "State at_most or at_least"),
        (Threshold(label="x", formula="nothing / land", at_most=1.0), "nothing"),
        (Threshold(label="x", formula="purchase(power)", at_most=1.0, members=("mill",)), "is settled"),
        (Enterprise(label="shop", exit_cost=5.0), "may not close"),
    ],
)
def test_what_cannot_be_decided_is_named(thing, sentence):
    with pytest.raises(ParkError, match=sentence):
        works(thing)


def three(*more):
    """Three candidates, worth 5, 4 and 3 an hour on 2, 1 and 1 km² with floors of 1, 1 and 0.5 km²."""
    firms = (("a", 5.0, 2.0, 1.0), ("b", 4.0, 1.0, 1.0), ("c", 3.0, 1.0, 0.5))
    places = [
        Enterprise(label=n, entry_value=worth * A_YEAR, land=land, floor_area=floor, **CANDIDATE)
        for n, worth, land, floor in firms
    ]
    return small_park(1, *places, need("mill.heat", 1.0), shop("heat", 1.0, "mill"), *more)


@pytest.mark.parametrize(
    ("formula", "limits", "refused", "cost"),
    [
        ("land", {"at_most": 2.0}, ("a",), 1 - 7),  # the two small ones are worth more than the large one
        ("land", {"at_most": 3.0}, ("c",), 1 - 9),
        ("floor_area / land", {"at_least": 0.7}, ("a",), 1 - 7),  # 1.5/2; with a and b it is 2/3
        ("floor_area / land", {"at_least": 0.6}, (), 1 - 12),  # 2.5/4 = 0.625
    ],
)
def test_who_enters_fits_on_the_land(formula, limits, refused, cost):
    r = optimum(three(Requirement(label="site", formula=formula, **limits)))
    assert r.refused == refused
    assert r.outcome.objective == pytest.approx(cost)


def test_what_is_stated_by_those_who_stay_is_no_decision():
    facts = Requirement(label="site", formula="land", at_most=1.0)
    with pytest.raises(ParkError, match="counts no flow"):
        small_park(1, Enterprise(label="mill", land=2.0), facts)


def test_a_fact_beside_candidates_is_no_decision_either():
    facts = Requirement(label="staff", formula="employees(mill)", at_most=1.0)
    with pytest.raises(ParkError, match="the same whatever is decided"):
        three(facts, Enterprise(label="mill", employees=2.0))


def test_land_that_nobody_can_fill_is_named():
    park = three(Requirement(label="site", formula="land", at_least=9.0))
    r = solve(park, "integrated_park", full(park.calendar))
    assert r.status == "infeasible"
    assert "requirement site (land) cannot be met by whoever enters or stays" in r.explanation
