"""Which central plants, stores and networks should supply energy?

Centralised energy supply (集中供能): besides what each builds for itself, links, networks and utility
plants for energy: steam, heat, cooling, power, bilateral steam and waste heat included.
"""

from __future__ import annotations

from symbiosis.blocks import (
    activity,
    balance,
    capacity,
    cost,
    demand,
    discard,
    emissions,
    exchange,
    network,
    storage,
    trade,
)
from symbiosis.blocks.language import Step
from symbiosis.park import CENTRAL, Park, offer

TITLE = "central"


def scope(park: Park) -> Park:
    """Links, networks and utility plants for energy."""
    return offer(park, own=True, shared=CENTRAL)


def build(m: Step, park: Park) -> None:
    """Write one hour of the park."""
    capacity.add(m, park)  # what stands, what may be built, how large
    activity.add(m, park)  # technologies run within capacity and availability
    storage.add(m, park)
    demand.add(m, park)  # what is required, what arises anyway
    exchange.add(m, park)  # materials, by-products, water, energy between enterprises
    network.add(m, park)  # the same through a hub
    trade.add(m, park)  # with the world outside
    discard.add(m, park)  # through declared outlets only
    balance.add(m, park)  # nothing is lost
    emissions.add(m, park)  # caps and levies over the year
    cost.minimise(m, park)
