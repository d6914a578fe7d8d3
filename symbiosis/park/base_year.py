"""What the park used and made in an earlier year, for rates of growth."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import number


@dataclass(frozen=True, kw_only=True)
class BaseYear:
    """Metered totals of an earlier year; its label is the year."""

    label: str
    energy: float | None = number("energy used, calorific values", "tce", None, lower=0.0)
    energy_equivalent: float | None = number("energy used, equivalent values", "tce", None, lower=0.0)
    carbon: float | None = number("greenhouse gases of scopes 1 and 2", "tCO2", None, lower=0.0)
    fresh_water: float | None = number("water bought", "m3", None, lower=0.0)
    waste_water: float | None = number("water discharged", "m3", None, lower=0.0)
    solid_waste: float | None = number("solid waste that arose", "t", None, lower=0.0)
    cod: float | None = number("COD discharged", "t", None, lower=0.0)
    ammonia_nitrogen: float | None = number("ammonia nitrogen discharged", "t", None, lower=0.0)
    so2: float | None = number("SO2 emitted", "t", None, lower=0.0)
    nox: float | None = number("NOx emitted", "t", None, lower=0.0)
    added_value: float | None = number("industrial value added", "{money}", None)
    output_value: float | None = number("value of industrial output", "{money}", None, lower=0.0)
    land: float | None = number("industrial land", "km2", None, lower=0.0)
