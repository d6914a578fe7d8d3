"""A design as a park of its own: what was decided now stands, and nothing more may be built.

    capacity ← kept + new,   nothing on offer,   nothing to give up,   hubs exist

Costs that no longer depend on a decision (investments, fixed upkeep) are left out, so the cost of such
a park is what running it costs.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from symbiosis.park.frozen import FrozenDict
from symbiosis.park.park import Park

if TYPE_CHECKING:
    from symbiosis.results.results import Results

DUST = 1e-7  # relative headroom, so that a plan at its limit still fits after rounding


def as_built(results: Results) -> Park:
    """Return the park of a result with its design fixed; raises NoPlanError when there is none."""
    park, capacity = results.park, results.capacity
    size = dict(zip(map(str, capacity["asset"].values), capacity.values.tolist(), strict=True))
    data = results.data
    hubs = set()
    if data is not None and "hub" in data:
        hubs = {str(w) for w, on in zip(data["network"].values, data["hub"].values, strict=True) if on > 0.5}

    def standing(asset: Any) -> Any:
        return dataclasses.replace(
            asset,
            capacity=size[asset.label] * (1.0 + DUST),
            capacity_max=None,
            capacity_min=0.0,
            sizes=(),
            units_max=None,
            remaining_life=None,
            fixed_om=0.0,
            fixed_om_share=0.0,
            retirable=False,
        )

    networks = {}
    for label, network in park.networks.items():
        connections = tuple(standing(c) for c in network.connections if size[c.label] > 0.0)
        if connections and (network.exists or label in hubs or not _costs(network)):
            networks[label] = dataclasses.replace(
                network, connections=connections, exists=True, investment=0.0, fixed_om=0.0
            )
    kept = {
        name: FrozenDict({k: standing(a) for k, a in getattr(park, name).items() if size[k] > 0.0})
        for name in ("technologies", "stores", "links")
    }
    for name in ("markets", "outlets"):  # contracts that were signed for the design stand now
        signed = {k: dataclasses.replace(thing, today=True) for k, thing in getattr(park, name).items()}
        kept[name] = FrozenDict(signed)
    return park.replace(**kept, networks=FrozenDict(networks), meters=FrozenDict())


def _costs(network: Any) -> bool:
    return bool(network.investment > 0.0 or network.fixed_om > 0.0)
