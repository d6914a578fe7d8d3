"""How many trucks, trains and ships a plan sends in a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symbiosis.results.results import Results

NOTHING = 1e-6


@dataclass(frozen=True)
class Trips:
    """Loads over one link in the year (or the window): how many, how large, who pays for them."""

    link: str
    mode: str
    loads: float
    load_size: float
    payer: str


def trips(results: Results) -> tuple[Trips, ...]:
    """Return the loads of every link that is used and moves things in loads."""
    park, data = results.park, results.data
    if data is None or "exchange" not in data:
        return ()
    yearly = results.yearly(data["exchange"])
    sent = dict(zip(yearly["route"].values.tolist(), yearly.values.tolist(), strict=True))
    found = []
    for label, link in park.links.items():
        if link.load_size is None:
            continue
        amount = sum(float(sent[f"{label}:{k}"]) for k in link.carriers)
        if amount > NOTHING:
            found.append(Trips(label, link.mode, amount / link.load_size, link.load_size, link.freight_payer))
    return tuple(found)
