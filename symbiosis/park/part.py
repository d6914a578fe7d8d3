"""Part of a park: only some enterprises, what they have, and what lies between them.

Yearly limits that were agreed for the whole park (a cap on everybody's emissions, a take-or-pay
quantity of a shared contract) are nobody's in a part, and are left out of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any

from symbiosis.park.frozen import FrozenDict
from symbiosis.park.park import Park

OWNED = ("technologies", "stores", "supplies", "demands", "outlets")


def part(park: Park, members: Collection[str], **more: Any) -> Park:
    """Return the park of some enterprises alone; `more` replaces sections of it.

    A network is in the part when its owner and at least one member are. Raises ParkError when something
    that is needed could only come from outside the part.
    """
    inside = set(members)
    sections: dict[str, dict[str, Any]] = {
        name: {k: thing for k, thing in getattr(park, name).items() if thing.enterprise in inside}
        for name in OWNED
    }
    sections["markets"] = {
        label: dataclasses.replace(
            market,
            members=tuple(n for n in market.members if n in inside),
            purchase_annual_min=market.purchase_annual_min if inside >= set(market.members) else None,
        )
        for label, market in park.markets.items()
        if inside & set(market.members)
    }
    sections["links"] = {
        label: link for label, link in park.links.items() if {link.origin, link.destination} <= inside
    }
    sections["networks"] = {}
    for label, network in park.networks.items():
        kept = tuple(c for c in network.connections if c.enterprise in inside)
        directions = {c.direction for c in kept}
        both_sides = "both" in directions or {"feed", "draw"} <= directions
        if network.owner in inside and kept and (both_sides or network.exists):
            sections["networks"][label] = dataclasses.replace(network, connections=kept)
    everybody = inside >= set(park.enterprises)
    sections["caps"] = {
        k: cap
        for k, cap in park.caps.items()
        if cap.enterprise in inside or (not cap.enterprise and everybody)
    }
    sections["levies"] = {k: levy for k, levy in park.levies.items() if levy.enterprise in ("", *inside)}
    sections["meters"] = {k: meter for k, meter in park.meters.items() if meter.enterprise in inside}
    for section, things in more.items():
        sections[section] = {**sections.get(section, getattr(park, section)), **things}
    return park.replace(**{name: FrozenDict(things) for name, things in sections.items()})
