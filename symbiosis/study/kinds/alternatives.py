"""Near-optimal alternatives: plans that cost little more and do without what the plans before them build.

A search within the budget names what can be spared (`symbiosis.formulation.spare`); the plan that is
reported is the cheapest one without it, solved and verified by itself. Two plans differ by

    mean over all that either builds of 1 − min(size, size') / max(size, size')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symbiosis.study.kinds.costs import Records, cost_of
from symbiosis.study.kinds.every import Findings, Stages
from symbiosis.study.running.case import Case
from symbiosis.study.running.collect import unit_of
from symbiosis.study.study import Study

BUILT = 1e-6  # of new capacity, in its own unit
NAMED = 6  # things that a sentence lists
MORE, LESS = 1.05, 0.95  # a size beside the best plan's that is worth a word

Plan = Mapping[str, float]


@dataclass(frozen=True)
class Found:
    """One plan: its name in the study, its case, what it costs, what it builds, what it was told to spare."""

    name: str
    case: Case
    cost: float
    bound: float | None
    new: Plan
    spared: tuple[str, ...] = ()


def alternatives(study: Study) -> Stages:
    """Find the cheapest plan, then plans within a share of its cost that spare what others build."""
    within, count = study.details["within"], study.details["plans"]
    question, scenario = study.questions[0], study.scenarios[0]

    def case(name: str, task: Mapping[str, Any] | None = None) -> Case:
        labels = {"question": question, "scenario": scenario.name, "plan": name}
        return study.case(question, scenario, labels, task=task)

    cheapest = case("best")
    records = yield [cheapest]
    best = _found(records, cheapest, "best")
    if best is None:
        return Findings((), ("the cheapest plan is not known, so there are no alternatives to it.",))
    budget = best.cost + within * abs(best.cost)
    plans, end = [best], ""
    while len(plans) <= count:
        number = len(plans)
        if not plans[-1].new:
            end = f"{plans[-1].name} builds nothing new, so nothing is left that could be spared."
            break
        spare = {"budget": budget, "plans": [dict(plan.new) for plan in plans]}
        search = case(f"search {number}", {"spare": spare})
        records = yield [search]
        record = records.get(search.name)
        design = ((record.indicators or {}) if record else {}).get("design")
        if record is not None and record.status == "infeasible":
            share = f"{100.0 * within:.3g} %"
            end = f"proved: within {share} of the cost no further plan spares anything of each of these."
            break
        if design is None:
            end = f"the search for alternative {number} ended without an answer."
            break
        union = dict.fromkeys(label for plan in plans for label in plan.new)
        spared = tuple(label for label in union if design["new"].get(label, 0.0) <= BUILT)
        other = case(f"alternative {number}", {"held": {"new": dict.fromkeys(spared, (0.0, 0.0))}})
        records = yield [other]
        found = _found(records, other, f"alternative {number}", spared)
        if found is None:
            end = f"alternative {number} has no plan that holds."
            break
        plans.append(found)
    said = [_sentence(study, plan, best) for plan in plans]
    return Findings(tuple(_row(plan, plans) for plan in plans), (*said, *([end] if end else [])))


def difference(one: Plan, other: Plan) -> float:
    """Return how much two plans differ in what they build, from 0 to 1.

    >>> difference({"boiler": 2.0, "pipe": 1.0}, {"boiler": 1.0})
    0.75
    """
    labels = dict.fromkeys((*one, *other))
    sizes = [(one.get(label, 0.0), other.get(label, 0.0)) for label in labels]
    return sum(1.0 - min(pair) / max(pair) for pair in sizes) / len(sizes) if sizes else 0.0


def _found(records: Records, case: Case, name: str, spared: tuple[str, ...] = ()) -> Found | None:
    cost = cost_of(records, case)
    if cost is None:
        return None
    known = records[case.name].indicators or {}
    new = {label: size for label, size in known.get("new", {}).items() if size > BUILT}
    return Found(name, case, cost, known.get("bound"), new, spared)


def _row(plan: Found, plans: list[Found]) -> dict[str, Any]:
    best = plans[0]
    least = best.cost if best.bound is None else best.bound
    gap = None if plan.bound is None or plan.cost == 0.0 else (plan.cost - plan.bound) / abs(plan.cost)
    return {
        "plan": plan.name,
        "case": plan.case.name,
        "cost": plan.cost,
        "bound": plan.bound,
        "gap": gap,
        "above_best": (plan.cost - best.cost) / abs(best.cost) if best.cost else None,
        "above_any_at_most": (plan.cost - least) / abs(best.cost) if best.cost else None,
        "spared": list(plan.spared),
        "new": dict(plan.new),
        "differs_from": {other.name: difference(plan.new, other.new) for other in plans if other is not plan},
    }


def _sentence(study: Study, plan: Found, best: Found) -> str:
    money = f"{study.park.settings.currency}{study.per_year}"
    said = f"{plan.name}: {plan.cost:,.0f} {money}"
    if plan is best:
        return f"{said}, builds {len(plan.new)} things"
    share = (plan.cost - best.cost) / abs(best.cost) if best.cost else 0.0
    sizes = {label: (best.new.get(label, 0.0), plan.new.get(label, 0.0)) for label in (*best.new, *plan.new)}
    without = [label for label, (before, now) in sizes.items() if before > 0.0 and now == 0.0]
    added = [label for label, (before, now) in sizes.items() if before == 0.0 and now > 0.0]
    more = [label for label, (before, now) in sizes.items() if before > 0.0 and now > MORE * before]
    less = [label for label, (before, now) in sizes.items() if 0.0 < now < LESS * before]
    parts = [f"{said} ({share:+.2%})"]
    for word, labels in (("without", without), ("instead", added), ("more", more), ("less", less)):
        if labels:
            parts.append(f"{word} {_listed(study, labels, plan.new)}")
    parts.append(f"differs by {difference(plan.new, best.new):.0%} from the best")
    return ", ".join(parts)


def _listed(study: Study, labels: list[str], sizes: Plan) -> str:
    shown = []
    for label in labels[:NAMED]:
        size = sizes.get(label, 0.0)
        unit = unit_of(study.park, "new", label)
        shown.append(f"{label} ({size:,.3g} {unit})" if size else label)
    return " · ".join(shown) + (f" and {len(labels) - NAMED} more" if len(labels) > NAMED else "")
