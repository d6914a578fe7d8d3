"""Seasonal storage: over typical periods, a store passes its content on in the order of the year.

g = 1 … G are the real periods of the year, p(g) the typical one that stands for each; over typical periods
the level s of a seasonal store is the content *beside* that at the start of its period (it may be below 0):

S[j,g] = (1 − δ[j])^H[p(g)] · S[j,g−1] + s[j, last step of p(g)]      content at the end of period g
s_min[j]·C[j] ≤ s[j,t] + (1 − δ[j])^τ[t] · S[j,g−1]                  τ: hours since the period began
s[j,t] + (1 − δ[j])^τ[t] · S[j,g−1] ≤ s_max[j,t]·C[j] / (1 + margin[j])      t ∈ p(g)

The year is a ring: the first period follows the last. Over any other horizon such a store is like others.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from symbiosis.blocks.capacity import capacity, usable
from symbiosis.blocks.language import STEP, Expression, Series, Step
from symbiosis.horizon.horizon import Horizon
from symbiosis.park import Store

Floats = NDArray[np.float64]
ORDER = "order"


def add(m: Step, stores: Mapping[str, Store]) -> None:
    """Add what is carried from period to period, and limits of the content on every real one."""
    # The rows below say as much, though only all together; a certified bound wants it of each column.
    most = {j: store.largest / (1.0 + store.design_margin) for j, store in stores.items()}
    what = "content of a seasonal store at the end of a period of the year"
    m.carried = m.group(ORDER, stores, what, upper=most)
    before = m.earlier(m.carried)
    last = m.series(Series("last of its period, per hour", STEP, lambda h: _ends(h) / h.hours))

    @m.Constraint(stores, doc="content carried on")
    def carried_on(m: Step, j: str) -> Expression:
        loss = stores[j].loss
        left = m.series(
            Series(f"left of {j} over a period", ORDER, lambda h: (1.0 - loss) ** _length_of_real_periods(h))
        )
        return m.carried[j] == left * before[j] + m.over(ORDER, last * m.level[j])

    def content(m: Step, j: str) -> Expression:
        loss = stores[j].loss
        left = m.series(Series(f"left of {j} since", STEP, lambda h: (1.0 - loss) ** _since(h)))
        return m.level[j] + left * before[j]

    @m.Constraint(stores, doc="room in a seasonal store")
    def seasonal_limit(m: Step, j: str) -> Expression:
        return content(m, j) <= m.value(stores[j].level_max) * usable(m, j, stores[j])

    @m.Constraint(stores, doc="what always stays in a seasonal store")
    def seasonal_floor(m: Step, j: str) -> Expression:
        return stores[j].level_min * capacity(m, j) <= content(m, j)


def alone(m: Step) -> Expression:
    """1 in every step of a horizon without an order of periods, 0 over typical periods."""
    return m.series(Series("no order", STEP, lambda h: np.full(len(h), float(not len(h.groups[ORDER])))))


def follows(m: Step) -> Expression:
    """0 in the first step of a typical period, where a level beside that of the start begins anew."""
    return m.series(Series("follows in its period", STEP, lambda h: 1.0 - _linked(h) * _begins(h)))


def least(m: Step) -> Expression:
    """0, or no limit over typical periods, where the level is counted from that at the start."""
    return m.series(
        Series("least level", STEP, lambda h: np.where(_linked(h) * np.ones(len(h)) > 0, -np.inf, 0.0))
    )


def _linked(horizon: Horizon) -> float:
    return float(len(horizon.groups[ORDER]) > 0)


def _begins(horizon: Horizon) -> Floats:
    return np.concatenate(([True], horizon.period[1:] != horizon.period[:-1])).astype(float)


def _ends(horizon: Horizon) -> Floats:
    return np.concatenate((horizon.period[1:] != horizon.period[:-1], [True])).astype(float)


def _since(horizon: Horizon) -> Floats:
    """Hours from the start of its period to the end of each step."""
    total = np.cumsum(horizon.hours)
    began = np.where(_begins(horizon) > 0, total - horizon.hours, -np.inf)
    return np.asarray(total - np.maximum.accumulate(began))


def _length_of_real_periods(horizon: Horizon) -> Floats:
    order = horizon.groups[ORDER]
    return np.asarray(np.bincount(order.member, order.hours, len(order)), dtype=np.float64)
