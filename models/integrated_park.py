"""Which exchanges, plants, stores and networks, decided together, make the whole park cheapest?

The integrated energy-resource solution (综合能源资源一体化): everything on offer may be built.
"""

from __future__ import annotations

from symbiosis.blocks import whole
from symbiosis.blocks.language import Step
from symbiosis.park import CENTRAL, EXCHANGE, Park, offer

TITLE = "integrated"


def scope(park: Park) -> Park:
    """Everything may be built."""
    return offer(park, own=True, shared=EXCHANGE | CENTRAL)


def build(m: Step, park: Park) -> None:
    """Write one hour of what is on offer."""
    whole.write(m, park)
