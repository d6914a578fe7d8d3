"""What a result saves against another, and how much of it is unproved."""

from dataclasses import replace

import pytest

from symbiosis.questions import solve
from symbiosis.study.design.against import NotComparableError, saving_against, saving_line
from tests.parks import need, shop, small_park


def answer(price):
    """A mill that buys 1 of heat for two hours at a price."""
    return solve(small_park(2, need("mill.heat", 1.0, "heat"), shop("heat", price, "mill")))


def with_bound(results, bound):
    """The same result, proved less far."""
    return replace(results, outcome=replace(results.outcome, bound=bound))


def test_the_gap_of_a_saving_is_that_of_both_costs():
    """20 against 18 saves 2; 19 and 17.5 are proved, so from 19 − 18 = 1 to 20 − 17.5 = 2.5 of it."""
    dear, cheap = with_bound(answer(10.0), 19.0), with_bound(answer(9.0), 17.5)
    saved = saving_against(cheap, dear)
    assert (saved.low, saved.value, saved.high) == pytest.approx((1.0, 2.0, 2.5))
    assert saved.share_unproved == pytest.approx(0.75)
    line = saving_line(cheap, dear, "CNY")
    assert line == "saves 2 CNY against integrated_park, proved between 1 and 2; 75.00% of it unproved"


def test_a_saving_that_may_be_nothing_says_so():
    dear, cheap = with_bound(answer(10.0), 17.0), answer(9.0)
    assert saving_line(cheap, dear, "CNY").endswith("this cannot be told from nothing")


def test_other_times_and_money_are_not_compared():
    one = answer(10.0)
    with pytest.raises(NotComparableError, match="same horizon"):
        saving_against(one, replace(one, horizon=replace(one.horizon, years=1.0)))
    foreign = one.park.replace(settings=replace(one.park.settings, currency="EUR"))
    with pytest.raises(NotComparableError, match="in CNY and in EUR"):
        saving_against(one, replace(one, park=foreign))
    with pytest.raises(NotComparableError, match="has no plan"):
        saving_against(one, replace(one, outcome=replace(one.outcome, x=None)))
