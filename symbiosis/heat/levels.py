"""At which levels outside heating and cooling enter: as cool heating and as warm cooling as possible.

    R(T*) − q · (1 − share of the level above T*) ≥ 0    heating moved down from above to a level
    R(T*) − q · (share of the level above T*)     ≥ 0    cooling moved up from below to a level

The coolest heating level takes all it can first, the warmest cooling level likewise; each takes the
largest q that leaves R ≥ 0 in every row, so that nothing more is needed from outside in all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from symbiosis.heat.cascade import Cascade, Floats, HeatStream, cascade


@dataclass(frozen=True)
class Level:
    """A steam main, a hot-water main, cooling water: between `top` and `bottom` [°C], equal if it condenses.

    `heats` says that heat may be taken from it, `cools` that heat may be given to it; a main does both.
    """

    name: str
    top: float
    bottom: float
    shift: float = 0.0
    heats: bool = True
    cools: bool = True

    @property
    def is_main(self) -> bool:
        """Tell whether one enterprise's heat can reach another through it."""
        return self.heats and self.cools

    @property
    def heating_range(self) -> tuple[float, float]:
        """Shifted temperatures as it gives heat [°C]."""
        return self.top - self.shift, self.bottom - self.shift

    @property
    def cooling_range(self) -> tuple[float, float]:
        """Shifted temperatures as it takes heat [°C]."""
        return self.top + self.shift, self.bottom + self.shift


@dataclass(frozen=True)
class Placement:
    """Heating and cooling by level; what no level can give or take is `heating_above`, `cooling_below`."""

    cascade: Cascade
    heating: Mapping[str, float]
    cooling: Mapping[str, float]
    heating_above: float
    cooling_below: float


def place(streams: Sequence[HeatStream], levels: Sequence[Level]) -> Placement:
    """Return how the least heating and cooling of streams is met by levels."""
    also = [t for level in levels for t in (*level.heating_range, *level.cooling_range)]
    found = cascade(streams, also)
    residual = found.residual.copy()
    heating = {level.name: 0.0 for level in levels if level.heats}
    cooling = {level.name: 0.0 for level in levels if level.cools}
    above, below = found.heating, found.cooling
    if not found.streams:
        return Placement(found, heating, cooling, 0.0, 0.0)

    for level in sorted((x for x in levels if x.heats), key=_hottest_last):
        taken = 1.0 - found.rows.share(*level.heating_range)
        heat = _most(residual, taken, above, found.negligible)
        residual -= heat * taken
        heating[level.name] += heat
        above = max(0.0, above - heat)

    for level in sorted((x for x in levels if x.cools), key=_hottest_last, reverse=True):
        taken = found.rows.share(*level.cooling_range)
        heat = _most(residual, taken, below, found.negligible)
        residual -= heat * taken
        cooling[level.name] += heat
        below = max(0.0, below - heat)

    return Placement(found, heating, cooling, _none(above, found), _none(below, found))


def _hottest_last(level: Level) -> tuple[float, float]:
    return level.top, level.bottom


def _most(residual: Floats, taken: Floats, limit: float, negligible: float) -> float:
    """Return the largest heat that keeps every row of `residual − heat · taken` at zero or above."""
    counts = taken > 0.0
    room = float(np.min(residual[counts] / taken[counts])) if counts.any() else limit
    heat = min(limit, room)
    return heat if heat > negligible else 0.0


def _none(heat: float, found: Cascade) -> float:
    return heat if heat > found.negligible else 0.0
