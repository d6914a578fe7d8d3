"""Runs that start when it suits, and demand that is met before it is due: numbers by hand."""

import dataclasses

import numpy as np
import pytest

from symbiosis.horizon import coarse, full
from symbiosis.park import Calendar, Demand, ParkError, Profile
from symbiosis.questions import solve
from symbiosis.results.verify import verify
from symbiosis.solver import Options
from tests.parks import at, optimum, series, shop, small_park

HOURS = np.arange(24)
DEAR = Profile("price", np.where((HOURS >= 8) & (HOURS < 22), 5.0, 1.0))  # cheap from 22 to 8
NOON = Profile("noon", np.where((HOURS >= 11) & (HOURS < 13), 1.0, 5.0))


def kiln(price=DEAR, rate=2.0, steps=24, **demand):
    """A kiln needs 48 a day, on the given terms."""
    demand = {"runs_per_day": 1.0, "run_hours": 4.0, **demand}
    return small_park(
        steps,
        Demand(label="mill.power", carrier="power", rate=rate, **demand),
        shop("power", price.name, "mill"),
        calendar=Calendar.short(steps),
        profiles=[dataclasses.replace(price, values=np.resize(price.values, steps))],
    )


def test_a_run_takes_the_need_of_the_day_in_the_cheapest_hours():
    # 48 in 4 hours at 1
    r = optimum(kiln())
    assert sum(at(r, "run_start", "mill.power")) == 1
    bought = at(r, "purchase", "power_market:mill")
    assert sorted(bought)[-5:] == [0, 12, 12, 12, 12]
    assert r.outcome.objective == pytest.approx(48)


def test_a_run_goes_on_through_dear_hours_when_it_may_not_start_earlier():
    # from 6 on: two hours at 1, two at 5, 12 an hour
    r = optimum(kiln(start_earliest=6.0, start_latest=18.0))
    assert at(r, "run_start", "mill.power")[6] == 1
    assert r.outcome.objective == pytest.approx(12 * (1 + 1 + 5 + 5))


def test_start_times_may_lie_about_midnight():
    r = optimum(kiln(NOON, start_earliest=22.0, start_latest=2.0))
    assert {h for h, n in enumerate(at(r, "run_start", "mill.power")) if n} <= {22, 23, 0, 1, 2}
    assert r.outcome.objective == pytest.approx(48 * 5)


def test_two_runs_share_the_need_and_do_not_overlap():
    # 24 each in 4 hours; only two hours are cheap
    r = optimum(kiln(NOON, runs_per_day=2.0))
    assert r.outcome.objective == pytest.approx(2 * 6 * 1 + 6 * 6 * 5)
    r = optimum(kiln(NOON, runs_per_day=2.0, runs_at_once=2.0))
    assert r.outcome.objective == pytest.approx(2 * 12 * 1 + 2 * 12 * 5)


def test_the_need_of_each_day_follows_its_profile():
    days = Profile("need", np.repeat([1.0, 3.0], 24))
    park = small_park(
        48,
        Demand(label="mill.power", carrier="power", rate="need", runs_per_day=1.0, run_hours=6.0),
        shop("power", 1.0, "mill"),
        calendar=Calendar.short(48),
        profiles=[days],
    )
    r = optimum(park, cyclic=False)
    bought = np.array(at(r, "purchase", "power_market:mill"))
    assert sorted(set(bought.tolist())) in ([0, 4, 12], [0, 4, 12, 16])
    assert bought.sum() == pytest.approx(24 + 72)


def test_in_coarse_steps_a_run_still_takes_its_amount():
    # 4 hours in steps of 3: two steps, 48 in 6 hours
    park = kiln()
    r = solve(park, "integrated_park", coarse(park.calendar, 3), Options(gap=0.0))
    assert r.verdict.ok, r.verdict
    assert sorted(at(r, "purchase", "power_market:mill"))[-3:] == [0, 8, 8]


def test_without_a_cyclic_day_no_run_is_cut_off():
    r = optimum(kiln(start_earliest=20.0, start_latest=24.0), cyclic=False)
    assert at(r, "run_start", "mill.power")[20] == 1
    assert r.outcome.objective == pytest.approx(12 * (5 + 5 + 1 + 1))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({20: 1.0}, "has another number of runs"),
        ({3: 0.5}, "starts a part of a run"),
    ],
)
def test_the_check_counts_runs(change, sentence):
    park = kiln()
    r = optimum(park)
    data = r.data.copy(deep=True)
    values = data["run_start"].values
    for hour, more in change.items():
        values[0, hour] += more
    said = [str(f) for f in verify(park, full(park.calendar), data, r.outcome.objective).findings]
    assert any(sentence in finding for finding in said), said


def test_the_check_looks_at_the_clock():
    park = kiln(start_earliest=6.0, start_latest=8.0)
    data = optimum(kiln(start_earliest=10.0, start_latest=12.0)).data
    said = [str(f) for f in verify(park, full(park.calendar), data, 0.0).findings]
    assert any("starts a run outside its times" in finding for finding in said)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"run_hours": 0.0}, "how long a run takes"),
        ({"runs_per_day": 0.0}, "a run has a length, but there are none"),
        ({"runs_per_day": 1.5}, "is not a whole number"),
        ({"runs_per_day": 7.0}, "the runs take 28 h, 1 at once"),
        ({"shift_share": 0.1, "shift_hours": 2.0}, "Write two demands"),
    ],
)
def test_runs_that_make_no_sense_are_named(fields, sentence):
    with pytest.raises(ParkError, match=sentence):
        kiln(**fields)


def early(prices, needed, **demand):
    return small_park(
        len(prices),
        Demand(label="mill.cold", carrier="cold", rate=series(*needed), **demand),
        shop("cold", series(*prices), "mill"),
    )


def test_demand_is_met_early_where_it_is_cheap():
    # half of 10 may be met an hour early, or two
    r = optimum(early([1.0, 3.0, 5.0], [0, 0, 10], shift_share=0.5, advance_hours=1.0), cyclic=False)
    assert at(r, "purchase", "cold_market:mill") == [0, 5, 5]
    assert r.outcome.objective == pytest.approx(15 + 25)
    r = optimum(early([1.0, 3.0, 5.0], [0, 0, 10], shift_share=0.5, advance_hours=2.0), cyclic=False)
    assert at(r, "purchase", "cold_market:mill") == [5, 0, 5]


def test_how_fast_it_is_met_early_is_limited():
    r = optimum(
        early([1.0, 3.0, 5.0], [0, 0, 10], shift_share=0.5, advance_hours=2.0, advance_max=3.0), cyclic=False
    )
    assert at(r, "purchase", "cold_market:mill") == [3, 2, 5]


def test_what_waits_and_what_is_met_early_share_what_is_free():
    terms = {"shift_share": 0.5, "shift_hours": 2.0, "advance_hours": 2.0}
    r = optimum(early([1.0, 5.0, 2.0], [0, 10, 0], **terms), cyclic=False)
    assert at(r, "purchase", "cold_market:mill") == [5, 5, 0]
    assert r.outcome.objective == pytest.approx(30)


def test_what_is_met_too_early_is_found_by_the_check():
    r = optimum(early([1.0, 3.0, 5.0], [0, 0, 10], shift_share=0.5, advance_hours=2.0), cyclic=False)
    less = early([1.0, 3.0, 5.0], [0, 0, 10], shift_share=0.5, advance_hours=1.0)
    said = [str(f) for f in verify(less, full(less.calendar, cyclic=False), r.data, 40.0).findings]
    assert any("meets something too early" in finding for finding in said)
