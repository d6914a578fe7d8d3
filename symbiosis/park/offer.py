"""What a question puts on offer: the same park with only some things free to be built.

What stands today stays in every question: existing plants, links, contracts and outlets. What may be
built is owned by exactly one of the two partial questions:

- *exchange* owns links, networks and utility plants for materials, water, wastes and floor space;
- *central* owns those for energy, bilateral steam and waste heat included, and for the water that steam is
  made from and turns into: water of a stated temperature, such as feed water and condensate;
- what an enterprise builds for itself belongs to every question but today's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from symbiosis.park.asset import Asset
from symbiosis.park.cleaning import with_what_it_cleans
from symbiosis.park.departure import depart, settle
from symbiosis.park.fed import fed_pools
from symbiosis.park.fields import specs
from symbiosis.park.flow import Demand
from symbiosis.park.formula import parse, quantities
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.legal import is_barred
from symbiosis.park.network import Network
from symbiosis.park.park import Park
from symbiosis.park.piped import Piped
from symbiosis.park.placed import Placed
from symbiosis.park.quality import Qualities
from symbiosis.park.quantities import is_flow, without
from symbiosis.park.requirement import Requirement
from symbiosis.park.technology import Technology
from symbiosis.park.threshold import candidates, decides

A = TypeVar("A", bound=Asset)
C = TypeVar("C")

EXCHANGE = frozenset({"material", "water", "waste", "space"})
CENTRAL = frozenset({"energy"})


WITHOUT_SIZES: Mapping[str, Any] = {
    "sizes": (),
    "size_names": "",
    "size_investment": (),
    "size_investment_per_length": (),
    "size_loss": (),
    "size_minimum_flow_per_length": (),
}


def offer(
    park: Park,
    own: bool,
    shared: Iterable[str] = (),
    new_contracts: bool = True,
    keep_all: bool = False,
) -> Park:
    """Return the park with only the named things free to be built.

    `own`: what enterprises may build for themselves. `shared`: kinds of carrier for which links,
    networks and utility plants may be built. `new_contracts`: markets and outlets not in use today.
    `keep_all`: nothing that stands may be given up. Candidates enter, and enterprises close, only where
    something is shared.
    """
    kinds = frozenset(shared)
    if not kinds:  # who enters and who closes is decided with what is shared
        park = settle(depart(park, candidates(park)))

    def kept(things: FrozenDict[A], free: Iterable[str]) -> FrozenDict[A]:
        allowed = set(free)
        out = {}
        for label, thing in things.items():
            changed = thing if label in allowed else _closed(thing)
            if keep_all:
                # today is as it is, even where it lies closer than it may
                near: dict[str, Any] = {"separated_from": "", "separation": 0.0}
                near = near if isinstance(changed, Placed) else {}
                changed = dataclasses.replace(changed, retirable=False, **near)
            if changed.largest > 0.0:
                out[label] = changed
        return FrozenDict(out)

    technologies = [
        label
        for label, technology in park.technologies.items()
        if (_kinds_made(park, technology) <= kinds if _is_shared(park, technology.enterprise) else own)
    ]
    stores = [
        label
        for label, store in park.stores.items()
        if (_kind(park, store.carrier) in kinds if _is_shared(park, store.enterprise) else own)
    ]
    links = [
        label
        for label, link in park.links.items()
        if {_kind(park, carrier) for carrier in link.carriers} <= kinds and not is_barred(park, link)
    ]
    running = with_what_it_cleans(kept(park.technologies, technologies))
    carrying = kept(park.links, links)
    gone = set(park.technologies) - set(running)
    carrying = FrozenDict({label: link for label, link in carrying.items() if link.takes not in gone})
    carrying = FrozenDict(
        {
            x: carrying.get(x, link)
            for x, link in park.links.items()
            if x in carrying or link.back_of in carrying
        }
    )
    gone |= set(park.links) - set(carrying)
    for contracts in (park.markets, park.outlets):
        gone |= {label for label, contract in contracts.items() if not contract.today and not new_contracts}
    gone |= {label for label, market in park.markets.items() if not market.today and is_barred(park, market)}
    markets = FrozenDict({k: m for k, m in park.markets.items() if k not in gone})
    left = {**park.sections, "technologies": running, "links": carrying, "markets": markets}
    return park.replace(
        pools=fed_pools(left),
        technologies=running,
        stores=kept(park.stores, stores),
        links=carrying,
        demands=FrozenDict({label: _without(demand, gone) for label, demand in park.demands.items()}),
        networks=_networks(park, kinds, keep_all),
        markets=markets,
        outlets=FrozenDict({k: o for k, o in park.outlets.items() if o.today or new_contracts}),
        requirements=_requirements(park, gone, new_contracts),
        quotas=FrozenDict({k: q for k, q in _counting(park.quotas, gone) if q.today or new_contracts}),
        fees=FrozenDict(dict(_counting(park.fees, gone))),
    )


def _counting(things: FrozenDict[C], gone: set[str]) -> Iterator[tuple[str, C]]:
    """Yield quotas or fees over what is on offer; what counts nothing more is left out."""
    for label, thing in things.items():
        counts = without(thing.counts, gone)  # type: ignore[attr-defined]
        if any(map(is_flow, quantities(parse(counts)))):
            yield label, _changed(thing, counts=counts)


def _requirements(park: Park, gone: set[str], new: bool) -> FrozenDict[Requirement]:
    """Return what is required, over what is on offer; what counts nothing more is left out."""
    out = {}
    for label, requirement in park.requirements.items():
        formula = without(requirement.formula, gone)
        if (requirement.today or new) and decides(park, formula, gone):
            out[label] = _changed(requirement, formula=formula)
    return FrozenDict(out)


def _without(demand: Demand, gone: set[str]) -> Demand:
    """Return a demand without shares for suppliers that are not on offer."""

    def on_offer(shares: Qualities) -> Qualities:
        return FrozenDict({name: share for name, share in shares.items() if name not in gone})

    return _changed(
        demand, supplier_max=on_offer(demand.supplier_max), supplier_min=on_offer(demand.supplier_min)
    )


def _changed(thing: C, **fields: Any) -> C:
    """Return a thing with other values, and the very same one where they are as they were."""
    if all(getattr(thing, name) == value for name, value in fields.items()):
        return thing
    return dataclasses.replace(thing, **fields)  # type: ignore[type-var]


def _closed(asset: A) -> A:
    changes: dict[str, Any] = {"capacity_max": None, "capacity_min": 0.0, "units_max": None, **WITHOUT_SIZES}
    if not isinstance(asset, Piped):
        changes = {field: value for field, value in changes.items() if field in specs(type(asset))}
    if isinstance(asset, Technology) and asset.committed and not asset.points:
        changes["unit_size"] = asset.unit  # sizes may have said it
    return dataclasses.replace(asset, **changes)


def _is_shared(park: Park, enterprise: str) -> bool:
    return park.enterprises[enterprise].role == "utility"


def _kind(park: Park, carrier: str) -> str:
    """Return the kind of a carrier; water that states a temperature goes with the energy it carries."""
    found = park.carriers[carrier]
    return "energy" if found.kind == "water" and found.temperature is not None else found.kind


def _kinds_made(park: Park, technology: Technology) -> set[str]:
    """Kinds of what a plant is there for: what it makes, or what it takes when it makes nothing."""
    made = {k for k, sign in technology.directions.items() if sign > 0 and not park.is_emission(k)}
    useful = {_kind(park, k) for k in made}
    if "energy" in useful:
        return {"energy"}
    kind = _kind(park, technology.rated_on)
    return useful or {"waste" if kind == "emission" else kind}  # cleaning a gas is treating a waste


def _networks(park: Park, kinds: frozenset[str], keep_all: bool) -> FrozenDict[Network]:
    out = {}
    for label, network in park.networks.items():
        free = _kind(park, network.carrier) in kinds and not is_barred(park, network)

        def on_offer(things: tuple[A, ...], free: bool = free) -> tuple[A, ...]:
            changed = [thing if free else _closed(thing) for thing in things]
            if keep_all:
                changed = [dataclasses.replace(thing, retirable=False) for thing in changed]
            return tuple(thing for thing in changed if thing.largest > 0.0)

        connections, segments = on_offer(network.connections), on_offer(network.segments)
        if connections and (segments or not network.segments):
            out[label] = _changed(network, connections=connections, segments=segments)
    return FrozenDict(out)
