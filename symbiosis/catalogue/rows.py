"""What a row of the process library says, with its numbers in canonical units."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.figure import Figure

SOURCE = "process library"  # every source of a number taken from here begins with it


@dataclass(frozen=True)
class LibraryCarrier:
    """A carrier by the library's name.

    `unit` is that of its flow, `transport` names a row of `Library.transport` (or `none`); `outlet` and
    `fee` [CNY per amount] say where it goes where nobody wants it (no fee when there is no such place);
    `remark` is what law or handling asks for.
    """

    label: str
    kind: str
    unit: str
    title: str
    title_zh: str
    basis: str
    transport: str
    outlet: str
    fee: Figure | None
    remark: str

    @property
    def amount(self) -> str:
        """Unit of an amount: t, MWh, m3."""
        return self.unit[:-2] if self.unit.endswith("/h") else f"{self.unit}h"


@dataclass(frozen=True)
class Coefficient:
    """What an enterprise takes (`in`) or gives (`out`) per amount of its product.

    `figure` is in `amount` of the carrier per amount of the product; `original` is the number as it was
    read, with its unit. A `variant` is another route of the same type and is not taken unless asked for.
    """

    type: str
    carrier: str
    direction: str
    figure: Figure
    amount: str
    original: str
    flow: str
    condition: str
    variant: str = ""


@dataclass(frozen=True)
class EnterpriseType:
    """A type of enterprise: its product, the product's amount unit, and what it takes and gives.

    A `free` type runs as the park decides (a power plant); any other is held to its output. `product_is`
    tells whether the product is `made` or, as sludge by a dryer, `taken`.
    """

    label: str
    product: str
    amount: str
    product_is: str
    free: bool
    title: str
    title_zh: str
    note: str
    coefficients: tuple[Coefficient, ...]


@dataclass(frozen=True)
class Match:
    """A known exchange: which types give and take it, in place of what, within which limits.

    One amount of the carrier replaces `substitution` amounts of the carrier at the same position of
    `replaces`, up to `share_most` of what is needed; `radius` [km] is how far it has been worth carrying.
    """

    label: str
    carriers: tuple[str, ...]
    givers: tuple[str, ...]
    takers: tuple[str, ...]
    replaces: tuple[str, ...]
    substitution: float
    share_most: float
    quality: str
    mode: str
    radius: float
    effect: str
    evidence: str
    confidence: str

    def replaced(self, carrier: str) -> str:
        """Return the carrier that one of this exchange's carriers takes the place of."""
        place = self.carriers.index(carrier)
        return self.replaces[place] if place < len(self.replaces) else self.replaces[-1]


@dataclass(frozen=True)
class Transport:
    """How a group of carriers moves, and what that costs [CNY]: assumptions until there is an offer.

    Radii in km; freight per amount and km and handling per amount for trucks; investment per km and per
    flow and km, loss per km, lifetime [a] and yearly share of upkeep for what is laid.
    """

    label: str
    mode: str
    radius: float
    radius_most: float
    freight: float
    handling: float
    investment_per_length: float
    investment_per_capacity_length: float
    loss_per_length: float
    lifetime: float | None
    fixed_om_share: float
    source: str
    confidence: str


@dataclass(frozen=True)
class SteamLevel:
    """Steam of one pressure and temperature.

    Pressure in MPa absolute, temperature in °C, enthalpy, heat above 104 °C feed water and heat given
    when condensing in GJ/t, isentropic work from 9.81 MPa and 540 °C in MWh/t; None where not stated.
    """

    label: str
    pressure: float
    temperature: float
    enthalpy: float | None
    saturated_liquid: float | None
    from_feedwater: float | None
    condensing: float | None
    work: float | None
    note: str
    source: str
    confidence: str
