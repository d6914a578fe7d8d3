"""What cannot be told apart is decided once, at the same cost, and everyone gets their part back."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given as drawn_from

from symbiosis.formulation.alike import merged
from symbiosis.formulation.build import build
from symbiosis.horizon import full
from symbiosis.park import Link, Store, Technology
from symbiosis.questions import load, solve
from symbiosis.results.verify.bound import recompute_bound
from symbiosis.solver import Options
from symbiosis.solver import solve as run
from symbiosis.solver.gate import admit
from tests.formulation.parks import rich_park
from tests.laws.random_park import often, random_parks
from tests.parks import A_YEAR, cap, need, series, shop, small_park

QUESTION = load("integrated_park")
EXACT = Options(gap=0.0)


def twins(count=3, **other):
    """Equal mills with a boiler and a tank each, and a cap on what all emit; `other` for the last."""
    things = []
    for n in range(count):
        name = f"mill{n}"
        more = other if n == count - 1 else {}
        size = {"capacity": 0.0, "capacity_max": 20.0, "lifetime": 1.0, "investment_per_capacity": A_YEAR}
        things += [
            Technology(
                label=f"{name}.boiler",
                rated_on="heat",
                ratios={"gas": -1.0, "heat": 0.8, "co2": 0.2},
                **(size | more),
            ),
            Store(label=f"{name}.tank", carrier="heat", capacity=2.0),
            need(f"{name}.heat", series(1.0, 5.0, 3.0), "heat"),
        ]
    names = [f"mill{n}" for n in range(count)]
    things += [shop("gas", 2.0, *names), shop("heat", series(9.0, 9.0, 4.0), *names)]
    return small_park(3, *things, cap("co2", 500.0 * count))


def program_of(park):
    """The integrated question over all steps."""
    return build(QUESTION.build, QUESTION.scope(park), full(park.calendar))


def test_three_equal_mills_take_the_columns_of_one():
    one, three = program_of(twins(1)), program_of(twins(3))
    less = merged(three)
    assert less.program.shape == one.shape
    assert less.program.nonzeros == one.nonzeros
    alone, whole = run(one, EXACT), run(three, EXACT)
    small = run(less.program, EXACT)
    assert small.objective == pytest.approx(whole.objective, rel=1e-9)
    assert whole.objective == pytest.approx(3.0 * alone.objective, rel=1e-9)
    x = less.solution(small.x)
    assert float(three.cost @ x) + three.offset == pytest.approx(whole.objective, rel=1e-9)
    activity = three.matrix @ x
    assert (activity >= three.row_lower - 1e-7).all()
    assert (activity <= three.row_upper + 1e-7).all()


def test_duals_are_given_back_as_equal_parts():
    three = program_of(twins(3))
    less = merged(three)
    small = run(less.program, EXACT)
    y, reduced = less.duals(small.row_dual), less.reduced_costs(small.column_dual)
    assert three.cost - three.matrix.T @ y == pytest.approx(reduced, rel=1e-7, abs=1e-6)


def test_whoever_differs_is_told_apart():
    less = merged(program_of(twins(3, investment_per_capacity=2.0 * A_YEAR)))
    assert less.program.shape[1] > program_of(twins(1)).shape[1]
    names = {less.program.column_label(j) for j in range(less.program.shape[1])}
    assert any("mill0.boiler" in name for name in names)
    assert any("mill2.boiler" in name for name in names)
    assert not any("mill1.boiler" in name for name in names)


def test_a_neighbour_makes_a_difference():
    park = twins(3)
    pipe = Link(label="pipe", origin="mill0", destination="mill1", carriers=("heat",), capacity=1.0)
    less = merged(program_of(park.replace(links={"pipe": pipe})))
    assert less is None or less.program.shape[1] == program_of(park.replace(links={"pipe": pipe})).shape[1]


def test_whole_numbers_are_each_their_own():
    park = twins(3, investment=0.0)
    lumpy = {
        label: dataclasses.replace(boiler, investment=A_YEAR, investment_per_capacity=0.0)
        for label, boiler in park.technologies.items()
    }
    program = program_of(park.replace(technologies=lumpy))
    less = merged(program)
    whole = run(program, EXACT)
    assert program.integer.sum() == 3
    if less is not None:
        assert less.program.integer.sum() == 3
        assert run(less.program, EXACT).objective == pytest.approx(whole.objective)


def test_asked_of_a_park_results_are_those_of_everyone():
    park = twins(4)
    merge, plain = (
        solve(park, "integrated_park", full(park.calendar), Options(gap=0.0, alike=alike))
        for alike in ("merged", "separate")
    )
    assert "alike" in merge.outcome.method
    assert merge.outcome.objective == pytest.approx(plain.outcome.objective)
    assert merge.verdict.ok
    sizes = merge.data["new"].sel(asset=[f"mill{n}.boiler" for n in range(4)]).values
    assert sizes[0] > 0.0
    assert np.ptp(sizes) == 0.0
    proof = recompute_bound(admit(program_of(park)).problem, merge.outcome.multipliers)
    assert proof.value == pytest.approx(plain.outcome.objective, rel=1e-6)


def test_solved_loosely_the_proof_is_given_back_to_everyone():
    park = twins(3)
    r = solve(
        park, "integrated_park", full(park.calendar), Options(gap=1e-3, method="certified", alike="merged")
    )
    whole = program_of(park)
    optimum = run(whole, EXACT).objective
    assert r.verdict.ok
    assert r.outcome.bound <= optimum * (1 + 1e-6)
    assert r.outcome.objective >= optimum * (1 - 1e-6)
    proof = recompute_bound(admit(whole).problem, r.outcome.multipliers)
    assert proof.confirms(r.outcome.bound, r.outcome.objective)


def test_a_park_without_likes_stays_as_it_is():
    program = program_of(rich_park(4))
    less = merged(program)
    if less is not None:
        assert less.program.shape[1] <= program.shape[1]
        assert run(less.program, EXACT).objective == pytest.approx(run(program, EXACT).objective, rel=1e-7)


def test_on_random_parks_the_optimum_stays():
    @often(6)
    @drawn_from(random_parks())
    def same(drawn):
        park = drawn.park
        ways = [
            solve(park, "integrated_park", full(park.calendar), Options(gap=0.0, alike=alike))
            for alike in ("merged", "separate")
        ]
        assert ways[0].verdict.ok
        assert ways[0].outcome.objective == pytest.approx(ways[1].outcome.objective, rel=1e-7, abs=1e-7)

    same()
