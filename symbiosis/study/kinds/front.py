"""A front: what less of an emission, of fresh water or of waste costs, by the augmented ε-constraint.

    minimise cost + Σ_k δ_k·f_k    subject to    f_k ≤ ε_k

for a grid of limits ε between the least f_k that can be reached and the f_k of the cheapest plan. The
small price δ_k makes plans of equal cost differ: none is returned that another one beats in every
objective. δ values the whole range of f_k at a millionth of the cost; it is taken out of what is reported.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symbiosis.scenario.apply import apply
from symbiosis.scenario.changes import Change, add
from symbiosis.study.kinds.costs import Records, cost_of
from symbiosis.study.kinds.every import Findings, Stages
from symbiosis.study.kinds.totals import tally, unit_of_total
from symbiosis.study.running.case import Case
from symbiosis.study.study import Study

DELTA = 1e-6
MARGIN = 1e-6  # share of a range by which the tightest limit stays above the least total
EQUAL = 1e-6  # share of a range (or of the cost) below which two plans are the same


@dataclass(frozen=True)
class Objective:
    """A total of the front: the carrier that counts it, its unit, and the range it is cut in."""

    name: str
    carrier: str
    unit: str
    least: float = 0.0
    most: float = 0.0
    price: float = 0.0

    @property
    def range(self) -> float:
        """How far the total can be lowered."""
        return self.most - self.least

    def limits(self, points: int) -> list[float | None]:
        """Return limits from none to the tightest."""
        if self.price == 0.0:  # there is nothing to lower
            return [None]
        step = self.range / (points - 1)
        cuts = [self.most - step * k for k in range(1, points - 1)]
        return [None, *cuts, self.least + MARGIN * self.range]


def front(study: Study) -> Stages:
    """Find the cheapest plan and the least of every total, then plans between them."""
    question, scenario = study.questions[0], study.scenarios[0]
    park = apply(study.park, (*study.changes, *scenario.changes))
    counted: list[Change] = []
    objectives = []
    for name in study.details["minimise"][1:]:
        carrier, changes = tally(park, name)
        counted += changes
        objectives.append(Objective(name, carrier, unit_of_total(park, name)))
    years, currency, per_year = study.years, study.park.settings.currency, study.per_year

    def case(point: str, *changes: Change, least: str = "") -> Case:
        labels = {"question": question, "scenario": scenario.name, "point": point}
        # Points differ in the limits alone, and their prices leave no two plans that cost the same.
        return study.case(question, scenario, labels, *counted, *changes, least=least, warm=bool(changes))

    cheapest = case("cheapest")
    lowest = [case(f"least {o.name}", least=o.carrier) for o in objectives]
    records = yield [cheapest, *lowest]
    cost = cost_of(records, cheapest)
    bounds = [_bound(records, one) for one in lowest]
    if cost is None or None in bounds:
        return Findings(
            (), ("the cheapest plan or the least of a total is not known, so there is no front.",)
        )
    totals = _totals(records, cheapest)
    objectives = [_ranged(o, bound, totals, cost) for o, bound in zip(objectives, bounds, strict=True)]
    grid = list(itertools.product(*(o.limits(study.details["points"]) for o in objectives)))
    cases = [
        (case(f"point {number}", *_limited(objectives, limits, currency, years)), limits)
        for number, limits in enumerate(grid, start=1)
    ]
    records = yield [one for one, _ in cases]
    rows = [row for one, limits in cases if (row := _row(records, one, objectives, limits)) is not None]
    kept = [row for row in rows if not any(_beats(other, row, objectives, cost) for other in rows)]
    kept = _different(kept, objectives, cost)
    kept.sort(key=lambda row: row["cost"])
    sentences = [_sentence(row, objectives, kept[0], currency, per_year) for row in kept]
    missing = len(cases) - len(rows)
    if missing:
        sentences.append(f"{missing} of {len(cases)} points have no plan.")
    units = {o.name: f"{o.unit}{per_year}" for o in objectives}
    return Findings(tuple(kept), tuple(sentences), units)


def _ranged(objective: Objective, bound: float | None, totals: Mapping[str, float], cost: float) -> Objective:
    assert bound is not None
    most = totals.get(objective.carrier, 0.0)
    span = most - bound
    price = DELTA * abs(cost) / span if span > EQUAL * max(abs(most), 1e-9) else 0.0
    return Objective(objective.name, objective.carrier, objective.unit, min(bound, most), most, price)


def _limited(
    objectives: list[Objective], limits: tuple[float | None, ...], currency: str, years: float
) -> list[Change]:
    changes = []
    for number, (objective, limit) in enumerate(zip(objectives, limits, strict=True), start=1):
        if objective.price == 0.0:
            continue
        price = {"carrier": objective.carrier, "price": f"{objective.price:.12g} {currency}/{objective.unit}"}
        changes.append(add(f"levies.total.{number}", price))
        if limit is not None:
            cap = {
                "carrier": objective.carrier,
                "limit": f"{max(limit / years, 0.0):.15g} {objective.unit}/a",
            }
            changes.append(add(f"caps.total.{number}", cap))
    return changes


def _totals(records: Records, case: Case) -> Mapping[str, float]:
    record = records.get(case.name)
    found: Mapping[str, float] = ((record.indicators if record else None) or {}).get("emission", {})
    return found


def _bound(records: Records, case: Case) -> float | None:
    record = records.get(case.name)
    value = ((record.indicators if record else None) or {}).get("bound")
    return None if value is None else float(value)


def _row(
    records: Records, case: Case, objectives: list[Objective], limits: tuple[float | None, ...]
) -> dict[str, Any] | None:
    cost, totals = cost_of(records, case), _totals(records, case)
    if cost is None:
        return None
    row: dict[str, Any] = {"case": case.name}
    row |= {o.name: totals.get(o.carrier, 0.0) for o in objectives}
    row["cost"] = cost - sum(o.price * row[o.name] for o in objectives)
    row |= {f"limit of {o.name}": limit for o, limit in zip(objectives, limits, strict=True)}
    return row


def _beats(
    one: Mapping[str, Any], other: Mapping[str, Any], objectives: list[Objective], cost: float
) -> bool:
    """Tell whether a plan is no worse in anything and clearly better in something."""
    names = [("cost", EQUAL * abs(cost)), *((o.name, EQUAL * max(o.range, 1e-9)) for o in objectives)]
    no_worse = all(one[name] <= other[name] + slack for name, slack in names)
    return no_worse and any(one[name] < other[name] - slack for name, slack in names)


def _different(rows: list[dict[str, Any]], objectives: list[Objective], cost: float) -> list[dict[str, Any]]:
    """Leave out plans that repeat another one."""
    kept: list[dict[str, Any]] = []
    for row in rows:
        same = (
            all(abs(row[o.name] - known[o.name]) <= EQUAL * max(o.range, 1e-9) for o in objectives)
            and abs(row["cost"] - known["cost"]) <= EQUAL * abs(cost)
            for known in kept
        )
        if not any(same):
            kept.append(row)
    return kept


def _sentence(
    row: Mapping[str, Any],
    objectives: list[Objective],
    first: Mapping[str, Any],
    currency: str,
    per_year: str,
) -> str:
    totals = ", ".join(f"{o.name} {row[o.name]:,.6g} {o.unit}{per_year}" for o in objectives)
    more = row["cost"] - first["cost"]
    said = f"cost {row['cost']:,.0f} {currency}{per_year}, {totals}"
    if len(objectives) == 1 and more > 0.0:
        less = first[objectives[0].name] - row[objectives[0].name]
        unit = objectives[0].unit
        said += f": {more:+,.0f} for {less:,.6g} {unit} less, {more / less:,.4g} {currency}/{unit}"
    return said
