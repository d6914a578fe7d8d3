"""No stage of our own holds more than two copies of a program: the one there is, and as much again."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import numpy as np
import pytest

from symbiosis.formulation import tile as tiling
from symbiosis.formulation.build import compiled
from symbiosis.horizon.spec import window
from symbiosis.questions import load
from symbiosis.solver import arrays
from symbiosis.solver.arrays import Problem, row_marks
from symbiosis.solver.certified import bound, pairs
from symbiosis.solver.certified.bound import Limits, best_bound
from symbiosis.solver.certified.chains import find_chains
from symbiosis.solver.certified.dispatch import Dispatching
from symbiosis.solver.certified.limits import column_limits
from symbiosis.solver.certified.split import Steps, split
from symbiosis.solver.check import violation
from symbiosis.solver.gate import admit
from symbiosis.study.generate import generate

HOURS, TOGETHER = 672, 3000
VECTORS = ("row_lower", "row_upper", "column_lower", "column_upper", "cost", "integer")


@pytest.fixture(scope="module")
def hour_and_horizon():
    park, question = generate(2, 7), load("integrated_park")
    return compiled(question.build, question.scope(park)), window(park.calendar, 0, HOURS, annualised=True)


@pytest.fixture(scope="module")
def program(hour_and_horizon):
    return tiling.tile(*hour_and_horizon)


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch):
    for module in (arrays, bound, pairs, tiling):
        monkeypatch.setattr(module, "TOGETHER", TOGETHER)


def size_of(program):
    matrix = program.matrix
    held = (matrix.data, matrix.indices, matrix.indptr, *(getattr(program, name) for name in VECTORS))
    return sum(values.nbytes for values in held)


def extra(work):
    """The most that is held at once while working, in bytes, and what came of it."""
    tracemalloc.start()
    found = work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak, found


def test_a_program_is_made_within_two_copies(hour_and_horizon, program):
    tiling.tile(*hour_and_horizon)
    peak, made = extra(lambda: tiling.tile(*hour_and_horizon))
    assert abs(made.matrix - program.matrix).max() == 0.0
    assert peak < 2.0 * size_of(program)


def test_no_stage_of_a_certified_solve_holds_a_second_copy_twice(program):
    size, report = size_of(program), {}
    report["gate"], admitted = extra(lambda: admit(program))
    problem = admitted.problem
    steps = Steps.of(program, problem)
    report["limits"], found = extra(lambda: column_limits(problem))
    limits = Limits(*found)
    report["chains"], chains = extra(lambda: find_chains(problem, steps))
    dual = 30.0 * np.random.default_rng(1).normal(size=problem.rows)
    report["bound"], _ = extra(lambda: best_bound(problem, limits, chains, dual))
    report["split"], cut = extra(lambda: split(problem, steps, steps.blocks(168.0)))
    report["dispatching"], there = extra(lambda: Dispatching(problem, steps, cut, 1.0, 1.0))
    there.team.__exit__(None, None, None)
    x = np.clip(np.zeros(problem.columns), problem.column_lower, problem.column_upper)
    report["check"], _ = extra(lambda: violation(problem, x))
    report["marks"], _ = extra(lambda: row_marks(problem.start, problem.index, problem.value))
    assert max(report.values()) < size, {name: peak / size for name, peak in report.items()}


def test_stretches_leave_nothing_out(program):
    start = program.matrix.indptr
    cut = arrays.stretches(start)
    assert len(cut) > 10
    assert cut[0][0] == 0
    assert cut[-1][1] == program.shape[0]
    assert all(end == begin for (_, end), (begin, _) in pairwise(cut))


def test_limits_bounds_and_blocks_do_not_depend_on_how_much_is_looked_at(program, monkeypatch):
    def all_of_it():
        problem = admit(program).problem
        steps = Steps.of(program, problem)
        limits = Limits(*column_limits(problem))
        dual = np.linspace(-20.0, 20.0, problem.rows)
        proved = best_bound(problem, limits, find_chains(problem, steps), dual)
        cut = split(problem, steps, steps.blocks(168.0))
        x = np.clip(np.ones(problem.columns), problem.column_lower, problem.column_upper)
        return limits, proved, cut, violation(problem, x)

    small = all_of_it()
    for module in (arrays, bound, pairs):
        monkeypatch.setattr(module, "TOGETHER", 10**9)
    large = all_of_it()
    assert np.array_equal(small[0].upper, large[0].upper)
    assert np.array_equal(small[0].lower, large[0].lower)
    assert small[1].value == pytest.approx(large[1].value, rel=1e-12)
    for name in ("column", "row", "linking", "sums", "peaks", "sizes"):
        assert np.array_equal(getattr(small[2], name), getattr(large[2], name)), name
    assert small[3] == large[3]


def test_a_problem_on_disk_is_the_same(program, tmp_path):
    problem = admit(program).problem
    problem.save(tmp_path / "program")
    again = Problem.load(tmp_path / "program")
    for name in ("start", "index", "value", *VECTORS):
        assert np.array_equal(getattr(again, name), getattr(problem, name)), name
    assert again.offset == problem.offset
    hollow = problem.hollow()
    assert (hollow.rows, hollow.columns, hollow.nonzeros) == (problem.rows, problem.columns, 0)
