"""Pipes that a plan lays or keeps: where, of which sizes, what they carry and what they lose in a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.park import Link, Segment

if TYPE_CHECKING:
    from symbiosis.park import Park
    from symbiosis.results.results import Results

NOTHING = 1e-6


@dataclass(frozen=True)
class LaidPipe:
    """One pipe between two places; `route` names every place that it passes, its ends included.

    `capacity` and `peak` are in the carrier's rate, `amount` (both ways together) and `lost` (what stands
    to be lost, however little flows) in its amount over the year or window, `length` in km.
    """

    label: str
    carrier: str
    route: tuple[str, ...]
    length: float | None
    sizes: str
    capacity: float
    peak: float
    amount: float
    lost: float

    @property
    def origin(self) -> str:
        """Where it begins."""
        return self.route[0]

    @property
    def destination(self) -> str:
        """Where it ends."""
        return self.route[-1]


def laid_pipes(results: Results) -> Iterator[LaidPipe]:
    """Yield what stands or is built of networks' segments, and of links with sizes or a standing loss."""
    park, data = results.park, results.data
    if data is None:
        return
    capacity = dict(zip(data["asset"].values.tolist(), data["capacity"].values.tolist(), strict=True))
    for link in park.links.values():
        if (link.sizes or link.loses_standing) and capacity[link.label] > NOTHING:
            routes = [f"{link.label}:{k}" for k in link.carriers]
            flow = data["exchange"].sel(route=routes).values.sum(axis=0)
            yield _pipe(results, link, link.carrier, _route(park, link), capacity, flow)
    for segment in park.segments.values():
        if capacity[segment.label] > NOTHING:
            both = [
                data[name].sel(segment=segment.label).values for name in ("forth", "back") if name in data
            ]
            flow = np.sum(both, axis=0)
            carrier = park.networks[segment.network].carrier
            yield _pipe(results, segment, carrier, park.route(segment), capacity, flow)


def _route(park: Park, link: Link) -> tuple[str, ...]:
    """Return the places that a link passes; its ends alone where corridors have no length."""
    try:
        return park.route(link)
    except ValueError:
        return link.origin, link.destination


def _pipe(
    results: Results,
    piped: Link | Segment,
    carrier: str,
    route: tuple[str, ...],
    capacity: dict[str, float],
    flow: NDArray[np.float64],
) -> LaidPipe:
    counts = results.by_size(piped.label) or ()
    named = zip(counts, piped.names_of_sizes, strict=False)
    bought = [name if n < 1.5 else f"{round(n)} × {name}" for n, name in named if n > 0.5]
    per_km = sum(n * q for n, q in zip(counts, piped.size_loss, strict=False))
    if piped.standing_loss > 0.0:
        kept, units = (float(results.data[name].sel(asset=piped.label)) for name in ("kept", "units"))  # type: ignore[index]
        share = kept / piped.capacity if piped.capacity > 0.0 else 0.0
        per_km += piped.standing_loss * (share + (0.0 if piped.sizes else units))
    represents = results.horizon.represents
    try:
        length = results.park.length(piped)
    except ValueError:  # a link without coordinates, whose length nothing depends on
        length = None
    ready = results.horizon.sample(results.park.series(piped.availability))
    return LaidPipe(
        piped.label,
        carrier,
        route,
        length,
        ", ".join(bought),
        capacity[piped.label],
        float(flow.max(initial=0.0)),
        float(represents @ flow),
        float(represents @ ready) * per_km * (length or 0.0),
    )
