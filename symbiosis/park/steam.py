"""Water and steam by IAPWS-IF97: what a tonne holds at a pressure and a temperature.

Pressures are absolute [MPa], temperatures °C, enthalpies GJ/t (the same number as MJ/kg), entropies
GJ/(t·K). Enthalpy counts from liquid water at the triple point. The formulation is the industrial one
(IAPWS R7-97), as computed by CoolProp.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

KELVIN = 273.15
NEAR = 0.05  # K: a temperature stated to a tenth of a degree may be that of saturation
COLDEST, HOTTEST, LEAST, MOST = 0.01, 800.0, 0.000612, 100.0  # °C, °C, MPa, MPa
CRITICAL = 22.064  # MPa


class SteamError(ValueError):
    """A state that water does not take, or a step that steam does not make; a sentence says which."""


@dataclass(frozen=True)
class State:
    """One tonne of water or steam."""

    pressure: float
    temperature: float
    enthalpy: float
    entropy: float

    @property
    def superheat(self) -> float:
        """Kelvin above saturation; below zero for water that is not boiling."""
        return self.temperature - saturation_temperature(self.pressure)


def saturation_temperature(pressure: float) -> float:
    """Return the temperature at which water boils under a pressure.

    >>> round(saturation_temperature(1.0), 2)
    179.89
    """
    if not LEAST <= pressure < CRITICAL:
        raise SteamError(
            f"water boils at no temperature under {pressure:g} MPa absolute ({LEAST:g} to {CRITICAL:g})."
        )
    return _property("T", "P", pressure * 1e6, "Q", 0.0) - KELVIN


def saturation_pressure(temperature: float) -> float:
    """Return the pressure under which water boils at a temperature."""
    if not COLDEST <= temperature < 373.9:
        raise SteamError(f"water boils under no pressure at {temperature:g} °C.")
    return _property("P", "T", temperature + KELVIN, "Q", 0.0) / 1e6


def steam(pressure: float, temperature: float | None = None) -> State:
    """Return steam at a pressure and a temperature, saturated without one; raises SteamError for water.

    >>> round(steam(1.0, 200.0).enthalpy, 3), round(steam(0.5).enthalpy, 3)
    (2.828, 2.748)
    """
    boiling = saturation_temperature(pressure) if pressure < CRITICAL else None
    if temperature is None:
        temperature = saturation_temperature(pressure)
    if boiling is not None and temperature < boiling - NEAR:
        raise SteamError(
            f"at {pressure:g} MPa absolute water boils at {boiling:.1f} °C; "
            f"at {temperature:g} °C it is liquid."
        )
    if boiling is not None and temperature <= boiling + NEAR:
        return _state(pressure, boiling, "Q", 1.0)
    _in_range(pressure, temperature)
    return _state(pressure, temperature, "T", temperature + KELVIN)


def water(temperature: float, pressure: float | None = None) -> State:
    """Return liquid water; boiling at its temperature without a pressure; raises SteamError for steam.

    >>> round(water(104.0).enthalpy, 3)
    0.436
    """
    boiling_under = saturation_pressure(temperature)
    if pressure is None or abs(pressure - boiling_under) <= 1e-3 * boiling_under:
        return _state(boiling_under, temperature, "Q", 0.0)
    if pressure < boiling_under:
        raise SteamError(
            f"at {temperature:g} °C water boils under {boiling_under:.4g} MPa absolute; "
            f"under {pressure:g} MPa it is steam."
        )
    _in_range(pressure, temperature)
    return _state(pressure, temperature, "T", temperature + KELVIN)


def expanded(inlet: State, pressure: float, efficiency: float) -> State:
    """Return steam behind a turbine stage of an isentropic efficiency; raises SteamError for a rise.

    h₂ = h₁ − η · (h₁ − h(p₂, s₁))
    """
    if pressure >= inlet.pressure:
        raise SteamError(
            f"steam of {inlet.pressure:g} MPa does not expand to {pressure:g} MPa; both are absolute."
        )
    if not 0.0 < efficiency <= 1.0:
        raise SteamError(f"an isentropic efficiency lies between 0 and 1, not at {efficiency:g}.")
    ideal = _property("H", "P", pressure * 1e6, "S", inlet.entropy * 1e6) / 1e6
    return throttled(inlet.enthalpy - efficiency * (inlet.enthalpy - ideal), pressure)


def throttled(enthalpy: float, pressure: float) -> State:
    """Return the state of an enthalpy under a pressure, wet if need be."""
    temperature = _property("T", "P", pressure * 1e6, "H", enthalpy * 1e6) - KELVIN
    entropy = _property("S", "P", pressure * 1e6, "H", enthalpy * 1e6) / 1e6
    return State(pressure, temperature, enthalpy, entropy)


def density_and_viscosity(state: State) -> tuple[float, float]:
    """Return density [kg/m3] and dynamic viscosity [Pa·s] of water or steam.

    >>> [round(number, 7) for number in density_and_viscosity(steam(1.0, 200.0))]
    [4.8542829, 1.59e-05]
    """
    pressure = state.pressure * 1e6
    second = ("T", state.temperature + KELVIN)
    if state.pressure < CRITICAL and abs(state.superheat) <= NEAR:
        dry = _property("H", "P", pressure, "Q", 1.0) / 1e6
        second = ("Q", 1.0 if state.enthalpy > 0.9 * dry else 0.0)
    return _property("D", "P", pressure, *second), _property("V", "P", pressure, *second)


def _in_range(pressure: float, temperature: float) -> None:
    if not (LEAST <= pressure <= MOST and COLDEST <= temperature <= HOTTEST):
        raise SteamError(
            f"{pressure:g} MPa and {temperature:g} °C lie outside of what the formulation covers "
            f"({LEAST:g} to {MOST:g} MPa, {COLDEST:g} to {HOTTEST:g} °C)."
        )


def _state(pressure: float, temperature: float, second: str, value: float) -> State:
    enthalpy, entropy = (_property(name, "P", pressure * 1e6, second, value) / 1e6 for name in ("H", "S"))
    return State(pressure, temperature, enthalpy, entropy)


@lru_cache(maxsize=4096)
def _property(name: str, first: str, value: float, second: str, other: float) -> float:
    try:
        return float(_formulation()(name, first, value, second, other, "IF97::Water"))
    except ValueError as error:
        raise SteamError(f"no such state of water: {error}") from None


@lru_cache(maxsize=1)
def _formulation() -> Any:
    from CoolProp.CoolProp import PropsSI  # takes seconds to load; most parks state no steam

    return PropsSI
