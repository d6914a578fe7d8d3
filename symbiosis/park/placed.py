"""What stands on an enterprise's site and takes up roof or ground.

Σ_i use[i]·C[i] ≤ area[n]                     i ∈ technologies, stores of enterprise n; roof and ground each
"""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.asset import Asset
from symbiosis.park.fields import number


@dataclass(frozen=True, kw_only=True)
class Placed(Asset):
    """Fields of assets that need a place on their enterprise's roofs or ground."""

    roof_use: float = number("roof taken up per capacity", "m2/({capacity})", 0.0, lower=0.0)
    ground_use: float = number("ground taken up per capacity", "m2/({capacity})", 0.0, lower=0.0)
