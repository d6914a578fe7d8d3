"""Published problems read as parks of one hour, in which money is paid once: fixed costs, flows, prices.

A fixed cost is an investment that lasts a year without interest; a short calendar charges 1/8760 of
it for its one hour, so it is stated 8760 times.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from symbiosis.park import Link
from symbiosis.park.park import Park
from tests.parks import A_YEAR, given, hub, junctions, laid, member, need, pipe, plant, small_park, way

FIGURES = Path(__file__).parent
PAID_ONCE = {"lifetime": 1.0, "investment_per_capacity": 0.0}


class Siting(NamedTuple):
    """Sites with a size and a fixed cost; customers with a demand and the cost of serving all of it."""

    sizes: Sequence[float]
    fixed: Sequence[float]
    demands: Sequence[float]
    serving: Sequence[Sequence[float]]  # by customer, by site


class Arc(NamedTuple):
    """A route: cost of a unit of flow, largest flow in all, cost of having it."""

    origin: str
    destination: str
    price: float
    capacity: float
    fixed: float


class Flows(NamedTuple):
    """Arcs, and what is to be moved: net demand by node (below 0 gives) of each commodity."""

    arcs: Sequence[Arc]
    commodities: Mapping[str, Mapping[str, float]]


def or_library(text: str) -> Siting:
    """Read the OR-Library format of capacitated warehouse location."""
    words = iter(text.split())
    sites, customers = int(next(words)), int(next(words))
    size_and_fixed = [(float(next(words)), float(next(words))) for _ in range(sites)]
    demands, serving = [], []
    for _ in range(customers):
        demands.append(float(next(words)))
        serving.append([float(next(words)) for _ in range(sites)])
    return Siting([s for s, _ in size_and_fixed], [f for _, f in size_and_fixed], demands, serving)


def multigen(text: str) -> Flows:
    """Read a `.dow` file of multicommodity fixed-charge network design."""
    lines = [line.split() for line in text.splitlines()[1:] if line.strip()]
    _, arcs, commodities = (int(word) for word in lines[0])
    moved = lines[1 + arcs : 1 + arcs + commodities]
    return Flows(
        [
            Arc(o, d, float(price), float(size), float(fixed))
            for o, d, price, size, fixed, *_ in lines[1 : 1 + arcs]
        ],
        {f"goods_{i}": {o: -float(q), d: float(q)} for i, (o, d, q) in enumerate(moved, start=1)},
    )


def fcnet(text: str) -> Flows:
    """Read a fixed-charge network of one commodity; no arc is limited but by all there is to move."""
    given = json.loads(text)
    demand = {node: float(amount) for node, amount in given["demand"].items()}
    moved = sum(amount for amount in demand.values() if amount > 0)
    arcs = [Arc(str(a["frm"]), str(a["to"]), a["var"], moved, a["fixed"]) for a in given["arcs"]]
    return Flows(arcs, {"goods": demand})


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of re-typed figures."""
    with (FIGURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def siting_figures(fixed: float) -> Siting:
    """OR-Library cap71–74 differ in the fixed cost of a site; the eleventh site is free."""
    table = rows("siting.csv")
    sites = [name for name in table[0] if name.startswith("site_")]
    return Siting(
        [58268.0] * len(sites),
        [0.0 if name == "site_11" else fixed for name in sites],
        [float(row["demand"]) for row in table],
        [[float(row[name]) for name in sites] for row in table],
    )


def r01_figures(capacity: str, fixed: str) -> Flows:
    """The four r01 instances: columns of the table for capacity and fixed cost."""
    arcs = [
        Arc(row["origin"], row["destination"], float(row["price"]), float(row[capacity]), float(row[fixed]))
        for row in rows("r01_arcs.csv")
    ]
    moved = rows("r01_goods.csv")
    return Flows(
        arcs,
        {
            f"goods_{i}": {row["origin"]: -float(row["amount"]), row["destination"]: float(row["amount"])}
            for i, row in enumerate(moved, start=1)
        },
    )


def k10x90_figures() -> Flows:
    """Complete network of ten nodes."""
    demand = {row["node"]: float(row["demand"]) for row in rows("k10x90_nodes.csv")}
    moved = sum(amount for amount in demand.values() if amount > 0)
    arcs = [
        Arc(row["origin"], row["destination"], float(row["price"]), moved, float(row["fixed"]))
        for row in rows("k10x90_arcs.csv")
    ]
    return Flows(arcs, {"goods": demand})


def siting_park(siting: Siting) -> Park:
    """Candidate plants of a utility, customers with a demand, a lorry for each pair."""
    things = []
    for i, (size, fixed) in enumerate(zip(siting.sizes, siting.fixed, strict=True), start=1):
        cost = {"investment": A_YEAR * fixed, **PAID_ONCE}
        things.append(plant(f"site_{i}.plant", "goods", capacity_max=size, **cost))
    for j, (demand, costs) in enumerate(zip(siting.demands, siting.serving, strict=True), start=1):
        things.append(need(f"customer_{j}.goods", demand))
        for i, cost in enumerate(costs, start=1):
            lorry = {"capacity": demand, "running_cost": cost / demand}
            things.append(pipe(f"site_{i}", f"customer_{j}", "goods", **lorry))
    return small_park(1, *things, name="siting")


def network_park(flows: Flows) -> Park:
    """Nodes as enterprises, arcs as links that carry every commodity, commodities as carriers."""
    things = []
    for i, arc in enumerate(flows.arcs, start=1):
        things.append(
            Link(
                label=f"arc_{i}",
                origin=f"node_{arc.origin}",
                destination=f"node_{arc.destination}",
                carriers=tuple(flows.commodities),
                running_cost=arc.price,
                investment=A_YEAR * arc.fixed,
                capacity_max=arc.capacity,
                **PAID_ONCE,
            )
        )
    for goods, net in flows.commodities.items():
        for node, amount in net.items():
            thing = need if amount > 0 else given
            things.append(thing(f"node_{node}.{goods}", abs(amount)))
    return small_park(1, *things, name="network")


def per_origin(flows: Flows) -> Flows:
    """Merge commodities of one origin: the same problem with fewer carriers."""
    merged: dict[str, dict[str, float]] = {}
    for net in flows.commodities.values():
        origin = next(node for node, amount in net.items() if amount < 0)
        into = merged.setdefault(f"from_{origin}", {})
        for node, amount in net.items():
            into[node] = into.get(node, 0.0) + amount
    return Flows(flows.arcs, merged)


def pipes_park(flows: Flows) -> Park:
    """The same problem of one commodity as one network: arcs are one-way pipes along corridors.

    Nodes that neither give nor take are junctions.
    """
    ((goods, net),) = flows.commodities.items()
    moving = {node: amount for node, amount in net.items() if amount != 0.0}
    others = {node for arc in flows.arcs for node in (arc.origin, arc.destination)} - set(moving)
    things: list[object] = junctions(**{f"node_{node}": (0.0, 0.0) for node in others})
    members, segments = [], []
    for node, amount in moving.items():
        direction = "draw" if amount > 0 else "feed"
        members.append(member("main", f"node_{node}", direction, capacity=abs(amount)))
        things.append((need if amount > 0 else given)(f"node_{node}.{goods}", abs(amount)))
    for i, arc in enumerate(flows.arcs, start=1):
        things.append(way(f"arc_{i}", f"node_{arc.origin}", f"node_{arc.destination}", 1.0))
        cost = {"running_cost": arc.price, "investment": A_YEAR * arc.fixed, "capacity_max": arc.capacity}
        segments.append(laid("main", f"arc_{i}", one_way=True, **cost, **PAID_ONCE))
    owner = f"node_{next(iter(moving))}"
    things.append(hub("main", goods, owner, *members, segments=tuple(segments), exists=True))
    return small_park(1, *things, name="pipes")
