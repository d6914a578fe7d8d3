"""What flows, stands or runs in every step, by variable: its dimension, its meaning, the carrier it is of."""

from __future__ import annotations

from symbiosis.park.asset import Asset
from symbiosis.park.park import Park

STEP_VARIABLES = {
    "activity": ("technology", "flow of the carrier a technology is rated on"),
    "mix": ("point", "units at an operating point"),
    "captured": ("capturing", "emission taken beside the rated one"),
    "passed": ("duct", "gas of a plant that passes a cleaner, by its rated emission"),
    "on": ("committed", "units that run"),
    "start": ("committed", "units started"),
    "stop": ("committed", "units shut down"),
    "cold_start": ("warming", "units started cold"),
    "level": ("store", "content at the end of the step"),
    "charge": ("store", "filling"),
    "discharge": ("store", "emptying"),
    "exchange": ("route", "flow sent at the origin"),
    "feed": ("connection", "flow fed into a network"),
    "draw": ("connection", "flow drawn from a network"),
    "forth": ("segment", "flow from a corridor's origin to its destination"),
    "back": ("segment", "flow the other way"),
    "purchase": ("trade", "flow bought"),
    "sale": ("trade", "flow sold"),
    "discard": ("outlet", "flow discarded"),
    "deferred": ("shiftable", "demand put off"),
    "caught_up": ("shiftable", "demand caught up"),
    "backlog": ("shiftable", "demand that is still owed"),
    "early": ("hastened", "demand met early"),
    "due": ("hastened", "demand due that was met before"),
    "ahead": ("hastened", "demand that is met ahead"),
    "run_start": ("batch", "runs started"),
    "interrupted": ("interruptible", "demand not met"),
    "intake": ("water_use", "flow taken by a water use"),
    "part": ("recipe_part", "flow of a part of a recipe"),
    "throughput": ("pool", "flow through a pool"),
    "heat_taken": ("heating", "flow taken from a heat level by an enterprise"),
    "heat_given": ("cooling", "flow given to a heat level by an enterprise"),
    "blend": ("pair", "part of a giver's flow that goes to a taker"),
}

RIGHTS = {
    "quota_bought": "rights bought in the market",
    "quota_auctioned": "rights got at auction",
    "quota_sold": "rights sold",
    "quota_kept": "rights kept for later years",
    "fee_above": "amount above what is free",
    "offset_bought": "CO2 offset elsewhere",
}

COUNTED = ("point", "committed", "warming", "batch")  # what is there in units, whatever their size


def carrier_of(park: Park, asset: Asset) -> str:
    """Return the carrier that an asset is sized by; of a connection, that of its network."""
    network = getattr(asset, "network", None)
    return park.networks[network].carrier if network is not None else str(asset.carrier)  # type: ignore[attr-defined]


def carrier_named(park: Park, dim: str, label: str) -> str:
    """Return the carrier that flows at a label of a dimension, e.g. `mill.tank` of `store`."""
    if dim == "technology" or (dim in COUNTED and dim != "batch"):
        return park.technologies[label.partition(":")[0]].carrier
    if dim == "duct":
        return park.technologies[label.partition(":")[0]].carrier
    if dim in ("capturing", "recipe_part"):
        return label.rpartition(":")[2]
    if dim == "store":
        return park.stores[label].carrier
    if dim == "route":
        return label.rpartition(":")[2]
    if dim == "connection":
        return park.networks[park.connections[label].network].carrier
    if dim == "segment":
        return park.networks[park.segments[label].network].carrier
    if dim in ("heating", "cooling"):
        return park.heat_levels[label.partition(":")[0]].carrier
    if dim == "water_use":
        return park.water_uses[label].carrier
    if dim == "pool":
        return park.pools[label].carrier
    if dim == "pair":
        return label.split(":")[1]
    if dim in ("shiftable", "interruptible", "hastened", "batch"):
        return park.demands[label].carrier
    if dim == "outlet":
        return park.outlets[label].carrier
    return park.markets[label.rpartition(":")[0]].carrier
