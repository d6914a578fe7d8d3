"""How each kind of study asks for cases, in stages, and what it finds in their answers.

A kind is a generator: it yields a list of cases, is sent their records by name, may ask for more, and
returns its findings as rows of plain data with a sentence each.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from symbiosis.park.problems import ParkError
from symbiosis.scenario.apply import apply
from symbiosis.study.axes import Axis
from symbiosis.study.kinds.costs import Records, cost_of, is_unproved, told_unproved
from symbiosis.study.running.case import Case
from symbiosis.study.study import Study

if TYPE_CHECKING:
    from symbiosis.park.park import Park

CLOSER = 4  # prices tried at once when a break-even is sought


@dataclass(frozen=True)
class Findings:
    """What a study says beyond its cases: rows of data, and sentences for people."""

    rows: tuple[Mapping[str, Any], ...] = ()
    sentences: tuple[str, ...] = field(default=())
    units: Mapping[str, str] = field(default_factory=dict)  # of what the rows hold, where it is not money


Stages = Generator[list[Case], Records, Findings]


def stages(study: Study) -> Stages:
    """Return the generator of a study's kind."""
    from symbiosis.study.kinds.abatement import abatement  # they are built from what stands here
    from symbiosis.study.kinds.alternatives import alternatives
    from symbiosis.study.kinds.fairness import fairness
    from symbiosis.study.kinds.front import front
    from symbiosis.study.kinds.resilience import resilience
    from symbiosis.study.kinds.sensitivity import sensitivity
    from symbiosis.study.kinds.staged import staged
    from symbiosis.study.kinds.uncertainty import uncertainty

    kinds: Mapping[str, Callable[[Study], Stages]] = {
        "comparison": comparison,
        "sweep": comparison,
        "front": front,
        "alternatives": alternatives,
        "abatement": abatement,
        "morris": sensitivity,
        "sobol": sensitivity,
        "uncertainty": uncertainty,
        "resilience": resilience,
        "fairness": fairness,
        "stages": staged,
        "tornado": tornado,
        "break_even": break_even,
    }
    return kinds[study.kind](study)


def comparison(study: Study) -> Stages:
    """Solve every question, scenario and point; compare costs with those of the first case."""
    cases = list(study.cases())
    records = yield cases
    first = cost_of(records, cases[0])
    rows, said = [], []
    doubtful: list[str] = []
    for case in cases:
        cost = cost_of(records, case)
        difference = None if cost is None or first is None else cost - first
        status = records[case.name].status if case.name in records else "open"
        if is_unproved(records, case, cases[0]):
            doubtful.append(case.name)
        rows.append({"case": case.name, "status": status, "cost": cost, "against_first": difference})
        if study.kind == "comparison":
            shown = status if cost is None else f"{cost:,.0f} {study.park.settings.currency}"
            more = f", {difference:+,.0f} against the first" if difference and case is not cases[0] else ""
            said.append(f"{case.name}: {shown}{more}")
    if study.kind == "comparison":
        said += told_unproved("against the first", doubtful)
    return Findings(tuple(rows), tuple(said))


def tornado(study: Study) -> Stages:
    """Put every figure with a range at its low and its high end, alone; sort by how much that moves."""
    question, scenario = study.questions[0], study.scenarios[0]
    park = apply(study.park, (*study.changes, *scenario.changes))
    axes, left = ranged_figures(park, study.details["figures"])

    def case(**more: str) -> Case:
        labels = {"question": question, "scenario": scenario.name, **more}
        changes = [
            axis.change(axis.values[more["side"] == "high"]) for axis in axes if axis.path in more.values()
        ]
        return study.case(question, scenario, labels, *changes)

    base = case()
    pairs = [
        (axis.path, case(figure=axis.path, side="low"), case(figure=axis.path, side="high")) for axis in axes
    ]
    records = yield [base, *(case for _, *two in pairs for case in two)]
    middle = cost_of(records, base)
    rows: list[dict[str, Any]] = []
    for path, low, high in pairs:
        costs = [cost_of(records, case) for case in (low, high)]
        known = [cost for cost in (*costs, middle) if cost is not None]
        swing = max(known) - min(known) if None not in costs and known else None
        ends = {"cost_low": costs[0], "cost_high": costs[1]}
        rows.append({"figure": path, **ends, "cost_middle": middle, "swing": swing})
    rows.sort(key=lambda row: -(row["swing"] if row["swing"] is not None else float("inf")))
    waiting = {path for path, *two in pairs if any(case.name not in records for case in (base, *two))}
    money = f"{study.park.settings.currency}{study.per_year}"
    said = [_swing(row, middle, money) for row in rows if row["figure"] not in waiting]
    unsure = [path for path, low, _ in pairs if is_unproved(records, low, base)]
    said += told_unproved("at the low end", unsure)
    unsure = [path for path, _, high in pairs if is_unproved(records, high, base)]
    said += told_unproved("at the high end", unsure)
    said += [f"{path}: left out, since its range cannot be reached by scaling it" for path in left]
    if not rows:
        said.append("no figure of the park states low and high ends that match; nothing was varied.")
    return Findings(tuple(rows), tuple(said))


