"""Separation distances by hand: of two plants that would lie too close, one is built, and which one."""

from __future__ import annotations

import dataclasses

import pytest

from symbiosis.horizon.spec import full
from symbiosis.park import Enterprise, ParkError, Store
from symbiosis.questions import solve
from symbiosis.results.verify import verify
from tests.parks import A_YEAR, at, need, optimum, pipe, plant, shop, small_park

NEW = {"capacity_max": 10.0, "lifetime": 1.0, "investment_per_capacity": 0.0}


def neighbours(separation=0.5, x=0.3, **more):
    """The works burns gas at 1, not heat bought at 3; the office, 0.3 km east, cools at 2, not at 4."""
    tank = {"separation": separation, "separated_from": "people flame"}
    return small_park(
        1,
        Enterprise(label="works", x=0.0, y=0.0),
        Enterprise(label="office", x=x, y=0.0),
        need("works.heat", 4.0),
        need("office.cold", 1.0),
        plant("works.retort", "heat", {"gas": -1.0}, **{**NEW, **tank, **more}),
        plant("office.chiller", "cold", {"power": -1.0}, **NEW, neighbour_class="people"),
        shop("gas", 1.0, "works"),
        shop("heat", 3.0, "works"),
        shop("power", 2.0, "office"),
        shop("cold", 4.0, "office"),
    )


@pytest.mark.parametrize(
    ("separation", "cost", "built"),
    [(0.5, 4 + 4, {"works.retort"}), (0.3, 4 + 2, {"works.retort", "office.chiller"})],
)
def test_of_two_that_are_too_close_the_better_one_is_built(separation, cost, built):
    # the retort saves 4 × 2, the chiller 1 × 2; at 0.3 km, which is just far enough at 0.3, both stand
    r = optimum(neighbours(separation))
    assert r.outcome.objective == pytest.approx(cost)
    assert {str(i) for i in r.capacity["asset"].values if float(r.capacity.sel(asset=i)) > 1e-6} == built


def test_what_stands_today_may_be_given_up_for_it():
    # the old chiller (no cost to keep) gives way to the retort, which saves more
    park = neighbours()
    old = dataclasses.replace(park.technologies["office.chiller"], capacity=5.0, capacity_max=None)
    r = optimum(park.replace(technologies={**park.technologies, old.label: old}))
    assert r.outcome.objective == pytest.approx(8.0)
    assert float(r.capacity.sel(asset="office.chiller")) == pytest.approx(0.0)


def test_today_is_as_it_is():
    park = neighbours()
    both = {k: dataclasses.replace(t, capacity=5.0, capacity_max=None) for k, t in park.technologies.items()}
    assert solve(park.replace(technologies=both), "as_is").outcome.objective == pytest.approx(6.0)


def test_a_store_keeps_its_distance_too():
    tank = Store(label="works.tank", carrier="heat", **NEW, separation=1.0, separated_from="people")
    dear = dataclasses.replace(tank, fixed_om=A_YEAR)
    park = neighbours(0.1)
    assert optimum(park.replace(stores={"works.tank": dear})).outcome.objective == pytest.approx(6.0)
    stands = dataclasses.replace(dear, capacity=2.0, capacity_max=None, retirable=False)
    # the tank stays: 2 a year's hour for it, and the chiller may not be built
    r = optimum(park.replace(stores={"works.tank": stands}))
    assert r.outcome.objective == pytest.approx(4 + 4 + 2)


def test_small_boilers_close_within_the_radius_of_a_heat_source():
    # the station's heat costs 2, that of the old boilers 1: the near one closes all the same, the far stays
    line = {"capacity_max": 9.0, "lifetime": 1.0, "investment_per_capacity": 0.0}
    radius = {"separation": 15.0, "separated_from": "small_boiler"}
    park = small_park(
        1,
        Enterprise(label="station", x=0.0, y=0.0),
        Enterprise(label="near", x=9.0, y=12.0 - 1e-3),
        Enterprise(label="far", x=9.0, y=12.0),
        need("near.heat", 4.0),
        need("far.heat", 3.0),
        plant("station.unit", "heat", {"gas": -2.0}, capacity=9.0, retirable=False, **radius),
        plant("near.boiler", "heat", {"gas": -1.0}, capacity=5.0, neighbour_class="small_boiler"),
        plant("far.boiler", "heat", {"gas": -1.0}, capacity=5.0, neighbour_class="small_boiler"),
        pipe("station", "near", "heat", **line),
        pipe("station", "far", "heat", **line),
        shop("gas", 1.0, "station", "near", "far"),
    )
    r = optimum(park)
    assert r.outcome.objective == pytest.approx(4 * 2 + 3 * 1)
    assert at(r, "kept", "near.boiler") == 0
    assert at(r, "kept", "far.boiler") == 5


def test_what_stands_too_close_is_found():
    free = neighbours(0.3)
    r = optimum(free)
    found = verify(neighbours(), full(free.calendar), r.data, r.outcome.objective).findings
    assert any("stands 0.300 km from office.chiller, closer than it may" in str(f) for f in found), found


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"separated_from": ""}, "separated_from: is missing: nothing says from what"),
        ({"separation": 0.0}, "separation: is missing: nothing says how far"),
        ({"separated_from": "peple"}, 'of no plant or store. Did you mean "people"'),
        ({"capacity_max": float("inf")}, "is needed where neighbours exclude each other"),
        ({"x": None}, "cannot be checked against office.chiller: works or office states no coordinates"),
    ],
)
def test_a_mistake_is_named(more, sentence):
    with pytest.raises(ParkError, match=sentence):
        neighbours(**more)


def test_two_that_stand_too_close_for_good_are_named():
    park = neighbours(0.3)
    for_good = {"capacity": 1.0, "capacity_max": None, "retirable": False}
    plants = {k: dataclasses.replace(t, **for_good) for k, t in park.technologies.items()}
    retort = dataclasses.replace(plants["works.retort"], separation=0.5)
    with pytest.raises(ParkError, match=r"stands for good 0\.3 km from works\.retort: closer than one"):
        park.replace(technologies={**plants, "works.retort": retort})
