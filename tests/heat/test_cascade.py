"""The problem table: heat goes down, never up, and a step is a step."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiosis.heat import HeatStream, cascade


def hot(supply, target, duty, shift=0.0):
    return HeatStream("hot", supply, target, duty, hot=True, shift=shift)


def cold(supply, target, duty, shift=0.0):
    return HeatStream("cold", supply, target, duty, hot=False, shift=shift)


def test_without_streams_nothing_is_needed():
    found = cascade([])
    assert (found.heating, found.cooling, found.pinches) == (0.0, 0.0, ())


def test_one_side_alone_needs_all_of_its_heat():
    only_cold = cascade([cold(20, 80, 6.0)])
    assert (only_cold.heating, only_cold.cooling, only_cold.pinches) == (6.0, 0.0, (20.0,))
    only_hot = cascade([hot(80, 20, 6.0)])
    assert (only_hot.heating, only_hot.cooling, only_hot.pinches) == (0.0, 6.0, (80.0,))


def test_heat_does_not_flow_to_where_it_is_hotter():
    found = cascade([hot(100, 50, 5.0), cold(100, 150, 5.0)])
    assert (found.heating, found.cooling, found.recovered) == (5.0, 5.0, 0.0)
    assert found.pinches == (100.0,)


def test_half_of_a_stream_is_hot_enough():
    # 10 above 100 °C meets 15 of need there; the other 10 stay below
    found = cascade([hot(200, 0, 20.0), cold(100, 200, 15.0)])
    assert (found.heating, found.cooling, found.recovered) == (5.0, 10.0, 10.0)


def test_contributions_add_up_to_the_least_difference():
    # with 5 + 5 K the hot end at 100 serves up to 90 only: 1 of 10 is missing
    found = cascade([hot(100, 0, 10.0, shift=5.0), cold(0, 100, 10.0, shift=5.0)])
    assert found.heating == pytest.approx(1.0)
    assert found.cooling == pytest.approx(1.0)


def test_condensation_is_a_step():
    # all of 8 arises at 100 °C, none of it above
    assert cascade([hot(100, 100, 8.0), cold(50, 100, 5.0)]).heating == 0.0
    assert cascade([hot(100, 100, 8.0), cold(50, 101, 5.1)]).heating == pytest.approx(0.1)


def test_boiling_takes_condensation_at_the_same_shifted_temperature():
    found = cascade([hot(110, 110, 8.0, shift=5.0), cold(100, 100, 5.0, shift=5.0)])
    assert (found.heating, found.cooling) == (0.0, 3.0)


def test_boiling_above_condensation_needs_everything():
    found = cascade([hot(100, 100, 8.0), cold(100.5, 100.5, 5.0)])
    assert (found.heating, found.cooling) == (5.0, 8.0)


def test_the_composite_curves_touch_at_the_pinch_and_overlap_by_what_is_recovered():
    found = cascade([hot(200, 0, 20.0), cold(100, 200, 15.0)])
    heat, at = found.composite(hot=True)
    assert heat.tolist() == [0.0, 0.0, 20.0, 20.0]
    assert at.tolist() == [0.0, 0.0, 200.0, 200.0]
    heat, _ = found.composite(hot=False)
    assert (heat[0], heat[-1]) == (found.cooling, found.cooling + 15.0)


stream = st.builds(
    lambda supply, target, duty, shift, side: HeatStream(
        "s", supply, target, duty, side if supply == target else supply > target, shift
    ),
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(0, 50),
    st.integers(0, 3),
    st.booleans(),
)
sets = st.lists(stream, min_size=1, max_size=7)


@given(sets)
def test_first_law_and_second_law(streams):
    found = cascade(streams)
    balance = sum(s.duty if s.hot else -s.duty for s in streams)
    assert found.heating + balance == pytest.approx(found.cooling, abs=1e-9)
    assert (found.residual >= 0.0).all()
    if found.streams:
        assert np.isclose(found.residual, 0.0, atol=1e-9).any()  # nothing less would do


@given(sets, st.integers(1, 5))
def test_a_larger_least_difference_never_needs_less(streams, more):
    wider = [HeatStream(s.name, s.supply, s.target, s.duty, s.hot, s.shift + more) for s in streams]
    assert cascade(wider).heating >= cascade(streams).heating - 1e-9


@given(sets, sets)
def test_pooling_never_needs_more_than_apart(some, others):
    together = cascade(some + others)
    assert together.heating <= cascade(some).heating + cascade(others).heating + 1e-9


def hourly_flow(streams):
    """Least heating by another way: a transport of heat among slices of 1 K, solved as a linear program."""
    from scipy.optimize import linprog

    slices = []
    for s in streams:
        top, bottom = round(s.top), round(s.bottom)
        cuts = list(range(bottom, top + 1)) if top > bottom else [bottom, bottom]
        slices += [(s.hot, high, s.duty / (len(cuts) - 1), low) for low, high in pairwise(cuts)]
    hots = [(high, low, q) for is_hot, high, q, low in slices if is_hot]
    colds = [(high, low, q) for is_hot, high, q, low in slices if not is_hot]
    pairs = [(i, j) for i, h in enumerate(hots) for j, c in enumerate(colds) if h[0] >= c[0] and h[1] >= c[1]]
    if not pairs:
        return sum(c[2] for c in colds)
    rows = np.zeros((len(hots) + len(colds), len(pairs)))
    for k, (i, j) in enumerate(pairs):
        rows[i, k] = rows[len(hots) + j, k] = 1.0
    limits = [h[2] for h in hots] + [c[2] for c in colds]
    moved = linprog(-np.ones(len(pairs)), A_ub=rows, b_ub=limits, method="highs")
    return sum(c[2] for c in colds) + moved.fun


@given(st.lists(stream, min_size=1, max_size=4))
def test_the_table_agrees_with_a_transport_of_heat(streams):
    assert cascade(streams).heating == pytest.approx(hourly_flow(streams), abs=1e-6)
