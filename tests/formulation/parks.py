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
    HeatLevel,
    Levy,
    Link,
    Market,
    Network,
    Outlet,
    Park,
    Profile,
    Requirement,
    Reserve,
    Settings,
    Store,
    Stream,
    Supply,
    Technology,
    Varying,
)


def switched(n: str) -> list[Technology]:
    """Plants with units, starts, ramps, and regions: one of mixtures, one cut into pieces, one of units."""
    return [
        Technology(
            label=f"{n}.engine",
            rated_on="power",
            ratios={"gas": -2.5, "power": 1},
            capacity=4.0,
            unit_size=2.0,
            minimum_load=0.4,
            minimum_up=3.0,
            minimum_down=2.5,
            start_cost=20.0,
            start_cost_cold=35.0,
            cold_after=4.0,
            stop_cost=1.0,
            start_flows={"gas": -0.3, "co2": 0.1},
            ramp_up=0.6,
            ramp_down=0.7,
            initial_on=1 if n == "e0" else None,
            initial_hours=2.0 if n == "e0" else None,
        ),
        Technology(
            label=f"{n}.turbine",
            rated_on="power",
            points={"power": [0, 2, 1.5], "heat": [0, 0, 3], "gas": [0, -5, -5.5], "co2": [0, 1, 1.1]},
            point_cost=(0.0, 10.0, 12.0),
            capacity_max=6.0,
            investment_per_capacity=6e5,
            lifetime=20,
            availability="sun",
            ramp_up=0.5,
        ),
        Technology(
            label=f"{n}.notched",
            rated_on="heat",
            points={"heat": [0, 2, 2, 1, 2, 2, 0], "power": [0, 0, 0.8, 1, 1.2, 2, 2], "gas": [-1] * 7},
            shape="polygon",
            capacity=2.0,
            must_run=n == "e0",
        ),
    ]


def rich_park(steps: int = 24, enterprises: int = 2) -> Park:
    """Boilers, CHP with yes-or-no, heat pump with a COP profile, stores, link, network, caps, peaks."""
    rng = np.random.default_rng(7)
    names = [f"e{i}" for i in range(enterprises)]
    profiles = [
        Profile("sun", np.clip(np.sin(np.arange(steps) / 24 * 2 * np.pi), 0, 1)),
        Profile("sun_and_half", 0.5 + 0.5 * np.clip(np.sin(np.arange(steps) / 24 * 2 * np.pi), 0, 1)),
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
                exclusive=f"boiler of {n}",
                ground_use=12.0,
                design_margin=0.1,
            ),
            Technology(
                label=f"{n}.new_boiler",
                rated_on="heat",
                ratios={"gas": -1.02, "heat": 1, "co2": 0.18},
                capacity_max=8.0,
                investment=6e4,
                lifetime=20,
                exclusive=f"boiler of {n}",
            ),
            Technology(
                label=f"{n}.insulation",
                rated_on="heat",
                ratios={"heat": 1},
                saves=f"{n}.heat",
                saving=0.1,
                capacity_max=0.6,
                capacity_min=0.6,
                investment=2e4,
                lifetime=15,
                design_margin=0.0,
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
                floor_use=30.0,
            ),
            Technology(
                label=f"{n}.pv",
                rated_on="power",
                ratios={"power": 1},
                availability="sun",
                capacity_max=8.0,
                investment_per_capacity=6e5,
                lifetime=25,
                roof_use=100.0,
            ),
            Technology(
                label=f"{n}.hall",
                rated_on="floor",
                ratios={"floor": 1},
                capacity_max=900.0,
                investment_per_capacity=2e3,
                lifetime=40,
                ground_use=0.25,
                roof_given=0.2,
            ),
        ]
        technologies += switched(n)
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
                level_max="sun_and_half" if n == "e0" else 1.0,
                final_level_min=0.25 if n == "e0" else 0.0,
                one_way=n == "e1",
                initial_level=1.0 if n == "e0" else None,
                running_cost=0.1,
            )
        )
        demands += [
            Demand(label=f"{n}.heat", carrier="heat", rate="heat"),
            Demand(
                label=f"{n}.ovens",
                carrier="power",
                rate=0.1,
                runs_per_day=4.0,
                run_hours=2.5,
                start_earliest=20.0,
                start_latest=10.0,
                runs_at_once=2.0,
            ),
            Demand(
                label=f"{n}.power",
                carrier="power",
                rate=3.0,
                shift_share=0.2,
                shift_hours=3.0,
                catch_up_max=1.0,
                advance_hours=2.0,
                advance_max=0.8,
                interruptible=0.3,
                interruption_price=90.0,
                interruption_hours=200.0 if n == "e0" else None,
            ),
        ]
    return Park(
        settings=Settings(name="rich", currency="CNY", price_year=2024, tax_basis="none", discount_rate=0.08),
        calendar=Calendar.short(steps),
        carriers=[
            Carrier(label="heat", kind="energy", unit="MW"),
            Carrier(label="power", kind="energy", unit="MW"),
            Carrier(label="gas", kind="energy", unit="MW"),
            Carrier(label="ash", kind="waste", unit="t/h"),
            Carrier(label="floor", kind="space", unit="m2"),
            Carrier(label="co2", kind="emission", unit="t/h"),
        ],
        enterprises=[Enterprise(label=n, x=float(i), y=0.0, ground=200.0) for i, n in enumerate(names)]
        + [Enterprise(label="works", role="utility", x=1.0, y=1.0)],
        technologies=technologies,
        stores=stores,
        demands=demands,
        reserves=[
            Reserve(label="e0.heat_ready", carrier="heat", share=0.01),
            Reserve(label="e1.power_ready", carrier="power", largest_unit=True),
        ],
        streams=[
            Stream(label="e0.hot", supply=120.0, target=40.0, duty=2.0, operation="waste"),
            Stream(label="e0.cold", supply=60.0, target=95.0, heat_capacity_flow=0.04, operation="sun"),
            Stream(label="e1.boil", supply=80.0, target=80.0, duty=0.5, side="cold"),
        ],
        heat_levels=[
            HeatLevel(label="hot_water", temperature=110.0, return_temperature=50.0, carrier="heat"),
            HeatLevel(label="steam", temperature=180.0, use="heating"),
        ],
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
                label="town_halls", carrier="floor", members=names, purchase_price=0.01, purchase_limit=60.0
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
                peak_factor=1.1,
                contracted=5.0,
                transformer=6.0,
                transformer_charge=30.0,
                transmission_charge=7.0,
                system_charge=Varying(-1.0, "cop"),
            ),
            Market(
                label="green",
                carrier="power",
                members=names[:2],
                purchase_price="price",
                certificate_charge=3.0,
                renewable=1.0,
                purchase_annual_min=10.0,
                through="grid",
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
                label="pipe_back",
                origin="e1",
                destination="e0",
                carriers=("heat",),
                loss=0.03,
                back_of="pipe",
            ),
            Link(
                label="let",
                origin="e0",
                destination="e1",
                carriers=("floor",),
                capacity_max=100.0,
                investment_per_capacity=1.0,
                lifetime=20,
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
        requirements=[
            Requirement(label="near_zero", formula="(carbon - 5) / energy", at_most=2.0),
            Requirement(label="built", formula="floor_area(e0) + footprint", at_most=6e-4, at_least=1e-5),
            Requirement(
                label="winter", formula="made(heat, e0) / purchase(gas)", at_least=0.1, months=(1, 2)
            ),
        ],
        profiles=profiles,
    )
