"""What is proved of mixes against what shares and amounts on a grid cost, in small parks drawn at random.

Every point of a grid is a plan, so it costs no less than what is proved; and a plan within its gap costs no
more than the best of them.
"""

import itertools

import numpy as np
import pytest
from scipy.optimize import linprog

from symbiosis.horizon import full
from symbiosis.park import Market, Store
from symbiosis.park.quality import Quality
from symbiosis.questions import solve
from symbiosis.solver import Options
from tests.cases.pooling import tanks
from tests.parks import at, pipe, series, small_park

GAP = 1e-3
SEEDS = [*range(3), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 30))]


def drawn(seed, pools=2, products=2, qualities=2):
    """Return components (two per pool), products and the largest flows between, drawn at random."""
    rng = np.random.default_rng(seed)
    components = [
        (float(rng.integers(1, 9)), rng.uniform(0, 10, qualities).round(1).tolist()) for _ in range(2 * pools)
    ]
    sold = [
        (
            float(rng.integers(6, 14)),
            float(rng.integers(5, 40)),
            rng.uniform(2, 8, qualities).round(1).tolist(),
        )
        for _ in range(products)
    ]
    out = rng.integers(10, 40, (pools, products)).astype(float).tolist()
    return components, sold, out


def with_shares(components, sold, out, shares):
    """Cost of the best plan whose pools are mixed in given shares: a linear program of its own."""
    pools, products = len(out), len(sold)
    cost, limits, most = [], [], []
    for p, x in itertools.product(range(pools), range(products)):
        (price, first), (other, second) = components[2 * p], components[2 * p + 1]
        share = shares[p]
        cost.append(share * price + (1 - share) * other - sold[x][0])
        limits.append(share * np.array(first) + (1 - share) * np.array(second) - np.array(sold[x][2]))
        most.append(out[p][x])
    rows, ends = [], []
    for x in range(products):
        to_x = np.array([j % products == x for j in range(pools * products)], dtype=float)
        rows.append(to_x)
        ends.append(sold[x][1])
        rows += list(to_x * np.array(limits).T)
        ends += [0.0] * len(limits[0])
    return linprog(cost, rows, ends, bounds=[(0.0, m) for m in most]).fun


@pytest.mark.parametrize("seed", SEEDS)
def test_pools(seed):
    components, sold, out = drawn(seed)
    park = tanks(components, sold, 2, 500.0, [(1,), (1,), (2,), (2,)], out)
    r = solve(park, horizon=full(park.calendar), options=Options(gap=GAP, time_limit=60.0))
    assert r.status in ("optimal", "within_gap")
    assert r.verdict.ok
    grid = np.linspace(0.0, 1.0, 41)
    best = min(with_shares(components, sold, out, shares) for shares in itertools.product(grid, grid))
    assert r.outcome.bound <= best + 1e-6
    assert r.outcome.objective <= best + GAP * abs(best) + 1e-6
    sent = {label: float(r.data["exchange"].sel(route=f"{label}:oil").item()) for label in park.links}
    mixed = [(sent["c1_o1"], sent["c2_o1"]), (sent["c3_o2"], sent["c4_o2"])]
    shares = [a / (a + b) if a + b > 1e-9 else 0.0 for a, b in mixed]
    assert with_shares(components, sold, out, shares) <= r.outcome.objective + 1e-4 * max(1.0, -best)


def sales(first, second, limits, prices, costs, size, points=21):
    """Least cost of a tank that takes one component, then another while it sells, and sells what is left."""
    a, b, now = np.meshgrid(*[np.linspace(0.0, size, points)] * 2, np.linspace(0.0, 1.0, points))
    total = a + b
    quality = np.where(total > 0, (a * first + b * second) / np.maximum(total, 1e-12), 0.0)
    best = 0.0
    for early, late in itertools.product((True, False), repeat=2):
        sold = now * total if early else 0.0 * total
        allowed = (total - sold <= size) & ((quality <= limits[0]) | (sold == 0.0))
        if late:
            allowed &= quality <= limits[1]
        gained = sold * prices[0] + (total - sold) * (prices[1] if late else 0.0)
        best = min(best, float(np.where(allowed, a * costs[0] + b * costs[1] - gained, 0.0).min()))
    return best


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tank_over_three_hours(seed):
    rng = np.random.default_rng(seed)
    first, second = rng.uniform(0, 10, 2).round(1).tolist()
    limits, prices = rng.uniform(2, 8, 2).round(1).tolist(), rng.integers(8, 15, 2).astype(float).tolist()
    costs, size = rng.integers(2, 9, 2).astype(float).tolist(), float(rng.integers(10, 40))
    dear = 1000.0
    park = small_park(
        3,
        Quality(label="sulphur", unit="%"),
        *(
            Market(
                label=name,
                carrier="oil",
                members=("works",),
                purchase_price=series(*(cost if hour == step else dear for step in range(3))),
                purchase_limit=size,
                quality={"sulphur": quality},
            )
            for name, cost, quality, hour in (("a", costs[0], first, 0), ("b", costs[1], second, 1))
        ),
        Store(label="works.tank", carrier="oil", capacity=size, mixes=True, initial_level=0.0),
        pipe("works", "mill", "oil", capacity=10 * size),
        Market(
            label="sold",
            carrier="oil",
            members=("mill",),
            sale_price=series(0.0, *prices),
            sale_limit=10 * size,
            quality_max={"sulphur": series(0.0, *limits)},
        ),
    )
    r = solve(park, horizon=full(park.calendar, cyclic=False), options=Options(gap=GAP, time_limit=60.0))
    assert r.status in ("optimal", "within_gap")
    assert r.verdict.ok
    best = sales(first, second, limits, prices, costs, size)
    assert r.outcome.bound <= best + 1e-6
    assert r.outcome.objective <= best + GAP * abs(best) + 1e-6
    assert max(at(r, "level", "works.tank")) <= size + 1e-6
