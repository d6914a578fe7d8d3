"""Links between enterprises: capacity, loss, freight, what laying them costs, minimum flow."""

import dataclasses

import pytest

from symbiosis.park import Enterprise, Link
from tests.parks import A_YEAR, at, drain, given, need, optimum, paid, pipe, series, shop, small_park


def neighbours(needed=10.0, local=3.0, steps=1, **link):
    """Steam costs 1 at the plant and more at the mill; a link may bring it over."""
    return small_park(
        steps,
        need("mill.steam", needed),
        shop("steam", 1.0, "plant"),
        shop("steam", local, "mill", label="local"),
        pipe("plant", "mill", "steam", **link),
    )


def test_a_link_carries_up_to_its_capacity():
    r = optimum(neighbours(capacity=6.0))
    assert at(r, "exchange", "plant_mill:steam") == [6]
    assert r.outcome.objective == pytest.approx(6 * 1 + 4 * 3)


def cable(**back):
    """Power is cheap at the plant first and at the mill then; what is laid between them is paid for once."""
    return small_park(
        2,
        need("plant.power", 6.0),
        need("mill.power", 4.0),
        shop("power", series(1.0, 9.0), "plant", label="here"),
        shop("power", series(9.0, 1.0), "mill", label="there"),
        pipe(
            "plant", "mill", "power", capacity_max=50.0, investment_per_capacity=A_YEAR, lifetime=1.0,
            loss=0.5, design_margin=0.25,
        ),
        Link(label="back", origin="mill", destination="plant", carriers=("power",), **back),
    )  # fmt: skip


def test_a_way_back_uses_the_capacity_of_the_link_there():
    # 8 are sent for 4, then 6 back in full: 10 with the margin, at 1 for each of two hours
    r = optimum(cable(back_of="plant_mill"))
    assert at(r, "exchange", "plant_mill:power") == [8, 0]
    assert at(r, "exchange", "back:power") == [0, 6]
    assert at(r, "capacity", "plant_mill") == 10
    assert at(r, "capacity", "back") == 0
    assert r.outcome.objective == pytest.approx(2 * 10 + (14 + 10))


def test_a_way_back_that_is_larger_decides_the_size():
    # 12 are sent back for 6 when half is lost there too
    r = optimum(cable(back_of="plant_mill", loss=0.5))
    assert at(r, "capacity", "plant_mill") == 15
    assert r.outcome.objective == pytest.approx(2 * 15 + (14 + 16))


def test_a_way_back_needs_the_link_there():
    # nothing is laid at ten times the price, so nothing comes back either
    park = cable(back_of="plant_mill")
    dear = dataclasses.replace(park.links["plant_mill"], investment_per_capacity=20 * A_YEAR)
    r = optimum(park.replace(links={**park.links, "plant_mill": dear}))
    assert at(r, "exchange", "back:power") == [0, 0]


def test_a_design_margin_is_kept_free():
    r = optimum(neighbours(capacity=6.0, design_margin=0.5))
    assert at(r, "exchange", "plant_mill:steam") == [4]


def test_what_is_lost_must_be_sent():
    r = optimum(neighbours(8.0, loss=0.2))
    assert at(r, "exchange", "plant_mill:steam") == [10]
    assert r.outcome.objective == pytest.approx(10)


def test_losses_grow_with_length():
    # 0.1 at the ends and 10 km of 0.04: half arrives
    r = optimum(neighbours(5.0, loss=0.1, loss_per_length=0.04, length=10.0))
    assert at(r, "exchange", "plant_mill:steam") == [10]


def test_freight_is_paid_for_what_is_sent_over_its_length():
    r = optimum(neighbours(8.0, local=9.0, loss=0.2, freight=0.5, length=4.0))
    assert paid(r, "freight", owner="mill", item="plant_mill") == pytest.approx(10 * 0.5 * 4)
    assert r.outcome.objective == pytest.approx(20 + 10)


def test_running_cost_is_paid_for_what_is_sent():
    r = optimum(neighbours(8.0, loss=0.2, running_cost=0.5))
    assert paid(r, "running", owner="mill", item="plant_mill") == pytest.approx(5)


def test_the_owner_pays_when_one_is_named():
    r = optimum(neighbours(owner="plant", running_cost=0.5))
    assert paid(r, "running", owner="plant", item="plant_mill") == pytest.approx(5)
    assert paid(r, "running", owner="mill") == 0


