"""What a tonne of a carrier holds, where the carrier states its pressure and temperature."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from symbiosis.park.carrier import Carrier
from symbiosis.park.steam import State, SteamError, density_and_viscosity, steam, water

GJ_PER_MWH = 3.6
NETWORK = 1.0  # MPa absolute: under which hot water is kept liquid; its heat hardly depends on it


def is_steam(carrier: Carrier) -> bool:
    """Tell whether a carrier is steam: energy at a pressure, which is no fuel."""
    fuel = carrier.lower_heating_value is not None or carrier.lower_heating_value_volume is not None
    return carrier.kind == "energy" and carrier.pressure is not None and not fuel


def state_of(carrier: Carrier) -> State | None:
    """Return the state of steam (see `is_steam`) or water (kind water); None where it states none.

    Raises SteamError for a state that does not exist.
    """
    if is_steam(carrier) and carrier.pressure is not None:
        return _steam(carrier.pressure, carrier.temperature)
    if carrier.kind == "water" and carrier.temperature is not None:
        return _water(carrier.temperature, carrier.pressure)
    return None


def heat_per_tonne(carrier: Carrier) -> float | None:
    """Return the heat [MWh/t] that a tonne of steam leaves with a user before its condensate returns.

    None where the carrier is no steam or states no return temperature; raises SteamError for a state
    that does not exist, and when the condensate would hold more.
    """
    if not is_steam(carrier) or carrier.pressure is None or carrier.return_temperature is None:
        return None
    state = _steam(carrier.pressure, carrier.temperature)
    left = _water(carrier.return_temperature, None)
    if left.temperature > state.temperature:
        raise SteamError(
            f"condensate of {left.temperature:g} °C does not come from steam of {state.temperature:.1f} °C."
        )
    return (state.enthalpy - left.enthalpy) / GJ_PER_MWH


@dataclass(frozen=True)
class Pair:
    """Hot or chilled water that goes out at one temperature and comes back at another.

    `heat_per_tonne` and `heat_per_volume` are what a user is given (hot) or rid of (chilled) [MWh/t, MWh/m3].
    """

    supply: State
    back: State
    heat_per_tonne: float
    heat_per_volume: float


def water_pair(carrier: Carrier) -> Pair | None:
    """Return what a carrier of heat or cold by water is: energy without a pressure, two temperatures.

    None for any other carrier; raises SteamError for states that do not exist. Volumes are measured in
    the supply pipe.
    """
    if carrier.kind != "energy" or carrier.pressure is not None:
        return None
    if carrier.temperature is None or carrier.return_temperature is None:
        return None
    supply, back = _liquid(carrier.temperature), _liquid(carrier.return_temperature)
    heat = abs(supply.enthalpy - back.enthalpy) / GJ_PER_MWH
    return Pair(supply, back, heat, heat * density_and_viscosity(supply)[0] / 1000.0)


def heat_per_amount(carrier: Carrier) -> float | None:
    """Return the heat [MWh] in an hour of one unit of a carrier's flow: 1 in MW, more or less a tonne.

    None for a carrier whose heat is not known; raises SteamError as `heat_per_tonne` does.
    """
    if carrier.unit == "MW":
        return 1.0
    pair = water_pair(carrier)
    if pair is not None:
        return {"t/h": pair.heat_per_tonne, "m3/h": pair.heat_per_volume}.get(carrier.unit)
    return heat_per_tonne(carrier) if carrier.unit == "t/h" else None


def _liquid(temperature: float) -> State:
    return _water(temperature, NETWORK if temperature < 150.0 else None)


_steam = lru_cache(maxsize=256)(steam)
_water = lru_cache(maxsize=256)(water)
