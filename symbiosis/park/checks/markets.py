"""Whether nobody gains by buying and selling the same thing at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from symbiosis.park.charges import DELIVERY, charges_of
from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.market import Market
    from symbiosis.park.park import Park

OF_CONNECTION = ("peak_charge", "transformer", "transformer_charge")


def market_problems(park: Park) -> Problems:
    """A market buys or sells, and nobody gains by buying and selling the same thing at once."""
    for market in park.markets.values():
        yield from _through(park, market)
        if market.through and market.through not in park.markets:
            continue
        if market.purchase_price is None and market.sale_price is None:
            yield Problem(
                "neither sells nor buys.", "State purchase_price or sale_price.", "markets", market.label
            )
        if market.purchase_price is None or market.sale_price is None:
            continue
        paid = [park.series(charge) for _, charge in charges_of(park.markets, market)]
        gain = park.series(market.sale_price) - park.series(market.purchase_price) - sum(paid)
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


def _through(park: Park, market: Market) -> Problems:
    """Yield what is wrong with a contract that is delivered over another market's connection."""

    def wrong(field: str, message: str, remedy: str) -> Problem:
        return Problem(message, remedy, "markets", market.label, field)

    carrying = park.markets.get(market.through)
    if carrying is None:
        return  # it has none, or `name_problems` says that there is no such market
    if carrying.carrier != market.carrier:
        message = f"carries {carrying.carrier}, this contract is for {market.carrier}."
        yield wrong("through", message, "Name the market of the same carrier.")
    if carrying.through:
        yield wrong(
            "through", f"comes through {carrying.through} itself.", f"Write through: {carrying.through}."
        )
    outside = [n for n in market.members if n not in carrying.members]
    if outside:
        message = f"{', '.join(outside)} is no member of {carrying.label}, whose connection is used."
        yield wrong("members", message, "Add it there, or leave it out here.")
    if carrying.purchase_price is None or market.purchase_price is None:
        yield wrong("through", "is for purchases, and one of the two sells nothing.", "State purchase_price.")
    if market.today and not carrying.today:
        yield wrong("through", "does not stand today, this contract does.", "Give both the same today.")
    for field in DELIVERY:
        if market.charge(field).value != 0.0:
            yield wrong(field, f"is that of {carrying.label}, whose connection is used.", "Delete it here.")
    for field in OF_CONNECTION:
        if getattr(market, field) != 0.0:
            yield wrong(field, f"is that of {carrying.label}, whose connection is used.", "Delete it here.")
