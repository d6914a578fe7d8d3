"""Whether emissions are tallied and everything else is balanced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def emission_problems(park: Park) -> Problems:
    """Caps, levies and emission factors name emissions; balanced things name what is balanced."""
    for section in ("caps", "levies"):
        for thing in getattr(park, section).values():
            if not park.is_emission(thing.carrier):
                yield Problem(
                    "is not an emission.",
                    "Declare the carrier with kind: emission.",
                    section,
                    thing.label,
                    "carrier",
                    thing.carrier,
                )
    for section in ("markets", "outlets"):
        for thing in getattr(park, section).values():
            for carrier in thing.emissions:
                if not park.is_emission(carrier):
                    yield Problem(
                        "is not an emission.",
                        "Declare the carrier with kind: emission.",
                        section,
                        thing.label,
                        "emissions",
                        carrier,
                    )
    for section in ("stores", "supplies", "demands", "outlets", "markets", "networks"):
        for thing in getattr(park, section).values():
            if park.is_emission(thing.carrier):
                yield Problem(
                    "is an emission, which is tallied and not balanced.",
                    "Use caps and levies, or declare it as a material.",
                    section,
                    thing.label,
                    "carrier",
                    thing.carrier,
                )
