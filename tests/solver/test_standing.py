"""A changed program is the program of the changed park, and a standing solver finds the same answer in it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from symbiosis.formulation.change import NotInPlaceError, with_bounds, with_cap, with_demand, with_price
from symbiosis.park import Varying
from symbiosis.questions import solve as ask
from symbiosis.solver import Options, ProgramError, solve
from symbiosis.solver.standing import Standing
from tests.solver.certified.parks import RICH, capped, program_of, seasonal

EXACT = Options(gap=0.0)
VECTORS = ("cost", "row_lower", "row_upper", "column_lower", "column_upper")


def changed(park, section, label, **fields):
    """The park with other fields of one thing."""
    things = dict(getattr(park, section))
    things[label] = dataclasses.replace(things[label], **fields)
    return park.replace(**{section: things})


CHANGES = {
    "price": (
        lambda p: with_price(p, RICH, "gas_market", 33.0),
        lambda: changed(RICH, "markets", "gas_market", purchase_price=Varying(33.0)),
    ),
    "price that follows a profile": (
        lambda p: with_price(
            p, RICH, "power_market", Varying(2.0, RICH.markets["power_market"].purchase_price.profile)
        ),
        lambda: changed(
            RICH,
            "markets",
            "power_market",
            purchase_price=Varying(2.0, RICH.markets["power_market"].purchase_price.profile),
        ),
    ),
    "sale price": (
        lambda p: with_price(p, RICH, "power_market", 7.0, sale=True),
        lambda: changed(RICH, "markets", "power_market", sale_price=Varying(7.0)),
    ),
    "demand": (
        lambda p: with_demand(p, RICH, "mill.heat", 6.5),
        lambda: changed(RICH, "demands", "mill.heat", rate=Varying(6.5)),
    ),
    "cap": (
        lambda p: with_cap(p, RICH, next(iter(RICH.caps)), 20000.0),
        lambda: changed(RICH, "caps", next(iter(RICH.caps)), limit=20000.0),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_in_place_is_what_making_it_anew_gives(name):
    change, anew = CHANGES[name]
    before = program_of(RICH, relaxed=True)
    after, fresh = change(before), program_of(anew(), relaxed=True)
    assert after.matrix is before.matrix
    assert abs(after.matrix - fresh.matrix).max() == 0.0
    for vector in VECTORS:
        assert getattr(after, vector) == pytest.approx(getattr(fresh, vector), rel=1e-12, abs=1e-12), vector
    assert any((getattr(after, v) != getattr(before, v)).any() for v in VECTORS)


def test_a_standing_solver_finds_what_a_fresh_one_finds():
    standing, program = Standing(EXACT), program_of(RICH, relaxed=True)
    first = standing.solve(program)
    assert not standing.kept
    iterations = first.iterations
    for name in CHANGES:
        after = CHANGES[name][0](program)
        again = standing.solve(after)
        assert standing.kept
        assert again.status == "optimal"
        assert again.objective == pytest.approx(solve(after, EXACT).objective, rel=1e-8)
        assert again.iterations < iterations
    assert standing.solve(program).objective == pytest.approx(first.objective, rel=1e-8)


def test_bounds_by_hand():
    """Without its store the park buys all winter heat: 12 hours of 9 at 20."""
    program = program_of(seasonal())
    standing = Standing(EXACT)
    with_store = standing.solve(program).objective
    without = standing.solve(with_bounds(program, "new", ("mill.tank",), upper=0.0))
    assert standing.kept
    assert without.objective > with_store
    assert without.objective == pytest.approx(
        solve(with_bounds(program, "new", ("mill.tank",), upper=0.0), EXACT).objective
    )


def test_another_matrix_is_handed_over():
    standing = Standing(EXACT)
    standing.solve(program_of(seasonal()))
    other = program_of(capped())
    assert standing.solve(other).objective == pytest.approx(solve(other, EXACT).objective)
    assert not standing.kept


def test_a_change_without_a_plan_is_said():
    program = program_of(capped())
    standing = Standing(EXACT)
    standing.solve(program)
    (cap,) = capped().caps
    assert standing.solve(with_cap(program, capped(), cap, 0.0)).status in ("optimal", "infeasible")
    stuck = with_bounds(program, "purchase", ("heat_market", "mill"), upper=0.0)
    assert standing.solve(with_cap(stuck, capped(), cap, 0.0)).status == "infeasible"


def test_what_is_no_number_is_stopped_at_the_gate():
    program = program_of(capped())
    standing = Standing(EXACT)
    standing.solve(program)
    with pytest.raises(ProgramError):
        standing.solve(dataclasses.replace(program, cost=np.full_like(program.cost, np.nan)))


def test_what_stands_in_the_matrix_too_is_refused():
    flexible = changed(RICH, "demands", "mill.heat", shift_share=0.2, shift_hours=4.0)
    with pytest.raises(NotInPlaceError, match="shift_share"):
        with_demand(program_of(flexible, relaxed=True), flexible, "mill.heat", 5.0)
    with pytest.raises(NotInPlaceError, match="no sale price"):
        with_price(program_of(RICH, relaxed=True), RICH, "gas_market", 5.0, sale=True)


def test_a_question_goes_on_from_the_one_before():
    """The same park with dearer gas: nothing but costs differ, and the result is that of a fresh solve."""
    standing = Standing(EXACT)
    plain = capped()
    ask(plain, options=EXACT, standing=standing)
    dear = changed(plain, "markets", "gas_market", purchase_price=Varying(12.0))
    results = ask(dear, options=EXACT, standing=standing)
    assert standing.kept
    fresh = ask(dear, options=EXACT)
    assert results.outcome.objective == pytest.approx(fresh.outcome.objective, rel=1e-9)
    assert results.verdict.ok, str(results.verdict)
    assert results.cost_by("category")["purchase"] == pytest.approx(fresh.cost_by("category")["purchase"])
