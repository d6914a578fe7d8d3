"""A park that uses every block, and its plan, worked out by hand.

Four hours. The boiler of the mill (12 t/h, 1.25 gas per steam) serves the mill (1 t/h), a dormitory over
a link that loses a fifth (4 t/h in three hours) and a town over a network that loses a tenth (9 MW in two
hours). A tank that gives back half bridges the second hour. Waste is discarded, sunshine sold.

    steam used     6 16 6 11        boiler 12 12 8 11 = 43        gas 15 15 10 13.75 = 53.75
    tank           +6 −4 +2 0       level   8  0  2  2            (4 delivered take 8 out)
    CO2            0.25 · 43 + 0.1 · 53.75 = 16.125

    gas 20 · 53.75 = 1075     peak 15 · 4 = 60         boiler 2 · 43 = 86, 1 · 12 · 4 = 48
    levy 3 · 16.125 = 48.375  link (2 + 5) · 4 = 28    freight 15        hub 3 · 4 = 12
    waste 5 · 4 = 20          panels 6 · 4 = 24        sunshine −(30 + 120 + 30) = −180
    total 1236.375
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray

from symbiosis.horizon import Horizon, full
from symbiosis.park import Park, Store, Technology
from tests.parks import (
    A_YEAR,
    cap,
    drain,
    given,
    hub,
    levy,
    member,
    need,
    pipe,
    plant,
    series,
    shop,
    small_park,
)

TOTAL = 1236.375
FREE = {"capacity_max": 10.0, "investment_per_capacity": 0.0, "lifetime": 1.0}
DIMS = {
    "capacity": ("asset",),
    "kept": ("asset",),
    "new": ("asset",),
    "units": ("asset",),
    "size_units": ("choice",),
    "hub": ("network",),
    "activity": ("technology", "step"),
    "level": ("store", "step"),
    "charge": ("store", "step"),
    "discharge": ("store", "step"),
    "exchange": ("route", "step"),
    "feed": ("connection", "step"),
    "draw": ("connection", "step"),
    "purchase": ("trade", "step"),
    "sale": ("trade", "step"),
    "discard": ("outlet", "step"),
    "peak": ("trade", "month"),
    "emission": ("emitter",),
}


def dataset(
    horizon: Horizon,
    cost: Mapping[tuple[str, str, str], float],
    capacity: Mapping[str, tuple[float, float, float]] | None = None,
    **variables: Mapping[str, Any],
) -> xarray.Dataset:
    """Return a result's dataset; `capacity` gives (kept, new, units) of each asset."""
    sizes = {label: (kept + new, kept, new, units) for label, (kept, new, units) in (capacity or {}).items()}
    for i, name in enumerate(("capacity", "kept", "new", "units")):
        variables[name] = {label: size[i] for label, size in sizes.items()}
    coords: dict[str, Any] = {"step": horizon.start, "month": list(horizon.groups["month"].names)}
    data = xarray.Dataset(coords=coords)
    for name, rows in variables.items():
        if rows:
            dims = DIMS[name]
            array = xarray.DataArray(
                np.array(list(rows.values()), dtype=float), dims=dims, coords={dims[0]: list(rows)}
            )
            if dims[0] in data.coords:
                array = array.reindex({dims[0]: data[dims[0]]}, fill_value=0.0)
            data[name] = array
    lines = list(cost)
    data["cost"] = ("line", np.array(list(cost.values()), dtype=float))
    for i, name in enumerate(("owner", "category", "item")):
        data = data.assign_coords({name: ("line", np.array([line[i] for line in lines], dtype=str))})
    return data


