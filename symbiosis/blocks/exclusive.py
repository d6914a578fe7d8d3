"""Exclusive options: at most one of the assets that share a group's name stands.

C[i] ≤ C_max[i]·chosen[i]                                   i ∈ assets of a group, chosen ∈ {0, 1}
Σ_i chosen[i] ≤ 1                                           over the assets of each group

An existing plant and the options that would take its place form such a group: one of them, or none.
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.capacity import capacity
from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add a choice for every asset that is in a group with others."""
    groups = park.exclusive_groups()
    largest = {asset.label: asset.largest for _, asset in park.assets()}  # type: ignore[attr-defined]
    members = [i for group in groups.values() for i in group]
    m.chosen = m.static(members, "whether an exclusive option stands", domain="binary")

    @m.Constraint(members, doc="nothing unless it is chosen")
    def stands_if_chosen(m: Step, i: str) -> Expression:
        return capacity(m, i) <= largest[i] * m.chosen[i]

    @m.Constraint(list(groups), doc="at most one of a group")
    def one_of_group(m: Step, group: str) -> Expression:
        return quicksum(m.chosen[i] for i in groups[group]) <= 1.0
