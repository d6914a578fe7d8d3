"""Measures compared: each alone, then added one by one in the order of what a tonne spared by them costs.

    abatement   = emission before − emission after       of one carrier, in the year
    cost        = cost after − cost before               without levies, so that it compares with any price
    cost per t  = cost / abatement

Measures that save money come first, the largest saving first, since a negative cost per tonne ranks
nothing: it would put the measure that spares least in front. What a measure spares depends on what is there
already, so every step of the curve is a plan of its own with all measures before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symbiosis.scenario.apply import apply
from symbiosis.scenario.changes import Scenario
from symbiosis.study.kinds.costs import Records, cost_of, is_unproved, told_unproved
from symbiosis.study.kinds.every import Findings, Stages
from symbiosis.study.kinds.totals import unit_of_total
from symbiosis.study.running.case import Case
from symbiosis.study.study import Study, StudyError

UNCHANGED = Scenario("")
NOTHING = 1e-6  # share of an emission below which a measure spares nothing


@dataclass(frozen=True)
class Measure:
    """Something that may be done: a scenario of the park, plants or lines to build, or both.

    `build` gives a size by label; None leaves the size, and whether it is built at all, to the solver.
    """

    name: str
    scenario: Scenario = UNCHANGED
    build: tuple[tuple[str, float | None], ...] = ()


@dataclass(frozen=True)
class State:
    """What a plan costs and emits in the year; `cost` is without levies."""

    bill: float
    cost: float
    emission: float
    investment: float


def abatement(study: Study) -> Stages:
    """Solve without any measure, with each alone, and with more and more of them together."""
    carrier, measures = study.details["emission"], study.details["measures"]
    question, scenario = study.questions[0], study.scenarios[0]
    park = apply(study.park, (*study.changes, *scenario.changes))
    if carrier not in park.carriers or not park.is_emission(carrier):
        raise StudyError(f"{carrier} is no emission of this park.")
    known = {asset.label for _, asset in park.assets()}  # type: ignore[attr-defined]
    held_back = list(dict.fromkeys(label for m in measures for label, _ in m.build))

    def case(name: str, *done: Measure) -> Case:
        labels = {"question": question, "scenario": scenario.name, "measures": name}
        changes = [change for m in done for change in m.scenario.changes]
        built = {label: size for m in done for label, size in m.build}
        new = {label: (0.0, 0.0) for label in held_back if label not in built}
        new |= {label: (size, size) for label, size in built.items() if size is not None}
        task = {"held": {"new": new}} if held_back else None
        return study.case(question, scenario, labels, *changes, task=task)

    strangers = [label for label in held_back if label not in known]
    if strangers:
        raise StudyError(f"{strangers[0]} is nothing that this park offers to be built.")
    base = case("none")
    alone = {m.name: case(m.name, m) for m in measures}
    records = yield [base, *alone.values()]
    before = _state(records, base, carrier)
    if before is None:
        return Findings((), ("the park without measures has no plan, so there is nothing to compare with.",))
    after = {name: _state(records, one, carrier) for name, one in alone.items()}
    ranked = sorted(
        (m for m in measures if after[m.name] is not None), key=lambda m: _rank(before, after[m.name])
    )
    steps = [case(" + ".join(m.name for m in ranked[:k]), *ranked[:k]) for k in range(1, len(ranked) + 1)]
    second = yield steps
    rows = []
    last = before
    for measure, step in zip(ranked, steps, strict=True):
        own, now = after[measure.name], _state(second, step, carrier)
        assert own is not None
        rows.append(_row(measure.name, before, own, last, now))
        last = now or last
    units = (unit_of_total(park, f"emission {carrier}"), study.park.settings.currency, study.per_year)
    said = [_sentence(row, carrier, *units) for row in rows]
    both, before_it = {**records, **second}, [base, *steps[:-1]]
    said += told_unproved("alone", [m.name for m in ranked if is_unproved(records, alone[m.name], base)])
    doubtful = zip(ranked, steps, before_it, strict=True)
    said += told_unproved(
        "after those before it", [m.name for m, one, other in doubtful if is_unproved(both, one, other)]
    )
    said += [f"{name}: there is no plan with it." for name, state in after.items() if state is None]
    if rows:
        saved, spared = before.cost - last.cost, before.emission - last.emission
        said.append(
            f"all together: {spared:,.6g} {units[0]}{units[2]} of {before.emission:,.6g} spared, "
            f"{-saved:+,.0f} {units[1]}{units[2]} without levies"
        )
    return Findings(tuple(rows), tuple(said), {"abatement": units[0] + units[2], "emission": carrier})


def _rank(before: State, after: State | None) -> tuple[int, float]:
    assert after is not None
    cost, spared = after.cost - before.cost, before.emission - after.emission
    if cost <= 0.0:
        return 0, cost
    if spared <= NOTHING * max(1.0, abs(before.emission)):
        return 2, cost
    return 1, cost / spared


def _state(records: Records, case: Case, carrier: str) -> State | None:
    cost = cost_of(records, case)
    if cost is None:
        return None
    found = records[case.name].indicators or {}
    by_category = found.get("cost_by_category", {})
    emission = float(found.get("emission", {}).get(carrier, 0.0))
    return State(cost, cost - by_category.get("levy", 0.0), emission, by_category.get("investment", 0.0))


def _row(name: str, before: State, own: State, last: State, now: State | None) -> dict[str, Any]:
    row: dict[str, Any] = {"measure": name}
    for word, one, other in (("alone", before, own), ("step", last, now)):
        if other is None:
            row |= {
                f"{word}_{key}": None for key in ("cost", "abatement", "per_amount", "bill", "investment")
            }
            continue
        cost, spared = other.cost - one.cost, one.emission - other.emission
        worth = spared > NOTHING * max(1.0, abs(before.emission))  # what emits more has no cost of sparing
        row |= {
            f"{word}_cost": cost,
            f"{word}_abatement": spared,
            f"{word}_per_amount": cost / spared if worth else None,
            f"{word}_bill": other.bill - one.bill,
            f"{word}_investment": other.investment - one.investment,
        }
    return row


def _sentence(row: Mapping[str, Any], carrier: str, unit: str, currency: str, per_year: str) -> str:
    money = f"{currency}{per_year}"
    parts = []
    for word in ("alone", "step"):
        if row[f"{word}_cost"] is None:
            parts.append(
                "alone there is no plan" if word == "alone" else "after those before it there is no plan"
            )
            continue
        rate, spared = row[f"{word}_per_amount"], row[f"{word}_abatement"]
        cost = f"{row[f'{word}_cost']:+,.0f} {money}"
        amount = f"{abs(spared):,.5g} {unit}{per_year} {carrier}"
        each = "" if rate is None else f", {rate:,.4g} {currency}/{unit}"
        if word == "alone":
            said = f"alone {cost}, {amount} more" if spared < 0.0 else f"alone {cost} for {amount} less{each}"
        elif spared < 0.0:
            said = f"after those before it {cost}, {amount} more"
        else:
            said = f"after those before it {cost} for {amount} less{each}"
        parts.append(said)
    return f"{row['measure']}: {'; '.join(parts)}"
