"""Whether plants that burn something give no more energy than they take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.park.technology import Technology

CONDENSING = 1.12  # most energy out of a fuel's lower heating value, its water condensed


def energy_problems(park: Park) -> Problems:
    """A plant that takes energy alone, some of it fuel, gives at most what condensing boilers do.

    A heat pump on power passes, since the heat of the air need not be a carrier; one that burns gas
    must name the ambient heat that it takes.
    """
    for label, technology in park.technologies.items():
        found = _taken_and_given(park, technology)
        if found is None:
            continue
        taken, given = found
        if taken > 0.0 and given > CONDENSING * taken:
            yield Problem(
                f"gives {given:.4g} MWh out of {taken:.4g} MWh that it takes, {given / taken:.0%}: "
                "more than a fuel holds.",
                "Correct the ratios (on lower heating value), or add the ambient heat that it takes.",
                "technologies",
                label,
                "ratios",
            )


def _taken_and_given(park: Park, technology: Technology) -> tuple[float, float] | None:
    """Return energy in and out [MWh] of a plant that burns something and has only constant flows in MW."""
    if technology.points or any(ratio.profile is not None for ratio in technology.ratios.values()):
        return None
    burns = False
    taken = given = 0.0
    for name, ratio in technology.ratios.items():
        carrier = park.carriers[name]
        if carrier.kind == "emission":
            burns |= ratio.value > 0.0
            continue
        if carrier.unit != "MW":
            if ratio.value < 0.0:
                return None  # water, waste heat or a material brings energy in that is not counted here
            continue
        fuel = carrier.lower_heating_value is not None or carrier.lower_heating_value_volume is not None
        burns |= fuel and ratio.value < 0.0
        taken += max(0.0, -ratio.value)
        given += max(0.0, ratio.value)
    return (taken, given) if burns else None
