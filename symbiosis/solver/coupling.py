"""How much do the hours of a program hang together?

share = step columns that rows of another step contain / all step columns

Levels of stores, units that are on, batches that run: what one hour leaves to the next. Where there is
little of it, every hour is nearly a small program of its own.
"""

from __future__ import annotations

import numpy as np

from symbiosis.solver.arrays import Arrays, Problem, places, stretches
from symbiosis.solver.certified.split import Steps


def carried_share(problem: Problem, program: Arrays) -> float:
    """Return the share of the step columns that reach into other steps; 0 for arrays without time."""
    steps = Steps.of(program, problem)
    reaching = np.zeros(problem.columns, dtype=np.bool_)
    for first, last in stretches(problem.start):
        at, within = places(problem.start, first, last)
        index = problem.index[at]
        home, own = steps.row[first:last][within], steps.column[index]
        reaching[index[(home >= 0) & (own >= 0) & (home != own)]] = True
    in_time = int((steps.column >= 0).sum())
    return float(reaching.sum()) / in_time if in_time else 0.0
