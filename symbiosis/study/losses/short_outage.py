"""A partner out for some hours, in every season: the rest of the design run from where its stores stand then.

For each month the outage falls where the month's needs are highest, each beside its yearly mean. Stores
begin at the level of the plan (its mean where the plan does not reach that moment). Without an outage they
must end as full as they began; in an outage they may be emptied, which is what emergency storage is for.
What holds over a year (caps, requirements, quotas, contract quantities) is not asked of some hours; what may
be bought, discarded or run in a year may all be so in them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.horizon.spec import window
from symbiosis.park import Park
from symbiosis.park.frozen import FrozenDict
from symbiosis.study.as_built import as_built
from symbiosis.study.losses.lost import Intact, losses, run_without
from symbiosis.study.losses.resilience import Outage, harm, outage_of, planned, soft
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.results.results import Results

YEAR = 8760.0  # hours


@dataclass(frozen=True)
class ShortOutage:
    """An outage of some hours from an instant of a month (1 to 12); amounts and costs are of those hours."""

    month: int
    start: str
    outage: Outage


def short_outages(
    results: Results,
    hours: float,
    months: Sequence[int] = (),
    progress: Callable[[str], None] | None = None,
) -> tuple[ShortOutage, ...]:
    """Return the outage of everything in each month, worst first; all months of the calendar by default.

    Raises StudyError where no month of the calendar has that many hours, or nothing lost leaves no plan.
    """
    built = as_built(results)
    park = soft(_of_some_hours(built, hours))
    found = []
    for month, first, steps in _windows(park, hours, months):
        over = window(park.calendar, first, steps, annualised=False, cyclic=False)
        levels = _levels(results, over)
        normal = planned(Intact(_filled(park, levels, kept=True), over))
        short_of_it = Intact(_filled(park, levels, kept=False), over)
        start = np.datetime_as_string(over.start[0].astype("datetime64[m]")).replace("T", " ")
        for kind, lost in losses(built):
            if progress is not None:
                progress(f"{kind} {lost} from {start}")
            now = run_without(short_of_it, kind, lost)
            found.append(ShortOutage(month, start, outage_of(kind, lost, now, normal)))
    return tuple(sorted(found, key=lambda short: harm(short.outage)))


def _of_some_hours(park: Park, hours: float) -> Park:
    """Return the park without what holds over a year; some hours may take what is meant for all of it."""
    years = hours / YEAR

    def whole(section: str, *fields: str) -> FrozenDict[Any]:
        things = getattr(park, section)
        freed: dict[str, Any] = {}
        for label, thing in things.items():
            most = {field: getattr(thing, field) for field in fields}
            known = {field: value / years for field, value in most.items() if value is not None}
            freed[label] = dataclasses.replace(thing, **known) if known else thing
        return FrozenDict(freed)

    markets = whole("markets", "purchase_annual_max")
    links = {k: dataclasses.replace(x, annual_flow_min=0.0) for k, x in park.links.items()}
    return park.replace(
        caps=FrozenDict(),
        requirements=FrozenDict(),
        quotas=FrozenDict(),
        markets=FrozenDict({k: dataclasses.replace(m, purchase_annual_min=None) for k, m in markets.items()}),
        outlets=whole("outlets", "annual_limit"),
        technologies=whole("technologies", "activity_max"),
        links=FrozenDict(links),
    )


def _windows(park: Park, hours: float, months: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return month, first step and steps of the hours with the highest needs of every month."""
    calendar = park.calendar
    steps = max(1, round(hours / calendar.hours))
    number = calendar.times.astype("datetime64[M]").astype(int) % 12 + 1
    need = np.zeros(calendar.steps)
    for demand in park.demands.values():
        rate = park.series(demand.rate)
        if rate.mean() > 0.0:
            need += rate / rate.mean()
    total = np.concatenate(([0.0], np.cumsum(need)))
    found = []
    for month in months or range(1, 13):
        inside = np.flatnonzero(number == month)
        inside = inside[inside + steps <= calendar.steps]
        inside = inside[number[np.minimum(inside + steps - 1, calendar.steps - 1)] == month]
        if inside.size:
            sums = total[inside + steps] - total[inside]
            found.append((month, int(inside[int(sums.argmax())]), steps))
    if not found:
        raise StudyError(f"no month asked for has {hours:g} hours in the calendar of this park.")
    return found


def _levels(results: Results, over: Horizon) -> dict[str, float]:
    """Return the content of every store in the plan where the hours begin; its mean where not known."""
    data = results.data
    if data is None or "level" not in data:
        return {}
    first, at = int(over.first[0]), results.horizon
    before = np.flatnonzero(at.last == first)
    level = data["level"].values
    chosen = level[:, int(before[0])] if before.size else level.mean(axis=1)
    return dict(zip(map(str, data["store"].values), np.maximum(chosen, 0.0).tolist(), strict=True))


def _filled(park: Park, levels: dict[str, float], kept: bool) -> Park:
    stores = {
        label: dataclasses.replace(
            store,
            seasonal=False,
            initial_level=min(levels.get(label, 0.0), store.capacity),
            final_level_min=min(levels.get(label, 0.0), store.capacity) * (1.0 - 1e-6) if kept else 0.0,
        )
        for label, store in park.stores.items()
    }
    return park.replace(stores=FrozenDict(stores))