def everything() -> tuple[Park, Horizon, xarray.Dataset]:
    """Return the park of every block, its horizon and its plan."""
    park = small_park(
        4,
        plant(
            "mill.boiler",
            "steam",
            {"gas": -1.25, "co2": 0.25},
            capacity=12.0,
            running_cost=2.0,
            fixed_om=A_YEAR,
        ),
        plant("mill.exchanger", "heat", {"steam": -1.0}, capacity=10.0),
        Technology(
            label="mill.panels",
            rated_on="power",
            ratios={"power": 1.0},
            availability=series(0, 0.5, 1, 0.5),
            capacity_max=8.0,
            sizes=(2.0, 4.0),
            units_max=2.0,
            investment_per_capacity=A_YEAR,
            lifetime=1.0,
        ),
        Store(
            label="mill.tank",
            carrier="steam",
            capacity=8.0,
            discharge_efficiency=0.5,
            charge_max=0.75,
            discharge_max=0.5,
        ),
        pipe(
            "mill",
            "dorm",
            "steam",
            capacity_max=10.0,
            investment=2 * A_YEAR,
            investment_per_capacity=A_YEAR,
            lifetime=1.0,
            loss=0.2,
            freight=1.0,
            length=1.0,
            minimum_flow=1.0,
        ),
        hub(
            "main",
            "heat",
            "mill",
            member("main", "mill", "feed", **FREE),
            member("main", "town", "draw", **FREE),
            loss=0.1,
            investment=3 * A_YEAR,
            lifetime=1.0,
        ),
        need("mill.steam", 1.0),
        need("dorm.steam", series(4, 4, 4, 0)),
        need("town.heat", series(0, 9, 0, 9)),
        given("mill.waste", 1.0),
        drain("mill.waste", 5.0, limit=2.0, annual_limit=A_YEAR, emissions={"nox": 0.5}),
        shop("gas", 20.0, "mill", peak_charge=730.0, emissions={"co2": 0.1}, purchase_annual_max=20 * A_YEAR),
        shop("power", None, "mill", sale_price=series(10, 10, 20, 10), sale_limit=6.0),
        cap("co2", 5 * A_YEAR),
        levy("co2", 3.0),
    )
    horizon = full(park.calendar)
    data = dataset(
        horizon,
        cost={
            ("mill", "purchase", "gas_market"): 1075.0,
            ("mill", "peak_charge", "gas_market"): 60.0,
            ("mill", "running", "mill.boiler"): 86.0,
            ("mill", "fixed_om", "mill.boiler"): 48.0,
            ("mill", "levy", "co2_levy"): 48.375,
            ("dorm", "investment", "mill_dorm"): 28.0,
            ("dorm", "freight", "mill_dorm"): 15.0,
            ("mill", "investment", "main"): 12.0,
            ("mill", "discard", "mill.waste"): 20.0,
            ("mill", "investment", "mill.panels"): 24.0,
            ("mill", "sale", "power_market"): -180.0,
        },
        size_units={"mill.panels:0": 1.0, "mill.panels:1": 1.0},
        capacity={
            "mill.boiler": (12.0, 0.0, 0.0),
            "mill.exchanger": (10.0, 0.0, 0.0),
            "mill.panels": (0.0, 6.0, 2.0),
            "mill.tank": (8.0, 0.0, 0.0),
            "mill_dorm": (0.0, 5.0, 1.0),
            "main.mill": (0.0, 10.0, 0.0),
            "main.town": (0.0, 10.0, 0.0),
        },
        hub={"main": 1.0},
        activity={
            "mill.boiler": [12, 12, 8, 11],
            "mill.exchanger": [0, 10, 0, 10],
            "mill.panels": [0, 3, 6, 3],
        },
        level={"mill.tank": [8, 0, 2, 2]},
        charge={"mill.tank": [6, 0, 2, 0]},
        discharge={"mill.tank": [0, 4, 0, 0]},
        exchange={"mill_dorm:steam": [5, 5, 5, 0]},
        feed={"main.mill": [0, 10, 0, 10], "main.town": [0, 0, 0, 0]},
        draw={"main.mill": [0, 0, 0, 0], "main.town": [0, 9, 0, 9]},
        purchase={"gas_market:mill": [15, 15, 10, 13.75], "power_market:mill": [0, 0, 0, 0]},
        sale={"power_market:mill": [0, 3, 6, 3]},
        discard={"mill.waste": [1, 1, 1, 1]},
        peak={"gas_market:mill": [15]},
        emission={"mill:co2": 16.125, "mill:nox": 2.0},
    )
    return park, horizon, data


def changed(park: Park, section: str, label: str, **fields: Any) -> Park:
    """Return the park with some fields of one thing changed."""
    things = dict(getattr(park, section))
    things[label] = dataclasses.replace(things[label], **fields)
    return park.replace(**{section: things})
