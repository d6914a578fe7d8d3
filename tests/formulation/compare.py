"""Compare a tiled program with its reference, label by label."""

from __future__ import annotations

import math

from pyomo.environ import ConcreteModel, Constraint, Objective, Var
from pyomo.repn import generate_standard_repn

from symbiosis.formulation.program import Program


def _label(name: str, key: object) -> str:
    if key is None:
        return name
    parts = key if isinstance(key, tuple) else (key,)
    return f"{name}[{', '.join(str(part) for part in parts)}]"


def _near(a: float, b: float) -> bool:
    return a == b or math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12)


def reference_arrays(model: ConcreteModel) -> tuple[dict, dict, dict, float]:
    """Return columns, rows and cost of a plain model, by label."""
    names, columns, rows = {}, {}, {}
    for component in model.component_objects(Var):
        for key, v in component.items():
            label = names[id(v)] = _label(component.local_name, key)
            lower = -math.inf if v.lb is None else float(v.lb)
            upper = math.inf if v.ub is None else float(v.ub)
            columns[label] = (lower, upper, not v.is_continuous())
    for component in model.component_objects(Constraint):
        for key, data in component.items():
            low, body, high = data.to_bounded_expression(evaluate_bounds=True)
            repn = generate_standard_repn(body, compute_values=True)
            entries: dict[str, float] = {}
            for v, c in zip(repn.linear_vars, repn.linear_coefs, strict=True):
                entries[names[id(v)]] = entries.get(names[id(v)], 0.0) + c
            entries = {k: c for k, c in entries.items() if c != 0.0}
            low = -math.inf if low is None else low - repn.constant
            high = math.inf if high is None else high - repn.constant
            rows[_label(component.local_name, key)] = (low, high, entries)
    (objective,) = model.component_objects(Objective)
    repn = generate_standard_repn(objective.expr, compute_values=True)
    cost: dict[str, float] = {}
    for v, c in zip(repn.linear_vars, repn.linear_coefs, strict=True):
        cost[names[id(v)]] = cost.get(names[id(v)], 0.0) + c
    return columns, rows, cost, float(repn.constant)


def assert_same_program(program: Program, model: ConcreteModel) -> None:
    """Demand the same rows, columns, coefficients, bounds, integrality and costs from both."""
    columns, rows, cost, offset = reference_arrays(model)
    labels = [program.column_label(j) for j in range(program.shape[1])]
    assert sorted(labels) == sorted(columns)
    for j, label in enumerate(labels):
        lower, upper, integer = columns[label]
        assert _near(program.column_lower[j], lower), label
        assert _near(program.column_upper[j], upper), label
        assert bool(program.integer[j]) == integer, label
        assert _near(program.cost[j], cost.get(label, 0.0)), (label, program.cost[j], cost.get(label))
    assert _near(program.offset, offset)
    a = program.matrix
    seen = set()
    for i in range(program.shape[0]):
        label = program.row_label(i)
        span = slice(a.indptr[i], a.indptr[i + 1])
        entries = {labels[j]: float(v) for j, v in zip(a.indices[span], a.data[span], strict=True)}
        assert len(entries) == span.stop - span.start, f"{label} repeats a column"
        if label not in rows:
            # The plain model has no row without columns; it must hold by itself.
            assert not entries, label
            assert program.row_lower[i] <= 1e-9, label
            assert program.row_upper[i] >= -1e-9, label
            continue
        seen.add(label)
        low, high, expected = rows[label]
        assert entries.keys() == expected.keys(), label
        assert all(_near(entries[k], expected[k]) for k in entries), label
        assert _near(program.row_lower[i], low), (label, program.row_lower[i], low)
        assert _near(program.row_upper[i], high), (label, program.row_upper[i], high)
    for label in rows.keys() - seen:
        # A row whose coefficients are all zero says nothing, and only the plain model writes it.
        low, high, expected = rows[label]
        assert not expected, label
        assert low <= 1e-9, label
        assert high >= -1e-9, label
