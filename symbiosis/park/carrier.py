"""What is balanced or tallied: materials, forms of energy, water, wastes, emissions."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import choice, number, text

KINDS = ("material", "energy", "water", "waste", "emission")


@dataclass(frozen=True, kw_only=True)
class Carrier:
    """Anything that is balanced: a material, a form of energy, water, a waste; or an emission.

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
        "temperature of steam (saturated when absent) or of water", "°C", None, lower=0.0
    )
    return_temperature: float | None = number(
        "temperature at which the condensate of steam leaves users; lets tonnes and heat be converted",
        "°C",
        None,
        lower=0.0,
    )
    stands_for: str = text("its name in the process library, when it goes by another name here", "")
