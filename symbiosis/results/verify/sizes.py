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
            _check_units(label, asset, room, new, units, tolerance, ledger)
        elif is_yes_or_no(park, asset):
            _check_build(label, asset, room, new, units, tolerance, ledger)
        else:
            ledger.same(FAMILY, "units are counted where only a size is decided", label, units, WHOLE)
    _check_hubs(park, tables, ledger)


def _check_units(
    label: str, asset: Asset, room: float, new: float, units: float, tolerance: float, ledger: Ledger
) -> None:
    whole = round(units) if math.isfinite(units) else 0
    ledger.same(FAMILY, "units is not a whole number", label, units - whole, WHOLE)
    if asset.units_max is not None:
        ledger.at_most(FAMILY, "units exceed units_max", label, units, asset.units_max, WHOLE)
    nearest = _nearest_sum(asset.sizes, room, max(whole, 0), new)
    what = f"new is no sum of {whole} units of the sizes on offer"
    ledger.same(FAMILY, what, label, new - nearest, tolerance)


def _check_build(
    label: str, asset: Asset, room: float, new: float, units: float, tolerance: float, ledger: Ledger
) -> None:
    build = 1.0 if units > 0.5 else 0.0
    ledger.same(FAMILY, "build is neither 0 nor 1", label, units - build, WHOLE)
    ledger.at_most(FAMILY, "is built without being decided", label, new, room * build, tolerance)
    what = "is smaller than the smallest size on offer"
    ledger.at_most(FAMILY, what, label, asset.capacity_min * build, new, tolerance)


def _nearest_sum(sizes: tuple[float, ...], room: float, count: int, total: float) -> float:
    """Return the sum of `count` sizes that is nearest to `total` (none larger than the room allows).

    >>> _nearest_sum((10.0, 4.0), 30.0, 3, 17.0)
    18.0
    """
    if not sizes:
        return 0.0 if count == 0 else math.inf
    size, rest = sizes[0], sizes[1:]
    most = min(count, math.floor(room / size + 1e-9))
    counts = range(most + 1) if rest else range(count, most + 1)
    sums = [n * size + _nearest_sum(rest, room, count - n, total - n * size) for n in counts]
    return min(sums, key=lambda found: abs(found - total), default=math.inf)


def _check_hubs(park: Park, tables: Tables, ledger: Ledger) -> None:
    for label, network in park.networks.items():
        if not hub_is_decided(park, label):
            continue
        hub = float(tables["hub"][label])
        ledger.same(FAMILY, "hub is neither 0 nor 1", label, min(abs(hub), abs(hub - 1.0)), WHOLE)
        for connection in network.connections:
            size = float(tables["capacity"][connection.label])
            limit = largest_of(connection) if hub > 0.5 else 0.0
            tolerance = FEASIBILITY * max(1.0, connection.capacity, abs(size))
            ledger.at_most(FAMILY, "has a connection without a hub", connection.label, size, limit, tolerance)
