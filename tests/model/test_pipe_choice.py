"""One of many pipes by hand: what can be of use in a segment, what the relaxation pays, sizes in steps."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from symbiosis.blocks.useful import limit, most_through
from symbiosis.formulation.build import build
from symbiosis.horizon import full
from symbiosis.questions import load
from symbiosis.solver import Options
from symbiosis.solver.solve import solve
from tests.parks import (
    A_YEAR,
    at,
    hub,
    junctions,
    laid,
    member,
    need,
    optimum,
    plant,
    series,
    shop,
    small_park,
    way,
)

FOUR = {  # not in order of width, as a file may list them
    "sizes": (5.0, 100.0, 10.0, 3.0),
    "size_investment_per_length": (2.0 * A_YEAR, 20.0 * A_YEAR, 3.0 * A_YEAR, 1.0 * A_YEAR),
    "units_max": 1.0,
    "capacity_max": 100.0,
    "lifetime": 1.0,
}


def tree(*more, steps=1, mill=3.0, corridors=("trunk", "left", "right"), **pieces):
    """Works at (0, 0), a junction at (3, 0), two mills a kilometre to either side of it."""
    return small_park(
        steps,
        plant("works.boiler", "heat", capacity=100.0, running_cost=1.0),
        need("mill.heat", mill),
        need("dorm.heat", 4.0),
        shop("heat", 100.0, "mill", "dorm"),
        *junctions(cross=(3.0, 0.0)),
        way("trunk", "works", "cross", 3.0),
        way("left", "cross", "mill", 1.0),
        way("right", "cross", "dorm", 1.0),
        way("ring", "mill", "dorm", 2.0),
        hub(
            "main",
            "heat",
            "works",
            member("main", "works", "feed", capacity=50.0),
            member("main", "mill", "draw", capacity=50.0),
            member("main", "dorm", "draw", capacity=50.0),
            segments=tuple(laid("main", c, **{**FOUR, **pieces}) for c in corridors),
            exists=True,
        ),
        *more,
    )


def useful(park):
    network = park.networks["main"]
    over = full(park.calendar)
    found = most_through(park, network)
    return {e.partition(".")[2]: limit(park, network, members, over).tolist() for e, members in found.items()}


def test_a_pipe_is_of_use_for_what_is_needed_behind_it():
    assert useful(tree()) == {"trunk": [7.0], "left": [3.0], "right": [4.0]}
    assert useful(tree(steps=2, mill=series(3, 1)))["trunk"] == [7.0, 5.0]


def test_in_a_ring_it_may_go_either_way_round():
    # the trunk is no part of the ring; left may serve both mills
    found = useful(tree(corridors=("trunk", "left", "right", "ring")))
    assert found == {"trunk": [7.0], "left": [7.0], "right": [7.0], "ring": [7.0]}


def test_who_hangs_on_the_ring_is_passed_by():
    # a house at the end of its own lane from the junction: the ring carries nothing for it
    house = (need("house.heat", 2.0), shop("heat", 100.0, "house", label="dear"))
    park = tree(corridors=("trunk", "left", "right", "ring"))
    more = {
        "demands": {**park.demands, "house.heat": house[0]},
        "markets": {**park.markets, "dear": house[1]},
        "enterprises": {
            **park.enterprises,
            "house": dataclasses.replace(park.enterprises["mill"], label="house"),
        },
        "corridors": {**park.corridors, "lane": way("lane", "cross", "house", 1.0)},
    }
    net = park.networks["main"]
    wider = dataclasses.replace(
        net,
        connections=(*net.connections, member("main", "house", "draw", capacity=50.0)),
        segments=(*net.segments, laid("main", "lane", **FOUR)),
    )
    found = useful(park.replace(networks={"main": wider}, **more))
    assert found == {"trunk": [9.0], "lane": [2.0], "left": [7.0], "right": [7.0], "ring": [7.0]}


def test_losses_flow_too_and_what_is_fed_is_a_limit():
    # at most 0.2 per km over 5 km is lost
    assert useful(tree(size_loss=(0.1, 0.2, 0.1, 0.1)))["left"] == [4.0]
    store_like = tree()
    net = store_like.networks["main"]
    little = dataclasses.replace(
        net, connections=(member("main", "works", "feed", capacity=5.0), *net.connections[1:])
    )
    assert useful(store_like.replace(networks={"main": little})) == {
        "trunk": [5.0],
        "left": [3.0],
        "right": [4.0],
    }


def test_no_limit_is_put_on_a_ring_that_must_be_kept_flowing():
    assert useful(tree(size_minimum_flow_per_length=(0.1,) * 4, one_way=True)) != {}
    ring = tree(
        corridors=("trunk", "left", "right", "ring"), size_minimum_flow_per_length=(0.1,) * 4, one_way=True
    )
    assert useful(ring) == {}


def test_the_relaxation_pays_for_whole_pipes():
    # only a pipe of 100 is on offer: 20 per km and hour, 5 km; 7 at 1. A hundredth of it is of no more use
    wide = {"sizes": (100.0,), "size_investment_per_length": (20.0 * A_YEAR,)}
    park = tree(**wide)
    assert optimum(park).outcome.objective == pytest.approx(107.0)
    program = build(load("integrated_park").build, park, full(park.calendar))
    relaxed = dataclasses.replace(program, integer=np.zeros_like(program.integer))
    assert solve(relaxed, Options()).objective == pytest.approx(107.0)


def test_the_size_is_the_cheapest_that_carries():
    # trunk 7: size 10 at 3; left 3: size 3 at 1; right 4: size 5 at 2. 3·3 + 1 + 2 and 7 of heat
    r = optimum(tree())
    assert r.outcome.objective == pytest.approx(19.0)
    assert [at(r, "capacity", f"main.{c}") for c in ("trunk", "left", "right")] == [10.0, 3.0, 5.0]
    assert r.by_size("main.trunk") == (0.0, 0.0, 1.0, 0.0)


def test_nothing_is_laid_where_it_does_not_pay():
    r = optimum(tree(size_investment_per_length=tuple(1000.0 * A_YEAR for _ in range(4))))
    assert r.outcome.objective == pytest.approx(700.0)
    assert at(r, "capacity", "main.trunk") == 0.0
