"""The walk through coalitions, and what their costs must agree in."""

from __future__ import annotations

import itertools

import pytest

from benchmarks.fairness import agreed, groups, table


def test_one_player_comes_or_goes_at_a_time():
    walk = groups(tuple("abcd"), 100)
    assert len(walk) == len(set(walk)) == 15
    assert walk[0] == tuple("abcd")
    # where the walk passes the empty coalition, which nobody solves, two differ
    steps = [len(set(one) ^ set(other)) for one, other in itertools.pairwise(walk)]
    assert sorted(set(steps)) in ([1], [1, 2])
    assert steps.count(1) >= 13


def test_ways_that_differ_are_no_comparison():
    one = {"coalitions": 2, "seconds": 6.0, "building": 3.0, "costs": [1.0, 2.0]}
    assert "| a | 2 | 6.0 | 20.0 | 50% |" in table({"a": one})
    agreed({"a": one, "b": one})
    with pytest.raises(RuntimeError, match="differ"):
        agreed({"a": one, "b": {**one, "costs": [1.0, 2.1]}})
