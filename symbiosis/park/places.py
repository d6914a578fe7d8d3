"""Where a carrier must balance: the (enterprise, carrier) pairs that have anything to do with it."""

from __future__ import annotations

from collections.abc import Iterator

from symbiosis.park.building import occupying
from symbiosis.park.burning import formed
from symbiosis.park.labels import enterprise_of
from symbiosis.park.park import Park

Place = tuple[str, str]


def givers_and_takers(park: Park) -> Iterator[tuple[str, str, str, bool]]:
    """Yield (enterprise, carrier, what does it, whether it gives) for every possible flow."""
    for technology in park.technologies.values():
        for carrier, sign in technology.directions.items():
            yield technology.enterprise, carrier, f"technologies.{technology.label}", sign > 0.0
        if technology.returns > 0.0:
            yield technology.enterprise, technology.rated_on, f"technologies.{technology.label}", True
    for store in park.stores.values():
        yield store.enterprise, store.carrier, f"stores.{store.label}", True
        yield store.enterprise, store.carrier, f"stores.{store.label}", False
        if store.spoils_to:
            yield store.enterprise, store.spoils_to, f"stores.{store.label}", True
    for label, floor, _ in occupying(park):
        section = "technologies" if label in park.technologies else "stores"
        yield enterprise_of(label), floor, f"{section}.{label}", False
    for supply in park.supplies.values():
        yield supply.enterprise, supply.carrier, f"supplies.{supply.label}", True
    for demand in park.demands.values():
        yield demand.enterprise, demand.carrier, f"demands.{demand.label}", False
        if demand.condensate_return > 0.0:
            owner = demand.condensate_owner or demand.enterprise
            yield owner, demand.condensate, f"demands.{demand.label}", True
    for use in park.water_uses.values():
        yield use.enterprise, use.carrier, f"water_uses.{use.label}", False
        yield use.enterprise, use.carrier, f"water_uses.{use.label}", True
    for recipe in park.recipes.values():
        yield recipe.enterprise, recipe.carrier, f"recipes.{recipe.label}", True
        for carrier in recipe.parts:
            yield recipe.enterprise, carrier, f"recipes.{recipe.label}", False
    for label, enterprise in heat_users(park):
        level = park.heat_levels[label]
        if level.cools:
            yield enterprise, level.carrier, f"heat_levels.{label}", True
        if level.heats:
            yield enterprise, level.carrier, f"heat_levels.{label}", False
    for outlet in park.outlets.values():
        yield outlet.enterprise, outlet.carrier, f"outlets.{outlet.label}", False
    for market in park.markets.values():
        for member in market.members:
            if market.purchase_price is not None:
                yield member, market.carrier, f"markets.{market.label}", True
            if market.sale_price is not None:
                yield member, market.carrier, f"markets.{market.label}", False
    for link in park.links.values():
        for carrier in link.carriers:
            yield link.origin, carrier, f"links.{link.label}", False
            yield link.destination, carrier, f"links.{link.label}", True
    for network in park.networks.values():
        for connection in network.connections:
            where = f"networks.{connection.label}"
            if connection.direction in ("draw", "both"):
                yield connection.enterprise, network.carrier, where, True
            if connection.direction in ("feed", "both"):
                yield connection.enterprise, network.carrier, where, False


def heat_users(park: Park) -> list[tuple[str, str]]:
    """Return every (heat level, enterprise) pair at which heat flows: levels with a carrier, streams."""
    having = dict.fromkeys(stream.enterprise for stream in park.streams.values())
    return [(label, n) for label, level in park.heat_levels.items() if level.carrier for n in having]


def places(park: Park) -> list[Place]:
    """Return every (enterprise, carrier) pair that must balance, in the park's own order."""
    seen = {
        (enterprise, carrier): None
        for enterprise, carrier, _, _ in givers_and_takers(park)
        if not park.is_emission(carrier)
    }
    rank_of_enterprise = {label: i for i, label in enumerate(park.enterprises)}
    rank_of_carrier = {label: i for i, label in enumerate(park.carriers)}
    return sorted(seen, key=lambda place: (rank_of_enterprise[place[0]], rank_of_carrier[place[1]]))


def emitters(park: Park) -> list[Place]:
    """Return every (enterprise, emission) pair that something emits into."""
    seen: dict[Place, None] = {}
    for technology in park.technologies.values():
        for carrier in technology.directions:
            if park.is_emission(carrier):
                seen[technology.enterprise, carrier] = None
        for one in formed(park, technology):
            seen[technology.enterprise, one.emission] = None
    for market in park.markets.values():
        if market.purchase_price is not None:
            for carrier in market.emissions:
                seen.update(dict.fromkeys((member, carrier) for member in market.members))
    for outlet in park.outlets.values():
        for carrier in outlet.emissions:
            seen[outlet.enterprise, carrier] = None
    return list(seen)
