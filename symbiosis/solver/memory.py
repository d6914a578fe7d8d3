"""How much memory will a solve need, how much is there, and how much did it take, all in MB?

The estimate is a base for Python and its packages, in this process and the solver's, and so many bytes for
every coefficient of the matrix, its rows and columns included. The bytes were measured on generated parks of
0.2 to 4 million coefficients.
"""

from __future__ import annotations

from pathlib import Path

from symbiosis.solver.arrays import TOGETHER, Problem
from symbiosis.solver.method import SIMPLIFIED

BASE = 240.0
OWN = 75.0  # bytes per coefficient in this process, at the worst moment of a certified solve
PLAIN = 200.0  # bytes per coefficient of the first-order method where the program is not simplified first
PIECE = 100.0  # and for each of the coefficients that its rules on rows look at together
SOLVER = {"certified": 350.0, "hipdlp": 350.0, "pdlp": 370.0, "simplex": 320.0, "ipm": 560.0, "hipo": 560.0}
USUAL = 560.0


def estimate(problem: Problem, method: str) -> dict[str, float]:
    """Return what is expected: `expected`, and the solver's part of it, `expected of HiGHS`."""
    millions = problem.nonzeros / 1e6
    simplified = method != "certified" or problem.nonzeros <= SIMPLIFIED
    solver = (SOLVER.get(method, USUAL) if simplified else PLAIN) * millions
    own = (OWN if method == "certified" else 45.0) * millions
    if method == "certified":
        own += PIECE * min(problem.nonzeros, TOGETHER) / 1e6
    return {"expected": round(BASE + own + solver, 1), "expected of HiGHS": round(solver, 1)}


def measured() -> dict[str, float]:
    """Return the largest resident memory so far, of this process and of the largest it started.

    Nothing where the system does not tell.
    """
    try:
        import resource
        import sys
    except ImportError:  # Windows
        return {}
    unit = 1.0 if sys.platform == "darwin" else 1024.0
    own, child = (
        resource.getrusage(who).ru_maxrss * unit / 1e6
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {"peak": round(own, 1), "peak of the largest process started": round(child, 1)}


def available() -> float | None:
    """Return the memory that is free for use now; None where the system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    for line in lines:
        if line.startswith("MemAvailable:"):
            return float(line.split()[1]) * 1024 / 1e6
    return None


def warning(estimated: dict[str, float]) -> str | None:
    """Return a sentence when a solve is expected to need more memory than there is."""
    free, expected = available(), estimated["expected"]
    if free is None or expected <= free:
        return None
    return (
        f"This may need about {expected / 1000:.1f} GB of memory, and {free / 1000:.1f} GB are free. Use "
        "fewer steps (typical periods), or a machine with more."
    )
