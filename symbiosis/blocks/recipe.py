"""Recipes: carriers that replace one another in making one, within their shares.

made[r,t] = Σ_k σ[r,k] · u[r,k,t]                           σ: amount made per amount of part k
share_min[r,k] · Σ_j u[r,j,t] ≤ u[r,k,t] ≤ share_max[r,k] · Σ_j u[r,j,t]
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.data import combined
from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park
from symbiosis.park.profile import Varying


def add(m: Step, park: Park) -> None:
    """Add the parts of every recipe and what they make."""
    recipes = park.recipes
    m.part = m.step([(r, k) for r, recipe in recipes.items() for k in recipe.parts], "flow of a part")

    def beyond(r: str, k: str, share: Varying) -> Expression:
        """Flow of a part less its share of all parts."""
        own = combined(m, "rest", lambda part: 1.0 - part, share)
        return quicksum((own if j == k else -m.value(share)) * m.part[r, j] for j in recipes[r].parts)

    @m.Constraint([(r, k) for r, recipe in recipes.items() for k in recipe.share_max], doc="largest share")
    def largest_part(m: Step, r: str, k: str) -> Expression:
        return beyond(r, k, recipes[r].share_max[k]) + 0.0 * m.hours <= 0.0

    @m.Constraint([(r, k) for r, recipe in recipes.items() for k in recipe.share_min], doc="smallest share")
    def smallest_part(m: Step, r: str, k: str) -> Expression:
        return beyond(r, k, recipes[r].share_min[k]) + 0.0 * m.hours >= 0.0

    for r, recipe in recipes.items():
        for k in recipe.parts:
            m.withdraw(recipe.enterprise, k, m.part[r, k], "blended", r)
        made = quicksum(m.value(ratio) * m.part[r, k] for k, ratio in recipe.parts.items())
        m.supply(recipe.enterprise, recipe.carrier, made, "made", r)
