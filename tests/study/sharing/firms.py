"""Firms that share water: as a park, and as a linear program written apart from it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linprog

from symbiosis.park import Demand, Market, Supply
from symbiosis.park.park import Park
from symbiosis.park.quality import WaterUse
from tests.cases.water import COD
from tests.parks import drain, pipe, small_park

SINK = "away"


class Firms(NamedTuple):
    """What firms do with water, by firm, and what they may buy: all flows in t/h, qualities in ppm.

    `operations` have limits at inlet and outlet and a load [kg/h]; `sources` a flow and its quality, `sinks`
    a flow and the most it takes; `waters` a price, a quality and the most that each firm may buy. `freight`
    is paid per tonne between firms, `fee` per tonne that leaves.
    """

    operations: dict[str, tuple[tuple[float, float, float], ...]]
    sources: dict[str, tuple[tuple[float, float], ...]]
    sinks: dict[str, tuple[tuple[float, float], ...]]
    waters: tuple[tuple[float, float, float], ...]
    freight: float = 0.0
    fee: float = 0.0

    @property
    def names(self) -> list[str]:
        """The firms, in the order of the park's players."""
        return sorted({*self.operations, *self.sources, *self.sinks})


def park_of(firms: Firms) -> Park:
    """Return a park of one hour: a line from whatever gives water at a firm to every other firm."""
    things: list[Any] = [COD]
    givers: list[tuple[str, str]] = []
    for firm in firms.names:
        things.append(drain(f"{firm}.water", firms.fee))
        for k, (inlet, outlet, load) in enumerate(firms.operations.get(firm, ())):
            label = f"{firm}.op{k}"
            limits = {"quality": {"cod": outlet}, "quality_max": {"cod": inlet}}
            things.append(WaterUse(label=label, carrier="water", load={"cod": 1000.0 * load}, **limits))
            givers.append((firm, label))
        for k, (flow, quality) in enumerate(firms.sources.get(firm, ())):
            label = f"{firm}.source{k}"
            things.append(Supply(label=label, carrier="water", rate=flow, quality={"cod": quality}))
            givers.append((firm, label))
        for k, (flow, limit) in enumerate(firms.sinks.get(firm, ())):
            of = {"quality_max": {"cod": limit}}
            things.append(Demand(label=f"{firm}.sink{k}", carrier="water", rate=flow, **of))
    for k, (price, quality, most) in enumerate(firms.waters):
        bought = {"purchase_price": price, "purchase_limit": most, "quality": {"cod": quality}}
        things.append(Market(label=f"water{k}", carrier="water", members=tuple(firms.names), **bought))
    for (firm, label), other in itertools.product(givers, firms.names):
        if other != firm:
            name = f"{label.replace('.', '_')}_{other}"
            more = {"takes": label, "running_cost": firms.freight, "label": name}
            things.append(pipe(firm, other, "water", **more))
    return small_park(1, *things)


def least_cost(firms: Firms, chosen: Iterable[str]) -> float:
    """Return what some firms pay at least by themselves; every pair of giver and taker is one column."""
    givers: list[tuple[str, str, float]] = []  # firm, what it is, quality
    takers: list[tuple[str, str]] = []
    fixed: dict[tuple[str, str], float] = {}  # flow of what gives or takes a given flow
    most: dict[tuple[str, str], float] = {}
    limits: dict[tuple[str, str], float] = {}
    loads: dict[tuple[str, str], tuple[float, float]] = {}
    for firm in chosen:
        takers.append((firm, SINK))
        for k, (_, quality, limit) in enumerate(firms.waters):
            givers.append((firm, f"water{k}", quality))
            most[firm, f"water{k}"] = limit
        for k, (inlet, outlet, load) in enumerate(firms.operations.get(firm, ())):
            givers.append((firm, f"op{k}", outlet))
            takers.append((firm, f"op{k}"))
            limits[firm, f"op{k}"], loads[firm, f"op{k}"] = inlet, (outlet, 1000.0 * load)
        for k, (flow, quality) in enumerate(firms.sources.get(firm, ())):
            givers.append((firm, f"source{k}", quality))
            fixed[firm, f"source{k}"] = flow
        for k, (flow, limit) in enumerate(firms.sinks.get(firm, ())):
            takers.append((firm, f"sink{k}"))
            fixed[firm, f"sink{k}"], limits[firm, f"sink{k}"] = flow, limit
    pairs = [
        (g, t)
        for g, t in itertools.product(range(len(givers)), range(len(takers)))
        if not givers[g][1].startswith("water") or (givers[g][0] == takers[t][0] and takers[t][1] != SINK)
    ]
    cost = np.zeros(len(pairs))
    for column, (g, t) in enumerate(pairs):
        if givers[g][1].startswith("water"):
            cost[column] += firms.waters[int(givers[g][1][5:])][0]
        if givers[g][0] != takers[t][0]:
            cost[column] += firms.freight
        if takers[t][1] == SINK:
            cost[column] += firms.fee
    equal: list[tuple[np.ndarray, float]] = []
    below: list[tuple[np.ndarray, float]] = []
    for g, (firm, what, _) in enumerate(givers):
        gives = np.array([float(one == g) for one, _ in pairs])
        if (firm, what) in most:
            below.append((gives, most[firm, what]))
        elif (firm, what) in fixed:
            equal.append((gives, fixed[firm, what]))
        else:
            t = takers.index((firm, what))
            equal.append((gives - np.array([float(other == t) for _, other in pairs]), 0.0))
    for t, taker in enumerate(takers):
        takes = np.array([float(one == t) for _, one in pairs])
        quality = np.array([givers[g][2] for g, _ in pairs])
        if taker in fixed:
            equal.append((takes, fixed[taker]))
        if taker in limits:
            below.append((takes * (quality - limits[taker]), 0.0))
        if taker in loads:
            outlet, load = loads[taker]
            equal.append((takes * (outlet - quality), load))
    found = linprog(
        cost,
        A_ub=np.array([row for row, _ in below]),
        b_ub=[limit for _, limit in below],
        A_eq=np.array([row for row, _ in equal]),
        b_eq=[value for _, value in equal],
        method="highs",
    )
    assert found.success, found.message
    return float(found.fun)
