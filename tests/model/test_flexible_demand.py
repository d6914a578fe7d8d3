"""Demand that waits and demand that is cut: how much, for how long, at what price, and what cannot be."""

import pytest

from symbiosis.horizon import full
from symbiosis.park import Demand, ParkError
from symbiosis.results.verify import verify
from tests.parks import A_YEAR, at, optimum, paid, plant, series, shop, small_park


def works(rate, prices, hours=1.0, **demand):
    """Power at prices that change; part of the demand is flexible."""
    need = Demand(label="mill.power", carrier="power", rate=rate, **demand)
    return small_park(len(prices), need, shop("power", series(*prices), "mill"), hours=hours)


def test_what_can_wait_waits_for_the_cheap_hour():
    # half of 10 waits for an hour: 5 + 15 instead of 10 + 10
    r = optimum(works(10.0, [5.0, 1.0], shift_share=0.5, shift_hours=1.0), cyclic=False)
    assert at(r, "purchase", "power_market:mill") == [5, 15]
    assert at(r, "backlog", "mill.power") == [5, 0]
    assert r.outcome.objective == pytest.approx(25 + 15)


def test_nothing_waits_for_longer_than_it_may():
    # the cheap hour is two hours away: what may wait for one hour cannot reach it
    r = optimum(
        works(series(10.0, 0.0, 0.0), [5.0, 3.0, 1.0], shift_share=1.0, shift_hours=1.0), cyclic=False
    )
    assert r.outcome.objective == pytest.approx(30)
    r = optimum(
        works(series(10.0, 0.0, 0.0), [5.0, 3.0, 1.0], shift_share=1.0, shift_hours=2.0), cyclic=False
    )
    assert r.outcome.objective == pytest.approx(10)


def test_time_is_counted_in_hours_not_steps():
    # steps of two hours: one hour of waiting reaches the next step, three reach the one after
    for hours, cost in ((1.0, 3.0), (3.0, 1.0)):
        park = works(series(10.0, 0.0, 0.0), [5.0, 3.0, 1.0], hours=2.0, shift_share=1.0, shift_hours=hours)
        assert optimum(park, cyclic=False).outcome.objective == pytest.approx(20 * cost)


def test_all_is_caught_up_before_the_end():
    # nothing may be owed at the end, so the dear last hour is paid
    r = optimum(works(10.0, [1.0, 5.0], shift_share=1.0, shift_hours=4.0), cyclic=False)
    assert r.outcome.objective == pytest.approx(60)


def test_a_cyclic_period_carries_it_over():
    r = optimum(works(10.0, [1.0, 5.0], shift_share=1.0, shift_hours=1.0))
    assert r.outcome.objective == pytest.approx(20)


def test_catching_up_has_a_limit():
    r = optimum(works(10.0, [5.0, 1.0], shift_share=0.5, shift_hours=1.0, catch_up_max=2.0), cyclic=False)
    assert at(r, "purchase", "power_market:mill") == [8, 12]


def test_a_share_is_cut_where_that_is_cheaper():
    # 3 of 10 are worth 4 each
    r = optimum(works(10.0, [5.0, 1.0], interruptible=0.3, interruption_price=4.0))
    assert at(r, "interrupted", "mill.power") == [3, 0]
    assert paid(r, "interruption", owner="mill", item="mill.power") == pytest.approx(12)
    assert r.outcome.objective == pytest.approx(7 * 5 + 12 + 10)


def test_hours_of_interruption_are_limited():
    # 8760 h of a year stand behind three hours: two of three may be cut, the dearest
    limit = {"interruption_price": 4.0, "interruption_hours": A_YEAR * 2 / 3}
    r = optimum(works(10.0, [6.0, 5.0, 7.0], interruptible=0.3, **limit))
    assert at(r, "interrupted", "mill.power") == [3, 0, 3]


@pytest.mark.parametrize(("price", "built"), [(3.0, 0.0), (5.0, 1.0)])
def test_a_measure_lowers_a_demand_at_a_cost(price, built):
    # new motors save a tenth of 10 and 20 MW and cost 6 an hour or are not bought at all
    need = Demand(label="mill.power", carrier="power", rate=series(10.0, 20.0))
    motors = plant(
        "mill.new_motors", "power", capacity_max=2.0, capacity_min=2.0, availability=series(0.5, 1.0),
        investment=6.0 * A_YEAR, investment_per_capacity=0.0, lifetime=1.0,
    )  # fmt: skip
    r = optimum(small_park(2, need, shop("power", price, "mill"), motors))
    assert at(r, "units", "mill.new_motors") == built
    assert r.outcome.objective == pytest.approx(30 * price - built * (3 * price - 12))


def found_in(changes, **demand):
    park = works(10.0, [5.0, 1.0], **demand)
    r = optimum(park, cyclic=False)
    data = r.data.copy(deep=True)
    for name, value in changes.items():
        data[name][0, 0] += value
    return str(verify(park, full(park.calendar, cyclic=False), data, r.outcome.objective))


def test_the_check_of_results_finds_what_is_wrong():
    waiting = {"shift_share": 0.5, "shift_hours": 1.0}
    assert "result holds" in found_in({}, **waiting)
    assert "puts off more than can wait" in found_in({"deferred": 1.0}, **waiting)
    assert "waits for too long" in found_in({"backlog": 1.0}, **waiting).replace(
        "lets something wait", "waits"
    )
    assert "does not follow from before" in found_in({"caught_up": 1.0}, **waiting)
    cutting = {"interruptible": 0.3, "interruption_price": 4.0, "interruption_hours": 0.0}
    assert "is cut by more than may be" in found_in({"interrupted": 4.0}, **cutting)
    assert "is cut in too many hours" in found_in({"interrupted": 1.0}, **cutting)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"shift_share": 0.5}, "shift_hours: is missing"),
        ({"shift_hours": 2.0}, "shift_share: is missing"),
        ({"shift_share": 0.6, "shift_hours": 2.0, "interruptible": 0.6}, "1.2 of it may be put off or cut"),
        ({"interruption_price": 1.0}, "interruptible: is missing"),
    ],
)
def test_terms_that_make_no_sense(fields, said):
    with pytest.raises(ParkError, match=said):
        works(10.0, [1.0], **fields)
