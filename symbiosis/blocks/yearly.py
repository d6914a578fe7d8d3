"""Yearly sums of named quantities, from what the other blocks have written into the ledger.

quantity = Σ_t w[t] · Σ weight · flow[t]        over the whole year, or the hours that fall into some months
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from pyomo.environ import quicksum

from symbiosis.blocks.capacity import capacity
from symbiosis.blocks.language import Expression, Floats, Series, Step
from symbiosis.blocks.presence import if_there
from symbiosis.horizon.horizon import Horizon
from symbiosis.park.counted import Selector, selectors
from symbiosis.park.formula import Linear
from symbiosis.park.park import Park
from symbiosis.park.quantities import built_by, data_by_enterprise, is_flow

LEAST, LARGEST = 1e2, 1e4  # largest coefficient in a row of what is stated


def matching(m: Step, selector: Selector) -> Iterator[Expression]:
    """Yield the expressions of all terms that a selector takes."""
    book = m.ledger.emissions if selector.emission else m.ledger.flows
    for (n, k), flows in book.items():
        for flow in flows:
            if selector.takes(n, k, flow.role, flow.item):
                yield flow.expression


def hourly(m: Step, park: Park, side: Linear, enterprise: str = "") -> list[Expression]:
    """Return the terms of a sum that flow hour by hour; of one enterprise if named."""
    terms = []
    for quantity, weight in side.weights.items():
        if is_flow(quantity):
            for selector, factor in selectors(park, quantity):
                if enterprise and selector.enterprise not in ("", enterprise):
                    continue
                mine = selector if not enterprise else selector.at(enterprise)
                terms += [weight * factor * expression for expression in matching(m, mine)]
    return terms


def standing(m: Step, park: Park, side: Linear) -> Expression:
    """Return what of a sum is stated for the year, by whoever is there."""
    stated = [
        if_there(m, n, weight * value)
        for quantity, weight in side.weights.items()
        if not is_flow(quantity)
        for n, value in data_by_enterprise(park, quantity)
    ]
    return side.constant + quicksum(stated) + quicksum(added(m, park, side))


def added(m: Step, park: Park, side: Linear, enterprise: str = "") -> list[Expression]:
    """Return the terms of a sum that follow from what is built: floor area and ground of buildings."""
    return [
        weight * each * capacity(m, i)
        for quantity, weight in side.weights.items()
        for i, each in built_by(park, quantity, enterprise)
    ]


def scale_of(park: Park, side: Linear, enterprise: str = "") -> float:
    """Return a factor that brings what is stated and built in a row between LEAST and LARGEST.

    Money of a year is large and square kilometres are small beside the flows of an hour.
    """
    sizes = [abs(side.constant)]
    for quantity, weight in side.weights.items():
        if not is_flow(quantity):
            stated = data_by_enterprise(park, quantity)
            sizes += [abs(weight * value) for n, value in stated if enterprise in ("", n)]
            sizes += [abs(weight * each) for _, each in built_by(park, quantity, enterprise)]
    size = max(sizes)
    return 1.0 if size == 0.0 else min(LARGEST, max(LEAST, size)) / size


def decided(m: Step, park: Park, side: Linear, enterprise: str = "") -> list[Expression]:
    """Return the terms of a sum that are decided once for the whole horizon: offsets."""
    return [
        weight * m.offset_bought[o]
        for quantity, weight in side.weights.items()
        if quantity.name == "offsets"
        for o, offset in park.offsets.items()
        if enterprise in ("", offset.owner)
    ]


def over_months(m: Step, terms: list[Expression], months: tuple[float, ...]) -> Expression:
    """Return Σ over the year of hourly terms, or over some of its months."""
    total = quicksum(terms)
    return m.over("year", total if not months else _within(m, months) * total)


def share_of_year(m: Step, months: tuple[float, ...]) -> Expression:
    """Return how many of the year's amounts stated for some months the horizon covers."""
    if not months:
        return m.years
    named = "-".join(f"{month:g}" for month in sorted(months))
    return m.series(Series(f"seasons {named}", "number", lambda horizon: seasons(horizon, months)))


def _within(m: Step, months: tuple[float, ...]) -> Expression:
    named = "-".join(f"{month:g}" for month in sorted(months))
    return m.series(Series(f"within months {named}", "step", lambda horizon: within(horizon, months)))


def within(horizon: Horizon, months: tuple[float, ...]) -> Floats:
    """Return the share of each step that falls into some months of the year; shape (steps,)."""
    number = horizon.start.astype("datetime64[M]").astype(int) % 12 + 1
    return np.isin(number, [int(month) for month in months]).astype(float)


def seasons(horizon: Horizon, months: tuple[float, ...]) -> float:
    """Return the hours represented in some months, over those that the months have in a year."""
    if horizon.years == 1.0:
        return 1.0
    days = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    covered = float((within(horizon, months) * horizon.represents).sum())
    return covered / (24.0 * sum(days[int(month) - 1] for month in months))
