"""One of several sizes, decided step by step: is it at least this wide?

units[i,z] = at_least[i,z] − at_least[i,z+1]        sizes z of an asset from narrow to wide, at_least ∈ {0, 1}

Written for assets of which one unit may be bought and three or more sizes are on offer; `units` are then
whole by themselves. The relaxation stays as it is, but a question such as "wider than DN200?" parts the
choices in two halves, where "DN200 or not?" says next to nothing when the answer is no.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from pyomo.environ import NonNegativeReals

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.asset import Asset

FEWEST = 3  # sizes from which it is worth while


def add(m: Step, growing: Mapping[str, Asset]) -> set[str]:
    """Decide the sizes of assets step by step where one is chosen of many; return which assets those are."""
    chosen = {i: a for i, a in growing.items() if a.units_max == 1.0 and len(a.sizes) >= FEWEST}
    order = {i: sorted(range(len(a.sizes)), key=a.sizes.__getitem__) for i, a in chosen.items()}
    steps = [(i, z) for i, wider in order.items() for z in wider]
    after = {(i, z): larger for i, wider in order.items() for z, larger in pairwise(wider)}
    for i, z in steps:
        m.units[i, z].domain = NonNegativeReals
    m.at_least = m.static(steps, "whether it is of this size or a larger one", domain="binary")

    @m.Constraint(steps, doc="a size is where the steps end")
    def size_by_steps(m: Step, i: str, z: int) -> Expression:
        larger = m.at_least[i, after[i, z]] if (i, z) in after else 0.0
        return m.units[i, z] == m.at_least[i, z] - larger

    return set(order)
