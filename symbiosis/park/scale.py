"""Economies of scale: what new capacity costs, as a line from point to point.

The points are stated, or follow from a power law on a range of sizes:

    I(s) = I₀ · (s / s₀)^n                    s_min ≤ s ≤ s_max,  s₀ reference, I₀ its investment

A power law is cut into k pieces whose ends grow by the same factor r = (s_max / s_min)^(1/k). The chord of
a piece is off by the same share on every piece, since only r and n enter:

    error(r, n) = max_{1 ≤ t ≤ r} |1 + (r^n − 1)/(r − 1)·(t − 1) − t^n| / t^n

k is the smallest number for which that share is within `scale_error`. Chords of n < 1 lie below the law.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from symbiosis.park.fields import number, numbers

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Point = tuple[float, float]  # new capacity, investment
MOST_PIECES = 32


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Fields of an asset whose investment is not in proportion to its size."""

    scale_sizes: tuple[float, ...] = numbers(
        "new capacities at which scale_investments are stated; the first is the smallest that may be built",
        "{capacity}",
        lower=0.0,
    )
    scale_investments: tuple[float, ...] = numbers(
        "one-off payment for each of scale_sizes; in between it follows the straight line",
        "{money}",
        lower=0.0,
    )
    scale_exponent: float | None = number(
        "exponent of the power law of investment over new capacity", "1", None, above=0.0, upper=2.0
    )
    scale_reference: float | None = number(
        "new capacity that scale_reference_investment pays for", "{capacity}", None, above=0.0
    )
    scale_reference_investment: float | None = number(
        "one-off payment for new capacity of scale_reference", "{money}", None, lower=0.0
    )
    scale_error: float = number(
        "largest relative error with which pieces may replace the power law", "1", 0.02, above=0.0, upper=0.5
    )

    @property
    def scaled(self) -> bool:
        """Tell whether the investment follows points or a power law."""
        return bool(self.scale_sizes or self.scale_investments) or self.follows_law

    @property
    def follows_law(self) -> bool:
        """Tell whether any part of a power law is stated."""
        law = (self.scale_exponent, self.scale_reference, self.scale_reference_investment)
        return any(part is not None for part in law)


def chord_error(growth: float, exponent: float) -> float:
    """Return the largest relative error of the chord of t^n between 1 and `growth`.

    >>> round(chord_error(2.0, 0.5), 4)
    0.0148
    >>> chord_error(2.0, 1.0)
    0.0
    """
    if growth <= 1.0 or exponent == 1.0:
        return 0.0
    slope = (math.pow(growth, exponent) - 1.0) / (growth - 1.0)
    at = exponent * (1.0 - slope) / ((1.0 - exponent) * slope)  # where chord / law is stationary
    at = min(max(at, 1.0), growth)
    law = math.pow(at, exponent)
    return abs(1.0 + slope * (at - 1.0) - law) / law


def pieces_of_law(smallest: float, largest: float, exponent: float, error: float) -> int:
    """Return how few pieces keep a power law within a relative error; MOST_PIECES + 1 when too many.

    >>> pieces_of_law(10.0, 100.0, 0.6, 0.02)
    3
    """
    for count in range(1, MOST_PIECES + 1):
        if chord_error((largest / smallest) ** (1.0 / count), exponent) <= error:
            return count
    return MOST_PIECES + 1


def law_points(
    smallest: float, largest: float, exponent: float, reference: float, investment: float, error: float
) -> tuple[Point, ...]:
    """Return points of a power law whose straight lines stay within a relative error."""
    count = pieces_of_law(smallest, largest, exponent, error)
    factor = (largest / smallest) ** (1.0 / count)
    sizes = [smallest * factor**i for i in range(count)] + [largest]
    return tuple((size, investment * (size / reference) ** exponent) for size in sizes)


def up_to(points: Sequence[Point], most: float) -> tuple[Point, ...]:
    """Return the points up to a size, with the point on the line at that size as the last.

    >>> up_to([(0.0, 0.0), (10.0, 6.0), (20.0, 10.0)], 15.0)
    ((0.0, 0.0), (10.0, 6.0), (15.0, 8.0))
    """
    kept = [point for point in points if point[0] < most]
    return (*kept, (most, on_line(points, most))) if kept else tuple(points[:1])


def on_line(points: Sequence[Point], size: float) -> float:
    """Return the investment at a size; beyond the ends, the last investment per size holds on."""
    first, last = points[0], points[-1]
    if size <= first[0]:
        return first[1] * size / first[0] if first[0] > 0.0 else first[1]
    if size >= last[0]:
        return last[1] * size / last[0]
    for (a, low), (b, high) in pairwise(points):
        if size <= b:
            return low + (high - low) * (size - a) / (b - a)
    raise AssertionError("points are sorted by size")


def is_steady(points: Sequence[Point]) -> bool:
    """Tell whether sizes rise and nothing larger is cheaper."""
    return all(a < b and low <= high for (a, low), (b, high) in pairwise(points)) and all(
        math.isfinite(value) for point in points for value in point
    )


@dataclass(frozen=True)
class LawAsPieces:
    """How a power law of an asset stands in the model: pieces, range of sizes, largest relative error."""

    section: str
    label: str
    exponent: float
    smallest: float
    largest: float
    pieces: int
    error: float

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.section}.{self.label}: investment follows size^{self.exponent:g} from {self.smallest:g} "
            f"to {self.largest:g}, as {self.pieces} straight pieces that are at most {self.error:.2%} off"
        )


def laws_as_pieces(park: Park) -> list[LawAsPieces]:
    """Return for every power law that may be built how many pieces stand for it, and how far off they are."""
    found = []
    for section, asset in park.assets():
        curve = asset.curve
        if curve and asset.scale_exponent is not None:
            label = asset.label  # type: ignore[attr-defined]
            error = chord_error(curve[1][0] / curve[0][0], asset.scale_exponent)
            ends = curve[0][0], curve[-1][0]
            found.append(LawAsPieces(section, label, asset.scale_exponent, *ends, len(curve) - 1, error))
    return found
