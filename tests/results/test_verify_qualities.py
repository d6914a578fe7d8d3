"""The checker traces qualities anew: a mix over its limit or a load left behind is named."""

import numpy as np
import pytest

from symbiosis.results.verify import verify
from tests.cases.pooling import haverly
from tests.cases.water import processes, sources_and_sinks
from tests.parks import optimum


def moved(r, label, amount, other):
    """Return the result's data with an amount of one pair's flow moved to another pair."""
    data = r.data.copy(deep=True)
    labels = data["pair"].values.tolist()
    data["blend"].values[labels.index(label)] -= amount
    data["blend"].values[labels.index(other)] += amount
    return data


def said(r, data):
    return [str(finding) for finding in verify(r.park, r.horizon, data, r.outcome.objective).findings]


@pytest.fixture(scope="module")
def network():
    return optimum(sources_and_sinks())


def test_a_right_plan_holds(network):
    verdict = verify(network.park, network.horizon, network.data, network.outcome.objective)
    assert verdict.ok
    assert verdict.checks["quality"] > 20


def test_parts_that_do_not_add_up_are_named(network):
    data = network.data.copy(deep=True)
    data["blend"].values[0] += 1.0
    assert any("is not the sum of its parts" in finding for finding in said(network, data))


def test_a_mix_over_its_limit_is_named(network):
    park = network.park
    worse = {**park.supplies["source_1.water"].__dict__, "quality": {"cod": 160.0}}
    changed = park.replace(
        supplies={**park.supplies, "source_1.water": type(park.supplies["source_1.water"])(**worse)}
    )
    found = verify(changed, network.horizon, network.data, network.outcome.objective).findings
    assert any("cod of the mix exceeds its limit" in str(finding) for finding in found)


def test_a_load_left_behind_is_named():
    r = optimum(processes())
    uses = {
        label: type(use)(**{**use.__dict__, "load": {"cod": 1.1 * use.load["cod"].value}})
        for label, use in r.park.water_uses.items()
    }
    found = verify(r.park.replace(water_uses=uses), r.horizon, r.data, r.outcome.objective).findings
    assert sum("does not carry its load of cod away" in str(finding) for finding in found) == 4


def test_what_leaves_a_pool_has_the_quality_of_what_entered():
    from symbiosis.horizon import full
    from symbiosis.questions import solve

    park = haverly()
    r = solve(park, horizon=full(park.calendar))
    assert r.verdict.ok
    dirtier = park.replace(
        markets={**park.markets, "b": type(park.markets["b"])(
            **{**park.markets["b"].__dict__, "quality": {"sulphur": 2.0}})}
    )  # fmt: skip
    found = verify(dirtier, r.horizon, r.data, r.outcome.objective).findings
    assert any("sulphur of the mix exceeds its limit" in str(finding) for finding in found)
    assert np.isfinite(r.outcome.bound)
