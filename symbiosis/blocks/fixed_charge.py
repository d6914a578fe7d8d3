"""Fixed charges per carrier: a route that is not built carries none of what it could carry.

f[l,k,t] ≤ kept[l] + M[l,k,t]·build[l]                      l ∈ links with a yes or no, k ∈ its carriers
M[l,k,t] = min(room[l] / (1 + margin[l]), what the origin can give of k, what the destination can take of k)

The capacity row of the exchange block holds for the sum of the carriers and is enough for a right answer.
These rows say the same of each carrier with the least M that data vouch for, so that part of a route no
longer looks cheap where the need for one carrier is small: the bound of the linear relaxation is at least as
good, for more rows. Written where `fixed_charges = "per_carrier"` is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from symbiosis.blocks.exchange import loss
from symbiosis.blocks.language import STEP, Expression, Floats, Series, Step
from symbiosis.horizon.horizon import Horizon
from symbiosis.park import Link
from symbiosis.park.park import Park
from symbiosis.park.profile import Varying

Factors = tuple[float, tuple[Varying, ...]]  # a number times numbers that may vary


def add(m: Step, park: Park) -> None:
    """Add a row per carrier of every route that is built or not; call it after exchange."""
    asked = m.fixed_charges == "per_carrier"
    routes = [
        (label, k) for label in park.links if asked and label in m.build for k in park.links[label].carriers
    ]

    @m.Constraint(routes, doc="nothing of a carrier unless it is built")
    def carrier_if_built(m: Step, label: str, k: str) -> Expression:
        kept = m.kept[label] if label in m.kept else 0.0
        return m.exchange[label, k] <= kept + _most(m, park, label, k) * m.build[label]


def _most(m: Step, park: Park, label: str, k: str) -> Expression:
    link = park.links[label]
    room = link.room / (1.0 + link.design_margin)
    giving = _sum_of(_given(park, link, k))
    taking = None if link.loses_standing else _sum_of(_taken(park, link, k))
    arriving = 1.0 - loss(park, link)

    def values(horizon: Horizon) -> Floats:
        most = np.full(len(horizon), room)
        if giving is not None:
            most = np.minimum(most, _over(park, horizon, giving))
        if taking is not None and arriving > 0.0:
            most = np.minimum(most, _over(park, horizon, taking) / arriving)
        return most

    if giving is None and taking is None:
        return room
    return m.series(Series(f"most of {k} over {label}", STEP, values))


def _sum_of(found: Iterator[Factors | None]) -> list[Factors] | None:
    """Return the terms of a sum, or None when any of them has no limit."""
    every = list(found)
    known = [term for term in every if term is not None]
    return known if len(known) == len(every) else None


def _over(park: Park, horizon: Horizon, terms: list[Factors]) -> Floats:
    total = np.zeros(len(horizon))
    for number, factors in terms:
        value = np.full(len(horizon), number)
        for factor in factors:
            series = 1.0 if factor.profile is None else horizon.sample(park.profiles[factor.profile].values)
            value = value * factor.value * series
        total += value
    return total


def _given(park: Park, link: Link, k: str) -> Iterator[Factors | None]:
    """Yield what an origin has of a carrier, term by term; None for what has no limit in the data."""
    yield from _plants(park, link.origin, k, +1.0)
    yield from (
        (1.0, (s.rate,)) for s in park.supplies.values() if (s.enterprise, s.carrier) == (link.origin, k)
    )
    for other in park.links.values():
        if other.destination == link.origin and k in other.carriers:
            yield (park.links[other.back_of] if other.back_of else other).largest, ()
    yield from _without_limit(park, link.origin, k, "gives")


def _taken(park: Park, link: Link, k: str) -> Iterator[Factors | None]:
    """Yield what a destination takes of a carrier, term by term; None for what has no limit in the data."""
    yield from _plants(park, link.destination, k, -1.0)
    for demand in park.demands.values():
        if (demand.enterprise, demand.carrier) == (link.destination, k):
            yield None if demand.shift_share > 0.0 else (1.0, (demand.rate,))
    for outlet in park.outlets.values():
        if (outlet.enterprise, outlet.carrier) == (link.destination, k):
            yield None if outlet.limit is None else (outlet.limit, ())
    for other in park.links.values():
        if other.origin == link.destination and k in other.carriers:
            yield (park.links[other.back_of] if other.back_of else other).largest, ()
    yield from _without_limit(park, link.destination, k, "takes")


def _plants(park: Park, n: str, k: str, sign: float) -> Iterator[Factors | None]:
    for technology in park.technologies.values():
        if technology.enterprise != n:
            continue
        if (
            k in technology.points
            or k in technology.start_flows
            or (technology.returns and k == technology.rated_on)
        ):
            yield None
        elif sign * technology.directions.get(k, 0.0) > 0.0:
            ratio = technology.ratios[k]
            number = sign * technology.largest / (1.0 + technology.design_margin)
            yield number, (ratio, technology.availability)


def _without_limit(park: Park, n: str, k: str, way: str) -> Iterator[Factors | None]:
    """Yield None for everything at a place whose flow the data do not limit."""
    at = (n, k)
    for store in park.stores.values():
        if at == (store.enterprise, store.carrier) or (
            way == "gives" and at == (store.enterprise, store.spoils_to)
        ):
            yield None
    for market in park.markets.values():
        price, limit = (
            (market.purchase_price, market.purchase_limit)
            if way == "gives"
            else (market.sale_price, market.sale_limit)
        )
        if market.carrier == k and n in market.members and price is not None:
            yield None if limit is None else (1.0, (limit,))
    for network in park.networks.values():
        if network.carrier == k and any(c.enterprise == n for c in network.connections):
            yield None
    for section in (park.water_uses, park.pools):
        if any((thing.enterprise, thing.carrier) == at for thing in section.values()):
            yield None
    if any(r.enterprise == n and k in (r.carrier, *r.parts) for r in park.recipes.values()):
        yield None
    if any(level.carrier == k for level in park.heat_levels.values()):
        yield None
