"""The walk through coalitions, and starts carried over by name."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from benchmarks.fairness import agreed, groups, matched, table
from symbiosis.horizon import full
from symbiosis.park.part import part
from symbiosis.questions import assemble
from tests.formulation.parks import rich_park


def test_one_player_comes_or_goes_at_a_time():
    walk = groups(tuple("abcd"), 100)
    assert len(walk) == len(set(walk)) == 15
    assert walk[0] == tuple("abcd")
    # where the walk passes the empty coalition, which nobody solves, two differ
    steps = [len(set(one) ^ set(other)) for one, other in itertools.pairwise(walk)]
    assert sorted(set(steps)) in ([1], [1, 2])
    assert steps.count(1) >= 13


def test_what_bears_the_same_name_is_found():
    park = rich_park(4)
    whole = assemble(park, horizon=full(park.calendar))
    same = matched(whole.columns, whole.columns)
    assert same.tolist() == list(range(whole.columns.size))
    less = assemble(part(park, list(park.enterprises)[:-1]), horizon=full(park.calendar))
    there = matched(less.columns, whole.columns)
    assert (there >= 0).any()
    for at in np.flatnonzero(there >= 0)[:: max(1, there.size // 50)].tolist():
        assert less.column_label(at) == whole.column_label(int(there[at]))


def test_ways_that_differ_are_no_comparison():
    one = {"coalitions": 2, "seconds": 6.0, "building": 3.0, "costs": [1.0, 2.0]}
    assert "| a | 2 | 6.0 | 20.0 | 50% |" in table({"a": one})
    agreed({"a": one, "b": one})
    with pytest.raises(RuntimeError, match="differ"):
        agreed({"a": one, "b": {**one, "costs": [1.0, 2.1]}})
