"""A partner out for some hours, by hand: what emergency storage carries, and in which month it is worst."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from symbiosis.horizon.spec import full
from symbiosis.park import Store
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.questions import solve
from symbiosis.study.losses.short_outage import short_outages
from symbiosis.study.study import StudyError
from tests.parks import cap, need, pipe, plant, shop, small_park


def mill(*more):
    """Steps of a day from 30 January: the mill needs 2 MW, 4 on 31 January and 3 on 2 February."""
    calendar = Calendar(np.datetime64("2025-01-30T00:00"), 5, 24.0)
    profile = Profile("need", np.array([2.0, 4.0, 2.0, 3.0, 2.0]))
    return small_park(
        5,
        need("mill.heat", Varying(1.0, "need")),
        plant("works.boiler", "heat", {"gas": -1.0}, capacity=10.0),
        shop("gas", 1.0, "works"),
        pipe("works", "mill", "heat", capacity=5.0, label="main"),
        *more,
        calendar=calendar,
        profiles=[profile],
    )


def design(park):
    return solve(park, "integrated_park", full(park.calendar, cyclic=False))


def by_month(found, lost="main"):
    return {short.month: short for short in found if short.outage.lost == lost}


def test_it_falls_where_the_need_of_each_month_is_highest():
    months = by_month(short_outages(design(mill()), 24.0))
    assert {month: short.start for month, short in months.items()} == {
        1: "2025-01-31 00:00",
        2: "2025-02-02 00:00",
    }
    assert [months[1].outage.shortfalls[0].amount, months[2].outage.shortfalls[0].amount] == pytest.approx(
        [96.0, 72.0]
    )


def test_the_worst_month_comes_first():
    assert short_outages(design(mill()), 24.0)[0].month == 1


def test_what_stands_in_a_store_carries_the_outage():
    # 60 MWh stand in a tank throughout: 96 − 60 and 72 − 60 are short
    tank = Store(label="mill.tank", carrier="heat", capacity=60.0, initial_level=60.0, final_level_min=60.0)
    months = by_month(short_outages(design(mill(tank)), 24.0))
    assert [months[n].outage.shortfalls[0].amount for n in (1, 2)] == pytest.approx([36.0, 12.0], abs=1e-3)


def test_what_is_drawn_from_a_store_is_paid_at_what_it_was_worth():
    # 300 MWh stand in a tank; the 96 of the outage come from it and save gas at 1 elsewhere: no gain, no loss
    tank = Store(
        label="mill.tank", carrier="heat", capacity=300.0, initial_level=300.0, final_level_min=300.0
    )
    outage = by_month(short_outages(design(mill(tank)), 24.0))[1].outage
    assert outage.shortfalls == ()
    assert outage.extra_cost == pytest.approx(0.0, abs=1e-3)
    assert outage.extra_by_owner == pytest.approx({"works": -96.0, "mill": 96.0}, rel=1e-4)


@settings(deadline=None, max_examples=5)
@drawn(
    st.lists(st.integers(1, 5), min_size=5, max_size=5),
    st.lists(st.integers(1, 9), min_size=5, max_size=5),
    st.integers(1, 240),
    st.sampled_from([24.0, 48.0]),
)
def test_an_outage_in_which_nothing_falls_short_is_never_a_gain(needs, prices, held, hours):
    calendar = Calendar(np.datetime64("2025-01-01T00:00"), 5, 24.0)
    profiles = [Profile("need", np.array(needs, float)), Profile("price", np.array(prices, float))]
    tank = Store(
        label="mill.tank",
        carrier="heat",
        capacity=240.0,
        loss=0.001,
        charge_efficiency=0.9,
        initial_level=float(held),
        final_level_min=float(held),
    )
    park = small_park(
        5,
        need("mill.heat", Varying(1.0, "need")),
        plant("works.boiler", "heat", {"gas": -1.0}, capacity=40.0),
        plant("mill.boiler", "heat", {"oil": -1.0}, capacity=40.0),
        shop("gas", Varying(1.0, "price"), "works"),
        shop("oil", 6.0, "mill"),
        pipe("works", "mill", "heat", capacity=20.0, label="main"),
        tank,
        calendar=calendar,
        profiles=profiles,
    )
    found = [short.outage for short in short_outages(design(park), hours)]
    served = [one for one in found if not one.shortfalls and one.kind != "enterprise"]
    assert len(served) >= 2
    assert all(one.extra_cost >= -1e-3 * 24.0 for one in served)


def test_months_may_be_named_and_must_be_long_enough():
    assert set(by_month(short_outages(design(mill()), 24.0, [2]))) == {2}
    with pytest.raises(StudyError, match="no month asked for has 96 hours"):
        short_outages(design(mill()), 96.0)


def test_a_yearly_cap_is_not_asked_of_some_hours():
    # the other boiler emits; its cap for the year is used up by a day's outage alone
    dirty = plant("mill.old", "heat", {"oil": -1.0, "co2": 1.0}, capacity=9.0)
    park = mill(dirty, shop("oil", 5.0, "mill"), cap("co2", 1.0))
    outage = by_month(short_outages(design(park), 24.0))[1].outage
    assert outage.shortfalls == ()
    assert outage.extra_cost == pytest.approx(96 * 5 - 96 * 1)


def test_what_is_short_in_any_case_is_not_the_loss_s():
    # a design for the last three days has 3 MW and a pipe of 0.5: on 31 January 0.5 of 4 is short in any case
    from symbiosis.horizon.spec import window

    boiler = plant(
        "mill.boiler", "heat", {"oil": -1.0}, capacity_max=9.0, lifetime=1.0, investment_per_capacity=1.0
    )
    park = mill(boiler, shop("oil", 0.5, "mill"))
    narrow = park.replace(links={"main": pipe("works", "mill", "heat", capacity=0.5, label="main")})
    r = solve(narrow, "integrated_park", window(narrow.calendar, 2, 3, cyclic=False))
    assert float(r.capacity.sel(asset="mill.boiler")) == pytest.approx(3.0)
    outage = by_month(short_outages(r, 24.0))[1].outage
    assert outage.shortfalls[0].amount == pytest.approx(12.0, abs=1e-3)  # 1 MW short, not 0.5


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0.0, "lasts some hours, not 0"),
        (-24.0, "not -24"),
        (float("nan"), "not nan"),
        (float("inf"), "not inf"),
        (36.0, "whole steps of the park, each of 24 h"),
        (9999.0 * 24.0, "no month asked for has 239976 hours"),
    ],
)
def test_a_duration_that_cannot_be_is_refused(hours, said):
    with pytest.raises(StudyError, match=said):
        short_outages(design(mill()), hours)
