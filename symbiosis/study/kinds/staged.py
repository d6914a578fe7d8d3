"""Building in stages: what each stage builds when all are looked at together, carried on into the next.

    present value    Σ_s W[s]·(cost of running stage s) + what is paid for building, by its stage's prices

What stands in a stage is then held, and its plan is an ordinary result that is verified; the present value
is worked out anew from those plans. The stages of a study are its scenarios, in order: each has prices, caps,
demands and horizon of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from symbiosis.formulation.hold import exactly
from symbiosis.formulation.staged import BUILT, present_worth
from symbiosis.park.quantities import own_units
from symbiosis.park.threshold import candidates
from symbiosis.park.written import written
from symbiosis.scenario.apply import apply
from symbiosis.scenario.changes import Change, Scenario, put
from symbiosis.study.kinds.costs import Records, cost_of
from symbiosis.study.kinds.every import Findings, Stages
from symbiosis.study.running.case import Case
from symbiosis.study.study import Study, StudyError

AGREE = 1e-6  # share by which the plans may add up to something else than the staged program said
SEEN = 1e-6  # size from which something is said to be built
HELD = (*BUILT, "kept", "admitted", "quota_kept")


def staged(study: Study) -> Stages:
    """Decide all stages together; then hold what stands in each and solve it by itself."""
    if study.options.method == "certified":
        raise StudyError("method certified solves one stage at a time; choose another for this study.")
    question, scenarios = study.questions[0], study.scenarios
    starts: Mapping[str, float] = study.details["starts"]
    first = [starts[scenario.name] for scenario in scenarios]
    years = {
        scenario.name: after - before
        for scenario, (before, after) in zip(
            scenarios, pairwise([*first, study.details["until"]]), strict=True
        )
    }
    plain = [
        {
            "name": s.name,
            "start": starts[s.name],
            "years": years[s.name],
            "changes": [change.as_data for change in s.changes],
        }
        for s in scenarios
    ]

    def case(design: str, stage: Scenario, task: Mapping[str, Any], *more: Change) -> Case:
        labels = {"question": question, "scenario": stage.name, "design": design}
        return study.case(question, stage, labels, *more, task=task)

    together = case("all stages", Scenario("all stages"), {"staged": {"stages": plain}})
    records = yield [together]
    record = records.get(together.name)
    told = ((record.indicators or {}) if record else {}).get("design")
    if told is None or record is None:
        reason = "is not known" if record is None else record.message or record.status.replace("_", " ")
        return Findings((), (f"what the stages build: {reason}.",))
    cases = {}
    for s, before in zip(scenarios, (None, *scenarios), strict=False):
        held = {"held": exactly(_held(told[s.name]["stands"]))}
        rights: list[Change] = []
        if before is not None:
            rights += _carried(study, s, told[before.name], years[before.name] / years[s.name])
        cases[s.name] = case("stage", s, held, *rights)
    records = yield list(cases.values())
    rate = study.park.settings.discount_rate
    worth = {name: present_worth(years[name], starts[name] - first[0], rate) for name in starts}
    costs = {name: cost_of(records, one) for name, one in cases.items()}
    return _findings(study, told, record.indicators or {}, worth, costs, records, cases)


def _held(design: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    return {name: dict(design[name]) for name in HELD if name in design}


def _carried(study: Study, stage: Scenario, before: Mapping[str, Any], share: float) -> Iterator[Change]:
    """Yield what puts the rights kept in the stage before into the accounts of this one."""
    park = apply(study.park, (*study.changes, *stage.changes))
    for account, kept in before["stands"].get("quota_kept", {}).items():
        label, _, holder = account.partition(":")
        if kept <= 0.0:
            continue
        quota = park.quotas[label]
        member = quota.held_by(holder)[0]
        already = {n: amount.value for n, amount in quota.carried_in.items()}
        already[member] = already.get(member, 0.0) + share * kept
        unit = own_units(quota, park.carriers, park.settings.currency)[0]
        yield put(f"quotas.{label}.carried_in", {n: f"{amount!r} {unit}" for n, amount in already.items()})


def _today(study: Study) -> dict[str, dict[str, float]]:
    """Return what stands today and who is there, as the design of a stage says it."""
    park = apply(study.park, (*study.changes, *study.scenarios[0].changes))
    entering = candidates(park)
    return {
        "kept": {asset.label: asset.capacity for _, asset in park.assets()},  # type: ignore[attr-defined]
        "admitted": {n: 0.0 if n in entering else 1.0 for n in park.enterprises},
    }


def _left(
    before: Mapping[str, Mapping[str, float]], now: Mapping[str, Mapping[str, float]]
) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Return what is given up of what stood before, and who enters or closes."""
    stood, there = before.get("kept", {}), before.get("admitted", {})
    less = {label: stood.get(label, 0.0) - size for label, size in now.get("kept", {}).items()}
    steps = {n: round(there.get(n, 0.0) - value) for n, value in now.get("admitted", {}).items()}
    moved = {
        "enters": [n for n, step in steps.items() if step < 0],
        "closes": [n for n, step in steps.items() if step > 0],
    }
    return {label: size for label, size in less.items() if size > SEEN * max(1.0, stood[label])}, moved


