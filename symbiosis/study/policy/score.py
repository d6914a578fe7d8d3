"""A scheme of indicators applied to a plan: values before and after, thresholds, gaps, points, index.

    value in the scheme's unit = formula · (its own unit → the unit stated)
    gap                        = how far the value is on the wrong side of the threshold; 0 where it is met
    index                      = 100 / n · Σ (value / leading, or leading / value where less is better)
    points of the scheme       = Σ weight · points of the best band that is reached

Both ways of counting energy are worked out: the scheme's own decides, the other one stands beside it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.counted import without_factor
from symbiosis.park.formula import FormulaError, Quantity, Tree, evaluate, parse, quantities, quotient
from symbiosis.park.quantities import DATA, GROWTH, PLAN, formula_unit, known
from symbiosis.park.scheme import Indicator, Scheme, Sense, Threshold
from symbiosis.results.yearly import Yearly
from symbiosis.tables.source import TextError
from symbiosis.tables.units import measure
from symbiosis.tables.validity import outdated

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

OTHER = {"energy": "energy_equivalent", "energy_equivalent": "energy"}


@dataclass(frozen=True)
class Score:
    """One indicator's values; None is not known, and `missing` says what would have to be stated."""

    indicator: Indicator
    before: float | None
    after: float | None
    other_mode: float | None  # after, energy counted the other way; None where that changes nothing
    threshold: Threshold | None
    flipped: bool  # the value added falls, so the limit of an elasticity turns round
    missing: str
    linear: bool

    @property
    def met(self) -> bool | None:
        """Whether the plan meets its threshold; None where it has none or is not known."""
        if self.after is None or self.threshold is None:
            return None
        return self.threshold.met_by(self.after, self.flipped)

    @property
    def gap(self) -> float | None:
        """How far the plan is on the wrong side of the threshold, in the indicator's unit."""
        if self.after is None or self.threshold is None:
            return None
        most = (self.threshold.sense == "at_most") != self.flipped
        over = self.after - self.threshold.limit
        return 0.0 if self.met else over if most else -over

    @property
    def points(self) -> float | None:
        """Points of the best band that the plan reaches; 0 below all of them."""
        if self.after is None or not self.indicator.bands:
            return None
        sense = self.indicator.thresholds[0].sense if self.indicator.thresholds else _sense(self.indicator)
        for limit, points in self.indicator.bands:
            if Threshold(sense, limit).met_by(self.after):
                return points
        return 0.0


@dataclass(frozen=True)
class Report:
    """A scheme applied to a plan: every indicator, the whole, and what a reader must know."""

    scheme: Scheme
    scores: tuple[Score, ...]
    warnings: tuple[str, ...]

    @property
    def index(self) -> float | None:
        """100 / n · Σ value over leading value, of those known; None where none has a leading value."""
        parts = [_to_leading(s) for s in self.scores if s.indicator.leading and s.after is not None]
        found = [part for part in parts if part is not None]
        return 100.0 * sum(found) / len(found) if found else None

    @property
    def points(self) -> float | None:
        """Weighted points; None unless every weighted indicator is known."""
        weighted = [s for s in self.scores if s.indicator.weight is not None]
        if not weighted or any(s.points is None for s in weighted):
            return None
        return sum((s.indicator.weight or 0.0) * (s.points or 0.0) for s in weighted)

    @property
    def met(self) -> int:
        """How many thresholds are met."""
        return sum(s.met is True for s in self.scores)

    @property
    def judged(self) -> int:
        """How many indicators could be compared with a threshold."""
        return sum(s.met is not None for s in self.scores)


def score(scheme: Scheme, results: Results, before: Results | None = None, district: str = "") -> Report:
    """Apply a scheme to a plan and to what was before it; raises FormulaError naming an indicator.

    With `district` it is applied to that part of the park, exchange with others as bought and sold.
    """
    after = Yearly(results, before, district)
    today = None if before is None else Yearly(before, before, district)
    scores = tuple(_score(entry, scheme, after, today) for entry in scheme.indicators)
    return Report(scheme, scores, tuple(_warnings(scheme, results, scores)))


