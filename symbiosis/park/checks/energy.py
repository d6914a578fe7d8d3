"""Whether plants give no more energy than they take: out of a fuel, out of heat, out of what drives them.

    burning           given ≤ 1.12 · taken                  most of a lower heating value, its water condensed
    out of heat       given ≤ taken                         steam by enthalpy, hot water by temperature
    driven            power and fuels given ≤ taken
                      heat given ≤ taken + driver · (COP − 1)
                                                            COP = T / (T − T₀), T₀ = 30 °C, T mean of the heat

Only what is known is judged. A plant passes that takes water or a material whose heat is not stated, whose
flows follow a profile or a region, or whose output may be cold. Cold that states its temperatures is heat
taken. Steam given out of water that is not named counts from boiling water on, steam taken from 0 °C.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.carrier import Carrier
    from symbiosis.park.park import Park
    from symbiosis.park.steam import State
    from symbiosis.park.technology import Technology

CONDENSING = 1.12  # most energy out of a fuel's lower heating value, its water condensed
ROUNDED = 1.01  # ratios are written with few figures
KELVIN = 273.15
SURROUNDINGS = 30.0 + KELVIN  # K: warmest air, ground or water that a heat pump takes without naming it
GJ_PER_MWH = 3.6
MWH = {  # in an hour of one unit of flow
    "MW": 1.0,
    "kW": 1e-3,
    "GW": 1e3,
    "GJ/h": 1.0 / GJ_PER_MWH,
    "MJ/h": 1e-3 / GJ_PER_MWH,
}
POWER = frozenset({"power", "electricity"})  # names of the process library and of the factor tables
FUELS = frozenset(
    {
        *("coal", "raw_coal", "coke", "fuel", "natural_gas", "hydrogen", "biogas", "refinery_gas", "lpg"),
        *("bf_gas", "co_gas", "bof_gas", "coke_oven_gas", "blast_furnace_gas", "converter_gas"),
        *("fuel_oil", "crude_oil", "diesel", "gasoline", "kerosene"),
    }
)


def energy_problems(park: Park) -> Problems:
    """A plant gives no more energy than its fuel, the heat it takes, or an ideal heat pump allows.

    One that burns gas, or uses steam, to take heat from the surroundings must name that heat as a carrier.
    """
    for label, technology in park.technologies.items():
        found = _flows(park, technology)
        for message, remedy in _said(found) if found is not None and found.taken > 0.0 else ():
            yield Problem(message, remedy, "technologies", label, "ratios")


@dataclass
class _Flows:
    """Energy [MWh] in and out of a plant per unit of activity, by what is known of it."""

    fuel: float = 0.0
    driver: float = 0.0  # power, or what may be power
    heat: float = 0.0  # taken as heat, or as cold that is given
    noble: float = 0.0  # power and fuels given
    warm: float = 0.0  # heat given
    unknown: float = 0.0  # given: heat or cold, it is not said which
    coolest: float = math.inf  # K, mean temperature of the coolest heat given
    burns: bool = False

    @property
    def taken(self) -> float:
        return self.fuel + self.driver + self.heat


def _said(e: _Flows) -> Iterator[tuple[str, str]]:
    """Yield a sentence and a remedy where more is given than there can be."""
    taken, known = e.taken, e.noble + e.warm
    if e.burns:
        given = known + e.unknown
        if given > CONDENSING * taken:
            yield (
                f"gives {given:.4g} MWh out of {taken:.4g} MWh that it takes, {given / taken:.0%}: "
                "more than a fuel holds.",
                "Correct the ratios (on lower heating value), or add the ambient heat that it takes.",
            )
    elif e.driver == 0.0:
        if known > ROUNDED * taken:
            yield (
                f"gives {known:.4g} MWh of heat and power out of {taken:.4g} MWh of heat that it takes, "
                f"{known / taken:.0%}.",
                "Correct the ratios, or add the carrier whose heat it takes besides: ambient or waste heat.",
            )
    elif e.noble > ROUNDED * taken:
        yield (
            f"gives {e.noble:.4g} MWh of power or fuel out of {taken:.4g} MWh that it takes, "
            f"{e.noble / taken:.0%}.",
            "Correct the ratios: only heat and cold can be more than what drives a plant.",
        )
    elif e.unknown == 0.0 and SURROUNDINGS < e.coolest < math.inf:
        ideal = e.coolest / (e.coolest - SURROUNDINGS)
        if known > ROUNDED * (taken + e.driver * (ideal - 1.0)):
            yield (
                f"gives {e.warm:.4g} MWh of heat at {e.coolest - KELVIN:.0f} °C out of {taken:.4g} MWh that "
                f"it takes: more than an ideal heat pump, which gives {ideal:.3g} for 1 from 30 °C outside.",
                "Correct the ratios, or add the carrier whose heat it takes besides: ambient or waste heat.",
            )


def _flows(park: Park, technology: Technology) -> _Flows | None:
    """Return what a plant takes and gives; None where energy comes in that is not counted."""
    ratios = technology.ratios
    if technology.points or any(ratio.profile is not None for ratio in ratios.values()):
        return None
    states = {name: _state(park.carriers[name]) for name in ratios}
    by_enthalpy = any(
        state is not None and park.carriers[name].kind == "water" for name, state in states.items()
    )
    e = _Flows()
    for name, ratio in ratios.items():
        carrier, state = park.carriers[name], states[name]
        if carrier.kind == "emission":
            e.burns |= ratio.value > 0.0
        elif state is not None:
            _by_state(e, ratio.value, carrier, state, by_enthalpy)
        elif carrier.unit in MWH:
            _by_energy(e, ratio.value * MWH[carrier.unit], carrier)
        elif ratio.value < 0.0:
            return None  # water, waste heat or a material brings energy in that is not counted here
    return e


def _state(carrier: Carrier) -> State | None:
    """Return the state of steam or water in tonnes; None of anything else, and where it does not exist."""
    from symbiosis.park.carrier_state import state_of
    from symbiosis.park.steam import SteamError

    try:
        return state_of(carrier) if carrier.unit == "t/h" else None
    except SteamError:
        return None  # said of the carrier itself


def _by_state(e: _Flows, flow: float, carrier: Carrier, state: State, by_enthalpy: bool) -> None:
    """Count steam or water by its enthalpy; steam given out of water that is not named, from boiling on."""
    from symbiosis.park.steam import saturation_temperature, water

    steam = carrier.kind == "energy"
    if flow < 0.0:
        e.heat -= flow * state.enthalpy / GJ_PER_MWH
    elif not steam:
        e.warm += flow * state.enthalpy / GJ_PER_MWH
    else:
        boiling = saturation_temperature(state.pressure)
        below = 0.0 if by_enthalpy else water(boiling).enthalpy
        e.warm += flow * (state.enthalpy - below) / GJ_PER_MWH
        e.coolest = min(e.coolest, boiling + KELVIN)


def _by_energy(e: _Flows, flow: float, carrier: Carrier) -> None:
    """Count what is measured in energy by what it is said to be."""
    names = {carrier.factors, carrier.stands_for or carrier.label}
    heating_value = carrier.lower_heating_value is not None or carrier.lower_heating_value_volume is not None
    out, back = carrier.temperature, carrier.return_temperature
    if heating_value or names & FUELS:
        e.burns |= flow < 0.0
        e.fuel += max(0.0, -flow)
        e.noble += max(0.0, flow)
    elif names & POWER:
        e.driver += max(0.0, -flow)
        e.noble += max(0.0, flow)
    elif carrier.kind == "energy" and out is not None and back is not None:
        if (out < back) == (flow > 0.0):  # cold given takes heat away; heat taken
            e.heat += abs(flow)
        elif flow > 0.0:
            e.warm += flow
            e.coolest = min(e.coolest, (out + back) / 2.0 + KELVIN)
    else:
        e.driver += max(0.0, -flow)
        e.unknown += max(0.0, flow)
