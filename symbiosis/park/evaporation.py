"""Water that evaporates and leaves behind what it carried: cooling towers and boilers.

make-up M = E + B + D     evaporated E, blown down B, drift D
cycles of concentration N = M / (B + D) = c_circuit / c_make-up
M = E · N / (N − 1),   B = E / (N − 1) − D
cooling tower: E = 0.00153 /K · ΔT · circulation (Perry's Chemical Engineers' Handbook, evaporative cooling:
0.00085 per °F), D = drift share · circulation.   Boiler: E is the steam, D = 0.
"""

from __future__ import annotations

from dataclasses import dataclass

EVAPORATED_PER_KELVIN = 0.00153  # share of the circulation, per kelvin of the cooling range


@dataclass(frozen=True)
class WaterBalance:
    """Make-up, evaporation, drift and blow-down of a circuit, in one unit of flow, and its cycles."""

    make_up: float
    evaporation: float
    drift: float
    blow_down: float
    cycles: float


def cycles_of(make_up: float, circuit: float) -> float:
    """Return the cycles of concentration that a limit on the circuit allows for a quality of the make-up.

    Raises ValueError where the make-up is no cleaner than the circuit may be.

    >>> cycles_of(50.0, 200.0)
    4.0
    """
    if not 0.0 < make_up < circuit:
        raise ValueError(f"make-up of {make_up:g} cannot hold a circuit at {circuit:g}: it must be cleaner")
    return circuit / make_up


def balance_of(evaporation: float, cycles: float, drift: float = 0.0) -> WaterBalance:
    """Return the water of a circuit that evaporates so much at given cycles of concentration.

    Drift is a blow-down that nobody can collect: where it is more than the cycles ask for, the circuit
    stays below them.

    >>> balance_of(30.0, cycles=4.0)
    WaterBalance(make_up=40.0, evaporation=30.0, drift=0.0, blow_down=10.0, cycles=4.0)
    """
    if cycles <= 1.0:
        raise ValueError(f"{cycles:g} cycles of concentration: they must be more than 1")
    blow_down = max(0.0, evaporation / (cycles - 1.0) - drift)
    make_up = evaporation + drift + blow_down
    lost = drift + blow_down
    return WaterBalance(make_up, evaporation, drift, blow_down, make_up / lost if lost else float("inf"))


def tower(circulation: float, cooling_range: float, cycles: float, drift_share: float = 0.0) -> WaterBalance:
    """Return the water of a cooling tower; `circulation` in any unit of flow, `cooling_range` in K.

    >>> round(tower(10_000.0, 10.0, cycles=4.0).make_up, 6)
    204.0
    """
    evaporation = EVAPORATED_PER_KELVIN * cooling_range * circulation
    return balance_of(evaporation, cycles, drift_share * circulation)


def boiler(steam: float, cycles: float) -> WaterBalance:
    """Return the feed water and blow-down of a boiler that makes so much steam.

    >>> boiler(19.0, cycles=20.0).blow_down
    1.0
    """
    return balance_of(steam, cycles)
