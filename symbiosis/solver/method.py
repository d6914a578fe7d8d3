"""Which method suits a program of this size, and must it run in a process of its own?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symbiosis.solver.arrays import Arrays, Problem
from symbiosis.solver.coupling import carried_share
from symbiosis.solver.highs import Word
from symbiosis.solver.options import Options, hipo_is_installed

# Rows + columns from which interior point overtakes simplex. Measured on generated parks, two cores, nothing
# else running: 62 000 took 3.3 s by simplex and 4.2 s by HiPO, 124 000 took 6.4 s and 6.8 s.
LARGE = 100_000
# The same where one program follows another: the first takes simplex longer, those after it go on from its
# basis. `python -m benchmarks sweep` has 170 000: 35 s a case by HiPO, seconds by simplex from a neighbour.
LARGE_IN_A_ROW = 400_000
LARGE_RELAXATION = 40_000  # the same for the relaxations of a tree search, where hours hang together
# Share of what an hour decides that reaches into others, from which that holds. Processor time to the first
# bound, on a busy machine: 130 000 rows + columns with 22 % took 25 s by HiPO and 55 s by simplex; 102 000
# with 8 % took 14 s and 7 s; 219 000 with 2 % (steam that goes round, mains by diameter) had none after 67 s
# by HiPO and took 19 s by simplex.
CARRIED = 0.1
VERTEX = 100_000  # rows + columns from which the way to a vertex costs more than it is worth
# Coefficients from which a proved loose solve overtakes exact methods. Measured on generated parks, 2 cores:
# 174 000 took 2.0 s certified and 6.4 s by simplex; 523 000 took 6.5 s and 59 s by HiPO.
LOOSELY = 300_000
# Coefficients up to which HiGHS simplifies a program before a loose solve. That takes more memory than the
# first-order method itself (1 million coefficients: 440 MB instead of 280), but shows some programs to have
# no plan.
SIMPLIFIED = 10_000_000
LOOSE = 5e-4  # gap from which it is sought loosely
LARGE_TREE = (
    5_000  # non-zeros from which a tree search may be deaf for seconds (measured: 5 s and more at 90 000)
)


@dataclass(frozen=True)
class Choice:
    """A method, whether to end on a vertex, whether to run in a child process, and why."""

    method: str
    crossover: Word
    child: bool
    reason: str


def choose(problem: Problem, options: Options, program: Arrays | None = None) -> Choice:
    """Choose by kind and size, unless the options name a method; `program` knows which hours hang together.

    Simplex hears a request to stop within milliseconds and runs here. Interior-point and first-order methods
    and large tree searches do not always hear one: they run in a child process that can be ended.
    """
    size = problem.rows + problem.columns
    vertex = size <= VERTEX if options.crossover is None else options.crossover
    if problem.has_integers:
        relaxations = _for_relaxations(problem, options, program)
        reason = f"branch and cut, relaxations by {relaxations}"
        return Choice(relaxations, "on", problem.nonzeros > LARGE_TREE, reason)
    if options.method == "simplex":
        return Choice("simplex", "on", False, "asked for")
    if options.method not in ("choose", "certified"):
        return Choice(options.method, "on" if vertex else "off", True, "asked for")
    if size <= LARGE:
        return Choice("simplex", "on", False, f"at most {LARGE} rows and columns")
    method = "hipo" if hipo_is_installed() else "ipm"
    return Choice(method, "on" if vertex else "off", True, f"more than {LARGE} rows and columns")


def choose_for_rest(fixed: Problem, options: Options, relaxations: str) -> Choice:
    """Choose for what is left when integers stand: what solved the relaxations of the search, solves it."""
    if options.method == "choose" and relaxations == "choose":
        return Choice("simplex", "on", False, "as the relaxations")
    return choose(fixed, options)


def suits_simplex(program: Arrays, options: Options) -> bool:
    """Tell whether a program is solved by simplex, so that the next one may go on from its last basis."""
    if np.asarray(program.integer).any():
        return False
    small = sum(program.matrix.shape) <= LARGE_IN_A_ROW
    return options.method == "simplex" or (options.method == "choose" and small)


def loosely_because(problem: Problem, program: Arrays, options: Options) -> str:
    """Return why a program is solved loosely and proved; nothing when it is solved exactly.

    Chosen for large linear programs over time, when the gap asked for leaves room: exact methods spend most
    of their time on digits that are not wanted. Small programs and those with whole numbers are done faster,
    and better, exactly.
    """
    if options.method == "certified":
        return "asked for"
    roomy = options.gap_money is None and options.gap >= LOOSE
    if options.method != "choose" or problem.has_integers or not roomy or not hasattr(program, "horizon"):
        return ""
    if problem.nonzeros < LOOSELY:
        return ""
    return f"more than {LOOSELY} coefficients, none whole, and a gap of {options.gap:.2%} is enough"


def _for_relaxations(problem: Problem, options: Options, program: Arrays | None) -> str:
    """Return the method for the linear programs inside a tree search.

    Long chains from hour to hour are slow work for simplex, and HiPO halves the time to the first bound.
    Without them HiPO may never come near enough to a vertex. `choose` leaves it to HiGHS: simplex.
    """
    if options.method in ("simplex", "ipm", "hipo"):
        return options.method
    large = problem.rows + problem.columns > LARGE_RELAXATION
    if not large or program is None or not hipo_is_installed():
        return "choose"
    return "hipo" if carried_share(problem, program) >= CARRIED else "choose"
