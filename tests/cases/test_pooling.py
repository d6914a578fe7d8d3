"""Published pooling problems: plan and bound lie on either side of the known optimum, within one per cent."""

import itertools
from functools import partial

import numpy as np
import pytest
from scipy.optimize import linprog

from symbiosis.horizon import full
from symbiosis.questions import solve
from symbiosis.solver import Options
from tests.cases import pooling
from tests.cases.test_published import original

ORIGINALS = {"haverly1": -400.0, "bental4": -450.0, "adhya1": -549.80305}


def check(park, known, gap=0.01):
    r = solve(park, horizon=full(park.calendar), options=Options(gap=gap, time_limit=60.0))
    assert r.status in ("optimal", "within_gap"), r
    assert r.verdict.ok, r.verdict
    assert r.outcome.objective >= known - 1e-4 * abs(known)
    assert r.outcome.bound <= known + 1e-6 * abs(known)
    assert r.outcome.objective - r.outcome.bound <= gap * abs(r.outcome.objective) + 1e-9
    return r


@pytest.mark.parametrize(
    ("change", "known"), [({}, -400.0), ({"most": 600.0}, -600.0), ({"dear": 13.0}, -750.0)]
)
def test_haverlys_three_pools(change, known):
    check(pooling.haverly(**change), known)


@pytest.mark.parametrize(
    ("number", "known"), [(1, -549.80305), (2, -549.80305), (3, -561.04469), (4, -877.64574)]
)
def test_several_qualities(number, known):
    check(pooling.adhya(number), known)


@pytest.mark.parametrize(
    ("park", "known"), [(pooling.ben_tal, -3500.0), (partial(pooling.foulds, 2), -1100.0)]
)
def test_several_pools(park, known):
    check(park(), known, gap=1e-4)


@pytest.mark.parametrize("number", [3, 4, 5])
def test_eight_pools_and_sixteen_products(number):
    check(pooling.foulds(number), -8.0, gap=1e-3)


@pytest.mark.parametrize(("number", "known"), [(3, -561.044687), (4, -877.64574)])
def test_several_qualities_to_a_hundredth_of_a_per_mille(number, known):
    check(pooling.adhya(number), known, gap=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2])
def test_few_pools_of_many_qualities_to_a_tenth_of_a_per_mille(number):
    check(pooling.adhya(number), -549.80305, gap=1e-4)


# bound and plan of this program's own longer searches
DRAWN = {0: (-1702.3952, -1700.1399), 1: (-1773.1718, -1772.5975), 5: (-2670.9929, -2669.7091)}


@pytest.mark.slow
@pytest.mark.parametrize("seed", DRAWN)
def test_ten_components_six_pools_and_eight_products(seed):
    # what a search proves may not rule out the plan of another one
    least, plan = DRAWN[seed]
    r = solve(
        pooling.random_tanks(seed),
        horizon=full(pooling.haverly().calendar),
        options=Options(gap=0.01, time_limit=60.0),
    )
    assert r.verdict.ok, r.verdict
    assert r.outcome.bound <= plan + 1e-6 * abs(plan)
    assert r.outcome.objective >= least - 1e-6 * abs(least)


def test_limits_from_both_sides():
    check(pooling.rehfeldt(), -4391.82589 + pooling.RT2_SOLD, gap=1e-4)


def with_shares(of_a, of_first):
    """Cheapest plan of `in_a_row` with the shares of both pools given, by a linear program of its own."""
    strong, price = 1.0 + 2.0 * of_a, 16.0 - 10.0 * of_a
    second, cost = of_first * strong + 2.0 * (1.0 - of_first), of_first * price + 10.0 * (1.0 - of_first)
    rows = [  # flows: second → x, second → z, first → y, a → x, c → y
        [of_first, of_first, 1, 0, 0], [1, 1, 0, 0, 0],
        [1, 0, 0, 1, 0], [0, 0, 1, 0, 1], [0, 1, 0, 0, 0],
        [second - 2.5, 0, 0, 0.5, 0], [0, 0, strong - 1.75, 0, 0.25], [0, second - 1.5, 0, 0, 0],
        [of_first * of_a, of_first * of_a, of_a, 1, 0],
        [of_first * (1 - of_a), of_first * (1 - of_a), 1 - of_a, 0, 0], [1 - of_first, 1 - of_first, 0, 0, 1],
    ]  # fmt: skip
    limits = [20, 20, 10, 15, 20, 0, 0, 0, 18, 18, 18]
    return linprog([cost - 9, cost - 14, price - 13, -3, -3], rows, limits).fun


def test_a_pool_that_feeds_a_pool():
    # its own shares give its cost in another program, and no shares on a grid beat what is proved
    r = check(pooling.in_a_row(), -511 / 12, gap=1e-4)
    sent = {link: float(r.data["exchange"].sel(route=f"{link}:oil").item()) for link in r.park.links}
    of_a = sent["a_first"] / (sent["a_first"] + sent["b_first"])
    of_first = sent["first_second"] / (sent["first_second"] + sent["c_second"])
    assert r.outcome.objective == pytest.approx(with_shares(of_a, of_first), rel=1e-5)
    grid = np.linspace(0.0, 1.0, 21)
    assert r.outcome.bound <= min(with_shares(*at) for at in itertools.product(grid, grid))


def test_a_pool_in_between_changes_nothing():
    park = pooling.haverly()
    links = {label: link for label, link in park.links.items() if link.origin != "tank"}
    more = [pooling.pipe("tank", "next", "oil"), *(pooling.pipe("next", x, "oil") for x in ("x", "y"))]
    between = park.replace(
        enterprises={**park.enterprises, "next": type(park.enterprises["tank"])(label="next")},
        pools=[*park.pools.values(), pooling.Pool(label="next.pool", carrier="oil", throughput_max=300.0)],
        links={**links, **{link.label: link for link in more}},
    )
    check(between, -400.0, gap=1e-4)


@pytest.mark.parametrize("name", ORIGINALS)
def test_originals(name):
    check(pooling.from_text(original("pooling", f"{name}.json")), ORIGINALS[name])
