"""Spare capacity: a share of what is made, and the failure of any one unit."""

import pytest

from symbiosis.horizon import full
from symbiosis.park import ParkError
from symbiosis.park.reserve import Reserve
from symbiosis.results.verify import verify
from tests.parks import A_YEAR, at, need, optimum, plant, series, shop, small_park

UNITS = {"capacity": 12.0, "unit_size": 4.0, "minimum_load": 0.25, "start_cost": 1.0, "running_cost": 1.0}


def works(needed, *things, **reserve):
    reserve = Reserve(label="mill.reserve", carrier="heat", **reserve)
    return small_park(
        len(needed), need("mill.heat", series(*needed)), shop("heat", 50.0, "mill"), reserve, *things
    )


def test_a_share_of_what_is_made_stands_ready():
    # 6 and half of it: three units of 4; without reserve two would do
    r = optimum(works([6.0], plant("mill.boiler", "heat", **UNITS), share=0.5))
    assert at(r, "on", "mill.boiler")[0] == 3


def test_what_cannot_be_kept_ready_is_not_made():
    # 12 stand: 1.5 times 8
    r = optimum(works([10.0], plant("mill.boiler", "heat", **UNITS), share=0.5))
    assert at(r, "activity", "mill.boiler") == [8]
    assert r.outcome.objective == pytest.approx(8 + 2 * 50)


def test_any_one_unit_may_fail():
    # 6 from two units of 4: after one failed only 4 are left, so a third runs; 9 cannot be secured
    r = optimum(works([6.0, 9.0], plant("mill.boiler", "heat", **UNITS), largest_unit=True))
    assert at(r, "on", "mill.boiler") == [3, 3]
    assert at(r, "activity", "mill.boiler") == [6, 8]


def test_a_plant_without_units_fails_as_a_whole():
    # two plants of 10 and 6: 6 are safe
    plants = [plant(f"mill.{n}", "heat", capacity=c) for n, c in (("a", 10.0), ("b", 6.0))]
    r = optimum(works([9.0], *plants, largest_unit=True))
    assert r.outcome.objective == pytest.approx(3 * 50)


def test_reserve_is_built():
    # for 8 secured against the failure of either, both are 8 large
    more = {"capacity_max": 20.0, "investment_per_capacity": A_YEAR, "lifetime": 1.0}
    plants = [plant(f"mill.{n}", "heat", **more) for n in "ab"]
    r = optimum(works([8.0], *plants, largest_unit=True))
    assert r.outcome.objective == pytest.approx(16)


def test_the_check_of_results_finds_what_is_missing():
    park = works([6.0], plant("mill.boiler", "heat", **UNITS), share=0.5, largest_unit=True)
    r = optimum(park, cyclic=False)
    data = r.data.copy(deep=True)
    data["on"][:] = 2.0
    said = str(verify(park, full(park.calendar, cyclic=False), data, r.outcome.objective))
    assert "too little stands ready" in said
    assert "the failure of one unit is not covered" in said


def test_a_reserve_without_plants_is_named():
    with pytest.raises(
        ParkError, match=r"reserves\.mill\.reserve\.carrier: has no plant rated on heat at mill"
    ):
        works([1.0], share=0.1)
