"""What the wind gives: speed carried up to the hub, then a turbine's power curve, by windpowerlib.

v_hub = v · ln(h_hub / z₀) / ln(h / z₀)                     logarithmic profile over roughness z₀
power = curve(v_hub), the curve shifted for the density of the air where pressure is known
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np

from symbiosis.catalogue.sun import library
from symbiosis.catalogue.weather import Floats, Weather, WeatherError
from symbiosis.park.problems import did_you_mean

GAS_CONSTANT = 287.05  # J/(kg K), dry air
FALL = 0.0065  # K/m, standard atmosphere


def wind_power(
    weather: Weather,
    hub_height: float,
    turbine: str = "",
    curve: Sequence[tuple[float, float]] = (),
    measured_at: float = 10.0,
    roughness: float = 0.15,
    losses: float = 0.10,
) -> Floats:
    """Return output per nominal power [1] of turbines with their hub at `hub_height` [m].

    Either `turbine` names one that windpowerlib carries, or `curve` holds points (wind speed [m/s], share of
    nominal power). `measured_at` [m] and `roughness` [m] are those of the station; `losses` those of wakes,
    cables and stops. Raises WeatherError for missing columns, an unknown turbine or a missing windpowerlib.
    """
    windpowerlib = library("windpowerlib")
    import pandas as pd

    (speed,) = weather.need("wind_speed")
    speeds, shares = (
        points_of(turbine) if turbine else (np.array([v for v, _ in curve]), np.array([p for _, p in curve]))
    )
    frame = pd.Series(speed)
    hub = windpowerlib.wind_speed.logarithmic_profile(
        frame, measured_at, hub_height, pd.Series(np.full(speed.size, roughness))
    )
    density = None
    if {"pressure", "temperature"} <= set(weather.columns):
        kelvin = weather.columns["temperature"] + 273.15 - FALL * hub_height
        lower = weather.columns["pressure"] * np.exp(-9.81 * hub_height / (GAS_CONSTANT * kelvin))
        density = pd.Series(lower / (GAS_CONSTANT * kelvin))
    power = windpowerlib.power_output.power_curve(
        hub, pd.Series(speeds), pd.Series(shares), density=density, density_correction=density is not None
    )
    return np.asarray(np.clip(np.nan_to_num(np.asarray(power)), 0.0, 1.0) * (1.0 - losses))


def points_of(turbine: str) -> tuple[Floats, Floats]:
    """Return the curve of a turbine that windpowerlib carries: speeds [m/s], shares of nominal power."""
    windpowerlib = library("windpowerlib")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its reader of tables calls pandas in ways that pandas will drop
        table = windpowerlib.get_turbine_types(print_out=False, filter_=True)
        known = sorted(set(table["turbine_type"]))
        if turbine not in known:
            message = f'windpowerlib carries no turbine "{turbine}" with a power curve.'
            raise WeatherError(message, did_you_mean(turbine, known))
        found = windpowerlib.WindTurbine(hub_height=100.0, turbine_type=turbine)
    rows = found.power_curve
    return np.asarray(rows["wind_speed"], dtype=float), np.asarray(
        rows["value"] / found.nominal_power, dtype=float
    )
