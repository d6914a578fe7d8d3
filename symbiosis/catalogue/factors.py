"""Factors of standards and announcements: standard coal, CO2 of grids, pollution equivalents.

>>> factors().energy["raw_coal"].standard_coal, factors().grids["north", "2023"].co2
(0.7143, 0.6361)
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

VALID = ("valid_from", "valid_to")


@dataclass(frozen=True)
class EnergyFactor:
    """Standard coal (and CO2 of burning) of a fuel or medium per `amount`."""

    label: str
    amount: str
    standard_coal: float
    equivalent: float | None
    co2: float | None
    source: str
    confidence: str
    title_zh: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class GridFactor:
    """CO2 of power of a region's grid in a year [t/MWh]."""

    region: str
    year: str
    co2: float
    source: str
    confidence: str
    title_zh: str


@dataclass(frozen=True)
class Pollutant:
    """How much of a pollutant makes one pollution equivalent [kg], and what it is taxed as."""

    label: str
    medium: str
    equivalent: float
    source: str
    confidence: str
    title_zh: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class Factors:
    """All factors, by label; grids by region and year."""

    energy: dict[str, EnergyFactor]
    grids: dict[tuple[str, str], GridFactor]
    pollutants: dict[str, Pollutant]


@cache
def factors() -> Factors:
    """Return the tables of factors."""
    evidence = ("source", "confidence", "title_zh")
    energy = {
        row["factor"]: EnergyFactor(
            row["factor"],
            row["amount"],
            float(row["standard_coal [tce/amount]"]),
            _number(row["standard_coal_equivalent [tce/amount]"]),
            _number(row["co2 [t/amount]"]),
            *(row[word] for word in (*evidence, *VALID)),
        )
        for row in _rows("energy_factors")
    }
    grids = {
        (row["region"], row["year"]): GridFactor(
            row["region"], row["year"], float(row["co2 [t/MWh]"]), *(row[word] for word in evidence)
        )
        for row in _rows("grid_factors")
    }
    pollutants = {
        row["pollutant"]: Pollutant(
            row["pollutant"],
            row["medium"],
            float(row["equivalent [kg]"]),
            *(row[word] for word in (*evidence, *VALID)),
        )
        for row in _rows("pollutants")
    }
    return Factors(energy, grids, pollutants)


def _number(text: str) -> float | None:
    return float(text) if text else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("symbiosis.catalogue").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
