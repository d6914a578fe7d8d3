"""What stands between steam headers: boilers, let-down stations, turbines, users; mass and heat both close.

A carrier's own `pressure` and `temperature` say what a tonne of it holds (h). Per tonne to the lower header:

    let-down      m + w = 1,  m · h_high + w · h_water = h_low
    turbine       the same with h behind the stage; power = η_shaft · m · (h_high − h_behind);
                  wet into a saturated header, m = 1 + drained water
    condensing    power = η_shaft · (h_high − h_behind), all of it condenses
    boiler        fuel = (h_steam + b · h_boiling − (1 + b) · h_feed) / η       b blow-down per steam
    deaerator     s · h_steam + (1 − s + v) · h_water = h_feed + v · h_vent               v vented steam
    user          heat = h_steam − h_condensate, of which a share of the condensate comes back
    (m steam taken, w desuperheating water, tonnes per tonne)

Fuel, power and heat are in MWh, steam and water in tonnes: 1 MWh is 3.6 GJ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symbiosis.catalogue.states import both_states, known_state
from symbiosis.park import Carrier, Technology
from symbiosis.park.steam import State, SteamError, expanded, saturation_temperature, water

GJ_PER_MWH = 3.6
WATER_NEEDED = 1e-9  # tonnes per tonne


def let_down(label: str, high: Carrier, low: Carrier, feed: Carrier, **more: Any) -> Technology:
    """Return a pressure-reducing station that sprays `feed` water into steam until it is `low`.

    Rated on the lower header [t/h]; `more` are fields of the technology. Raises SteamError when the
    pressure would rise or the steam is not hot enough.
    """
    above, below = both_states(high, low)
    taken, sprayed = _mixed(above.enthalpy, below, known_state(feed), f"let down from {high.label}")
    ratios = {high.label: -taken, low.label: 1.0} | _water(feed, sprayed)
    return _technology(label, low.label, ratios, more)


def back_pressure_turbine(
    label: str,
    high: Carrier,
    low: Carrier,
    feed: Carrier,
    power: Carrier,
    isentropic: float = 0.85,
    shaft: float = 0.97,
    drain: Carrier | None = None,
    **more: Any,
) -> Technology:
    """Return a turbine between two headers, with spray water where its steam is hotter than `low`.

    `isentropic` is the efficiency of the expansion, `shaft` that of gear and generator together. Into a
    saturated header, wet steam leaves its water in `drain`. Rated on the lower header [t/h]. Raises
    SteamError when the pressure would rise, or when the steam behind holds less than `low` must.
    """
    above, below = both_states(high, low)
    behind = expanded(above, below.pressure, isentropic)
    boiling = water(saturation_temperature(below.pressure))
    if drain is not None and behind.enthalpy < below.enthalpy and below.superheat < 1.0:
        taken = (below.enthalpy - boiling.enthalpy) / (behind.enthalpy - boiling.enthalpy)
        apart = {drain.label: taken - 1.0}
    else:
        taken, sprayed = _mixed(behind.enthalpy, below, known_state(feed), f"expanded from {high.label}")
        apart = _water(feed, sprayed)
    made = shaft * taken * (above.enthalpy - behind.enthalpy) / GJ_PER_MWH
    return _technology(
        label, low.label, {high.label: -taken, low.label: 1.0, power.label: made} | apart, more
    )


def condensing_turbine(
    label: str,
    high: Carrier,
    condensate: Carrier,
    power: Carrier,
    vacuum: float = 0.007,
    isentropic: float = 0.85,
    shaft: float = 0.97,
    **more: Any,
) -> Technology:
    """Return a turbine that expands steam into a condenser at `vacuum` [MPa absolute].

    Behind a back-pressure stage it is the condensing part of an extraction turbine. Rated on the steam
    it takes [t/h]. Raises SteamError when the pressure would rise.
    """
    above = known_state(high)
    behind = expanded(above, vacuum, isentropic)
    made = shaft * (above.enthalpy - behind.enthalpy) / GJ_PER_MWH
    ratios = {high.label: -1.0, condensate.label: 1.0, power.label: made}
    return _technology(label, high.label, ratios, more)


def boiler(
    label: str,
    out: Carrier,
    feed: Carrier,
    fuel: Carrier,
    efficiency: float,
    blow_down: float = 0.0,
    emissions: Mapping[str, float] | None = None,
    **more: Any,
) -> Technology:
    """Return a boiler: fuel on its lower heating value [MWh], feed water and steam [t].

    `blow_down` is the share of steam raised that leaves as boiling water; `emissions` are per MWh of
    fuel. Rated on steam [t/h].
    """
    if not 0.0 < efficiency <= 1.1:  # condensing boilers pass 1 on the lower heating value
        raise SteamError(f"a boiler's efficiency lies between 0 and 1.1, not at {efficiency:g}.")
    made, fed = known_state(out), known_state(feed)
    boiling = water(saturation_temperature(made.pressure))
    gained = made.enthalpy + blow_down * boiling.enthalpy - (1.0 + blow_down) * fed.enthalpy
    burnt = gained / GJ_PER_MWH / efficiency
    ratios = {fuel.label: -burnt, feed.label: -(1.0 + blow_down), out.label: 1.0}
    ratios |= {name: factor * burnt for name, factor in (emissions or {}).items()}
    return _technology(label, out.label, ratios, more)


def deaerator(
    label: str, water: Carrier, heating: Carrier, feed: Carrier, vent: float = 0.0, **more: Any
) -> Technology:
    """Return a deaerator that heats one water (make-up or condensate) to feed water with steam.

    Write one for each water that it is fed with. `vent` is the steam that escapes per tonne of feed
    water. Rated on feed water [t/h]. Raises SteamError when the water is hotter than the feed water.
    """
    cold, steam_in, hot = known_state(water), known_state(heating), known_state(feed)
    if cold.enthalpy > hot.enthalpy:
        raise SteamError(
            f"{water.label} at {cold.temperature:g} °C is hotter than the feed water, {hot.temperature:g} °C."
        )
    taken = (hot.enthalpy - cold.enthalpy) / (steam_in.enthalpy - cold.enthalpy)
    ratios = {water.label: -(1.0 - taken), heating.label: -(taken + vent), feed.label: 1.0}
    return _technology(label, feed.label, ratios, more)


def user(
    label: str,
    taken: Carrier,
    heat: Carrier,
    condensate: Carrier | None = None,
    returned: float = 0.0,
    **more: Any,
) -> Technology:
    """Return an indirect user: steam condenses, its heat [MWh] serves, a share of the condensate returns.

    Without `condensate` the carrier's own return temperature holds. Rated on steam [t/h].
    """
    if condensate is not None:
        left = known_state(condensate).enthalpy
    elif taken.return_temperature is not None:
        left = water(taken.return_temperature).enthalpy
    else:
        raise SteamError(f"{taken.label} states no return_temperature, and no condensate is named.")
    if not 0.0 <= returned <= 1.0:
        raise SteamError(f"the share of condensate that returns lies between 0 and 1, not at {returned:g}.")
    ratios = {taken.label: -1.0, heat.label: (known_state(taken).enthalpy - left) / GJ_PER_MWH}
    if condensate is not None and returned > 0.0:
        ratios[condensate.label] = returned
    return _technology(label, taken.label, ratios, more)


def _technology(label: str, rated_on: str, ratios: dict[str, float], more: Mapping[str, Any]) -> Technology:
    return Technology(label=label, rated_on=rated_on, ratios=ratios, **more)


def _mixed(arriving: float, wanted: State, spray: State, how: str) -> tuple[float, float]:
    """Return tonnes of steam and of water per tonne of the lower header."""
    if arriving < wanted.enthalpy - 1e-9:
        raise SteamError(
            f"steam {how} holds {arriving:.4g} GJ/t, the header needs {wanted.enthalpy:.4g} GJ/t "
            f"at {wanted.temperature:.1f} °C; lower the header's temperature, or drain the water "
            "of a turbine."
        )
    taken = (wanted.enthalpy - spray.enthalpy) / (arriving - spray.enthalpy)
    return taken, 1.0 - taken


def _water(feed: Carrier, sprayed: float) -> dict[str, float]:
    return {feed.label: -sprayed} if sprayed > WATER_NEEDED else {}
