"""Most that a route can ever carry as far as data vouch for it: what its origin gives, its destination takes.

f[l,k,t] ≤ Σ most that its origin may get of k
(1 − λ[l]) · f[l,k,t] ≤ Σ most that its destination may use of k + most that the route itself loses

Every flow comes from something and goes to something (the balance). Where all that gives a carrier at a
place, or all that takes it, has a limit in the data, the sum of the limits is one for each route there.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from symbiosis.blocks.language import Floats
from symbiosis.horizon.horizon import Horizon
from symbiosis.park import Link
from symbiosis.park.building import occupying
from symbiosis.park.labels import enterprise_of
from symbiosis.park.park import Park
from symbiosis.park.piped import Piped
from symbiosis.park.profile import Varying

Factors = tuple[float, tuple[Varying, ...]]  # a number times numbers that may vary


def by_data(park: Park, link: Link, k: str, arriving: float, horizon: Horizon) -> Floats | None:
    """Return the most of a carrier that a link can carry in every step; None where data set no limit.

    `arriving` is the share of what is sent that arrives.
    """
    giving = _sum_of(_given(park, link, k))
    taking = None if arriving <= 0.0 else _sum_of(_taken(park, link.destination, k))
    limits = [] if giving is None else [_over(park, horizon, giving)]
    if taking is not None:
        lost = park.length(link) * most_lost(link) if link.loses_standing else 0.0
        limits.append((_over(park, horizon, taking) + lost) / arriving)
    return np.minimum.reduce(limits) if limits else None


def most_lost(piped: Piped) -> float:
    """Return the most that a link or segment loses per km, whatever pipes are laid."""
    most = piped.units_max if piped.units_max is not None else sum(piped.unit_limits)
    laid = most * max(piped.size_loss, default=0.0) if piped.expandable else 0.0
    return piped.standing_loss + laid


def drawn_at(park: Park, n: str, k: str, network: str, horizon: Horizon) -> Floats | None:
    """Return the most of a carrier that can be taken from a network at a place; None without a limit."""
    found = _sum_of(_taken(park, n, k, network))
    return None if found is None else _over(park, horizon, found)


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
    for demand in park.demands.values():
        owner = demand.condensate_owner or demand.enterprise
        if demand.condensate_return > 0.0 and (owner, demand.condensate) == (link.origin, k):
            yield None
    for other in park.links.values():
        if other.destination == link.origin and k in other.carriers:
            yield (park.links[other.back_of] if other.back_of else other).largest, ()
    yield from _without_limit(park, link.origin, k, "gives")


def _taken(park: Park, n: str, k: str, besides: str = "") -> Iterator[Factors | None]:
    """Yield what is taken of a carrier at a place, term by term; None for what has no limit in the data.

    What goes into the network `besides` is left out.
    """
    yield from _plants(park, n, k, -1.0)
    for demand in park.demands.values():
        if (demand.enterprise, demand.carrier) == (n, k):
            yield None if demand.shift_share > 0.0 or demand.runs else (1.0, (demand.rate,))
    for label, floor, thing in occupying(park):
        if (enterprise_of(label), floor) == (n, k):
            yield thing.floor_use * thing.largest, ()
    for outlet in park.outlets.values():
        if (outlet.enterprise, outlet.carrier) == (n, k):
            yield None if outlet.limit is None else (outlet.limit, ())
    for other in park.links.values():
        if other.origin == n and k in other.carriers:
            yield (park.links[other.back_of] if other.back_of else other).largest, ()
    yield from _without_limit(park, n, k, "takes", besides)


def _plants(park: Park, n: str, k: str, sign: float) -> Iterator[Factors | None]:
    for technology in park.technologies.values():
        if technology.enterprise != n:
            continue
        if (
            k in technology.points
            or any(k in flows for flows in technology.taken_beside.values())
            or k in technology.start_flows
            or (technology.returns and k == technology.rated_on)
        ):
            yield None
        elif sign * technology.directions.get(k, 0.0) > 0.0:
            ratio = technology.ratios[k]
            number = sign * technology.largest / (1.0 + technology.design_margin)
            yield number, (ratio, technology.availability)


def _without_limit(park: Park, n: str, k: str, way: str, besides: str = "") -> Iterator[Factors | None]:
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
        others = (c for c in network.connections if network.label != besides)
        if network.carrier == k and any(c.enterprise == n for c in others):
            yield None
    for section in (park.water_uses, park.pools):
        if any((thing.enterprise, thing.carrier) == at for thing in section.values()):
            yield None
    if any(r.enterprise == n and k in (r.carrier, *r.parts) for r in park.recipes.values()):
        yield None
    if any(level.carrier == k for level in park.heat_levels.values()):
        yield None
