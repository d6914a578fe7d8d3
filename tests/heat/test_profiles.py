"""Site profiles: what is left of an enterprise when its own recovery is taken off."""

import pytest
from hypothesis import given

from symbiosis.heat import cascade
from symbiosis.heat.profiles import Segment, curve, sinks, sources
from tests.heat.test_cascade import cold, hot, sets


def test_a_pocket_is_cut_off_where_the_curve_comes_back():
    # from 200 to 150 °C 50 are needed, from 150 to 100 °C 50 arise, from 100 to 0 °C 100 are needed
    found = cascade([cold(150, 200, 50.0), hot(150, 100, 50.0), cold(0, 100, 100.0)])
    assert found.heating == 100.0
    assert sinks(found) == [Segment(200.0, 150.0, 50.0), Segment(50.0, 0.0, 50.0)]
    assert sources(found) == []


def test_sources_run_from_cold_to_hot():
    found = cascade([hot(100, 50, 50.0)])
    assert sources(found) == [Segment(100.0, 50.0, 50.0)]
    heat, at = curve(sources(found))
    assert (heat[0], heat[-1]) == (0.0, 50.0)
    assert (at[0], at[-1]) == (50.0, 100.0)


def test_nothing_has_no_curve():
    heat, at = curve([])
    assert heat.size == at.size == 0


@given(sets)
def test_profiles_hold_exactly_what_is_needed_from_outside(streams):
    found = cascade(streams)
    assert sum(s.heat for s in sinks(found)) == pytest.approx(found.heating, abs=1e-9)
    assert sum(s.heat for s in sources(found)) == pytest.approx(found.cooling, abs=1e-9)
