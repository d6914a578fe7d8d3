"""Does steam gain nothing: what comes out of let-downs, turbines and users holds no more than went in?

    Σ tonnes and heat given ≤ Σ tonnes and heat taken        technologies that take steam and water alone

Heat is enthalpy by IAPWS-IF97 at the carriers' states, power and heat in MW count 3.6 GJ a MWh. What a
technology with fuel gives is its efficiency's affair. Headers close in heat because they close in tonnes.
"""

from __future__ import annotations

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park
from symbiosis.park.carrier_state import state_of
from symbiosis.results.verify.flows import series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Ledger

GJ_PER_MWH = 3.6
ROUNDED = 2e-3  # share by which ratios rounded to three figures may miss


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Add up tonnes and heat of every technology that takes nothing but steam and water."""
    holds = {
        label: state.enthalpy
        for label, carrier in park.carriers.items()
        if carrier.unit == "t/h" and (state := state_of(carrier)) is not None
    }
    for label, technology in park.technologies.items():
        ratios = {k: series(park, horizon, ratio) for k, ratio in technology.ratios.items()}
        taken = [k for k, ratio in ratios.items() if (ratio < 0.0).any()]
        if technology.points or technology.start_flows or not taken or not set(taken) <= set(holds):
            continue
        activity = tables["activity"][label]
        tonnes = [ratio * activity for k, ratio in ratios.items() if k in holds]
        heat = [ratio * activity * holds[k] for k, ratio in ratios.items() if k in holds]
        heat += [
            ratio * activity * GJ_PER_MWH for k, ratio in ratios.items() if park.carriers[k].unit == "MW"
        ]
        for parts, what in (
            (tonnes, "gives more tonnes than it takes"),
            (heat, "gives more heat than it takes"),
        ):
            gained = np.sum(parts, axis=0)
            size = -np.sum(np.minimum(parts, 0.0), axis=0)
            tolerance = ROUNDED * max(1e-3, float(np.max(size, initial=0.0)))
            ledger.at_most("steam", what, label, gained, 0.0, tolerance)
