"""Measured totals that today's plan is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import choice, name, number, text
from symbiosis.park.labels import enterprise_of


@dataclass(frozen=True, kw_only=True)
class Meter:
    """A measured annual total that today's plan is compared with."""

    label: str
    carrier: str = name("what was metered", "carriers")
    flow: str = choice(
        "which flow was metered", ("purchase", "sale", "discard", "made", "arriving", "leaving")
    )
    total: float = number("metered total of a year", "{amount}/a", lower=0.0)
    source: str = text("where the total was read", "")

    @property
    def enterprise(self) -> str:
        """The enterprise it belongs to."""
        return enterprise_of(self.label)
