"""Burning: what a fuel carries leaves as what it turns into, supplier by supplier.

emission of k = Σ_q share[i,q] · formed[q] · Σ_g b[g,i,t] · c[g,q,t]          i burns, q burns to k

b[g,i] is the part of giver g's flow that plant i burns (see quality); the quality c of every giver is
stated, so this is linear and exact.
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.data import combined
from symbiosis.blocks.language import Step
from symbiosis.park.burning import formed
from symbiosis.park.grades import grades
from symbiosis.park.park import Park
from symbiosis.park.profile import Varying

NONE = Varying(0.0)


def add(m: Step, park: Park) -> None:
    """Emit what every plant forms from its fuels; call it once flows are split by giver."""
    burning = {i: technology for i, technology in park.technologies.items() if technology.burns}
    if not burning:
        return
    pairs = grades(park).pairs
    for i, technology in burning.items():
        for one in formed(park, technology):
            eaten = [p for p in pairs if p.taker.name == f"used:{i}" and p.carrier == one.carrier]
            terms = [
                combined(
                    m, f"formed {one.per!r}", lambda share, c, per=one.per: per * share * c,
                    one.share, pair.grade.values.get(one.quality, NONE),
                ) * m.blend[pair.key]
                for pair in eaten
            ]  # fmt: skip
            if terms:
                m.emit(technology.enterprise, one.emission, quicksum(terms), i)
