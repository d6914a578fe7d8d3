"""Programs of small parks that show what a certified solve must get along with."""

from __future__ import annotations

import dataclasses

import numpy as np

from symbiosis.formulation.build import compiled
from symbiosis.formulation.tile import tile
from symbiosis.horizon.spec import full, weeks
from symbiosis.park import Store
from symbiosis.park.heat import HeatLevel, Stream
from symbiosis.park.park import Park
from symbiosis.questions import load
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


def program_of(park: Park, horizon=None, relaxed: bool = False):
    """The integrated question over the whole calendar, or a given horizon."""
    question = load("integrated_park")
    over = full(park.calendar) if horizon is None else horizon
    program = tile(compiled(question.build, question.scope(park)), over)
    return dataclasses.replace(program, integer=np.zeros_like(program.integer)) if relaxed else program


def seasonal() -> Park:
    """Sun in the first half, demand in the second, a store between them."""
    sun = series(*[1.0] * 12, *[0.0] * 12)
    return small_park(
        24,
        plant(
            "mill.sun",
            "heat",
            availability=sun,
            capacity_max=40.0,
            investment_per_capacity=0.5 * A_YEAR,
            lifetime=1.0,
        ),
        Store(
            label="mill.tank",
            carrier="heat",
            loss=0.001,
            capacity_max=500.0,
            investment_per_capacity=0.1 * A_YEAR,
            lifetime=1.0,
        ),
        need("mill.heat", series(*[1.0] * 12, *[9.0] * 12)),
        shop("heat", 20.0, "mill"),
    )


def capped() -> Park:
    """Gas emits and a yearly cap forces some of the dear clean heat; the month's peak is charged."""
    return small_park(
        24,
        plant("mill.boiler", "heat", {"gas": -1.0, "co2": 0.2}, capacity=20.0),
        need("mill.heat", series(*[5.0 + (7 * t) % 11 for t in range(24)])),
        shop("gas", 10.0, "mill"),
        shop("heat", 30.0, "mill", peak_charge=5.0),
        cap("co2", 0.15 * 10.0 * A_YEAR),
    )


def lumpy() -> Park:
    """Two pipes and a boiler with fixed costs."""
    more = {"investment_per_capacity": 0.2 * A_YEAR, "lifetime": 1.0, "capacity_max": 10.0}
    return small_park(
        24,
        plant("works.boiler", "heat", {"gas": -1.0}, capacity=30.0),
        plant("mill.boiler", "heat", {"gas": -1.2}, investment=20.0 * A_YEAR, **more),
        pipe("works", "mill", "heat", investment=10.0 * A_YEAR, **more),
        pipe("works", "town", "heat", investment=30.0 * A_YEAR, **more),
        need("mill.heat", series(*[3.0 + t % 5 for t in range(24)])),
        need("town.heat", series(*[2.0 + t % 3 for t in range(24)])),
        shop("gas", 10.0, "works", "mill"),
        shop("heat", 25.0, "mill", "town"),
    )


def scaled() -> Park:
    """One large plant for both, over a pipe, or two small ones: all along curves of investment."""
    law = {
        "scale_exponent": 0.6,
        "scale_reference": 10.0,
        "scale_reference_investment": 60.0 * A_YEAR,
        "capacity_min": 1.0,
        "capacity_max": 20.0,
        "lifetime": 1.0,
    }
    line = {"scale_sizes": (0.0, 4.0, 9.0), "scale_investments": (0.0, 8.0 * A_YEAR, 11.0 * A_YEAR)}
    return small_park(
        24,
        plant("mill.boiler", "heat", {"gas": -1.0}, **law),
        plant("town.boiler", "heat", {"gas": -1.0}, **law),
        pipe("mill", "town", "heat", capacity_max=9.0, lifetime=1.0, **line),
        need("mill.heat", series(*[3.0 + t % 5 for t in range(24)])),
        need("town.heat", series(*[2.0 + t % 3 for t in range(24)])),
        shop("gas", 10.0, "mill", "town"),
        shop("heat", 45.0, "mill", "town"),
    )