def _score(entry: Indicator, scheme: Scheme, after: Yearly, today: Yearly | None) -> Score:
    if not entry.formula:
        return Score(entry, None, None, None, None, False, entry.note, False)
    tree = in_mode(parse(entry.formula), scheme.mode)
    factor = factor_of(entry, tree, after.park)

    def value(of: Yearly | None, what: Tree) -> float | None:
        found = None if of is None else evaluate(what, of)
        return None if found is None else factor * found

    other = in_mode(tree, "equivalent" if scheme.mode == "calorific" else "calorific")
    changes = ast.dump(other) != ast.dump(tree)
    now = value(after, tree)
    energy = after(Quantity("energy" if scheme.mode == "calorific" else "energy_equivalent"))
    threshold = next((t for t in entry.thresholds if t.holds_for(energy)), None)
    named = quantities(tree)
    elastic = sum(q.name == GROWTH for q in named) > 1 and isinstance(tree, ast.BinOp)
    falls = (after.growth("added_value") or 0.0) < 0.0 if elastic else False
    return Score(
        entry,
        value(today, tree),
        now,
        value(after, other) if changes else None,
        threshold,
        falls and isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Div),
        "" if now is not None else "; ".join(_missing(named, after)) or "nothing to divide by",
        _is_linear(tree),
    )


def in_mode(tree: Tree, mode: str) -> Tree:
    """Return a formula with energy counted in a mode."""
    wanted = "energy" if mode == "calorific" else "energy_equivalent"

    class Renamed(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.Name:  # the name ast asks for
            return ast.Name(wanted, ast.Load()) if node.id in OTHER else node

    copied = ast.parse(ast.unparse(tree), mode="eval").body
    changed = Renamed().visit(copied)
    assert isinstance(changed, ast.expr)
    return changed


def factor_of(entry: Indicator, tree: Tree, park: Park) -> float:
    """Return what turns the formula's own unit into the indicator's."""
    try:
        for quantity in quantities(tree):
            known(quantity, park)
        rates = {label: carrier.unit for label, carrier in park.carriers.items()}
        own = measure(formula_unit(ast.unparse(tree), "", rates, park.settings.currency) or "1")
        unit = measure(entry.unit)
    except (FormulaError, TextError) as error:
        raise FormulaError(f"{entry.place} indicators.{entry.label}: {error}") from None
    if own.dimension != unit.dimension:
        raise FormulaError(
            f"{entry.place} indicators.{entry.label}.unit: {entry.formula} is {own}, {entry.unit} is {unit}.",
            "State the unit that the formula gives; the currency is the park's.",
        )
    return float(own.factor / unit.factor)


def _missing(named: tuple[Quantity, ...], year: Yearly) -> Iterator[str]:
    for quantity in named:
        if year(quantity) is not None:
            continue
        if quantity.name == GROWTH:
            what = quantity.of[0]
            if what in DATA and year(what) is None:
                yield f"enterprises do not state {DATA[what][1]}"
            yield f"needs a base year: state base_years: {{2020: {{{what}: …}}}}"
        elif quantity.name in DATA:
            yield f"enterprises do not state {DATA[quantity.name][1]}"
        elif quantity.name in PLAN:
            yield "needs today's result beside the plan"
        else:
            yield f"{quantity} is not in this result; solve it anew"


def _is_linear(tree: Tree) -> bool:
    found = quotient(tree)
    return found is not None and not any(q.name in (GROWTH, *PLAN) for q in quantities(tree))


def _warnings(scheme: Scheme, results: Results, scores: tuple[Score, ...]) -> Iterator[str]:
    park = results.park
    day = str(results.horizon.start[0])[:10]
    outside = scheme.outside(day)
    if outside:
        yield outside
    if scheme.note:
        yield scheme.note
    left = without_factor(park)
    if left:
        yield f"energy leaves out {', '.join(left)}: state standard_coal or factors of these carriers"
    yield from outdated(park)
    weak = [
        s.indicator.title for s in scores if s.threshold is not None and s.indicator.confidence in ("M", "L")
    ]
    if weak:
        yield f"{len(weak)} thresholds are marked M or L: recalled or assumed, check them in the original"
    doubtful = [s for s in scores if s.indicator.thresholds and s.threshold is None and s.after is not None]
    for s in doubtful:
        yield f"{s.indicator.title}: no threshold is stated for a park of this size"


def _sense(entry: Indicator) -> Sense:
    limits = [limit for limit, _ in entry.bands]
    return "at_most" if limits == sorted(limits) else "at_least"


def _to_leading(s: Score) -> float | None:
    leading, value = s.indicator.leading, s.after
    assert leading is not None
    assert value is not None
    sense = s.threshold.sense if s.threshold is not None else "at_least"
    if sense == "at_least":
        return value / leading
    return leading / value if value > 0.0 else None
