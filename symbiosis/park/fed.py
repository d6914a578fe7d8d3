"""Pools that something still feeds when part of a park is not on offer."""

from __future__ import annotations

from collections.abc import Mapping

from symbiosis.park.frozen import FrozenDict
from symbiosis.park.link import Link
from symbiosis.park.market import Market
from symbiosis.park.park import Park
from symbiosis.park.quality import Pool
from symbiosis.park.technology import Technology


def fed_pools(
    park: Park,
    technologies: Mapping[str, Technology],
    links: Mapping[str, Link],
    markets: Mapping[str, Market],
) -> FrozenDict[Pool]:
    """Return the pools at whose places something else gives what they mix."""
    fed = {
        (thing.enterprise, thing.carrier)
        for things in (park.supplies, park.water_uses, park.recipes, park.stores)
        for thing in things.values()
    }
    fed |= {(c.enterprise, n.carrier) for n in park.networks.values() for c in n.connections}
    fed |= {(link.destination, k) for link in links.values() for k in link.carriers}
    fed |= {(n, market.carrier) for market in markets.values() for n in market.members}
    for technology in technologies.values():
        made = {k for k, sign in technology.directions.items() if sign > 0.0}
        fed |= {(technology.enterprise, k) for k in made}
        if technology.returns > 0.0:
            fed.add((technology.enterprise, technology.rated_on))
    return FrozenDict(
        {label: pool for label, pool in park.pools.items() if (pool.enterprise, pool.carrier) in fed}
    )
