"""The carbon account of a plan: greenhouse gases by enterprise and scope, captured, offset.

    scope 1     stacks, processes and fuels bought          captured: what is taken back, below 0
    scope 2     power and heat bought: by what contracts say (market), and by the region's grid (location)
    scope 3     other inputs bought, where their markets state emissions; not part of the total

All in tonnes of CO2 equivalent per year. Where a market states no location factor, what it counts stands
for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.counted import scope_of, warming_of
from symbiosis.results.yearly import Yearly

if TYPE_CHECKING:
    from symbiosis.results.results import Results


@dataclass(frozen=True)
class CarbonRow:
    """One enterprise's greenhouse gases [t CO2 a year]; `scope_2` is by market, `location` by the grid."""

    enterprise: str
    scope_1: float
    captured: float
    scope_2: float
    location: float
    scope_3: float
    offset: float

    @property
    def total(self) -> float:
        """Scopes 1 and 2 by market, capture taken off, offsets not."""
        return self.scope_1 + self.captured + self.scope_2


def carbon_account(results: Results) -> tuple[CarbonRow, ...] | None:
    """Return every enterprise's row; None for a result that does not list its sources."""
    year, park = Yearly(results), results.park
    if year.sources is None or results.data is None:
        return None
    rows = []
    for n in park.enterprises:
        scopes = {"1": 0.0, "2": 0.0, "3": 0.0}
        captured = 0.0
        for enterprise, carrier, _, item, amount in year.sources:
            warming = warming_of(park.carriers[carrier], park)
            if enterprise == n and warming is not None:
                if amount < 0.0:
                    captured += warming * amount
                else:
                    scopes[scope_of(park, item)] += warming * amount
        bought = {
            item: amount
            for enterprise, _, role, item, amount in year.flows
            if enterprise == n and role == "bought" and item in park.markets
        }
        location = scopes["2"]
        for item, amount in bought.items():
            factor = park.markets[item].location_factor
            if factor is not None and scope_of(park, item) == "2":
                location += factor * amount - _counted(year, n, item)
        rows.append(CarbonRow(n, scopes["1"], captured, scopes["2"], location, scopes["3"], year.offsets(n)))
    return tuple(rows)


def _counted(year: Yearly, enterprise: str, market: str) -> float:
    """What a market's purchases count as, at an enterprise."""
    park = year.park
    return sum(
        (warming_of(park.carriers[carrier], park) or 0.0) * amount
        for n, carrier, _, item, amount in year.sources or ()
        if n == enterprise and item == market
    )
