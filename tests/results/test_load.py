"""Load duration, starts, peaks by month and pipes of a plan, added up by hand."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.park import Calendar, Technology
from symbiosis.results.laid import laid_pipes
from symbiosis.results.load import (
    carriers_by_money,
    demand_charges,
    duration,
    givers_of,
    load_of,
    peaks,
    starts,
)
from tests.parks import (
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


def test_a_duration_curve_falls_and_keeps_its_amount():
    curve = duration(np.array([1.0, 4.0, 2.0]), np.array([6.0, 2.0, 2.0]))
    assert curve.load.tolist() == [4.0, 2.0, 1.0]
    assert curve.hours.tolist() == [2.0, 4.0, 10.0]
    assert (curve.total, curve.peak, curve.full_load_hours) == (18.0, 4.0, 4.5)
    assert duration(np.zeros(2), np.ones(2)).full_load_hours == 0.0


def test_load_leaves_out_what_is_passed_on_and_names_the_givers():
    r = optimum(
        small_park(
            2,
            plant("works.boiler", "heat", {"gas": -1.0}, capacity=4.0),
            shop("gas", 10.0, "works"),
            shop("heat", 50.0, "mill"),
            need("mill.heat", series(6, 3)),
            need("works.heat", 1.0),
            pipe("works", "mill", "heat", loss=0.5),
        )
    )
    # the works use 1 and send 3, of which half arrives: 4 made; the rest of 6 and 3 is bought
    assert load_of(r, "heat").tolist() == pytest.approx([7.0, 4.0])
    amounts = {key: values.tolist() for key, values in givers_of(r, "heat").items()}
    assert amounts["works", "made", "works.boiler"] == pytest.approx([4.0, 4.0])
    assert amounts["mill", "bought", "heat_market"] == pytest.approx([4.5, 1.5])
    assert carriers_by_money(r)[0] == "heat"  # gas stays inside one enterprise


def test_starts_and_hours_are_those_of_the_year():
    boiler = Technology(
        label="mill.boiler",
        rated_on="heat",
        ratios={"heat": 1.0},
        capacity=4.0,
        unit_size=2.0,
        minimum_load=0.5,
        running_cost=1.0,
        start_cost=1.0,
    )
    r = optimum(small_park(4, boiler, need("mill.heat", series(4, 0, 2, 0))), annualised=True)
    # a cyclic window of four hours stands for 8760: two units start at its beginning and one in its middle
    begun, hours = starts(r)["mill.boiler"]
    assert begun == pytest.approx(3 * 8760 / 4)
    assert hours == pytest.approx(3 * 8760 / 4)


def test_peaks_of_each_month():
    calendar = Calendar(start=np.datetime64("2025-01-31T22:00"), steps=4, hours=1.0, time_zone="UTC")
    grid = shop("power", 10.0, "mill", peak_charge=5.0)
    r = optimum(
        small_park(4, grid, need("mill.power", series(3, 5, 7, 2)), calendar=calendar), annualised=False
    )
    assert list(peaks(r)["power_market:mill"].values()) == pytest.approx([5.0, 7.0])


MONTHLY = {"peak_charge": 10.0, "peak_factor": 1.1}
ON_CONTRACT = {**MONTHLY, "contracted": 6.0, "excess_tolerance": 0.1, "excess_factor": 3.0}


@pytest.mark.parametrize(
    ("billed", "january", "february"),
    [
        (MONTHLY, 55.0, 77.0),
        (ON_CONTRACT, 60.0, 60.0 + 10 * 3 * (7.7 - 6.6)),  # 6 contracted, a tenth free
        ({"transformer": 8.0, "transformer_charge": 4.0}, 32.0, 32.0),
    ],
)
def test_charges_of_each_month_add_up_to_the_lines(billed, january, february):
    calendar = Calendar(start=np.datetime64("2025-01-31T22:00"), steps=4, hours=1.0, time_zone="UTC")
    grid = shop("power", 10.0, "mill", **billed)
    r = optimum(
        small_park(4, grid, need("mill.power", series(3, 5, 7, 2)), calendar=calendar), annualised=False
    )
    found = demand_charges(r)["power_market:mill"]
    times = r.horizon.groups["month"].stands_for
    assert list(found.values()) == pytest.approx([january * times[0], february * times[1]])
    assert sum(found.values()) == pytest.approx(paid(r, "peak_charge") + paid(r, "transformer_charge"))


def test_pipes_are_listed_with_what_they_carry_and_lose():
    sized = {
        "sizes": (4.0, 9.0),
        "size_names": "DN50 DN80",
        "size_investment": (1.0, 5.0),
        "size_loss": (0.1, 0.2),
    }
    r = optimum(
        small_park(
            2,
            plant("works.boiler", "heat", capacity=100.0, running_cost=1.0),
            need("mill.heat", series(6, 2)),
            need("dorm.heat", 3.0),
            shop("heat", 1000.0, "mill", "dorm"),
            *junctions(cross=(2.0, 0.0)),
            way("trunk", "works", "cross", 2.0),
            way("left", "cross", "mill", 1.0),
            pipe("works", "dorm", "heat", length=1.0, capacity=5.0, standing_loss=0.5, retirable=False),
            hub(
                "main",
                "heat",
                "works",
                member("main", "works", "feed", capacity=50.0),
                member("main", "mill", "draw", capacity=50.0),
                segments=(
                    laid("main", "trunk", capacity_max=18.0, units_max=2.0, lifetime=9.0, **sized),
                    laid("main", "left", capacity=9.0, standing_loss=0.1, retirable=False),
                ),
                exists=True,
            ),
        )
    )
    found = {p.label: p for p in laid_pipes(r)}
    trunk, left, link = found["main.trunk"], found["main.left"], found["works_dorm"]
    assert (trunk.sizes, trunk.length, trunk.capacity) in (("2 × DN50", 2.0, 8.0), ("DN80", 2.0, 9.0))
    assert trunk.lost == pytest.approx(0.2 * 2 * 2)
    assert (left.sizes, left.lost) == ("", pytest.approx(0.1 * 1 * 2))
    assert link.amount == pytest.approx(3.5 * 2)
    assert link.lost == pytest.approx(0.5 * 2)
    assert trunk.peak == pytest.approx(
        6.0 + 0.1 + 0.2
    )  # the far half of its own loss of 0.4, all of left's 0.1