def rich() -> Park:
    """Two enterprises with cogeneration, heat pumps, stores with a floor, a network, limits and permits."""
    things = []
    free = {"investment_per_capacity": 0.3 * A_YEAR, "lifetime": 20.0}
    for n in ("mill", "town"):
        demand = series(*[4.0 + (5 * t + len(n)) % 7 for t in range(24)])
        things += [
            plant(
                f"{n}.boiler",
                "heat",
                {"gas": -1.1, "co2": 0.2},
                capacity=4.0,
                capacity_max=9.0,
                activity_max=5.0 * A_YEAR,
                remaining_life=5.0,
                design_margin=0.1,
                **free,
            ),
            plant(f"{n}.chp", "power", {"gas": -2.5, "heat": 1.1, "co2": 0.5}, capacity_max=6.0, **free),
            plant(f"{n}.pump", "heat", {"power": -0.3}, capacity_max=3.0, **free),
            plant(
                f"{n}.sun",
                "power",
                availability=series(*[round(max(0, 8 - abs(t - 12)) / 8, 3) for t in range(24)]),
                capacity_max=5.0,
                **free,
            ),
            Store(
                label=f"{n}.tank",
                carrier="heat",
                loss=0.01,
                capacity=2.0,
                capacity_max=20.0,
                charge_efficiency=0.95,
                discharge_efficiency=0.9,
                level_min=0.1,
                running_cost=0.1,
                initial_level=1.0 if n == "mill" else None,
                **free,
            ),
            Store(
                label=f"{n}.battery",
                carrier="power",
                capacity_max=5.0,
                charge_max=0.5,
                discharge_max=0.5,
                **free,
            ),
            need(f"{n}.heat", demand),
            need(f"{n}.power", 3.0),
        ]
    price = series(*[40.0 + (11 * t) % 29 for t in range(24)])
    return small_park(
        24,
        *things,
        given("mill.ash", series(*[0.1 * (t % 5) for t in range(24)])),
        drain("mill.ash", 5.0, limit=0.5, annual_limit=0.3 * A_YEAR),
        shop(
            "gas", 20.0, "mill", "town", purchase_annual_min=2.0 * A_YEAR, purchase_annual_max=40.0 * A_YEAR
        ),
        shop(
            "power",
            price,
            "mill",
            "town",
            sale_price=15.0,
            sale_limit=3.0,
            peak_charge=50.0,
            purchase_limit=30.0,
        ),
        hub(
            "main",
            "heat",
            "mill",
            *(member("main", n, "both", capacity_max=5.0, **free) for n in ("mill", "town")),
            loss=0.05,
            exists=True,
        ),
        cap("co2", 3.0 * A_YEAR),
        levy("co2", 10.0),
        rate=0.08,
    )


def warm() -> Park:
    """Streams that take from and give to two levels without limits of their own, and a pipe."""
    pipe_cost = {"investment_per_capacity": 2.0 * A_YEAR, "lifetime": 1.0, "capacity_max": 5.0}
    return small_park(
        24,
        Stream(label="mill.hot", supply=150.0, target=60.0, duty=6.0),
        Stream(label="mill.cold", supply=40.0, target=120.0, duty=4.0),
        Stream(label="town.cold", supply=30.0, target=70.0, duty=3.0),
        HeatLevel(label="hot", temperature=180.0, return_temperature=170.0, carrier="steam"),
        HeatLevel(label="low", temperature=90.0, return_temperature=50.0, carrier="water"),
        need("mill.water", series(*[1.0 + t % 3 for t in range(24)])),
        need("town.water", series(*[0.5 + t % 4 for t in range(24)])),
        shop("steam", series(*[20.0 + t % 5 for t in range(24)]), "mill", "town"),
        shop("water", 15.0, "mill", "town"),
        drain("mill.water", 1.0),
        drain("town.water", 1.0),
        drain("mill.steam", 2.0),
        pipe("mill", "town", "water", **pipe_cost),
    )


RICH = rich()
PROGRAMS = {
    "seasonal store": lambda: program_of(seasonal()),
    "seasonal store, chained": lambda: program_of(seasonal(), full(seasonal().calendar, cyclic=False)),
    "cap and peak": lambda: program_of(capped()),
    "everything, relaxed": lambda: program_of(RICH, relaxed=True),
    "everything, chained": lambda: program_of(RICH, full(RICH.calendar, cyclic=False), relaxed=True),
    "periods": lambda: program_of(
        RICH, weeks(RICH.calendar, [1, 3, 6], weights=[2, 1, 5], days=0.125), relaxed=True
    ),
    "heat levels": lambda: program_of(warm()),
    "fixed costs": lambda: program_of(lumpy()),
    "economies of scale": lambda: program_of(scaled()),
}
