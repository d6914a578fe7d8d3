"""Space: what stands on a site fits on its roofs, ground and floors, and holds little that is hazardous.

Σ_i use[i]·C[i] ≤ area[n]                   i ∈ technologies and stores of n      roof and ground each [m²]
Σ_i roof_use[i]·C[i] − Σ_i roof_given[i]·C[i] ≤ roof[n]     where buildings of n offer roof (none: 0)
floor_use[i]·C[i]                           taken of a carrier of floor space, in every hour
Σ_j C[j] / Q[k] ≤ hazard[n]                 j ∈ stores of n, of a substance k with a critical quantity Q
"""

from __future__ import annotations

from typing import Any

from pyomo.environ import quicksum

from symbiosis.blocks.capacity import capacity
from symbiosis.blocks.language import Expression, Step
from symbiosis.park.building import occupying
from symbiosis.park.labels import enterprise_of
from symbiosis.park.park import Park
from symbiosis.park.placed import Placed
from symbiosis.park.store import Store

KINDS = ("roof", "ground")


def add(m: Step, park: Park) -> None:
    """Add a row for each enterprise whose roof or ground is limited and used, and the floor taken up."""
    placed: dict[str, Any] = dict([*park.technologies.items(), *park.stores.items()])
    taking = {
        (n, kind): [i for i, thing in placed.items() if thing.enterprise == n and use_of(thing, kind) > 0.0]
        for n in park.enterprises
        for kind in KINDS
    }
    given = {
        n: [i for i, t in placed.items() if t.enterprise == n and t.roof_given > 0.0]
        for n in park.enterprises
    }
    limited = [
        (n, kind)
        for (n, kind), things in taking.items()
        if things and (getattr(park.enterprises[n], kind) is not None or (kind == "roof" and given[n]))
    ]

    @m.Constraint(limited, doc="room on roofs and ground")
    def space_of_site(m: Step, n: str, kind: str) -> Expression:
        taken = quicksum(use_of(placed[i], kind) * capacity(m, i) for i in taking[n, kind])
        if kind == "roof" and given[n]:
            taken -= quicksum(placed[i].roof_given * capacity(m, i) for i in given[n])
        return taken <= (getattr(park.enterprises[n], kind) or 0.0)

    for i, floor, thing in occupying(park):
        m.withdraw(enterprise_of(i), floor, thing.floor_use * capacity(m, i), "occupied", i)

    held = {
        n: [j for j, store in park.stores.items() if store.enterprise == n and _critical(park, store)]
        for n, enterprise in park.enterprises.items()
        if enterprise.hazard_max is not None
    }

    @m.Constraint([n for n, stores in held.items() if stores], doc="hazardous substances held")
    def hazard_of_site(m: Step, n: str) -> Expression:
        shares = quicksum(1.0 / (_critical(park, park.stores[j]) or 1.0) * capacity(m, j) for j in held[n])
        return shares <= park.enterprises[n].hazard_max


def _critical(park: Park, store: Store) -> float | None:
    return park.carriers[store.carrier].hazard_quantity


def use_of(thing: Placed, kind: str) -> float:
    """Return what a thing takes up per capacity of roof or ground [m²]."""
    return thing.roof_use if kind == "roof" else thing.ground_use
