"""Money within proved limits."""

from __future__ import annotations

from symbiosis.study.interval import Interval


def test_a_difference_is_as_wide_as_both():
    saving = Interval(100.0, 98.0, 100.0) - Interval(90.0, 89.0, 90.0)
    assert (saving.low, saving.value, saving.high) == (8.0, 10.0, 11.0)
    assert saving.sign == 1


def test_what_may_be_nothing_is_not_distinguishable():
    assert (Interval(100.0, 95.0, 100.0) - Interval(97.0, 96.0, 97.0)).sign == 0


def test_a_sum():
    assert Interval(1, 0, 2) + Interval(3, 3, 4) == Interval(4, 3, 6)
