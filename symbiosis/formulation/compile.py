"""Compile one hour, once: Pyomo rules become flat lists of terms.

Every constraint, balance and payment is linear in the hour's columns, with coefficients that are
numbers or products of series. Handles are replaced by what they stand for; the axis of a row follows
from its columns: a step column makes it a step row, else a group column or sum a group row.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from pyomo.common.numeric_types import native_numeric_types
from pyomo.environ import Constraint
from pyomo.repn.linear import LinearRepnVisitor
from pyomo.repn.parameterized import ParameterizedLinearRepnVisitor
from pyomo.repn.util import VarRecorder

from symbiosis.blocks.language import STATIC, STEP, Flow, Lag, Payment, Series, Step
from symbiosis.formulation.hour import ColumnBlock, CompiledHour, RowBlock, RowTable, Tally
from symbiosis.formulation.polynomial import Monomial, NotLinearError, polynomial
from symbiosis.formulation.terms import CONSTANT, TermList, Terms


def compile_hour(m: Step) -> CompiledHour:
    """Compile one hour of a park.  Raises NotLinearError, naming the rule, when it is not linear."""
    return _Compiler(m).run()


def _label(index: Any) -> tuple[str, ...]:
    if index is None:
        return ()
    return tuple(str(part) for part in index) if isinstance(index, tuple) else (str(index),)


class _Compiler:
    def __init__(self, m: Step) -> None:
        self.m = m
        self.ledger = m.ledger
        self.axes = [STATIC, STEP]
        self.columns: dict[str, list[ColumnBlock]] = {STATIC: [], STEP: []}
        self.place: dict[int, tuple[int, int]] = {}  # id(column) → axis, place on it
        self.lags: list[Lag | None] = [None]
        self.series: list[Series] = []
        self.series_number: dict[int, int] = {}
        self.monomials: dict[Monomial, int] = {(): 0}
        wrt = [handle for _, handle in self.ledger.series.values()]
        self._linear = LinearRepnVisitor({}, var_recorder=VarRecorder({}, None))
        self._parameterized = ParameterizedLinearRepnVisitor({}, wrt=wrt, var_recorder=VarRecorder({}, None))

    def run(self) -> CompiledHour:
        for variable, (series, _) in self.ledger.series.items():
            self.series_number[variable] = len(self.series)
            self.series.append(series)
        for axis, component in self.ledger.axes.values():
            self._add_columns(axis, component)
        rows = self._rows()
        lower, upper = self._bounds()
        payments = self._pay()
        columns = {axis: tuple(blocks) for axis, blocks in self.columns.items()}
        return CompiledHour(
            tuple(self.axes),
            columns,
            rows,
            tuple(self.lags),
            tuple(self.series),
            self.monomials,
            lower,
            upper,
            payments,
            self._tally,
            self.ledger,
        )

    # -- columns ---------------------------------------------------------------------------------

    def _add_columns(self, axis: str, component: Any) -> None:
        if component.parent_block() is None:
            raise NotLinearError(
                "columns were declared but not attached to the model: write m.name = m.step(…)"
            )
        if axis not in self.columns:
            self.axes.append(axis)
            self.columns[axis] = []
        blocks = self.columns[axis]
        start = blocks[-1].start + len(blocks[-1].index) if blocks else 0
        number = self.axes.index(axis)
        data = list(component.items())
        for place, (_, column) in enumerate(data):
            self.place[id(column)] = (number, start + place)
        lower = np.array([-np.inf if v.lb is None else v.lb for _, v in data], dtype=float)
        upper = np.array([np.inf if v.ub is None else v.ub for _, v in data], dtype=float)
        integer = np.array([not v.is_continuous() for _, v in data], dtype=bool)
        index = tuple(_label(i) for i, _ in data)
        blocks.append(
            ColumnBlock(component.local_name, component.doc or "", index, start, lower, upper, integer)
        )

    # -- expressions -----------------------------------------------------------------------------

    def _expand(self, expression: Any) -> tuple[list[tuple[Any, Any]], Any]:
        """Return the (variable, coefficient) pairs of an expression and its constant."""
        if expression.__class__ in native_numeric_types:
            return [], float(expression)
        visitor = self._linear
        repn = visitor.walk_expression(expression)
        if repn.nonlinear is not None:
            visitor = self._parameterized
            repn = visitor.walk_expression(expression)
            if repn.nonlinear is not None:
                raise NotLinearError(f"not linear in its columns: {expression}")
        variables = visitor.var_recorder.var_map
        pairs = []
        constant = repn.constant
        for identity, coefficient in repn.linear.items():
            if identity in self.series_number:
                constant = constant + coefficient * variables[identity]
            else:
                pairs.append((variables[identity], coefficient))
        return pairs, constant

    def _polynomial(self, coefficient: Any) -> dict[Monomial, float]:
        return polynomial(coefficient, lambda variable: self.series_number[id(variable)])

    def _terms(self, e: int, expression: Any, into: TermList, summed: TermList | None) -> set[str]:
        """Add an expression's terms; return the axes it touches (`over:group` for a sum)."""
        pairs, constant = self._expand(expression)
        touched: set[str] = set()
        for monomial, number in self._polynomial(constant).items():
            into.add(e, 0, CONSTANT, 0, monomial, number)
            touched |= {self.series[s].axis for s in monomial} - {"number"}
        for variable, coefficient in pairs:
            handle = self.ledger.handles.get(id(variable), (None, None))[0]
            if handle is not None and handle.lag is None:
                touched.add(f"over:{handle.group}")
                self._sum(e, handle.group, handle.expression, coefficient, summed)
                continue
            lag = 0
            if handle is not None:
                lag = self._lag(handle.lag)
                variable = handle.base
            axis, place = self.place[id(variable)]
            touched.add(self.axes[axis])
            for monomial, number in self._polynomial(coefficient).items():
                into.add(e, axis, place, lag, monomial, number)
                touched |= {self.series[s].axis for s in monomial} - {"number"}
        return touched

    def _sum(self, e: int, group: str, expression: Any, coefficient: Any, summed: TermList | None) -> None:
        if summed is None:
            raise NotLinearError("a sum over a group may stand in constraints, not in payments or flows")
        if coefficient.__class__ not in native_numeric_types:
            raise NotLinearError("a sum over a group may be multiplied by numbers only")
        inner = TermList(self.monomials)
        touched = self._terms(e, expression, inner, None)
        if touched - {STEP, STATIC}:
            raise NotLinearError(f"a sum over {group!r} adds up step columns only")
        summed.rows.extend((*row[:5], row[5] * coefficient) for row in inner.rows)

    def _lag(self, lag: Lag | None) -> int:
        if lag not in self.lags:
            self.lags.append(lag)
        return self.lags.index(lag)

    @staticmethod
    def _axis(touched: set[str], where: str) -> str:
        groups = touched - {STATIC, STEP}
        named = {group.removeprefix("over:") for group in groups}
        if STEP in touched:
            if any(group.startswith("over:") for group in groups):
                raise NotLinearError(f"{where} mixes step columns with a sum over a group")
            if len(named) > 1:
                raise NotLinearError(f"{where} mixes the groups {sorted(named)}")
            return STEP if not named else f"{STEP}:{next(iter(named))}"
        if len(named) > 1:
            raise NotLinearError(f"{where} mixes the groups {sorted(named)}")
        return next(iter(named)) if named else STATIC

    # -- rows ------------------------------------------------------------------------------------

    def _rows(self) -> tuple[RowTable, ...]:
        found: dict[tuple[str, int], list[Any]] = {}
        for component in self.m.component_objects(Constraint, active=True):
            mask = self.ledger.masks.get(id(component))
            number = -1 if mask is None else self.series_number[id(mask[1])]
            for axis, rows in self._constraint(component).items():
                found.setdefault((axis, number), []).append((component, rows))
        tables = [self._table(axis, mask, blocks) for (axis, mask), blocks in found.items()]
        order = {STATIC: 0, STEP: 2}
        return tuple(sorted(tables, key=lambda t: (order.get(t.axis, 1), t.group != "", t.mask)))

    def _constraint(self, component: Any) -> dict[str, list[Any]]:
        by_axis: dict[str, list[Any]] = {}
        for index, data in component.items():
            terms, summed = TermList(self.monomials), TermList(self.monomials)
            try:
                low, body, high = data.to_bounded_expression(evaluate_bounds=True)
                touched = self._terms(0, body, terms, summed)
                axis = self._axis(touched, data.name)
            except ValueError as error:  # not linear, or a bound that is no number
                raise NotLinearError(f"{data.name}: {error}") from None
            by_axis.setdefault(axis, []).append((index, low, high, terms.rows, summed.rows))
        return by_axis

    def _table(self, axis: str, mask: int, found: list[Any]) -> RowTable:
        blocks: list[RowBlock] = []
        terms, summed = TermList(self.monomials), TermList(self.monomials)
        count = 0
        for component, rows in found:
            start = count
            for _, _, _, plain, sums in rows:
                terms.rows.extend((count, *row[1:]) for row in plain)
                summed.rows.extend((count, *row[1:]) for row in sums)
                count += 1
            lower = np.array([-np.inf if low is None else low for _, low, _, _, _ in rows], dtype=float)
            upper = np.array([np.inf if high is None else high for _, _, high, _, _ in rows], dtype=float)
            index = tuple(_label(i) for i, *_ in rows)
            blocks.append(RowBlock(component.local_name, component.doc or "", index, start, lower, upper))
        axis, _, group = axis.partition(":")
        return RowTable(axis, group, mask, tuple(blocks), terms.freeze(count), summed.freeze(count))

    def _bounds(self) -> tuple[Terms, Terms]:
        tables = []
        width = sum(len(block.index) for block in self.columns[STEP])
        for side in (1, 2):
            terms = TermList(self.monomials)
            for bound in self.ledger.bounds:
                if bound[side] is None:
                    continue
                axis, place = self.place[id(bound[0])]
                if self.axes[axis] != STEP:
                    raise NotLinearError(
                        f"{bound[0].name}: only step columns take bounds that follow profiles"
                    )
                pairs, constant = self._expand(bound[side])
                if pairs:
                    raise NotLinearError(f"{bound[0].name}: a bound may hold profiles and numbers only")
                for monomial, number in self._polynomial(constant).items():
                    # A bound of zero must survive: it is kept as a term of its own.
                    terms.rows.append(
                        (
                            place,
                            0,
                            CONSTANT,
                            0,
                            self.monomials.setdefault(monomial, len(self.monomials)),
                            number,
                        )
                    )
                if not self._polynomial(constant):
                    terms.rows.append((place, 0, CONSTANT, 0, 0, 0.0))
            tables.append(terms.freeze(width))
        return tables[0], tables[1]

    # -- named expressions -----------------------------------------------------------------------

    def _tally(self, ledger: dict[tuple[str, str], list[Flow]]) -> Tally:
        terms = TermList(self.monomials)
        items: list[Any] = []
        for (enterprise, carrier), flows in ledger.items():
            for flow in flows:
                self._terms(len(items), flow.expression, terms, None)
                items.append((enterprise, carrier, flow.role, flow.item, flow.sign))
        return Tally(tuple(items), terms.freeze(len(items)))

    def _pay(self) -> dict[str, Tally]:
        by_axis: dict[str, list[tuple[Payment, Any]]] = {}
        for payment in self.ledger.payments:
            terms = TermList(self.monomials)
            where = f"payment {payment.category} of {payment.item}"
            axis = self._axis(self._terms(0, payment.expression, terms, None), where)
            if ":" in axis:
                raise NotLinearError(f"{where} mixes step and group columns; write one payment for each")
            by_axis.setdefault(axis, []).append((payment, terms.rows))
        tallies = {}
        for axis, payments in by_axis.items():
            table = TermList(self.monomials)
            for e, (_, rows) in enumerate(payments):
                table.rows.extend((e, *row[1:]) for row in rows)
            items = tuple((p.owner, p.category, p.item) for p, _ in payments)
            tallies[axis] = Tally(items, table.freeze(len(items)))
        return tallies
