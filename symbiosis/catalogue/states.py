"""The states of carriers that a steam plant stands between; a sentence where one is not known."""

from __future__ import annotations

from symbiosis.park import Carrier
from symbiosis.park.carrier_state import state_of
from symbiosis.park.steam import State, SteamError


def known_state(carrier: Carrier) -> State:
    """Return the state of steam or water; raises SteamError where the carrier states none."""
    found = state_of(carrier)
    if found is None:
        raise SteamError(
            f"{carrier.label} states no pressure (steam) or temperature (water), so its heat is not known."
        )
    return found


def both_states(high: Carrier, low: Carrier) -> tuple[State, State]:
    """Return the states of two headers; raises SteamError unless the pressure falls."""
    above, below = known_state(high), known_state(low)
    if above.pressure <= below.pressure:
        raise SteamError(
            f"{high.label} at {above.pressure:g} MPa cannot feed {low.label} at {below.pressure:g} MPa; "
            "pressure only falls."
        )
    return above, below
