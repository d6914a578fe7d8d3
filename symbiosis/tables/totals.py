"""Annual totals per enterprise and carrier, so that a slip by a factor of 1000 is seen early."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from symbiosis.park.fields import unit_text
from symbiosis.park.park import Park
from symbiosis.park.profile import Varying

HOURS_OF_YEAR = 8760.0


@dataclass(frozen=True)
class Total:
    """What one entry of a park comes to in a year.

    `what` is demand, supply, metered purchase, permitted discard, …; `amount` is in `unit` per year; `peak`
    is the largest flow in `rate_unit`, where there is one; `assumed` says that its course over the year is.
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
            unit = _amount(park, flow.carrier)
            yield Total(flow.enterprise, flow.carrier, what, amount, unit, peak, rate, assumed, flow.label)
    for meter in park.meters.values():
        what = f"metered {meter.flow}"
        unit = _amount(park, meter.carrier)
        yield Total(meter.enterprise, meter.carrier, what, meter.total, unit, label=meter.label)
    for outlet in park.outlets.values():
        if outlet.annual_limit is not None:
            unit = _amount(park, outlet.carrier)
            limit = outlet.annual_limit
            yield Total(
                outlet.enterprise, outlet.carrier, "permitted discard", limit, unit, label=outlet.label
            )
    for market in park.markets.values():
        for what, total in (
            ("least purchase", market.purchase_annual_min),
            ("largest purchase", market.purchase_annual_max),
        ):
            if total is not None:
                yield Total(
                    "", market.carrier, what, total, _amount(park, market.carrier), label=market.label
                )
    for cap in park.caps.values():
        yield Total(
            cap.enterprise, cap.carrier, "cap", cap.limit, _amount(park, cap.carrier), label=cap.label
        )


def _over_year(park: Park, rate: Varying) -> tuple[float, float]:
    """Return the yearly amount and the largest flow."""
    calendar = park.calendar
    amount = math.fsum(park.series(rate)) * calendar.hours
    if not calendar.annual:
        amount *= HOURS_OF_YEAR / calendar.hours_total
    return amount, park.largest(rate)


def _amount(park: Park, carrier: str) -> str:
    return unit_text("{amount}", park.carriers[carrier].unit, park.settings.currency)
