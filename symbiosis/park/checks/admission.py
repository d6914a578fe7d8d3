"""Whether all that belongs to a candidate can vanish with it, and thresholds ask what it states."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.checks.formulas import formula_problems
from symbiosis.park.formula import parse, quotient
from symbiosis.park.problems import Problem
from symbiosis.park.quantities import DATA, built_by
from symbiosis.park.threshold import candidates, optional

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def admission_problems(park: Park) -> Problems:
    """Yield what a plan could not take away with an enterprise, and thresholds that nobody can be held to."""
    for n, enterprise in park.enterprises.items():
        if enterprise.exit_cost > 0.0 and enterprise.admission != "may_leave":
            yield Problem(
                "is the cost of closing, but the enterprise may not close.",
                "State admission: may_leave, or leave the cost out.",
                "enterprises",
                n,
                "exit_cost",
                f"{enterprise.exit_cost:g}",
            )
        if enterprise.optional:
            yield from _removable(park, n)
    for t, threshold in park.thresholds.items():
        yield from formula_problems("thresholds", t, "formula", threshold.formula, threshold.unit, park)
        if threshold.at_most is None and threshold.at_least is None:
            yield Problem("has no limit.", "State at_most or at_least.", "thresholds", t)
        yield from _stated(park, t)


def _removable(park: Park, n: str) -> Problems:
    """Whatever is given at a place, but not by its size, stays when the place is empty: it is refused."""
    leaves = "so its enterprise, which the plan may leave out, cannot be left out."
    for section, field, given in _given(park, n):
        label = given
        yield Problem(f"is there in any case, {leaves}", f"Leave {field} out there.", section, label, field)
    for _, asset in park.assets():
        if n in _ends(asset) and math.isinf(asset.largest):
            message = f"has no largest size, {leaves}"
            yield Problem(message, "State capacity_max.", *_named(park, asset), "capacity_max")
        if asset.owner == n and n not in _ends(asset):
            message = f"is paid by {n}, which may not be there."
            yield Problem(message, "Name another owner.", *_named(park, asset), "owner")
    for label, network in park.networks.items():
        if network.owner == n:
            message = f"is {n}, which may not be there."
            yield Problem(message, "Name an owner that stays.", "networks", label, "owner")
    for label, quota in park.quotas.items():
        if quota.operator == n:
            message = f"is {n}, which may not be there."
            yield Problem(message, "Name an operator that stays.", "quotas", label, "operator")


def _given(park: Park, n: str) -> Iterator[tuple[str, str, str]]:
    """Yield the section, field and label of what stands at an enterprise whatever is decided."""
    for label, use in park.water_uses.items():
        if use.enterprise == n:
            yield "water_uses", "this water use", label
    for label, demand in park.demands.items():
        if demand.enterprise == n and demand.runs:
            yield "demands", "batch_rate", label
    for label, store in park.stores.items():
        if store.enterprise == n and (store.initial_level or store.final_level_min):
            yield "stores", "initial_level" if store.initial_level else "final_level_min", label
    for label, plant in park.technologies.items():
        if plant.enterprise == n and plant.initial_on:
            yield "technologies", "initial_on", label
    for label, market in park.markets.items():
        if n in market.members:
            if market.contracted is not None:
                yield "markets", "contracted", label
            if market.transformer_charge * market.transformer > 0.0:
                yield "markets", "transformer", label
            if market.purchase_annual_min and all(x in optional(park) for x in market.members):
                yield "markets", "purchase_annual_min", label


def _ends(asset: object) -> tuple[str, ...]:
    if hasattr(asset, "origin"):
        return asset.origin, asset.destination  # type: ignore[attr-defined]
    return (getattr(asset, "enterprise", ""),)


def _named(park: Park, asset: object) -> tuple[str, str]:
    label = asset.label  # type: ignore[attr-defined]
    for section in ("technologies", "stores", "links"):
        if label in getattr(park, section):
            return section, label
    return "networks", label


def _stated(park: Park, t: str) -> Problems:
    threshold = park.thresholds[t]
    entering = candidates(park)
    for n in threshold.members:
        if n in park.enterprises and not park.enterprises[n].optional:
            message = "is settled: a threshold decides who enters."
            yield Problem(message, "State its admission: candidate.", "thresholds", t, "members", n)
    try:
        found = quotient(parse(threshold.formula))
    except ValueError:
        return  # said already
    if found is None:
        return
    for quantity in dict.fromkeys([*found.above.weights, *found.below.weights]):
        if quantity.name not in DATA:
            continue
        field = DATA[quantity.name][1]
        for n in threshold.members or entering:
            unstated = n in park.enterprises and getattr(park.enterprises[n], field) is None
            if unstated and not built_by(park, quantity, n):
                message = f'is not stated, and the threshold "{t}" asks for it.'
                yield Problem(message, "State it.", "enterprises", n, field)
