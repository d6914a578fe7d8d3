"""How much heat streams can pass on among themselves: the problem table, exactly.

    T* = T − d (hot)      T* = T + d (cold)          d ≥ 0  ΔT contribution of a stream [K]
    H(T*) = Σ ± Q · share of the stream above T*     heat released above a shifted temperature
    Q_hot  = max(0, −min H)                          least heating from outside
    R(T*)  = Q_hot + H(T*) ≥ 0                       heat passed down; the pinch is where R = 0
    Q_cold = R(bottom)                               least cooling

A stream with one temperature (a phase change) releases its heat in a step, so every temperature has two
rows: just above the step and just below. Heats are in any one unit of power.
(Linnhoff and Flower 1978, AIChE Journal 24, 633-642.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CLOSED = 1e-9  # share of all heat below which a passed-down heat counts as none


@dataclass(frozen=True)
class HeatStream:
    """Something that must be cooled (hot) or heated (cold) from `supply` to `target` [°C].

    `duty` ≥ 0 is its heat; equal temperatures mean a phase change. `shift` is its ΔT contribution [K].
    """

    name: str
    supply: float
    target: float
    duty: float
    hot: bool
    shift: float = 0.0
    place: str = ""

    @property
    def top(self) -> float:
        """Its highest shifted temperature [°C]."""
        return max(self.supply, self.target) + self._sign * self.shift

    @property
    def bottom(self) -> float:
        """Its lowest shifted temperature [°C]."""
        return min(self.supply, self.target) + self._sign * self.shift

    @property
    def _sign(self) -> float:
        return -1.0 if self.hot else 1.0


@dataclass(frozen=True)
class Rows:
    """Shifted temperatures from top to bottom, each twice: before and after steps at that temperature."""

    temperature: Floats  # (rows,), falling
    after: Bools  # (rows,)

    @classmethod
    def at(cls, temperatures: Sequence[float]) -> Rows:
        """Return the rows of some temperatures in any order."""
        falling = np.unique(np.asarray(temperatures, dtype=float))[::-1]
        return cls(np.repeat(falling, 2), np.tile([False, True], falling.size))

    def share(self, top: float, bottom: float) -> Floats:
        """Return how much of something spread evenly over temperatures lies above each row; (rows,)."""
        if top > bottom:
            return np.clip((top - self.temperature) / (top - bottom), 0.0, 1.0)
        return np.where(self.after, self.temperature <= top, self.temperature < top).astype(float)


@dataclass(frozen=True)
class Cascade:
    """Heat passed down through shifted temperatures with the least heating and cooling from outside."""

    streams: tuple[HeatStream, ...]
    rows: Rows
    residual: Floats  # (rows,) heat passed down past each row
    heating: float
    cooling: float

    @property
    def temperature(self) -> Floats:
        """Shifted temperatures of the rows [°C], falling; the grand composite curve is (residual, this)."""
        return self.rows.temperature

    @property
    def recovered(self) -> float:
        """Heat that hot streams give to cold ones."""
        return sum(s.duty for s in self.streams if s.hot) - self.cooling

    @property
    def negligible(self) -> float:
        """Heat that counts as none."""
        return CLOSED * sum(stream.duty for stream in self.streams)

    @property
    def pinches(self) -> tuple[float, ...]:
        """Shifted temperatures where no heat is passed down [°C], from the top.

        Without one in between, the end that needs nothing from outside stands in (a threshold problem).
        """
        if not self.streams:
            return ()
        closed = self.residual <= self.negligible
        first, last = int(np.argmax(~closed)), len(closed) - 1 - int(np.argmax(~closed[::-1]))
        if closed.all():
            return (float(self.temperature[0]),)
        inner = [float(t) for t in self.temperature[first:last][closed[first:last]]]
        # a run of closed rows at an end begins where the streams do; only its inner edge matters
        ends = [float(self.temperature[first - 1])] if first else []
        ends += [float(self.temperature[last + 1])] if last + 1 < len(closed) else []
        return tuple(dict.fromkeys(inner or ends))

    @property
    def threshold(self) -> bool:
        """Tell whether streams need only heating or only cooling from outside, and no pinch parts them."""
        if not self.streams or (self.heating > self.negligible) == (self.cooling > self.negligible):
            return False
        closed = self.residual <= self.negligible
        first, last = int(np.argmax(~closed)), len(closed) - 1 - int(np.argmax(~closed[::-1]))
        return not closed[first:last].any()

    @property
    def pinch(self) -> tuple[float, float] | None:
        """Hot and cold temperature at the first pinch [°C], where the ΔT contributions agree."""
        if not self.pinches:
            return None
        at = self.pinches[0]
        shifts = [
            {s.shift for s in self.streams if s.hot is side and s.bottom <= at <= s.top}
            for side in (True, False)
        ]
        if all(len(side) == 1 for side in shifts):
            return at + shifts[0].pop(), at - shifts[1].pop()
        return None

    def composite(self, hot: bool, shifted: bool = False) -> tuple[Floats, Floats]:
        """Return (heat, temperature) of a composite curve, rising; the cold one begins at `cooling`."""
        side = [s for s in self.streams if s.hot is hot]
        if not side:
            return np.zeros(0), np.zeros(0)
        ends = [
            (s.top, s.bottom) if shifted else (max(s.supply, s.target), min(s.supply, s.target)) for s in side
        ]
        rows = Rows.at([t for pair in ends for t in pair])
        above = sum(s.duty * rows.share(*pair) for s, pair in zip(side, ends, strict=True))
        heat = sum(s.duty for s in side) - np.asarray(above, dtype=float)
        return heat[::-1] + (0.0 if hot else self.cooling), rows.temperature[::-1]


def released(streams: Sequence[HeatStream], rows: Rows) -> Floats:
    """Return the heat that streams release above each row, cold ones counting negative; (rows,)."""
    heat = np.zeros(rows.temperature.size)
    for stream in streams:
        signed = stream.duty if stream.hot else -stream.duty
        heat += signed * rows.share(stream.top, stream.bottom)
    return heat


def cascade(streams: Sequence[HeatStream], also: Sequence[float] = ()) -> Cascade:
    """Return the least heating and cooling of streams; `also` adds rows at shifted temperatures [°C].

    >>> pair = [HeatStream("h", 200, 100, 10.0, hot=True), HeatStream("c", 50, 150, 15.0, hot=False)]
    >>> found = cascade(pair)
    >>> found.heating, found.cooling, found.recovered
    (5.0, 0.0, 10.0)
    """
    kept = tuple(stream for stream in streams if stream.duty > 0.0)
    rows = Rows.at([t for s in kept for t in (s.top, s.bottom)] + list(also))
    heat = released(kept, rows)
    if not heat.size:
        return Cascade(kept, rows, heat, 0.0, 0.0)
    residual = heat + max(0.0, -float(heat.min()))
    negligible = CLOSED * sum(stream.duty for stream in kept)
    residual[np.abs(residual) <= negligible] = 0.0  # so that a pinch is a pinch in spite of rounding
    return Cascade(kept, rows, residual, max(0.0, -float(heat.min())), float(residual[-1]))
