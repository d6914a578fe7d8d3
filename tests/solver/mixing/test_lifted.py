"""What follows from the products of a mix loses no plan, and says no less than the products alone."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.solver.mixing.box import Box, Relaxation
from symbiosis.solver.mixing.lifted import lift
from symbiosis.solver.pools import solve_products
from tests.cases.pooling import adhya, haverly
from tests.solver.mixing.test_branch import searched


def root(search):
    return Relaxation(search).solve(Box(search.low.copy(), search.high.copy(), -np.inf), None)


@pytest.mark.parametrize(("park", "optimum"), [(haverly, -400.0), (lambda: adhya(4), -877.64574)])
def test_the_best_plan_stays_and_the_bound_is_no_weaker(park, optimum):
    plain, search = searched(park()), searched(park())
    lift(search)
    assert root(plain).bound - 1e-6 <= root(search).bound <= optimum + 1e-3
    own = search.program.cost.size
    x = solve_products(search.program, search.of, search.options).x
    search.low[:own], search.high[:own] = x - 1e-6, x + 1e-6
    assert root(search) is not None


def test_the_sulphur_of_a_pool_of_two_crudes_is_one_share_alone():
    search = searched(haverly())
    lift(search)
    assert search.worth == []


def test_every_quality_of_a_pool_of_many_is_counted_once():
    search = searched(adhya(4))
    lift(search)
    assert len(search.worth) == 2 * 4  # two pools of four components, four qualities


def test_a_quality_is_the_same_sum_of_its_sources_in_pool_and_ends():
    search = searched(adhya(4))
    lift(search)
    matrix, first = search.wide.matrix.toarray(), search.program.row_lower.size
    for load, c, y in search.beside:
        if c not in search.worth:
            continue
        of_pool = next(row for row in matrix[first:] if row[c] != 0.0)
        of_end = next(row for row in matrix[first:] if row[load] != 0.0)
        for v, s, flow in search.triples:
            if flow == y:
                assert of_end[v] == pytest.approx(of_pool[s])
