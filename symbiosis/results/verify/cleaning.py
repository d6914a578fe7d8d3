"""Does every cleaner take at most its share of what reaches it?

    −ratio · a ≤ captured_max · Σ emission of what it treats            per emission and step

What a cleaner before it takes counts below zero among what reaches it.
"""

from __future__ import annotations

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park, Technology
from symbiosis.results.verify.flows import FEASIBILITY, operation_flows, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger

FAMILY = "cleaning"


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Compare what every cleaner takes with what reaches it."""
    for label, technology in park.technologies.items():
        for carrier, share in technology.captured_max.items():
            taken = -_emitted(park, horizon, technology, carrier, tables)
            reaching = np.zeros(len(horizon))
            for source in technology.treats:
                reaching += _emitted(park, horizon, park.technologies[source], carrier, tables)
            most = series(park, horizon, share) * reaching
            tolerance = FEASIBILITY * max(1.0, float(np.abs(reaching).max(initial=0.0)))
            what = f"takes more {carrier} than its share of what reaches it"
            ledger.at_most(FAMILY, what, label, taken, most, tolerance)


def _emitted(park: Park, horizon: Horizon, technology: Technology, carrier: str, tables: Tables) -> Floats:
    total = np.zeros(len(horizon))
    if carrier in technology.ratios:
        total += series(park, horizon, technology.ratios[carrier]) * tables["activity"][technology.label]
    for moved, _, flow in operation_flows(technology, horizon, tables):
        if moved == carrier:
            total += flow
    return total
