"""Presence: which candidates enter and which enterprises stay, and what is given only where they are there.

z[n] ∈ {0, 1}               n ∈ candidates and enterprises that may leave
given[n,t] · z[n]           demands, supplies, heat of streams, grants and limits of n
"""

from __future__ import annotations

from symbiosis.blocks.language import Expression, Step
from symbiosis.park.park import Park
from symbiosis.park.threshold import optional


def add(m: Step, park: Park) -> None:
    """Add the decisions; call it before every block that asks who is there."""
    m.admitted = m.static(optional(park), "whether an enterprise is there", domain="binary")


def if_there(m: Step, enterprise: str, given: Expression) -> Expression:
    """Return something given at an enterprise, or as much of it as the enterprise is there."""
    return given * m.admitted[enterprise] if is_decided(m, enterprise) else given


def is_decided(m: Step, enterprise: str) -> bool:
    """Tell whether an hour decides who is there; where none of its blocks asks, everybody is."""
    return m.component("admitted") is not None and enterprise in m.admitted
