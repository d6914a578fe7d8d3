"""How a total over time is shown: as an amount; floor as the area that is let on average."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.fields import unit_text

if TYPE_CHECKING:
    from symbiosis.park.carrier import Carrier

HOURS_OF_YEAR = 8760.0


def shown_unit(carrier: Carrier, years: float) -> str:
    """Return the unit of a total as it is shown: per year, or of the hours that were looked at.

    >>> from symbiosis.park import Carrier
    >>> shown_unit(Carrier(label="steam", kind="energy", unit="t/h"), 1.0)
    't/a'
    >>> shown_unit(Carrier(label="hall", kind="space", unit="m2"), 1.0)
    'm2'
    """
    if carrier.kind == "space":
        return carrier.unit
    return unit_text("{amount}/a" if years == 1.0 else "{amount}", carrier.unit, "")


def shown_total(carrier: Carrier, amount: float, years: float) -> float:
    """Return a total over so many years as it is shown: 8760 m2·h of a year are a square metre."""
    return amount / (HOURS_OF_YEAR * years) if carrier.kind == "space" else amount
