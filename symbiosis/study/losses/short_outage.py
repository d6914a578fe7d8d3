"""A partner out for some hours, in every season: the rest of the design run from where its stores stand then.

For each month the outage falls where the month's needs are highest, each beside its yearly mean. Stores
begin at the level of the plan (its mean where the plan does not reach that moment). Without an outage they
must end as full as they began; in an outage they may be emptied, which is what emergency storage is for, and
what is missing in the end is paid at what its last amount is worth with nothing lost:

    extra = (cost − Σ_j v[j]·level[j] of the end) in the outage − the same with nothing lost

v is the dual of "ends as full as it began", so that an outage in which nothing falls short is never a gain.
Where a plant runs in whole units there is no such price, and what is missing is not counted.

What holds over a year (caps, requirements, quotas, contract quantities) is not asked of some hours; what may
be bought, discarded or run in a year may all be so in them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.horizon.spec import window
from symbiosis.park import Park
from symbiosis.park.frozen import FrozenDict
from symbiosis.study.as_built import as_built
from symbiosis.study.losses.hours import of_some_hours, windows
from symbiosis.study.losses.lost import Intact, losses, run_without
from symbiosis.study.losses.resilience import Outage, harm, outage_of, planned, soft

if TYPE_CHECKING:
    from symbiosis.horizon.horizon import Horizon
    from symbiosis.results.results import Results


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
    kinds: Collection[str] = (),
) -> tuple[ShortOutage, ...]:
    """Return the outage of everything in each month, worst first; all months of the calendar by default.

    Raises StudyError for hours that are no whole steps, where no month of the calendar has that many, or
    where nothing lost leaves no plan.
    """
    built = as_built(results)
    looked_at = windows(built, hours, months)
    park = soft(of_some_hours(built, hours))
    found = []
    for month, first, steps in looked_at:
        over = window(park.calendar, first, steps, annualised=False, cyclic=False)
        levels = _levels(results, over)
        full = Intact(_filled(park, levels, kept=True), over)
        normal = planned(full)
        worth = full.worth_of_content(normal)
        short_of_it = Intact(_filled(park, levels, kept=False), over, worth)
        start = np.datetime_as_string(over.start[0].astype("datetime64[m]")).replace("T", " ")
        for kind, lost in losses(built, kinds):
            if progress is not None:
                progress(f"{kind} {lost} from {start}")
            now = run_without(short_of_it, kind, lost)
            found.append(ShortOutage(month, start, outage_of(kind, lost, now, normal, worth)))
    return tuple(sorted(found, key=lambda short: harm(short.outage)))


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
