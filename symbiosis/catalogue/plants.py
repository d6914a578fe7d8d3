"""The catalogue of park technologies: what each takes and gives, costs, lasts and needs, with its source.

>>> plants()["gas_boiler_steam"].flows["gas"]
'-1.07527 MWh/MWh'
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

SOURCE = "technology catalogue"  # every source of a number taken from here begins with it


@dataclass(frozen=True)
class CatalogueEntry:
    """A technology or store of the catalogue.

    `flows` and `fields` hold numbers with units as a park's files would write them; `investment` is in
    `currency` per `unit` of the rated carrier's flow (of its amount for a store), `running_cost` per
    amount, `fixed_om_share` and `minimum_load` are shares, `space` is in m² per unit on `space_on`,
    sizes are those of one plant in `unit`. `localisation` is None where nothing is known about China.
    """

    label: str
    group: str
    kind: str
    title: str
    title_zh: str
    rated_on: str
    flows: Mapping[str, str]
    unit: str
    currency: str
    price_year: int
    investment: float
    fixed_om_share: float
    running_cost: float
    lifetime: float
    minimum_load: float
    space: float
    space_on: str
    size_low: float
    size_high: float
    region: str
    localisation: float | None
    fields: Mapping[str, str]
    source: str
    confidence: str
    note: str

    @property
    def amount(self) -> str:
        """Unit of an amount of the rated carrier."""
        if self.kind == "store":
            return self.unit
        return self.unit[:-2] if self.unit.endswith("/h") else f"{self.unit}h"

    @property
    def per_unit(self) -> str:
        """Its unit as a divisor."""
        return f"({self.unit})" if "/" in self.unit else self.unit


@cache
def plants() -> Mapping[str, CatalogueEntry]:
    """Return the catalogue by name."""
    text = files("symbiosis.catalogue").joinpath("data", "technologies.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["technology"]: _entry(row) for row in csv.DictReader(text.splitlines())})


def search(word: str) -> list[CatalogueEntry]:
    """Return the entries whose name, titles, group or carriers hold a word, in either language.

    >>> [entry.label for entry in search("热泵")]
    ['heat_pump_excess_heat', 'heat_pump_medium', 'heat_pump_high']
    """
    sought = word.casefold().strip()
    return [
        entry
        for entry in plants().values()
        if any(
            sought in text.casefold()
            for text in (entry.label, entry.title, entry.title_zh, entry.group, entry.rated_on, *entry.flows)
        )
    ]


def _entry(row: dict[str, str]) -> CatalogueEntry:
    amount = row["unit"] if row["kind"] == "store" else _amount(row["unit"])
    number = {key: float(text) if text else 0.0 for key, text in row.items() if key in _NUMBERS}
    return CatalogueEntry(
        label=row["technology"],
        group=row["group"],
        kind=row["kind"],
        title=row["title"],
        title_zh=row["title_zh"],
        rated_on=row["rated_on"],
        flows=MappingProxyType(
            {k: _with_unit(k, v, row["rated_on"], amount) for k, v in _pairs(row["flows"])}
        ),
        unit=row["unit"],
        currency=row["currency"],
        price_year=int(row["price_year"]),
        investment=number["investment"],
        fixed_om_share=number["fixed_om_share [%/a]"] / 100.0,
        running_cost=number["running_cost"],
        lifetime=number["lifetime [a]"],
        minimum_load=number["minimum_load [%]"] / 100.0,
        space=number["space [m2/unit]"],
        space_on=row["space_on"],
        size_low=number["size_low"],
        size_high=number["size_high"],
        region=row["region"],
        localisation=float(row["localisation"]) if row["localisation"] else None,
        fields=MappingProxyType(dict(_pairs(row["fields"]))),
        source=row["source"],
        confidence=row["confidence"],
        note=row["note"],
    )


_NUMBERS = (
    "investment",
    "fixed_om_share [%/a]",
    "running_cost",
    "lifetime [a]",
    "minimum_load [%]",
    "space [m2/unit]",
    "size_low",
    "size_high",
)


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(key, value) for part in text.split(";") if part for key, _, value in (part.partition("="),)]


def _amount(unit: str) -> str:
    return unit[:-2] if unit.endswith("/h") else f"{unit}h"


def _with_unit(carrier: str, text: str, rated_on: str, amount: str) -> str:
    """Return a flow with its unit; a bare number is energy per energy, or mass per mass of a rated mass."""
    if carrier == rated_on or " " in text:
        return text
    return f"{text} {amount}/{amount}"
