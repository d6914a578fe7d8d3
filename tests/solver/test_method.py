from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from symbiosis.solver import Options, method
from symbiosis.solver.gate import admit
from symbiosis.solver.method import choose, choose_for_rest
from tests.parks import need, plant, shop, small_park
from tests.solver.certified.parks import program_of, seasonal
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


def whole(park):
    """The program of a park in which something is whole."""
    made = program_of(park)
    return dataclasses.replace(made, integer=np.arange(made.shape[1]) == 0)


def without_store():
    return small_park(
        24, plant("mill.boiler", "heat", capacity=20.0), need("mill.heat", 5.0), shop("heat", 9.0, "mill")
    )


@pytest.mark.parametrize(
    ("park", "large", "installed", "expected"),
    [
        (seasonal(), 10, True, "hipo"),  # the store's level is a fifth of what an hour decides
        (seasonal(), 10, False, "choose"),
        (seasonal(), 100_000, True, "choose"),
        (without_store(), 10, True, "choose"),
    ],
)
def test_relaxations_are_solved_by_hipo_where_many_hours_hang_together(
    monkeypatch, park, large, installed, expected
):
    monkeypatch.setattr(method, "hipo_is_installed", lambda: installed)
    monkeypatch.setattr(method, "LARGE_RELAXATION", large)
    program = whole(park)
    assert choose(admit(program).problem, Options(), program).method == expected


def test_arrays_without_time_leave_the_relaxations_to_highs(monkeypatch):
    monkeypatch.setattr(method, "hipo_is_installed", lambda: True)
    small = one_plant(4.0)
    assert choose(sized(small, 50_000), Options()).method == "choose"


@pytest.mark.parametrize(
    ("relaxations", "asked", "expected"),
    [("choose", "choose", "simplex"), ("hipo", "choose", "hipo"), ("choose", "ipm", "ipm")],
)
def test_what_is_left_when_integers_stand_is_solved_as_the_relaxations_were(
    monkeypatch, relaxations, asked, expected
):
    monkeypatch.setattr(method, "hipo_is_installed", lambda: True)
    fixed = sized(two_boilers(), 150_000)
    assert choose_for_rest(fixed, Options(method=asked), relaxations).method == expected
