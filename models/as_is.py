"""What does the park cost today, with what stands, its contracts and its outlets?

Today (现状): nothing new is built and nothing is given up; the bill is compared with metered totals.
"""

from __future__ import annotations

from symbiosis.blocks import whole
from symbiosis.blocks.language import Step
from symbiosis.park import Park, offer

TITLE = "as is"


def scope(park: Park) -> Park:
    """Nothing new, nothing given up."""
    return offer(park, own=False, new_contracts=False, keep_all=True)


def build(m: Step, park: Park) -> None:
    """Write one hour of what is on offer."""
    whole.write(m, park)