def test_capacity_costs_by_size_and_length():
    # 0.5 for the ends and 4 km of 0.25 for each capacity
    r = optimum(
        neighbours(
            length=4.0, capacity_max=20.0, lifetime=1.0,
            investment_per_capacity=0.5 * A_YEAR, investment_per_capacity_length=0.25 * A_YEAR,
        )
    )  # fmt: skip
    assert at(r, "capacity", "plant_mill") == 10
    assert paid(r, "investment", owner="mill", item="plant_mill") == pytest.approx(15)
    assert r.outcome.objective == pytest.approx(15 + 10)


@pytest.mark.parametrize(("local", "built", "cost"), [(3.0, 1, 14 + 10), (2.0, 0, 20)])
def test_a_trench_is_dug_in_full_or_not_at_all(local, built, cost):
    # 2 for the ends and 4 km of 3 are 14, whatever the size
    r = optimum(
        neighbours(
            local=local, length=4.0, capacity_max=40.0, lifetime=1.0,
            investment=2 * A_YEAR, investment_per_length=3 * A_YEAR,
        )
    )  # fmt: skip
    assert at(r, "units", "plant_mill") == built
    assert r.outcome.objective == pytest.approx(cost)


@pytest.mark.parametrize(("local", "cost"), [(3.0, 12 + 10), (2.0, 20)])
def test_a_trench_that_costs_by_length_alone_is_dug_in_full_too(local, cost):
    r = optimum(
        neighbours(
            local=local, length=4.0, capacity_max=40.0, lifetime=1.0,
            investment_per_capacity=0.0, investment_per_length=3 * A_YEAR,
        )
    )  # fmt: skip
    assert r.outcome.objective == pytest.approx(cost)


def test_length_is_the_straight_line_times_the_detour():
    # 3 km east and 4 km north, a quarter longer by road: 6.25 km
    park = small_park(
        1,
        Enterprise(label="plant", x=0.0, y=0.0),
        Enterprise(label="mill", x=3.0, y=4.0),
        need("mill.steam", 2.0),
        shop("steam", 1.0, "plant"),
        pipe("plant", "mill", "steam", length=None, freight=4.0),
    )
    park = park.replace(settings=dataclasses.replace(park.settings, detour_factor=1.25))
    assert paid(optimum(park), "freight") == pytest.approx(2 * 4 * 6.25)


def test_carriers_of_a_link_share_its_capacity():
    # steam saves 4 and gas 2 for each that comes over: 6 steam, and gas in what is left
    road = Link(
        label="road", origin="plant", destination="mill", carriers=("gas", "steam"), length=1.0, capacity=10.0
    )
    park = small_park(
        1,
        need("mill.steam", 6.0),
        need("mill.gas", 6.0),
        shop("steam", 1.0, "plant"),
        shop("gas", 1.0, "plant"),
        shop("steam", 5.0, "mill", label="local_steam"),
        shop("gas", 3.0, "mill", label="local_gas"),
        road,
    )
    r = optimum(park)
    assert at(r, "exchange", "road:steam") == [6]
    assert at(r, "exchange", "road:gas") == [4]
    assert r.outcome.objective == pytest.approx(10 + 2 * 3)


def test_below_its_minimum_flow_a_link_stands_still():
    r = optimum(neighbours(4.0, capacity=10.0, minimum_flow=6.0))
    assert at(r, "exchange", "plant_mill:steam") == [0]
    assert r.outcome.objective == pytest.approx(4 * 3)


def test_above_its_minimum_flow_a_link_runs():
    r = optimum(neighbours(8.0, capacity=10.0, minimum_flow=6.0))
    assert at(r, "exchange", "plant_mill:steam") == [8]


def test_a_link_may_send_its_minimum_and_waste_the_rest():
    park = neighbours(4.0, capacity=10.0, minimum_flow=6.0)
    r = optimum(park.replace(outlets=[drain("mill.steam", 0.5)]))
    assert at(r, "exchange", "plant_mill:steam") == [6]
    assert r.outcome.objective == pytest.approx(6 * 1 + 2 * 0.5)


def test_what_arrives_may_be_passed_on():
    park = small_park(
        1,
        given("spring.water", 5.0),
        need("mill.water", 5.0),
        pipe("spring", "junction", "water"),
        pipe("junction", "mill", "water", running_cost=2.0),
    )
    r = optimum(park)
    assert at(r, "exchange", "spring_junction:water") == [5]
    assert r.outcome.objective == pytest.approx(10)


def test_a_link_has_one_direction():
    park = small_park(
        1, need("plant.steam", 4.0), shop("steam", 1.0, "mill"), shop("steam", 7.0, "plant", label="local"),
        pipe("plant", "mill", "steam"),
    )  # fmt: skip
    assert optimum(park).outcome.objective == pytest.approx(28)
