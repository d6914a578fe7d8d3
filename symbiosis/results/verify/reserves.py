"""Does enough capacity stand ready beside what runs, and after any one unit has failed?

Σ (ready − a) ≥ share · Σ a            Σ ready − largest running unit ≥ Σ a
"""

from __future__ import annotations

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park
from symbiosis.results.verify.flows import FEASIBILITY, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Ledger

FAMILY = "reserve"


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Compare what stands ready with what every reserve asks."""
    for label, reserve in park.reserves.items():
        spare, made = np.zeros(len(horizon)), np.zeros(len(horizon))
        largest = np.zeros(len(horizon))
        for i, plant in park.technologies.items():
            if i.rpartition(".")[0] != label.rpartition(".")[0] or plant.rated_on != reserve.carrier:
                continue
            if plant.ratios[plant.rated_on].value < 0.0:
                continue
            share = series(park, horizon, plant.availability) / (1.0 + plant.design_margin)
            size = float(tables["capacity"][i])
            on = tables["on"].get(i)
            ready = share * (size if on is None else on * plant.unit)
            largest = np.maximum(largest, ready if on is None else share * plant.unit * (on > 0.5))
            spare = spare + ready - tables["activity"][i]
            made = made + tables["activity"][i]
        tolerance = 10.0 * FEASIBILITY * max(1.0, float(np.abs(made).max(initial=0.0)))
        what = "too little stands ready"
        ledger.at_most(FAMILY, what, label, reserve.share * made, spare, tolerance)
        if reserve.largest_unit:
            ledger.at_most(FAMILY, "the failure of one unit is not covered", label, largest, spare, tolerance)
