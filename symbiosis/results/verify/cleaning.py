"""Does every cleaner take at most its share of what reaches it?

    −ratio · a ≤ captured_max · Σ emission of what it treats            per emission and step

What a cleaner before it takes counts below zero among what reaches it.
"""

from __future__ import annotations

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park, Technology
from symbiosis.results.verify.burning import formed
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
        if technology.captures:
            _check_gas(park, horizon, technology, tables, ledger)


def _check_gas(park: Park, horizon: Horizon, cleaner: Technology, tables: Tables, ledger: Ledger) -> None:
    """What several emissions are taken from is gas that there is, and no stronger than its plants make it."""
    rated, label = cleaner.rated_on, cleaner.label
    passed = {
        s: flow for s in park.technologies if (flow := tables["passed"].get(f"{label}:{s}")) is not None
    }
    taken = -_emitted(park, horizon, cleaner, rated, tables)
    tolerance = FEASIBILITY * max(1.0, float(np.abs(taken).max(initial=0.0)))
    for source, flow in passed.items():
        there = _emitted(park, horizon, park.technologies[source], rated, tables)
        ledger.at_most(FAMILY, "passes more gas than there is", f"{label}:{source}", flow, there, tolerance)
        ledger.at_most("sign", "is negative", f"passed[{label}:{source}]", -flow, 0.0, tolerance)
    through = np.sum(list(passed.values()), axis=0)
    residual = series(park, horizon, cleaner.captured_max[rated]) * through - taken
    ledger.same(FAMILY, "does not take from the gas that passes", label, residual, tolerance)
    for carrier in cleaner.captures:
        captured = tables["captured"][f"{label}:{carrier}"]
        ledger.at_most("sign", "is negative", f"captured[{label}:{carrier}]", -captured, 0.0, tolerance)
        seen = np.zeros(len(horizon))
        for source, flow in passed.items():
            plant = park.technologies[source]
            if any(park.qualities[q].burns_to == carrier for of in plant.burns.values() for q in of):
                break  # its strength depends on the fuel: the share of all that reaches it is what holds
            strength = series(park, horizon, plant.ratios.get(carrier, 0.0))
            seen = seen + flow * strength / series(park, horizon, plant.ratios[rated])
        else:
            most = series(park, horizon, cleaner.captured_max[carrier]) * seen
            what = f"takes more {carrier} than is in the gas that passes"
            ledger.at_most(FAMILY, what, label, captured, most, FEASIBILITY * max(1.0, float(seen.max())))


def _emitted(park: Park, horizon: Horizon, technology: Technology, carrier: str, tables: Tables) -> Floats:
    total = np.zeros(len(horizon))
    if carrier in technology.ratios:
        total += series(park, horizon, technology.ratios[carrier]) * tables["activity"][technology.label]
    for moved, _, flow in operation_flows(technology, horizon, tables):
        if moved == carrier:
            total += flow
    for plant, moved, flow in formed(park, horizon, tables):
        if plant == technology.label and moved == carrier:
            total += flow
    return total
