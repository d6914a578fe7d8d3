from __future__ import annotations

import numpy as np
import pytest

from symbiosis.solver import diagnose, infeasible, solve
from symbiosis.solver.elastic import give_way
from symbiosis.solver.gate import admit
from tests.solver.programs import one_plant, program


def hours(demand):
    """A boiler of 10 serves each hour's demand: one balance an hour."""
    count = len(demand)
    return program(list(np.eye(count)), row_lower=demand, row_upper=demand, upper=10.0, cost=1.0)


def test_the_short_hour_is_named_with_its_amount():
    short = hours([5.0, 14.0, 8.0])
    assert solve(short).status == "infeasible"
    found = diagnose(short, [0, 1, 2])
    assert [(s.row, s.amount) for s in found.shortfalls] == [(1, pytest.approx(4.0))]
    assert not found.relaxed


def test_what_is_too_much_is_negative():
    forced = program([[1.0]], row_upper=3.0, lower=5.0, upper=9.0)
    assert [(s.row, s.amount) for s in diagnose(forced, [0]).shortfalls] == [(0, pytest.approx(-2.0))]


def test_the_largest_share_comes_first():
    found = diagnose(hours([11.0, 5.0, 30.0]), [0, 1, 2])
    assert [s.row for s in found.shortfalls] == [2, 0]


def test_weights_choose_which_row_gives_way():
    # Make 8 for the demand, yet emit at most 5: either may give way.
    conflict = program([[1.0], [1.0]], row_lower=[8, -np.inf], row_upper=[8, 5], upper=10.0)
    dear_demand = diagnose(conflict, [0, 1], np.array([10.0, 1.0]))
    dear_cap = diagnose(conflict, [0, 1], np.array([1.0, 10.0]))
    assert [(s.row, s.amount) for s in dear_demand.shortfalls] == [(1, pytest.approx(-3.0))]
    assert [(s.row, s.amount) for s in dear_cap.shortfalls] == [(0, pytest.approx(3.0))]


def test_other_rows_that_contradict_each_other_leave_no_answer():
    conflict = program([[1.0], [1.0]], row_lower=[8, -np.inf], row_upper=[8, 5], upper=10.0)
    stuck = diagnose(conflict, [])
    assert stuck.shortfalls == ()
    assert stuck.outcome.status == "infeasible"


def test_integers_are_kept():
    # At most one plant of 4 may be built, in whole; 10 are needed.
    assert [s.amount for s in diagnose(one_plant(big=4), [0]).shortfalls] == [pytest.approx(6.0)]


def test_a_feasible_program_needs_nothing_to_give_way():
    assert diagnose(hours([5.0, 8.0]), [0, 1]).shortfalls == ()


def test_added_columns_are_called_by_their_row():
    small = hours([5.0, 8.0])
    problem = admit(small).problem
    labelled = infeasible._labelled(give_way(problem, np.array([1]), np.ones(2)), small)
    assert [labelled.column_label(j) for j in range(4)] == [
        "column 0",
        "column 1",
        "missing in row 1",
        "excess in row 1",
    ]
