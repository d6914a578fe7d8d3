"""Labels and arrows that keep out of each other's way, chosen from a few places each, always the same way."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]  # left, bottom, right, top [points]

BENDS = (0.10, -0.10, 0.22, -0.22, 0.36, -0.36, 0.52, -0.52)
ALONG = np.linspace(0.08, 0.92, 15)


def curve(start: Floats, end: Floats, bend: float, along: Floats = ALONG) -> Floats:
    """Return points of a bent arrow, a quadratic curve as matplotlib's arc3 bends it; shape (points, 2)."""
    way = end - start
    middle = (start + end) / 2.0 + bend * np.array([way[1], -way[0]])
    t = along[:, None]
    return (1.0 - t) ** 2 * start + 2.0 * t * (1.0 - t) * middle + t**2 * end


def bends(arrows: list[tuple[str, str, float]], spots: dict[str, Floats]) -> list[float]:
    """Choose a bend per arrow (origin, destination, width) that passes markers and other arrows by."""
    drawn: list[Floats] = []
    widths: list[float] = []
    chosen = []
    for origin, destination, width in arrows:
        others = np.array([p for n, p in spots.items() if n not in (origin, destination)]).reshape(-1, 2)
        best, least = 0.0, math.inf
        for bend in BENDS:
            line = curve(spots[origin], spots[destination], bend)
            cost = abs(bend)
            if others.size:
                cost += 4.0 * float(np.maximum(0.0, 1.0 - _distance(line, others).min(axis=0) / 20.0).sum())
            for other, thick in zip(drawn, widths, strict=True):
                clear = (width + thick) / 2.0 + 5.0
                cost += 3.0 * float((_distance(line, other).min(axis=1) < clear).mean())
            if cost < least:
                best, least = bend, cost
        drawn.append(curve(spots[origin], spots[destination], best))
        widths.append(width)
        chosen.append(best)
    return chosen


def _distance(a: Floats, b: Floats) -> Floats:
    gap = a[:, None, :] - b[None, :, :]
    return np.asarray(np.hypot(gap[..., 0], gap[..., 1]))


def overlap(a: Box, b: Box) -> float:
    """Return the area that two boxes share [points²]."""
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0.0 and high > 0.0 else 0.0


def beside(
    spot: Floats,
    size: tuple[float, float],
    clear: float,
    taken: Iterable[Box],
    lines: Floats,
    frame: Box,
    middle: Floats,
) -> Box:
    """Return the box for a label of a size beside a spot.

    It keeps off the taken boxes and off lines, stays inside the frame and rather points away from the
    middle of the map.
    """
    outward = (spot - middle) / max(1.0, float(np.hypot(*(spot - middle))))
    width, height = size
    boxes = list(taken)
    best: Box = (0.0, 0.0, 0.0, 0.0)
    least = math.inf
    for ring in (1.0, 1.8, 2.8, 4.2):
        for step in range(16):
            angle = 2.0 * math.pi * step / 16.0
            across, up = math.cos(angle), math.sin(angle)
            x = spot[0] + across * (clear * ring + width / 2.0)
            y = spot[1] + up * (clear * ring + height / 2.0)
            box = (x - width / 2.0, y - height / 2.0, x + width / 2.0, y + height / 2.0)
            cost = 15.0 * ring + 2.0 * abs(across) * abs(up)
            cost -= 4.0 * (across * float(outward[0]) + up * float(outward[1]))
            cost += sum(overlap(box, other) for other in boxes)
            cost += 50.0 * _outside(box, frame)
            if lines.size:
                hit = (
                    (lines[:, 0] > box[0])
                    & (lines[:, 0] < box[2])
                    & (lines[:, 1] > box[1])
                    & (lines[:, 1] < box[3])
                )
                cost += 6.0 * float(hit.sum())
            if cost < least:
                best, least = box, cost
    return best


def _outside(box: Box, frame: Box) -> float:
    """How far a box sticks out of the frame [points]."""
    return sum(
        max(0.0, out) for out in (frame[0] - box[0], frame[1] - box[1], box[2] - frame[2], box[3] - frame[3])
    )


def along(line: Floats, size: tuple[float, float], taken: Iterable[Box]) -> Box:
    """Return the box for a small mark on a line, near its middle and off the taken boxes."""
    width, height = size
    boxes = list(taken)
    best: Box = (0.0, 0.0, 0.0, 0.0)
    least = math.inf
    for place, (x, y) in enumerate(line.tolist()):
        box = (x - width / 2.0, y - height / 2.0, x + width / 2.0, y + height / 2.0)
        cost = 3.0 * abs(place / max(1, len(line) - 1) - 0.5) + sum(overlap(box, other) for other in boxes)
        if cost < least:
            best, least = box, cost
    return best
