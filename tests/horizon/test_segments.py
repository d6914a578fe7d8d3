"""Typical periods cut into steps of unequal length: the same plan where what is joined is equal."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from symbiosis.formulation.build import write_hour
from symbiosis.formulation.compile import compile_hour
from symbiosis.formulation.reference import reference
from symbiosis.formulation.tile import tile
from symbiosis.horizon import HorizonError, from_spec, full
from symbiosis.horizon.typical import typical
from symbiosis.park import Calendar, Profile, Store, Varying
from symbiosis.questions import load, solve
from symbiosis.solver import Options
from symbiosis.study.honest import honest_cost
from tests.formulation.compare import assert_same_program
from tests.parks import need, shop, small_park

YEAR = Calendar.of_year(2023, hours=6.0)  # 365 days of four steps
DAY = (2.0, 2.0, 2.0, 8.0)
EXACT = Options(gap=0.0)


def park_of(days, charge=0.0, **store):
    """A mill with a demand for every day, heat at 10 and at 30 in the last step of a day, and a tank."""
    return small_park(
        0,
        need("mill.heat", Varying(1.0, "heat"), "heat"),
        shop("heat", Varying(1.0, "price"), "mill", peak_charge=charge),
        Store(**{"label": "mill.tank", "carrier": "heat", "capacity": 12.0, **store}),
        calendar=YEAR,
        profiles=[
            Profile("heat", np.concatenate([np.asarray(day, dtype=float) for day in days])),
            Profile("price", np.tile([10.0, 10.0, 10.0, 30.0], len(days))),
        ],
    )


def test_equal_hours_are_joined():
    horizon = typical(park_of([DAY] * 365), 1, extremes=False, segments=2)
    assert horizon.hours.tolist() == [18.0, 6.0]
    assert horizon.represents.tolist() == [18.0 * 365, 6.0 * 365]
    assert horizon.previous.tolist() == [1, 0]
    assert horizon.title == "1 typical days in 2 segments, annualised"


def test_a_tank_over_steps_of_unequal_length():
    """12 a day are bought at 10 in place of 30: 2·18·10 + 8·6·30 − 12·20 = 1560 a day."""
    park = park_of([DAY] * 365)
    r = solve(park, "integrated_park", typical(park, 1, extremes=False, segments=2), EXACT)
    assert r.outcome.objective == pytest.approx(1560.0 * 365)
    assert r.verdict.ok
    assert r.data["level"].values.ravel().tolist() == pytest.approx([12.0, 0.0])
    assert r.data["charge"].values.ravel()[0] == pytest.approx(12.0 / 18.0)
    whole = solve(park, "integrated_park", full(park.calendar), EXACT)
    assert whole.outcome.objective == pytest.approx(r.outcome.objective)
    assert honest_cost(r).cost == pytest.approx(1560.0 * 365, rel=1e-6)


def test_what_is_lost_follows_the_length_of_a_step():
    """Nothing is bought to be stored at half lost an hour; what stood in the tank shows (1 − 0.5)^18."""
    park = park_of([DAY] * 365, loss=0.5)
    r = solve(park, "integrated_park", typical(park, 1, extremes=False, segments=2), EXACT)
    assert r.verdict.ok
    level, charge, discharge = (r.data[name].values.ravel() for name in ("level", "charge", "discharge"))
    assert level[0] == pytest.approx(0.5**18 * level[1] + 18.0 * (charge[0] - discharge[0]))
    assert level[1] == pytest.approx(0.5**6 * level[0] + 6.0 * (charge[1] - discharge[1]))


def test_the_hour_of_a_peak_stays_alone():
    """3 and 3.1 would be joined first; 3.1 is the highest of its month, so it is not."""
    days = [DAY] * 365
    days[40] = (1.0, 8.0, 8.1, 5.0)  # 10 February
    horizon = typical(park_of(days, charge=50.0), 2, segments=2)
    at = horizon.start == np.datetime64("2023-02-10T12:00")
    assert at.sum() == 1
    assert horizon.hours[at] == 6.0
    plain = typical(park_of(days), 2, extremes=False, segments=2)
    assert not (plain.start == np.datetime64("2023-02-10T12:00")).any()


def test_months_and_the_order_of_the_year_count_every_hour():
    horizon = typical(park_of([DAY] * 200 + [(1.0, 5.0, 5.0, 1.0)] * 165), 2, segments=3)
    month, order = horizon.groups["month"], horizon.groups["order"]
    assert np.bincount(month.member, month.hours)[:3] == pytest.approx([31 * 24, 28 * 24, 31 * 24])
    assert order.hours.sum() == pytest.approx(8760)
    assert np.bincount(order.member, order.hours) == pytest.approx(np.full(365, 24.0))
    assert np.bincount(month.step, month.hours) == pytest.approx(horizon.represents)


def test_a_seasonal_store_over_segments_is_the_program_written_out():
    park = park_of([DAY] * 200 + [(1.0, 5.0, 5.0, 1.0)] * 165, loss=0.001)
    store = dataclasses.replace(park.stores["mill.tank"], seasonal=True)
    park = park.replace(stores={"mill.tank": store})
    asked = load("integrated_park")
    m, horizon = write_hour(asked.build, asked.scope(park)), typical(park, 2, segments=2)
    assert_same_program(tile(compile_hour(m), horizon), reference(m, horizon))
    assert solve(park, asked, horizon, EXACT).verdict.ok


def test_words():
    park = park_of([DAY] * 365)
    horizon = from_spec(YEAR, {"typical_days": 1, "segments": 2, "extremes": False}, park)
    assert len(horizon) == 2
    for wrong in (0, 5):
        with pytest.raises(HorizonError, match=f"segments: {wrong} must be from 1 to the 4 steps of a day"):
            from_spec(YEAR, {"typical_days": 1, "segments": wrong}, park)
    with pytest.raises(HorizonError, match="segments does not go with weeks"):
        from_spec(YEAR, {"weeks": [1], "segments": 2}, park)
