"""Money known within proved limits."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """A number that lies between `low` and `high`; `value` is what the plans in hand give."""

    value: float
    low: float
    high: float

    def __sub__(self, other: Interval) -> Interval:
        """Return the difference, as far apart as the two may be.

        >>> Interval(10, 9, 10) - Interval(4, 4, 4.5)
        Interval(value=6, low=4.5, high=6)
        """
        return Interval(self.value - other.value, self.low - other.high, self.high - other.low)

    def __add__(self, other: Interval) -> Interval:
        """Return the sum."""
        return Interval(self.value + other.value, self.low + other.low, self.high + other.high)

    @property
    def width(self) -> float:
        """How much is left unproved."""
        return self.high - self.low

    @property
    def share_unproved(self) -> float | None:
        """What is left unproved as a share of the value; None where that is nothing or not known.

        >>> Interval(100.0, 98.0, 103.0).share_unproved
        0.05
        """
        if self.value == 0.0 or not math.isfinite(self.width):
            return None
        return self.width / abs(self.value)

    @property
    def sign(self) -> int:
        """1 or -1 where it is certain, 0 where it is not distinguishable from nothing."""
        return 1 if self.low > 0.0 else -1 if self.high < 0.0 else 0
