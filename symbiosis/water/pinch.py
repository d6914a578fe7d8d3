"""The water pinch: least fresh water for sinks and sources of one contaminant, without an optimiser.

net load below c:   D(c) = Σ_sinks f·max(0, c − limit) − Σ_sources f·max(0, c − quality)
fresh water:        F ≥ D(c) / (c − c_fresh) for every c,   F ≥ Σ_sinks f − Σ_sources f
An operation with a load m that takes at c_in and leaves at c_out is a sink of f = m / (c_out − c_in) at c_in
and a source of the same at c_out; for such operations alone D is the limiting composite curve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ROUNDING = 1e-9


@dataclass(frozen=True)
class Flow:
    """Water that is wanted at a limit at most, or is there at a quality; `at` may be infinite for a sink.

    `unaided` is what a sink takes when it gets fresh water alone; its own load over the outlet when absent.
    """

    name: str
    place: str
    flow: float
    at: float
    unaided: float | None = None


@dataclass(frozen=True)
class Target:
    """Least fresh water and the waste water that is left, the pinch, and the curve that says so.

    `concentration` and `load` are points of the net load curve; `pinch` is None where no concentration but
    the flow alone decides.
    """

    fresh: float
    waste: float
    pinch: float | None
    concentration: Floats
    load: Floats


def target(sinks: Sequence[Flow], sources: Sequence[Flow], fresh: float = 0.0) -> Target:
    """Return the least fresh water of quality `fresh`.  Raises ValueError where a sink asks for cleaner.

    >>> washing = [Flow("p1", "a", 20.0, 0.0)], [Flow("p1", "a", 20.0, 100.0)]
    >>> target(*washing).fresh
    20.0
    """
    cleaner = [sink for sink in sinks if sink.flow > 0.0 and sink.at < fresh - ROUNDING * max(1.0, fresh)]
    if cleaner:
        worst = min(cleaner, key=lambda sink: sink.at)
        raise ValueError(
            f"{worst.name} asks for {worst.at:g}, and the cleanest fresh water has {fresh:g}; "
            "only a treatment could help"
        )
    levels = sorted({fresh, *(f.at for f in (*sinks, *sources) if np.isfinite(f.at))})
    at = np.array(levels)
    load = np.array([_net_load(sinks, sources, c) for c in levels])
    above = at > fresh + ROUNDING * max(1.0, fresh)
    needed = np.divide(load, at - fresh, out=np.zeros(at.size), where=above)
    least_flow = sum(s.flow for s in sinks) - sum(s.flow for s in sources)
    least = max(0.0, least_flow, float(needed.max(initial=0.0)))
    decides = above & (needed >= least * (1.0 - ROUNDING))
    pinch = float(at[decides][0]) if least > 0.0 and decides.any() else None
    return Target(least, least - least_flow, pinch, at, load)


def _net_load(sinks: Sequence[Flow], sources: Sequence[Flow], c: float) -> float:
    wanted = sum(s.flow * (c - s.at) for s in sinks if s.at < c)
    return wanted - sum(s.flow * (c - s.at) for s in sources if s.at < c)


def without_reuse(sinks: Sequence[Flow], sources: Sequence[Flow], fresh: float = 0.0) -> float:
    """Return the fresh water that all take when nobody uses another's: each washes its own load away.

    A source of the same name and place as a sink is the outlet of the same operation.
    """
    outlet = {(s.place, s.name): s for s in sources}
    total = 0.0
    for sink in sinks:
        own = outlet.get((sink.place, sink.name))
        if sink.unaided is not None or own is None:
            total += sink.flow if sink.unaided is None else sink.unaided
        elif own.at > fresh:
            # its load, carried by fresh water from fresh to the outlet
            total += (own.flow * own.at - sink.flow * sink.at) / (own.at - fresh)
    return total
