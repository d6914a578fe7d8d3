"""Numbers made of several numbers, each of which may follow a profile: one coefficient, not several.

coefficient[t] = rule(value[1] · profile[1,t], value[2] · profile[2,t], …)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from symbiosis.blocks.language import Expression, Floats, Series, Step
from symbiosis.horizon.horizon import Horizon
from symbiosis.park.profile import Varying


def combined(m: Step, name: str, rule: Callable[..., Any], *given: Varying) -> Expression:
    """Return rule(*given): a number, or one series where any of them follows a profile."""
    if all(one.profile is None for one in given):
        return rule(*(one.value for one in given))
    profiles = m.park.profiles

    def values(horizon: Horizon) -> Floats:
        series = [
            np.full(len(horizon), one.value)
            if one.profile is None
            else one.value * horizon.sample(profiles[one.profile].values)
            for one in given
        ]
        return np.asarray(rule(*series), dtype=float)

    return m.series(Series(f"{name} of {', '.join(map(repr, given))}", "step", values))
