"""How a plant may run: its operating points, its units, and what starting them takes.

A plant given by points runs at mixtures of them; a plant with units switches whole units on and off.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from symbiosis.park.fields import choice, flag, lists, number, numbers
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.placed import Placed

SHAPES = ("mixtures", "polygon", "curve")


@dataclass(frozen=True, kw_only=True)
class Operation(Placed):
    """Fields of a technology that runs at given points, or in units that start and stop."""

    points: Mapping[str, tuple[float, ...]] = lists(
        "signed flow of each carrier at every operating point of one unit, point by point",
        "{rate}",
        "carriers",
    )
    point_cost: tuple[float, ...] = numbers("cost of running a unit at every point", "{money}/h")
    shape: str = choice(
        "what lies between the points: any mixture of them, the polygon that they go round (its first two "
        "carriers are the axes), or the line from point to point",
        SHAPES,
        "mixtures",
    )
    must_run: bool = flag("whether all that stands always runs, at least at its minimum load", False)
    minimum_load: float = number(
        "least load of a running unit, as a share of its size", "1", 0.0, lower=0.0, upper=1.0
    )
    unit_size: float | None = number(
        "size of one of several equal units; the whole, or the largest point, when absent",
        "{capacity}",
        None,
        above=0.0,
    )
    minimum_up: float = number("least time that a unit stays on", "h", 0.0, lower=0.0)
    minimum_down: float = number("least time that a unit stays off", "h", 0.0, lower=0.0)
    start_cost: float = number("cost of starting a unit", "{money}", 0.0, lower=0.0)
    start_cost_cold: float | None = number(
        "cost of starting a unit that was off for longer than cold_after", "{money}", None, lower=0.0
    )
    cold_after: float | None = number("time off after which a unit is cold", "h", None, lower=0.0)
    stop_cost: float = number("cost of shutting a unit down", "{money}", 0.0, lower=0.0)
    start_flows: Mapping[str, tuple[float, ...]] = lists(
        "signed amount of each carrier that one start takes (below 0) or gives", "{amount}", "carriers"
    )
    ramp_up: float | None = number(
        "largest rise of the load per hour, as a share of size", "1/h", None, above=0.0
    )
    ramp_down: float | None = number(
        "largest fall of the load per hour, as a share of size", "1/h", None, above=0.0
    )
    initial_on: float | None = number(
        "units that run when a chain of steps starts; free when absent", "1", None, lower=0.0
    )
    initial_hours: float | None = number(
        "how long the units have been on or off when a chain of steps starts; long enough when absent",
        "h",
        None,
        lower=0.0,
    )

    @property
    def committed(self) -> bool:
        """Tell whether units are switched on and off."""
        return not self.must_run and bool(
            (self.points and self.shape != "mixtures")
            or self.minimum_load
            or self.unit_size is not None
            or self.minimum_up
            or self.minimum_down
            or self.start_cost
            or self.start_cost_cold
            or self.stop_cost
            or self.start_flows
        )

    @property
    def points_size(self) -> float:
        """Largest flow of the rated carrier among the points: the size of one unit of them."""
        rated = self.points.get(self.rated_on, ())  # type: ignore[attr-defined]
        return max((abs(flow) for flow in rated), default=0.0)

    @property
    def unit(self) -> float:
        """Size of one unit."""
        if self.points:
            return self.points_size
        if self.unit_size is not None:
            return self.unit_size
        return self.sizes[0] if self.sizes else self.capacity

    @property
    def most_units(self) -> int:
        """How many whole units fit into the largest capacity."""
        return math.floor(self.largest / self.unit + 1e-9) if self.unit > 0.0 else 0

    @property
    def least_load(self) -> float:
        """Least load of a running unit, as a share of its size."""
        if not self.points:
            return self.minimum_load
        rated = self.points[self.rated_on]  # type: ignore[attr-defined]
        return min(abs(flow) for flow in rated) / self.points_size


def frozen_points(given: Mapping[str, object]) -> FrozenDict[tuple[float, ...]]:
    """Return lists of numbers by carrier, each as a tuple; a number alone becomes a list of one."""
    return FrozenDict(
        {
            carrier: tuple(float(v) for v in (flows if isinstance(flows, list | tuple) else (flows,)))
            for carrier, flows in given.items()
        }
    )
