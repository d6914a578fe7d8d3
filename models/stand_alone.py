"""What does each enterprise build for itself, with what stands today between them?

Each on its own (各自为政基线): enterprises may build and retire their own plants and stores; new links,
networks and utility plants are not on offer. Links, networks and contracts that stand today stay.
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
from symbiosis.park import Park, offer

TITLE = "stand-alone"


def scope(park: Park) -> Park:
    """Own plants and stores only."""
    return offer(park, own=True)


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
