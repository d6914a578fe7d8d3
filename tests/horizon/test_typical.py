"""Typical periods: real days that stand for the year, with months, extremes and the order of the year."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.horizon import HorizonError, from_spec
from symbiosis.horizon.typical import typical
from symbiosis.park import Calendar, Profile, Varying
from symbiosis.questions import solve
from symbiosis.solver import Options
from tests.parks import need, shop, small_park

YEAR = Calendar.of_year(2023, hours=6.0)  # 365 days of four steps


def park_with(*days, charge=0.0):
    """A park whose demand has one value a day."""
    values = np.repeat(np.asarray(days, dtype=float), 4)
    return small_park(
        0,
        need("mill.heat", Varying(1.0, "heat")),
        shop("heat", 10.0, "mill", peak_charge=charge),
        calendar=YEAR,
        profiles=[Profile("heat", values)],
    )


def seasons():
    """100 cold days of 9, 165 mild ones of 5, 100 cold ones again."""
    return park_with(*[9.0] * 100, *[5.0] * 165, *[9.0] * 100)


def test_days_that_are_alike_are_one():
    horizon = typical(seasons(), 2, extremes=False)
    assert len(horizon) == 8
    assert horizon.represents.sum() == pytest.approx(8760)
    cold, mild = horizon.represents.reshape(2, 4).sum(axis=1) / 24
    assert (cold, mild) == (pytest.approx(200), pytest.approx(165))
    assert horizon.title == "2 typical days, annualised"
    assert list(horizon.previous) == [3, 0, 1, 2, 7, 4, 5, 6]


def test_the_order_of_the_year_names_every_real_day():
    order = typical(seasons(), 2, extremes=False).groups["order"]
    assert len(order) == 365
    first_step = order.step.reshape(365, 4)[:, 0]
    assert (first_step[:100] == 0).all()
    assert (first_step[100:265] == 4).all()
    assert (first_step[265:] == 0).all()


def test_a_typical_day_counts_in_every_month_by_its_real_days():
    """100 days of cold are January, February, March and ten days of April."""
    month = typical(seasons(), 2, extremes=False).groups["month"]
    assert len(month) == 12
    assert month.names[0] == "2023-01"
    hours = np.zeros((12, 2))
    np.add.at(hours, (month.member, month.step // 4), month.hours)
    assert hours[3] == pytest.approx([10 * 24, 20 * 24])
    assert hours[6] == pytest.approx([0, 31 * 24])
    assert (month.stands_for == 1.0).all()


def test_the_peak_setting_day_of_every_month_is_kept_when_peaks_are_charged():
    days = np.full(365, 5.0)
    peaks = [9, 40, 75, 100, 130, 170, 200, 230, 260, 290, 320, 350]  # one in every month
    days[peaks] = np.arange(12) + 6.0
    horizon = typical(park_with(*days, charge=10.0), 2)
    kept = set((horizon.first // 4).tolist())
    assert set(peaks) <= kept
    month, purchase = horizon.groups["month"], days[horizon.first // 4]
    largest = np.zeros(12)
    np.maximum.at(largest, month.member, purchase[month.step])
    assert largest.tolist() == (np.arange(12) + 6.0).tolist()
    free = typical(park_with(*days), 2)
    assert len(free) < len(horizon)  # without the charge only the highest day of the year is kept
    assert 350 in set((free.first // 4).tolist())


def peaks(horizon, values):
    """The highest value of every month over a horizon."""
    month, seen = horizon.groups["month"], horizon.sample(values)
    largest = np.zeros(len(month))
    np.maximum.at(largest, month.member, seen[month.step])
    return largest


def test_no_period_overstates_the_peak_of_a_month():
    """January needs 9 a day, February 8, March 7 and the rest 5; one day of February stands for all three."""
    days = np.full(365, 5.0)
    days[:31], days[31:59], days[59:90] = 9.0, 8.0, 7.0
    free = typical(park_with(*days), 2)
    assert peaks(free, np.repeat(days, 4))[:4].tolist() == [9.0, 8.0, 8.0, 5.0]
    charged = typical(park_with(*days, charge=10.0), 2)
    assert peaks(charged, np.repeat(days, 4)).tolist() == [9.0, 8.0, 7.0, *[5.0] * 9]
    assert charged.represents.sum() == pytest.approx(8760)


@pytest.mark.parametrize(
    "spec", [{"typical_days": 3}, {"typical_days": 3, "segments": 2}, {"typical_weeks": 3}]
)
def test_given_demand_has_the_peaks_of_the_year(spec):
    """Any demand, in days, segments and weeks: every month's peak is that of its real hours."""
    values = np.random.default_rng(5).uniform(2.0, 9.0, 1460).round(2)
    values *= np.repeat(1.0 + 0.5 * np.cos(np.arange(365) / 58.0), 4)
    park = small_park(
        0,
        need("mill.heat", Varying(1.0, "heat")),
        need("town.heat", 3.0),  # of no member
        shop("heat", 0.0, "mill", peak_charge=10.0),
        shop("heat", 1.0, "town", label="other"),
        calendar=YEAR,
        profiles=[Profile("heat", values)],
    )
    counted = 1460 if "typical_days" in spec else 52 * 28
    month = YEAR.times[:counted].astype("datetime64[M]").astype(int) % 12
    real = np.zeros(12)
    np.maximum.at(real, month, values[:counted])
    horizon = from_spec(YEAR, spec, park)
    assert peaks(horizon, values) == pytest.approx(real, rel=1e-9)
    r = solve(park, "integrated_park", horizon, Options(gap=0.0))
    assert float(r.cost.sum()) == pytest.approx(10.0 * real.sum() + 3.0 * 8760.0)


def test_weeks_stand_for_the_year_too():
    horizon = from_spec(YEAR, {"typical_weeks": 3, "extremes": False}, seasons())
    assert len(horizon) == 3 * 28
    assert horizon.represents.sum() == pytest.approx(8760)
    assert len(horizon.groups["order"]) == 52


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({"typical_days": 0}, "at least 1"),
        ({"typical_days": 365}, "below the 365"),
        ({"typical_days": 4, "weeks": [1]}, "does not go with"),
        ({"typical_days": "twelve"}, "not a number"),
        ({"typical_days": 4, "extremes": 3}, "neither true nor false"),
    ],
)
def test_what_cannot_be_is_said(spec, said):
    with pytest.raises(HorizonError, match=said):
        from_spec(YEAR, spec, seasons())


def test_a_short_calendar_has_no_typical_days():
    with pytest.raises(HorizonError, match="stand for a year"):
        typical(small_park(24, need("mill.heat", 1.0), shop("heat", 1.0, "mill")), 2)
    with pytest.raises(HorizonError, match="profiles of a park"):
        from_spec(YEAR, {"typical_days": 3})


def test_parks_that_differ_in_prices_share_their_typical_days_and_no_others_do():
    park = seasons()
    first = typical(park, 2)
    dear = park.replace(markets=[shop("heat", 99.0, "mill")])
    assert typical(dear, 2) is first
    assert typical(park, 3) is not first
    charged = park.replace(markets=[shop("heat", 10.0, "mill", peak_charge=5.0)])
    assert typical(charged, 2) is not first
    grown = park.replace(demands=[need("mill.heat", Varying(2.0, "heat"))])
    assert typical(grown, 2) is not first
    milder = park.replace(profiles=[Profile("heat", park.profiles["heat"].values * 0.5)])
    assert typical(milder, 2) is not first
