"""Which materials, by-products and waters should go to whom?

Raw-material exchange (原料互供): besides what each builds for itself, links, networks and utility plants
for materials, water and wastes (shared water works among them). Bilateral steam and waste heat belong
to central energy supply.
"""

from __future__ import annotations

from symbiosis.blocks import whole
from symbiosis.blocks.language import Step
from symbiosis.park import EXCHANGE, Park, offer

TITLE = "exchange"


def scope(park: Park) -> Park:
    """Links, networks and utility plants for materials, water and wastes."""
    return offer(park, own=True, shared=EXCHANGE)


def build(m: Step, park: Park) -> None:
    """Write one hour of what is on offer."""
    whole.write(m, park)
