"""Pipes by hand: sizes with their own price, losses that stand, least flows, trees over junctions."""

from __future__ import annotations

import pytest

from symbiosis.park import ParkError
from tests import mains
from tests.parks import (
    A_YEAR,
    at,
    hub,
    junctions,
    laid,
    member,
    need,
    optimum,
    paid,
    pipe,
    plant,
    series,
    shop,
    small_park,
    way,
)

ANY_WIDTH = {"capacity_max": 5.0, "investment_per_capacity": 1.0, "lifetime": 9.0}
PAID_ONCE = {"lifetime": 1.0}  # an investment of A_YEAR costs 1 an hour


def supplied(*things, need_of=5.0, steps=1):
    """Return a park whose works can send heat at 1 an hour and MW; the mill may buy it at 10."""
    return small_park(
        steps,
        plant("works.boiler", "heat", capacity=100.0, running_cost=1.0),
        need("mill.heat", need_of),
        shop("heat", 10.0, "mill"),
        *things,
    )


def sized(**more):
    return {
        "capacity_max": 20.0,
        "sizes": (4.0, 8.0),
        "size_investment_per_length": (1.0 * A_YEAR, 3.0 * A_YEAR),
        "units_max": 1.0,
        "length": 2.0,
        **PAID_ONCE,
        **more,
    }


def test_each_size_has_its_own_price_per_km():
    # DN small: 4 of 5 MW at 1, 1 at 10, 2 for the pipe: 16; the large one: 5 and 6: 11
    r = optimum(supplied(pipe("works", "mill", "heat", **sized())))
    assert r.outcome.objective == pytest.approx(11.0)
    assert [at(r, "size_units", f"works_mill:{z}") for z in (0, 1)] == [0.0, 1.0]
    assert paid(r, "investment") == pytest.approx(6.0)


def test_each_size_has_its_own_price_per_unit():
    r = optimum(supplied(pipe("works", "mill", "heat", **sized(size_investment=(0.0, 20.0 * A_YEAR)))))
    assert r.outcome.objective == pytest.approx(16.0)
    assert at(r, "size_units", "works_mill:0") == 1.0


def test_sizes_of_a_plant_have_their_own_price_too():
    burner = plant(
        "mill.burner",
        "heat",
        capacity_max=8.0,
        sizes=(4.0, 8.0),
        size_investment=(4.0 * A_YEAR, 5.0 * A_YEAR),
        running_cost=2.0,
        **PAID_ONCE,
    )
    # two small ones make 8 MW for 8, the large one for 5: 5 + 5·2 = 15
    assert optimum(supplied(burner)).outcome.objective == pytest.approx(15.0)


def test_a_standing_loss_is_there_at_low_flow_too():
    r = optimum(
        supplied(pipe("works", "mill", "heat", **sized(size_loss=(0.25, 0.5))), need_of=series(5, 1), steps=2)
    )
    # the large pipe loses 1 MW always: 6 + 2 sent, 2·6 paid for it: 20; the small one 0.5: 4 + 1.5 and 1.5·10
    assert r.outcome.objective == pytest.approx(20.0)
    assert at(r, "exchange", "works_mill:heat") == [6.0, 2.0]


def test_what_is_sent_covers_the_loss_even_when_nobody_takes_any():
    # a boiler of the taker does not warm the pipe from its far end
    r = optimum(
        supplied(
            pipe("works", "mill", "heat", length=2.0, capacity=8.0, standing_loss=0.5, retirable=False),
            plant("mill.boiler", "heat", capacity=9.0, running_cost=0.1),
        )
    )
    assert at(r, "exchange", "works_mill:heat") == [1.0]
    assert at(r, "activity", "mill.boiler") == [5.0]


def test_what_is_given_up_loses_nothing():
    r = optimum(
        supplied(
            pipe("works", "mill", "heat", length=2.0, capacity=8.0, standing_loss=0.5),
            plant("mill.boiler", "heat", capacity=9.0, running_cost=0.1),
        )
    )
    assert at(r, "exchange", "works_mill:heat") == [0.0]
    assert at(r, "kept", "works_mill") == 0.0


