"""Boxes hold the plans inside them, what is proved of halves is no less, a failed step ends no search."""

from __future__ import annotations

import numpy as np
import pytest

from symbiosis.formulation.products import products
from symbiosis.horizon import full
from symbiosis.questions import assemble
from symbiosis.solver import Options
from symbiosis.solver.highs import SolverError
from symbiosis.solver.mixing import search as searching
from symbiosis.solver.mixing.box import Box, Relaxation
from symbiosis.solver.mixing.branch import Tree, branch
from symbiosis.solver.mixing.search import Search
from symbiosis.solver.mixing.tighten import bound_flows
from symbiosis.solver.pools import solve_products
from tests.cases.pooling import adhya, haverly


def searched(park, **options):
    program = assemble(park, horizon=full(park.calendar))
    search = Search(program, products(program), Options(**options), None)
    bound_flows(search)
    return search


@pytest.mark.parametrize("seed", range(5))
def test_envelopes_keep_every_product_of_their_box(seed):
    search, rng = searched(haverly()), np.random.default_rng(seed)
    relaxation = Relaxation(search)
    x = rng.uniform(0.0, 1.0, search.low.size) * search.high
    x[relaxation.path] = x[relaxation.share] * x[relaxation.flow]
    low, high = x - rng.uniform(0.0, 1.0, x.size), x + rng.uniform(0.0, 1.0, x.size)
    problem = relaxation.over(low, high)
    of_envelopes = (problem.matrix @ x)[relaxation.rows :]
    assert (of_envelopes >= problem.row_lower[relaxation.rows :] - 1e-9).all()
    assert (of_envelopes <= problem.row_upper[relaxation.rows :] + 1e-9).all()


def test_halves_of_a_box_prove_no_less_and_no_more_than_the_optimum():
    search = searched(haverly())
    relaxation = Relaxation(search)
    tree = Tree(search, relaxation)
    root = relaxation.solve(Box(search.low.copy(), search.high.copy(), -np.inf), None)
    assert root.bound <= -400.0
    halves = tree.cut(root)
    assert len(halves) == 2
    bounds = [np.inf if half is None else half.bound for half in halves]
    assert root.bound <= min(bounds) <= -400.0 + 1e-6


def test_branch_and_bound_alone_closes_the_gap():
    search = searched(adhya(4), gap=1e-5)
    branch(search)
    assert search.is_good()
    assert search.bound <= -877.64574 + 1e-5
    assert search.best >= -877.64575
    assert search.boxes > 0


def test_a_step_that_fails_ends_no_search(monkeypatch):
    solve, calls = searching.solve, iter(range(1000))

    def sometimes(*asked):
        if next(calls) in (2, 3, 5):
            raise SolverError("HiGHS ended with Unknown three times.")
        return solve(*asked)

    monkeypatch.setattr(searching, "solve", sometimes)
    park = haverly()
    program = assemble(park, horizon=full(park.calendar))
    outcome = solve_products(program, products(program), Options(gap=1e-3))
    assert outcome.status in ("optimal", "within_gap")
    assert outcome.bound <= -400.0 <= outcome.objective + 1e-6


def test_a_first_step_that_fails_is_told(monkeypatch):
    def never(*asked):
        raise SolverError("HiGHS ended with Unknown three times.")

    monkeypatch.setattr(searching, "solve", never)
    park = haverly()
    program = assemble(park, horizon=full(park.calendar))
    with pytest.raises(SolverError):
        solve_products(program, products(program), Options())