def _findings(
    study: Study,
    told: Mapping[str, Any],
    indicators: Mapping[str, Any],
    worth: Mapping[str, float],
    costs: Mapping[str, float | None],
    records: Records,
    cases: Mapping[str, Case],
) -> Findings:
    currency = study.park.settings.currency
    rows: list[dict[str, Any]] = []
    said = []
    running = 0.0
    before = _today(study)
    for name, cost in costs.items():
        built = {k: v for k, v in told[name]["built"].get("new", {}).items() if v > SEEN}
        own = told[name]["at_own_prices"]
        found = records[cases[name].name].indicators if cases[name].name in records else None
        emission = (found or {}).get("emission", {})
        given_up, moved = _left(before, told[name]["stands"])
        before = told[name]["stands"]
        rows.append(
            {
                "stage": name,
                "from": study.details["starts"][name],
                "weight": worth[name],
                "running": None if cost is None else cost - own,
                "built": built,
                "given_up": given_up,
                **moved,
                "emission": emission,
            }
        )
        listed = ", ".join(f"{label} {written(size, 4)}" for label, size in built.items()) or "nothing"
        if cost is None:
            status = records[cases[name].name].status if cases[name].name in records else "open"
            said.append(f"{name}: builds {listed}; its plan: {status.replace('_', ' ')}")
        else:
            running += worth[name] * (cost - own)
            said.append(f"{name}: builds {listed}; running costs {cost - own:,.0f} {currency}/a")
        if given_up:
            listed = ", ".join(f"{label} {written(size, 4)}" for label, size in given_up.items())
            said.append(f"{name}: gives up {listed}")
        said += [f"{name}: {n} enters the park" for n in moved["enters"]]
        said += [f"{name}: {n} closes down" for n in moved["closes"]]
    paid = float(told["all stages"]["paid_for_building"])
    stated = float(indicators["cost"])
    total: dict[str, Any] = {"stage": "all stages", "paid_for_building": paid, "present_value": stated}
    total["bound"] = indicators.get("bound")
    rows.append(total)
    said.append(f"present value {stated:,.0f} {currency}, {paid:,.0f} of it for what is built")
    if None not in costs.values():
        away = abs(running + paid - stated)
        agree = away <= AGREE * max(1.0, abs(stated))
        word = "this is what the verified plans of all stages add up to"
        said.append(word if agree else f"WARNING: the plans add up to {running + paid:,.2f} {currency}")
    else:
        said.append("a stage has no plan with what stands in it: the design is not to be used.")
    return Findings(tuple(rows), tuple(said))
