"""Sharing water as a game: the cost of every coalition is the pinch target of its members, found apart."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from symbiosis.horizon import full
from symbiosis.study.sharing.coalitions import play
from symbiosis.study.sharing.game import nucleolus, shapley
from tests.cases import water
from tests.cases.test_water import target

FIVE = (  # inlet and outlet limits [ppm], load [kg/h]
    ("p1", 0.0, 100.0, 2.0),
    ("p2", 50.0, 100.0, 5.0),
    ("p3", 50.0, 800.0, 30.0),
    ("p4", 400.0, 800.0, 4.0),
    ("p5", 0.0, 200.0, 6.0),
)


def played(table):
    park = water.processes(table=table)
    return play(park, horizon=full(park.calendar))


def every(table):
    for size in range(1, len(table) + 1):
        yield from itertools.combinations(table, size)


@pytest.mark.parametrize("table", [water.WANG_SMITH, FIVE], ids=["published four", "five"])
def test_every_coalition_costs_its_pinch_target(table):
    game = played(table)
    for rows in every(table):
        assert game.cost(*(row[0] for row in rows)).value == pytest.approx(target(rows), rel=1e-6)


def test_the_published_four_save_from_112_5_to_90():
    game = played(water.WANG_SMITH)
    assert game.alone.sum() == pytest.approx(112.5)
    assert game.cost("p1", "p2", "p3", "p4").value == pytest.approx(90.0)
    for shares in (shapley(game.values), nucleolus(game.values)):
        assert shares.sum() == pytest.approx(22.5)
        assert (shares >= -1e-9).all()
    # p4 alone takes 5 of its own, and nothing of it where anybody leaves water at 400 ppm or less
    assert game.cost("p4").value == pytest.approx(5.0)


def test_shapley_of_pinch_targets_by_counting_orders():
    table = water.WANG_SMITH
    names = [row[0] for row in table]
    rows = dict(zip(names, table, strict=True))

    def saved(group):
        chosen = [rows[name] for name in group]
        return sum(target([row]) for row in chosen) - target(chosen) if chosen else 0.0

    by_hand = np.zeros(len(names))
    orders = list(itertools.permutations(names))
    for order in orders:
        for at, name in enumerate(order):
            by_hand[names.index(name)] += (saved(order[: at + 1]) - saved(order[:at])) / len(orders)
    assert shapley(played(table).values) == pytest.approx(by_hand)


@pytest.mark.parametrize("seed", range(3))
def test_random_firms(seed):
    rng = np.random.default_rng(seed)
    table = []
    for i in range(4):
        inlet = float(rng.integers(0, 6) * 25)
        table.append((f"p{i}", inlet, inlet + float(rng.integers(1, 10) * 25), float(rng.integers(1, 20))))
    game = played(table)
    for rows in every(table):
        assert game.cost(*(row[0] for row in rows)).value == pytest.approx(target(rows), rel=1e-6)


def cascade(sinks, sources):
    """Least fresh water for fixed flows: at no quality may the flow short below it go unmet in load."""
    levels = sorted({quality for _, quality in (*sinks, *sources)})
    least = 0.0
    for top in levels:
        if top > 0.0:
            load = sum(flow * (top - quality) for flow, quality in sinks if quality < top)
            load -= sum(flow * (top - quality) for flow, quality in sources if quality < top)
            least = max(least, load / top)
    flow = sum(flow for flow, _ in sinks) - sum(flow for flow, _ in sources)
    return max(least, flow, 0.0)


def test_sources_and_sinks_of_every_coalition():
    park = water.sources_and_sinks()
    game = play(park, horizon=full(park.calendar)) if len(park.enterprises) <= 8 else None
    assert game is not None
    for sinks in range(5):
        for sources in range(5):
            who = [f"sink_{j}" for j in range(sinks)] + [f"source_{i}" for i in range(sources)]
            if who:
                asked = cascade(water.SINKS[:sinks], water.SOURCES[:sources])
                assert game.cost(*who).value == pytest.approx(asked, abs=1e-6), who
