"""What is laid over a distance: its length, sizes by diameter, and a loss that stands however little flows.

standing loss = availability · L · (Σ_z loss[z]·units[z] + loss_standing·(kept / capacity + build))
"""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.asset import Asset
from symbiosis.park.fields import number, numbers, varying
from symbiosis.park.profile import Varying


@dataclass(frozen=True, kw_only=True)
class Piped(Asset):
    """Fields shared by links and by the segments of a network.

    Lists by size stand in the order of `sizes`.
    """

    length: float | None = number(
        "length; from coordinates and the detour factor when absent", "km", None, lower=0.0
    )
    investment_per_length: float = number("one-off payment per km built", "{money}/km", 0.0, lower=0.0)
    investment_per_capacity_length: float = number(
        "one-off payment per capacity and km", "{money}/({capacity})/km", 0.0, lower=0.0
    )
    size_investment_per_length: tuple[float, ...] = numbers(
        "one-off payment per km of each size, beside what every size costs", "{money}/km", lower=0.0
    )
    size_loss: tuple[float, ...] = numbers(
        "lost per km of each size in every hour that it is kept ready, however little flows",
        "{rate}/km",
        lower=0.0,
    )
    size_minimum_flow_per_length: tuple[float, ...] = numbers(
        "least flow through each size for every km of length while it is kept ready, "
        "e.g. for steam to arrive superheated",
        "{rate}/km",
        lower=0.0,
    )
    standing_loss: float = number(
        "lost per km in every hour by what stands today and by what is built without sizes",
        "{rate}/km",
        0.0,
        lower=0.0,
    )
    availability: Varying = varying(
        "share of the time that it is kept ready: no flow and no standing loss at 0",
        "1",
        Varying(1.0),
        lower=0.0,
        upper=1.0,
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "availability", Varying.of(self.availability))

    @property
    def loses_standing(self) -> bool:
        """Tell whether something is lost however little flows."""
        return self.standing_loss > 0.0 or any(self.size_loss)
