"""Who gives what to whom in a result: over links, and over networks between those who feed and draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from symbiosis.park import Network
    from symbiosis.park.park import Park
    from symbiosis.results.results import Results

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Exchange:
    """One stream from a giver to a taker.

    `sent` and `arriving` are flows per step; `price` is the contract's, per step, from taker to giver
    (below 0: a gate fee); `borne` is the yearly cost of the way by who pays it, as far as it is this
    stream's own.
    """

    item: str
    giver: str
    taker: str
    carrier: str
    sent: Floats
    arriving: Floats
    price: Floats | None
    borne: Mapping[str, float] = field(default_factory=dict)


def exchanges(results: Results) -> Iterator[Exchange]:
    """Yield every stream of a plan, the empty ones too."""
    park, data, horizon = results.park, results.data, results.horizon
    assert data is not None
    items = {} if "exchange" not in data else _cost_by_item(results)
    for route in data["exchange"]["route"].values.tolist() if "exchange" in data else ():
        label, _, carrier = str(route).rpartition(":")
        link = park.links[label]
        price = None
        if link.price is not None or link.gate_fee is not None:
            price = np.zeros(len(horizon))
            for given, sign in ((link.price, 1.0), (link.gate_fee, -1.0)):
                if given is not None:
                    price = price + sign * horizon.sample(park.series(given))
        sent = np.asarray(data["exchange"].sel(route=route).values)
        together = sum(float(data["exchange"].sel(route=f"{label}:{k}").sum()) for k in link.carriers)
        share = float(sent.sum()) / together if together > 0.0 else 0.0
        yield Exchange(
            str(route),
            link.origin,
            link.destination,
            carrier,
            sent,
            arriving(results, label, sent),
            price,
            {owner: share * cost for owner, cost in items.get(label, {}).items()},
        )
    for network in park.networks.values():
        yield from _through(results, network)


def arriving_share(park: Park, label: str) -> float:
    """Return the share of what a link sends that arrives."""
    link = park.links[label]
    lost = link.loss + (link.loss_per_length * park.length(link) if link.loss_per_length else 0.0)
    return 1.0 - lost


def arriving(results: Results, label: str, sent: Floats) -> Floats:
    """Return what arrives of what a link sends: less its share lost, and less its standing loss."""
    park, data = results.park, results.data
    left = arriving_share(park, label) * sent
    if park.links[label].loses_standing and data is not None:
        flow = data["flow"]
        mine = (flow["role"].values == "arriving") & (flow["by"].values == label)
        left = np.asarray(flow.values[mine].sum(axis=0))
    return left


def _cost_by_item(results: Results) -> dict[str, dict[str, float]]:
    """Return what everything costs, by item and by who pays."""
    cost = results.cost
    found: dict[str, dict[str, float]] = {}
    for item, owner, value in zip(
        cost["item"].values.tolist(), cost["owner"].values.tolist(), cost.values.tolist(), strict=True
    ):
        by_owner = found.setdefault(str(item), {})
        by_owner[str(owner)] = by_owner.get(str(owner), 0.0) + float(value)
    return found


def _through(results: Results, network: Network) -> Iterator[Exchange]:
    """Streams over a network: with its owner where it has prices, else between its members."""
    park, data, horizon = results.park, results.data, results.horizon
    assert data is not None
    flows = {
        kind: {
            c.enterprise: np.asarray(data[kind].sel(connection=c.label).values) for c in network.connections
        }
        for kind in ("feed", "draw")
        if kind in data
    }
    feed, draw = flows.get("feed", {}), flows.get("draw", {})
    if network.price is not None or network.feed_price is not None:
        for given, side, members in ((network.price, "draw", draw), (network.feed_price, "feed", feed)):
            price = np.zeros(len(horizon)) if given is None else horizon.sample(park.series(given))
            for n, flow in members.items():
                if n != network.owner:
                    giver, taker = (network.owner, n) if side == "draw" else (n, network.owner)
                    yield Exchange(
                        f"{network.label}:{side}", giver, taker, network.carrier, flow, flow, price
                    )
        return
    fed = sum(feed.values(), np.zeros(len(horizon)))
    out = sum(draw.values(), np.zeros(len(horizon)))
    for giver, flow in feed.items():
        share = np.divide(flow, fed, out=np.zeros_like(flow), where=fed > 1e-9)
        for taker, drawn in draw.items():
            if giver != taker:
                arriving = share * drawn
                sent = flow * np.divide(drawn, out, out=np.zeros_like(drawn), where=out > 1e-9)
                yield Exchange(network.label, giver, taker, network.carrier, sent, arriving, None)
