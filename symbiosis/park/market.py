"""The world outside: prices, contracts and limits of what is bought and sold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symbiosis.park.charges import CHARGES, Charged
from symbiosis.park.fields import choice, flag, name, names, number, qualities, ratios, text, varying
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.legal import Lawful
from symbiosis.park.profile import Varying
from symbiosis.park.quality import Qualities, freeze

SCOPES = ("", "1", "2", "3")


@dataclass(frozen=True, kw_only=True)
class Market(Lawful, Charged):
    """The world outside for one carrier: what its members may buy and sell, and at what price."""

    label: str
    carrier: str = name("what is traded", "carriers")
    members: tuple[str, ...] = names("enterprises that may trade here", "enterprises")
    purchase_price: Varying | None = varying(
        "paid per amount bought; no purchase when absent", "{money}/{amount}", None
    )
    sale_price: Varying | None = varying(
        "received per amount sold; no sale when absent", "{money}/{amount}", None
    )
    purchase_limit: Varying | None = varying("largest purchase of each member", "{rate}", None, lower=0.0)
    sale_limit: Varying | None = varying("largest sale of each member", "{rate}", None, lower=0.0)
    purchase_annual_min: float | None = number(
        "least yearly purchase of all members together (take or pay)", "{amount}/a", None, lower=0.0
    )
    purchase_annual_max: float | None = number(
        "largest yearly purchase of all members together", "{amount}/a", None, lower=0.0
    )
    peak_charge: float = number(
        "paid each month per largest purchase of a member in that month",
        "{money}/({rate})/month",
        0.0,
        lower=0.0,
    )
    peak_factor: float = number(
        "demand that is metered over the largest purchase of a step, which is a mean", "1", 1.0, lower=1.0
    )
    contracted: float | None = number(
        "demand that each member has contracted; the peak charge is paid on it", "{rate}", None, lower=0.0
    )
    excess_factor: float = number("how often demand above the contract is charged", "1", 2.0, lower=0.0)
    excess_tolerance: float = number(
        "share by which the contract may be exceeded without penalty", "1", 0.05, lower=0.0, upper=1.0
    )
    transformer: float = number(
        "transformer capacity of each member (MVA where the carrier is in MW)", "{rate}", 0.0, lower=0.0
    )
    transformer_charge: float = number(
        "paid each month per transformer capacity", "{money}/({rate})/month", 0.0, lower=0.0
    )
    emissions: Mapping[str, Any] = ratios(
        "emission counted per amount bought", "ratio", "carriers", factory=FrozenDict
    )
    scope: str = choice("scope that its emissions count in; by its carrier when absent", SCOPES, "")
    region: str = text("grid region of the factor tables that fills in the location factor", "")
    factor_year: str = text("year of the grid factor", "")
    location_factor: float | None = number(
        "CO2 of the region's grid, beside what emissions count", "tCO2/{amount}", None, lower=0.0
    )
    quality: Qualities = qualities("quality of what is bought")
    quality_max: Qualities = qualities("highest quality of the mix that a member sells")
    quality_min: Qualities = qualities("lowest quality of the mix that a member sells")
    today: bool = flag("whether the contract stands today", True)
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        for field in ("purchase_price", "sale_price", "purchase_limit", "sale_limit"):
            given = getattr(self, field)
            object.__setattr__(self, field, None if given is None else Varying.of(given))
        for field in CHARGES:
            object.__setattr__(self, field, self.charge(field))
        object.__setattr__(self, "members", tuple(self.members))
        freeze(self, "quality", "quality_max", "quality_min")
        factors = {carrier: Varying.of(factor) for carrier, factor in self.emissions.items()}
        object.__setattr__(self, "emissions", FrozenDict(factors))
