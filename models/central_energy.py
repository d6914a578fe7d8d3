"""Which central plants, stores and networks should supply energy?

Centralised energy supply (集中供能): besides what each builds for itself, links, networks and utility
plants for energy: steam, heat, cooling, power, bilateral steam and waste heat included.
"""

from __future__ import annotations

from symbiosis.blocks import whole
from symbiosis.blocks.language import Step
from symbiosis.park import CENTRAL, Park, offer

TITLE = "central"


def scope(park: Park) -> Park:
    """Links, networks and utility plants for energy."""
    return offer(park, own=True, shared=CENTRAL)


def build(m: Step, park: Park) -> None:
    """Write one hour of what is on offer."""
    whole.write(m, park)
