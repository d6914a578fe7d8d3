"""What a result file must contain for a park: variables, labels, hours, and numbers that are numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park, Technology
from symbiosis.park.grades import grades
from symbiosis.park.tax import taxed_groups
from symbiosis.park.threshold import optional
from symbiosis.results.verify.assets import all_assets, hub_is_decided, is_yes_or_no, largest_of
from symbiosis.results.verify.verdict import Floats, Ledger

if TYPE_CHECKING:
    from xarray import DataArray, Dataset

Tables = Mapping[str, Mapping[str, Floats]]


@dataclass(frozen=True)
class Shape:
    """What a variable has beside its labels (step, month), labels it must have, others it may have."""

    tail: tuple[str, ...]
    required: tuple[str, ...]
    allowed: frozenset[str] = field(default_factory=frozenset)


def shapes(park: Park) -> dict[str, Shape]:
    """Return what every variable of a result must look like for this park."""
    connections = [c for network in park.networks.values() for c in network.connections]
    pieces = [segment for network in park.networks.values() for segment in network.segments]
    markets = [(m, f"{m.label}:{member}") for m in park.markets.values() for member in m.members]
    assets = tuple(all_assets(park))
    lumps = tuple(
        label
        for label, asset in all_assets(park).items()
        if is_yes_or_no(park, asset) or (asset.sizes and largest_of(asset) > asset.capacity)
    )
    everyone = frozenset(c.label for c in connections)
    trades = frozenset(label for _, label in markets)
    stores = tuple(park.stores)
    units = tuple(label for label, technology in park.technologies.items() if technology.committed)
    routes = tuple(f"{link.label}:{carrier}" for link in park.links.values() for carrier in link.carriers)
    pairs = heat_pairs(park)
    emitting = tuple(f"{enterprise}:{carrier}" for enterprise, carrier in emitting_pairs(park))
    return {
        "capacity": Shape((), assets),
        "kept": Shape((), assets),
        "new": Shape((), assets),
        "units": Shape((), lumps, frozenset(assets)),
        "size_units": Shape(
            (),
            tuple(
                f"{label}:{z}"
                for label, asset in all_assets(park).items()
                if largest_of(asset) > asset.capacity
                for z in range(len(asset.sizes))
            ),
        ),
        "hub": Shape((), tuple(k for k in park.networks if hub_is_decided(park, k))),
        "activity": Shape(("step",), tuple(park.technologies)),
        "mix": Shape(("step",), tuple(f"{i}:{v}" for i, t in park.technologies.items() for v in _points(t))),
        "captured": Shape(
            ("step",), tuple(f"{i}:{k}" for i, t in park.technologies.items() for k in t.captures)
        ),
        "passed": Shape(("step",), tuple(f"{i}:{s}" for i in park.technologies for s in _stacks(park, i))),
        "on": Shape(("step",), units),
        "start": Shape(("step",), units),
        "stop": Shape(("step",), units),
        "cold_start": Shape(
            ("step",), tuple(i for i in units if park.technologies[i].start_cost_cold is not None)
        ),
        "level": Shape(("step",), stores),
        "charge": Shape(("step",), stores),
        "discharge": Shape(("step",), stores),
        "exchange": Shape(("step",), routes),
        "feed": Shape(("step",), tuple(c.label for c in connections if c.direction != "draw"), everyone),
        "draw": Shape(("step",), tuple(c.label for c in connections if c.direction != "feed"), everyone),
        "forth": Shape(("step",), tuple(s.label for s in pieces)),
        "back": Shape(
            ("step",),
            tuple(s.label for s in pieces if not s.one_way),
            frozenset(s.label for s in pieces),
        ),
        "purchase": Shape(("step",), tuple(k for m, k in markets if m.purchase_price is not None), trades),
        "sale": Shape(("step",), tuple(k for m, k in markets if m.sale_price is not None), trades),
        "discard": Shape(("step",), tuple(park.outlets)),
        "intake": Shape(("step",), tuple(park.water_uses)),
        "part": Shape(("step",), tuple(f"{r.label}:{k}" for r in park.recipes.values() for k in r.parts)),
        "throughput": Shape(("step",), tuple(park.pools)),
        "heat_taken": Shape(("step",), tuple(f"{x}:{n}" for x, n in pairs if park.heat_levels[x].heats)),
        "heat_given": Shape(("step",), tuple(f"{x}:{n}" for x, n in pairs if park.heat_levels[x].cools)),
        "blend": Shape(("step",), tuple(":".join(pair.key) for pair in grades(park).pairs)),
        "peak": Shape(
            ("month",),
            tuple(k for m, k in markets if m.peak_charge > 0.0 and m.purchase_price is not None),
            trades,
        ),
        "excess": Shape(
            ("month",),
            tuple(
                k
                for m, k in markets
                if m.peak_charge > 0.0 and m.purchase_price is not None and m.contracted is not None
            ),
            trades,
        ),
        **{
            name: Shape(("step",), tuple(d for d, demand in park.demands.items() if demand.waits))
            for name in ("deferred", "caught_up", "backlog")
        },
        **{
            name: Shape(("step",), tuple(d for d, demand in park.demands.items() if demand.hastens))
            for name in ("early", "due", "ahead")
        },
        "run_start": Shape(("step",), tuple(d for d, demand in park.demands.items() if demand.runs)),
        "interrupted": Shape(
            ("step",), tuple(d for d, demand in park.demands.items() if demand.interruptible > 0.0)
        ),
        "emission": Shape((), emitting),
        "admitted": Shape((), optional(park)),
        **_rights(park),
    }


def _rights(park: Park) -> dict[str, Shape]:
    """Accounts of quotas, offsets, fees above what is free, and the first pollutants of outlets."""
    accounts = [(quota, f"{q}:{h}") for q, quota in park.quotas.items() for h in quota.holders]
    ranked = [group for group in taxed_groups(park) if group.fixed is None]
    metered = frozenset(f"{f}:{n}" for f, fee in park.fees.items() if fee.free > 0.0 for n in fee.members)
    return {
        "quota_bought": Shape((), tuple(key for quota, key in accounts if quota.purchase_price is not None)),
        "quota_auctioned": Shape(
            (), tuple(key for quota, key in accounts if quota.auction_price is not None)
        ),
        "quota_sold": Shape((), tuple(key for quota, key in accounts if quota.sale_price is not None)),
        "quota_kept": Shape((), tuple(key for quota, key in accounts if quota.keep_limit > 0.0)),
        "offset_bought": Shape((), tuple(park.offsets)),
        "fee_above": Shape((), (), metered),
        "tax_base": Shape(("month",), tuple(group.label for group in ranked)),
        "tax_above": Shape(("month",), tuple(f"{g.label}:{p}" for g in ranked for p in g.equivalent)),
    }


def _stacks(park: Park, label: str) -> list[str]:
    """Return the plants whose gas passes a cleaner that takes several emissions, in their own order."""
    cleaner = park.technologies[label]
    ahead, found = list(cleaner.treats) if cleaner.captures else [], set()
    while ahead:
        source = ahead.pop()
        found.add(source)
        ahead += [s for s in park.technologies[source].treats if s not in found]
    return [i for i in park.technologies if i in found and not park.technologies[i].cleans]


def _points(technology: Technology) -> range:
    return range(max((len(flows) for flows in technology.points.values()), default=0))


def heat_pairs(park: Park) -> list[tuple[str, str]]:
    """Return every (heat level, enterprise) at which heat may flow."""
    having = {label.rpartition(".")[0] for label in park.streams}
    return [(x, n) for x, level in park.heat_levels.items() if level.carrier != "" for n in sorted(having)]


def emitting_pairs(park: Park) -> list[tuple[str, str]]:
    """Return every (enterprise, emission) that something may emit into."""
    pairs = {
        (technology.enterprise, carrier): None
        for technology in park.technologies.values()
        for carrier in (*technology.ratios, *technology.points, *technology.start_flows)
        if park.carriers[carrier].kind == "emission"
    }
    for technology in park.technologies.values():
        names = [name for of_carrier in technology.burns.values() for name in of_carrier]
        pairs |= {(technology.enterprise, park.qualities[name].burns_to): None for name in names}
    for market in park.markets.values():
        if market.purchase_price is not None:
            pairs |= {(member, k): None for member in market.members for k in market.emissions}
    for outlet in park.outlets.values():
        pairs |= {(outlet.enterprise, k): None for k in outlet.emissions}
    return list(pairs)


def read_tables(park: Park, horizon: Horizon, data: Dataset, ledger: Ledger) -> Tables:
    """Return every variable as label → array; what is missing is reported and read as zero."""
    _check_numbers(data, ledger)
    _check_time(horizon, data, ledger)
    periods = len(horizon.groups["order"])
    tails = {"step": len(horizon), "month": len(horizon.groups["month"]), "order": periods}
    asked = dict(shapes(park))
    if periods:
        seasonal = tuple(label for label, store in park.stores.items() if store.seasonal)
        asked["carried"] = Shape(("order",), seasonal)
    return {name: _table(name, shape, tails, data, ledger) for name, shape in asked.items()}


def _check_numbers(data: Dataset, ledger: Ledger) -> None:
    """No NaN and no infinity anywhere, coordinates included."""
    for name, variable in data.variables.items():
        values = np.asarray(variable.values)
        if values.dtype.kind not in "fcM":
            continue
        bad = ~np.isfinite(values) if values.dtype.kind != "M" else np.isnat(values)
        if bad.any():
            at = tuple(int(i) for i in np.argwhere(bad)[0])
            place = ", ".join(_coordinate(data, dim, i) for dim, i in zip(variable.dims, at, strict=True))
            what = f"is not a finite number in {int(bad.sum())} places, first here"
            ledger.fail("finite", what, f"{name}[{place}]", amount=float("inf"))
        ledger.passed("finite", int(values.size))


def _coordinate(data: Dataset, dim: object, i: int) -> str:
    return str(data[dim].values[i]) if dim in data.coords else str(i)


def _check_time(horizon: Horizon, data: Dataset, ledger: Ledger) -> None:
    """Steps of the result are the steps of the horizon, one by one, and so are months and weights."""
    if "step" not in data.coords:
        if "step" in data.dims:
            ledger.fail("time", "has no coordinate with the start of every step", "step")
        return
    steps = np.asarray(data["step"].values)
    if steps.shape != horizon.start.shape:
        ledger.fail("time", f"has {steps.size} steps, the horizon has {len(horizon)}", "step")
    elif steps.dtype.kind != "M":
        ledger.fail("time", "does not hold instants", "step")
    elif (steps != horizon.start).any():
        at = int(np.flatnonzero(steps != horizon.start)[0])
        what = f"is {steps[at]} where the horizon has {horizon.start[at]}: hours are shifted or swapped"
        ledger.fail("time", what, "step", str(horizon.start[at]), float((steps != horizon.start).sum()))
    ledger.passed("time", len(horizon))
    months = horizon.groups["month"].names
    if "month" in data.coords and tuple(map(str, data["month"].values)) != months:
        ledger.fail("time", "months differ from the horizon's", "month")
    for name in ("hours", "represents", "cost_weight"):
        if name in data.variables and data[name].shape == horizon.hours.shape:
            given = np.asarray(data[name].values, dtype=float)
            expected = getattr(horizon, name)
            ledger.same("time", "differs from the horizon's", name, given - expected, 1e-9)


def _table(
    name: str, shape: Shape, tails: Mapping[str, int], data: Dataset, ledger: Ledger
) -> dict[str, Floats]:
    """Return one variable as label → values of its row."""
    sizes = tuple(tails[dim] for dim in shape.tail)
    rows = {label: np.zeros(sizes) for label in shape.required}
    if name not in data.variables:
        if shape.required:
            what = f"is missing; it should say something about {len(shape.required)} labels"
            ledger.fail("labels", what, name)
        return rows
    array: DataArray = data[name]
    own = [dim for dim in array.dims if dim not in tails]
    if len(own) != 1 or set(array.dims) - set(own) != set(shape.tail) or array.dtype.kind not in "fiub":
        asked = " × ".join(("labels", *shape.tail))
        ledger.fail("labels", f"has dims {array.dims} of {array.dtype}, expected numbers over {asked}", name)
        return rows
    if own[0] not in array.coords:
        ledger.fail("labels", f"has no labels along {own[0]}", name)
        return rows
    values = np.asarray(array.transpose(own[0], *shape.tail).values, dtype=float)
    labels = [str(label) for label in array[own[0]].values]
    if values.shape[1:] != sizes:
        ledger.fail("labels", f"has shape {values.shape}, expected (…, {', '.join(map(str, sizes))})", name)
        return rows
    _check_labels(name, shape, labels, ledger)
    rows.update(zip(labels, values, strict=True))
    return rows


def _check_labels(name: str, shape: Shape, labels: Iterable[str], ledger: Ledger) -> None:
    seen: set[str] = set()
    for label in labels:
        if label in seen:
            ledger.fail("labels", "occurs twice", f"{name}[{label}]")
        elif label not in shape.allowed and label not in shape.required:
            ledger.fail("labels", "is not in the park", f"{name}[{label}]")
        seen.add(label)
    for label in shape.required:
        if label not in seen:
            ledger.fail("labels", "is missing", f"{name}[{label}]")
    ledger.passed("labels", len(seen))
