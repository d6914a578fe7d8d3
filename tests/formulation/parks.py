"""Small parks that between them show every kind of row, column and coefficient."""

from __future__ import annotations

import numpy as np

from symbiosis.park import (
    Calendar,
    Cap,
    Carrier,
    Connection,
    Demand,
    Enterprise,
    Levy,
    Link,
    Market,
    Network,
    Outlet,
    Park,
    Profile,
    Settings,
    Store,
    Supply,
    Technology,
    Varying,
)


def rich_park(steps: int = 24, enterprises: int = 2) -> Park:
    """Boilers, CHP with yes-or-no, heat pump with a COP profile, stores, link, network, caps, peaks."""
    rng = np.random.default_rng(7)
    names = [f"e{i}" for i in range(enterprises)]
    profiles = [
        Profile("sun", np.clip(np.sin(np.arange(steps) / 24 * 2 * np.pi), 0, 1)),
        Profile("heat", 5 + rng.random(steps)),
        Profile("price", 60 + 20 * rng.random(steps)),
        Profile("cop", 2.5 + rng.random(steps)),
        Profile("waste", rng.random(steps)),
        Profile("carbon", 0.2 + 0.1 * rng.random(steps)),
    ]
    technologies, stores, demands = [], [], []
    for n in names:
        technologies += [
            Technology(
                label=f"{n}.boiler",
                rated_on="heat",
                ratios={"gas": -1.1, "heat": 1, "co2": 0.2},
                capacity=4.0,
                capacity_max=9.0,
                sizes=(1.0, 2.5),
                units_max=3,
                investment=5e4,
                investment_per_capacity=1e5,
                lifetime=20,
                remaining_life=5,
                fixed_om=100,
                fixed_om_share=0.02,
                running_cost=0.5,
                activity_max=5e4,
                design_margin=0.1,
            ),
            Technology(
                label=f"{n}.chp",
                rated_on="power",
                ratios={"gas": -1.0, "heat": 0.45, "power": 0.4, "co2": 0.2},
                capacity_max=10.0,
                capacity_min=1.0,
                investment=1e5,
                investment_per_capacity=8e5,
                lifetime=20,
            ),
            Technology(
                label=f"{n}.pump",
                rated_on="power",
                ratios={"power": -1.0, "heat": "cop"},
                capacity_max=3.0,
                investment_per_capacity=5e5,
                lifetime=20,
                availability=Varying(0.9),
            ),
            Technology(
                label=f"{n}.pv",
                rated_on="power",
                ratios={"power": 1},
                availability="sun",
                capacity_max=8.0,
                investment_per_capacity=6e5,
                lifetime=25,
            ),
        ]
        stores.append(
            Store(
                label=f"{n}.tank",
                carrier="heat",
                loss=0.01,
                capacity=2.0,
                capacity_max=20.0,
                investment_per_capacity=1e3,
                lifetime=20,
                charge_efficiency=0.95,
                discharge_efficiency=0.9,
                charge_max=0.3,
                discharge_max=0.4,
                level_min=0.1,
                initial_level=1.0 if n == "e0" else None,
                running_cost=0.1,
            )
        )
        demands += [
            Demand(label=f"{n}.heat", carrier="heat", rate="heat"),
            Demand(label=f"{n}.power", carrier="power", rate=3.0),
        ]
    return Park(
        settings=Settings(name="rich", currency="CNY", price_year=2024, tax_basis="none", discount_rate=0.08),
        calendar=Calendar.short(steps),
        carriers=[
            Carrier(label="heat", kind="energy", unit="MW"),
            Carrier(label="power", kind="energy", unit="MW"),
            Carrier(label="gas", kind="energy", unit="MW"),
            Carrier(label="ash", kind="waste", unit="t/h"),
            Carrier(label="co2", kind="emission", unit="t/h"),
        ],
        enterprises=[Enterprise(label=n, x=float(i), y=0.0) for i, n in enumerate(names)]
        + [Enterprise(label="works", role="utility", x=1.0, y=1.0)],
        technologies=technologies,
        stores=stores,
        demands=demands,
        supplies=[Supply(label="e0.ash", carrier="ash", rate="waste")],
        outlets=[
            Outlet(
                label="e0.tip",
                carrier="ash",
                fee="price",
                limit=0.6,
                annual_limit=4e3,
                emissions={"co2": "carbon"},
            ),
            Outlet(label="e1.tip", carrier="ash", fee=5.0),
        ],
        markets=[
            Market(
                label="gas",
                carrier="gas",
                members=names,
                purchase_price=30.0,
                purchase_annual_min=100.0,
                purchase_annual_max=5e5,
                emissions={"co2": "carbon"},
            ),
            Market(
                label="grid",
                carrier="power",
                members=names,
                purchase_price="price",
                sale_price=20.0,
                purchase_limit=Varying(10.0, "cop"),
                sale_limit=2.0,
                peak_charge=100.0,
            ),
        ],
        links=[
            Link(
                label="pipe",
                origin="e0",
                destination="e1",
                carriers=("heat",),
                capacity_max=10,
                investment_per_length=1e4,
                investment_per_capacity=100.0,
                lifetime=20,
                loss=0.02,
                loss_per_length=0.01,
                freight=0.1,
                running_cost=0.2,
                minimum_flow=0.5,
            ),
            Link(
                label="road",
                origin="e0",
                destination="e1",
                carriers=("ash",),
                capacity_max=3,
                investment_per_capacity=0.0,
                lifetime=20,
            ),
        ],
        networks=[
            Network(
                label="main",
                carrier="heat",
                owner="works",
                loss=0.05,
                investment=1e4,
                lifetime=30,
                fixed_om=10.0,
                connections=tuple(
                    Connection(
                        label=f"main.{n}",
                        network="main",
                        enterprise=n,
                        capacity_max=5.0,
                        investment_per_capacity=1e3,
                        lifetime=30,
                        direction="feed" if n == "e0" else "both",
                        running_cost=0.05,
                    )
                    for n in names
                ),
            )
        ],
        caps=[
            Cap(label="all", carrier="co2", limit=1e6),
            Cap(label="mine", carrier="co2", limit=5e5, enterprise="e0"),
        ],
        levies=[Levy(label="tax", carrier="co2", price="price")],
        profiles=profiles,
    )
