"""The solver: HiGHS, through a gate before it and proofs behind it."""

from symbiosis.solver.gate import ProgramError
from symbiosis.solver.highs import SolverError
from symbiosis.solver.infeasible import Diagnosis, Shortfall, diagnose
from symbiosis.solver.options import OptionError, Options
from symbiosis.solver.outcome import Outcome, exit_code
from symbiosis.solver.progress import Progress
from symbiosis.solver.solve import solve

__all__ = [
    "Diagnosis",
    "OptionError",
    "Options",
    "Outcome",
    "ProgramError",
    "Progress",
    "Shortfall",
    "SolverError",
    "diagnose",
    "exit_code",
    "solve",
]
