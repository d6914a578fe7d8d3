"""Part of a park: only some enterprises, what they have, and what lies between them.

Yearly limits that were agreed for all of a group (a cap on a park's emissions, a take-or-pay quantity of
a shared contract, what is required of the park) are nobody's in a part of it, and are left out there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from typing import Any

from symbiosis.park.fields import specs
from symbiosis.park.formula import parse, quantities
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.leaving import leave
from symbiosis.park.park import Park
from symbiosis.park.rule import Cap

Tie = frozenset[str]


def part(park: Park, members: Collection[str], **more: Any) -> Park:
    """Return the park of some enterprises alone; `more` adds to its sections.

    A network is in the part when its owner and at least one member are. Raises ParkError when something
    that is needed could only come from outside the part.
    """
    inside, sections = set(members), park.sections
    if inside < set(park.enterprises):
        sections["requirements"] = {
            k: r
            for k, r in park.requirements.items()
            if (named := _named(park, r.formula)) and named <= inside
        }
        sections["caps"] = {k: cap for k, cap in park.caps.items() if _limits(park, cap) <= inside}
        sections["markets"] = {
            label: market
            if inside >= set(market.members)
            else dataclasses.replace(market, purchase_annual_min=None)
            for label, market in park.markets.items()
        }
        leave(sections, set(park.enterprises) - inside)
    for section, things in more.items():
        sections[section] = {**sections.get(section, getattr(park, section)), **things}
    return park.replace(
        **{name: FrozenDict(things) for name, things in sections.items() if things != getattr(park, name)}
    )


def ties(park: Park) -> Iterator[Tie]:
    """Yield groups of enterprises that something joins: who is in different groups decides apart.

    Links, networks, plants that belong to another, pooled or common permits, rights held or auctioned
    together, and contracts with a quantity for all their members.
    """
    for section, things in park.sections.items():
        for thing in things.values():
            if section == "networks":
                yield frozenset({thing.owner, *(c.enterprise for c in thing.connections)})
            elif section not in ("markets", "taxes", "fees", "quotas", "caps", "enterprises"):
                yield frozenset(_names(thing))
    for market in park.markets.values():
        if market.purchase_annual_max is not None or market.purchase_annual_min is not None:
            yield frozenset(market.members)
    for quota in park.quotas.values():
        if quota.shared or quota.auction_limit is not None:
            yield frozenset({*quota.members, *quota.holders})
    pools: dict[str, set[str]] = {}
    for cap in park.caps.values():
        yield frozenset(_limits(park, cap) if cap.members else ())
        if cap.pool:
            pools.setdefault(cap.pool, set()).update(_limits(park, cap))
    yield from map(frozenset, pools.values())
    for requirement in park.requirements.values():
        yield frozenset(_named(park, requirement.formula))


def bound_together(park: Park) -> bool:
    """Tell whether something binds everybody together: a cap or a requirement on the whole park."""
    return any(not cap.enterprise and not cap.members for cap in park.caps.values()) or any(
        not _named(park, requirement.formula) for requirement in park.requirements.values()
    )


def _limits(park: Park, cap: Cap) -> set[str]:
    return {cap.enterprise} if cap.enterprise else set(cap.members or park.enterprises)


def _names(thing: Any) -> Iterator[str]:
    """Yield the enterprises that a thing stands at or names."""
    if enterprise := getattr(thing, "enterprise", ""):
        yield enterprise
    for field, spec in specs(type(thing)).items():
        if spec.refers_to == "enterprises" and spec.kind == "name" and getattr(thing, field):
            yield getattr(thing, field)


def _named(park: Park, formula: str) -> set[str]:
    """Return whom a formula is about; nobody where some of it is about the whole park."""
    whose: set[str] = set()
    for quantity in quantities(parse(formula)):
        found = {place for place in quantity.of if place in park.enterprises}
        found |= {name for of in quantity.of for name in _placed(park, of)}
        if not found:
            return set()
        whose |= found
    return whose


def _placed(park: Park, label: str) -> Iterator[str]:
    for section in ("technologies", "outlets", "demands", "supplies", "links", "recipes", "water_uses"):
        if label in getattr(park, section):
            yield from _names(getattr(park, section)[label])
