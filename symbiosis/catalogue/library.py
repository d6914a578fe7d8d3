"""The process library read from the tables beside this file, once.

>>> library().types["chlor_alkali"].product
'chlorine'
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

from symbiosis.catalogue.rows import (
    SOURCE,
    Coefficient,
    EnterpriseType,
    LibraryCarrier,
    Match,
    SteamLevel,
    Transport,
)
from symbiosis.park.figure import Figure


@dataclass(frozen=True)
class Library:
    """Everything the library knows, by label."""

    carriers: dict[str, LibraryCarrier]
    types: dict[str, EnterpriseType]
    matches: dict[str, Match]
    transport: dict[str, Transport]
    steam: dict[str, SteamLevel]


@cache
def library() -> Library:
    """Return the process library."""
    by_type: dict[str, list[Coefficient]] = {}
    for coefficient in _coefficients():
        by_type.setdefault(coefficient.type, []).append(coefficient)
    return Library(
        carriers={carrier.label: carrier for carrier in _carriers()},
        types={t.label: t for t in _types(by_type)},
        matches={match.label: match for match in _matches()},
        transport={transport.label: transport for transport in _transport()},
        steam={level.label: level for level in _steam()},
    )


def factor_of(text: str) -> Fraction:
    """Return a factor written as a number or a quotient.

    >>> factor_of("1/3.6")
    Fraction(5, 18)
    """
    above, _, below = text.partition("/")
    return Fraction(above) / Fraction(below or "1")


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("symbiosis.catalogue").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _number(text: str) -> float | None:
    return float(text) if text else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(";"))


def _carriers() -> Iterator[LibraryCarrier]:
    for row in _rows("carriers"):
        fee = _number(row["fee [CNY/amount]"])
        source = f"{SOURCE}: {row['fee_source']}"
        yield LibraryCarrier(
            row["carrier"],
            row["kind"],
            row["unit"],
            row["title"],
            row["title_zh"],
            row["basis"],
            row["transport"],
            row["outlet"],
            None if fee is None else Figure(fee, source=source, confidence=row["fee_confidence"]),
            row["remark"],
        )


def _coefficients() -> Iterator[Coefficient]:
    for row in _rows("coefficients"):
        factor = factor_of(row["factor"])
        value, low, high = (
            None if not row[name] else float(Fraction(row[name]) * factor)
            for name in ("value", "low", "high")
        )
        assert value is not None
        yield Coefficient(
            row["type"],
            row["carrier"],
            row["direction"],
            Figure(value, low, high, f"{SOURCE}: {row['source']}", row["confidence"]),
            row["amount"],
            f"{row['value']} {row['unit']}",
            row["flow"],
            row["condition"],
            row["variant"],
        )


def _types(coefficients: dict[str, list[Coefficient]]) -> Iterator[EnterpriseType]:
    for row in _rows("types"):
        yield EnterpriseType(
            row["type"],
            row["product"],
            row["amount"],
            row["product_is"],
            row["free"] == "yes",
            row["title"],
            row["title_zh"],
            row["note"],
            tuple(coefficients[row["type"]]),
        )


def _matches() -> Iterator[Match]:
    for row in _rows("matches"):
        yield Match(
            row["match"],
            _words(row["carrier"]),
            _words(row["giver"]),
            _words(row["taker"]),
            _words(row["replaces"]),
            float(factor_of(row["substitution"])),
            float(row["share_most"]),
            row["quality"],
            row["mode"],
            float(row["radius [km]"]),
            row["effect"],
            row["evidence"],
            row["confidence"],
        )


def _transport() -> Iterator[Transport]:
    for row in _rows("transport"):
        yield Transport(
            row["transport"],
            row["mode"],
            float(row["radius [km]"]),
            float(row["radius_most [km]"]),
            _number(row["freight [CNY/amount/km]"]) or 0.0,
            _number(row["handling [CNY/amount]"]) or 0.0,
            _number(row["investment_per_length [CNY/km]"]) or 0.0,
            _number(row["investment_per_capacity_length [CNY/rate/km]"]) or 0.0,
            (_number(row["loss_per_length [%/km]"]) or 0.0) / 100.0,
            _number(row["lifetime [a]"]),
            (_number(row["fixed_om_share [%/a]"]) or 0.0) / 100.0,
            row["source"],
            row["confidence"],
        )


def _steam() -> Iterator[SteamLevel]:
    for row in _rows("steam_levels"):
        yield SteamLevel(
            row["level"],
            float(row["pressure [MPa]"]),
            float(row["temperature [°C]"]),
            _number(row["enthalpy [GJ/t]"]),
            _number(row["saturated_liquid [GJ/t]"]),
            _number(row["from_feedwater [GJ/t]"]),
            _number(row["condensing [GJ/t]"]),
            _number(row["work_from_vhp [MWh/t]"]),
            row["note"],
            row["source"],
            row["confidence"],
        )
