from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from symbiosis.solver import Options, ProgramError, solve
from symbiosis.solver.gate import admit
from tests.solver.programs import program, two_boilers

BAD = {
    "row_lower": (np.nan, np.inf, 5.0, 1e20),
    "row_upper": (np.nan, -np.inf, 3.0, 1e20),
    "column_lower": (np.nan, np.inf, 4.0, 1e20),
    "column_upper": (np.nan, -np.inf, -1.0, 1e20),
    "cost": (np.nan, np.inf, -np.inf, 1e20),
}


@pytest.mark.parametrize(("field", "value"), [(name, value) for name, bad in BAD.items() for value in bad])
def test_a_bad_number_is_refused_in_every_array_and_its_place_named(field, value):
    bad = two_boilers()
    getattr(bad, field)[0] = value
    with pytest.raises(ProgramError, match="row 0" if field.startswith("row") else "column 0"):
        solve(bad)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e15])
def test_a_bad_coefficient_is_refused(value):
    bad = two_boilers()
    bad.matrix.data[1] = value
    with pytest.raises(ProgramError, match="row 0"):
        solve(bad)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_bad_offset_is_refused(value):
    bad = two_boilers()
    bad.offset = value
    with pytest.raises(ProgramError, match="offset"):
        solve(bad)


@pytest.mark.parametrize("index", [-1, 2, 2**31 - 1])
def test_an_index_out_of_range_never_reaches_the_solver(index):
    bad = two_boilers()
    bad.matrix.indices[1] = index
    with pytest.raises(ProgramError, match="outside 0 to 1 stand in row 0"):
        solve(bad)


def test_a_column_twice_in_a_row_is_refused():
    bad = two_boilers()
    bad.matrix.indices[:] = 1
    with pytest.raises(ProgramError, match="twice in row 0"):
        solve(bad)


@pytest.mark.parametrize("start", [[0, 3], [1, 2], [0, -1], [0, 1]])
def test_row_starts_must_fit_the_coefficients(start):
    bad = two_boilers()
    bad.matrix.indptr = np.array(start, dtype=np.int32)
    with pytest.raises(ProgramError, match="row starts"):
        solve(bad)


@pytest.mark.parametrize(
    "field", ["row_lower", "row_upper", "column_lower", "column_upper", "cost", "integer"]
)
def test_an_array_of_another_length_is_refused(field):
    bad = two_boilers()
    setattr(bad, field, np.zeros(7))
    with pytest.raises(ProgramError, match=field):
        solve(bad)


def test_all_kinds_of_bad_numbers_are_named_at_once():
    bad = two_boilers()
    bad.cost[:] = np.nan
    bad.row_upper[0] = np.nan
    with pytest.raises(ProgramError) as refused:
        solve(bad)
    assert len(refused.value.problems) == 2
    assert "column 0, column 1" in str(refused.value)


def test_only_the_first_few_places_are_named():
    bad = program([[1.0] * 8], cost=[np.nan] * 8)
    with pytest.raises(ProgramError, match="column 4 and 3 more"):
        solve(bad)


def test_columns_may_stand_in_any_order_within_a_row():
    turned = two_boilers()
    turned.matrix = csr_array((np.array([1.0, 1.0]), np.array([1, 0]), np.array([0, 2])), shape=(1, 2))
    assert solve(turned).objective == pytest.approx(8.0)


def test_coefficients_that_are_as_good_as_zero_are_left_out_and_named():
    sunrise = program([[1e-16, 1.0], [0.0, 1.0]], row_lower=1.0, cost=1.0)
    admitted = admit(sunrise)
    assert admitted.problem.nonzeros == 2
    assert admitted.warnings == ("1 coefficients of at most 1e-09 were taken as 0, in row 0.",)
    assert solve(sunrise).warnings == admitted.warnings


def test_a_wide_range_of_coefficients_is_reported():
    outcome = solve(program([[1e-4, 1e4]], row_lower=1.0, cost=1.0))
    assert outcome.coefficient_range == pytest.approx(1e8)
    assert "factor of 1e+08" in outcome.warnings[0]
    assert "0.0001 in row 0 × column 0" in outcome.warnings[0]


def test_too_wide_a_range_is_refused_unless_accepted():
    wide = program([[1e-5, 1e5]], row_lower=1.0, cost=1.0)
    with pytest.raises(ProgramError, match="factor of 1e\\+10"):
        solve(wide)
    assert solve(wide, Options(largest_range=1e11)).objective == pytest.approx(1e-5)


def test_the_gate_changes_nothing_in_the_program():
    given = two_boilers()
    admit(given)
    assert given.matrix.toarray().tolist() == [[1, 1]]
    assert given.cost.tolist() == [1, 2]
