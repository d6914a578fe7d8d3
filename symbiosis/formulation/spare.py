"""Another plan that costs little more: it does without as much as it can of what others build.

minimise    Σ_i w[i]·(b[i] + new[i]/size[i]) / 2             i ∈ B, all that the plans before it build
new[i] ≤ room[i]·b[i]                                         b[i] ∈ {0, 1}: whether it is built again
Σ_{i ∈ B_k} b[i] ≤ |B_k| − 1                                  every plan k before it loses something
cost·x + offset ≤ budget                                      x a plan of the park

w[i] counts the plans that build i, size[i] is what they build of it on average; where nothing limits
it, room[i] is ten times the largest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from pyomo.environ import quicksum

from symbiosis.blocks.language import STATIC, Expression, Step
from symbiosis.formulation.axes import Family, Layout, Members
from symbiosis.formulation.hour import RowBlock
from symbiosis.formulation.joint import LARGEST
from symbiosis.formulation.program import Program
from symbiosis.park.park import Park

if TYPE_CHECKING:
    from symbiosis.formulation.build import Builder

TENFOLD = 10.0
Plans = Sequence[Mapping[str, float]]  # new capacity by asset, of each plan: only what is built


def spare(builder: Builder, plans: Plans) -> Builder:
    """Return a question's hour with the columns and rows that tell a plan from others."""
    everything = list(dict.fromkeys(label for plan in plans for label in plan))

    def build(m: Step, park: Park) -> None:
        builder(m, park)
        m.again = m.static(everything, "whether it is built again", domain="binary")

        @m.Constraint(everything, doc="built again or not at all")
        def built_again(m: Step, i: str) -> Expression:
            sizes = [plan[i] for plan in plans if i in plan]
            room = m.new[i].ub if m.new[i].ub is not None else TENFOLD * max(sizes)
            return m.new[i] <= room * m.again[i]

        @m.Constraint(range(len(plans)), doc="something of every plan is spared")
        def something_spared(m: Step, k: int) -> Expression:
            return quicksum(m.again[i] for i in plans[k]) <= len(plans[k]) - 1

    return build


def within_budget(program: Program, plans: Plans, budget: float) -> Program:
    """Return a program that spares as much of the plans as the budget [money] allows."""
    from scipy.sparse import csr_array, vstack

    unit = float(np.abs(program.cost).max(initial=0.0)) / LARGEST or 1.0
    matrix = vstack([program.matrix, csr_array(program.cost[None, :] / unit)], format="csr")
    counting = np.zeros(program.cost.size)
    for name, scale in (("again", None), ("new", plans)):
        (family, block), *_ = program.columns.find(name)
        places = family.places(block)[:, 0]
        for (label,), place in zip(block.index, places, strict=True):
            sizes = [plan[label] for plan in plans if label in plan]
            if sizes:
                counting[place] = 0.5 * len(sizes) / (float(np.mean(sizes)) if scale is not None else 1.0)
    last = RowBlock("budget", "plans within the budget", ((),), 0, np.array([-np.inf]), np.array([np.inf]))
    families = (*program.rows.families, Family(STATIC, program.rows.size, 1, Members(1), (last,)))
    return replace(
        program,
        matrix=csr_array(matrix),
        row_lower=np.append(program.row_lower, -np.inf),
        row_upper=np.append(program.row_upper, (budget - program.offset) / unit),
        cost=counting,
        offset=0.0,
        rows=Layout(families),
    )
