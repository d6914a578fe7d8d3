"""Dispatch of units whose costs have valleys between valve points, as parks of one hour.

cost(p) = a + b·p + c·p² + |e·sin(f·(p_min − p))|, given at points; between two of them it follows the line.
Between valve points cost lies above it: a plan's true cost and the bound of the lines hold the optimum.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from symbiosis.park import Technology
from symbiosis.park.park import Park
from tests.parks import need, small_park

Unit = tuple[float, float, float, float, float, float, float]  # p_min, p_max, a, b, c, e, f

# Walters and Sheble (1993) and Sinha, Chakrabarti and Chattopadhyay (2003), as later papers print them
THREE: tuple[Unit, ...] = (
    (100, 600, 561, 7.92, 0.001562, 300, 0.0315),
    (50, 200, 78, 7.97, 0.00482, 150, 0.063),
    (100, 400, 310, 7.85, 0.00194, 200, 0.042),
)
THIRTEEN: tuple[Unit, ...] = (
    (0, 680, 550, 8.1, 0.00028, 300, 0.035),
    (0, 360, 309, 8.1, 0.00056, 200, 0.042),
    (0, 360, 307, 8.1, 0.00056, 200, 0.042),
    *(((60, 180, 240, 7.74, 0.00324, 150, 0.063),) * 6),
    *(((40, 120, 126, 8.6, 0.00284, 100, 0.084),) * 2),
    *(((55, 120, 126, 8.6, 0.00284, 100, 0.084),) * 2),
)


def true_cost(unit: Unit, power: float) -> float:
    """Return what a unit costs at a power [money/h]."""
    least, _, a, b, c, e, f = unit
    return a + b * power + c * power**2 + abs(e * math.sin(f * (least - power)))


def valve(label: str, unit: Unit, between: int) -> Technology:
    """Return a unit that always runs, with points where valves open and some in between."""
    least, most, *_, f = unit
    apart = math.pi / f / between
    flows = [*np.arange(least, most - 1e-6, apart).tolist(), most]
    return Technology(
        label=label,
        rated_on="power",
        points={"power": flows},
        point_cost=tuple(true_cost(unit, power) for power in flows),
        shape="curve",
        capacity=most,
        must_run=True,
        retirable=False,
    )


def valves(units: Sequence[Unit], power: float, between: int) -> Park:
    """Return units with valve points that meet a load together."""
    return small_park(1, need("plant.power", power), *_all(units, between))


def _all(units: Sequence[Unit], between: int) -> list[Technology]:
    return [valve(f"plant.unit_{i}", unit, between) for i, unit in enumerate(units)]
