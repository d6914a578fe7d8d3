from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from symbiosis.solver import Options, method
from symbiosis.solver.gate import admit
from symbiosis.solver.method import choose
from tests.solver.programs import one_plant, two_boilers


def sized(small, columns):
    problem = admit(small).problem
    fill = np.zeros(columns)
    return dataclasses.replace(
        problem, column_lower=fill, column_upper=fill, cost=fill, integer=np.resize(problem.integer, columns)
    )


@pytest.mark.parametrize(
    ("columns", "installed", "expected"),
    [
        (2, True, ("simplex", False, "on")),
        (90_000, True, ("simplex", False, "on")),
        (110_000, True, ("hipo", True, "off")),
        (110_000, False, ("ipm", True, "off")),
        (150_000, True, ("hipo", True, "off")),
    ],
)
def test_size_decides(monkeypatch, columns, installed, expected):
    monkeypatch.setattr(method, "hipo_is_installed", lambda: installed)
    choice = choose(sized(two_boilers(), columns), Options())
    assert (choice.method, choice.child, choice.crossover) == expected


@pytest.mark.parametrize("crossover", [True, False])
def test_crossover_may_be_asked_for(crossover):
    choice = choose(sized(two_boilers(), 150_000), Options(crossover=crossover))
    assert choice.crossover == ("on" if crossover else "off")


@pytest.mark.parametrize("asked", ["ipm", "pdlp"])
def test_methods_that_may_be_deaf_run_in_a_child(asked):
    choice = choose(sized(two_boilers(), 2), Options(method=asked))
    assert (choice.method, choice.child, choice.reason) == (asked, True, "asked for")


@pytest.mark.parametrize(("columns", "expected"), [(2, "choose"), (50_000, "hipo")])
def test_relaxations_of_a_large_tree_are_solved_by_hipo_where_installed(monkeypatch, columns, expected):
    monkeypatch.setattr(method, "hipo_is_installed", lambda: True)
    assert choose(sized(one_plant(4.0), columns), Options()).method == expected
