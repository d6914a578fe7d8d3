"""Parks on which one form of the hour can be told from another; all numbers are assumptions for measuring.

operated    a generated park whose plants, routes and connections stand; stores are still to be sized
workshops   equal workshops, each with a boiler, PV and a battery, under one cap on CO2
engines     one power house of equal engines that start and stop, beside a market with hourly prices
materials   routes with a fixed cost that carry several materials (see `materials_park`)
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import materials_park
from symbiosis.park import (
    Calendar,
    Cap,
    Carrier,
    Demand,
    Enterprise,
    Market,
    Park,
    Profile,
    Settings,
    Store,
    Technology,
    Varying,
)
from symbiosis.study.generate import generate

SEED = 7


def operated(enterprises: int) -> Park:
    """Return a generated park in which all that may be built stands at its largest size, but for stores."""
    park = generate(enterprises, SEED)

    def stands(asset: Any) -> Any:
        if not asset.expandable or asset.capacity_max is None:
            return asset
        return replace(asset, capacity=asset.capacity_max, investment_per_capacity=None, lifetime=None)

    networks = {
        label: replace(net, exists=True, connections=tuple(stands(c) for c in net.connections))
        for label, net in park.networks.items()
    }
    return park.replace(
        technologies={label: stands(t) for label, t in park.technologies.items()},
        links={label: stands(link) for label, link in park.links.items()},
        networks=networks,
    )


def workshops(count: int) -> Park:
    """Return equal workshops over a year of hours."""
    hours = np.arange(8760)
    day, year = 2 * np.pi * hours / 24, 2 * np.pi * hours / 8760
    sun = np.maximum(0.0, -np.cos(day)) * (0.6 - 0.3 * np.cos(year))
    shift = np.where((hours % 24 >= 6) & (hours % 24 < 22), 1.0, 0.4)
    names = tuple(f"workshop_{n:02d}" for n in range(1, count + 1))
    new = {"lifetime": 20.0}
    technologies, stores, demands = [], [], []
    for name in names:
        boiler = {"gas": -1.1, "heat": 1.0, "co2": 0.22}
        size = {"capacity_max": 10.0, "investment_per_capacity": 5e5, **new}
        technologies.append(Technology(label=f"{name}.boiler", rated_on="heat", ratios=boiler, **size))
        pv = {"capacity_max": 8.0, "investment_per_capacity": 4e6, **new}
        technologies.append(
            Technology(
                label=f"{name}.pv", rated_on="power", ratios={"power": 1.0},
                availability=Varying(1.0, "sun"), **pv,
            )
        )  # fmt: skip
        battery = {
            "capacity_max": 20.0,
            "investment_per_capacity": 9e5,
            "charge_max": 0.5,
            "discharge_max": 0.5,
        }
        stores.append(Store(label=f"{name}.battery", carrier="power", loss=0.001, **battery, **new))
        demands.append(Demand(label=f"{name}.heat", carrier="heat", rate=Varying(4.0, "warmth")))
        demands.append(Demand(label=f"{name}.power", carrier="power", rate=Varying(3.0, "shift")))
    return Park(
        settings=_settings("workshops"),
        calendar=Calendar.of_year(2023),
        carriers=[_energy("gas"), _energy("heat"), _energy("power"),
                  Carrier(label="co2", kind="emission", unit="t/h")],
        enterprises=[Enterprise(label=name) for name in names],
        technologies=technologies,
        stores=stores,
        demands=demands,
        markets=[
            Market(label="gas", carrier="gas", members=names, purchase_price=300.0),
            Market(label="grid", carrier="power", members=names, purchase_price=Varying(1.0, "price"),
                   sale_price=200.0, sale_limit=5.0, emissions={"co2": 0.57}),
        ],
        caps=[Cap(label="co2", carrier="co2", limit=22_000.0 * count)],
        profiles=[Profile("sun", sun), Profile("shift", shift), Profile("warmth", 1.0 + 0.5 * np.cos(year)),
                  Profile("price", 620.0 - 220.0 * np.cos(day))],
    )  # fmt: skip


def engines(count: int, hours: int) -> Park:
    """Return equal engines of 5 MW that need a least load and some hours on and off."""
    t = np.arange(hours)
    price: NDArray[np.float64] = (
        450.0 - 250.0 * np.cos(2 * np.pi * t / 24) + 60.0 * np.sin(2 * np.pi * t / 37)
    )
    load = 0.5 * count * 5.0 * (1.0 + 0.4 * np.sin(2 * np.pi * (t - 6) / 24))
    plant = Technology(
        label="works.engine", rated_on="power", ratios={"gas": -2.3, "power": 1.0},
        capacity=5.0 * count - 5.0, capacity_max=5.0 * count, investment_per_capacity=4e6, lifetime=20.0,
        unit_size=5.0, minimum_load=0.5, minimum_up=6.0, minimum_down=4.0, start_cost=2500.0,
    )  # fmt: skip
    return Park(
        settings=_settings("engines"),
        calendar=Calendar.short(hours),
        carriers=[_energy("gas"), _energy("power")],
        enterprises=[Enterprise(label="works")],
        technologies=[plant],
        demands=[Demand(label="works.power", carrier="power", rate=Varying(1.0, "load"))],
        markets=[
            Market(label="gas", carrier="gas", members=("works",), purchase_price=180.0),
            Market(label="grid", carrier="power", members=("works",), purchase_price=Varying(1.0, "price"),
                   sale_price=Varying(0.7, "price"), sale_limit=5.0 * count),
        ],
        profiles=[Profile("price", price), Profile("load", load)],
    )  # fmt: skip


def materials(enterprises: int, form: str, screened: bool) -> Park:
    """Return a park of materials with routes for pairs, or a hub for every material."""
    bare = materials_park.without_routes(enterprises)
    pairs = materials_park.offered(bare) if screened else materials_park.compatible(bare)
    make = materials_park.pairwise if form == "routes" else materials_park.through_hubs
    return make(bare, pairs)


def _settings(name: str) -> Settings:
    return Settings(name=name, currency="CNY", price_year=2024, tax_basis="excluding VAT", discount_rate=0.08)


def _energy(label: str) -> Carrier:
    return Carrier(label=label, kind="energy", unit="MW")