def test_a_pipe_that_is_cold_in_summer_loses_and_carries_nothing_then():
    link = pipe("works", "mill", "heat", **sized(size_loss=(0.25, 0.5), availability=series(1, 0)))
    r = optimum(supplied(link, need_of=series(5, 1), steps=2))
    # 6 sent in winter, 1 bought at 10 in summer, 2·6 for the pipe
    assert r.outcome.objective == pytest.approx(28.0)
    assert at(r, "exchange", "works_mill:heat") == [6.0, 0.0]


def test_a_least_flow_holds_while_the_pipe_is_laid():
    links = pipe("works", "mill", "heat", **sized(size_minimum_flow_per_length=(0.5, 1.5)))
    r = optimum(supplied(links, need_of=series(5, 3), steps=2))
    assert at(r, "exchange", "works_mill:heat") == [5.0, 3.0]
    # at a need of 1 in the second hour the large pipe would push 3 MW to a mill that takes 1
    r = optimum(supplied(links, need_of=series(5, 1), steps=2))
    assert at(r, "size_units", "works_mill:0") == 1.0


def test_a_link_follows_corridors():
    street = [
        *junctions(corner=(0.0, 4.0)),
        way("a", "works", "corner", 4.0),
        way("b", "corner", "mill", 3.0),
    ]
    r = optimum(supplied(pipe("works", "mill", "heat", **sized(length=None, along="corridors")), *street))
    # seven kilometres: 7 for the small pipe and 4 + 10; 21 for the large one and 5
    assert r.outcome.objective == pytest.approx(21.0)
    assert r.park.length(r.park.links["works_mill"]) == 7.0


STAR = ("left_star", "right_star")


def tree(**more):
    """Return a main that may be laid as a tree over the junction or as a star from the works."""
    pieces = dict(
        capacity_max=8.0, sizes=(8.0,), size_investment_per_length=(A_YEAR,), units_max=1.0, **PAID_ONCE
    )
    return mains.tree(
        *(way(corridor, "works", to, 3.2) for corridor, to in zip(STAR, ("mill", "dorm"), strict=True)),
        segments=[
            laid("main", corridor, **(pieces | more)) for corridor in ("trunk", "left", "right", *STAR)
        ],
    )


def test_a_tree_is_laid_where_it_is_shorter_than_a_star():
    # tree 3 + 1 + 1 = 5 km, star 6.4 km; 7 MW at 1
    r = optimum(tree())
    assert r.outcome.objective == pytest.approx(12.0)
    assert [at(r, "forth", f"main.{c}") for c in ("trunk", "left", "right")] == [[7.0], [3.0], [4.0]]
    assert at(r, "capacity", "main.left_star") == 0.0


def test_a_star_is_laid_where_the_trunk_would_be_too_narrow():
    # the trunk carries 5: a tree reaches one mill only, so the star's 6.4 km and 7 MW
    r = optimum(tree(capacity_max=5.0, sizes=(5.0,)))
    assert r.outcome.objective == pytest.approx(13.4)
    assert at(r, "capacity", "main.trunk") == 0.0


def test_half_of_a_segments_loss_is_borne_at_either_end():
    # 5 km lose 0.5 MW in all; what flows through the trunk covers half of its own 0.3 at the works
    r = optimum(tree(size_loss=(0.1,)))
    assert r.outcome.objective == pytest.approx(12.5)
    assert at(r, "feed", "main.works") == [7.5]
    assert at(r, "forth", "main.trunk") == [7.35]


def test_flow_in_a_segment_turns_with_who_feeds():
    def member_of(label, direction="both"):
        return member("main", label, direction, capacity=50.0)

    park = small_park(
        2,
        plant(
            "works.boiler", "heat", capacity=100.0, running_cost=series(1, 5).value, availability=series(1, 0)
        ),
        plant("mill.boiler", "heat", capacity=100.0, running_cost=2.0),
        need("works.heat", 3.0),
        need("mill.heat", 4.0),
        way("street", "works", "mill", 1.0),
        hub(
            "main",
            "heat",
            "works",
            member_of("works"),
            member_of("mill"),
            segments=(laid("main", "street"),),
            exists=True,
        ),
    )
    r = optimum(park)
    assert at(r, "forth", "main.street") == [4.0, 0.0]
    assert at(r, "back", "main.street") == [0.0, 3.0]


