"""Whether steam makes sense: states that exist, pressure that only falls, heat that comes from somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.carrier import Carrier
    from symbiosis.park.park import Park
    from symbiosis.park.steam import State
    from symbiosis.park.technology import Technology

GJ_PER_MWH = 3.6
CLOSED = 0.002  # share of the heat taken by which tables rounded to three figures may miss
HOTTER = 0.002  # GJ/t
ROUNDED = 0.5  # K
HOTTEST_WATER = 180.0  # °C


def steam_problems(park: Park) -> Iterator[Problem]:
    """States of carriers exist, and technologies between them keep the laws."""
    if not any(_has_state(carrier) for carrier in park.carriers.values()):
        return
    states: dict[str, State] = {}
    for carrier in park.carriers.values():
        yield from _carrier(carrier, states)
    for technology in park.technologies.values():
        yield from _technology(park, technology, states)
    for level in park.heat_levels.values():
        state = states.get(level.carrier)
        if state is not None and level.temperature > state.temperature + ROUNDED:
            yield Problem(
                f"is hotter than the steam that carries it, {state.temperature:.1f} °C.",
                "Lower it; steam gives most of its heat where it condenses.",
                "heat_levels",
                level.label,
                "temperature",
                f"{level.temperature:g}",
            )


def _has_state(carrier: Carrier) -> bool:
    stated = (carrier.pressure, carrier.temperature, carrier.return_temperature)
    return any(value is not None for value in stated)


def _carrier(carrier: Carrier, states: dict[str, State]) -> Iterator[Problem]:
    from symbiosis.park.carrier_state import heat_per_tonne, is_steam, state_of
    from symbiosis.park.steam import SteamError

    if carrier.kind not in ("energy", "water") or not _has_state(carrier):
        return
    if carrier.kind == "energy" and carrier.pressure is None and carrier.return_temperature is not None:
        yield from _hot_water(carrier)
    if is_steam(carrier) and not carrier.unit.endswith(("t/h", "kg/h")):
        yield Problem(
            "is no flow of steam: with a pressure, steam is a mass.",
            "Write t/h; duties are converted when return_temperature is stated.",
            "carriers",
            carrier.label,
            "unit",
            carrier.unit,
        )
        return
    try:
        found = state_of(carrier)
        if found is not None and carrier.unit == "t/h":
            states[carrier.label] = found
        heat_per_tonne(carrier)
    except SteamError as error:
        field = "temperature" if carrier.temperature is not None else "pressure"
        yield Problem(str(error), "Correct the state.", "carriers", carrier.label, field)


def _hot_water(carrier: Carrier) -> Iterator[Problem]:
    """Water that goes out and comes back has two temperatures."""
    from symbiosis.park.carrier_state import water_pair
    from symbiosis.park.steam import SteamError

    if carrier.temperature is None:
        yield Problem(
            "is stated without a pressure (steam) or a supply temperature (hot water).",
            "State pressure, e.g. 1.0 MPa(a), or temperature, e.g. 90 °C.",
            "carriers",
            carrier.label,
            "return_temperature",
        )
        return
    try:
        pair = water_pair(carrier)
    except SteamError as error:
        yield Problem(str(error), "Correct the state.", "carriers", carrier.label, "temperature")
        return
    if carrier.temperature > HOTTEST_WATER:
        yield Problem(
            f"is hotter than networks of hot water run ({HOTTEST_WATER:g} °C), and no pressure is stated.",
            "State pressure, e.g. 1.0 MPa(a), where it is steam.",
            "carriers",
            carrier.label,
            "temperature",
            f"{carrier.temperature:g}",
        )
    elif pair is not None and carrier.temperature == carrier.return_temperature:
        yield Problem(
            "is the supply temperature too, so that the water carries nothing.",
            "Lower it for heat, or raise it for cold.",
            "carriers",
            carrier.label,
            "return_temperature",
            f"{carrier.return_temperature:g}",
        )


def _technology(park: Park, technology: Technology, states: Mapping[str, State]) -> Iterator[Problem]:
    ratios = {name: ratio.value for name, ratio in technology.ratios.items() if ratio.profile is None}
    if len(ratios) < len(technology.ratios) or technology.points:
        return
    taken = {name: -value for name, value in ratios.items() if value < 0.0}
    given = {name: value for name, value in ratios.items() if value > 0.0 and not park.is_emission(name)}
    if not taken or not all(name in states for name in taken):
        return  # fuel or power comes in too: pressure and heat may rise
    steams = {name for name in taken if park.carriers[name].kind == "energy"}
    if not steams:
        return
    yield from _rises(park, technology, steams, given, states)
    yield from _out_of_nothing(park, technology, taken, given, states)


def _rises(
    park: Park,
    technology: Technology,
    steams: set[str],
    given: Mapping[str, float],
    states: Mapping[str, State],
) -> Iterator[Problem]:
    """Without fuel or power, no steam leaves at a higher pressure or with more heat than any that came."""
    pressure = max(states[name].pressure for name in steams)
    richest = max(steams, key=lambda name: states[name].enthalpy)
    for name in given:
        if name not in states or park.carriers[name].kind != "energy":
            continue
        after = states[name]
        if after.pressure > pressure + 1e-9:
            yield Problem(
                f"gives steam of {after.pressure:g} MPa out of steam of {pressure:g} MPa (absolute).",
                "Let steam down from a higher header, or add the power of a compressor.",
                "technologies",
                technology.label,
                "ratios",
                name,
            )
        elif after.enthalpy > states[richest].enthalpy + HOTTER:
            before = states[richest]
            kind = "saturated" if before.superheat < 1.0 else f"{before.temperature:.0f} °C"
            yield Problem(
                f"asks for {after.temperature:.0f} °C ({after.enthalpy:.4g} GJ/t) out of {kind} steam that "
                f"holds {before.enthalpy:.4g} GJ/t.",
                "Lower the temperature of the header, or add a superheater with its fuel.",
                "technologies",
                technology.label,
                "ratios",
                name,
            )


def _out_of_nothing(
    park: Park,
    technology: Technology,
    taken: Mapping[str, float],
    given: Mapping[str, float],
    states: Mapping[str, State],
) -> Iterator[Problem]:
    """Steam, water, power and heat that leave hold no more than came in, and no more mass."""
    came = sum(flow * states[name].enthalpy for name, flow in taken.items())
    left = sum(flow * states[name].enthalpy for name, flow in given.items() if name in states)
    left += sum(
        flow * GJ_PER_MWH
        for name, flow in given.items()
        if name not in states and park.carriers[name].unit == "MW"
    )
    if left > came * (1.0 + CLOSED):
        yield Problem(
            f"gives {left:.4g} GJ per unit of activity out of {came:.4g} GJ.",
            "Correct the ratios; heat counts from liquid water at 0 °C.",
            "technologies",
            technology.label,
            "ratios",
        )
    mass_in = sum(taken.values())
    mass_out = sum(flow for name, flow in given.items() if name in states)
    if mass_out > mass_in * (1.0 + CLOSED):
        yield Problem(
            f"gives {mass_out:.4g} t of steam and water out of {mass_in:.4g} t.",
            "Add the feed or desuperheating water that it takes.",
            "technologies",
            technology.label,
            "ratios",
        )
