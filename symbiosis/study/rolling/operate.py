"""A design that stands, operated day after day: plan by the forecast, run by what comes, carry the stores on.

Each window is planned over what lies ahead with the forecast; its first hours are then run with what was
measured, ending at the levels that the plan wanted. The optimum is one solve of all hours with everything
foreseen, from the same levels. In both, stores end at least as full as they began.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.horizon.spec import window
from symbiosis.park import Park, ParkError
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.profile import Varying
from symbiosis.study.as_built import as_built
from symbiosis.study.losses.resilience import soft
from symbiosis.study.rolling.journal import Journal
from symbiosis.study.rolling.step import (
    GIVE,
    Missing,
    State,
    cost_by_step,
    end_of,
    levels_of,
    missing_of,
    peak_charges,
    peaks_of,
    run_from,
)
from symbiosis.study.rolling.window_rules import counted_anew, yearly_rules
from symbiosis.study.study import StudyError
from symbiosis.tables.canonical import digest
from symbiosis.tables.measured import Measured, read_measured

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.results.results import Results

JOURNAL = "journal.jsonl"
BELOW = 1e-3  # amount from which a store is said to lie below the plan


@dataclass(frozen=True)
class Run:
    """Some hours as they were run: cost [money] without demand charges, levels by store and step [amount].

    `below` is what lacked to the plan's levels at the end, `peaks` the largest purchases (`peaks_of`).
    """

    first: int
    steps: int
    cost: float
    levels: Mapping[str, list[float]]
    below: Mapping[str, float]
    missing: tuple[Missing, ...]
    peaks: Mapping[str, float]
    on: Mapping[str, float]


@dataclass(frozen=True)
class Operation:
    """Hours of a design as they were operated, window by window, beside the optimum of the same hours.

    `best` holds the optimum cut at the same hours; its `missing` all stand in the first. Costs leave out
    what is not served, which `missing` and `best_missing` tell.
    """

    park: Park
    whole: Horizon
    begin: Mapping[str, float]
    windows: tuple[Run, ...]
    best: tuple[Run, ...]
    forecast: tuple[str, ...]
    planned: tuple[str, ...]
    shared: tuple[str, ...]
    anew: tuple[str, ...]

    @property
    def peak_charge(self) -> tuple[float, float]:
        """Demand charges of the months, rolling and optimal [money]."""
        return self._charged(self.windows), self._charged(self.best)

    def _charged(self, runs: tuple[Run, ...]) -> float:
        peaks: dict[str, float] = {}
        for run in runs:
            for key, peak in run.peaks.items():
                peaks[key] = max(peak, peaks.get(key, 0.0))
        return peak_charges(self.park, self.whole, peaks)

    @property
    def cost(self) -> float:
        """What operating cost, demand charges included [money]."""
        return sum(run.cost for run in self.windows) + self.peak_charge[0]

    @property
    def optimum(self) -> float:
        """What it would have cost with everything foreseen [money]."""
        return sum(run.cost for run in self.best) + self.peak_charge[1]

    @property
    def gap(self) -> float:
        """How much more operating cost than the optimum [money]."""
        return self.cost - self.optimum

    @property
    def share(self) -> float | None:
        """The gap as a share of the optimum; None where the optimum costs nothing."""
        return self.gap / abs(self.optimum) if abs(self.optimum) > 1e-9 else None

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Everything that was not served, in the order of time."""
        return tuple(m for run in self.windows for m in run.missing)

    @property
    def best_missing(self) -> tuple[Missing, ...]:
        """What the optimum cannot serve either."""
        return tuple(m for run in self.best for m in run.missing)

    def end(self, runs: tuple[Run, ...]) -> dict[str, float]:
        """Return what the stores hold after the last hour [amount]."""
        return {j: levels[-1] for j, levels in runs[-1].levels.items()}


def operate(
    results: Results,
    data: Path,
    folder: Path,
    ahead: float = 48.0,
    step: float = 24.0,
    progress: Callable[[str], None] | None = None,
) -> Operation:
    """Operate a design over measured hours; `ahead` and `step` in hours, `folder` keeps the journal.

    A run that was stopped is taken up where it was. Raises ParkError for what is wrong with the data,
    StudyError where hours, windows or the journal do not fit or no lawful operation is left.
    """
    built = as_built(results)
    series = read_measured(data, built, profiles_used(built))
    looked, run = _steps(series, ahead, step)
    try:
        actual, foreseen = _parks(built, series)
    except ParkError as error:  # a value beyond what it is used for, such as a share above 1
        raise ParkError([p if p.place else replace(p, place=data.name) for p in error.problems]) from None
    begin = _begin(results, built, series.calendar.start)
    whole = window(series.calendar, 0, series.calendar.steps, annualised=False, cyclic=False)
    about = json.dumps([digest(actual), digest(foreseen), sorted(begin.items()), looked, run])
    journal = Journal(folder / JOURNAL, hashlib.sha256(about.encode()).hexdigest())
    windows: list[Run] = []
    for first in range(0, len(whole), run):
        known = journal.found(str(first))
        if known is None:
            if progress is not None:
                progress(f"window {len(windows) + 1} of {-(-len(whole) // run)}")
            state = _state(windows[-1]) if windows else State(begin)
            one = _window(actual, foreseen, state, begin, first, looked, run)
            known = journal.note(str(first), asdict(one))
        windows.append(_read(known))
    known = journal.found("optimum")
    if known is None:
        if progress is not None:
            progress("the optimum of all hours")
        cut = _cut(run_from(actual, whole, State(begin), begin), run)
        known = journal.note("optimum", {"parts": [asdict(part) for part in cut]})
    best = tuple(_read(part) for part in known["parts"])
    return Operation(
        actual,
        whole,
        begin,
        tuple(windows),
        best,
        forecast=tuple(sorted(series.foreseen)),
        planned=series.planned,
        shared=yearly_rules(built),
        anew=counted_anew(built),
    )


