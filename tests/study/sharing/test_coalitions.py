"""Coalitions of a park: each by its own solve, against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.study.sharing.coalitions import play
from symbiosis.study.sharing.game import nucleolus, shapley
from symbiosis.study.sharing.groups import CoalitionError, split
from tests.parks import drain as outlet
from tests.parks import given, need, pipe, shop, small_park


def three_firms(**more):
    """a throws away 10 t at 1 each; b needs 4 t, c needs 5 t, both buy at 3; free pipes from a to both.

    One step: alone a 10, b 12, c 15.  ab: 6 + 0 = 6, saves 16.  ac: 5, saves 20.  abc: 1, saves 36.
    """
    return small_park(
        1,
        given("a.ash", 10.0),
        outlet("a.ash", 1.0),
        need("b.ash", 4.0),
        need("c.ash", 5.0),
        shop("ash", 3.0, "b", label="pit_b"),
        shop("ash", 3.0, "c", label="pit_c"),
        pipe("a", "b", "ash", capacity=10.0, label="to_b"),
        pipe("a", "c", "ash", capacity=10.0, label="to_c"),
        **more,
    )


@pytest.fixture(scope="module")
def played():
    return play(three_firms())


def test_values_by_hand(played):
    assert played.players == ("a", "b", "c")
    assert played.cost("a").value == pytest.approx(10)
    assert played.cost("b", "c").value == pytest.approx(27)
    assert played.cost("a", "b", "c").value == pytest.approx(1)
    #                                        -   a  b  ab  c  ac  bc  abc
    assert played.values == pytest.approx([0, 0, 0, 16, 0, 20, 0, 36])


def test_shares(played):
    # orders abc acb bac bca cab cba: a brings 0 0 16 36 20 36 = 108/6, b 16 16 0 0 16 0 = 48/6
    assert shapley(played.values) == pytest.approx([18, 8, 10])
    assert nucleolus(played.values) == pytest.approx([18, 8, 10])


def test_who_is_tempted(played):
    coalition, gain = played.tempted(np.array([0.0, 18.0, 18.0]))
    assert coalition == ("a", "c")
    assert gain == pytest.approx(2)


def test_what_falls_apart_is_not_solved(played):
    """b and c have nothing between them: {b, c} is {b} and {c}; six groups in all, not seven."""
    assert played.solves == 6


def test_groups():
    ties = [frozenset("ab"), frozenset("cd")]
    groups = {frozenset(g) for g in split(list("abcd"), ties, False, tuple("abcd"))}
    assert groups == {frozenset("ab"), frozenset("cd")}
    assert list(split(list("abcd"), ties, True, tuple("abcd"))) == [frozenset("abcd")]


def test_who_cannot_be_alone_is_named():
    park = three_firms()
    with pytest.raises(CoalitionError, match="b cannot be without the others: demands"):
        play(park.replace(markets={k: m for k, m in park.markets.items() if k != "pit_b"}))
