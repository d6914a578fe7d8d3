"""Formulas over named quantities: read without ever being run, linear where they can be.

    carbon / energy                        the named quantities of `quantities.py`
    discard(fly_ash) / made(fly_ash)       yearly amounts: role(carrier), role(carrier, enterprise or plant)
    1 - purchase(water) / 5000             plain numbers; + - * / and brackets

A formula is a quotient of two sums of quantities, or more: `quotient` returns the two sums where there
are such, which is what a row of a linear program needs; `evaluate` works for every formula.

>>> quotient(parse("(carbon - offsets) / energy")).above.weights
{carbon: 1.0, offsets: -1.0}
>>> evaluate(parse("2 * a / (b + 1)"), {"a": 6.0, "b": 2.0}.get)
4.0
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

LONGEST = 400
DEEPEST = 40


class FormulaError(ValueError):
    """A formula that cannot be read; `remedy` says what to write instead."""

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message, self.remedy = message, remedy
        super().__init__(f"{message} {remedy}".strip())


@dataclass(frozen=True)
class Quantity:
    """A named quantity, or a role with what it is of: `made(steam, mill.boiler)`."""

    name: str
    of: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as written."""
        return f"{self.name}({', '.join(self.of)})" if self.of else self.name

    __repr__ = __str__


@dataclass(frozen=True)
class Linear:
    """A sum of quantities with weights, and a constant."""

    weights: Mapping[Quantity, float] = field(default_factory=dict)
    constant: float = 0.0

    def scaled(self, factor: float) -> Linear:
        """Return it multiplied by a number."""
        return Linear({q: factor * w for q, w in self.weights.items()}, factor * self.constant)

    def plus(self, other: Linear) -> Linear:
        """Return the sum of two."""
        weights = dict(self.weights)
        for quantity, weight in other.weights.items():
            weights[quantity] = weights.get(quantity, 0.0) + weight
        return Linear({q: w for q, w in weights.items() if w != 0.0}, self.constant + other.constant)

    @property
    def plain(self) -> bool:
        """Tell whether it is a number."""
        return not self.weights


@dataclass(frozen=True)
class Quotient:
    """One sum over another."""

    above: Linear
    below: Linear = field(default_factory=lambda: Linear({}, 1.0))


Tree = ast.expr
Lookup = Callable[[Any], float | None]  # by Quantity, or by name where there is nothing in brackets


def parse(text: str) -> Tree:
    """Return a formula's tree; raises FormulaError for anything but numbers, quantities and + - * /."""
    if not text.strip():
        raise FormulaError("the formula is empty.", "Write one, e.g. carbon / energy.")
    if len(text) > LONGEST:
        raise FormulaError(f"the formula is longer than {LONGEST} characters.")
    if re.search(r"[A-Za-z0-9.]-[A-Za-z]", text) and '"' not in text:
        raise FormulaError(
            "a - between letters may belong to a name.", 'Put the name in quotes: made("a-b").'
        )
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        example = "Write names, numbers, + - * / and brackets, e.g. carbon / energy."
        raise FormulaError(f'"{text}" is no formula.', example) from None
    _check(tree, 0)
    return tree


def _check(tree: Tree, depth: int) -> None:
    if depth > DEEPEST:
        raise FormulaError("the formula has too many brackets within brackets.")
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, (ast.Add, ast.Sub, ast.Mult, ast.Div)):
        _check(tree.left, depth + 1)
        _check(tree.right, depth + 1)
    elif isinstance(tree, ast.UnaryOp) and isinstance(tree.op, (ast.USub, ast.UAdd)):
        _check(tree.operand, depth + 1)
    elif isinstance(tree, ast.Constant):
        number = tree.value
        if type(number) not in (int, float) or not math.isfinite(number):  # type: ignore[arg-type]
            raise FormulaError(f"{ast.unparse(tree)} is no number.", "Write numbers without quotes.")
    elif isinstance(tree, ast.Name):
        pass
    elif isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.args and not tree.keywords:
        for argument in tree.args:
            _label(argument)
    else:
        allowed = "Only numbers, quantities, + - * / and brackets may stand in a formula."
        raise FormulaError(f'"{ast.unparse(tree)}" does not belong into a formula.', allowed)


def _label(tree: Tree) -> str:
    if isinstance(tree, ast.Name):
        return tree.id
    if isinstance(tree, ast.Attribute):
        return f"{_label(tree.value)}.{tree.attr}"
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        return tree.value
    raise FormulaError(f'"{ast.unparse(tree)}" is no name.', "Write carriers and plants by their labels.")


