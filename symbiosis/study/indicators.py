"""The few figures of a result that a study collects, so that ten thousand results need not be opened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from symbiosis.park.totals import shown_total

if TYPE_CHECKING:
    from xarray import DataArray

    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

Indicators = dict[str, Any]  # numbers, or numbers by label

# name → (label of its axis, what it is)
TABLES = {
    "cost_by_owner": ("enterprise", "cost by who pays"),
    "cost_by_category": ("category", "cost by what it is for"),
    "capacity": ("asset", "capacity, kept and new"),
    "new": ("asset", "new capacity"),
    "exchange": ("route", "amount sent over a link in the year"),
    "draw": ("connection", "amount drawn from a network in the year"),
    "purchase": ("market", "amount bought in the year"),
    "sale": ("market", "amount sold in the year"),
    "discard": ("outlet", "amount discarded in the year"),
    "emission": ("emission", "amount emitted in the year"),
}
NUMBERS = {
    "cost": "cost of the plan",
    "bound": "no plan costs less",
    "gap": "what is left unproved, as a share",
}
NAMES = (*NUMBERS, *TABLES)
FLOWS = ("exchange", "draw", "purchase", "sale", "discard")


def indicators_of(results: Results) -> Indicators:
    """Return what is collected of a result; nothing but the bound when it has no plan."""
    outcome = results.outcome
    found: Indicators = {}
    for name, value in (("cost", outcome.objective), ("bound", outcome.bound), ("gap", outcome.gap)):
        if value is not None:
            found[name] = value
    if "design" in results.provenance:  # of a plan that is no plan of one park by itself
        found["design"] = json.loads(results.provenance["design"])
    if "priced" in results.provenance:  # what each pays once exchanges are settled at shadow prices
        found["priced"] = json.loads(results.provenance["priced"])
    data = results.data
    if data is None:
        return found
    found["cost_by_owner"] = results.cost_by("owner")
    found["cost_by_category"] = results.cost_by("category")
    for name in ("capacity", "new"):
        if name in data:
            found[name] = _by_label(data[name])
    for name in ("exchange", "draw", "discard"):
        if name in data:
            found[name] = _by_label(results.yearly(data[name]))
    for name in ("purchase", "sale"):
        if name in data:
            found[name] = _summed(_by_label(results.yearly(data[name])))
    for name in FLOWS:
        if name in found:
            found[name] = {label: _shown(results, name, label, value) for label, value in found[name].items()}
    if "emission" in data:
        carriers = dict.fromkeys(data["emission"]["emission_carrier"].values.tolist())
        found["emission"] = {str(k): results.emission_total(str(k)) for k in carriers}
    return found


def carrier_of(park: Park, table: str, label: str) -> str:
    """Return the carrier that a collected number counts, as far as its table and label tell."""
    if table == "exchange":
        return label.rpartition(":")[2]
    if table in ("purchase", "sale") and label in park.markets:
        return park.markets[label].carrier
    if table == "discard" and label in park.outlets:
        return park.outlets[label].carrier
    if table == "draw" and label in park.connections:
        return park.networks[park.connections[label].network].carrier
    return label


def _shown(results: Results, table: str, label: str, amount: float) -> float:
    carrier = results.park.carriers.get(carrier_of(results.park, table, label))
    return amount if carrier is None else shown_total(carrier, amount, results.horizon.years)


def _by_label(array: DataArray) -> dict[str, float]:
    labels = array[array.dims[0]].values.tolist()
    return {str(label): float(value) for label, value in zip(labels, array.values.tolist(), strict=True)}


def _summed(values: dict[str, float]) -> dict[str, float]:
    """Add up over the members of a market (`market:enterprise`)."""
    out: dict[str, float] = {}
    for trade, value in values.items():
        market = trade.rpartition(":")[0]
        out[market] = out.get(market, 0.0) + value
    return out
