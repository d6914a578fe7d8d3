"""Fixed charges per carrier: a route that is not built carries none of what it could carry.

f[l,k,t] ≤ kept[l] + M[l,k,t]·build[l]                      l ∈ links with a yes or no, k ∈ its carriers
M[l,k,t] = min(room[l] / (1 + margin[l]), what the origin can give of k, what the destination can take of k)

The capacity row of the exchange block holds for the sum of the carriers and is enough for a right answer.
These rows say the same of each carrier with the least M that data vouch for, so that part of a route no
longer looks cheap where the need for one carrier is small: the bound of the linear relaxation is at least as
good, for more rows. Written where `fixed_charges = "per_carrier"` is asked for.
"""

from __future__ import annotations

import numpy as np

from symbiosis.blocks.exchange import loss
from symbiosis.blocks.language import STEP, Expression, Floats, Series, Step
from symbiosis.blocks.most import by_data
from symbiosis.horizon.horizon import Horizon
from symbiosis.park.park import Park


def add(m: Step, park: Park) -> None:
    """Add a row per carrier of every route that is built or not; call it after exchange."""
    asked = m.forms.fixed_charges == "per_carrier"
    routes = [
        (label, k) for label in park.links if asked and label in m.build for k in park.links[label].carriers
    ]

    @m.Constraint(routes, doc="nothing of a carrier unless it is built")
    def carrier_if_built(m: Step, label: str, k: str) -> Expression:
        kept = m.kept[label] if label in m.kept else 0.0
        return m.exchange[label, k] <= kept + _most(m, park, label, k) * m.build[label]


def _most(m: Step, park: Park, label: str, k: str) -> Expression:
    link = park.links[label]
    room = link.room / (1.0 + link.design_margin)

    def values(horizon: Horizon) -> Floats:
        most = by_data(park, link, k, 1.0 - loss(park, link), horizon)
        return np.full(len(horizon), room) if most is None else np.minimum(room, most)

    return m.series(Series(f"most of {k} over {label}", STEP, values))
