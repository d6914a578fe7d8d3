"""Whether what demands say of their condensate makes sense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.flow import Demand
    from symbiosis.park.park import Park

Fault = tuple[str, str, str]  # field, message, remedy


def condensate_problems(park: Park) -> Problems:
    """Condensate comes from steam that condenses, as water that is cooler, in tonnes."""
    for label, demand in park.demands.items():
        stated = demand.use or demand.condensate or demand.condensate_return or demand.condensate_owner
        for field, message, remedy in _faults(park, demand) if stated else ():
            yield Problem(message, remedy, "demands", label, field)


def _faults(park: Park, demand: Demand) -> Iterator[Fault]:
    from symbiosis.park.carrier_state import is_steam, state_of
    from symbiosis.park.grades import grades  # reads a park, which these checks complete
    from symbiosis.park.steam import SteamError

    carrier = park.carriers[demand.carrier]
    if not is_steam(carrier):
        field = "use" if demand.use else "condensate_return"
        message = f"is said of {demand.carrier}, which is no steam."
        yield field, message, "State the carrier's pressure, or delete it."
        return
    if demand.condensate_return == 0.0:
        if demand.condensate or demand.condensate_owner:
            yield (
                "condensate_return",
                "is missing: condensate is named, but none comes back.",
                "State it, e.g. 80 %.",
            )
        return
    if demand.use == "live":
        yield "condensate_return", "live steam stays in the product and leaves no condensate.", "Delete it."
        return
    saved = any(getattr(plant, "saves", "") == demand.label for plant in park.technologies.values())
    if demand.hastens or demand.runs or saved:
        message = "is not known of a demand that is met early, in runs, or lowered by a measure."
        yield "condensate_return", message, "Write the steam as a plant with device: {type: user, …}."
        return
    if not demand.condensate:
        message = "needs the water as which it comes back."
        yield "condensate_return", message, "State condensate, e.g. condensate: condensate_90."
        return
    water = park.carriers[demand.condensate]
    if water.kind != "water" or water.unit != carrier.unit:
        message = f"{demand.condensate} is no water in {carrier.unit}, so tonnes do not come back as it."
        yield "condensate", message, "Name a carrier of kind water with the unit of the steam."
        return
    owner = demand.condensate_owner or demand.enterprise
    if (owner, demand.condensate) in grades(park).places:
        yield (
            "condensate",
            "comes back without a quality, but its quality counts there.",
            "Use another carrier.",
        )
    try:
        steam, back = state_of(carrier), state_of(water)
    except SteamError:
        return  # said of the carrier itself
    if steam is not None and back is not None and back.temperature > steam.temperature + 0.1:
        message = (
            f"{demand.condensate} is hotter ({back.temperature:.1f} °C) than the steam it comes from "
            f"({steam.temperature:.1f} °C)."
        )
        yield "condensate", message, "Correct the temperature of one of the two."
