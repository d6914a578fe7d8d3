"""Which factors of the tables a park uses outside the days for which they were published."""

from __future__ import annotations

from collections.abc import Iterator

from symbiosis.catalogue.factors import EnergyFactor, Pollutant, factors
from symbiosis.park.park import Park
from symbiosis.park.validity import outside


def outdated(park: Park) -> Iterator[str]:
    """Yield a sentence for every factor that does not hold over the park's calendar, each once."""
    days = [str(park.calendar.times[at])[:10] for at in (0, -1)]
    known: dict[str, EnergyFactor | Pollutant] = {**factors().energy, **factors().pollutants}
    for name in dict.fromkeys(carrier.factors for carrier in park.carriers.values()):
        if name in known:
            said = outside(f"the factor {name}", known[name].valid_from, known[name].valid_to, *days)
            if said:
                yield said
    for market in park.markets.values():
        year = market.factor_year
        if market.region and year:
            said = outside(f"the grid factor of {market.label}", year, year, *days)
            if said:
                yield said
