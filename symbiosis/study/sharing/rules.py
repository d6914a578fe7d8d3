"""Rules that share a saving among enterprises, and the yearly payments that bring it about.

    payment_i = (cost alone_i − share_i) − own cost_i        above 0: i pays into the pool; adds up to 0

Own costs are those of the plan of everybody, settlement apart; what enterprises pay each other for
streams is part of the payment, not beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from symbiosis.study.sharing.game import (
    equal_relative,
    least_core,
    most_tempted,
    nucleolus,
    shapley,
    shapley_interval,
)

if TYPE_CHECKING:
    from symbiosis.study.sharing.coalitions import Coalitions

Floats = NDArray[np.float64]
SHADOW = "shadow_price"
RULES = ("shapley", "nucleolus", "equal_relative", "least_core", SHADOW)
NOTHING = 1e-6  # of the saving


@dataclass(frozen=True, eq=False)
class Sharing:
    """One rule's answer: shares of the saving, payments that bring them about, and who could leave.

    `shares` and `payments` are by player [money/a]; `low` and `high` bound the shares where costs are
    known in intervals (Shapley alone); `tempted` could gain up to `gain` by leaving: at most 0 is stable.
    `gain_found` is what somebody gains with the plans in hand; what is more of `gain` is not disproved.
    `worse_off` are those of whom it is not proved that they pay no more than alone.
    """

    rule: str
    shares: dict[str, float]
    payments: dict[str, float]
    tempted: tuple[str, ...]
    gain: float
    gain_found: float
    low: dict[str, float] | None = None
    high: dict[str, float] | None = None
    worse_off: tuple[str, ...] = ()


def rules_for(played: Coalitions) -> tuple[str, ...]:
    """Return the rules that can be applied: shadow prices only where they are stated."""
    return tuple(rule for rule in RULES if rule != SHADOW or played.priced is not None)


def share(played: Coalitions, rule: str, least: float = 0.0) -> Sharing:
    """Share what everybody saves together by a rule.

    `least` is the smallest share of an equal part that every enterprise must get: 0.5 means half of
    v(N)/n at least; rules without a choice (Shapley, equal relative saving) are lifted to it at the cost
    of those above it. Raises ValueError for an unknown rule or a least share above 1.
    """
    if not 0.0 <= least <= 1.0:
        raise ValueError(f"the least share is between 0 and 1 of an equal part, not {least:g}.")
    values, n = played.values, len(played.players)
    floors = np.full(n, least * values[-1] / n) if least > 0.0 else None
    low = high = None
    if rule == "nucleolus":
        shares = nucleolus(values, floors)
    elif rule == "least_core":
        shares = least_core(values, floors)[1]
    elif rule in ("shapley", "equal_relative", SHADOW):
        shares = _plain(played, rule)
        shares = shares if floors is None else lifted(shares, floors)
        if rule == "shapley" and floors is None:
            low, high = shapley_interval(played.values_low, played.values_high)
    else:
        raise ValueError(f'"{rule}" is no rule; there is {", ".join(RULES)}.')
    coalition, gain = played.tempted(shares)
    unproved = played.alone - played.alone_low - shares  # above 0: it may pay more than alone
    scale = NOTHING * max(1.0, float(np.abs(shares).sum()))
    by_player = dict(zip(played.players, shares.tolist(), strict=True))
    return Sharing(
        rule,
        by_player,
        payments(by_player, dict(zip(played.players, played.alone.tolist(), strict=True)), played.own),
        coalition,
        gain,
        most_tempted(values, shares).gain,
        None if low is None else dict(zip(played.players, low.tolist(), strict=True)),
        None if high is None else dict(zip(played.players, high.tolist(), strict=True)),
        tuple(n for n, more in zip(played.players, unproved.tolist(), strict=True) if more > scale),
    )


def _plain(played: Coalitions, rule: str) -> Floats:
    """Return the shares of a rule that leaves no choice."""
    if rule == "shapley":
        return shapley(played.values)
    if rule == "equal_relative":
        return equal_relative(played.values, played.alone)
    if played.priced is None:
        raise ValueError("a shadow price of what is exchanged is not stated, so nothing is settled at it.")
    return np.asarray(played.alone - np.array([played.priced[n] for n in played.players]))


def lifted(shares: Floats, floors: Floats) -> Floats:
    """Lift who is below its floor to it; the others give in proportion to what they have above theirs.

    >>> lifted(np.array([9.0, 0.0, 3.0]), np.array([2.0, 2.0, 2.0])).tolist()
    [7.25, 2.0, 2.75]
    """
    above = np.clip(shares - floors, 0.0, None)
    missing = float(np.clip(floors - shares, 0.0, None).sum())
    if missing == 0.0:
        return shares.copy()
    return np.asarray(np.maximum(shares, floors) - missing * above / above.sum())


def payments(shares: dict[str, float], alone: dict[str, float], own: dict[str, float]) -> dict[str, float]:
    """Return what each enterprise pays into the pool (below 0: gets out of it); adds up to 0.

    >>> payments({"a": 4.0, "b": 4.0}, {"a": 10.0, "b": 12.0}, {"a": 2.0, "b": 12.0})
    {'a': 4.0, 'b': -4.0}
    """
    return {n: alone[n] - shares[n] - own.get(n, 0.0) for n in shares}
