"""A plan is found where the first shares allow none: a walk to where the products hold."""

from __future__ import annotations

import numpy as np

from symbiosis.formulation.products import products
from symbiosis.horizon import full
from symbiosis.questions import assemble
from symbiosis.solver import Options
from symbiosis.solver.mixing.plans import held, settle
from symbiosis.solver.mixing.search import Search
from tests.cases.water import effluents


def test_a_walk_finds_a_plan_where_outlets_must_be_a_thousand_times_cleaner():
    park = effluents(4)  # 16780 ppm in, 2 ppm out: through two plants more than once
    program = assemble(park, horizon=full(park.calendar))
    search = Search(program, products(program), Options(time_limit=60.0), None)
    first = search.run(program, 1e-6)
    assert held(search, first.x) is None
    settle(search, first.x)
    assert np.isfinite(search.best)
    x = search.plan.x
    off = [x[v] - x[s] * x[y] for v, s, y in search.triples]
    assert np.abs(off).max() < 1e-6
