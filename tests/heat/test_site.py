"""A site: mains lie between each alone and all pooled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiosis.heat import HeatStream, Level, targets
from tests.heat.test_cascade import sets


def at(place, supply, target, duty):
    return HeatStream("s", supply, target, duty, supply > target, 0.0, place)


GIVER, TAKER = at("smelter", 200, 180, 10.0), at("mill", 60, 80, 6.0)


def test_without_a_main_enterprises_stay_alone():
    found = targets([GIVER, TAKER], [Level("steam", 220, 220, cools=False)])
    assert found.mains is None
    assert (found.heating_alone, found.heating_through_mains) == (6.0, 6.0)
    assert (found.pooled.cascade.heating, found.pooled.cascade.cooling) == (0.0, 4.0)


def test_a_main_carries_heat_from_one_to_the_other():
    found = targets([GIVER, TAKER], [Level("steam", 150, 150)])
    assert (found.heating_through_mains, found.cooling_through_mains) == (0.0, 4.0)
    assert found.mains.exchanged == 6.0
    assert found.mains.surplus == {"steam": 4.0}


def test_a_main_that_is_too_cool_carries_nothing():
    found = targets([GIVER, TAKER], [Level("water", 70, 70)])
    assert found.mains.used == {"water": 3.0}  # the mill's need up to 70 °C
    assert found.heating_through_mains == 3.0


def test_a_hotter_main_feeds_a_cooler_one_only_by_let_down():
    levels = [Level("high", 170, 170), Level("low", 100, 100)]
    assert targets([GIVER, TAKER], levels).heating_through_mains == 0.0
    apart = targets([GIVER, TAKER], levels, let_down=False)
    assert (apart.heating_through_mains, apart.cooling_through_mains) == (6.0, 10.0)


def test_cooling_water_carries_no_heat_on():
    levels = [Level("water", 50, 40, heats=False), Level("warm", 30, 30)]
    found = targets([at("a", 60, 55, 5.0), at("b", 10, 20, 5.0)], levels)
    assert (found.heating_through_mains, found.cooling_through_mains) == (5.0, 5.0)


mains = st.lists(st.tuples(st.integers(0, 45), st.integers(0, 10)), min_size=1, max_size=3)


@given(sets, sets, mains)
def test_mains_lie_between_alone_and_pooled(some, others, temperatures):
    streams = [HeatStream("a", s.supply, s.target, s.duty, s.hot, s.shift, "a") for s in some]
    streams += [HeatStream("b", s.supply, s.target, s.duty, s.hot, s.shift, "b") for s in others]
    levels = [Level(str(i), top, top - drop) for i, (top, drop) in enumerate(temperatures)]
    found = targets(streams, levels)
    apart = targets(streams, levels, let_down=False)
    pooled = found.pooled.cascade
    tolerance = 1e-6
    assert pooled.heating <= found.heating_through_mains + tolerance
    assert found.heating_through_mains <= apart.heating_through_mains + tolerance
    assert apart.heating_through_mains <= found.heating_alone + tolerance
    saved = found.heating_alone - found.heating_through_mains
    assert found.cooling_alone - found.cooling_through_mains == pytest.approx(saved, abs=tolerance)