def ranged_figures(park: Park, pattern: str) -> tuple[list[Axis], list[str]]:
    """Return an axis from low to high for every figure with both, and paths that scaling cannot reach."""
    axes, left = [], []
    for path, figure in park.figures.items():
        if figure.low is None or figure.high is None or not fnmatchcase(path, pattern):
            continue
        ends = [] if figure.value == 0.0 else [bound / figure.value for bound in (figure.low, figure.high)]
        if len(ends) < 2 or min(ends) < 0.0:
            left.append(path)
            continue
        axis = Axis(path, path, "scale", tuple(f"{end:.12g}" for end in ends), (ends[0], ends[1]))
        try:
            for text in axis.values:
                apply(park, [axis.change(text)])
            axes.append(axis)
        except (ParkError, ValueError):
            left.append(path)
    return axes, left


def break_even(study: Study) -> Stages:
    """Seek the price at which a thing is first built, or no longer; it is cut to a share of the range."""
    axis, enters, within = (study.details[key] for key in ("axis", "enters", "within"))
    question, scenario = study.questions[0], study.scenarios[0]
    low, high = axis.numbers
    width = (high - low) * within
    unit = {"price": axis.unit}
    seen: dict[float, bool | None] = {}

    def case(price: float) -> Case:
        labels: dict[str, str | float] = {"question": question, "scenario": scenario.name, "price": price}
        return study.case(question, scenario, labels, axis.change(axis.text(price)), warm=True)

    asked = [low, high]
    while True:
        records = yield [case(price) for price in asked]
        seen |= {price: _built(records, case(price), enters) for price in asked}
        if seen[low] is None or seen[high] is None:
            return Findings(
                _tried(seen), (f"{enters}: a case has no plan, so there is no break-even.",), unit
            )
        if seen[low] == seen[high]:
            word = "is built" if seen[low] else "is not built"
            sentence = f"{enters} {word} at {axis.text(low)} and at {axis.text(high)}: no break-even between."
            return Findings(_tried(seen), (sentence,), unit)
        inside = sorted(price for price, built in seen.items() if built is not None and low <= price <= high)
        for before, after in pairwise(inside):
            if seen[before] != seen[after]:
                low, high = before, after
                break
        if high - low <= width:
            word = "enters" if seen[high] else "leaves"
            between = f"between {axis.text(low)} and {axis.text(high)}"
            return Findings(_tried(seen), (f"{enters} {word} {between} of {axis.path}.",), unit)
        step = (high - low) / (CLOSER + 1)
        asked = [float(f"{low + step * k:.12g}") for k in range(1, CLOSER + 1)]


def _built(records: Records, case: Case, path: str) -> bool | None:
    if cost_of(records, case) is None:
        return None
    label = path.partition(".")[2]
    found = records[case.name].indicators or {}
    return bool(found.get("new", {}).get(label, 0.0) > 1e-6)


def _tried(seen: Mapping[float, bool | None]) -> tuple[Mapping[str, Any], ...]:
    return tuple({"price": price, "built": seen[price]} for price in sorted(seen))


def _swing(row: Mapping[str, Any], middle: float | None, money: str) -> str:
    costs = (row["cost_low"], row["cost_high"])
    low, high = (
        "no plan" if cost is None or middle is None else f"{cost - middle:+,.0f} {money}" for cost in costs
    )
    return f"{row['figure']}: low {low}, high {high}"
