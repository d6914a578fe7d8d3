"""Pipes with sizes, losses that stand, least flows, a tree: one program, tiled or written out."""

from __future__ import annotations

import pytest

from symbiosis.horizon import full, window
from symbiosis.park import Segment
from symbiosis.questions import load
from tests.formulation.compare import assert_same_program
from tests.formulation.test_same_program import both
from tests.parks import hub, junctions, member, need, pipe, plant, series, shop, small_park, way

SIZED = {
    "sizes": (4.0, 9.0),
    "size_names": "DN50 DN80",
    "size_investment": (10.0, 20.0),
    "size_investment_per_length": (1e3, 2e3),
    "size_loss": (0.1, 0.2),
    "size_minimum_flow_per_length": (0.05, 0.07),
    "units_max": 2.0,
    "lifetime": 30.0,
}


FREE = {"investment_per_capacity": 0.0, "lifetime": 30.0}


def park(**more):
    segments = [
        Segment(
            label=f"main.{corridor}",
            network="main",
            corridor=corridor,
            one_way=corridor == "trunk",
            capacity_max=13.0,
            running_cost=0.3,
            **{**SIZED, **({} if corridor == "trunk" else {"size_minimum_flow_per_length": ()})},
        )
        for corridor in ("trunk", "east")
    ]
    unsized = Segment(
        label="main.west",
        network="main",
        corridor="west",
        capacity_max=6.0,
        investment_per_length=50.0,
        lifetime=30.0,
        standing_loss=0.05,
        availability=series(1, 0, 1, 0.5),
    )
    return small_park(
        4,
        plant("works.boiler", "heat", {"gas": -1.1}, capacity=30.0),
        shop("gas", 30.0, "works"),
        need("mill.heat", series(3, 5, 4, 0)),
        need("dorm.heat", series(1, 0, 2, 1)),
        pipe(
            "works", "mill", "heat", capacity_max=13.0, length=2.0, availability=series(1, 1, 1, 0), **SIZED
        ),
        pipe(
            "works",
            "dorm",
            "heat",
            capacity=3.0,
            capacity_max=5.0,
            length=1.0,
            standing_loss=0.1,
            investment_per_length=500.0,
            lifetime=20.0,
        ),
        *junctions(cross=(1.0, 0.0)),
        way("trunk", "works", "cross", 1.0),
        way("east", "cross", "mill", 1.5),
        way("west", "cross", "dorm", 0.5),
        hub(
            "main",
            "heat",
            "works",
            member("main", "works", "feed", capacity_max=20.0, **FREE),
            member("main", "mill", "draw", capacity_max=9.0, **FREE),
            member("main", "dorm", "both", capacity_max=5.0, **FREE),
            segments=(*segments, unsized),
            investment=100.0,
            lifetime=20.0,
            loss=0.01,
        ),
        **more,
    )


@pytest.mark.parametrize("name", ["integrated_park", "central_energy"])
def test_pipes(name):
    question, given = load(name), park()
    for horizon in (full(given.calendar), window(given.calendar, 1, 2, cyclic=False)):
        assert_same_program(*both(question.build, question.scope(given), horizon))


def test_a_hub_with_a_standing_loss():
    given = small_park(
        2,
        plant("works.boiler", "heat", {"gas": -1.1}, capacity=30.0),
        shop("gas", 30.0, "works"),
        need("mill.heat", series(3, 5)),
        hub(
            "main",
            "heat",
            "works",
            member("main", "works", "feed", capacity_max=20.0, **FREE),
            member("main", "mill", "draw", capacity_max=20.0, **FREE),
            standing_loss=0.25,
            investment=10.0,
            lifetime=20.0,
        ),
    )
    question = load("integrated_park")
    assert_same_program(*both(question.build, question.scope(given), full(given.calendar)))


def test_one_of_many_sizes():
    # decided step by step, limited by what can be of use in every hour
    many = {
        "sizes": (4.0, 20.0, 9.0),
        "size_investment_per_length": (1e3, 5e3, 2e3),
        "size_loss": (0.1, 0.3, 0.2),
        "units_max": 1.0,
        "capacity_max": 20.0,
        "lifetime": 30.0,
    }
    given = small_park(
        4,
        plant("works.boiler", "heat", {"gas": -1.1}, capacity=30.0),
        shop("gas", 30.0, "works"),
        need("mill.heat", series(3, 5, 4, 0)),
        way("lane", "works", "mill", 2.0),
        hub(
            "main",
            "heat",
            "works",
            member("main", "works", "feed", capacity=20.0),
            member("main", "mill", "draw", capacity=20.0),
            segments=(
                Segment(
                    label="main.lane",
                    network="main",
                    corridor="lane",
                    availability=series(1, 1, 0.5, 1),
                    **many,
                ),
            ),
            exists=True,
        ),
    )
    question = load("integrated_park")
    for horizon in (full(given.calendar), window(given.calendar, 1, 2, cyclic=False)):
        assert_same_program(*both(question.build, question.scope(given), horizon))
