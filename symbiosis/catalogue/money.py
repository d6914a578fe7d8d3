"""Money of the catalogue in the park's currency: a stated rate and factor for the place, no price index.

cost in the park's currency = cost · rate · localisation

Localisation is what the same plant costs in China over what it costs where its figure comes from; it is
an assumption wherever the catalogue has one, and where it has none a cost stays *not localised* and says so.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from symbiosis.park.figure import Figure

HOME = "CNY"
NOT_LOCALISED = "not localised"  # in the source of every number that rests on a foreign cost as it is


class RateError(ValueError):
    """No rate of exchange is known; the message names both currencies and the remedy says what to write."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message, self.remedy = message, remedy


@dataclass(frozen=True)
class Conversion:
    """How money of one currency becomes money of another: the factor, and how it came about."""

    factor: float
    said: str
    assumed: bool


def conversion(
    currency: str,
    into: str,
    year: int,
    own_rates: Mapping[str, float] | None = None,
    localisation: float | None = None,
) -> Conversion:
    """Return how money of `currency` becomes money `into` another at the prices of a year.

    `own_rates` are the park's own, in its currency per unit. `localisation` applies where money becomes
    the catalogue's home currency. Raises RateError when no rate is known.

    >>> conversion("EUR", "CNY", 2024, localisation=0.5).factor
    3.89375
    """
    if currency == into:
        return Conversion(1.0, "", False)
    rate, said = _rate(currency, into, year, own_rates or {})
    if into != HOME:
        return Conversion(rate, said, False)
    if localisation is None:
        return Conversion(rate, f"{said}, {NOT_LOCALISED}", False)
    return Conversion(rate * localisation, f"{said} × {localisation:g} for China (assumed)", True)


def _rate(currency: str, into: str, year: int, own: Mapping[str, float]) -> tuple[float, str]:
    if currency in own:
        return own[currency], f"× {own[currency]:g} {into}/{currency} (the park's)"
    table = rates()
    known = {HOME: {y: 1.0 for by_year in table.values() for y in by_year}, **table}
    if currency not in known or into not in known:
        missing = currency if currency not in known else into
        raise RateError(
            f"the catalogue's cost is in {currency}, and no rate is known for {missing}.",
            f"Add to park: exchange: {{{currency}: … {into}}}.",
        )
    shared = sorted(set(known[currency]) & set(known[into]))
    nearest = min(shared, key=lambda y: (abs(y - year), -y))
    rate = known[currency][nearest] / known[into][nearest]
    return rate, f"× {rate:.5g} {into}/{currency} (mean of {nearest})"


def not_localised(figures: Mapping[str, Figure]) -> list[str]:
    """Return the labels of the things whose cost rests on a foreign figure as it is, in order.

    `figures` are a park's, by their place `section.label.field`.
    """
    found = {
        path.partition(".")[2].rpartition(".")[0]: None
        for path, figure in figures.items()
        if NOT_LOCALISED in figure.source
    }
    return list(found)


@cache
def rates() -> dict[str, dict[int, float]]:
    """Return CNY per unit of each currency, by year."""
    text = files("symbiosis.catalogue").joinpath("data", "exchange_rates.csv").read_text(encoding="utf-8")
    found: dict[str, dict[int, float]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["currency"], {})[int(row["year"])] = float(row["CNY"])
    return found
