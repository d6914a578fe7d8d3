"""Axes of a study: a path and the values it takes; and samples over several axes at once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from symbiosis.scenario.changes import Change

Method = Literal["grid", "random", "latin_hypercube"]
Floats = NDArray[np.float64]
DIGITS = 12  # of numbers that are written into cases


@dataclass(frozen=True)
class Axis:
    """One thing that varies: `verb` (set or scale) on a path, with values as they would be written.

    `numbers` are the values without their common `unit`; None when they are words.
    """

    name: str
    path: str
    verb: str
    values: tuple[str, ...]
    numbers: tuple[float, ...] | None = None
    unit: str = ""
    place: str = ""

    def change(self, text: str) -> Change:
        """Return the change that puts the axis at a value."""
        return Change(self.verb, self.path, text, self.place)

    @property
    def coordinates(self) -> tuple[str | float, ...]:
        """Labels of the values: numbers where they have one unit."""
        return self.values if self.numbers is None else self.numbers

    def text(self, number: float) -> str:
        """Return a number as it would be written.

        >>> Axis("gas", "markets.gas.purchase_price", "set", (), unit="CNY/MWh").text(0.1 + 0.2)
        '0.3 CNY/MWh'
        """
        return f"{number:.{DIGITS}g} {self.unit}".strip()


@dataclass(frozen=True)
class Sample:
    """How axes with a range are covered: `points` of a method, repeatable by its seed."""

    method: Method
    points: int
    seed: int = 0


Point = tuple[tuple[Axis, str, str | float], ...]  # axis, value as written, coordinate


def grid(axes: Sequence[Axis]) -> Iterator[Point]:
    """Yield every combination of the axes' values, the last axis fastest."""
    sides = [
        [(axis, text, label) for text, label in zip(axis.values, axis.coordinates, strict=True)]
        for axis in axes
    ]
    yield from itertools.product(*sides)


def sampled(axes: Sequence[Axis], sample: Sample) -> Iterator[Point]:
    """Yield a sample over the ranges of axes; the same seed gives the same points.

    In a Latin hypercube every axis is cut into as many equal parts as there are points, and each part
    holds one.
    """
    for row in unit_cube(len(axes), sample):
        point = []
        for axis, share in zip(axes, row, strict=True):
            assert axis.numbers is not None
            low, high = axis.numbers[0], axis.numbers[-1]
            number = float(f"{low + share * (high - low):.{DIGITS}g}")
            point.append((axis, axis.text(number), number))
        yield tuple(point)


def unit_cube(dimensions: int, sample: Sample) -> Floats:
    """Return points in the unit cube; shape (points, dimensions)."""
    rng = np.random.default_rng(sample.seed)
    inside = rng.random((sample.points, dimensions))
    if sample.method == "random":
        return inside
    order = np.column_stack([rng.permutation(sample.points) for _ in range(dimensions)])
    return np.asarray((order + inside) / sample.points)
