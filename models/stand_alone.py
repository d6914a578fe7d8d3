"""What does each enterprise build for itself, with what stands today between them?

Each on its own (各自为政基线): enterprises may build and retire their own plants and stores; new links,
networks and utility plants are not on offer. Links, networks and contracts that stand today stay.
"""

from __future__ import annotations

from symbiosis.blocks import whole
from symbiosis.blocks.language import Step
from symbiosis.park import Park, offer

TITLE = "stand-alone"


def scope(park: Park) -> Park:
    """Own plants and stores only."""
    return offer(park, own=True)


def build(m: Step, park: Park) -> None:
    """Write one hour of what is on offer."""
    whole.write(m, park)
