"""Stores that should end at a given content, but rather lie below it than let something fall short.

s[j,t_end] + below[j] ≥ target[j]          below[j] ≥ 0, paid by amount
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park

if TYPE_CHECKING:
    from symbiosis.formulation.build import Builder


def toward(builder: Builder, targets: Mapping[str, float], price: float) -> Builder:
    """Return a question's hour in which every period ends at the stores' targets, or pays for what lacks.

    `targets` by label of the store [amount], `price` in money per amount. The payment is a line of the
    accounts that no independent check knows: use the plan's levels, not its cost.
    """

    def build(m: Step, park: Park) -> None:
        builder(m, park)
        m.below_target = m.group("period", list(targets), "content that lacks to the target at the end")

        @m.Constraint(list(targets), doc="content aimed at in the end")
        def target(m: Step, j: str) -> Expression:
            return m.level[j] + m.below_target[j] >= targets[j]

        m.only_where(m.target, m.ends_chain)
        for j in targets:
            m.pay(park.stores[j].enterprise, "running", f"below target {j}", price * m.below_target[j])

    return build
