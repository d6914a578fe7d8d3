"""The optimum lies between bound and plan, whatever the first-order solution was worth."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given

from symbiosis.horizon.spec import full
from symbiosis.park import Demand
from symbiosis.questions import solve as ask
from symbiosis.solver import Options, solve
from symbiosis.solver.certified import solve as module
from symbiosis.solver.certified import team
from symbiosis.solver.certified.bound import Limits, best_bound, weak_bound
from symbiosis.solver.certified.chains import find_chains
from symbiosis.solver.certified.dispatch import Dispatching
from symbiosis.solver.certified.limits import column_limits
from symbiosis.solver.certified.split import Steps, split
from symbiosis.solver.gate import admit
from tests.laws.random_park import often, random_parks
from tests.parks import A_YEAR, drain, need, plant, series, shop, small_park
from tests.solver.certified.parks import PROGRAMS, program_of, seasonal

CERTIFIED = Options(method="certified", gap=1e-3)


def exact(program):
    """The optimum by branch and cut or simplex."""
    outcome = solve(program, Options(gap=0.0))
    assert outcome.status == "optimal", outcome
    return outcome.objective


def assert_between(program, outcome):
    """The optimum, found by another method, lies within [bound, plan]."""
    optimum = exact(program)
    rounding = 1e-6 * max(1.0, abs(optimum))
    assert outcome.bound is not None, outcome.warnings
    assert outcome.bound <= optimum + rounding
    assert outcome.has_plan, outcome.warnings
    assert outcome.objective >= optimum - rounding
    assert outcome.violation <= 1e-6


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_optimum_lies_between_bound_and_plan(name):
    program = PROGRAMS[name]()
    outcome = solve(program, CERTIFIED)
    assert_between(program, outcome)
    assert outcome.gap_money == pytest.approx(outcome.objective - outcome.bound)
    assert {"limits", "first-order", "bound", "dispatch"} <= set(outcome.seconds)
    if not program.has_integers:
        assert outcome.gap <= 1e-3


def try_random(examples, relaxed):
    @often(examples)
    @given(random_parks())
    def between(drawn):
        for cyclic in (True, False):
            program = program_of(drawn.park, full(drawn.park.calendar, cyclic=cyclic), relaxed=relaxed)
            assert_between(program, solve(program, CERTIFIED))

    between()


def test_random_parks():
    try_random(5, relaxed=True)


@pytest.mark.slow
@pytest.mark.parametrize("relaxed", [True, False])
def test_many_random_parks(relaxed):
    try_random(100, relaxed)


@pytest.mark.parametrize("name", PROGRAMS)
def test_limits_derived_from_data_keep_an_optimal_plan(name):
    program = PROGRAMS[name]()
    lower, upper = column_limits(admit(program).problem)
    assert np.isfinite(upper).all() or name == "heat levels"  # heat may go round at a loss without a limit
    assert exact(dataclasses.replace(program, column_lower=lower, column_upper=upper)) == pytest.approx(
        exact(program), rel=1e-6
    )


@pytest.mark.parametrize("name", ["seasonal store", "cap and peak", "everything, chained"])
def test_any_duals_prove_a_bound(name):
    program = PROGRAMS[name]()
    problem, optimum = admit(program).problem, exact(program)
    limits = Limits(*column_limits(problem))
    chains = find_chains(problem, Steps.of(program, problem))
    rng = np.random.default_rng(3)
    for size in (0.0, 1.0, 100.0):
        bound = best_bound(problem, limits, chains, size * rng.standard_normal(problem.rows))
        assert np.isfinite(bound.value)
        assert bound.value <= optimum + 1e-9 * abs(optimum)
        again = weak_bound(problem, limits, bound.row_dual)
        assert again.value == bound.value


def test_a_bound_needs_only_numpy():
    """Worked out anew, entry by entry, from the duals of an outcome."""
    program = PROGRAMS["cap and peak"]()
    outcome = solve(program, CERTIFIED)
    lower, upper = column_limits(admit(program).problem)
    y, a = outcome.multipliers, program.matrix.toarray()
    d = program.cost - a.T @ y
    with np.errstate(invalid="ignore"):
        rows = np.where(y == 0, 0.0, y * np.where(y > 0, program.row_lower, program.row_upper))
        columns = np.where(d == 0, 0.0, d * np.where(d > 0, lower, upper))
    assert program.offset + rows.sum() + columns.sum() == pytest.approx(outcome.bound, rel=1e-9)


def test_wrong_signs_are_passed_on_along_a_store():
    """Noise in the duals of the level costs far less when it is passed on than when it is charged."""
    program = PROGRAMS["seasonal store"]()
    problem = admit(program).problem
    limits = Limits(*column_limits(problem))
    dual = solve(program, Options(gap=0.0)).row_dual
    chains = find_chains(problem, Steps.of(program, problem))
    assert chains.count == 1
    noise = np.zeros(problem.rows)
    noise[chains.row[:, 0]] = 0.01 * np.random.default_rng(0).standard_normal(24)
    charged = weak_bound(problem, limits, dual + noise).value
    passed_on = best_bound(problem, limits, chains, dual + noise).value
    optimum = exact(program)
    assert optimum - passed_on < 0.7 * (optimum - charged)


def test_processes_dispatch_like_this_one(monkeypatch):
    program = PROGRAMS["everything, relaxed"]()
    alone = solve(program, CERTIFIED)
    monkeypatch.setattr(team, "SMALL", 0)
    together = solve(program, CERTIFIED)
    assert together.objective == pytest.approx(alone.objective, rel=1e-6)


def test_the_result_is_verified():
    results = ask(seasonal(), "integrated_park", options=CERTIFIED)
    assert results.outcome.status in ("within_gap", "optimal")
    assert results.verdict.ok, results.verdict


def test_an_impossible_park_is_infeasible():
    park = small_park(
        4,
        plant("mill.boiler", "heat", {"gas": -1.0}, capacity=1.0),
        need("mill.heat", 2.0),
        shop("gas", 1.0, "mill"),
    )
    assert solve(program_of(park), CERTIFIED).status == "infeasible"


def test_what_is_bought_and_thrown_away_for_a_least_take_has_a_limit():
    """10 must be taken in two hours that need 2 each: at most 8 in one of them, 6 of it for nothing."""
    park = small_park(
        2,
        need("mill.heat", 2.0),
        shop("heat", 5.0, "mill", purchase_annual_min=5.0 * A_YEAR),
        drain("mill.heat", 1.0),
    )
    program = program_of(park)
    upper = column_limits(admit(program).problem)[1]
    assert program.columns.take("purchase", upper)[1].ravel() == pytest.approx([8.0, 8.0])
    assert program.columns.take("discard", upper)[1].ravel() == pytest.approx([6.0, 6.0])
    outcome = solve(program, CERTIFIED)
    assert_between(program, outcome)
    assert outcome.objective == pytest.approx(10 * 5.0 + 6 * 1.0, rel=1e-3)


def test_units_of_which_no_number_fits_have_no_plan():
    """Units of 2 run at full load or not at all; 3 are needed: half a unit would do, and there is none."""
    park = small_park(
        4,
        plant("mill.boiler", "heat", {"gas": -1.0}, capacity=4.0, unit_size=2.0, minimum_load=1.0),
        need("mill.heat", 3.0),
        shop("gas", 1.0, "mill"),
    )
    outcome = solve(program_of(park), CERTIFIED)
    assert outcome.status == "infeasible"
    assert any("solved exactly instead" in warning for warning in outcome.warnings)


def test_whole_numbers_raise_the_bound_above_the_relaxation():
    program = PROGRAMS["fixed costs"]()
    relaxed = exact(dataclasses.replace(program, integer=np.zeros_like(program.integer)))
    outcome = solve(program, CERTIFIED)
    assert outcome.status in ("within_gap", "optimal")
    assert outcome.bound > relaxed + 0.5 * (outcome.objective - relaxed)
    assert np.array_equal(outcome.x[program.integer], np.round(outcome.x[program.integer]))


def test_time_runs_out():
    """Without time there is no answer, and that is said."""
    program = PROGRAMS["everything, relaxed"]()
    outcome = solve(program, Options(method="certified", gap=1e-9, time_limit=1e-3))
    assert outcome.status in ("no_solution_yet", "feasible_time_limit")
    assert outcome.stopped_by == "time limit"


def test_what_falls_short_is_no_plan_and_is_named():
    """Without a boiler all heat must be bought; where purchases are limited, some is lacking."""
    program = PROGRAMS["cap and peak"]()
    problem = admit(program).problem
    steps = Steps.of(program, problem)
    cut = split(problem, steps, steps.blocks(12.0))
    design = np.zeros(int(steps.static.sum()))
    served = Dispatching(problem, steps, cut, 1.0, 1e4).price(
        np.zeros(problem.columns), design, lambda: False
    )
    assert served.is_plan
    limited = dataclasses.replace(program, column_upper=program.column_upper.copy())
    family, block = program.columns.find("purchase")[0]
    limited.column_upper[family.places(block)] = 1.0
    problem = admit(limited).problem
    short = Dispatching(problem, steps, cut, 1.0, 1e4).price(np.zeros(problem.columns), design, lambda: False)
    assert not short.is_plan
    assert all(
        "activity_limit" in program.row_label(i) or "balance" in program.row_label(i) for i in short.short
    )


def test_what_is_owed_where_blocks_meet_is_no_more_than_can_be(monkeypatch):
    """A first-order solution that owes a thousandth more than may be put off leads to a plan all the same."""
    hours = 24 * 14
    needed = series(*(5.0 + np.arange(hours) % 7))
    dear = np.where(np.arange(hours) % 24 >= 20, 120.0, 40.0)  # where the blocks meet all that can wait does
    park = small_park(
        hours,
        plant(
            "mill.boiler",
            "heat",
            {"power": -1.0},
            investment_per_capacity=5e4,
            lifetime=10.0,
            capacity_max=40.0,
        ),
        Demand(label="mill.heat", carrier="heat", rate=needed, shift_share=0.3, shift_hours=4.0),
        shop("power", series(*dear), "mill"),
    )
    program = program_of(park)
    owed = np.array([program.column_label(j).startswith("backlog") for j in range(program.shape[1])])
    first = module._first

    def too_much(problem, session, tolerance):
        run = first(problem, session, tolerance)
        return dataclasses.replace(run, x=np.where(owed, 1.001 * run.x, run.x))

    monkeypatch.setattr(module, "_first", too_much)
    outcome = solve(program, CERTIFIED)
    assert outcome.warnings == ()
    assert_between(program, outcome)


def test_blocks_never_cross_periods():
    program = PROGRAMS["periods"]()
    steps = Steps.of(program, admit(program).problem)
    blocks = steps.blocks(2.0)
    for number in range(int(blocks.max()) + 1):
        assert np.unique(steps.horizon.period[blocks == number]).size == 1
        assert steps.horizon.hours[blocks == number].sum() <= 2.0
