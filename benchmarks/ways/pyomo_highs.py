"""Plain Pyomo through its present `highs` interface."""

from __future__ import annotations

import highspy
import pyomo.environ as pyo
from pyomo.contrib.solver.solvers.highs import Highs

from benchmarks.ways.pyomo_rules import build, describe

__all__ = ["build", "describe", "hand_over"]


def hand_over(model: pyo.ConcreteModel) -> highspy.Highs:
    """Let the interface fill its instance."""
    solver = Highs()
    solver.set_instance(model)
    return solver._solver_model
