"""Levels: as cool heating and as warm cooling as possible, never more in all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiosis.heat import HeatStream, Level, place
from tests.heat.test_cascade import cold, hot, sets


def test_the_cooler_steam_is_taken_as_far_as_it_goes():
    # 100 K at 1 per kelvin: steam of 150 °C serves 50 to 150, steam of 250 °C the rest
    met = place([cold(50, 200, 150.0)], [Level("high", 250, 250), Level("low", 150, 150)])
    assert met.heating == {"high": 50.0, "low": 100.0}
    assert met.heating_above == 0.0


def test_what_no_level_reaches_is_said():
    met = place([cold(50, 200, 150.0), hot(20, 10, 7.0)], [Level("low", 150, 150), Level("cool", 12, 12)])
    assert (met.heating["low"], met.heating_above) == (100.0, 50.0)
    assert met.cooling["cool"] == pytest.approx(5.6)  # of 7 over 10 K, the 8 K above 12 °C
    assert met.cooling_below == pytest.approx(1.4)


def test_contributions_of_levels_count():
    met = place([cold(50, 200, 150.0)], [Level("low", 150, 150, shift=10.0)])
    assert met.heating["low"] == pytest.approx(90.0)


def test_steam_is_raised_before_water_is_warmed():
    met = place([hot(200, 100, 100.0)], [Level("steam", 150, 150), Level("water", 40, 20, heats=False)])
    assert met.cooling == {"steam": 50.0, "water": 50.0}


def test_hot_water_that_is_warmed_needs_heat_all_the_way_up():
    # water from 40 to 80 °C against 1 per kelvin falling from 70: its slope must stay below
    met = place([hot(70, 30, 40.0)], [Level("water", 80, 40)])
    assert met.cooling["water"] == 0.0
    met = place([hot(100, 60, 40.0)], [Level("water", 80, 40)])
    assert met.cooling["water"] == pytest.approx(40.0)


def test_a_pocket_is_not_sold_twice():
    # 30 arise at 180 °C, 30 are needed at 100 °C, so nothing is left to raise steam from
    met = place([hot(180, 180, 30.0), cold(100, 100, 30.0)], [Level("steam", 150, 150)])
    assert met.cooling["steam"] == 0.0


levels = st.lists(
    st.builds(
        lambda top, drop, shift, kind: (top, top - drop, shift, kind),
        st.integers(0, 45),
        st.integers(0, 15),
        st.integers(0, 3),
        st.sampled_from(("main", "heating", "cooling")),
    ),
    max_size=3,
)


@given(sets, levels)
def test_levels_share_the_least_heating_and_cooling(streams, given_levels):
    named = [
        Level(str(i), top, bottom, shift, kind != "cooling", kind != "heating")
        for i, (top, bottom, shift, kind) in enumerate(given_levels)
    ]
    met = place(streams, named)
    tolerance = 1e-6
    assert sum(met.heating.values()) + met.heating_above == pytest.approx(met.cascade.heating, abs=tolerance)
    assert sum(met.cooling.values()) + met.cooling_below == pytest.approx(met.cascade.cooling, abs=tolerance)
    # served by its levels as if they were streams, the place needs what no level gives, and no more
    flows = list(streams)
    for level in named:
        warm, cool = level.heating_range, level.cooling_range
        flows.append(HeatStream("h", *warm, met.heating.get(level.name, 0.0), hot=True))
        flows.append(HeatStream("c", cool[1], cool[0], met.cooling.get(level.name, 0.0), hot=False))
    again = place(flows, [])
    assert again.cascade.heating == pytest.approx(met.heating_above, abs=tolerance)
    assert again.cascade.cooling == pytest.approx(met.cooling_below, abs=tolerance)
