"""Does steam gain nothing: what comes out of let-downs, turbines and users holds no more than went in?

    Σ tonnes and heat given ≤ Σ tonnes and heat taken        technologies that take steam and water alone

Heat is enthalpy by IAPWS-IF97 at the carriers' states, power and heat in MW count 3.6 GJ a MWh. What a
technology with fuel gives is its efficiency's affair. Every header, and every water with a temperature,
closes in GJ/h at every enterprise; steam that arrives with more heat than its header states is noted.
"""

from __future__ import annotations

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park
from symbiosis.park.carrier_state import state_of
from symbiosis.results.verify.flows import FEASIBILITY, own_terms, series, shared_terms
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger

GJ_PER_MWH = 3.6
UNACCOUNTED = 0.03  # share beyond shaft and generator losses at which heat is missed
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
        if any(park.carriers[k].kind == "energy" and (ratios[k] > 0.0).any() for k in ratios if k in holds):
            lost = -np.sum(heat, axis=0)
            what = "steam arrives with more heat [GJ/h] than its header states; add spray water"
            ledger.note(what, label, lost, UNACCOUNTED * max(1e-3, float(np.max(size, initial=0.0))))
    _headers(park, horizon, tables, holds, ledger)


def _headers(park: Park, horizon: Horizon, tables: Tables, holds: dict[str, float], ledger: Ledger) -> None:
    """Every header of steam and every store of feed water closes in heat: tonnes times enthalpy, in GJ/h."""
    sums: dict[tuple[str, str], list[Floats]] = {}
    for term in (*own_terms(park, horizon, tables), *shared_terms(park, horizon, tables)):
        if term.carrier in holds:
            sums.setdefault((term.enterprise, term.carrier), []).append(holds[term.carrier] * term.flow)
    for (enterprise, carrier), parts in sums.items():
        size = max(holds[carrier], *(float(np.abs(part).max(initial=0.0)) for part in parts))
        what = "header does not close in heat"
        residual = np.sum(parts, axis=0)
        ledger.same("header", what, f"{enterprise}:{carrier}", residual, FEASIBILITY * max(1.0, size))
