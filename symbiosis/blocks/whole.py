"""The whole hour, in order: what may stand, how it runs, what flows, what it costs.

    minimise  Σ payments of every block
    subject to  coming[n,k,t] = going[n,k,t]  for every place (n, k), and the limits of every block

Questions differ in what they offer to be built, not in what an hour is: each writes this one.
"""

from __future__ import annotations

from symbiosis.blocks import (
    activity,
    admission,
    balance,
    batch,
    burning,
    capacity,
    cleaning,
    commitment,
    cost,
    demand,
    discard,
    early_demand,
    emissions,
    exchange,
    exclusive,
    fee,
    fixed_charge,
    flexible_demand,
    haulage,
    heat,
    network,
    offset,
    operating_region,
    pollution_tax,
    pool,
    presence,
    quality,
    quota,
    recipe,
    requirements,
    reserve,
    separation,
    space,
    spoilage,
    storage,
    trade,
    unit_by_unit,
    water_use,
)
from symbiosis.blocks.language import Step
from symbiosis.park.park import Park


def write(m: Step, park: Park) -> None:
    """Write one hour of a park; balances close after every flow is known, costs come last."""
    presence.add(m, park)  # who is there at all
    capacity.add(m, park)  # what stands, what may be built, how large
    exclusive.add(m, park)  # at most one of the options for the same thing
    separation.add(m, park)  # one of two that would lie too close
    space.add(m, park)  # what stands fits on roofs, ground and floors
    activity.add(m, park)  # technologies run within capacity and availability
    commitment.add(m, park)  # units that start and stop, ramps
    unit_by_unit.add(m, park)  # the same for each unit, where asked for
    operating_region.add(m, park)  # plants that run at mixtures of points
    reserve.add(m, park)  # spare capacity that stands ready
    storage.add(m, park)
    spoilage.add(m, park)  # what stores lose turns into something
    demand.add(m, park)  # what is required, what arises anyway
    flexible_demand.add(m, park)  # what may wait or be interrupted
    early_demand.add(m, park)  # what may be met before it is due
    batch.add(m, park)  # what is met in runs
    exchange.add(m, park)  # materials, by-products, water, energy between enterprises
    fixed_charge.add(m, park)  # a row per carrier, where asked for
    haulage.add(m, park)  # loads, and routes used in earnest or not at all
    network.add(m, park)  # the same through a hub
    trade.add(m, park)  # with the world outside
    discard.add(m, park)  # through declared outlets only
    heat.add(m, park)  # process streams, among themselves and through levels
    water_use.add(m, park)
    recipe.add(m, park)  # what replaces what, within shares
    pool.flow(m, park)
    quality.add(m, park)  # who feeds whom, within limits on the mix
    burning.add(m, park)  # what fuels carry goes up the stack
    cleaning.add(m, park)  # what cleaners take of what technologies emit
    balance.add(m, park)  # nothing is lost
    emissions.add(m, park)  # caps and levies over the year
    pollution_tax.add(m, park)  # on the first pollutants of every outlet
    fee.add(m, park)  # water-resource fees and their like
    offset.add(m, park)
    quota.add(m, park)  # rights to energy, water, pollution, carbon
    requirements.add(m, park)  # what the year must reach
    admission.add(m, park)  # what goes with who is not there, thresholds of entry
    cost.minimise(m, park)
