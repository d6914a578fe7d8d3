"""Two stages: a design that is decided before the future is known, and operation that follows the future.

    expected cost                E = Σ_s p[s]·C[s]             of the joint design, future by future
    worst futures                CVaR_α: mean cost of the dearest futures of probability 1 − α
    perfect information (EVPI)   E − Σ_s p[s]·(cost of the design made for s alone)
    stochastic solution (VSS)    Σ_s p[s]·(cost in s of the design made for the mean future) − E

The joint design is found once; then every future is solved by itself with that design held, and each of
those plans is an ordinary result that is verified. E and CVaR are worked out from these.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symbiosis.formulation.hold import exactly
from symbiosis.formulation.joint import Risk
from symbiosis.scenario.changes import Scenario
from symbiosis.study.interval import Interval
from symbiosis.study.kinds.costs import Records, cost_of
from symbiosis.study.kinds.every import Findings, Stages
from symbiosis.study.running.case import Case
from symbiosis.study.study import Study, StudyError

AGREE = 1e-6  # share by which the plans may add up to something else than the joint program said
Costs = dict[str, float | None]


def uncertainty(study: Study) -> Stages:
    """Design for all futures together, for each alone and for their mean; compare what that costs."""
    shares, risk = _shares(study), Risk(study.details["level"], study.details["risk"])
    question, futures = study.questions[0], study.scenarios
    if study.options.method == "certified":
        raise StudyError("method certified solves one future at a time; choose another for this study.")
    plain = [
        {"name": f.name, "probability": shares[f.name], "changes": [c.as_data for c in f.changes]}
        for f in futures
    ]

    def case(design: str, future: Scenario, task: Mapping[str, Any] | None = None) -> Case:
        labels = {"question": question, "scenario": future.name, "design": design}
        return study.case(question, future, labels, task=task)

    everything = Scenario("all futures")
    together = case(
        "joint", everything, {"joint": {"futures": plain, "level": risk.level, "weight": risk.weight}}
    )
    mean = case("mean", everything, {"mean": {"futures": plain}})
    alone = {f.name: case("made for it", f) for f in futures}
    first = yield [together, mean, *alone.values()]
    design = _design(first, together)
    if design is None:
        return _nothing(first, together, alone)
    designs = {"joint": design, "mean": _own_design(first, mean)}
    held: dict[str, dict[str, Case]] = {
        name: {f.name: case(f"{name} design", f, {"held": exactly(given)}) for f in futures}
        for name, given in designs.items()
        if given is not None
    }
    second = yield [one for cases in held.values() for one in cases.values()]
    costs: dict[str, Costs] = {
        "joint": {f: cost_of(second, one) for f, one in held["joint"].items()},
        "alone": {f: cost_of(first, one) for f, one in alone.items()},
        "mean": {f: cost_of(second, one) for f, one in held.get("mean", {}).items()},
    }
    return _findings(study, risk, shares, costs, first, together, alone, design)


def _shares(study: Study) -> dict[str, float]:
    """Return the probability of every future; equal when none are given."""
    names = [scenario.name for scenario in study.scenarios]
    given: Mapping[str, float] = study.details["weights"]
    if not given:
        return dict.fromkeys(names, 1.0 / len(names))
    return {name: given[name] for name in names}


def _design(records: Records, case: Case) -> dict[str, dict[str, float]] | None:
    record = records.get(case.name)
    found: dict[str, dict[str, float]] | None = ((record.indicators or {}) if record else {}).get("design")
    return found if record is not None and record.status != "suspect" else None


def _own_design(records: Records, case: Case) -> dict[str, dict[str, float]] | None:
    """Return the sizes of an ordinary result as a design: what is new and what is kept."""
    if cost_of(records, case) is None:
        return None
    found = records[case.name].indicators or {}
    new, capacity = found.get("new", {}), found.get("capacity", {})
    return {"new": new, "kept": {label: size - new.get(label, 0.0) for label, size in capacity.items()}}


def _nothing(records: Records, together: Case, alone: Mapping[str, Case]) -> Findings:
    record = records.get(together.name)
    reason = "is not known" if record is None else record.message or record.status.replace("_", " ")
    said = [f"the joint design: {reason}."]
    for name, one in alone.items():
        found = records.get(one.name)
        if found is not None and cost_of(records, one) is None:
            said.append(f"{name} alone: {found.message or found.status.replace('_', ' ')}.")
    return Findings((), tuple(said))


def _findings(
    study: Study,
    risk: Risk,
    shares: Mapping[str, float],
    costs: Mapping[str, Costs],
    records: Records,
    together: Case,
    alone: Mapping[str, Case],
    design: Mapping[str, Mapping[str, float]],
) -> Findings:
    money = f"{study.park.settings.currency}{study.per_year}"
    rows: list[dict[str, Any]] = [
        {
            "scenario": name,
            "probability": share,
            "cost_joint_design": costs["joint"][name],
            "cost_made_for_it": costs["alone"][name],
            "cost_mean_design": costs["mean"].get(name),
        }
        for name, share in shares.items()
    ]
    known = {name: _weighed(one, shares) for name, one in costs.items()}
    built = {label: size for label, size in design.get("new", {}).items() if size > 1e-6}
    total: dict[str, Any] = {"scenario": "all futures", "expected": known, "new": built}
    rows.append(total)
    said = [
        f"{row['scenario']} ({row['probability']:.0%}): {_money(row['cost_joint_design'], money)} "
        f"with the joint design, {_money(row['cost_made_for_it'], money)} with one made for it"
        for row in rows[:-1]
    ]
    joint = known["joint"]
    if joint is None:
        return Findings(
            tuple(rows), (*said, "a future has no plan with the joint design: it is not to be used.")
        )
    listed = [(float(costs["joint"][name] or 0.0), share) for name, share in shares.items()]
    worst = risk.measure([cost for cost, _ in listed], [share for _, share in listed])
    total |= {"cvar": worst, "level": risk.level, "risk_weight": risk.weight}
    dearest = f"mean of the dearest {1.0 - risk.level:.0%}: {worst:,.0f} {money}"
    said.append(f"expected cost {joint:,.0f} {money}; {dearest}")
    indicators = records[together.name].indicators or {}
    said += _agreement(joint, worst, risk, float(indicators["cost"]), money)
    if known["alone"] is not None:
        value = _information(joint, indicators.get("bound"), risk, shares, records, alone)
        total["evpi"] = [value.low, value.value, value.high]
        said.append(f"perfect information would be worth {value.value:,.0f} {money}{_between(value)}")
    said.append(_stochastic(costs["mean"], known["mean"], joint, money, total))
    return Findings(tuple(rows), tuple(said))


def _information(
    joint: float,
    bound: float | None,
    risk: Risk,
    shares: Mapping[str, float],
    records: Records,
    alone: Mapping[str, Case],
) -> Interval:
    """Return what is saved when the future is known before building, within what is proved."""
    low = high = 0.0
    for name, share in shares.items():
        found = records[alone[name].name].indicators or {}
        cost = float(found.get("cost", 0.0))
        high += share * cost
        low += share * float(found.get("bound", cost))
    least = joint if bound is None or risk.weight > 0.0 else min(float(bound), joint)
    return Interval(joint, least, joint) - Interval(high, min(low, high), high)


def _stochastic(costs: Costs, expected: float | None, joint: float, money: str, total: dict[str, Any]) -> str:
    if not costs:
        return (
            "the futures have no mean to design for, so the value of the stochastic solution is not stated."
        )
    if expected is None:
        missing = [name for name, cost in costs.items() if cost is None]
        total["vss"] = "unlimited"
        return f"the design made for the mean future has no plan in {', '.join(missing)}: it cannot be used."
    total["vss"] = expected - joint
    return (
        f"a design made for the mean future would cost {expected - joint:,.0f} {money} more on average (VSS)"
    )


def _agreement(joint: float, worst: float, risk: Risk, stated: float, money: str) -> list[str]:
    """Return a warning when the verified plans do not add up to what the joint program claims."""
    found = (1.0 - risk.weight) * joint + risk.weight * worst
    if abs(found - stated) <= AGREE * max(1.0, abs(stated)):
        return ["recomputed from the verified plans of all futures, this is what the joint program found"]
    return [f"WARNING: the plans add up to {found:,.2f} {money}, the joint program said {stated:,.2f}"]


def _weighed(costs: Costs, shares: Mapping[str, float]) -> float | None:
    if not costs or any(cost is None for cost in costs.values()):
        return None
    return sum(share * float(costs[name] or 0.0) for name, share in shares.items())


def _money(cost: float | None, money: str) -> str:
    return "no plan" if cost is None else f"{cost:,.0f} {money}"


def _between(value: Interval) -> str:
    return f" (between {value.low:,.0f} and {value.high:,.0f})" if value.width > 0.5 else ""