def quantities(tree: Tree) -> tuple[Quantity, ...]:
    """Return every quantity of a formula, in order, once."""
    found: dict[Quantity, None] = {}

    def visit(node: Tree) -> None:
        if isinstance(node, (ast.Name, ast.Call)):
            found[_quantity(node)] = None
        elif isinstance(node, ast.BinOp):
            visit(node.left)
            visit(node.right)
        elif isinstance(node, ast.UnaryOp):
            visit(node.operand)

    visit(tree)
    return tuple(found)


def _quantity(node: Tree) -> Quantity:
    if isinstance(node, ast.Name):
        return Quantity(node.id)
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    return Quantity(node.func.id, tuple(_label(argument) for argument in node.args))


def quotient(tree: Tree) -> Quotient | None:
    """Return the formula as one sum over another; None where it is more than that."""
    one = Linear({}, 1.0)
    if isinstance(tree, ast.Constant):
        return Quotient(Linear({}, float(tree.value)))  # type: ignore[arg-type]  # checked when it was read
    if isinstance(tree, (ast.Name, ast.Call)):
        return Quotient(Linear({_quantity(tree): 1.0}))
    if isinstance(tree, ast.UnaryOp):
        inner = quotient(tree.operand)
        sign = -1.0 if isinstance(tree.op, ast.USub) else 1.0
        return None if inner is None else Quotient(inner.above.scaled(sign), inner.below)
    assert isinstance(tree, ast.BinOp)
    left, right = quotient(tree.left), quotient(tree.right)
    if left is None or right is None:
        return None
    if isinstance(tree.op, (ast.Add, ast.Sub)):
        sign = -1.0 if isinstance(tree.op, ast.Sub) else 1.0
        if left.below == right.below:
            return Quotient(left.above.plus(right.above.scaled(sign)), left.below)
        whole = _product(left.above, right.below)
        other = _product(right.above, left.below)
        below = _product(left.below, right.below)
        if whole is None or other is None or below is None:
            return None
        return Quotient(whole.plus(other.scaled(sign)), below)
    if isinstance(tree.op, ast.Div):
        right = Quotient(right.below, right.above)
    above, below = _product(left.above, right.above), _product(left.below, right.below)
    if above is None or below is None:
        return None
    if below.plain:
        return None if below.constant == 0.0 else Quotient(above.scaled(1.0 / below.constant), one)
    return Quotient(above, below)


def _product(one: Linear, other: Linear) -> Linear | None:
    if one.plain:
        return other.scaled(one.constant)
    return one.scaled(other.constant) if other.plain else None


def emptied(text: str, absent: Callable[[Quantity], bool]) -> str:
    """Return a formula in which some of its quantities in brackets are 0.

    >>> emptied("made(steam, mill.boiler) + made(steam, mill.chp)", lambda q: "mill.chp" in q.of)
    'made(steam, mill.boiler) + 0'
    """

    class Emptied(ast.NodeTransformer):
        def visit_Call(self, node: ast.Call) -> ast.expr:  # the name ast asks for
            return ast.Constant(0) if absent(_quantity(node)) else node

    tree = parse(text)
    if not any(map(absent, quantities(tree))):
        return text
    return ast.unparse(Emptied().visit(tree))


def evaluate(tree: Tree, lookup: Lookup) -> float | None:
    """Return what a formula is worth; None where a quantity is not known or nothing is divided by nothing."""
    if isinstance(tree, ast.Constant):
        return float(tree.value)  # type: ignore[arg-type]  # checked when it was read
    if isinstance(tree, ast.Name):
        return lookup(tree.id)
    if isinstance(tree, ast.Call):
        return lookup(_quantity(tree))
    if isinstance(tree, ast.UnaryOp):
        inner = evaluate(tree.operand, lookup)
        return None if inner is None else -inner if isinstance(tree.op, ast.USub) else inner
    assert isinstance(tree, ast.BinOp)
    left, right = evaluate(tree.left, lookup), evaluate(tree.right, lookup)
    if left is None or right is None:
        return None
    if isinstance(tree.op, ast.Add):
        return left + right
    if isinstance(tree.op, ast.Sub):
        return left - right
    if isinstance(tree.op, ast.Mult):
        return left * right
    return None if right == 0.0 else left / right
