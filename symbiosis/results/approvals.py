"""The approvals that a plan needs before it may be built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.legal import class_of

if TYPE_CHECKING:
    from symbiosis.results.results import Results

NOTHING = 1e-6


@dataclass(frozen=True)
class Approval:
    """One line, network or contract of a plan that needs leave; `new` says that it does not stand today."""

    section: str
    label: str
    legal: str
    approval: str
    enterprises: tuple[str, ...]
    new: bool


def approvals(results: Results) -> tuple[Approval, ...]:
    """Return what of a plan needs an approval: what is built or used and says so."""
    return tuple(_found(results))


def _found(results: Results) -> Iterator[Approval]:
    park, data = results.park, results.data
    if data is None:
        return
    sizes = dict(
        zip(data["capacity"]["asset"].values.tolist(), data["capacity"].values.tolist(), strict=True)
    )
    new = dict(zip(data["new"]["asset"].values.tolist(), data["new"].values.tolist(), strict=True))
    for label, link in park.links.items():
        if link.consent == "needs_approval" and sizes.get(label, 0.0) > NOTHING:
            ends = (link.origin, link.destination)
            yield Approval("links", label, class_of(park, link), link.approval, ends, new[label] > NOTHING)
    for label, network in park.networks.items():
        if network.consent == "needs_approval":
            joined = [c for c in network.connections if sizes.get(c.label, 0.0) > NOTHING]
            if joined:
                grows = any(new[c.label] > NOTHING for c in joined)
                members = tuple(c.enterprise for c in joined)
                yield Approval("networks", label, class_of(park, network), network.approval, members, grows)
    for label, market in park.markets.items():
        if market.consent != "needs_approval":
            continue
        users = tuple(
            n
            for n in market.members
            if any(
                name in data and float(data[name].sel(trade=f"{label}:{n}").sum()) > NOTHING
                for name in ("purchase", "sale")
            )
        )
        if users:
            yield Approval("markets", label, class_of(park, market), market.approval, users, not market.today)
