"""What two programs have in common is found by name, and a start from it changes the way, not the answer."""

from __future__ import annotations

import dataclasses

import pytest

from symbiosis.solver import Options, solve
from symbiosis.solver.neighbour import matched
from symbiosis.solver.standing import Standing
from tests.solver.certified.parks import RICH, capped, program_of, seasonal

EXACT = Options(gap=0.0)


def less(park, section, label):
    """The park without one thing."""
    return park.replace(**{section: {k: v for k, v in getattr(park, section).items() if k != label}})


WITHOUT = less(RICH, "stores", next(iter(RICH.stores)))


def test_items_are_found_by_their_names():
    mine, theirs = program_of(WITHOUT, relaxed=True), program_of(RICH, relaxed=True)
    for layout, other, size in (("columns", "columns", mine.shape[1]), ("rows", "rows", mine.shape[0])):
        ours, known = getattr(mine, layout), getattr(theirs, other)
        found = matched(ours, known)
        names = {known.label(place) for place in range(known.size)}
        assert [place >= 0 for place in found.tolist()] == [ours.label(i) in names for i in range(size)]
        assert all(ours.label(i) == known.label(int(j)) for i, j in enumerate(found) if j >= 0)
    assert (matched(theirs.columns, mine.columns) < 0).any()


def test_another_matrix_goes_on_from_what_it_has_in_common():
    standing = Standing(EXACT)
    standing.solve(program_of(RICH, relaxed=True))
    assert standing.neighbours == 0
    program = program_of(WITHOUT, relaxed=True)
    after = standing.solve(program)
    assert (standing.kept, standing.neighbours) == (False, 1)
    assert after.status == "optimal"
    assert after.objective == pytest.approx(solve(program, EXACT).objective, rel=1e-8)
    assert after.iterations < Standing(EXACT).solve(program).iterations


def test_too_little_in_common_is_no_start():
    standing = Standing(EXACT)
    standing.solve(program_of(seasonal()))
    standing.solve(program_of(RICH, relaxed=True))
    assert standing.neighbours == 0


@pytest.mark.parametrize("stride", [1, 2, 3])
def test_in_whatever_order_neighbours_come_their_costs_are_those_of_fresh_solves(stride):
    parks = [RICH, WITHOUT, capped(), *(less(RICH, "technologies", i) for i in list(RICH.technologies)[:2])]
    standing = Standing(EXACT)
    for turn in range(len(parks)):
        program = program_of(parks[turn * stride % len(parks)], relaxed=True)
        fresh, found = solve(program, EXACT), standing.solve(program)
        assert found.status == fresh.status
        if fresh.objective is not None:
            assert found.objective == pytest.approx(fresh.objective, rel=1e-8)


def test_one_without_a_plan_spoils_nothing_for_the_next():
    program = program_of(RICH, relaxed=True)
    stuck = dataclasses.replace(program, row_lower=program.row_lower.copy())
    balance = next(i for i in range(program.shape[0]) if program.row_label(i).startswith("balance"))
    stuck.row_lower[balance] = stuck.row_upper[balance] = 1e6
    standing = Standing(EXACT)
    assert standing.solve(program_of(WITHOUT, relaxed=True)).status == "optimal"
    assert standing.solve(stuck).status == "infeasible"
    again = standing.solve(program)
    assert again.objective == pytest.approx(solve(program, EXACT).objective, rel=1e-8)
