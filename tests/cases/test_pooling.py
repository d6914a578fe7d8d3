"""Published pooling problems: plan and bound lie on either side of the known optimum, within one per cent."""

import pytest

from symbiosis.horizon import full
from symbiosis.questions import solve
from symbiosis.solver import Options
from tests.cases import pooling
from tests.cases.test_published import original

ORIGINALS = {"haverly1": -400.0, "bental4": -450.0, "adhya1": -549.80305}


def check(park, known):
    r = solve(park, horizon=full(park.calendar), options=Options(gap=0.01, time_limit=60.0))
    assert r.status in ("optimal", "within_gap"), r
    assert r.verdict.ok, r.verdict
    assert r.outcome.objective >= known - 1e-4 * abs(known)
    assert r.outcome.bound <= known + 1e-6 * abs(known)
    assert r.outcome.objective - r.outcome.bound <= 0.01 * abs(r.outcome.objective) + 1e-9


@pytest.mark.parametrize(
    ("change", "known"), [({}, -400.0), ({"most": 600.0}, -600.0), ({"dear": 13.0}, -750.0)]
)
def test_haverlys_three_pools(change, known):
    check(pooling.haverly(**change), known)


@pytest.mark.parametrize("name", ORIGINALS)
def test_originals(name):
    check(pooling.from_text(original("pooling", f"{name}.json")), ORIGINALS[name])
