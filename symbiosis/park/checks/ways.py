"""Whether what is needed can come from somewhere, and what arises can go somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def way_problems(park: Park) -> Problems:
    """Whatever is needed can come from somewhere, and whatever arises can go somewhere."""
    from symbiosis.park.places import givers_and_takers  # reads a park, which these checks complete

    gives: dict[tuple[str, str], bool] = {}
    takes: dict[tuple[str, str], bool] = {}
    for enterprise, carrier, _, is_giver in givers_and_takers(park):
        (gives if is_giver else takes)[enterprise, carrier] = True
    for demand in park.demands.values():
        if (demand.enterprise, demand.carrier) not in gives:
            yield Problem(
                f'needs "{demand.carrier}", which nothing can bring to {demand.enterprise}.',
                "Add a technology, market, link or network that supplies it.",
                "demands",
                demand.label,
            )
    for supply in park.supplies.values():
        if (supply.enterprise, supply.carrier) not in takes:
            yield Problem(
                f'arises at {supply.enterprise}, and nothing takes "{supply.carrier}" away.',
                "Add an outlet (its fee may be 0), market, link or user.",
                "supplies",
                supply.label,
            )
