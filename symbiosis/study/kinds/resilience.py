"""Designing against losses: what it costs that less and less of a need falls short when something is lost.

    minimise cost of the year + Σ_l p[l]·(running and what falls short in l)      over one design
    short[l, need] ≤ ε·need of the hours of l                                      ε: 100 % … 0

Every point of the curve is one design. Its year is then solved with the design held and its stores never
below what they keep for a loss, and so are the hours of every loss: ordinary results, verified. The cheapest
plan that knows of no loss is what the others are compared with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from symbiosis.formulation.hold import exactly
from symbiosis.formulation.resilient import DESIGN
from symbiosis.park.fields import unit_text
from symbiosis.park.problems import ParkError, Problem, did_you_mean
from symbiosis.scenario.apply import apply
from symbiosis.scenario.changes import put
from symbiosis.study.kinds.costs import Records, cost_of
from symbiosis.study.kinds.every import Findings, Stages
from symbiosis.study.losses.contingency import Gap, Limits, Loss, strained
from symbiosis.study.losses.lost import SECTIONS
from symbiosis.study.losses.sentences import sentences
from symbiosis.study.running.case import Case
from symbiosis.study.study import Study, StudyError

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Design = Mapping[str, Mapping[str, float]]
KNOWN = {"enterprise": "enterprises", **SECTIONS, "market": "markets"}
LEAST = 1e-3  # amount or size from which something is said to fall short or to be added
SIZE = 1e-6  # size from which something is said to be built
ROUNDING = 1e-6  # of a store's size, below which what it keeps is the solver's rounding
STAYS = 1.0 - 1e-6  # share of what is kept for a loss that the year must show, for rounding
FIXED = (
    "investment",
    "fixed_om",
    "replacement",
    "entry_value",
    "exit",
    "retirement",
)  # of the design, not of hours


@dataclass(frozen=True)
class _Point:
    """One share that may fall short, the case that finds its design, and those that then try it."""

    share: float
    found: Case
    year: Case | None = None
    lost: tuple[Case, ...] = ()
    least: tuple[Case, ...] = ()


def resilience(study: Study) -> Stages:
    """Design for less and less that falls short; try every design in the year and in every loss.

    Raises ParkError for a loss of what the park does not have, StudyError for one that leaves no park.
    """
    if study.options.method == "certified":
        raise StudyError("method certified knows no losses; choose another for this study.")
    question, scenario = study.questions[0], study.scenarios[0]
    park = apply(study.park, (*study.changes, *scenario.changes))
    losses: tuple[Loss, ...] = study.details["losses"]
    limits = Limits(0.0, study.details["limits"], _prices(study, park))
    gaps = _checked(study, park, losses, limits)
    plain = [loss.as_data for loss in losses]

    def case(point: str, *changes: Any, task: Mapping[str, Any] | None = None) -> Case:
        labels = {"question": question, "scenario": scenario.name, "point": point}
        return study.case(question, scenario, labels, *changes, task=task)

    cheapest = case("no loss looked at")
    steps = study.details["steps"]
    points = []
    for step in range(steps + 1):
        share = 1.0 - step / steps
        at = replace(limits, share=share).as_data
        task = {"resilient": {"losses": plain, "limits": at}}
        points.append(_Point(share, case(f"{share:.4g} may fall short", task=task)))
    records = dict((yield [cheapest, *(point.found for point in points)]))
    tried = [_tried(point, case, park, losses, limits, _design(records, point.found)) for point in points]
    asked = [one for p in tried for one in (*((p.year,) if p.year is not None else ()), *p.lost, *p.least)]
    records |= yield list({one.name: one for one in asked}.values())
    rows = [_row(point, records, cheapest, losses, gaps) for point in tried]
    units = {place: _unit(park, place) for one in gaps.values() for place in (gap.place for gap in one)}
    return Findings(tuple(rows), tuple(sentences(park, rows, units, study.per_year)), units)


def _tried(
    point: _Point, case: Any, park: Park, losses: tuple[Loss, ...], limits: Limits, design: Design | None
) -> _Point:
    """Return a point with the cases that try its design, or that say why there is none."""
    name = f"{point.share:.4g}"
    if design is None:
        least = tuple(
            case(
                f"least without {loss.name}",
                task={"least": {"loss": loss.as_data, "limits": limits.as_data}},
            )
            for loss in losses
        )
        return replace(point, least=least)
    held = exactly({block: items for block, items in design.items() if block in DESIGN})
    shares = shares_kept(design)
    kept = {label: amount for label, amount in design.get("reserve", {}).items() if label in shares}
    changes = []
    for label, share in shares.items():
        if not park.stores[label].seasonal:
            floor = max(park.stores[label].level_min, share * STAYS)
            changes.append(put(f"stores.{label}.level_min", f"{floor:.12g}"))
    at = replace(limits, share=point.share).as_data
    year = case(f"year, {name} may fall short", *changes, task={"held": held})
    lost = tuple(
        case(
            f"without {loss.name}, {name} may fall short",
            task={"lost": {"loss": loss.as_data, "limits": at, "design": held, "reserve": kept}},
        )
        for loss in losses
    )
    return replace(point, year=year, lost=lost)


def shares_kept(design: Design) -> dict[str, float]:
    """Return by store what it keeps for a loss over its size; the solver's rounding is nothing kept.

    >>> shares_kept({"new": {"tank": 8.0, "basin": 10000.0}, "reserve": {"tank": 6.0, "basin": 1e-5}})
    {'tank': 0.75}
    """
    found = {}
    for label, amount in design.get("reserve", {}).items():
        size = sum(design.get(block, {}).get(label, 0.0) for block in ("kept", "new"))
        if size > 0.0 and amount > ROUNDING * size:
            found[label] = min(amount / size, 1.0)
    return found


def _checked(
    study: Study, park: Park, losses: tuple[Loss, ...], limits: Limits
) -> dict[str, tuple[Gap, ...]]:
    """Return where something may fall short in every loss; raises where one cannot be looked at."""
    found, wrong = {}, []
    for loss in losses:
        for kind, label in loss.things:
            known = getattr(park, KNOWN[kind])
            if label not in known:
                wrong.append(
                    Problem(
                        f'{loss.name}: there is no {kind} "{label}" in the park.',
                        did_you_mean(label, known),
                        "study",
                        "",
                        "losses",
                        place=study.details["places"].get(loss.name, ""),
                    )
                )
    if wrong:
        raise ParkError(wrong)
    for loss in losses:
        try:
            found[loss.name] = strained(park, loss, limits, dear=True)[2]
        except ParkError as error:
            raise StudyError(f"without {loss.name} what is left makes no park: {error.problems[0]}") from None
        except StudyError as error:
            raise StudyError(f"{loss.name}: {error}") from None
    return found


def _prices(study: Study, park: Park) -> dict[str, float]:
    """Return what falling short costs by pattern, in money per amount of the carrier."""
    from symbiosis.tables.quantities import number_with_unit
    from symbiosis.tables.source import TextError

    currency, found = park.settings.currency, {}
    for pattern, (text, place) in study.details["prices"].items():
        carrier = park.carriers.get(pattern.rpartition(".")[2])
        if carrier is None:
            message = f'the price of "{pattern}" is of no carrier of the park.'
            raise ParkError(
                [Problem(message, "Write mill.heat, or *.heat.", "study", "", "prices", place=place)]
            )
        unit = unit_text("{money}/{amount}", carrier.unit, currency)
        try:
            found[pattern] = number_with_unit(text, unit)
        except TextError as fault:
            problem = Problem(fault.message, fault.remedy, "study", "", "prices", text, place)
            raise ParkError([problem]) from None
    return found


def _design(records: Records, case: Case) -> Design | None:
    record = records.get(case.name)
    found: Design | None = ((record.indicators or {}) if record else {}).get("design")
    return found if record is not None and record.status != "suspect" else None


def _row(
    point: _Point,
    records: Records,
    cheapest: Case,
    losses: tuple[Loss, ...],
    gaps: Mapping[str, tuple[Gap, ...]],
) -> dict[str, Any]:
    """Return what a point of the curve costs, builds, keeps and leaves short, and who pays more."""
    row: dict[str, Any] = {"share": point.share, "cost": None, "extra": None}
    design, before = _design(records, point.found), cost_of(records, cheapest)
    if design is None or point.year is None:
        return row | {"reasons": _reasons(records, point, losses)}
    year = records.get(point.year.name)
    cost = cost_of(records, point.year)
    if cost is None:
        return row | {"reasons": [], "untried": True}
    known = (records[cheapest.name].indicators or {}) if cheapest.name in records else {}
    mine = (year.indicators or {}) if year is not None else {}
    sizes, theirs = design.get("new", {}), known.get("new", {})
    stands = design.get("kept", {}) if "capacity" in known else {}  # of what stands today
    paid, once = mine.get("cost_by_owner", {}), known.get("cost_by_owner", {})
    row |= {
        "cost": cost,
        "extra": None if before is None else cost - before,
        "built": {k: size for k, size in sizes.items() if size > SIZE},
        "added": _differing(sizes, theirs),
        "stands": _differing(stands, {k: known["capacity"].get(k, 0.0) - theirs.get(k, 0.0) for k in stands}),
        "kept": {k: amount for k, amount in design.get("reserve", {}).items() if amount > LEAST},
        "by_owner": {n: paid.get(n, 0.0) - once.get(n, 0.0) for n in {**paid, **once}},
        "short": {},
        "of": {},
        "failed": [],
    }
    expected = 0.0
    for loss, one in zip(losses, point.lost, strict=True):
        record = records.get(one.name)
        if record is None or cost_of(records, one) is None:
            row["failed"].append(loss.name)
            continue
        found = record.indicators or {}
        amounts = {
            gap.place: found.get("discard" if gap.surplus else "purchase", {}).get(gap.label, 0.0)
            for gap in gaps[loss.name]
        }
        row["short"][loss.name] = {place: amount for place, amount in amounts.items() if amount > LEAST}
        short = [gap for gap in gaps[loss.name] if amounts[gap.place] > LEAST and gap.need > 0.0]
        row["of"][loss.name] = {gap.place: amounts[gap.place] / gap.need for gap in short}
        running = sum(m for k, m in found.get("cost_by_category", {}).items() if k not in FIXED)
        expected += (loss.frequency or 0.0) * running
    if any(loss.frequency for loss in losses) and not row["failed"]:
        row["expected"] = expected
    return row


def _differing(mine: Mapping[str, float], theirs: Mapping[str, float]) -> dict[str, float]:
    """Return how much larger sizes are than others, where that can be told from rounding."""
    by = {k: mine.get(k, 0.0) - theirs.get(k, 0.0) for k in {**mine, **theirs}}
    return {k: size for k, size in by.items() if abs(size) > max(LEAST, 1e-4 * theirs.get(k, 0.0))}


def _reasons(records: Records, point: _Point, losses: tuple[Loss, ...]) -> list[dict[str, Any]]:
    """Return by loss what falls short with all that may be built, or that even that leaves no plan."""
    found: list[dict[str, Any]] = []
    for loss, one in zip(losses, point.least, strict=True):
        record = records.get(one.name)
        short = None if record is None else ((record.indicators or {}).get("design") or {}).get("least")
        if record is not None and short is None:
            found.append({"loss": loss.name, "least": None, "why": record.message})
        elif short and max(short.values()) > point.share:
            found.append({"loss": loss.name, "least": short})
    return found


def _unit(park: Park, place: str) -> str:
    return unit_text("{amount}", park.carriers[place.rpartition(".")[2]].unit, "")
