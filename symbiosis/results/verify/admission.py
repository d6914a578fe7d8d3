"""Is who enters and who closes decided, does all that is theirs go with them, do they keep the thresholds?

    admitted ∈ {0, 1}                   nothing stands at, to or from an enterprise that is not there
    above − at_most · below ≤ 0         of what an admitted enterprise states and does itself
    entry_value, exit                   lines of the accounts

Every other check then sees the park that was decided: without the needs, given flows, heat, grants and
limits of who is not there.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator
from typing import Any

from symbiosis.horizon import Horizon
from symbiosis.park import Connection, FrozenDict, Link, Park, Varying
from symbiosis.park.formula import Linear, parse, quotient
from symbiosis.park.quantities import DATA, is_flow
from symbiosis.results.verify.assets import all_assets, largest_of
from symbiosis.results.verify.flows import FEASIBILITY
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.requirements import Year, least_size
from symbiosis.results.verify.verdict import Ledger

FAMILY = "admission"
WHOLE = 1e-6


def decided(park: Park, tables: Tables, ledger: Ledger) -> Park:
    """Return the park as it was decided, for the other checks; report what is neither yes nor no."""
    absent = set()
    for n, value in tables["admitted"].items():
        there = float(value)
        ledger.same(FAMILY, "is neither there nor not", n, min(abs(there), abs(there - 1.0)), WHOLE)
        if there < 0.5:
            absent.add(n)
    if not tables["admitted"]:
        return park
    for label, asset in all_assets(park).items():
        if absent & set(_ends(label, asset)):
            size = float(tables["capacity"][label])
            what = "stands where its enterprise is not"
            ledger.at_most(FAMILY, what, label, size, 0.0, FEASIBILITY * max(1.0, largest_of(asset)))
    changes: dict[str, Any] = {"enterprises": {n: _entered(park, n, absent) for n in park.enterprises}}
    for section, nothing in (
        ("demands", {"rate": Varying(0.0)}),
        ("supplies", {"rate": Varying(0.0)}),
        ("streams", {"operation": Varying(0.0)}),
        ("technologies", {"retirable": True}),
        ("stores", {"retirable": True}),
    ):
        changes[section] = {
            label: dataclasses.replace(thing, **nothing) if label.rpartition(".")[0] in absent else thing
            for label, thing in getattr(park, section).items()
        }
    changes["links"] = {
        label: dataclasses.replace(link, retirable=True) if absent & {link.origin, link.destination} else link
        for label, link in park.links.items()
    }
    changes["networks"] = {label: _freed(network, absent) for label, network in park.networks.items()}
    changes["caps"] = {
        label: dataclasses.replace(cap, limit=0.0) if cap.enterprise in absent else cap
        for label, cap in park.caps.items()
    }
    changes["quotas"] = {
        label: dataclasses.replace(
            quota,
            **{name: _of_those_there(getattr(quota, name), absent) for name in ("granted", "carried_in")},
        )
        for label, quota in park.quotas.items()
    }
    # not checked anew: a park without some of its numbers is no park that anybody wrote
    seen = copy.copy(park)
    for section, things in changes.items():
        object.__setattr__(seen, section, FrozenDict(things))
    return seen


def check(park: Park, horizon: Horizon, tables: Tables, year: Year, ledger: Ledger) -> None:
    """Compare every admitted enterprise with the thresholds; `park` is the one as given."""
    for label, threshold in park.thresholds.items():
        found = quotient(parse(threshold.formula))
        assert found is not None  # the park checks it
        for n, there in tables["admitted"].items():
            named = n in threshold.members
            entering = park.enterprises[n].admission == "candidate" and not threshold.members
            if not (named or entering) or float(there) < 0.5:
                continue
            above, size = _side(park, year, found.above, n)
            below, size_below = _side(park, year, found.below, n)
            for limit, sign, what in (
                (threshold.at_most, 1.0, "is above a threshold of entry"),
                (threshold.at_least, -1.0, "is below a threshold of entry"),
            ):
                if limit is not None:
                    tolerance = FEASIBILITY * max(least_size(found), size, abs(limit) * size_below)
                    missed = sign * (above - limit * below)
                    ledger.at_most(FAMILY, what, f"{n}: {label}", missed, 0.0, tolerance)


def paid(park: Park, horizon: Horizon, tables: Tables) -> Iterator[tuple[str, str, str, float]]:
    """Yield what presence is worth, and what closing costs: (owner, category, item, money)."""
    for n, enterprise in park.enterprises.items():
        there = float(tables["admitted"].get(n, 1.0))
        if enterprise.entry_value != 0.0:
            yield n, "entry_value", n, -enterprise.entry_value * horizon.years * there
        if enterprise.admission == "may_leave" and enterprise.exit_cost > 0.0:
            rate = (
                park.settings.discount_rate if enterprise.discount_rate is None else enterprise.discount_rate
            )
            years = park.settings.study_period
            share = 1.0 / years if rate == 0.0 else rate / (1.0 - (1.0 + rate) ** -years)
            yield n, "exit", n, share * enterprise.exit_cost * horizon.years * (1.0 - there)


def _ends(label: str, asset: object) -> tuple[str, ...]:
    if isinstance(asset, Link):
        return asset.origin, asset.destination
    return (asset.enterprise,) if isinstance(asset, Connection) else (label.rpartition(".")[0],)


def _entered(park: Park, n: str, absent: set[str]) -> Any:
    enterprise = park.enterprises[n]
    if n not in absent:
        return enterprise
    nothing: dict[str, Any] = dict.fromkeys(field for _, field, _ in DATA.values())
    return dataclasses.replace(enterprise, **nothing)


def _freed(network: Any, absent: set[str]) -> Any:
    connections = tuple(
        dataclasses.replace(c, retirable=True) if c.enterprise in absent else c for c in network.connections
    )
    return dataclasses.replace(network, connections=connections)


def _of_those_there(held: Any, absent: set[str]) -> Any:
    return FrozenDict({n: amount for n, amount in held.items() if n not in absent})


def _side(park: Park, year: Year, side: Linear, enterprise: str) -> tuple[float, float]:
    """Return one enterprise's sum of quantities, and the sum of its terms' sizes."""
    flows = Linear({q: w for q, w in side.weights.items() if is_flow(q)}, side.constant)
    total, size = year.side(flows, (), enterprise)
    for quantity, weight in side.weights.items():
        if not is_flow(quantity):
            own = getattr(park.enterprises[enterprise], DATA[quantity.name][1]) or 0.0
            for amount in (own, *year.built(quantity, enterprise)):
                total += weight * amount * year.horizon.years
                size += abs(weight * amount * year.horizon.years)
    return total, size
