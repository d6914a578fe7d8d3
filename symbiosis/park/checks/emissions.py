"""Whether emissions are tallied and everything else is balanced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.checks.formulas import month_problems
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


def cap_problems(park: Park) -> Problems:
    """Caps of one pool limit one emission in the same months, and members are named once."""
    first = {cap.pool: cap for cap in reversed(list(park.caps.values())) if cap.pool}
    for label, cap in park.caps.items():
        yield from month_problems("caps", label, cap.months)
        if cap.enterprise and cap.members:
            message = "names one enterprise and members too."
            yield Problem(message, "Keep one of the two.", "caps", label, "members")
        other = first.get(cap.pool, cap)
        for field in ("carrier", "months"):
            if getattr(cap, field) != getattr(other, field):
                yield Problem(
                    f"differs from that of {other.label}, with which it shares the pool {cap.pool}.",
                    "Give it another pool.",
                    "caps",
                    label,
                    field,
                )
        if cap.pool and not cap.enterprise and not cap.members:
            message = f"is in the pool {cap.pool} but limits the whole park."
            yield Problem(message, "Name whose it is in enterprise or members.", "caps", label, "pool")
