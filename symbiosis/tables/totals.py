"""Annual totals per enterprise and carrier, so that a slip by a factor of 1000 is seen early."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from symbiosis.park.park import Park
from symbiosis.park.profile import Varying
from symbiosis.park.totals import HOURS_OF_YEAR, shown_total, shown_unit


@dataclass(frozen=True)
class Total:
    """What one entry of a park comes to in a year.

    `what` is demand, supply, metered purchase, permitted discard, …; `amount` is in `unit`; `peak`
    is the largest flow in `rate_unit`, where there is one; `assumed` says that its course over the year is.
    Floor is stated as the area that is needed on average.
    """

    enterprise: str
    carrier: str
    what: str
    amount: float
    unit: str
    peak: float | None = None
    rate_unit: str = ""
    assumed: bool = False
    label: str = ""


def annual_totals(park: Park) -> tuple[Total, ...]:
    """Return yearly amounts of every demand, supply, meter, annual limit and cap, by enterprise and carrier.

    A calendar that is not a whole year is extrapolated to 8760 h.
    """
    rank = {label: i for i, label in enumerate((*park.enterprises, ""))}
    order = {label: i for i, label in enumerate(park.carriers)}
    return tuple(sorted(_totals(park), key=lambda total: (rank[total.enterprise], order[total.carrier])))


def _totals(park: Park) -> Iterator[Total]:
    for what, flows in (("demand", park.demands), ("supply", park.supplies)):
        for flow in flows.values():
            amount, peak = _over_year(park, flow.rate)
            assumed = flow.rate.profile is not None and park.profiles[flow.rate.profile].assumed
            rate = park.carriers[flow.carrier].unit
            more = {"peak": peak, "rate_unit": rate, "assumed": assumed}
            yield _total(park, flow.enterprise, flow.carrier, what, amount, flow.label, **more)
    for meter in park.meters.values():
        what = f"metered {meter.flow}"
        yield _total(park, meter.enterprise, meter.carrier, what, meter.total, meter.label)
    for outlet in park.outlets.values():
        if outlet.annual_limit is not None:
            what, limit = "permitted discard", outlet.annual_limit
            yield _total(park, outlet.enterprise, outlet.carrier, what, limit, outlet.label)
    for market in park.markets.values():
        for what, total in (
            ("least purchase", market.purchase_annual_min),
            ("largest purchase", market.purchase_annual_max),
        ):
            if total is not None:
                yield _total(park, "", market.carrier, what, total, market.label)
    for cap in park.caps.values():
        yield _total(park, cap.enterprise, cap.carrier, "cap", cap.limit, cap.label)


def _total(
    park: Park, enterprise: str, carrier: str, what: str, amount: float, label: str, **more: Any
) -> Total:
    known = park.carriers[carrier]
    shown, unit = shown_total(known, amount, 1.0), shown_unit(known, 1.0)
    return Total(enterprise, carrier, what, shown, unit, label=label, **more)


def _over_year(park: Park, rate: Varying) -> tuple[float, float]:
    """Return the yearly amount and the largest flow."""
    calendar = park.calendar
    amount = math.fsum(park.series(rate)) * calendar.hours
    if not calendar.annual:
        amount *= HOURS_OF_YEAR / calendar.hours_total
    return amount, park.largest(rate)
