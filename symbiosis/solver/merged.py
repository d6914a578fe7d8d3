"""Solving a program in which what cannot be told apart is one, and giving everyone their part of it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from symbiosis.solver.certificate import PASS, magnitude_of, relative_gap
from symbiosis.solver.certified.bound import Limits, weak_bound
from symbiosis.solver.certified.limits import column_limits
from symbiosis.solver.gate import admit
from symbiosis.solver.method import LOOSELY
from symbiosis.solver.options import Options
from symbiosis.solver.outcome import Outcome, Status
from symbiosis.solver.progress import Listener
from symbiosis.solver.solve import solve

if TYPE_CHECKING:
    from symbiosis.formulation.program import Program


def solve_merged(program: Program, options: Options, progress: Listener | None = None) -> Outcome:
    """Solve a program, merged where that is asked for and anything is alike; raises as `solve` does.

    Sizes in the outcome are those of the program that was solved.
    """
    from symbiosis.formulation.alike import merged

    less = merged(program) if wanted(program, options) else None
    if less is None:
        return solve(program, options, progress)
    found = solve(less.program, options, progress)
    share = f"{found.columns} of {program.shape[1]} columns, the others alike"
    whole = replace(
        found,
        x=None if found.x is None else less.solution(found.x),
        row_dual=None if found.row_dual is None else less.duals(found.row_dual),
        column_dual=None if found.column_dual is None else less.reduced_costs(found.column_dual),
        multipliers=None if found.multipliers is None else less.duals(found.multipliers),
        method=f"{found.method}; {share}",
    )
    return _proved(program, whole) if found.method.startswith("certified") else whole


def _proved(program: Program, found: Outcome) -> Outcome:
    """Return an outcome with the bound that its multipliers prove for the whole program.

    A loose bound leans on how large columns can be. What is known of that in the smaller program, where
    equals are equal, may be closer than what the whole one shows to whoever works it out again.
    """
    if found.multipliers is None or found.bound is None or found.objective is None:
        return found
    problem = admit(program, found.options.largest_range).problem
    limits = Limits(*column_limits(problem))
    bound = min(found.bound, weak_bound(problem, limits, found.multipliers).value)
    if not math.isfinite(bound):
        return replace(found, bound=None, gap=None, gap_money=None, status="feasible_time_limit")
    assert found.x is not None
    gap = relative_gap(found.objective, bound, magnitude_of(problem, found.x))
    money = max(found.objective - bound, 0.0)
    status: Status = found.status
    if status in ("optimal", "within_gap"):
        good = found.options.accepts(gap, money)
        status = "optimal" if gap <= PASS else "within_gap" if good else "feasible_time_limit"
    return replace(found, bound=bound, gap=gap, gap_money=money, status=status)


def wanted(program: Program, options: Options) -> bool:
    """Tell whether to look for what is alike: where asked for, or in a large program without integers."""
    if options.alike == "choose":
        return program.nonzeros >= LOOSELY and not program.has_integers
    return options.alike == "merged"
