"""Pools that something still feeds when part of a park is not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symbiosis.park.frozen import FrozenDict
from symbiosis.park.quality import Pool


def fed_pools(sections: Mapping[str, Mapping[str, Any]]) -> FrozenDict[Pool]:
    """Return the pools at whose places something else gives what they mix; sections as in a park."""
    fed = {
        (thing.enterprise, thing.carrier)
        for name in ("supplies", "water_uses", "recipes", "stores")
        for thing in sections[name].values()
    }
    fed |= {(c.enterprise, n.carrier) for n in sections["networks"].values() for c in n.connections}
    fed |= {(link.destination, k) for link in sections["links"].values() for k in link.carriers}
    fed |= {(n, market.carrier) for market in sections["markets"].values() for n in market.members}
    for technology in sections["technologies"].values():
        made = {k for k, sign in technology.directions.items() if sign > 0.0}
        fed |= {(technology.enterprise, k) for k in made}
        if technology.returns > 0.0:
            fed.add((technology.enterprise, technology.rated_on))
    return FrozenDict(
        {label: pool for label, pool in sections["pools"].items() if (pool.enterprise, pool.carrier) in fed}
    )
