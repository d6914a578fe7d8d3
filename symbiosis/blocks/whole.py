"""The whole hour, in order: what may stand, how it runs, what flows, what it costs.

    minimise  Σ payments of every block
    subject to  coming[n,k,t] = going[n,k,t]  for every place (n, k), and the limits of every block

Questions differ in what they offer to be built, not in what an hour is: each writes this one.
"""

from __future__ import annotations

from symbiosis.blocks import (
    activity,
    balance,
    capacity,
    commitment,
    cost,
    demand,
    discard,
    emissions,
    exchange,
    flexible_demand,
    heat,
    network,
    operating_region,
    pool,
    quality,
    recipe,
    reserve,
    storage,
    trade,
    water_use,
)
from symbiosis.blocks.language import Step
from symbiosis.park.park import Park


def write(m: Step, park: Park) -> None:
    """Write one hour of a park; balances close after every flow is known, costs come last."""
    capacity.add(m, park)  # what stands, what may be built, how large
    activity.add(m, park)  # technologies run within capacity and availability
    commitment.add(m, park)  # units that start and stop, ramps
    operating_region.add(m, park)  # plants that run at mixtures of points
    reserve.add(m, park)  # spare capacity that stands ready
    storage.add(m, park)
    demand.add(m, park)  # what is required, what arises anyway
    flexible_demand.add(m, park)  # what may wait or be interrupted
    exchange.add(m, park)  # materials, by-products, water, energy between enterprises
    network.add(m, park)  # the same through a hub
    trade.add(m, park)  # with the world outside
    discard.add(m, park)  # through declared outlets only
    heat.add(m, park)  # process streams, among themselves and through levels
    water_use.add(m, park)
    recipe.add(m, park)  # what replaces what, within shares
    pool.flow(m, park)
    quality.add(m, park)  # who feeds whom, within limits on the mix
    balance.add(m, park)  # nothing is lost
    emissions.add(m, park)  # caps and levies over the year
    cost.minimise(m, park)
