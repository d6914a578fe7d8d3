"""What may stand or be built: existing and new capacity, and what it costs to have.

C = kept + new                       capacity, rated on a named flow
0 ≤ kept ≤ capacity                  what stands today; letting it go saves its fixed cost
C ≤ capacity_max                     nothing may be built unless capacity_max says so

What new capacity costs is in proportion to it, or follows a curve (`park/scale.py`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from symbiosis.park.fields import flag, name, number, numbers, sizes, text
from symbiosis.park.scale import Point, Scale, law_points, up_to


@dataclass(frozen=True, kw_only=True)
class Asset(Scale):
    """Size and cost fields shared by technologies, stores, links and network connections.

    Investments are entered as paid, once; the yearly payment follows from `lifetime` and the owner's
    discount rate and is never entered.
    """

    capacity_unit: ClassVar[str] = "{rate}"

    capacity: float = number("size that stands today", "{capacity}", 0.0, lower=0.0)
    capacity_max: float | None = number(
        "largest size, existing and new together; nothing new when absent",
        "{capacity}",
        None,
        lower=0.0,
    )
    capacity_min: float = number("smallest new size, if any is built", "{capacity}", 0.0, lower=0.0)
    sizes: tuple[float, ...] = sizes("nameplate sizes on offer; new capacity is a sum of them", "{capacity}")
    size_names: str = text("names of the sizes with a space between, e.g. DN100 DN150", "")
    size_investment: tuple[float, ...] = numbers(
        "one-off payment per unit of each nameplate size, beside what every unit costs", "{money}", lower=0.0
    )
    units_max: float | None = number(
        "how many units may be bought in all, when sizes are given", "1", None, lower=0.0
    )
    investment: float = number("one-off payment per unit built", "{money}", 0.0, lower=0.0)
    investment_per_capacity: float | None = number(
        "one-off payment per new capacity", "{money}/({capacity})", None, lower=0.0
    )
    lifetime: float | None = number("years that a new unit lasts", "a", None, above=0.0)
    remaining_life: float | None = number(
        "years that what stands today will last; then it must be bought again", "a", None, lower=0.0
    )
    fixed_om: float = number(
        "yearly cost per capacity kept or built", "{money}/({capacity})/a", 0.0, lower=0.0
    )
    fixed_om_share: float = number(
        "yearly cost of a new unit as a share of its investment", "1/a", 0.0, lower=0.0, upper=1.0
    )
    running_cost: float = number("cost per amount that passes", "{money}/{amount}", 0.0, lower=0.0)
    design_margin: float = number(
        "spare share of capacity that operation may not use", "1", 0.0, lower=0.0, upper=2.0
    )
    retirement_cost: float = number(
        "one-off cost per capacity of today that is given up: pulling it down; paid over the study period",
        "{money}/({capacity})",
        0.0,
        lower=0.0,
    )
    retirable: bool = flag("whether what stands today may be given up", True)
    owner: str = name("enterprise that pays for it", "enterprises", "")
    exclusive: str = text(
        "name of a group of assets of which at most one stands, e.g. options of a retrofit", ""
    )

    @property
    def largest(self) -> float:
        """Largest capacity, existing and new together."""
        return self.capacity if self.capacity_max is None else self.capacity_max

    @property
    def room(self) -> float:
        """How much new capacity may be built."""
        return max(0.0, self.largest - self.capacity)

    @property
    def expandable(self) -> bool:
        """Tell whether anything new may be built."""
        return self.room > 0.0

    @property
    def names_of_sizes(self) -> tuple[str, ...]:
        """Name of each size; its number where none is given."""
        return tuple(self.size_names.split()) or tuple(f"{size:g}" for size in self.sizes)

    @property
    def unit_limits(self) -> tuple[int, ...]:
        """Most units of each nameplate size that fit."""
        cap = math.inf if self.units_max is None else self.units_max
        return tuple(int(min(cap, math.floor(self.room / size + 1e-9))) for size in self.sizes)

    @property
    def curve(self) -> tuple[Point, ...]:
        """New capacity and what it costs, from point to point up to the room there is; empty without."""
        if not self.expandable or not self.scaled:
            return ()
        if self.scale_exponent is None or self.scale_reference is None:
            return up_to(list(zip(self.scale_sizes, self.scale_investments, strict=True)), self.room)
        return law_points(
            self.capacity_min,
            self.room,
            self.scale_exponent,
            self.scale_reference,
            self.scale_reference_investment or 0.0,
            self.scale_error,
        )
