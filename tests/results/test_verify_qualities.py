"""The checker traces qualities anew: a mix over its limit or a load left behind is named."""

import numpy as np
import pytest

from symbiosis.park import Demand, Outlet, Store, Supply, Technology
from symbiosis.park.quality import Pool, Quality
from symbiosis.results.verify import verify
from tests.cases.pooling import haverly
from tests.cases.water import TWO_CONTAMINANTS, processes, several, sources_and_sinks
from tests.parks import at, optimum, pipe, series, small_park


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


def test_an_outlet_that_picks_up_more_of_one_contaminant_is_traced():
    from symbiosis.horizon import full
    from symbiosis.questions import solve

    park = several(TWO_CONTAMINANTS)
    r = solve(park, horizon=full(park.calendar))
    assert r.verdict.ok, r.verdict
    first = park.water_uses["p1.wash"]
    more = type(first)(**{**first.__dict__, "load": {**first.load, "q2": 1.2 * first.load["q2"].value}})
    found = verify(
        park.replace(water_uses={**park.water_uses, "p1.wash": more}), r.horizon, r.data, r.outcome.objective
    ).findings
    # p1 can carry it, but what p2 takes from there is no longer clean enough
    assert any("q2 of the mix exceeds its limit (off by 210" in str(f) for f in found), found


def test_a_tank_is_followed_hour_by_hour():
    # what comes in the first hour still counts in the third
    tank = Store(label="works.tank", carrier="water", capacity=100.0, mixes=True, initial_level=0.0)

    def park(strength):
        return small_park(
            3, Quality(label="cod", unit="mg/L"), tank,
            Supply(label="works.water", carrier="water", rate=series(10, 30, 0), quality={"cod": strength}),
            pipe("works", "mill", "water"),
            Demand(label="mill.water", carrier="water", rate=series(0, 0, 40), quality_max={"cod": 20.0}),
        )  # fmt: skip

    r = optimum(park(series(80, 0, 0)), cyclic=False)
    assert verify(r.park, r.horizon, r.data, r.outcome.objective).ok
    worse = park(series(84, 0, 0))
    findings = verify(worse, r.horizon, r.data, r.outcome.objective).findings
    (found,) = [f for f in findings if "exceeds its limit" in f.what]
    assert "mill:water:demand:mill.water" in str(found)
    assert found.amount == pytest.approx(40.0)  # (84 − 80) · 10
    assert all("differs from the mix that flows" in f.what for f in findings if f is not found)


def test_a_treatment_in_a_circle_is_solved_as_one():
    # 10 at 90 into a half that goes round: out = 0.5 · (90 · 10 + 10 · out) / 20, so out = 30
    park = small_park(
        1, Quality(label="cod", unit="mg/L"),
        Supply(label="a.water", carrier="water", rate=10.0, quality={"cod": 90.0}),
        pipe("a", "works", "water"),
        Technology(
            label="works.unit", rated_on="water", ratios={"water": -1.0}, returns=1.0, removal={"cod": 0.5},
            capacity=20.0,
        ),
        pipe("works", "b", "water"), pipe("b", "works", "water", label="back"),
        Pool(label="b.basin", carrier="water", throughput_max=20.0),
        Outlet(label="b.water", carrier="water", fee=0.0, quality_max={"cod": 30.0}),
    )  # fmt: skip
    r = optimum(park)
    assert at(r, "activity", "works.unit") == [20]
    cleaner = park.replace(
        outlets=[Outlet(label="b.water", carrier="water", fee=0.0, quality_max={"cod": 29.0})]
    )
    (found,) = verify(cleaner, r.horizon, r.data, r.outcome.objective).findings
    assert found.amount == pytest.approx(10.0, rel=1e-3)
