"""A design as a park of its own: what was decided now stands, and nothing more may be built.

    capacity ← kept + new,   nothing on offer,   nothing to give up,   hubs exist

Costs that no longer depend on a decision (investments, fixed upkeep) are left out, so the cost of such
a park is what running it costs.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from symbiosis.park import Link, Segment
from symbiosis.park.cleaning import with_what_it_cleans
from symbiosis.park.departure import depart, settle
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.offer import WITHOUT_SIZES
from symbiosis.park.park import Park

if TYPE_CHECKING:
    from symbiosis.results.results import Results

DECIDED = {"exclusive": "", "separated_from": "", "separation": 0.0}  # what stands was chosen by them
DUST = 1e-7  # relative headroom, so that a plan at its limit still fits after rounding


def as_built(results: Results) -> Park:
    """Return the park of a result with its design fixed; raises NoPlanError when there is none."""
    park, capacity = results.park, results.capacity
    size = dict(zip(map(str, capacity["asset"].values), capacity.values.tolist(), strict=True))
    data = results.data
    counts = {} if data is None or "size_units" not in data else data["size_units"].to_series().to_dict()
    hubs = set()
    if data is not None and "hub" in data:
        hubs = {str(w) for w, on in zip(data["network"].values, data["hub"].values, strict=True) if on > 0.5}

    def standing(asset: Any) -> Any:
        return dataclasses.replace(
            asset,
            capacity=size[asset.label] * (1.0 + DUST),
            capacity_max=None,
            capacity_min=0.0,
            units_max=None,
            remaining_life=None,
            **{field: value for field, value in WITHOUT_SIZES.items() if hasattr(asset, field)},
            **{field: value for field, value in DECIDED.items() if hasattr(asset, field)},
            **_loss_that_stands(asset, counts),
            fixed_om=0.0,
            fixed_om_share=0.0,
            retirement_cost=0.0,
            retirable=False,
        )

    networks = {}
    for label, network in park.networks.items():
        connections = tuple(standing(c) for c in network.connections if size[c.label] > 0.0)
        segments = tuple(standing(s) for s in network.segments if size[s.label] > 0.0)
        stands = network.exists or label in hubs or not _costs(network)
        if connections and stands and (segments or not network.segments):
            networks[label] = dataclasses.replace(
                network, connections=connections, segments=segments, exists=True, investment=0.0, fixed_om=0.0
            )
    kept = {
        name: FrozenDict({k: standing(a) for k, a in getattr(park, name).items() if size[k] > 0.0})
        for name in ("technologies", "stores", "links")
    }
    kept["technologies"] = with_what_it_cleans(kept["technologies"])
    for name in ("markets", "outlets"):  # contracts that were signed for the design stand now
        signed = {k: dataclasses.replace(thing, today=True) for k, thing in getattr(park, name).items()}
        kept[name] = FrozenDict(signed)
    decided = park.replace(**kept, networks=FrozenDict(networks), meters=FrozenDict())
    return settle(depart(decided, results.refused))


def _loss_that_stands(asset: Any, counts: dict[str, float]) -> dict[str, float]:
    """What a pipe with sizes loses per km once its sizes are decided."""
    if not isinstance(asset, Link | Segment) or not asset.size_loss:
        return {}
    built = sum(q * float(counts.get(f"{asset.label}:{z}", 0.0)) for z, q in enumerate(asset.size_loss))
    return {"standing_loss": asset.standing_loss + built}


def _costs(network: Any) -> bool:
    return bool(network.investment > 0.0 or network.fixed_om > 0.0)
