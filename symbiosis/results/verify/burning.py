"""What do plants form of the qualities of what they burn?  Found anew, giver by giver.

    formed = share that leaves · amount per amount · Σ flow of a giver · its quality

The quality of every giver is traced back to whoever states it; which grade the model expected plays no part.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park
from symbiosis.park.burning import RATES, mass_of
from symbiosis.results.verify.flows import series
from symbiosis.results.verify.qualities import Tracer
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats


def formed(park: Park, horizon: Horizon, tables: Tables) -> Iterator[tuple[str, str, Floats]]:
    """Yield plant, emission and flow over the steps for every quality of every fuel."""
    if not any(technology.burns for technology in park.technologies.values()):
        return
    tracer = Tracer(park, horizon, tables)
    for label, technology in park.technologies.items():
        for carrier, shares in technology.burns.items():
            place = technology.enterprise, carrier
            eaten = tracer.blend.get(place, {}).get(f"used:{label}", {})
            for name, share in shares.items():
                quality = park.qualities[name]
                carried = np.zeros(len(horizon))
                for giver, flow in eaten.items():
                    carried = carried + flow * tracer.concentration(place, giver, name)
                tonnes = carried * (mass_of(quality, park.carriers[carrier]) or 0.0)
                per_hour = RATES[park.carriers[quality.burns_to].unit][1]
                made = series(park, horizon, share) * quality.burns_by * tonnes / per_hour
                yield label, quality.burns_to, made
