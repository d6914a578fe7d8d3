"""The checker on what the engine answers: no false alarm, and stated terms of balances are checked too."""

import numpy as np
import pytest

from symbiosis.horizon import full
from symbiosis.questions import solve
from symbiosis.results.verify import verify
from tests.parks import plant
from tests.results.plan import TOTAL, changed, everything


@pytest.fixture(scope="module")
def answer():
    park, horizon, _ = everything()
    return solve(park, "integrated_park", horizon=horizon)


def findings(answer, data):
    return [str(f) for f in verify(answer.park, answer.horizon, data, answer.outcome.objective).findings]


def test_the_answer_holds_and_is_no_dearer_than_the_plan_by_hand(answer):
    """Two more panels, left out by hand, cost 2 · 4 and sell 1 + 1 more at 10."""
    assert answer.verdict.ok
    assert answer.outcome.objective == pytest.approx(TOTAL - 12.0)


@pytest.mark.parametrize("cyclic", [True, False])
@pytest.mark.parametrize("annualised", [True, False])
def test_any_horizon_holds(cyclic, annualised):
    park, _, _ = everything()
    park = changed(park, "caps", "co2_cap", limit=1e9)
    horizon = full(park.calendar, cyclic=cyclic, annualised=annualised)
    result = solve(park, "integrated_park", horizon=horizon)
    assert result.outcome.status == "optimal"
    assert result.verdict.ok, result.verdict


def test_a_plan_of_another_horizon_does_not_hold(answer):
    horizon = full(answer.park.calendar, annualised=True)
    assert not verify(answer.park, horizon, answer.data, answer.outcome.objective).ok


@pytest.mark.parametrize("change", [1.0001, -1.0, np.nan])
def test_a_wrong_term_is_found(answer, change):
    for at in np.flatnonzero(np.abs(answer.data["flow"].values).max(axis=1) > 0.0):
        data = answer.data.copy(deep=True)
        data["flow"].values[at] *= change
        term = ":".join(str(data[name].values[at]) for name in ("enterprise", "carrier", "role", "by"))
        said = findings(answer, data)
        assert any(f.startswith(term) and "term of a balance differs" in f for f in said), term


def test_missing_doubled_and_renamed_terms_are_found(answer):
    count = answer.data.sizes["term"]
    said = findings(answer, answer.data.isel(term=range(1, count)))
    assert any("term of a balance is missing" in f for f in said)
    said = findings(answer, answer.data.isel(term=[0, *range(count)]))
    assert any("has a term twice" in f for f in said)
    roles = np.array(["given", *answer.data["role"].values[1:]])
    said = findings(answer, answer.data.assign_coords(role=("term", roles)))
    assert any("is no term of any balance" in f for f in said)
    assert findings(answer, answer.data.drop_vars("role"))


def test_a_plant_that_makes_energy_is_noted():
    park, horizon, _ = everything()
    heat_pump = plant("town.pump", "heat", {"power": -0.25}, capacity=1.0)
    park = park.replace(technologies={**park.technologies, heat_pump.label: heat_pump})
    market = {"members": ("mill", "town"), "purchase_price": 1.0, "sale_price": None}
    park = changed(park, "markets", "power_market", **market)
    result = solve(park, "integrated_park", horizon=horizon)
    assert result.verdict.ok, result.verdict
    assert [(note.where, note.what) for note in result.verdict.notes] == [
        ("town.pump", "gives more energy than it takes, in 2 steps")
    ]
