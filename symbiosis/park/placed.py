"""What stands on an enterprise's site: the roof, ground and floor it takes up or offers, its distance.

Σ_i use[i]·C[i] ≤ area[n]                     i ∈ technologies, stores of enterprise n; roof and ground each
Σ_i roof_use[i]·C[i] ≤ roof[n] + Σ_i roof_given[i]·C[i]                  where buildings offer roof
"""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.asset import Asset
from symbiosis.park.fields import name, number, text


@dataclass(frozen=True, kw_only=True)
class Placed(Asset):
    """Fields of assets that need a place on their enterprise's roofs or ground, and room around it."""

    roof_use: float = number("roof taken up per capacity", "m2/({capacity})", 0.0, lower=0.0)
    ground_use: float = number("ground taken up per capacity", "m2/({capacity})", 0.0, lower=0.0)
    roof_given: float = number(
        "roof that it offers per capacity, for others to stand on", "m2/({capacity})", 0.0, lower=0.0
    )
    floor: str = name("kind of floor that it takes up; the only one there is when absent", "carriers", "")
    floor_use: float = number(
        "floor taken up per capacity, running or not", "m2/({capacity})", 0.0, lower=0.0
    )
    floor_area: float = number(
        "floor area of building per capacity; it counts with that of its enterprise",
        "m2/({capacity})",
        0.0,
        lower=0.0,
    )
    neighbour_class: str = text("what it counts as for things that must keep away from it, one word", "")
    separated_from: str = text("classes of neighbours that it must keep away from, with a space between", "")
    separation: float = number("distance that must lie between it and such neighbours", "km", 0.0, lower=0.0)
