"""Games of the literature, with the shares that their authors found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations

import numpy as np
import pytest

from symbiosis.study.sharing.game import core_bounds, is_stable, nucleolus, shapley

Coalition = tuple[int, ...]


def game(players: int, worth: Callable[[Coalition], float]) -> np.ndarray:
    """Return the game in which `worth` says what a coalition of players 0, 1, … gets."""
    return np.array(
        [worth(tuple(i for i in range(players) if s >> i & 1)) if s else 0.0 for s in range(2**players)]
    )


def saving(cost: Callable[[Coalition], float], players: int) -> np.ndarray:
    """Return what coalitions save against everybody alone."""
    return game(players, lambda s: sum(cost((i,)) for i in s) - cost(s))


def bills(cost: Callable[[Coalition], float], saved: np.ndarray) -> list[float]:
    """Return what players pay who save so much."""
    return [cost((i,)) - share for i, share in enumerate(saved.tolist())]


def listed(**values: float) -> Callable[[Coalition], float]:
    """Return worths by letters: listed(a=1, ab=3)."""
    known = {tuple("abcdef".index(letter) for letter in name): value for name, value in values.items()}
    return lambda s: known.get(s, 0.0)


def test_the_tennessee_valley():
    """Dams for navigation, flood control and power, thousand dollars of 1938 (Straffin and Heaney 1981)."""
    dams = listed(a=163_520, b=140_826, c=250_096, ab=301_607, ac=378_821, bc=367_370, abc=412_584)
    saved = saving(dams, 3)
    assert bills(dams, shapley(saved)) == pytest.approx([117_829, 100_756.5, 193_998.5])
    assert bills(dams, nucleolus(saved)) == pytest.approx([116_234, 93_540, 202_810], abs=1.0)
    assert is_stable(saved, shapley(saved))


def test_three_depositors():
    """Money put together earns a higher rate (Lemaire 1991)."""
    rates = listed(a=46_125, b=17_437.5, c=5_812.5, ab=69_187.5, ac=53_812.5, bc=30_750, abc=90_000)
    interest = game(3, rates)
    assert shapley(interest) == pytest.approx([51_750, 25_875, 12_375])
    assert nucleolus(interest) == pytest.approx([52_687.5, 24_468.75, 12_843.75])


def test_two_towns_share_a_water_supply():
    """Alone 11 and 7 million, together 15: both rules share the 3 saved equally (Young 1994)."""
    supply = listed(a=11, b=7, ab=15)
    saved = saving(supply, 2)
    assert bills(supply, shapley(saved)) == pytest.approx([9.5, 5.5])
    assert bills(supply, nucleolus(saved)) == pytest.approx([9.5, 5.5])


def runway(lengths: Iterable[float]) -> Callable[[Coalition], float]:
    """A runway costs as much as its longest user needs."""
    needs = list(lengths)
    return lambda s: max(needs[i] for i in s)


def test_an_airport():
    """Each piece of the runway is paid by those who need it, equally (Littlechild and Owen 1973)."""
    costs = [1.0, 2.0, 4.0, 8.0, 8.0]
    saved = saving(runway(costs), 5)
    pieces = [1 / 5, 1 / 4, 2 / 3, 4 / 2]  # lengths 1, 1, 2, 4 used by 5, 4, 3, 2
    paid = [sum(pieces[: k + 1]) for k in (0, 1, 2, 3, 3)]
    assert bills(runway(costs), shapley(saved)) == pytest.approx(paid)


def test_the_nucleolus_of_an_airport():
    """By the recursion of Littlechild (1974): 1/2, then (1 + 1/2)/2 = 3/4, the longest the rest."""
    saved = saving(runway([1.0, 2.0, 4.0]), 3)
    assert bills(runway([1.0, 2.0, 4.0]), nucleolus(saved)) == pytest.approx([0.5, 0.75, 2.75])


def estate(amount: float, claims: list[float]) -> np.ndarray:
    """What creditors get when the others are paid in full first (O'Neill 1982)."""
    whole = sum(claims)
    return game(len(claims), lambda s: max(0.0, amount - (whole - sum(claims[i] for i in s))))


def test_four_creditors_of_an_estate():
    """Below half of all claims, equal shares up to half of each claim (Aumann and Maschler 1985)."""
    assert nucleolus(estate(120.0, [30.0, 40.0, 60.0, 120.0])) == pytest.approx([15, 20, 30, 55])
    assert nucleolus(estate(60.0, [30.0, 40.0, 60.0, 120.0])) == pytest.approx([15, 15, 15, 15])


def test_creditors_in_a_random_order():
    """Whoever comes first is paid first (O'Neill 1982): 200 on 100, 200 and 300."""
    assert shapley(estate(200.0, [100.0, 200.0, 300.0])) == pytest.approx([100 / 3, 250 / 3, 250 / 3])


def voting(quota: float, weights: list[float]) -> np.ndarray:
    """Win with the quota."""
    return game(len(weights), lambda s: float(sum(weights[i] for i in s) >= quota))


def test_the_six_of_1958():
    """4 votes for the large, 2 for two more, 1 for Luxembourg, which never counted (Brams 1976)."""
    power = shapley(voting(12, [4, 4, 4, 2, 2, 1]))
    assert power == pytest.approx([14 / 60] * 3 + [9 / 60] * 2 + [0.0])


def test_the_board_of_nassau_county():
    """9, 9, 7, 3, 1 and 1 votes with 16 to win: the small three have no power (Banzhaf 1965)."""
    power = shapley(voting(16, [9, 9, 7, 3, 1, 1]))
    assert power == pytest.approx([1 / 3] * 3 + [0.0] * 3)


def test_two_left_gloves_and_three_right_ones():
    """The scarce side gets 0.65 each, the other 0.233 (Shapley and Shubik 1969); in the core it gets all."""
    pairs = game(5, lambda s: float(min(sum(i < 2 for i in s), sum(i >= 2 for i in s))))
    assert shapley(pairs) == pytest.approx([0.65] * 2 + [7 / 30] * 3)
    assert nucleolus(pairs) == pytest.approx([1, 1, 0, 0, 0], abs=1e-9)


def test_a_landlord_and_three_peasants():
    """The landlord gets the mean of the harvests with 0, 1, 2 and 3 of them (Shapley and Shubik 1967)."""
    harvest = [0.0, 4.0, 7.0, 9.0]
    farm = game(4, lambda s: harvest[len(s) - 1] if 0 in s else 0.0)
    assert shapley(farm) == pytest.approx([5, 4 / 3, 4 / 3, 4 / 3])


def test_a_market_for_horses():
    """The margin of Böhm-Bawerk's market: prices from 21 to 21.5 are stable, 21.25 is the nucleolus.

    In such markets it is the middle of the core (Núñez and Rafels 2005).
    """
    sellers, buyers = [17.0, 20.0, 21.5, 25.0], [24.0, 22.0, 21.0, 20.0]

    def trade(s: Coalition) -> float:
        asked = sorted(sellers[i] for i in s if i < 4)
        bid = sorted((buyers[i - 4] for i in s if i >= 4), reverse=True)
        return sum(max(0.0, b - a) for a, b in zip(asked, bid, strict=False))

    market = game(8, trade)
    bounds = core_bounds(market)
    expected = [(4, 4.5), (1, 1.5), (0, 0), (0, 0), (2.5, 3), (0.5, 1), (0, 0), (0, 0)]
    assert [b for b in bounds if b] == [pytest.approx(pair, abs=1e-7) for pair in expected]
    assert nucleolus(market) == pytest.approx([4.25, 1.25, 0, 0, 2.75, 0.75, 0, 0], abs=1e-7)


def test_a_tree_of_pipes():
    """Each town pays the pipe that joins it to the cheapest tree, a stable bill (Bird 1976)."""
    pipes = {(-1, 0): 4.0, (-1, 1): 6.0, (-1, 2): 7.0, (0, 1): 2.0, (1, 2): 3.0, (0, 2): 5.0}

    def tree(s: Coalition) -> float:
        joined, total = {-1}, 0.0
        while not set(s) <= joined:
            ways: dict[int, float] = {}
            ways = {b if a in joined else a: 0.0 for a, b in ()}
            for (a, b), cost in pipes.items():
                if (a in joined) != (b in joined) and {a, b} <= {*s, -1}:
                    new = b if a in joined else a
                    ways[new] = min(ways.get(new, np.inf), cost)
            nearest = min(ways, key=lambda town: ways[town])
            joined.add(nearest)
            total += ways[nearest]
        return total

    assert tree((0, 1, 2)) == 9.0  # 4 + 2 + 3
    saved = saving(tree, 3)
    assert is_stable(saved, np.array([4.0 - 4.0, 6.0 - 2.0, 7.0 - 3.0]))
    assert not is_stable(saved, np.array([2.0, 1.0, 5.0]))  # the first two save 4 by themselves
    by_hand = saving(listed(a=4, b=6, c=7, ab=6, ac=9, bc=9, abc=9), 3)
    assert saved.tolist() == by_hand.tolist()


def test_every_coalition_is_numbered_once():
    """The games above are read in the order of the engine: S has the number Σ 2^i."""
    counted = game(4, len)
    for size in range(1, 5):
        for s in combinations(range(4), size):
            assert counted[sum(1 << i for i in s)] == size
