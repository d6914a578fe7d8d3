"""What stands on an enterprise's site: the roof or ground it takes up, the distance it keeps.

Σ_i use[i]·C[i] ≤ area[n]                     i ∈ technologies, stores of enterprise n; roof and ground each
"""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.asset import Asset
from symbiosis.park.fields import number, text


@dataclass(frozen=True, kw_only=True)
class Placed(Asset):
    """Fields of assets that need a place on their enterprise's roofs or ground, and room around it."""

    roof_use: float = number("roof taken up per capacity", "m2/({capacity})", 0.0, lower=0.0)
    ground_use: float = number("ground taken up per capacity", "m2/({capacity})", 0.0, lower=0.0)
    neighbour_class: str = text("what it counts as for things that must keep away from it, one word", "")
    separated_from: str = text("classes of neighbours that it must keep away from, with a space between", "")
    separation: float = number("distance that must lie between it and such neighbours", "km", 0.0, lower=0.0)
