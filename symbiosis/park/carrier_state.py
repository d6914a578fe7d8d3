"""What a tonne of a carrier holds, where the carrier states its pressure and temperature."""

from __future__ import annotations

from functools import lru_cache

from symbiosis.park.carrier import Carrier
from symbiosis.park.steam import State, SteamError, steam, water

GJ_PER_MWH = 3.6


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


def heat_per_amount(carrier: Carrier) -> float | None:
    """Return the heat [MWh] in an hour of one unit of a carrier's flow: 1 in MW, more or less a tonne.

    None for a carrier whose heat is not known; raises SteamError as `heat_per_tonne` does.
    """
    if carrier.unit == "MW":
        return 1.0
    return heat_per_tonne(carrier) if carrier.unit == "t/h" else None


_steam = lru_cache(maxsize=256)(steam)
_water = lru_cache(maxsize=256)(water)
