"""Coefficients as sums of products of series.

A coefficient of the hour may be a number or an expression in profiles. It is kept as
`{(): 2.0, (3,): -1.0, (1, 3): 0.5}`: numbers by the series (in sorted order) that multiply them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyomo.common.numeric_types import native_numeric_types
from pyomo.core.expr import numeric_expr as ex

Monomial = tuple[int, ...]
Polynomial = dict[Monomial, float]


class NotLinearError(ValueError):
    """An expression of the hour that is not linear in its columns; the message names the rule."""


def polynomial(expression: Any, series_of: Callable[[Any], int]) -> Polynomial:
    """Expand an expression in series into a sum of products.

    `series_of` returns the number of a series variable. Raises NotLinearError on anything but sums,
    products and division by a number.
    """
    kind = expression.__class__
    if kind in native_numeric_types:
        return {(): float(expression)} if expression != 0 else {}
    if not expression.is_expression_type():
        return {(series_of(expression),): 1.0}
    parts = [polynomial(part, series_of) for part in expression.args]
    if isinstance(expression, ex.SumExpression):
        return _sum(parts)
    if isinstance(expression, ex.NegationExpression):
        return _product({(): -1.0}, parts[0])
    if isinstance(expression, ex.ProductExpression):
        return _product(parts[0], parts[1])
    if isinstance(expression, ex.DivisionExpression) and list(parts[1]) == [()]:
        return _product(parts[0], {(): 1.0 / parts[1][()]})
    raise NotLinearError(f"a coefficient may add and multiply profiles, not {expression}")


def _sum(parts: list[Polynomial]) -> Polynomial:
    total: Polynomial = {}
    for part in parts:
        for monomial, number in part.items():
            total[monomial] = total.get(monomial, 0.0) + number
    return total


def _product(a: Polynomial, b: Polynomial) -> Polynomial:
    total: Polynomial = {}
    for monomial_a, number_a in a.items():
        for monomial_b, number_b in b.items():
            monomial = tuple(sorted(monomial_a + monomial_b))
            total[monomial] = total.get(monomial, 0.0) + number_a * number_b
    return total
