"""Whether a plant's points, units and starts make sense, and how a store may run."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from symbiosis.park.problems import Problem
from symbiosis.park.region import area, crossing
from symbiosis.park.technology import Technology

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Fault = tuple[str, str, str]  # field, message, remedy


def operation_problems(park: Park) -> Iterator[Problem]:
    """Yield what contradicts itself in how technologies may run."""
    for technology in park.technologies.values():
        faults = list(_points(technology)) if technology.points or technology.point_cost else []
        if not faults:
            faults += [*_units(technology), *_starts(technology)]
        for field, message, remedy in faults:
            yield Problem(message, remedy, "technologies", technology.label, field)
    for reserve in park.reserves.values():
        if not any(
            (plant.enterprise, plant.rated_on) == (reserve.enterprise, reserve.carrier)
            for plant in park.technologies.values()
        ):
            message = f"has no plant rated on {reserve.carrier} at {reserve.enterprise}."
            yield Problem(message, "Name an enterprise that makes it.", "reserves", reserve.label, "carrier")
    for store in park.stores.values():
        if store.one_way and math.isinf(store.largest):
            message, remedy = "is needed where a store is filled or emptied.", "State the largest size."
            yield Problem(message, remedy, "stores", store.label, "capacity_max")
        if store.final_level_min > store.largest:
            message = f"is more than the store can hold, {store.largest:g}."
            remedy = "Lower it, or raise capacity_max."
            yield Problem(message, remedy, "stores", store.label, "final_level_min")
        if (park.series(store.level_max) < store.level_min).any():
            message = f"is below what always stays, {store.level_min:g}, in some steps."
            yield Problem(message, "Raise it, or lower level_min.", "stores", store.label, "level_max")


def _points(technology: Technology) -> Iterator[Fault]:
    counts = {carrier: len(flows) for carrier, flows in technology.points.items()}
    if technology.rated_on not in counts:
        yield "points", f"says nothing of {technology.rated_on}, which it is rated on.", "Add its flows."
        return
    if len(set(counts.values())) > 1:
        said = ", ".join(f"{carrier} {count}" for carrier, count in counts.items())
        yield (
            "points",
            f"has lists of different length ({said}).",
            "Give one flow per point for every carrier.",
        )
        return
    count = counts[technology.rated_on]
    if technology.point_cost and len(technology.point_cost) != count:
        message = f"has {len(technology.point_cost)} costs for {count} points."
        yield "point_cost", message, "Give one cost per point."
    if any(cost < 0.0 for cost in technology.point_cost):
        yield "point_cost", "is below 0.", "Enter income as a sale price."
    if technology.points_size == 0.0:
        yield "points", f"has no flow of {technology.rated_on} anywhere.", "Rate it on another carrier."
    for carrier, flows in technology.points.items():
        if min(flows) < 0.0 < max(flows):
            yield "points", f"both takes and gives {carrier}.", "Write two technologies."
        if carrier != technology.rated_on and carrier in technology.ratios:
            yield "points", f"states {carrier}, which stands among the ratios too.", "Delete one of the two."
    if technology.shape != "mixtures":
        yield from _outline(technology)


def _outline(technology: Technology) -> Iterator[Fault]:
    axes = list(technology.points.items())[:2]
    priced = technology.shape == "curve" and any(technology.point_cost)  # cost over the one flow is a curve
    if len(axes) < 2 and not priced:
        yield "points", "names one carrier only, which makes no area and no curve.", "Write shape: mixtures."
        return
    outline = list(zip(*(flows for _, flows in axes), strict=True))
    twice = [v + 1 for v, point in enumerate(outline) if point in outline[:v]]
    if twice:
        yield (
            "points",
            f"has point {twice[0]} twice; the last one is joined to the first anyway.",
            "Delete it.",
        )
    elif technology.shape == "polygon":
        crossed = crossing(outline)
        names = f"{axes[0][0]} and {axes[1][0]}"
        if crossed is not None:
            a, b = ((side + 1, (side + 1) % len(outline) + 1) for side in crossed)
            message = (
                f"is a polygon of {names} that crosses itself: side {a[0]}–{a[1]} meets side {b[0]}–{b[1]}."
            )
            yield "points", message, "List the points in the order in which they go round."
        elif len(outline) < 3 or area(outline) == 0.0:
            yield "points", f"is a polygon of {names} without an area.", "Write shape: curve."


def _units(technology: Technology) -> Iterator[Fault]:
    if technology.must_run and (technology.start_cost or technology.minimum_up or technology.minimum_down):
        yield (
            "must_run",
            "always runs, so its units never start.",
            "Delete must_run, or the cost of starting.",
        )
    if technology.points and technology.unit_size not in (None, technology.points_size):
        message = f"is not the largest flow among the points, {technology.points_size:g}."
        yield "unit_size", message, "Delete it: the points are those of one unit."
    if technology.points and technology.minimum_load > 0.0:
        yield "minimum_load", "stands beside points, which say it already.", "Delete it."
    if not technology.committed and not technology.points:
        return
    if technology.unit <= 0.0 or (
        technology.expandable
        and not technology.points
        and technology.unit_size is None
        and len(technology.sizes) != 1
    ):
        message = "is needed where units are switched and more may be built."
        yield "unit_size", message, "State the size of one unit."
    elif technology.committed and math.isinf(technology.largest):
        yield "capacity_max", "is needed where units are switched.", "State the largest size."
    elif technology.committed and technology.most_units < 1:
        message = f"is larger than all that may stand, {technology.largest:g}, so no unit ever runs."
        yield "points" if technology.points else "unit_size", message, "Correct one of the two."
    elif technology.shape != "mixtures" and technology.points and math.isinf(technology.largest):
        yield (
            "capacity_max",
            "is needed where a plant runs along a curve or polygon.",
            "State the largest size.",
        )


def _starts(technology: Technology) -> Iterator[Fault]:
    if (technology.start_cost_cold is None) != (technology.cold_after is None):
        field = "cold_after" if technology.cold_after is None else "start_cost_cold"
        yield field, "is missing.", "A cold start has a cost and a time after which units are cold."
    if technology.start_cost_cold is not None and technology.start_cost_cold < technology.start_cost:
        message = f"is below start_cost, {technology.start_cost:g}."
        yield "start_cost_cold", message, "A cold start costs at least as much as a warm one."
    for carrier, amounts in technology.start_flows.items():
        if len(amounts) != 1:
            yield "start_flows", f"has {len(amounts)} amounts of {carrier}.", "Give one amount per start."
    if technology.initial_on is None:
        if technology.initial_hours is not None:
            yield "initial_hours", "says for how long, but not which units.", "State initial_on."
        return
    if not technology.committed:
        yield "initial_on", "counts units, which this technology has not.", "State unit_size."
    elif technology.unit > 0.0 and technology.initial_on > technology.capacity / technology.unit + 1e-9:
        message = f"is more than the {technology.capacity / technology.unit:g} units that stand."
        yield "initial_on", message, "Lower it."
    elif technology.initial_on != int(technology.initial_on):
        yield "initial_on", "is not a whole number.", "Count whole units."
