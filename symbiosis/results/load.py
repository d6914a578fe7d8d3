"""How hard a plan works its carriers and plants: load duration, starts of units, peaks by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from symbiosis.park.market import Market
    from symbiosis.results.results import Results

Floats = NDArray[np.float64]

PASSED_ON = ("leaving", "arriving", "fed", "drawn", "pooled", "mixed")  # between enterprises, or only mixed
STORED = ("charged", "discharged")


@dataclass(frozen=True, eq=False)
class Duration:
    """Hours at or above a load: `load` falls, `hours` are those up to and with each step (of the year).

    `total` is the amount under the curve; full-load hours are that over the peak.
    """

    load: Floats
    hours: Floats
    total: float

    @property
    def peak(self) -> float:
        """Largest load."""
        return float(self.load[0]) if self.load.size else 0.0

    @property
    def full_load_hours(self) -> float:
        """Hours at the peak that would give the same amount; 0 where nothing flows."""
        return self.total / self.peak if self.peak > 0.0 else 0.0


def duration(load: Floats, represents: Floats) -> Duration:
    """Return the load duration curve of a flow whose steps stand for some hours of the year.

    >>> curve = duration(np.array([2.0, 5.0, 3.0]), np.array([10.0, 1.0, 4.0]))
    >>> curve.load.tolist(), curve.hours.tolist(), curve.total
    ([5.0, 3.0, 2.0], [1.0, 5.0, 15.0], 37.0)
    """
    order = np.argsort(-load, kind="stable")
    return Duration(load[order], np.cumsum(represents[order]), float(represents @ load))


def load_of(results: Results, carrier: str) -> Floats:
    """Return what is used, needed, sold and discarded of a carrier in the whole park; shape (steps,).

    What is only passed on between enterprises, stored or lost on the way is not load.
    """
    flow = results.balances
    role = flow["role"].values
    taken = (flow["carrier"].values == carrier) & ~np.isin(role, (*PASSED_ON, *STORED))
    return np.asarray(-np.minimum(flow.values[taken], 0.0).sum(axis=0), dtype=float)


def givers_of(results: Results, carrier: str) -> dict[tuple[str, str, str], Floats]:
    """Return what gives a carrier in the whole park, by (enterprise, role, thing), largest amount first."""
    flow, represents = results.balances, results.horizon.represents
    mine = (flow["carrier"].values == carrier) & ~np.isin(flow["role"].values, PASSED_ON)
    found = {}
    for i in np.flatnonzero(mine):
        values = np.maximum(flow.values[i], 0.0)
        if float(represents @ values) > 1e-3:
            key = tuple(str(flow[name].values[i]) for name in ("enterprise", "role", "by"))
            found[key[0], key[1], key[2]] = np.asarray(values, dtype=float)
    return dict(sorted(found.items(), key=lambda pair: (-float(represents @ pair[1]), pair[0])))


def starts(results: Results) -> dict[str, tuple[float, float]]:
    """Return, by plant that is switched on and off, its starts in the year and its unit hours on."""
    data, horizon = results.data, results.horizon
    if data is None or "start" not in data:
        return {}
    often = horizon.represents / horizon.hours  # how often a step occurs
    out = {}
    for i, label in enumerate(data["committed"].values.tolist()):
        begun = float(often @ data["start"].values[i])
        out[str(label)] = (begun, float(horizon.represents @ data["on"].values[i]))
    return out


def peaks(results: Results) -> dict[str, dict[str, float]]:
    """Return, by market and member, the largest purchase of each month where it is charged for."""
    data = results.data
    if data is None or "peak" not in data:
        return {}
    months = [str(month) for month in data["month"].values]
    return {
        str(label): dict(zip(months, map(float, values), strict=True))
        for label, values in zip(data["trade"].values, data["peak"].values, strict=True)
        if float(np.max(values)) > 1e-6
    }


def demand_charge(market: Market, largest: ArrayLike) -> Floats:
    """Return what the largest purchase of a month costs [money/month]: on it, or on the contract and excess.

    >>> from symbiosis.park import Market
    >>> grid = Market(label="grid", carrier="power", members=("mill",), peak_charge=10.0, contracted=4.0)
    >>> demand_charge(grid, [3.0, 6.0]).tolist()  # 5 % above the contract are free, the rest costs twice
    [40.0, 76.0]
    """
    demand = market.peak_factor * np.asarray(largest, dtype=float)
    if market.contracted is not None:
        above = demand - (1.0 + market.excess_tolerance) * market.contracted
        demand = market.contracted + market.excess_factor * np.maximum(above, 0.0)
    return np.asarray(market.peak_charge * demand)


def demand_charges(results: Results) -> dict[str, dict[str, float]]:
    """Return, by market and member, what demand or transformer capacity costs in each month [money/a].

    A month that stands for several counts as often: the months add up to the year's lines.
    """
    data, park = results.data, results.park
    months = results.horizon.groups.get("month")
    if data is None or months is None:
        return {}
    largest = {}
    if "peak" in data:
        largest = dict(zip(map(str, data["trade"].values), data["peak"].values, strict=True))
    found: dict[str, dict[str, float]] = {}
    for label, market in park.markets.items():
        for member in market.members:
            trade = f"{label}:{member}"
            monthly = np.full(len(months), market.transformer_charge * market.transformer)
            if trade in largest and market.peak_charge > 0.0:
                monthly = monthly + demand_charge(market, largest[trade])
            if monthly.max(initial=0.0) > 0.0:
                yearly = map(float, monthly * months.stands_for)
                found[trade] = dict(zip(months.names, yearly, strict=True))
    return found


def carriers_by_money(results: Results, kind: str = "energy") -> list[str]:
    """Return carriers of a kind that pass between enterprises, those of most value in the year first.

    Value is what is given, times its shadow price; without prices, the amount. A carrier that stays
    inside one enterprise (the live steam of a power station) comes after all others.
    """
    park, data = results.park, results.data
    if data is None or "flow" not in data:
        return []
    flow, represents = data["flow"], results.horizon.represents
    price: dict[str, Floats] = {}
    if "shadow_price" in data:
        price = dict(zip(data["place"].values.tolist(), data["shadow_price"].values, strict=True))
    value: dict[str, float] = {}
    shared: set[str] = set()
    terms = zip(
        flow["enterprise"].values, flow["carrier"].values, flow["role"].values, flow.values, strict=True
    )
    for n, k, role, values in terms:
        carrier = str(k)
        if park.carriers[carrier].kind != kind:
            continue
        given = np.maximum(values, 0.0)
        if role in ("arriving", "drawn") and float(represents @ given) > 1e-3:
            shared.add(carrier)
        if role not in PASSED_ON:
            worth = np.abs(price.get(f"{n}:{carrier}", 1.0 if not price else 0.0))
            value[carrier] = value.get(carrier, 0.0) + float(represents @ (given * worth))
    return sorted(value, key=lambda k: (k not in shared, -value[k], k))
