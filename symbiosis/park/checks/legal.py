"""Whether what stands may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def legal_problems(park: Park) -> Problems:
    """Nothing stands today that is said to be forbidden."""
    for label, link in park.links.items():
        if link.capacity > 0.0 and link.consent == "forbidden":
            message = "stands today, but is forbidden."
            remedy = "Remove it, or state what its consent is: allowed or needs_approval."
            yield Problem(message, remedy, "links", label, "consent", link.consent)
    for label, market in park.markets.items():
        if market.today and market.consent == "forbidden":
            message = "is in use today, but is forbidden."
            yield Problem(message, "Remove it, or state today: false.", "markets", label, "consent")
