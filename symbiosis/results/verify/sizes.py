"""Are sizes lawful: kept and new, bounds, nameplate units, yes-or-no builds, hubs?

    C = kept + new          0 ≤ kept ≤ capacity (= capacity where it may not be given up)
    new = Σ size · units    Σ units ≤ units_max              where nameplate sizes are on offer
    capacity_min · build ≤ new ≤ room · build                where building is yes or no

A connection to a network that is not there needs its hub.
"""

from __future__ import annotations

import math

from symbiosis.park import Park
from symbiosis.park.asset import Asset
from symbiosis.results.verify.assets import all_assets, hub_is_decided, is_yes_or_no, largest_of
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.scale import is_scaled, smallest_of
from symbiosis.results.verify.verdict import Ledger

FAMILY = "size"
FEASIBILITY = 1e-6
WHOLE = 1e-6  # how far a solver may leave an integer from a whole number


def check(park: Park, tables: Tables, ledger: Ledger) -> None:
    """Compare the sizes of a result with what the park allows."""
    for label, asset in all_assets(park).items():
        capacity, kept, new = (float(tables[name][label]) for name in ("capacity", "kept", "new"))
        tolerance = FEASIBILITY * max(1.0, asset.capacity, abs(capacity))
        ledger.same(FAMILY, "capacity is not kept + new", label, capacity - kept - new, tolerance)
        ledger.at_most(FAMILY, "kept is below 0", label, 0.0, kept, tolerance)
        ledger.at_most(FAMILY, "kept exceeds what stands", label, kept, asset.capacity, tolerance)
        ledger.at_most(FAMILY, "new is below 0", label, 0.0, new, tolerance)
        if not asset.retirable:
            what = "is given up although it may not be"
            ledger.at_most(FAMILY, what, label, asset.capacity, kept, tolerance)
        largest = largest_of(asset)
        ledger.at_most(FAMILY, "capacity exceeds capacity_max", label, capacity, largest, tolerance)
        room = max(0.0, largest - asset.capacity)
        ledger.at_most(FAMILY, "new exceeds the room for it", label, new, room, tolerance)
        units = float(tables["units"].get(label, 0.0))
        if asset.sizes and room > 0.0:
            counts = [float(tables["size_units"][f"{label}:{z}"]) for z in range(len(asset.sizes))]
            _check_units(label, asset, counts, new, units, tolerance, ledger)
        elif is_yes_or_no(park, asset):
            _check_build(label, asset, room, new, units, tolerance, ledger)
        else:
            ledger.same(FAMILY, "units are counted where only a size is decided", label, units, WHOLE)
    _check_hubs(park, tables, ledger)


def _check_units(
    label: str,
    asset: Asset,
    counts: list[float],
    new: float,
    units: float,
    tolerance: float,
    ledger: Ledger,
) -> None:
    for z, count in enumerate(counts):
        whole = round(count) if math.isfinite(count) else 0
        ledger.same(FAMILY, "units of a size is not a whole number", f"{label}:{z}", count - whole, WHOLE)
        ledger.at_most(FAMILY, "units of a size are below 0", f"{label}:{z}", 0.0, count, WHOLE)
    ledger.same(FAMILY, "units is not the sum over the sizes", label, units - sum(counts), WHOLE)
    if asset.units_max is not None:
        ledger.at_most(FAMILY, "units exceed units_max", label, units, asset.units_max, WHOLE)
    bought = sum(count * size for count, size in zip(counts, asset.sizes, strict=True))
    ledger.same(FAMILY, "new is no sum of the sizes that are built", label, new - bought, tolerance)


def _check_build(
    label: str, asset: Asset, room: float, new: float, units: float, tolerance: float, ledger: Ledger
) -> None:
    build = 1.0 if units > 0.5 else 0.0
    ledger.same(FAMILY, "build is neither 0 nor 1", label, units - build, WHOLE)
    ledger.at_most(FAMILY, "is built without being decided", label, new, room * build, tolerance)
    what = "is smaller than the smallest size on offer"
    smallest = smallest_of(asset) if is_scaled(asset) else asset.capacity_min
    ledger.at_most(FAMILY, what, label, smallest * build, new, tolerance)


def _check_hubs(park: Park, tables: Tables, ledger: Ledger) -> None:
    for label, network in park.networks.items():
        if not hub_is_decided(park, label):
            continue
        hub = float(tables["hub"][label])
        ledger.same(FAMILY, "hub is neither 0 nor 1", label, min(abs(hub), abs(hub - 1.0)), WHOLE)
        for connection in network.pieces:
            size = float(tables["capacity"][connection.label])
            limit = largest_of(connection) if hub > 0.5 else 0.0
            tolerance = FEASIBILITY * max(1.0, connection.capacity, abs(size))
            ledger.at_most(FAMILY, "has a connection without a hub", connection.label, size, limit, tolerance)
