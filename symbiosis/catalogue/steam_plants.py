"""Steam plants that run at points: boilers at part load or on several fuels, extraction turbines.

    part load       fuel(x) = x · (h_steam + b·h_boiling − (1 + b)·h_feed) / η(x)         x load of one unit
    several fuels   one capacity, any mixture of fuels, each with its own efficiency
    extraction      power = η_shaft · (taken · (h_high − h_behind) + condensed · (h_behind − h_vacuum))

Flows are those of one unit at each point: steam and water in t/h, fuel and power in MW.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symbiosis.catalogue.states import both_states, known_state
from symbiosis.catalogue.steam import boiler
from symbiosis.park import Carrier, Technology
from symbiosis.park.steam import SteamError, expanded

GJ_PER_MWH = 3.6


def part_load_boiler(
    label: str,
    out: Carrier,
    feed: Carrier,
    fuel: Carrier,
    size: float,
    efficiencies: Mapping[float, float],
    blow_down: float = 0.0,
    emissions: Mapping[str, float] | None = None,
    **more: Any,
) -> Technology:
    """Return boilers of a size [t/h] whose efficiency follows the load; switched on and off as units.

    `efficiencies` are by share of full load, e.g. {0.3: 0.85, 0.6: 0.90, 1.0: 0.92}; the smallest is the
    least load. `emissions` are per MWh of fuel.
    """
    loads = sorted(efficiencies)
    if len(loads) < 2 or not loads[0] > 0.0 or abs(loads[-1] - 1.0) > 1e-9:
        raise SteamError("efficiencies are stated for at least two loads above 0, the last of them 1.")
    points: dict[str, list[float]] = {}
    for load in loads:
        one = boiler(label, out, feed, fuel, efficiencies[load], blow_down, emissions)
        for carrier, ratio in one.ratios.items():
            points.setdefault(carrier, []).append(load * size * ratio.value)
    ordered = {name: tuple(points[name]) for name in (out.label, fuel.label, *points)}
    return Technology(label=label, rated_on=out.label, points=ordered, shape="curve", **more)


def multi_fuel_boiler(
    label: str,
    out: Carrier,
    feed: Carrier,
    fuels: Mapping[str, float],
    size: float,
    blow_down: float = 0.0,
    emissions: Mapping[str, Mapping[str, float]] | None = None,
    **more: Any,
) -> Technology:
    """Return a boiler of a size [t/h] that burns any mixture of fuels, each at its own efficiency.

    `fuels` maps carriers [MW] to efficiencies, `emissions` fuels to emissions per MWh of them.
    """
    if len(fuels) < 2:
        raise SteamError("several fuels are a choice; one fuel is an ordinary boiler.")
    points: dict[str, list[float]] = {}
    for place, (name, efficiency) in enumerate(fuels.items()):
        fuel = Carrier(label=name, kind="energy", unit="MW")
        one = boiler(label, out, feed, fuel, efficiency, blow_down, (emissions or {}).get(name))
        for carrier, ratio in one.ratios.items():
            points.setdefault(carrier, [0.0] * len(fuels))[place] = size * ratio.value
    return Technology(
        label=label, rated_on=out.label, points={k: tuple(v) for k, v in points.items()}, **more
    )


def extraction_turbine(
    label: str,
    high: Carrier,
    low: Carrier,
    feed: Carrier,
    condensate: Carrier,
    power: Carrier,
    size: float,
    extracted: float = 0.7,
    vacuum: float = 0.007,
    isentropic: float = 0.85,
    shaft: float = 0.97,
    **more: Any,
) -> Technology:
    """Return a turbine of a size [t/h of live steam] from which up to a share may be extracted to `low`.

    What is extracted is sprayed with feed water down to the header's state; the rest condenses at
    `vacuum` [MPa absolute]. Rated on the steam it takes.
    """
    if not 0.0 < extracted <= 1.0:
        raise SteamError(f"the share that may be extracted lies above 0 and up to 1, not at {extracted:g}.")
    above, below = both_states(high, low)
    behind = expanded(above, below.pressure, isentropic)
    spray = known_state(feed)
    if behind.enthalpy < below.enthalpy:
        raise SteamError(
            f"steam expanded from {high.label} holds {behind.enthalpy:.4g} GJ/t, "
            f"the header {low.label} needs {below.enthalpy:.4g} GJ/t; lower the header's temperature."
        )
    last = expanded(behind, vacuum, isentropic)
    first, second = (
        shaft * step / GJ_PER_MWH
        for step in (above.enthalpy - behind.enthalpy, behind.enthalpy - last.enthalpy)
    )
    sprayed = (behind.enthalpy - below.enthalpy) / (below.enthalpy - spray.enthalpy)
    out = extracted * size
    points = {
        high.label: (-size, -size),
        low.label: (0.0, out * (1.0 + sprayed)),
        condensate.label: (size, size - out),
        power.label: (size * (first + second), size * first + (size - out) * second),
    }
    if sprayed > 1e-9:
        points[feed.label] = (0.0, -out * sprayed)
    return Technology(label=label, rated_on=high.label, points=points, **more)
