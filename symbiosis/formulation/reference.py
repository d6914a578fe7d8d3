"""The slow truth: the same rules with every hour written out, as a plain Pyomo model.

Each rule of the hour is copied once per repetition with its variables exchanged for that hour's and
its series for numbers. Nothing here is shared with `tile`; tests demand the same program from both.
It is also what `to_pyomo()` gives, to look at or to hand to another solver.
"""

from __future__ import annotations

from typing import Any

from pyomo.common.numeric_types import native_numeric_types
from pyomo.core.expr.visitor import replace_expressions
from pyomo.environ import ConcreteModel, Constraint, Objective, Var, minimize, quicksum

from symbiosis.blocks.language import STATIC, STEP, Handle, Step
from symbiosis.horizon.horizon import Horizon


def reference(m: Step, horizon: Horizon) -> ConcreteModel:
    """Write out every step of an hour as a plain Pyomo model.

    Columns are named `activity["mill.boiler", 17]`: the hour's own index, then the step number or the
    group member's name. Rows likewise.
    """
    return _Writer(m, horizon).run()


class _Writer:
    def __init__(self, m: Step, horizon: Horizon) -> None:
        self.m, self.horizon = m, horizon
        self.ledger = m.ledger
        self.out = ConcreteModel(name=m.name)
        self.column: dict[int, tuple[str, Any, Any]] = {}  # id → axis, component written out, own index
        self.axis_of: dict[int, str] = {}
        self._values: dict[int, Any] = {}

    def run(self) -> ConcreteModel:
        for axis, component in self.ledger.axes.values():
            self._columns(axis, component)
        self._bounds()
        for component in self.m.component_objects(Constraint, active=True):
            self._rows(component)
        self._objective()
        return self.out

    # -- columns ---------------------------------------------------------------------------------

    def _repetitions(self, axis: str) -> list[Any]:
        if axis == STATIC:
            return [None]
        return list(range(len(self.horizon))) if axis == STEP else list(self.horizon.groups[axis].names)

    def _columns(self, axis: str, component: Any) -> None:
        keys = [_key(k, r) for r in self._repetitions(axis) for k in component]
        written = Var(keys)
        self.out.add_component(component.local_name, written)
        for k, column in component.items():
            self.column[id(column)] = (axis, written, k)
            for r in self._repetitions(axis):
                copy = written[_key(k, r)]
                copy.domain = column.domain
                copy.setlb(column.lb)
                copy.setub(column.ub)

    def _bounds(self) -> None:
        for column, lower, upper in self.ledger.bounds:
            _, written, k = self.column[id(column)]
            for t in range(len(self.horizon)):
                if lower is not None:
                    written[_key(k, t)].setlb(_number(self._at(lower, t, None)))
                if upper is not None:
                    written[_key(k, t)].setub(_number(self._at(upper, t, None)))

    # -- one repetition of an expression ---------------------------------------------------------

    def _at(self, expression: Any, t: int | None, member: dict[str, int] | None) -> Any:
        """Return an expression with its variables exchanged for those of step t or a group's member."""
        if expression.__class__ in native_numeric_types:
            return expression
        exchange: dict[int, Any] = {}
        for variable in _variables(expression):
            exchange[id(variable)] = self._one(variable, t, member or {})
        if not expression.is_expression_type():
            return exchange[id(expression)]
        return replace_expressions(expression, exchange, remove_named_expressions=True)

    def _one(self, variable: Any, t: int | None, member: dict[str, int]) -> Any:
        identity = id(variable)
        if identity in self.ledger.series:
            return self._series(identity, t, member)
        if identity in self.ledger.handles:
            handle = self.ledger.handles[identity][0]
            if handle.lag is None:
                return self._sum(handle, member)
            if handle.lag.kind == "member":
                axis = self.column[id(handle.base)][0]
                before = (member[axis] - 1) % len(self.horizon.groups[axis].names)
                return self._one(handle.base, t, {axis: before})
            assert t is not None
            return quicksum(self._one(handle.base, earlier, member) for earlier in self._earlier(handle, t))
        axis, written, k = self.column[identity]
        if axis == STATIC:
            return written[_key(k, None)]
        if axis == STEP:
            return written[_key(k, t)]
        group = self.horizon.groups[axis]
        return written[_key(k, group.names[member[axis]])]

    def _series(self, identity: int, t: int | None, member: dict[str, int]) -> float:
        series = self.ledger.series[identity][0]
        if identity not in self._values:
            self._values[identity] = series.values(self.horizon)
        values = self._values[identity]
        if series.axis == "number":
            return float(values)
        return float(values[t] if series.axis == STEP else values[member[series.axis]])

    def _earlier(self, handle: Handle, t: int) -> list[int]:
        lag, horizon = handle.lag, self.horizon
        assert lag is not None
        if lag.kind == "before" and lag.hours is None:
            before = int(horizon.previous[t])
            return [before] if before >= 0 else []
        assert lag.hours is not None
        at, ago = t, 0.0
        if lag.kind == "before":
            while at >= 0 and ago < lag.hours - 1e-9:
                at = int(horizon.previous[at])
                ago += float(horizon.hours[at])
            return [at] if at >= 0 else []
        steps = []
        while at >= 0 and ago < lag.hours - 1e-9:
            steps.append(at)
            ago += float(horizon.hours[at])
            at = int(horizon.previous[at])
        return steps

    def _sum(self, handle: Handle, member: dict[str, int]) -> Any:
        group = self.horizon.groups[handle.group]
        which = member.get(handle.group, 0)
        return quicksum(
            float(hours) * self._at(handle.expression, int(t), member)
            for t, g, hours in zip(group.step, group.member, group.hours, strict=True)
            if g == which
        )

    # -- rows and objective ----------------------------------------------------------------------

    def _axes(self, expression: Any) -> set[str]:
        axes: set[str] = set()
        for variable in _variables(expression):
            if id(variable) in self.ledger.series:
                axes.add(self.ledger.series[id(variable)][0].axis)
            elif id(variable) in self.ledger.handles:
                handle = self.ledger.handles[id(variable)][0]
                if handle.lag is None:
                    axes.add(handle.group)
                else:
                    axes.add(STEP if handle.lag.kind != "member" else self.column[id(handle.base)][0])
            else:
                axes.add(self.column[id(variable)][0])
        return axes - {STATIC, "number"}

    def _rows(self, component: Any) -> None:
        rows = {}
        mask = self.ledger.masks.get(id(component))
        for index, data in component.items():
            low, body, high = data.to_bounded_expression(evaluate_bounds=True)
            for repetition, t, member in self._places(self._axes(body)):
                if mask is not None and self._one(mask[1], t, member) == 0.0:
                    continue
                rows[_key(index, repetition)] = (low, self._at(body, t, member), high)
        written = Constraint(list(rows))
        self.out.add_component(component.local_name, written)
        for key, (low, body, high) in rows.items():
            if body.__class__ in native_numeric_types:  # a row without columns still says something
                if (low is not None and body < low - 1e-9) or (high is not None and body > high + 1e-9):
                    raise ValueError(f"{component.local_name}[{key}] cannot hold: {low} <= {body} <= {high}")
                continue
            written[key] = (low, body, high)

    def _places(self, axes: set[str]) -> list[tuple[Any, int | None, dict[str, int]]]:
        groups = axes - {STEP}
        if not groups:
            if STEP not in axes:
                return [(None, None, {})]
            return [(t, t, {}) for t in range(len(self.horizon))]
        (name,) = groups
        group = self.horizon.groups[name]
        if STEP not in axes:
            return [(member, None, {name: g}) for g, member in enumerate(group.names)]
        pairs = zip(group.step, group.member, strict=True)
        if group.single:
            return [(int(t), int(t), {name: int(g)}) for t, g in pairs]
        return [((int(t), group.names[g]), int(t), {name: int(g)}) for t, g in pairs]

    def _objective(self) -> None:
        total = []
        for payment in self.ledger.payments:
            axes = self._axes(payment.expression) if not _is_number(payment.expression) else set()
            for _, t, member in self._places(axes):
                weight = 1.0 if t is None else float(self.horizon.cost_weight[t])
                total.append(weight * self._at(payment.expression, t, member))
        self.out.cost = Objective(expr=quicksum(total), sense=minimize)


def _key(index: Any, repetition: Any) -> Any:
    own = () if index is None else index if isinstance(index, tuple) else (index,)
    more = () if repetition is None else repetition if isinstance(repetition, tuple) else (repetition,)
    key = (*own, *more)
    return key[0] if len(key) == 1 else key if key else None


def _variables(expression: Any) -> list[Any]:
    from pyomo.core.expr.visitor import identify_variables

    return list(identify_variables(expression, include_fixed=True))


def _is_number(expression: Any) -> bool:
    return expression.__class__ in native_numeric_types


def _number(expression: Any) -> float:
    from pyomo.environ import value

    return float(value(expression))