def test_a_one_way_segment_does_not_turn():
    park = small_park(
        1,
        plant("mill.boiler", "heat", capacity=100.0, running_cost=2.0),
        need("works.heat", 3.0),
        shop("heat", 10.0, "works"),
        way("street", "works", "mill", 1.0),
        hub(
            "main",
            "heat",
            "works",
            member("main", "works", "both", capacity=9.0),
            member("main", "mill", "both", capacity=9.0),
            segments=(laid("main", "street", one_way=True),),
            exists=True,
        ),
    )
    assert optimum(park).outcome.objective == pytest.approx(30.0)


def test_pumping_is_paid_per_amount_that_passes():
    r = optimum(tree(running_cost=0.1))
    assert paid(r, "running", "works", "main.trunk") == pytest.approx(0.7)
    assert r.outcome.objective == pytest.approx(13.4)


def test_a_hub_loses_while_it_stands():
    def park(investment):
        return small_park(
            1,
            plant("works.boiler", "heat", capacity=100.0, running_cost=1.0),
            need("mill.heat", 4.0),
            shop("heat", 2.0, "mill"),
            hub(
                "main",
                "heat",
                "works",
                member("main", "works", "feed", capacity_max=50.0, investment_per_capacity=0.0, lifetime=9.0),
                member("main", "mill", "draw", capacity_max=50.0, investment_per_capacity=0.0, lifetime=9.0),
                standing_loss=0.5,
                investment=investment * A_YEAR,
                lifetime=1.0,
            ),
        )

    assert optimum(park(1.0)).outcome.objective == pytest.approx(5.5)
    assert optimum(park(9.0)).outcome.objective == pytest.approx(8.0)  # bought; no hub, no loss


@pytest.mark.parametrize(
    ("things", "sentence"),
    [
        ([pipe("works", "mill", "heat", **sized(size_loss=(0.1,)))], "has 1 numbers for 2 sizes"),
        ([pipe("works", "mill", "heat", **sized(size_names="DN80"))], "names 1 of 2 sizes"),
        (
            [pipe("works", "mill", "heat", length=1.0, standing_loss=0.1, **ANY_WIDTH)],
            "any width of this one may be built",
        ),
        ([pipe("works", "mill", "heat", **sized(length=None, along="corridors"))],
         "no corridors join works and mill"),
        ([way("lane", "works", "crossing", 1.0)], "is neither an enterprise nor a junction"),
        ([way("lane", "works", "works", 1.0)], "leads from a place to itself"),
        ([way("lane", "works", "mill")], "has no length, and its ends have no coordinates"),
        (junctions(mill=(0.0, 0.0)), "has the label of an enterprise"),
        (
            [
                hub("main", "heat", "works", member("main", "mill", "both", capacity=1.0),
                    segments=(laid("main", "lane", size_minimum_flow_per_length=(), standing_loss=0.0),),
                    exists=True, standing_loss=0.1),
                way("lane", "works", "mill", 1.0),
            ],
            "is stated for the hub of a network that has pipes",
        ),
        (
            [
                hub("main", "heat", "works", member("main", "dorm", "both", capacity=1.0),
                    segments=(laid("main", "lane"),), exists=True),
                way("lane", "works", "mill", 1.0),
            ],
            "is reached by no pipe of the network",
        ),
        (
            [
                hub("main", "heat", "works", member("main", "mill", "both", capacity=1.0),
                    segments=(laid("main", "lane", **sized(size_minimum_flow_per_length=(1.0, 1.0))),),
                    exists=True),
                way("lane", "works", "mill", 1.0),
            ],
            "holds for a pipe whose flow goes one way",
        ),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named(things, sentence):
    with pytest.raises(ParkError) as error:
        supplied(*things)
    assert sentence in str(error.value)
