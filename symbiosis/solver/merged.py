"""Solving a program in which what cannot be told apart is one, and giving everyone their part of the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from symbiosis.solver.method import LOOSELY
from symbiosis.solver.options import Options
from symbiosis.solver.outcome import Outcome
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
    return replace(
        found,
        x=None if found.x is None else less.solution(found.x),
        row_dual=None if found.row_dual is None else less.duals(found.row_dual),
        column_dual=None if found.column_dual is None else less.reduced_costs(found.column_dual),
        multipliers=None if found.multipliers is None else less.duals(found.multipliers),
        method=f"{found.method}; {share}",
    )


def wanted(program: Program, options: Options) -> bool:
    """Tell whether to look for what is alike: where asked for, or in a large program without integers."""
    if options.alike == "choose":
        return program.nonzeros >= LOOSELY and not program.has_integers
    return options.alike == "merged"
