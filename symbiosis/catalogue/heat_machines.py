"""Heat pumps, chillers, solar heat and stores of hot water: performance from temperatures.

    mean temperature     T̄ = (T₁ − T₂) / ln(T₁/T₂)  [K]; T₁ where both are equal
    heat pump            COP = g · T̄_sink / (T̄_sink − T̄_source)                 g: share of the ideal (Lorenz)
    compression chiller  EER = g · T̄_cold / (T̄_reject − T̄_cold)
    absorption chiller   COP = g · (1 − T̄_reject/T̄_drive) · T̄_cold / (T̄_reject − T̄_cold)
    solar collector      q = max(0, η₀·G − a₁·(T_m − T_a) − a₂·(T_m − T_a)²)     [W/m²]
    store of water       capacity = V·ρ·c·(T_hot − T_cold),  loss per hour = U·A / (V·ρ·c)

Temperatures in °C; the source or what heat is rejected to may be an array over time, and so then is the COP.
Shares of the ideal are assumptions unless a maker states them: 0.4 to 0.6 for machines of some MW.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.park import Carrier, Profile, Store, Technology, Varying

KELVIN = 273.15
LEAST_LIFT = 1.0  # K: below it the ideal has no end
BEST = 20.0  # no machine does better, whatever the temperatures
WATER = 4.19 * 965.0 / 3.6e6  # MWh per m3 and kelvin of hot water

Floats = NDArray[np.float64]
Celsius = float | Floats
Range = tuple[Celsius, Celsius]


class MachineError(ValueError):
    """A machine that cannot be; a sentence says why."""


def mean_kelvin(between: Range) -> Floats:
    """Return the mean temperature [K] at which heat passes between two temperatures [°C].

    >>> round(float(mean_kelvin((80.0, 40.0))), 2), float(mean_kelvin((10.0, 10.0)))
    (332.75, 283.15)
    """
    one, other = (np.asarray(t, dtype=float) + KELVIN for t in between)
    if (one <= 0.0).any() or (other <= 0.0).any():
        raise MachineError("a temperature lies below absolute zero.")
    near = np.abs(one - other) < 1e-6
    safe = np.where(near, other * 1.01, one)
    return np.asarray(np.where(near, one, (safe - other) / np.log(safe / other)))


def lorenz_cop(sink: Range, source: Range, share: float = 0.5) -> Floats:
    """Return the coefficient of performance of a heat pump; at most 20.

    Raises MachineError when the sink is no hotter than the source: heat then flows by itself.

    >>> round(float(lorenz_cop((40.0, 80.0), (24.0, 14.0), share=0.5)), 2)
    4.1
    """
    hot, cold = mean_kelvin(sink), mean_kelvin(source)
    if (hot - cold < LEAST_LIFT).any():
        raise MachineError(
            f"the source ({float(np.max(cold)) - KELVIN:.1f} °C on average) is as hot as the sink "
            f"({float(np.min(hot)) - KELVIN:.1f} °C); use a heat exchanger."
        )
    return np.minimum(_share(share) * hot / (hot - cold), BEST)


def heat_pump(
    label: str,
    power: Carrier,
    heat: Carrier,
    sink: Range,
    source: Range,
    share: float = 0.5,
    taken: Carrier | None = None,
    **more: Any,
) -> tuple[Technology, list[Profile]]:
    """Return a heat pump rated on the heat it gives [MW], with the profiles that it follows.

    `taken` is the carrier of the source's heat, where that is balanced.
    """
    per_heat = 1.0 / lorenz_cop(sink, source, share)
    if (per_heat > 1.0).any():
        raise MachineError(
            "takes more power than it gives heat at these temperatures; use an electric boiler."
        )
    profiles: list[Profile] = []
    ratios = {
        heat.label: Varying(1.0),
        power.label: _ratio(label, "power_per_heat", per_heat, -1.0, profiles),
    }
    if taken is not None:
        ratios[taken.label] = _ratio(label, "source_per_heat", 1.0 - per_heat, -1.0, profiles)
    return Technology(label=label, rated_on=heat.label, ratios=ratios, **more), profiles


def compression_chiller(
    label: str,
    power: Carrier,
    cooling: Carrier,
    chilled: Range,
    rejected: Range,
    share: float = 0.5,
    reject: Carrier | None = None,
    **more: Any,
) -> tuple[Technology, list[Profile]]:
    """Return a chiller rated on the cold it gives [MW]; `reject` is the carrier of the heat it gives off."""
    cold, warm = mean_kelvin(chilled), mean_kelvin(rejected)
    _must_rise(warm, cold)
    per_cold = 1.0 / np.minimum(_share(share) * cold / (warm - cold), BEST)
    return _chiller(label, power, cooling, reject, per_cold, ("power_per_cold", "heat_per_cold"), more)


def absorption_chiller(
    label: str,
    heat: Carrier,
    cooling: Carrier,
    drive: Range,
    chilled: Range,
    rejected: Range,
    share: float = 0.4,
    reject: Carrier | None = None,
    **more: Any,
) -> tuple[Technology, list[Profile]]:
    """Return a chiller driven by heat [MW], rated on the cold it gives."""
    hot, cold, warm = mean_kelvin(drive), mean_kelvin(chilled), mean_kelvin(rejected)
    _must_rise(warm, cold)
    if (hot - warm < LEAST_LIFT).any():
        raise MachineError("the heat that drives it is no hotter than where heat is rejected.")
    cop = _share(share) * (1.0 - warm / hot) * cold / (warm - cold)
    per_cold = 1.0 / np.asarray(cop)
    return _chiller(label, heat, cooling, reject, per_cold, ("heat_per_cold", "reject_per_cold"), more)


def _chiller(
    label: str,
    driver: Carrier,
    cooling: Carrier,
    reject: Carrier | None,
    per_cold: Floats,
    names: tuple[str, str],
    more: dict[str, Any],
) -> tuple[Technology, list[Profile]]:
    """Return a chiller that takes so much of its driver per cold, and what of it leaves as heat."""
    profiles: list[Profile] = []
    ratios = {
        cooling.label: Varying(1.0),
        driver.label: _ratio(label, names[0], per_cold, -1.0, profiles),
    }
    if reject is not None:
        ratios[reject.label] = _ratio(label, names[1], 1.0 + per_cold, 1.0, profiles)
    return Technology(label=label, rated_on=cooling.label, ratios=ratios, **more), profiles


def collector_output(
    irradiance: Floats,
    ambient: Floats,
    mean: float,
    optical: float = 0.80,
    linear: float = 2.5,
    quadratic: float = 0.012,
) -> Floats:
    """Return what a flat-plate collector gives [W/m²] at irradiance [W/m²] and ambient temperature [°C].

    `mean` is the mean temperature of its water; the coefficients are those of a test certificate.

    >>> collector_output(np.array([800.0, 50.0]), np.array([20.0, 20.0]), 60.0).round(1).tolist()
    [520.8, 0.0]
    """
    above = mean - ambient
    return np.maximum(0.0, optical * irradiance - linear * above - quadratic * above * np.abs(above))


def solar_heat(
    label: str,
    heat: Carrier,
    irradiance: Floats,
    ambient: Floats,
    mean: float,
    optical: float = 0.80,
    linear: float = 2.5,
    quadratic: float = 0.012,
    investment_per_area: float | None = None,
    roof_per_area: float = 0.0,
    ground_per_area: float = 0.0,
    **more: Any,
) -> tuple[Technology, list[Profile], float]:
    """Return collectors rated on their largest output [MW], the profile they follow, and m² per MW.

    `irradiance` on their plane [W/m²] and `ambient` [°C] run over the calendar, `mean` is the mean
    temperature of their water; `collector_output` says what the coefficients are. `investment_per_area` is
    money per m² of collector, `roof_per_area` and `ground_per_area` what that takes up of either. Raises
    MachineError where the sun gives nothing.
    """
    given = collector_output(irradiance, ambient, mean, optical, linear, quadratic)
    most = float(given.max(initial=0.0))
    if most <= 0.0:
        raise MachineError("the sun never heats the collectors; check irradiance [W/m²] and temperatures.")
    area = 1e6 / most
    if investment_per_area is not None:
        more["investment_per_capacity"] = investment_per_area * area
    taken = {"roof_use": roof_per_area * area, "ground_use": ground_per_area * area}
    more |= {field: use for field, use in taken.items() if use > 0.0}
    profile = Profile(f"{label}.sun", given / most)
    technology = Technology(
        label=label,
        rated_on=heat.label,
        ratios={heat.label: 1.0},
        availability=Varying(1.0, profile.name),
        **more,
    )
    return technology, [profile], area


def water_store(
    label: str,
    heat: Carrier,
    volume: float,
    hot: float,
    cold: float,
    losing: float = 0.15,
    slim: float = 1.0,
    investment_per_volume: float | None = None,
    **more: Any,
) -> Store:
    """Return a tank or pit of water [m³] between two temperatures, for days or seasons.

    `losing` is its heat loss [W/(m²·K)], `slim` its height over its diameter, `investment_per_volume` money
    per m³. The share lost is taken from what it holds above `cold`, at the full volume.
    """
    if hot <= cold:
        raise MachineError(
            f"a store between {hot:g} and {cold:g} °C holds nothing; name the hotter one first."
        )
    if volume <= 0.0 or slim <= 0.0:
        raise MachineError("a store needs a volume and a shape above 0.")
    across = (4.0 * volume / (math.pi * slim)) ** (1.0 / 3.0)
    surface = math.pi * across**2 / 2.0 + math.pi * across**2 * slim
    share = losing * surface / (volume * WATER * 1e6)
    if investment_per_volume is not None:
        more["investment_per_capacity"] = investment_per_volume / (WATER * (hot - cold))
    return Store(
        label=label, carrier=heat.label, capacity_max=volume * WATER * (hot - cold), loss=share, **more
    )


def _share(share: float) -> float:
    if not 0.0 < share <= 1.0:
        raise MachineError(
            f"a share of the ideal lies above 0 and up to 1, not at {share:g}: nothing beats Carnot."
        )
    return share


def _must_rise(warm: Floats, cold: Floats) -> None:
    if (warm - cold < LEAST_LIFT).any():
        raise MachineError("heat is rejected where it is no warmer than the cold; no machine is needed.")


def _ratio(label: str, name: str, values: Floats, sign: float, profiles: list[Profile]) -> Varying:
    if np.ndim(values) == 0:
        return Varying(sign * float(values))
    profile = Profile(f"{label}.{name}", np.asarray(values))
    profiles.append(profile)
    return Varying(sign, profile.name)
