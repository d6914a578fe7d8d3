"""Games by hand: shares, stability, nucleolus."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiosis.study.sharing.game import excesses, is_stable, least_core, most_tempted, nucleolus, shapley


def game(players: int, **values: float) -> np.ndarray:
    """Coalitions by letters: game(3, ab=4, abc=10); those not named are worth 0."""
    out = np.zeros(2**players)
    for name, value in values.items():
        out[sum(1 << "abcd".index(letter) for letter in name)] = value
    return out


# A glove market: a has a left glove, b and c a right one; a pair is worth 1.
GLOVES = game(3, ab=1, ac=1, abc=1)

# Bankruptcy of the Talmud: claims of 100, 200, 300 on an estate of 200; v(S) is what the others leave.
# v(ab) = max(0, 200 - 300) = 0, v(ac) = 0, v(bc) = 200 - 100 = 100, v(abc) = 200
ESTATE_200 = game(3, bc=100, abc=200)


def test_shapley_of_the_gloves():
    # orders abc acb bac bca cab cba: a brings 0 0 1 1 1 1, b brings 1 0 0 0 0 0
    assert shapley(GLOVES) == pytest.approx([4 / 6, 1 / 6, 1 / 6])


def test_the_core_of_the_gloves_is_one_point():
    assert is_stable(GLOVES, np.array([1.0, 0.0, 0.0]))
    assert not is_stable(GLOVES, shapley(GLOVES))
    assert nucleolus(GLOVES) == pytest.approx([1, 0, 0], abs=1e-9)


def test_the_talmud_is_the_nucleolus():
    """An estate of 200 on claims of 100, 200, 300 is shared 50, 75, 75 (Aumann and Maschler 1985)."""
    assert nucleolus(ESTATE_200) == pytest.approx([50, 75, 75])


def test_the_talmud_at_100_and_300():
    assert nucleolus(game(3, abc=100)) == pytest.approx([100 / 3] * 3)
    # v(ab) = 0, v(ac) = 300 - 200 = 100, v(bc) = 300 - 100 = 200, v(abc) = 300
    assert nucleolus(game(3, ac=100, bc=200, abc=300)) == pytest.approx([50, 100, 150])


def test_who_would_leave():
    worst = most_tempted(GLOVES, np.array([0.2, 0.4, 0.4]))
    assert worst.coalition in ((0, 1), (0, 2))
    assert worst.gain == pytest.approx(0.4)


def test_a_game_without_a_core():
    """Three players, any two of whom can share 1: somebody always leaves; the least ε is 1/3."""
    majority = game(3, ab=1, ac=1, bc=1, abc=1)
    epsilon, shares = least_core(majority)
    assert epsilon == pytest.approx(1 / 3)
    assert shares == pytest.approx([1 / 3] * 3)
    assert not is_stable(majority, shares)


def test_one_player_keeps_everything():
    assert nucleolus(np.array([0.0, 7.0])).tolist() == [7.0]
    assert shapley(np.array([0.0, 7.0])).tolist() == [7.0]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (np.zeros(3), "a game has 2ⁿ values, not 3"),
        (np.array([1.0, 2.0]), "must be worth 0"),
        (np.array([0.0, np.nan]), "finite value"),
        (np.zeros(2**13), "too many"),
    ],
)
def test_what_is_no_game_is_said(values, sentence):
    with pytest.raises(ValueError, match=sentence):
        shapley(values)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=15, max_size=15))
def test_shares_add_up_and_the_nucleolus_has_the_least_worst_excess(numbers):
    values = np.array([0.0, *map(float, numbers)])
    for shares in (shapley(values), nucleolus(values)):
        assert shares.sum() == pytest.approx(values[-1])
    epsilon, _ = least_core(values)
    assert excesses(values, nucleolus(values))[1:-1].max() == pytest.approx(epsilon, abs=1e-6)
