from __future__ import annotations

import pytest

from symbiosis.solver import Outcome, exit_code
from symbiosis.solver.outcome import EXITS, MEANINGS


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("optimal", 0),
        ("within_gap", 0),
        ("input_error", 2),
        ("infeasible", 3),
        ("unbounded", 3),
        ("feasible_time_limit", 4),
        ("no_solution_yet", 4),
        ("suspect", 5),
    ],
)
def test_exit_codes(status, code):
    assert exit_code(status) == code


@pytest.mark.parametrize("status", ["feasible_time_limit", "no_solution_yet"])
def test_an_interrupted_search_ends_with_130(status):
    assert Outcome(status, stopped_by="interrupt").exit_code == 130


def test_every_status_has_a_meaning_and_a_code():
    assert set(EXITS) == set(MEANINGS) | {"input_error"}


def test_repr_tells_the_story():
    outcome = Outcome(
        "feasible_time_limit",
        objective=12.5,
        gap=0.02,
        stopped_by="time limit",
        seconds={"total": 60.0},
        rows=3,
        columns=4,
        nonzeros=5,
        integers=1,
        warnings=("wide range",),
    )
    assert repr(outcome) == (
        "Outcome(feasible_time_limit, objective=12.5, gap=0.02, stopped by time limit, 60 s, "
        "3 rows × 4 columns, 5 non-zeros, 1 integers, 1 warning)"
    )


def test_sentence_says_what_stopped_the_search():
    outcome = Outcome("no_solution_yet", stopped_by="interrupt")
    assert outcome.sentence == "no solution yet: stopped before a plan was found (stopped on request)"


def test_a_suspect_answer_is_not_a_plan():
    import numpy as np

    assert not Outcome("suspect", x=np.zeros(1)).has_plan
