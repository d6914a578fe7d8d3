"""What is balanced or tallied: materials, forms of energy, water, wastes, floor space, emissions."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import choice, flag, number, text
from symbiosis.park.legal import CLASSES

KINDS = ("material", "energy", "water", "waste", "space", "emission")
MEDIA = ("", "air", "water", "water_first_class")


@dataclass(frozen=True, kw_only=True)
class Carrier:
    """Anything that is balanced: a material, a form of energy, water, a waste, floor space; or an emission.

    Emissions are tallied per enterprise and year, not balanced hour by hour.
    """

    label: str
    kind: str = choice("what sort of thing it is", KINDS)
    unit: str = text("unit of its flow, e.g. t/h, MW, m3/h")
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")
    lower_heating_value: float | None = number(
        "heat of combustion without condensation; lets tonnes and megawatt-hours be converted",
        "MWh/t",
        None,
        above=0.0,
    )
    lower_heating_value_volume: float | None = number(
        "heat of combustion without condensation per normal cubic metre at 0 °C; "
        "lets normal cubic metres and megawatt-hours be converted",
        "MWh/Nm3",
        None,
        above=0.0,
    )
    basis: str = text("what the amount is measured on: dry, wet, pressure and temperature", "")
    pressure: float | None = number(
        "pressure of steam (or of water that is kept liquid), absolute or gauge as its unit says",
        "MPa(a)",
        None,
        above=0.0,
    )
    temperature: float | None = number(
        "temperature of steam (saturated when absent) or of water; of heat, that of its supply pipe",
        "°C",
        None,
        lower=0.0,
    )
    return_temperature: float | None = number(
        "temperature at which the condensate of steam, or the water of a network, leaves users; "
        "lets tonnes (and cubic metres of water) and heat be converted",
        "°C",
        None,
        lower=0.0,
    )
    stands_for: str = text("its name in the process library, when it goes by another name here", "")
    factors: str = text("row of the factor tables that fills in what follows, e.g. raw_coal, electricity", "")
    standard_coal: float | None = number("standard coal, by heat content", "tce/{amount}", None, lower=0.0)
    standard_coal_equivalent: float | None = number(
        "standard coal that it takes to make it; by heat content when absent", "tce/{amount}", None, lower=0.0
    )
    clean: float = number("share that counts as clean energy", "1", 0.0, lower=0.0, upper=1.0)
    renewable: float = number("share that is renewable", "1", 0.0, lower=0.0, upper=1.0)
    hazard_quantity: float | None = number(
        "critical quantity of a hazardous substance: amounts stored count by their share of it",
        "{amount}",
        None,
        above=0.0,
    )
    solid: bool = flag("whether it counts as solid waste, as a waste that is weighed", True)
    warming: float | None = number(
        "CO2 equivalent of an emission; 1 for the carrier co2 where none is stated",
        "tCO2/{amount}",
        None,
        lower=0.0,
    )
    pollution_equivalent: float | None = number(
        "amount of a pollutant that makes one pollution equivalent", "{amount}", None, above=0.0
    )
    medium: str = choice("what a pollutant is taxed as", MEDIA, "")
    legal: str = choice("legal class of what passes between firms", CLASSES, "")
