"""Whether what demands allow, and what is charged for their peaks, makes sense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.flow import Demand
    from symbiosis.park.market import Market
    from symbiosis.park.park import Park

Fault = tuple[str, str, str]  # field, message, remedy


def flexibility_problems(park: Park) -> Iterator[Problem]:
    """Yield what contradicts itself in flexible demands and in demand charges."""
    for demand in park.demands.values():
        for field, message, remedy in _demand(demand):
            yield Problem(message, remedy, "demands", demand.label, field)
    for market in park.markets.values():
        for field, message, remedy in _charges(market):
            yield Problem(message, remedy, "markets", market.label, field)


def _demand(demand: Demand) -> Iterator[Fault]:
    if demand.shift_share > 0.0 and demand.shift_hours == demand.advance_hours == 0.0:
        yield "shift_hours", "is missing: a share may be put off, but for no time.", "State it, e.g. 4 h."
    if demand.shift_share == 0.0 and (demand.shift_hours > 0.0 or demand.advance_hours > 0.0):
        yield "shift_share", "is missing: demand may wait, but no share of it.", "State it, e.g. 20 %."
    yield from _runs(demand)
    if demand.shift_share + demand.interruptible > 1.0:
        total = demand.shift_share + demand.interruptible
        yield "interruptible", f"is more than is there: {total:g} of it may be put off or cut.", "Lower one."
    if demand.interruptible == 0.0 and (demand.interruption_price or demand.interruption_hours is not None):
        yield "interruptible", "is missing: an interruption has terms, but nothing may be cut.", "State it."
    limits = (demand.quality_max, demand.quality_min, demand.supplier_max, demand.supplier_min)
    if (demand.shift_share or demand.interruptible) and any(limits):
        message = "is flexible and has limits on its mix, which is not supported."
        yield "shift_share" if demand.shift_share else "interruptible", message, "Write two demands."


def _runs(demand: Demand) -> Iterator[Fault]:
    if not demand.runs:
        if demand.run_hours > 0.0:
            yield "runs_per_day", "is missing: a run has a length, but there are none.", "State it, e.g. 2."
        return
    if demand.runs_per_day != int(demand.runs_per_day) or demand.runs_at_once != int(demand.runs_at_once):
        field = "runs_per_day" if demand.runs_per_day != int(demand.runs_per_day) else "runs_at_once"
        yield field, "is not a whole number.", "Count whole runs."
    if demand.run_hours == 0.0:
        yield "run_hours", "is missing: how long a run takes.", "State it, e.g. 3 h."
    elif demand.runs_per_day * demand.run_hours > 24.0 * demand.runs_at_once:
        hours = demand.runs_per_day * demand.run_hours
        message = f"does not fit into a day: the runs take {hours:g} h, {demand.runs_at_once:g} at once."
        yield "run_hours", message, "Shorten them, or let more run at once."
    if demand.shift_share > 0.0 or demand.interruptible > 0.0:
        yield "runs_per_day", "stands beside a share that shifts or is cut.", "Write two demands."


def _charges(market: Market) -> Iterator[Fault]:
    if market.contracted is not None and market.peak_charge == 0.0:
        yield "contracted", "has no price.", "State peak_charge, which is paid on it."
    if market.transformer_charge > 0.0 and market.transformer == 0.0:
        yield "transformer", "is missing: its capacity is charged.", "State it."
    if market.transformer > 0.0 and market.transformer_charge == 0.0:
        yield "transformer", "has no price.", "State transformer_charge, which is paid on it."
    least, most = market.purchase_annual_min, market.purchase_annual_max
    if least is not None and most is not None and least > most:
        message = f"is above purchase_annual_max, {most:g}."
        yield "purchase_annual_min", message, "Lower it, or raise purchase_annual_max."
    if market.purchase_price is None and market.contracted is not None:
        yield "contracted", "is for purchases, and nothing is sold here.", "State purchase_price."