def _steps(series: Measured, ahead: float, step: float) -> tuple[int, int]:
    """Return how many steps are looked ahead and run in each window."""
    calendar = series.calendar
    for name, hours in (("--step", step), ("--ahead", ahead)):
        count = hours / calendar.hours
        if not math.isfinite(count) or count < 1.0 - 1e-9 or abs(count - round(count)) > 1e-9:
            raise StudyError(
                f"{name} {hours:g}: write whole steps of the park, each of {calendar.hours:g} h."
            )
    if ahead < step:
        raise StudyError(
            f"--ahead {ahead:g} is shorter than --step {step:g}: look ahead at least as far as is then run."
        )
    if calendar.hours_total < step:
        raise StudyError(
            f"the data have {calendar.hours_total:g} h, fewer than --step {step:g}: "
            "measure longer or run shorter steps."
        )
    return round(ahead / calendar.hours), round(step / calendar.hours)


def _parks(built: Park, series: Measured) -> tuple[Park, Park]:
    """Return the design over the measured hours, as they were and as they were foreseen."""

    def over(profiles: Mapping[str, Any]) -> Park:
        return soft(
            built.replace(
                calendar=series.calendar, profiles=FrozenDict(dict(profiles)), horizon=FrozenDict({})
            )
        )

    return over(series.actual), over({**series.actual, **series.foreseen})


def _begin(results: Results, built: Park, start: np.datetime64) -> dict[str, float]:
    """Return the content of every store in the plan at an instant; its mean where the plan is elsewhere."""
    if results.data is None or "level" not in results.data:
        return {}
    over = results.horizon
    ends = over.start.astype("datetime64[m]") + np.round(over.hours * 60).astype("timedelta64[m]")
    at = np.flatnonzero(ends == start.astype("datetime64[m]"))
    level = results.data["level"].values
    weight = over.represents / over.represents.sum()
    chosen = level[:, int(at[0])] if at.size else level @ weight
    known = dict(zip(map(str, results.data["store"].values), chosen.tolist(), strict=True))
    return {j: min(max(known[j], 0.0), store.capacity) for j, store in built.stores.items()}


def _window(
    actual: Park, foreseen: Park, state: State, begin: Mapping[str, float], first: int, looked: int, run: int
) -> Run:
    """Plan a window by the forecast, and run its first hours by what was measured."""
    calendar = actual.calendar
    looked, run = min(looked, calendar.steps - first), min(run, calendar.steps - first)
    at_end = begin if first + looked == calendar.steps else {}
    plan = run_from(foreseen, window(calendar, first, looked, False, False), state, at_end)
    wanted = {j: levels[run - 1] for j, levels in levels_of(plan).items()}
    over = window(calendar, first, run, annualised=False, cyclic=False)
    targets = {j: level * (1.0 - GIVE) for j, level in wanted.items()}
    done = run_from(actual, over, state, targets)
    levels = levels_of(done)
    lacks = {j: level - levels[j][-1] for j, level in wanted.items()}
    below = {j: lack for j, lack in lacks.items() if lack > max(BELOW, 1e-5 * wanted[j])}
    cost = float(cost_by_step(done).sum())
    end = end_of(done)
    return Run(first, run, cost, levels, below, missing_of(done), peaks_of(done), end.on)


def _cut(best: Results, run: int) -> list[Run]:
    """Cut the optimum at the hours of the windows; what it cannot serve stands in the first part."""
    cost, levels = cost_by_step(best), levels_of(best)
    parts = []
    for first in range(0, cost.size, run):
        part = slice(first, first + run)
        inside = {j: series[part] for j, series in levels.items()}
        missing, peaks = (missing_of(best), peaks_of(best)) if first == 0 else ((), {})
        hours = cost[part]
        parts.append(Run(first, hours.size, float(hours.sum()), inside, {}, missing, peaks, {}))
    return parts


def _state(before: Run) -> State:
    return State({j: levels[-1] for j, levels in before.levels.items()}, before.on)


def _read(data: Mapping[str, Any]) -> Run:
    missing = tuple(Missing(**one) for one in data["missing"])
    names = ("first", "steps", "cost", "levels", "below", "peaks", "on")
    return Run(missing=missing, **{name: data[name] for name in names})


def profiles_used(park: Park) -> set[str]:
    """Return the names of the profiles that anything in a park follows."""

    def within(value: Any) -> set[str]:
        if isinstance(value, Varying):
            return set() if value.profile is None else {value.profile}
        if isinstance(value, Mapping):
            return set().union(*map(within, value.values()))
        if isinstance(value, tuple):
            return set().union(*map(within, value))
        return within(dict(vars(value))) if hasattr(value, "__dataclass_fields__") else set()

    return within(park.sections)
