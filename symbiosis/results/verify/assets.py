"""What an asset costs, who pays for it, and whether building it is yes or no: worked out anew.

    per_build    = investment + investment_per_length · L
    per_capacity = investment_per_capacity + investment_per_capacity_length · L

A length is the one given, or the straight line between the ends times the park's detour factor.
"""

from __future__ import annotations

import math

from symbiosis.park import Connection, Enterprise, Junction, Link, Park, Segment
from symbiosis.park.asset import Asset
from symbiosis.results.verify.scale import is_scaled


def all_assets(park: Park) -> dict[str, Asset]:
    """Return technologies, stores, links and connections by label."""
    parts = {part.label: part for network in park.networks.values() for part in network.pieces}
    return {**park.technologies, **park.stores, **park.links, **parts}


def largest_of(asset: Asset) -> float:
    """Return the largest capacity, existing and new together."""
    return asset.capacity if asset.capacity_max is None else asset.capacity_max


def length_of(park: Park, link: Link | Segment) -> float:
    """Return the length of a route [km]; 0 where neither length nor coordinates are given."""
    if link.length is not None:
        return link.length
    if isinstance(link, Segment):
        return _along(park, link.corridor)
    if link.along == "corridors":
        return _shortest(park, link.origin, link.destination)
    return _straight(park, link.origin, link.destination)


def _along(park: Park, corridor: str) -> float:
    way = park.corridors[corridor]
    return _straight(park, way.origin, way.destination) if way.length is None else way.length


def _shortest(park: Park, origin: str, destination: str) -> float:
    """Relax every corridor until nothing comes nearer (Bellman and Ford); infinite where no way leads."""
    away = {origin: 0.0}
    for _ in park.corridors:
        for label, way in park.corridors.items():
            for one, other in ((way.origin, way.destination), (way.destination, way.origin)):
                reached = away.get(one, math.inf) + _along(park, label)
                away[other] = min(away.get(other, math.inf), reached)
    return away.get(destination, math.inf)


def _straight(park: Park, one: str, other: str) -> float:
    at: dict[str, Enterprise | Junction] = {**park.junctions, **park.enterprises}
    a, b = at[one], at[other]
    if a.x is None or a.y is None or b.x is None or b.y is None:
        return 0.0
    return park.settings.detour_factor * math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2)


def prices_of(park: Park, asset: Asset) -> tuple[float, float]:
    """Return the payment at once per unit built, and per new capacity."""
    per_build, per_capacity = asset.investment, asset.investment_per_capacity or 0.0
    if isinstance(asset, Link | Segment):
        length = length_of(park, asset)
        per_build += length * asset.investment_per_length
        per_capacity += length * asset.investment_per_capacity_length
    return per_build, per_capacity


def price_of_size(park: Park, asset: Asset, z: int) -> float:
    """Return the payment at once for a unit of one nameplate size."""
    price, _ = prices_of(park, asset)
    if asset.size_investment:
        price += asset.size_investment[z]
    if isinstance(asset, Link | Segment) and asset.size_investment_per_length:
        price += length_of(park, asset) * asset.size_investment_per_length[z]
    return price


def owner_of(park: Park, label: str, asset: Asset) -> str:
    """Return the enterprise that pays for an asset."""
    if asset.owner:
        return asset.owner
    if isinstance(asset, Link):
        return asset.destination
    if isinstance(asset, Connection | Segment):
        return park.networks[asset.network].owner
    return label.rpartition(".")[0]


def is_yes_or_no(park: Park, asset: Asset) -> bool:
    """Tell whether anything new is a yes-or-no decision and not only a size."""
    if asset.sizes or largest_of(asset) <= asset.capacity:
        return False
    return prices_of(park, asset)[0] > 0.0 or asset.capacity_min > 0.0 or is_scaled(asset)


def hub_is_decided(park: Park, label: str) -> bool:
    """Tell whether building a network's hub is a decision that costs something."""
    network = park.networks[label]
    return not network.exists and (network.investment > 0.0 or network.fixed_om > 0.0)
