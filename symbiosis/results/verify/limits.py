"""Does every flow stay within its limits: signs, capacity and availability, contracts, permits, peaks?

    0 ≤ a ≤ availability · C / (1 + design_margin)          Σ represents · a ≤ activity_max · years
    Σ_carriers f ≤ C / (1 + design_margin)                  f = 0 or f ≥ minimum_flow
    peak ≥ purchase in every step of the month

Totals over the year weigh every step with the hours it stands for.
"""

from __future__ import annotations

import math

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Connection, Market, Park, WaterUse
from symbiosis.results.verify.assets import largest_of
from symbiosis.results.verify.flows import FEASIBILITY, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger, exact_sum

FLOWS = (
    "activity",
    "mix",
    "cold_start",
    "charge",
    "discharge",
    "level",
    "exchange",
    "feed",
    "forth",
    "back",
    "draw",
    "purchase",
    "sale",
    "discard",
    "intake",
    "part",
    "throughput",
    "heat_taken",
    "heat_given",
    "peak",
    "excess",
    "deferred",
    "caught_up",
    "backlog",
    "early",
    "due",
    "ahead",
    "run_start",
    "interrupted",
)


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Compare every flow with its limits, step by step and over the year."""
    linked = len(horizon.groups["order"]) > 0
    for name in FLOWS:
        for label, values in tables[name].items():
            if name == "level" and linked and park.stores[label].seasonal:
                continue  # counted from the start of its period; the stores' own check adds them up
            where = f"{name}[{label}]"
            months = np.array(horizon.groups["month"].names) if name in ("peak", "excess") else None
            ledger.at_most("sign", "is negative", where, -values, 0.0, _allowed(values), months)
    _check_technologies(park, horizon, tables, ledger)
    _check_links(park, horizon, tables, ledger)
    for network in park.networks.values():
        for connection in network.connections:
            _check_connection(connection, tables, len(horizon), ledger)
    for use in park.water_uses.values():
        if use.flow is not None:
            taken, fixed = tables["intake"][use.label], series(park, horizon, use.flow)
            ledger.same("limit", "takes another flow than stated", use.label, taken - fixed, _allowed(fixed))
        if use.evaporates.value > 0.0 or use.drifts.value > 0.0 or use.cycles_max is not None:
            _check_circuit(park, use, horizon, tables, ledger)
    for pool in park.pools.values():
        if pool.throughput_max is not None:
            through, most = tables["throughput"][pool.label], pool.throughput_max
            ledger.at_most("limit", "passes more than its limit", pool.label, through, most, _allowed(most))
    for outlet in park.outlets.values():
        _check_outlet(outlet.label, outlet.limit, outlet.annual_limit, horizon, tables, ledger)
    for market in park.markets.values():
        _check_market(park, market, horizon, tables, ledger)
        _check_peaks(park, market, horizon, tables, ledger)


def _allowed(*values: Floats | float) -> float:
    biggest = max(float(np.abs(value).max(initial=0.0)) for value in map(np.asarray, values))
    return FEASIBILITY * max(1.0, biggest) if math.isfinite(biggest) else FEASIBILITY


def _yearly(horizon: Horizon, flow: Floats) -> float:
    """Amount that passes in the hours that the steps stand for."""
    return exact_sum((horizon.represents * flow).tolist())


def _check_technologies(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    for label, technology in park.technologies.items():
        activity = tables["activity"][label]
        usable = float(tables["capacity"][label]) / (1.0 + technology.design_margin)
        limit = series(park, horizon, technology.availability) * usable
        what = "runs above its available capacity"
        ledger.at_most("limit", what, label, activity, limit, _allowed(activity, usable))
        if technology.saves:
            demand = series(park, horizon, park.demands[technology.saves].rate)
            done = float(tables["capacity"][label]) / largest_of(technology)
            saved = technology.saving * done * demand
            what = "saves more than its share of the demand"
            ledger.at_most("limit", what, label, activity, saved, _allowed(demand))
        if technology.activity_max is not None:
            most = technology.activity_max * horizon.years
            total = _yearly(horizon, activity)
            what = "runs more than activity_max in a year"
            ledger.at_most("limit", what, label, total, most, _allowed(most))


def _check_links(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    for label, link in park.links.items():
        sent = np.sum([tables["exchange"][f"{label}:{carrier}"] for carrier in link.carriers], axis=0)
        through = link.back_of or label  # a way back has the capacity of the link there
        most = float(tables["capacity"][through]) / (1.0 + park.links[through].design_margin)
        usable = most * series(park, horizon, link.availability)
        tolerance = _allowed(sent, most)
        ledger.at_most("limit", "carries more than its capacity", label, sent, usable, tolerance)
        if link.minimum_flow > 0.0:
            short = np.where(sent > tolerance, np.maximum(link.minimum_flow - sent, 0.0), 0.0)
            ledger.same("limit", "runs below its minimum flow", label, short, tolerance)
        if link.annual_flow_min > 0.0:
            least, total = link.annual_flow_min * horizon.years, _yearly(horizon, sent)
            if total > _allowed(least):
                what = "sends less than its least amount in a year"
                ledger.at_most("limit", what, label, least, total, _allowed(least))


def _check_connection(connection: Connection, tables: Tables, steps: int, ledger: Ledger) -> None:
    label = connection.label
    feed = tables["feed"].get(label, np.zeros(steps))
    draw = tables["draw"].get(label, np.zeros(steps))
    usable = float(tables["capacity"][label]) / (1.0 + connection.design_margin)
    what = "feeds and draws more than its capacity"
    ledger.at_most("limit", what, label, feed + draw, usable, _allowed(feed, draw, usable))
    if connection.direction == "draw":
        ledger.same("limit", "feeds in although it may only draw", label, feed, FEASIBILITY)
    if connection.direction == "feed":
        ledger.same("limit", "draws although it may only feed in", label, draw, FEASIBILITY)


def _check_circuit(park: Park, use: WaterUse, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """What is taken makes up for vapour and drift, and is concentrated no further than allowed."""
    taken, vapour = tables["intake"][use.label], series(park, horizon, use.evaporates)
    left, allowed = (1.0 - use.loss) * taken - vapour, _allowed(taken)
    drift = series(park, horizon, use.drifts)
    ledger.at_most("limit", "loses more water than it takes", use.label, drift, left, allowed)
    if use.cycles_max is not None:
        most = use.cycles_max * left
        what = "is concentrated further than allowed"
        ledger.at_most("limit", what, use.label, taken, most, use.cycles_max * allowed)


def _check_outlet(
    label: str, limit: float | None, annual: float | None, horizon: Horizon, tables: Tables, ledger: Ledger
) -> None:
    flow = tables["discard"][label]
    if limit is not None:
        ledger.at_most("limit", "discards more than its limit", label, flow, limit, _allowed(limit))
    if annual is not None:
        most = annual * horizon.years
        total = _yearly(horizon, flow)
        ledger.at_most("limit", "discards more than permitted in a year", label, total, most, _allowed(most))


def _check_market(park: Park, market: Market, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    sides = (
        ("purchase", market.purchase_price, market.purchase_limit),
        ("sale", market.sale_price, market.sale_limit),
    )
    bought = 0.0
    for member in market.members:
        trade = f"{market.label}:{member}"
        for name, price, limit in sides:
            if trade not in tables[name]:
                continue
            flow = tables[name][trade]
            if name == "purchase":
                bought += _yearly(horizon, flow)
            if price is None:
                ledger.same("market", f"{name} without a price", trade, flow, FEASIBILITY)
            elif limit is not None:
                most = series(park, horizon, limit)
                finite = np.where(np.isfinite(most), most, 0.0)
                what = f"{name} exceeds its limit"
                if name == "purchase":
                    flow = _over_connection(park, market, member, tables)
                ledger.at_most("market", what, trade, flow, most, _allowed(finite))
    if market.purchase_annual_max is not None:
        most_bought = market.purchase_annual_max * horizon.years
        what = "members buy more than the contract allows in a year"
        ledger.at_most("market", what, market.label, bought, most_bought, _allowed(most_bought))
    if market.purchase_annual_min is not None:
        least = market.purchase_annual_min * horizon.years
        what = "members buy less than the contract asks in a year"
        ledger.at_most("market", what, market.label, least, bought, _allowed(least))


def _over_connection(park: Park, market: Market, member: str, tables: Tables) -> Floats:
    """Return what a member buys in a market and by contracts that come through it."""
    contracts = [f"{m.label}:{member}" for m in park.markets.values() if m.through == market.label]
    flows = [tables["purchase"][key] for key in contracts if key in tables["purchase"]]
    return np.asarray(sum(flows, tables["purchase"][f"{market.label}:{member}"]))


def _check_peaks(park: Park, market: Market, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    months = horizon.groups["month"]
    for member in market.members:
        trade = f"{market.label}:{member}"
        if market.peak_charge <= 0.0 or market.purchase_price is None:
            unpaid = tables["peak"].get(trade, np.zeros(len(months)))
            what = "has a peak although none is charged"
            ledger.same("market", what, trade, unpaid, FEASIBILITY, np.array(months.names))
            continue
        flow, peak = _over_connection(park, market, member, tables), tables["peak"][trade]
        over = flow[months.step] - peak[months.member]
        tolerance = _allowed(flow, peak)
        what = "purchase exceeds the peak that is paid for"
        ledger.at_most("market", what, trade, over, 0.0, tolerance, ledger.times[months.step])
        if market.contracted is not None:
            above = market.peak_factor * peak - (1.0 + market.excess_tolerance) * market.contracted
            what = "exceeds the contract by more than is paid for"
            names = np.array(months.names)
            ledger.at_most("market", what, trade, above, tables["excess"][trade], tolerance, names)
