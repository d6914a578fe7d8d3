"""A bound is worked out again from multipliers; wrong ones never prove more than the optimum."""

from __future__ import annotations

import dataclasses
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from symbiosis.cli import app
from symbiosis.horizon.spec import full
from symbiosis.questions import assemble, solve
from symbiosis.results.proof import check_bound
from symbiosis.results.store import load_results, save_results
from symbiosis.results.verify.bound import recompute_bound
from symbiosis.results.verify.reach import reach
from symbiosis.solver import Options
from symbiosis.solver import solve as run
from symbiosis.solver.arrays import Problem
from symbiosis.solver.certified.limits import column_limits
from symbiosis.solver.gate import admit
from tests.laws.random_park import often, random_parks
from tests.parks import need, plant, shop, small_park
from tests.solver.certified.parks import PROGRAMS, program_of, seasonal

CERTIFIED = Options(method="certified", gap=1e-3)


def two_rows(upper=np.inf):
    """Least 3x + y with x + y ≥ 4 and x ≤ 10, y ≤ 3: 1 of x and 3 of y, cost 6."""
    return Problem(
        start=np.array([0, 2], dtype=np.int32),
        index=np.array([0, 1], dtype=np.int32),
        value=np.array([1.0, 1.0]),
        row_lower=np.array([4.0]),
        row_upper=np.array([np.inf]),
        column_lower=np.zeros(2),
        column_upper=np.array([upper, 3.0]),
        cost=np.array([3.0, 1.0]),
        offset=0.0,
        integer=np.zeros(2, dtype=bool),
    )


def test_a_bound_by_hand():
    """The row leaves 1 ≤ x ≤ 4, as y is at most 3; y = 3 prices x at 0 and charges the other −2 · 3."""
    assert recompute_bound(two_rows(), np.array([3.0])).value == pytest.approx(12 - 2 * 3, abs=1e-7)
    assert recompute_bound(two_rows(), np.array([1.0])).value == pytest.approx(4 + 2 * 1, abs=1e-7)
    assert recompute_bound(two_rows(), np.array([5.0])).value == pytest.approx(20 - 2 * 4 - 4 * 3, abs=1e-7)
    # there is no upper limit of the row that a negative multiplier could lean on: it counts as 0
    assert recompute_bound(two_rows(), np.array([-7.0])).value == pytest.approx(3 * 1, abs=1e-7)


def test_a_column_is_not_larger_than_what_needs_it():
    low, high = reach(two_rows())
    assert low == pytest.approx([1.0, 0.0], abs=1e-6)
    assert high == pytest.approx([4.0, 3.0], abs=1e-6)


@pytest.mark.parametrize("name", PROGRAMS)
def test_limits_are_found_twice_by_code_that_shares_nothing(name):
    problem = admit(PROGRAMS[name]()).problem
    (low, high), (other_low, other_high) = column_limits(problem), reach(problem)
    known = np.isfinite(high)
    assert (np.isfinite(other_high) == known).all()
    # It may look longer and find closer limits; looser ones would not confirm the solver's bound.
    assert (other_high[known] <= 1.01 * high[known] + 1e-6).all()
    assert (other_low >= low - 0.01 * np.abs(low) - 1e-6).all()


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_limits_keep_a_cheapest_plan(name):
    program = PROGRAMS[name]()
    low, high = reach(admit(program).problem)
    within = run(dataclasses.replace(program, column_lower=low, column_upper=high), Options(gap=0.0))
    assert within.objective == pytest.approx(run(program, Options(gap=0.0)).objective, rel=1e-6)


@often(10)
@given(random_parks(), st.integers(0, 2**31 - 1), st.sampled_from([0.0, 1e-3, 1.0, 1e3]))
def test_corrupted_multipliers_never_prove_more_than_the_optimum(drawn, seed, size):
    program = program_of(drawn.park, full(drawn.park.calendar), relaxed=True)
    outcome = run(program, Options(gap=0.0))
    problem, optimum = admit(program).problem, outcome.objective
    rounding = 1e-6 * max(1.0, abs(optimum))
    true = recompute_bound(problem, outcome.multipliers)
    assert true.value <= optimum + rounding
    assert true.confirms(outcome.bound, optimum)
    rng = np.random.default_rng(seed)
    wrong = np.where(rng.random(problem.rows) < 0.3, np.nan, outcome.multipliers)
    wrong = wrong * (1.0 + size * rng.standard_normal(problem.rows)) + size * rng.standard_normal(
        problem.rows
    )
    low, high = reach(problem)
    kept = dataclasses.replace(program, column_lower=low, column_upper=high)
    assert run(kept, Options(gap=0.0)).objective == pytest.approx(optimum, rel=1e-6, abs=1e-6)
    assert recompute_bound(problem, wrong).value <= optimum + rounding


@pytest.fixture(scope="module")
def proved(tmp_path_factory):
    """A certified result in a file, and its path."""
    results = solve(seasonal(), options=CERTIFIED)
    return save_results(results, tmp_path_factory.mktemp("proved") / "proved.nc")


def test_a_result_keeps_what_proves_its_bound(proved):
    results = load_results(proved)
    program = assemble(results.park, results.question, results.horizon)
    found = check_bound(results, program)
    assert found.ok
    assert "confirmed" in found.sentence
    assert found.found.value == pytest.approx(results.outcome.bound, rel=1e-9)


def test_a_bound_that_is_claimed_too_high_is_found_out(proved):
    results = load_results(proved)
    program = assemble(results.park, results.question, results.horizon)
    boast = dataclasses.replace(results.outcome, bound=results.outcome.bound * 1.01)
    found = check_bound(dataclasses.replace(results, outcome=boast), program)
    assert not found.ok
    assert "not" in found.sentence


def test_multipliers_of_another_program_are_refused(proved):
    results = load_results(proved)
    few = dataclasses.replace(results.outcome, multipliers=results.outcome.multipliers[:-1])
    found = check_bound(
        dataclasses.replace(results, outcome=few), assemble(results.park, results.question, results.horizon)
    )
    assert not found.ok
    assert "multipliers for" in found.sentence


def test_whole_numbers_rest_on_the_search_and_it_is_said():
    from tests.solver.certified.parks import lumpy

    results = solve(lumpy(), options=Options(method="certified", gap=1e-6))
    found = check_bound(results, assemble(lumpy()))
    assert found.ok
    assert "whole numbers" in found.sentence
    tree = solve(lumpy())
    assert tree.outcome.multipliers is None
    assert "tree search" in check_bound(tree, assemble(lumpy())).sentence


def test_the_command(proved):
    done = CliRunner().invoke(app, ["verify", str(proved), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["plan"]
    assert math.isfinite(told["recomputed"])


def test_exact_prices_come_from_the_dispatch():
    """Heat costs what gas costs at the boiler: 10, in every hour, to all digits."""
    park = small_park(
        24,
        plant("mill.boiler", "heat", {"gas": -1.0}, capacity=20.0),
        need("mill.heat", 5.0),
        shop("gas", 10.0, "mill"),
    )
    results = solve(park, options=CERTIFIED)
    assert results.outcome.prices_from == "dispatch"
    price = results.shadow_price.sel(place="mill:heat")
    assert price.values == pytest.approx(10.0, abs=1e-6)
    assert "dispatch" in price.attrs["long_name"]
