"""Site profiles: what enterprises offer and ask for once they have recovered what they can themselves.

    sinks    fall of R(T*) above the pinch, pockets cut off      R(T*) heat passed down
    sources  rise of R(T*) below the pinch, pockets cut off

A pocket is where a grand composite curve turns back: heat that the enterprise passes to itself.
(Dhole and Linnhoff 1993, Computers & Chemical Engineering 17, S101-S109.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from symbiosis.heat.cascade import Cascade, Floats, Rows


class Segment(NamedTuple):
    """Heat spread evenly between two shifted temperatures [°C]."""

    top: float
    bottom: float
    heat: float


def sinks(found: Cascade) -> list[Segment]:
    """Return the heating that is needed from outside, from hot to cold."""
    steps = zip(found.temperature.tolist(), found.residual.tolist(), strict=True)
    return [Segment(start, end, heat) for start, end, heat in _falls(steps)]


def sources(found: Cascade) -> list[Segment]:
    """Return the cooling that is needed from outside, from cold to hot."""
    steps = zip(found.temperature[::-1].tolist(), found.residual[::-1].tolist(), strict=True)
    return [Segment(end, start, heat) for start, end, heat in _falls(steps)]


def _falls(steps: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float, float]]:
    """Yield where R falls below all it was before, until none is left: (from, to, by how much)."""
    before: tuple[float, float] | None = None
    least = 0.0
    for at, residual in steps:
        if before is None:
            least = residual
        elif residual < least:
            started, height = before
            start = started + (height - least) / (height - residual) * (at - started)
            yield start, at, least - residual
            least = residual
        before = at, residual


def curve(segments: Iterable[Segment]) -> tuple[Floats, Floats]:
    """Return (heat, temperature) of segments added up, rising from the coldest."""
    kept = list(segments)
    if not kept:
        return np.zeros(0), np.zeros(0)
    rows = Rows.at([t for segment in kept for t in (segment.top, segment.bottom)])
    above = np.zeros(rows.temperature.size)
    for segment in kept:
        above += segment.heat * rows.share(segment.top, segment.bottom)
    return (above[-1] - above)[::-1], rows.temperature[::-1]
