"""Which earlier steps does a lag refer to?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.language import Lag
from symbiosis.horizon.horizon import Horizon
from symbiosis.horizon.spec import HorizonError

Ints = NDArray[np.int64]


def shifts_of(lag: Lag | None, horizon: Horizon) -> list[Ints]:
    """Return, for a lag, the earlier steps it refers to: one array of step numbers (-1: absent) each."""
    here = np.arange(len(horizon), dtype=np.int64)
    if lag is None or lag.kind == "member":
        return [here]
    if lag.kind == "before":
        return [horizon.previous if lag.hours is None else _hours_ago(lag.hours, horizon)]
    assert lag.hours is not None
    shifts: list[Ints] = []
    at, ago = here, np.zeros(len(horizon))
    while True:
        inside = (at >= 0) & (ago < lag.hours - 1e-9)
        if not inside.any():
            return shifts
        shifts.append(np.where(inside, at, -1))
        ago = ago + np.where(at >= 0, horizon.hours[np.maximum(at, 0)], 0.0)
        at = np.where(inside, horizon.previous[np.maximum(at, 0)], -1)


def _hours_ago(hours: float, horizon: Horizon) -> Ints:
    at, ago = np.arange(len(horizon), dtype=np.int64), np.zeros(len(horizon))
    while ((at >= 0) & (ago < hours - 1e-9)).any():
        going = (at >= 0) & (ago < hours - 1e-9)
        earlier = np.where(going, horizon.previous[np.maximum(at, 0)], at)
        ago = ago + np.where(going & (earlier >= 0), horizon.hours[np.maximum(earlier, 0)], 0.0)
        at = earlier
    if ((at >= 0) & (np.abs(ago - hours) > 1e-9)).any():
        raise HorizonError(f"a lag of {hours:g} h does not fall on a step of the horizon.")
    return at
