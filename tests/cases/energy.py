"""Published problems of energy supply as parks: dispatch of CHP, a store beside plants that switch, units.

Costs that are quadratic in what a unit makes are given by points on the curve or surface, between which
it is mixed: never below the true cost, and above it by less than the distance between points squared.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np

from symbiosis.park import Levy, Market, Store, Technology
from symbiosis.park.park import Park
from symbiosis.park.reserve import Reserve
from tests.parks import A_YEAR, need, plant, series, small_park

Cost = Callable[[float, float], float]

# Rooijers and van Amerongen (1994), Guo, Henwood and van Ooijen (1996): corners as (heat, power)
CHP_2 = ((0.0, 98.8), (104.8, 81.0), (180.0, 215.0), (0.0, 247.0))
CHP_3 = ((0.0, 44.0), (15.9, 44.0), (75.0, 40.0), (135.6, 110.2), (32.4, 125.8), (0.0, 125.8))


def cost_2(p: float, h: float) -> float:
    """Cost of the second unit at power p and heat h."""
    return 2650 + 14.5 * p + 0.0345 * p**2 + 4.2 * h + 0.03 * h**2 + 0.031 * p * h


def cost_3(p: float, h: float) -> float:
    """Cost of the third unit at power p and heat h."""
    return 1250 + 36 * p + 0.0435 * p**2 + 0.6 * h + 0.027 * h**2 + 0.011 * p * h


def surface(label: str, corners: tuple[tuple[float, float], ...], cost: Cost, apart: float) -> Technology:
    """Return a unit that always runs, at mixtures of points along its outline and on a grid inside."""
    inside = [
        (float(h), float(p))
        for h in np.arange(0.0, max(h for h, _ in corners), apart)
        for p in np.arange(0.0, max(p for _, p in corners), apart)
        if within(corners, float(h), float(p))
    ]
    points = [*along(corners, apart), *inside]
    return Technology(
        label=label,
        rated_on="power",
        points={"power": [p for _, p in points], "heat": [h for h, _ in points]},
        point_cost=tuple(cost(p, h) for h, p in points),
        capacity=max(p for _, p in points),
        must_run=True,
        retirable=False,
    )


def along(corners: tuple[tuple[float, float], ...], apart: float) -> list[tuple[float, float]]:
    """Return points along a polygon's outline, corners included, no further apart than told."""
    points = []
    for (h1, p1), (h2, p2) in zip(corners, corners[1:] + corners[:1], strict=True):
        count = max(1, int(np.ceil(np.hypot(h2 - h1, p2 - p1) / apart)))
        points += [(h1 + (h2 - h1) * i / count, p1 + (p2 - p1) * i / count) for i in range(count)]
    return points


def within(corners: tuple[tuple[float, float], ...], h: float, p: float) -> bool:
    """Tell whether a point lies inside a polygon: a ray from it crosses the outline oddly often."""
    inside = False
    for (h1, p1), (h2, p2) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (p1 > p) != (p2 > p) and h < (h2 - h1) * (p - p1) / (p2 - p1) + h1:
            inside = not inside
    return inside


def chp_dispatch(apart: float = 2.5) -> Park:
    """Two CHP units, a power unit and a boiler; 200 MW and 115 MW of heat in one hour."""
    return small_park(
        1,
        need("plant.power", 200.0),
        need("plant.heat", 115.0),
        plant("plant.unit_1", "power", capacity=150.0, running_cost=50.0),
        surface("plant.unit_2", CHP_2, cost_2, apart),
        surface("plant.unit_3", CHP_3, cost_3, apart),
        plant("plant.unit_4", "heat", capacity=2695.2, running_cost=23.4),
    )


# Vasebi, Fesanghary and Bathaee (2007): corners as (heat, power)
CHP_B = ((0.0, 20.0), (40.0, 10.0), (55.0, 45.0), (0.0, 60.0))
CHP_C = ((0.0, 35.0), (20.0, 35.0), (45.0, 90.0), (25.0, 90.0), (0.0, 105.0))


def cost_b(p: float, h: float) -> float:
    """Cost of the second CHP unit of five."""
    return 2650 + 34.5 * p + 0.1035 * p**2 + 2.203 * h + 0.025 * h**2 + 0.051 * p * h


def cost_c(p: float, h: float) -> float:
    """Cost of the third CHP unit of five."""
    return 1565 + 20 * p + 0.072 * p**2 + 2.3 * h + 0.02 * h**2 + 0.04 * p * h


