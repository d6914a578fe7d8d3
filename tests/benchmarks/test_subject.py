"""The benchmark's subject is the same for everybody, and our way states the problem of the arrays by hand."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.registry import SITES
from benchmarks.subject import grow
from benchmarks.ways import highs_arrays, symbiosis_park

SMALL = SITES.sizes["small"]


def test_the_same_seed_gives_the_same_numbers():
    one, two = grow(2, 24), grow(2, 24)
    for name, value in vars(one).items():
        if isinstance(value, np.ndarray):
            np.testing.assert_array_equal(value, getattr(two, name))
        else:
            assert value == getattr(two, name)
    assert not np.array_equal(one.heat, grow(2, 24, seed=1).heat)


def test_the_numbers_make_sense():
    sites = grow(3, 48)
    assert (sites.enterprises, sites.hours) == (3, 48)
    assert (sites.sun[:, 0] == 0.0).all()  # midnight
    assert sites.sun.max() > 0.1
    assert (sites.sell < sites.buy).all()  # nobody earns by buying and selling in the same hour
    assert min(sites.heat.min(), sites.power.min(), sites.gas_price.min()) > 0.0


def test_payment_is_the_annuity_of_the_hours():
    year = grow(1, 8760)
    assert year.payment("boiler") == pytest.approx(500_000 * 0.101852, rel=1e-5)  # 20 a at 8 %
    assert grow(1, 876).payment("boiler") == pytest.approx(year.payment("boiler") / 10)


def walked(way, sites):
    return way.hand_over(way.build(way.describe(sites)))


def test_our_way_states_the_problem_written_by_hand():
    sites = SITES.grow(*SMALL)
    ours, by_hand = walked(symbiosis_park, sites), walked(highs_arrays, sites)
    stores = sites.enterprises  # each keeps one column for its first level, limited by one row of two entries
    assert by_hand.getNumRow() == 8 * 3 * 48
    assert ours.getNumRow() == by_hand.getNumRow() + stores
    assert ours.getNumCol() == by_hand.getNumCol() + stores
    assert ours.getNumNz() == by_hand.getNumNz() + 2 * stores
    for highs in (ours, by_hand):
        highs.run()
    assert ours.getObjectiveValue() == pytest.approx(by_hand.getObjectiveValue(), rel=1e-6)
