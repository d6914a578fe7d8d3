"""What studies collect of a plan: floor as the area that is let, everything else as amounts."""

from __future__ import annotations

import pytest

from symbiosis.park import Carrier
from symbiosis.study.indicators import indicators_of
from symbiosis.study.running.collect import unit_of
from tests.parks import need, optimum, shop, small_park


def test_floor_is_collected_as_the_area_that_is_rented():
    park = small_park(
        2,
        Carrier(label="hall", kind="space", unit="m2"),
        Carrier(label="steam", kind="energy", unit="t/h"),
        need("mill.hall", 40.0),
        need("mill.steam", 3.0),
        shop("hall", 2.0, "mill"),
        shop("steam", 5.0, "mill"),
    )
    collected = indicators_of(optimum(park))["purchase"]
    assert collected == pytest.approx({"hall_market": 40.0, "steam_market": 6.0})  # of two hours
    assert [unit_of(park, "purchase", name, "") for name in collected] == ["m2", "t"]
    assert [unit_of(park, "purchase", name) for name in collected] == ["m2", "t/a"]
