"""What the sun gives: photovoltaics by pvlib, collectors by their efficiency curve, hour by hour of a year.

    plane        irradiance on a tilted plane: direct + diffuse (isotropic) + reflected from the ground
    photovoltaics   min(1, PVWatts(plane, cell temperature) · (1 − losses))        share of peak power
    collector       max(0, η₀·G − a₁·ΔT − a₂·ΔT·|ΔT|) / (η₀ · 1000 W/m²)           share of peak output

Azimuth counts clockwise from north: 90 east, 180 south, 270 west. Where a file has no direct and diffuse
irradiance, they are split from the global one after Erbs, Klein and Duffie (1982).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.catalogue.heat_machines import collector_output
from symbiosis.catalogue.weather import Floats, Weather, WeatherError

if TYPE_CHECKING:
    from types import ModuleType

STANDARD = 1000.0  # W/m2, what peak power is stated at
MOUNTINGS = {
    "open": 29.0,
    "roof": 20.0,
}  # heat loss of the modules [W/(m2 K)], PVsyst: free-standing, close to a roof
LOWEST = 3.0  # degrees; below this height the beam cannot be told from the level reading


def photovoltaics(
    weather: Weather,
    tilt: float,
    azimuth: float = 180.0,
    losses: float = 0.14,
    temperature_coefficient: float = -0.004,
    albedo: float = 0.2,
    mounting: str = "open",
) -> Floats:
    """Return output per peak power [1] of modules tilted by `tilt` [°] from the level towards `azimuth` [°].

    `losses` are those of cables, inverter, soiling and mismatch; `temperature_coefficient` is per kelvin.
    Output above peak power is cut. Raises WeatherError for missing columns or a missing pvlib.
    """
    pvlib = library("pvlib")
    temperature, wind = weather.need("temperature", "wind_speed")
    plane = irradiance(weather, tilt, azimuth, albedo)
    cells = pvlib.temperature.pvsyst_cell(plane, temperature, wind, u_c=MOUNTINGS[mounting], u_v=0.0)
    power = pvlib.pvsystem.pvwatts_dc(plane, cells, 1.0, temperature_coefficient)
    return np.asarray(np.clip(np.asarray(power) * (1.0 - losses), 0.0, 1.0))


def collector(
    weather: Weather,
    tilt: float,
    mean_temperature: float,
    azimuth: float = 180.0,
    optical: float = 0.80,
    linear: float = 2.5,
    quadratic: float = 0.012,
    albedo: float = 0.2,
) -> Floats:
    """Return heat per peak output [1] of collectors whose water has `mean_temperature` [°C].

    Peak output is what a collector gives at 1000 W/m² with water as warm as the air: 1 MW is
    1000 / `optical` m². `linear` [W/m²/K] and `quadratic` [W/m²/K²] are those of its test certificate.
    Raises WeatherError for missing columns or a missing pvlib.
    """
    (temperature,) = weather.need("temperature")
    plane = irradiance(weather, tilt, azimuth, albedo)
    given = collector_output(plane, temperature, mean_temperature, optical, linear, quadratic)
    return np.clip(given / (optical * STANDARD), 0.0, 1.0)


def irradiance(weather: Weather, tilt: float, azimuth: float, albedo: float = 0.2) -> Floats:
    """Return the irradiance on a tilted plane [W/m²], in the mean of every hour."""
    pvlib = library("pvlib")
    weather.refuse_sun_at_night()
    zenith, around = weather.sun
    direct, level, diffuse = _parts(weather, pvlib)
    found = pvlib.irradiance.get_total_irradiance(
        tilt, azimuth, zenith, around, direct, level, diffuse, albedo=albedo
    )
    return np.asarray(np.maximum(0.0, np.nan_to_num(np.asarray(found["poa_global"]))))


def _parts(weather: Weather, pvlib: Any) -> tuple[Floats, Floats, Floats]:
    """Return direct irradiance towards the sun, global and diffuse irradiance on the level [W/m²]."""
    (level,) = weather.need("ghi")
    zenith = weather.sun[0]
    height = np.cos(np.radians(zenith))
    above = zenith < 90.0 - LOWEST
    diffuse, direct = weather.columns.get("dhi"), weather.columns.get("dni")
    if diffuse is None and direct is None:
        day = 1 + (np.arange(weather.hours) // 24)
        diffuse = np.asarray(pvlib.irradiance.erbs(level, zenith, day)["dhi"])
    if diffuse is None:
        assert direct is not None
        diffuse = np.clip(level - direct * np.maximum(height, 0.0), 0.0, level)
    if direct is None:
        direct = np.where(above, (level - diffuse) / np.maximum(height, 0.05), 0.0)
    return np.clip(np.where(above, direct, 0.0), 0.0, 1200.0), level, diffuse


def library(name: str) -> ModuleType:
    """Return an optional library; raises WeatherError with the command that installs it."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError:
        raise WeatherError(
            f"profiles from weather need {name}, which is not installed.",
            "Run pip install 'symbiosis[profiles]'.",
        ) from None
