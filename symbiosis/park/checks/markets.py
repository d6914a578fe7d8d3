"""Whether nobody gains by buying and selling the same thing at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def market_problems(park: Park) -> Problems:
    """A market buys or sells, and nobody gains by buying and selling the same thing at once."""
    for market in park.markets.values():
        if market.purchase_price is None and market.sale_price is None:
            yield Problem(
                "neither sells nor buys.", "State purchase_price or sale_price.", "markets", market.label
            )
        if market.purchase_price is None or market.sale_price is None:
            continue
        gain = park.series(market.sale_price) - park.series(market.purchase_price)
        if (gain > 1e-12).any():
            first = int(np.flatnonzero(gain > 1e-12)[0])
            yield Problem(
                f"pays more than it charges in {int((gain > 1e-12).sum())} steps, "
                f"first {park.calendar.times[first]}: buying to sell would earn without end.",
                "Lower sale_price, or split the market into one that sells and one that buys with limits.",
                "markets",
                market.label,
                "sale_price",
            )
