"""Random firms with several operations, sources, sinks and waters: `fair` against programs and proofs apart.

Every coalition's cost is that of a linear program written for it alone; the Shapley value is counted order by
order; whether there is a core is asked of balanced weights (Bondareva, Shapley), and the nucleolus is proved
to be it by Kohlberg's criterion.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.optimize import linprog

from symbiosis.horizon import full
from symbiosis.study.sharing.coalitions import play
from symbiosis.study.sharing.game import least_core
from symbiosis.study.sharing.rules import share
from tests.study.sharing.firms import Firms, least_cost, park_of

WATERS = ((1.0, 0.0, 1e3),)


def operations(rng, firms, each):
    """Operations that fresh water can serve: an inlet at 0 to 150 ppm, some 25 to 250 ppm of a load."""
    return {
        f"firm{i}": tuple(
            (float(inlet), float(inlet + 25 * rng.integers(1, 11)), float(rng.integers(1, 20)))
            for inlet in 25 * rng.integers(0, 7, size=each)
        )
        for i in range(firms)
    }


def flows(rng, firms, low, high):
    return {f"firm{i}": ((float(rng.integers(5, 60)), float(rng.integers(low, high))),) for i in range(firms)}


def three_firms_of_two(seed):
    """Six operations, freight between firms, a fee on what leaves."""
    return Firms(operations(np.random.default_rng(seed), 3, 2), {}, {}, WATERS, freight=0.15, fee=0.4)


def four_with_sources_and_sinks(seed):
    """Fixed flows; river water at 30 ppm is cheap and scarce, clean water is dear."""
    rng = np.random.default_rng(seed)
    waters = ((0.3, 30.0, 12.0), (1.5, 0.0, 1e3))
    return Firms({}, flows(rng, 4, 20, 200), flows(rng, 4, 10, 150), waters, freight=0.05, fee=0.2)


def five_of_both(seed):
    """Two firms with operations, three with sources and sinks."""
    rng = np.random.default_rng(seed)
    ops = operations(rng, 2, 1)
    given, taken = ({f"firm{i + 2}": one[f"firm{i}"] for i in range(3)} for one in (
        flows(rng, 3, 20, 300), flows(rng, 3, 0, 150),
    ))  # fmt: skip
    return Firms(ops, given, taken, WATERS, fee=0.1)


GAMES = {
    "three firms of two": three_firms_of_two(1),
    "again": three_firms_of_two(3),
    "four with sources and sinks": four_with_sources_and_sinks(3),
    "five of both": five_of_both(5),
}


@pytest.fixture(scope="module", params=GAMES)
def played(request):
    firms = GAMES[request.param]
    park = park_of(firms)
    return firms, play(park, horizon=full(park.calendar))


def groups(names):
    for size in range(1, len(names) + 1):
        yield from itertools.combinations(names, size)


def values_apart(firms):
    """What every coalition saves, by its firms, from programs of its own."""
    cost = {frozenset(s): least_cost(firms, s) for s in groups(firms.names)}
    return {s: sum(cost[frozenset((n,))] for n in s) - paid for s, paid in cost.items()}


def test_every_coalition_pays_what_a_program_of_its_own_says(played):
    firms, game = played
    assert game.players == tuple(firms.names)
    for s in groups(firms.names):
        assert game.cost(*s).value == pytest.approx(least_cost(firms, s), rel=1e-6), s


def test_they_save_something_together(played):
    """Else the rest is said of nothing."""
    _, game = played
    assert game.values[-1] > 0.01 * game.alone.sum()


def test_shapley_order_by_order(played):
    firms, game = played
    value = {frozenset(): 0.0, **values_apart(firms)}
    orders = list(itertools.permutations(firms.names))
    brought = dict.fromkeys(firms.names, 0.0)
    for order in orders:
        for at, name in enumerate(order):
            more = value[frozenset(order[: at + 1])] - value[frozenset(order[:at])]
            brought[name] += more / len(orders)
    assert share(game, "shapley").shares == pytest.approx(brought, rel=1e-5, abs=1e-5)


def balanced_worth(firms, value):
    """The most that coalitions make if each firm splits its time among them: v(N) where there is a core."""
    inner = [s for s in value if len(s) < len(firms.names)]
    found = linprog(
        [-value[s] for s in inner],
        A_eq=np.array([[float(n in s) for s in inner] for n in firms.names]),
        b_eq=np.ones(len(firms.names)),
        method="highs",
    )
    return -float(found.fun)


def test_whether_there_is_a_core(played):
    firms, game = played
    value = values_apart(firms)
    whole = value[frozenset(firms.names)]
    assert balanced_worth(firms, value) <= whole + 1e-6  # a game of linear programs is balanced (Owen 1975)
    assert least_core(game.values)[0] <= 1e-6
    one = share(game, "least_core")
    assert all(sum(one.shares[n] for n in s) >= worth - 1e-5 for s, worth in value.items())


def test_the_nucleolus_is_proved(played):
    """Of coalitions with an excess above any level, no shift of money helps one without hurting another."""
    firms, game = played
    names, value = firms.names, values_apart(firms)
    shares = share(game, "nucleolus").shares
    assert sum(shares.values()) == pytest.approx(value[frozenset(names)])
    excess = {s: v - sum(shares[n] for n in s) for s, v in value.items() if len(s) < len(names)}
    for level in sorted(set(np.round(list(excess.values()), 4)), reverse=True):
        above = [s for s, e in excess.items() if e >= level - 2e-4]
        rows = np.array([[float(n in s) for n in names] for s in above])
        found = linprog(
            -rows.sum(axis=0),
            A_ub=-rows,
            b_ub=np.zeros(len(above)),
            A_eq=np.ones((1, len(names))),
            b_eq=[0.0],
            bounds=[(-1.0, 1.0)] * len(names),
            method="highs",
        )
        assert -found.fun == pytest.approx(0.0, abs=1e-7), (level, above)
