"""A scheme of indicators: what a standard or a notice counts, its thresholds, weights and dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from symbiosis.park.validity import outside

Sense = Literal["at_most", "at_least"]
MODES = ("calorific", "equivalent")


@dataclass(frozen=True)
class Threshold:
    """A limit in the indicator's unit; with `low` or `high`, for parks of that much energy [tce/a]."""

    sense: Sense
    limit: float
    low: float | None = None
    high: float | None = None

    def holds_for(self, energy: float | None) -> bool:
        """Tell whether it is meant for a park of this energy use."""
        if self.low is None and self.high is None:
            return True
        if energy is None:
            return False
        return (self.low is None or energy >= self.low) and (self.high is None or energy < self.high)

    def met_by(self, value: float, flipped: bool = False) -> bool:
        """Tell whether a value reaches it, to a millionth; `flipped` turns the sense round."""
        slack = 1e-6 * max(1.0, abs(self.limit))
        most = (self.sense == "at_most") != flipped
        return value <= self.limit + slack if most else value >= self.limit - slack


@dataclass(frozen=True)
class Indicator:
    """One indicator; without a formula it cannot be worked out from flows and `note` says why.

    `bands` are (limit, points), best first: the first one that a value reaches gives its points.
    """

    label: str
    title: str
    title_zh: str
    formula: str = ""
    unit: str = "1"
    thresholds: tuple[Threshold, ...] = ()
    duty: str = ""
    confidence: str = ""
    source: str = ""
    note: str = ""
    note_zh: str = ""
    weight: float | None = None
    leading: float | None = None
    bands: tuple[tuple[float, float], ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Scheme:
    """A named list of indicators; `mode` says how energy is turned into standard coal."""

    label: str
    title: str
    title_zh: str
    source: str
    valid_from: str
    valid_to: str
    mode: str
    indicators: tuple[Indicator, ...]
    note: str = ""
    note_zh: str = ""
    file: str = ""

    def outside(self, day: str) -> str:
        """Say why the scheme does not hold on a day (2023 or 2023-05-01); nothing when it does."""
        return outside(self.title, self.valid_from, self.valid_to, day)
