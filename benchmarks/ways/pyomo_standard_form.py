"""Plain Pyomo compiled at once to a matrix, passed as arrays."""

from __future__ import annotations

import highspy
import numpy as np
import pyomo.environ as pyo
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler

from benchmarks.ways.pyomo_rules import build, describe

__all__ = ["build", "describe", "hand_over"]


def hand_over(model: pyo.ConcreteModel) -> highspy.Highs:
    """Compile, read bounds off the variables, pass the arrays."""
    form = LinearStandardFormCompiler().write(model, mixed_form=True, set_sense=pyo.minimize)
    matrix, rhs = form.A.tocsc(), np.asarray(form.rhs, dtype=float)
    sense = np.fromiter((row.bound_type for row in form.rows), int, len(form.rows))  # 1: ≤, 0: =, −1: ≥
    bounds = [v.bounds for v in form.columns]
    lower = np.array([-np.inf if low is None else low for low, _ in bounds])
    upper = np.array([np.inf if high is None else high for _, high in bounds])
    cost = np.asarray(form.c.todense(), dtype=float).ravel()
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.passModel(
        matrix.shape[1], matrix.shape[0], matrix.nnz, int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize), float(form.c_offset[0]), cost, lower, upper,
        np.where(sense == 1, -np.inf, rhs), np.where(sense == -1, np.inf, rhs),
        matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32), matrix.data,
        np.zeros(matrix.shape[1], dtype=np.int32),
    )  # fmt: skip
    return highs
