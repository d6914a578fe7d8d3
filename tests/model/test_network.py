"""A hub with a connection per member: who may feed and draw, what is lost, what the hub costs."""

import pytest

from symbiosis.park.problems import ParkError
from tests.parks import A_YEAR, at, drain, given, hub, member, need, optimum, paid, series, shop, small_park

FREE = {"capacity_max": 100.0, "investment_per_capacity": 0.0, "lifetime": 1.0}


def main(needed=10.0, local=3.0, feed=None, draw=None, **network):
    """Steam costs 1 at the plant; a network of the works may bring it to the mill, where it costs more.

    It stands unless its building is stated; connections are then built for nothing unless stated.
    """
    network = network or {"exists": True}
    stands = {"capacity": 100.0} if network.get("exists") else FREE
    return small_park(
        1,
        need("mill.steam", needed),
        shop("steam", 1.0, "plant"),
        shop("steam", local, "mill", label="local"),
        hub(
            "main", "steam", "works",
            member("main", "plant", "feed", **(stands if feed is None else feed)),
            member("main", "mill", "draw", **(stands if draw is None else draw)),
            **network,
        ),
    )  # fmt: skip


def test_what_is_fed_in_less_the_loss_is_drawn():
    r = optimum(main(9.0, loss=0.1, exists=True))
    assert at(r, "feed", "main.plant") == [10]
    assert at(r, "draw", "main.mill") == [9]
    assert r.outcome.objective == pytest.approx(10)


@pytest.mark.parametrize(("local", "built", "cost"), [(3.0, 1, 12 + 10), (2.0, 0, 20)])
def test_the_hub_is_built_when_the_members_gain_more(local, built, cost):
    r = optimum(main(local=local, investment=12 * A_YEAR, lifetime=1.0))
    assert at(r, "hub", "main") == built
    assert paid(r, "investment", owner="works", item="main") == pytest.approx(12 * built)
    assert r.outcome.objective == pytest.approx(cost)


def test_the_hub_is_built_in_full():
    # two of the hundred that a connection could carry would cost a fiftieth, if a fiftieth were sold
    r = optimum(main(2.0, investment=12 * A_YEAR, lifetime=1.0))
    assert r.outcome.objective == pytest.approx(6)


def test_a_hub_that_stands_is_not_paid_again():
    r = optimum(main(investment=12 * A_YEAR, lifetime=1.0, exists=True))
    assert r.outcome.objective == pytest.approx(10)


def test_upkeep_of_a_new_hub_is_paid_by_its_owner():
    r = optimum(main(fixed_om=5 * A_YEAR))
    assert paid(r, "fixed_om", owner="works", item="main") == pytest.approx(5)
    assert r.outcome.objective == pytest.approx(15)


def test_a_connection_is_built_as_large_as_needed():
    draw = {"capacity_max": 50.0, "investment_per_capacity": 0.5 * A_YEAR, "lifetime": 1.0}
    r = optimum(main(draw=draw))
    assert at(r, "capacity", "main.mill") == 10
    assert paid(r, "investment", owner="works", item="main.mill") == pytest.approx(5)


@pytest.mark.parametrize(("local", "cost"), [(3.0, 15 + 10), (2.0, 20)])
def test_a_connection_may_have_a_fixed_cost_and_another_owner(local, cost):
    draw = {"capacity_max": 50.0, "investment": 15 * A_YEAR, "lifetime": 1.0, "owner": "mill"}
    r = optimum(main(local=local, draw=draw))
    assert paid(r, "investment", owner="mill") == pytest.approx(15 if local == 3.0 else 0)
    assert r.outcome.objective == pytest.approx(cost)


def test_a_connection_limits_what_passes():
    r = optimum(main(feed={"capacity": 4.0}))
    assert at(r, "feed", "main.plant") == [4]
    assert r.outcome.objective == pytest.approx(4 + 6 * 3)


def test_a_design_margin_of_a_connection_is_kept_free():
    r = optimum(main(feed={"capacity": 5.0, "design_margin": 0.25}))
    assert at(r, "feed", "main.plant") == [4]


def test_running_cost_of_a_connection_is_paid_for_what_passes():
    running = {"capacity": 100.0, "running_cost": 0.5}
    r = optimum(main(9.0, loss=0.1, exists=True, feed=running, draw=running))
    assert paid(r, "running", owner="works", item="main.plant") == pytest.approx(5)
    assert paid(r, "running", owner="works", item="main.mill") == pytest.approx(4.5)


def test_members_may_feed_now_and_draw_later():
    park = small_park(
        2,
        given("east.heat", series(5.0, 0.0)),
        need("east.heat_need", series(0.0, 5.0), carrier="heat"),
        given("west.heat", series(0.0, 7.0)),
        need("west.heat_need", series(5.0, 0.0), carrier="heat"),
        drain("west.heat", 1.0),
        hub(
            "main", "heat", "works",
            member("main", "east", "both", capacity=6.0),
            member("main", "west", "both", capacity=6.0),
            exists=True,
        ),
    )  # fmt: skip
    r = optimum(park)
    assert at(r, "feed", "main.east") == [5, 0]
    assert at(r, "draw", "main.east") == [0, 5]
    assert at(r, "discard", "west.heat") == [0, 2]


def test_a_hub_may_not_be_missing_where_connections_stand():
    with pytest.raises(ParkError, match="does not exist itself"):
        main(feed={"capacity": 100.0}, investment=12 * A_YEAR, lifetime=1.0)
