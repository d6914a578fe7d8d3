"""Whether a technology is rated on something that it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symbiosis.park.checks.every import Problems
from symbiosis.park.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from symbiosis.park.park import Park


def technology_problems(park: Park) -> Problems:
    """A technology's rated carrier is among its ratios, with a constant ratio that is not zero."""
    for technology in park.technologies.values():
        own = technology.ratios.get(technology.rated_on)
        if own is None:
            yield Problem(
                "has no ratio.",
                did_you_mean(technology.rated_on, technology.ratios),
                "technologies",
                technology.label,
                "rated_on",
                technology.rated_on,
            )
        elif own.value == 0.0 or own.profile is not None:
            yield Problem(
                "must have a constant ratio that is not zero; other ratios may follow a profile.",
                "Rate the technology on another flow.",
                "technologies",
                technology.label,
                "rated_on",
            )
