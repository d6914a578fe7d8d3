"""How goods are moved in loads, who pays for it, and how much makes a route worth its while."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import choice, number

MODES = ("pipe", "belt", "truck", "rail", "ship", "cable", "duct")
IN_LOADS = ("truck", "rail", "ship")  # everything else flows


@dataclass(frozen=True, kw_only=True)
class Haulage:
    """Fields of a route on which goods are moved in loads or at a freight."""

    load_size: float | None = number("what one truck, train or ship takes", "{amount}", None, above=0.0)
    load_cost: float = number("cost of loading and unloading one of them", "{money}", 0.0, lower=0.0)
    freight_by: str = choice(
        "who pays for moving: freight, loading and running cost", ("owner", "giver", "taker"), "owner"
    )
    annual_flow_min: float = number(
        "least amount sent in a year, if anything is sent at all", "{amount}/a", 0.0, lower=0.0
    )

    @property
    def load_cost_per_amount(self) -> float:
        """What loading costs per amount sent: loads are counted in parts over the year."""
        return 0.0 if self.load_size is None else self.load_cost / self.load_size
