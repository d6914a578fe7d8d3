"""Spoilage: what a stock pile or tank loses has gone somewhere, and must go on from there.

spoiled[j,t] = (1 − (1 − δ[j])^h[t]) / h[t] · s[j,t−1]      j ∈ stores that spoil, per hour of the step
given to the carrier that it turns into, at the store's enterprise
"""

from __future__ import annotations

from symbiosis.blocks.language import STEP, Expression, Series, Step
from symbiosis.park import Store
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Give what stores lose to its carrier; call it after their levels are declared."""
    previous = m.before(m.level)
    for j, store in park.stores.items():
        if not store.spoils_to or store.loss == 0.0:
            continue
        start = store.initial_level if store.initial_level is not None else m.level_start[j]
        content = previous[j] + m.starts_chain * start
        m.supply(store.enterprise, store.spoils_to, _share(m, j, store) * content, "spoiled", j)


def _share(m: Step, j: str, store: Store) -> Expression:
    """Share of the content that is lost per hour of the step."""
    return m.series(
        Series(
            f"spoiled of {j}",
            STEP,
            lambda horizon: (1.0 - (1.0 - store.loss) ** horizon.hours) / horizon.hours,
        )
    )
