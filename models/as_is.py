"""What does the park cost today, with what stands, its contracts and its outlets?

Today (现状): nothing new is built and nothing is given up; the bill is compared with metered totals.
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

TITLE = "as is"


def scope(park: Park) -> Park:
    """Nothing new, nothing given up."""
    return offer(park, own=False, new_contracts=False, keep_all=True)


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
