"""Parks of any size that give and take materials, with routes pair by pair or through a hub per material.

Every enterprise gives off two materials and needs two others, at months of different strength. What it gives
goes to an outlet at a fee unless somebody takes it; what it needs it buys. A route between two enterprises
costs something to build at all, carries every material that the one gives and the other needs, and charges
freight by the kilometre. All numbers are assumptions of a plausible order: such a park is for measuring.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from symbiosis.park import (
    Calendar,
    Carrier,
    Connection,
    Demand,
    Enterprise,
    Link,
    Market,
    Network,
    Outlet,
    Park,
    Profile,
    Settings,
    Supply,
    Varying,
)
from symbiosis.study.matching.match import match

# names of the process library, whose radius and transport then screen the pairs
MATERIALS = (
    "fly_ash",
    "gypsum",
    "bf_slag",
    "bof_slag",
    "red_mud",
    "paper_sludge",
    "spent_grain",
    "limestone",
)
MONTHS, HOURS = 12, 730.0
SEED = 11
SPACING = 25.0  # km between neighbours on average: larger parks are wider, not denser
ROUTE = {
    "mode": "truck",
    "capacity_max": 40.0,
    "investment": 1.5e6,
    "investment_per_capacity": 2e4,
    "lifetime": 15.0,
    "freight": 0.6,
    "running_cost": 5.0,
}


def without_routes(enterprises: int, seed: int = SEED) -> Park:
    """Return the park before anything may be built; the same seed gives the same park."""
    rng = np.random.default_rng(seed)
    names = [f"works_{n:03d}" for n in range(enterprises)]
    places = rng.uniform(0.0, SPACING * np.sqrt(enterprises), (enterprises, 2)).round(1)
    things: dict[str, list[Any]] = {"supplies": [], "demands": [], "outlets": [], "profiles": []}
    buyers: dict[str, list[str]] = {k: [] for k in MATERIALS}
    for name in names:
        drawn = rng.permutation(len(MATERIALS))[:4]
        season = Profile(
            f"season_{name}", 1.0 + 0.3 * np.sin(2 * np.pi * (np.arange(MONTHS) / 12 + rng.random()))
        )
        things["profiles"].append(season)
        for i, k in enumerate(MATERIALS[int(d)] for d in drawn):
            rate = Varying(round(float(rng.uniform(1.0, 12.0)), 1), season.name)
            if i < 2:
                things["supplies"].append(Supply(label=f"{name}.{k}", carrier=k, rate=rate))
                fee = round(float(rng.uniform(10.0, 60.0)))
                things["outlets"].append(Outlet(label=f"{name}.{k}_tip", carrier=k, fee=fee))
            else:
                things["demands"].append(Demand(label=f"{name}.{k}", carrier=k, rate=rate))
                buyers[k].append(name)
    markets = [
        Market(label=f"{k}_market", carrier=k, members=tuple(members), purchase_price=price)
        for (k, members), price in zip(
            buyers.items(), rng.uniform(20.0, 120.0, len(buyers)).round(), strict=True
        )
        if members
    ]
    return Park(
        settings=Settings(
            name=f"materials_{enterprises}",
            currency="CNY",
            price_year=2024,
            tax_basis="none",
            discount_rate=0.08,
        ),
        calendar=Calendar.short(MONTHS, HOURS),
        carriers=[Carrier(label=k, kind="waste", unit="t/h") for k in MATERIALS],
        enterprises=[
            Enterprise(label=name, x=float(x), y=float(y)) for name, (x, y) in zip(names, places, strict=True)
        ],
        markets=markets,
        **things,
    )


def compatible(park: Park) -> list[tuple[str, str, str]]:
    """Return every (giver, taker, material) where the one gives what the other needs."""
    giving = [(s.enterprise, s.carrier) for s in park.supplies.values()]
    needing = [(d.enterprise, d.carrier) for d in park.demands.values()]
    return [(a, b, k) for a, k in giving for b, wanted in needing if wanted == k and a != b]


def offered(park: Park) -> list[tuple[str, str, str]]:
    """Return the pairs that are left after screening: in radius, and worth their transport."""
    every = set(compatible(park))
    return [pair for c in match(park).offered if (pair := (c.giver, c.taker, c.carrier)) in every]


def pairwise(park: Park, pairs: list[tuple[str, str, str]]) -> Park:
    """Return the park with a possible route between every two enterprises among the pairs."""
    carried: dict[tuple[str, str], list[str]] = {}
    for a, b, k in pairs:
        carried.setdefault((a, b), []).append(k)
    links = [
        Link(label=f"{a}_{b}", origin=a, destination=b, carriers=tuple(carriers), **ROUTE)
        for (a, b), carriers in carried.items()
    ]
    return park.replace(links={link.label: link for link in links})


def through_hubs(park: Park, pairs: list[tuple[str, str, str]]) -> Park:
    """Return the park with one hub per material and a possible connection of everybody among the pairs.

    A connection costs half a route and half the freight of the mean distance: two of them make a way.
    """
    length = {pair[:2]: _distance(park, *pair[:2]) for pair in pairs}
    half_way = sum(length.values()) / max(1, len(length)) / 2.0
    networks = {}
    for k in MATERIALS:
        sides = {(a, "feed") for a, _, of in pairs if of == k} | {
            (b, "draw") for _, b, of in pairs if of == k
        }
        connections = tuple(
            Connection(
                label=f"hub_{k}.{n}",
                network=f"hub_{k}",
                enterprise=n,
                direction=direction,
                capacity_max=ROUTE["capacity_max"],
                investment=ROUTE["investment"] / 2.0,
                investment_per_capacity=ROUTE["investment_per_capacity"] / 2.0,
                lifetime=ROUTE["lifetime"],
                running_cost=ROUTE["running_cost"] / 2.0 + ROUTE["freight"] * half_way,
            )
            for n, direction in sorted(sides)
        )
        if connections:
            owner = connections[0].enterprise
            networks[f"hub_{k}"] = Network(label=f"hub_{k}", carrier=k, owner=owner, connections=connections)
    return park.replace(networks=networks)


def _distance(park: Park, a: str, b: str) -> float:
    one, other = park.enterprises[a], park.enterprises[b]
    return float(np.hypot((one.x or 0.0) - (other.x or 0.0), (one.y or 0.0) - (other.y or 0.0)))
