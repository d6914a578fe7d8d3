"""Which exchanges, plants, stores and networks, decided together, make the whole park cheapest?

The integrated energy-resource solution (综合能源资源一体化): everything on offer may be built.
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
from symbiosis.park import CENTRAL, EXCHANGE, Park, offer

TITLE = "integrated"


def scope(park: Park) -> Park:
    """Everything may be built."""
    return offer(park, own=True, shared=EXCHANGE | CENTRAL)


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
