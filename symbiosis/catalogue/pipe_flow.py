"""What a pipe can carry and what it loses: flow within limits of velocity and pressure drop, heat per metre.

    V = −2·√(2·d·S/ρ)·log₁₀( k/(3.7·d) + 2.51·ν / (d·√(2·d·S/ρ)) )       Darcy, Colebrook; S: Pa per metre
    one pipe in air           q = (T − Tₐ) / ( ln(D/d)/(2π·λ) + 1/(π·D·α) )
    two pipes in the ground   q = 2·U·((T₁ + T₂)/2 − T₉),   U = 1 / (Rᵢ + R₉ + Rₘ)
        Rᵢ = ln(D/d)/(2π·λ),   R₉ = ln(4h/D)/(2π·λ₉),   Rₘ = ln(1 + (2h/e)²)/(4π·λ₉)      (EN 13941)

Lengths in metres, temperatures in °C, heat in W per metre of way; d outer pipe, D outside of the insulation,
h depth to the middle of the pipes, e between their middles.
"""

from __future__ import annotations

import math

ROUGHNESS = 5e-5  # m, steel in service; assumed
INSULATION_IN_GROUND, INSULATION_IN_AIR = 0.027, 0.06  # W/(m·K): polyurethane foam; mineral wool at 150 °C
GROUND, FILM = 1.5, 12.0  # W/(m·K); W/(m²·K) of a jacket in light wind
DEPTH, BETWEEN = 0.8, 0.15  # m of soil above the pipes; m between them: assumed


def velocity_at_drop(diameter: float, drop: float, density: float, viscosity: float) -> float:
    """Return the velocity [m/s] at which a pipe loses `drop` Pa per metre (kinematic viscosity in m²/s).

    >>> round(velocity_at_drop(0.1, 100.0, 1000.0, 1e-6), 2)
    0.99
    """
    root = math.sqrt(2.0 * diameter * drop / density)
    return -2.0 * root * math.log10(ROUGHNESS / (3.7 * diameter) + 2.51 * viscosity / (diameter * root))


def most_mass(
    diameter: float, velocity: float, drop: float, density: float, dynamic_viscosity: float
) -> float:
    """Return the largest flow [t/h] of a pipe within a velocity [m/s] and a pressure drop [Pa/m]."""
    reached = min(velocity, velocity_at_drop(diameter, drop, density, dynamic_viscosity / density))
    return reached * math.pi / 4.0 * diameter**2 * density * 3.6


def heat_lost_in_air(temperature: float, air: float, pipe: float, cover: float) -> float:
    """Return what an insulated pipe in the open loses [W/m].

    >>> round(heat_lost_in_air(200.0, 10.0, 0.2191, 0.439), 1)
    99.8
    """
    insulation = math.log(cover / pipe) / (2.0 * math.pi * INSULATION_IN_AIR)
    return max(0.0, temperature - air) / (insulation + 1.0 / (math.pi * cover * FILM))


def heat_lost_in_ground(supply: float, back: float, ground: float, pipe: float, cover: float) -> float:
    """Return what a buried pair of pipes, supply and return, loses to the ground [W/m of way].

    Cold pipes gain as much: the amount is never below 0.
    """
    deep, apart = DEPTH + cover / 2.0, BETWEEN + cover
    insulation = math.log(cover / pipe) / (2.0 * math.pi * INSULATION_IN_GROUND)
    soil = math.log(4.0 * deep / cover) / (2.0 * math.pi * GROUND)
    other = math.log(1.0 + (2.0 * deep / apart) ** 2) / (4.0 * math.pi * GROUND)
    return 2.0 * abs((supply + back) / 2.0 - ground) / (insulation + soil + other)
