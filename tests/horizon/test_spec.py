"""Horizons: what steps stand for, how they follow each other, and which are refused."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.horizon import HorizonError, coarse, from_spec, full, unequal, weeks, window
from symbiosis.park import Calendar

YEAR = Calendar.of_year(2023, "Asia/Shanghai")
DAY = Calendar.short(24)


def test_a_year_is_itself():
    year = full(YEAR)
    assert len(year) == 8760
    assert year.years == 1.0
    assert (year.represents == 1.0).all()
    assert year.previous[0] == 8759
    assert [len(year.groups[g]) for g in ("year", "month", "season", "day", "period")] == [1, 12, 4, 365, 1]
    assert (year.groups["month"].stands_for == 1.0).all()


def test_a_leap_year_has_8784_hours_and_is_one_year():
    leap = full(Calendar.of_year(2024))
    assert len(leap) == 8784
    assert leap.years == 1.0
    assert leap.represents.sum() == pytest.approx(8784)


def test_a_day_is_its_own_hours_unless_it_is_annualised():
    assert full(DAY).years == pytest.approx(24 / 8760)
    assert (full(DAY).represents == 1.0).all()
    assert full(DAY, annualised=True).years == 1.0
    assert (full(DAY, annualised=True).represents == 365.0).all()


def test_chosen_weeks_stand_for_the_year():
    chosen = weeks(YEAR, [3, 16, 29, 42], weights=[1, 1, 1, 3])
    assert chosen.represents.sum() == pytest.approx(8760)
    assert chosen.represents[-1] == pytest.approx(3 * chosen.represents[0])
    assert chosen.previous[[0, 168]].tolist() == [167, 335]  # each week closes on itself
    assert len(chosen.groups["month"]) == 4
    assert (chosen.groups["month"].stands_for == 3.0).all()  # twelve monthly charges in all


def test_chained_steps_have_a_start():
    chained = weeks(YEAR, [1, 2], cyclic=False)
    assert chained.starts_chain.nonzero()[0].tolist() == [0, 168]
    assert chained.ends_chain.nonzero()[0].tolist() == [167, 335]


def test_coarse_and_unequal_steps_average():
    values = np.arange(24.0)
    assert coarse(DAY, 6).sample(values).tolist() == [2.5, 8.5, 14.5, 20.5]
    steps = unequal(DAY, [1, 3, 20])
    assert steps.hours.tolist() == [1, 3, 20]
    assert steps.sample(values).tolist() == [0.0, 2.0, 13.5]


def test_seasons_are_the_usual_ones():
    year = full(YEAR)
    season = year.groups["season"]
    assert season.names[season.member[0]] == "winter"
    assert season.names[season.member[24 * 200]] == "summer"


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: weeks(YEAR, []), "name at least one week"),
        (lambda: weeks(YEAR, [53]), r"week 53 is outside the calendar \(1 to 52\)"),
        (lambda: weeks(YEAR, [3, 3]), "named twice"),
        (lambda: weeks(YEAR, [3], weights=[1, 2]), "1 weeks have 2 weights"),
        (lambda: weeks(YEAR, [3, 4], weights=[1, 0]), "above 0"),
        (lambda: coarse(DAY, 5), "24 steps cannot be gathered by 5"),
        (lambda: window(DAY, 20, 10), "steps 20 to 30 are outside"),
        (lambda: unequal(DAY, [0, 24]), "at least one step"),
        (lambda: unequal(DAY, []), "name the length of at least one step"),
        (lambda: unequal(DAY, [12, 13]), "steps 0 to 25 are outside"),
        (lambda: weeks(YEAR, [3], weights=[float("inf")]), "every weight must be above 0"),
    ],
)
def test_what_the_calendar_cannot_give_is_said(ask, sentence):
    with pytest.raises(HorizonError, match=sentence):
        ask()


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        ({"week": [1]}, '"week" is no word of a horizon. Did you mean "weeks"'),
        ({1: 2, "x": 3}, '"1" is no word of a horizon. Known: '),
        ([1], r"\[1\] is no horizon"),
        ({"weeks": ["a"]}, "weeks: 'a' is not a number"),
        ({"weeks": [1.5]}, r"weeks: 1\.5 is not a whole number"),
        ({"weeks": [True]}, "weeks: True is not a number"),
        ({"weeks": [[1]]}, r"weeks: \[1\] is not a number"),
        ({"weeks": 3}, r"weeks: 3 is not a list; write weeks: \[3\]"),
        ({"weeks": "all"}, "weeks: 'all' is not a list"),
        ({"weeks": None}, "weeks: None is not a list"),
        ({"weeks": ()}, "name at least one week"),
        ({"weeks": [1, 2], "weights": ["much", "little"]}, "weights: 'much' is not a number"),
        ({"weeks": [1, 2], "weights": "many"}, "weights: 'many' is not a list"),
        ({"weeks": [1], "weights": [float("nan")]}, "weights: nan is out of all bounds"),
        ({"weights": [1]}, "weights belong to weeks"),
        ({"weeks": [1], "annualised": False}, "annualised does not go with weeks"),
        ({"weeks": [1], "every": 4}, "every does not go with weeks"),
        ({"every": 2.5}, r"every: 2\.5 is not a whole number"),
        ({"every": "day"}, "every: 'day' is not a number"),
        ({"every": [4]}, r"every: \[4\] is not a number"),
        ({"every": 0}, "cannot be gathered by 0"),
        ({"lengths": [1, "x"]}, "lengths: 'x' is not a number"),
        ({"lengths": []}, "name the length of at least one step"),
        ({"lengths": [10**18] * 10}, "are outside the calendar"),
        ({"first": "noon"}, "first: 'noon' is not a number"),
        ({"first": -1, "steps": 3}, "steps -1 to 2 are outside"),
        ({"steps": 10**30}, "is out of all bounds"),
        ({"steps": float("inf")}, "steps: inf is out of all bounds"),
        ({"annualised": "maybe"}, "annualised: 'maybe' is neither true nor false"),
        ({"every": 4, "cyclic": 1}, "cyclic: 1 is neither true nor false"),
    ],
)
def test_words_that_make_no_horizon_are_sentences(spec, sentence):
    with pytest.raises(HorizonError, match=sentence):
        from_spec(YEAR, spec)


def test_words_of_a_park_file():
    assert len(from_spec(YEAR, {"weeks": [1, 2]})) == 336
    assert len(from_spec(YEAR, {"every": 4})) == 2190
    assert len(from_spec(YEAR, {"first": 10, "steps": 5})) == 5
    assert len(from_spec(DAY, {"lengths": [12, 12]})) == 2
    assert len(from_spec(DAY, {"lengths": (12.0, np.int64(12))})) == 2
    assert from_spec(YEAR, {"weeks": [1, 2], "weights": [1, 0.5], "cyclic": False}).cyclic is False
    assert from_spec(DAY, {"annualised": True}).years == 1.0
    assert len(from_spec(DAY, {"cyclic": False})) == 24
    assert len(from_spec(YEAR, None)) == 8760