def line(
    label: str, carrier: str, least: float, most: float, cost: Callable[[float], float], pieces: int = 100
) -> Technology:
    """Return a unit that always runs, its cost given at points of a convex curve."""
    flows = np.linspace(least, most, pieces + 1).tolist()
    return Technology(
        label=label,
        rated_on=carrier,
        points={carrier: flows},
        point_cost=tuple(map(cost, flows)),
        capacity=most,
        must_run=True,
        retirable=False,
    )


def five_units(power: float, heat: float, apart: float = 1.5) -> Park:
    """A power unit with a cubic cost, three CHP units and a boiler; one hour."""
    return small_park(
        1,
        need("plant.power", power),
        need("plant.heat", heat),
        line(
            "plant.unit_1",
            "power",
            35.0,
            135.0,
            lambda p: 254.8863 + 7.6997 * p + 0.00172 * p**2 + 0.000115 * p**3,
        ),
        surface("plant.unit_2", CHP_3, cost_3, apart),
        surface("plant.unit_3", CHP_B, cost_b, apart),
        surface("plant.unit_4", CHP_C, cost_c, apart),
        line("plant.unit_5", "heat", 0.0, 60.0, lambda h: 950 + 2.0109 * h + 0.038 * h**2),
    )


def flixopt_simple() -> Park:
    """A boiler, a CHP and a heat store over nine hours: `simple` of flixopt's own tests (MIT licence)."""
    return small_park(
        9,
        need("plant.heat", series(30, 0, 90, 110, 110, 20, 20, 20, 20)),
        Market(
            label="gas",
            carrier="gas",
            members=("plant",),
            purchase_price=0.04,
            purchase_limit=1000.0,
            emissions={"co2": 0.3},
        ),
        Levy(label="carbon", carrier="co2", price=0.2),
        Market(label="grid", carrier="power", members=("plant",), sale_price=0.08),
        plant("plant.boiler", "heat", {"gas": -2.0}, capacity=50.0, minimum_load=0.1),
        Technology(
            label="plant.chp",
            rated_on="power",
            ratios={"gas": -1.0, "heat": 0.5, "power": 0.4},
            capacity=60.0,
            minimum_load=5.0 / 60.0,
        ),
        Store(
            label="plant.tank",
            carrier="heat",
            capacity=30.0,
            fixed_om=20.0 / 30.0 * A_YEAR / 9.0,
            initial_level=0.0,
            level_max=series(0.7, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8),
            charge_efficiency=0.9,
            loss=0.08,
            one_way=True,
            retirable=False,
        ),
    )


def ten_units(pieces: int = 20, times: int = 1) -> Park:
    """Kazarlis, Bakirtzis and Petridis (1996): ten units over 24 hours, a tenth of the load in reserve.

    `times` as many of each unit serve as many times the load, as their larger problems do.
    """
    folder = Path(__file__).parent
    lines = (folder / "ten_units.csv").read_text(encoding="utf-8").splitlines()
    units = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    load = (700, 750, 850, 950, 1000, 1100, 1150, 1200, 1300, 1400, 1450, 1500)
    load += (1400, 1300, 1200, 1050, 1000, 1100, 1200, 1400, 1300, 1100, 900, 800)
    demand = need("grid.power", series(*(times * power for power in load)))
    return small_park(24, demand, RESERVE, *(unit(row, pieces, times) for row in units))


RESERVE = Reserve(label="grid.reserve", carrier="power", share=0.1)


def unit(row: dict[str, str], pieces: int, times: int = 1) -> Technology:
    """Return a unit of the ten, or several equal ones, the cost given at points of its quadratic curve."""
    of = {name: float(text) for name, text in row.items() if name != "unit"}
    power = np.linspace(of["least"], of["most"], pieces + 1)
    state = of["initial"]
    return Technology(
        label=f"grid.unit_{row['unit']}",
        rated_on="power",
        points={"power": power.tolist()},
        point_cost=tuple((of["a"] + of["b"] * power + of["c"] * power**2).tolist()),
        capacity=times * of["most"],
        unit_size=of["most"],
        minimum_up=of["up"],
        minimum_down=of["down"],
        start_cost=of["hot"],
        start_cost_cold=of["cold"],
        cold_after=of["down"] + of["cold_hours"],
        initial_on=times if state > 0 else 0,
        initial_hours=abs(state),
        retirable=False,
    )
