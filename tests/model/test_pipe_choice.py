"""One of many pipes by hand: what can be of use in a segment, what the relaxation pays, sizes in steps."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from symbiosis.blocks.useful import limit, most_through, sent
from symbiosis.formulation.build import build
from symbiosis.horizon import full
from symbiosis.park import Carrier, Demand, Market, Outlet, Store
from symbiosis.questions import load
from symbiosis.solver import Options
from symbiosis.solver.solve import solve
from tests import mains
from tests.parks import (
    A_YEAR,
    at,
    laid,
    member,
    need,
    optimum,
    pipe,
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
    """Return a main whose segments have one of four widths, with a way round between its users."""
    segments = [laid("main", corridor, **{**FOUR, **pieces}) for corridor in corridors]
    ring = way("ring", "mill", "dorm", 2.0)
    return mains.tree(ring, *more, segments=segments, steps=steps, mill=mill)


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


def relaxed(park):
    program = build(load("integrated_park").build, park, full(park.calendar))
    program = dataclasses.replace(program, integer=np.zeros_like(program.integer))
    return solve(program, Options()).objective


def linked(*more, rate=4.0, steps=1, **fields):
    """Works send heat over 5 km to a mill, which could buy it at 100."""
    wide = {"sizes": (100.0,), "size_investment_per_length": (20.0 * A_YEAR,), "capacity_max": 100.0}
    return small_park(
        steps,
        plant("works.boiler", "heat", capacity=100.0, running_cost=1.0),
        need("mill.heat", rate),
        shop("heat", 100.0, "mill"),
        pipe("works", "mill", "heat", length=5.0, units_max=1.0, lifetime=1.0, **{**wide, **fields}),
        *more,
    )


def test_the_relaxation_pays_for_a_whole_link_too():
    # 5 km at 20 and 4 of heat at 1; a twenty-fifth of the pipe is of no more use
    park = linked()
    assert optimum(park).outcome.objective == pytest.approx(104.0)
    assert relaxed(park) == pytest.approx(104.0)


def test_what_a_link_loses_is_of_use_as_well():
    # 0.1 a km: 0.5 are lost, so 4.5 are sent; the limit of use is just that
    park = linked(size_loss=(0.1,))
    assert sent(park, park.links["works_mill"], 1.0, full(park.calendar)).tolist() == pytest.approx([4.5])
    assert optimum(park).outcome.objective == pytest.approx(104.5)
    assert relaxed(park) == pytest.approx(104.5)


def test_a_share_lost_on_the_way_is_sent_too():
    # half is lost: 8 are sent for 4
    park = linked(loss=0.5)
    assert sent(park, park.links["works_mill"], 0.5, full(park.calendar)).tolist() == pytest.approx([8.0])
    assert optimum(park).outcome.objective == pytest.approx(108.0)


@pytest.mark.parametrize(
    "more",
    [
        Store(label="mill.tank", carrier="heat", capacity=50.0),
        Market(label="sold", carrier="heat", members=("mill",), sale_price=2.0),
    ],
)
def test_no_limit_is_put_where_data_set_none(more):
    # the works have a limit, 100; a tank or a buyer may take any amount of it
    park = linked(more, steps=2, rate=series(4.0, 0.0))
    assert sent(park, park.links["works_mill"], 1.0, full(park.calendar)).tolist() == [100.0, 100.0]


def test_condensate_comes_from_those_who_use_steam():
    # 5 of steam, of which 4 come back and flow to the works, where each spares 1 of water at 10
    park = small_park(
        1,
        Carrier(label="steam", kind="energy", unit="t/h", pressure=1.0),
        Carrier(label="back", kind="water", unit="t/h", temperature=90.0),
        Demand(
            label="mill.steam",
            carrier="steam",
            rate=5.0,
            use="indirect",
            condensate="back",
            condensate_return=0.8,
        ),
        shop("steam", 1.0, "mill"),
        need("works.back", 4.0),
        shop("back", 10.0, "works"),
        Outlet(label="mill.drain", carrier="back", fee=0.0),
        pipe(
            "mill",
            "works",
            "back",
            length=1.0,
            sizes=(8.0,),
            size_investment=(2.0 * A_YEAR,),
            units_max=1.0,
            capacity_max=8.0,
            lifetime=1.0,
        ),
    )
    assert optimum(park).outcome.objective == pytest.approx(5.0 + 2.0)
