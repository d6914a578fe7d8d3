"""Does every balance close: each (enterprise, carrier) in each step, and each network's hub?

    made + arriving + drawn + bought + discharged + supplied
        = used + occupied + demanded + leaving + fed in + sold + charged + discarded
    (1 − loss) · Σ feed − standing loss = Σ draw

What passes between enterprises cancels in the account of the whole park, but for what is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Demand, Link, Park, Store, Technology, Varying
from symbiosis.park.building import occupying
from symbiosis.results.verify import standing
from symbiosis.results.verify.assets import hub_is_decided, length_of
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger

if TYPE_CHECKING:
    from xarray import Dataset

FEASIBILITY = 1e-6
ROUNDING = 1e-9


def series(park: Park, horizon: Horizon, value: Varying | float) -> Floats:
    """Return a number or profile over the steps of a horizon."""
    given = Varying.of(value)
    if given.profile is None:
        return np.full(len(horizon), given.value)
    return np.asarray(given.value * horizon.sample(park.profiles[given.profile].values), dtype=float)


def arriving_share(park: Park, link: Link) -> float:
    """Return the share of what is sent that arrives."""
    return 1.0 - min(1.0, link.loss + link.loss_per_length * length_of(park, link))


class Term(NamedTuple):
    """One signed flow of a balance: above 0 gives, below 0 takes; `role` and `item` say what it is."""

    enterprise: str
    carrier: str
    role: str
    item: str
    flow: Floats


def mixture(technology: Technology, tables: Tables) -> Floats:
    """Return the units at every operating point of a technology; shape (points, steps)."""
    count = max((len(flows) for flows in technology.points.values()), default=0)
    rows = [tables["mix"][f"{technology.label}:{v}"] for v in range(count)]
    return np.array(rows) if rows else np.zeros((0, tables["activity"][technology.label].size))


def operation_flows(
    technology: Technology, horizon: Horizon, tables: Tables
) -> Iterator[tuple[str, str, Floats]]:
    """Yield (carrier, role, signed flow) at operating points, in starts and with what is captured beside."""
    for carrier, flows in technology.points.items():
        if carrier != technology.rated_on and any(flows):
            role = "made" if sum(flows) > 0.0 else "used"
            yield carrier, role, np.array(flows) @ mixture(technology, tables)
    for carrier, (amount,) in technology.start_flows.items():
        yield carrier, "start_up", amount * tables["start"][technology.label] / horizon.hours
    for emission, beside in technology.taken_beside.items():
        taken = tables["captured"][f"{technology.label}:{emission}"]
        yield emission, "captured", -taken
        for carrier, flow in beside.items():
            yield carrier, "made" if flow > 0.0 else "used", flow * taken


def own_terms(park: Park, horizon: Horizon, tables: Tables) -> Iterator[Term]:
    """Yield what an enterprise makes, uses, trades, stores, is given, needs and discards."""
    from symbiosis.results.verify.batches import taken  # which reads series from here

    for label, technology in park.technologies.items():
        for carrier, ratio in technology.ratios.items():
            if park.carriers[carrier].kind != "emission":
                flow = series(park, horizon, ratio) * tables["activity"][label]
                role = "made" if ratio.value > 0.0 else "used"
                yield Term(technology.enterprise, carrier, role, label, flow)
        for carrier, role, flow in operation_flows(technology, horizon, tables):
            if park.carriers[carrier].kind != "emission":
                yield Term(technology.enterprise, carrier, role, label, flow)
    for label, market in park.markets.items():
        for member in market.members:
            bought = tables["purchase"].get(f"{label}:{member}")
            sold = tables["sale"].get(f"{label}:{member}")
            if bought is not None:
                yield Term(member, market.carrier, "bought", label, bought)
            if sold is not None:
                yield Term(member, market.carrier, "sold", label, -sold)
    for label, store in park.stores.items():
        yield Term(store.enterprise, store.carrier, "discharged", label, tables["discharge"][label])
        yield Term(store.enterprise, store.carrier, "charged", label, -tables["charge"][label])
        if store.spoils_to and store.loss > 0.0:
            yield Term(store.enterprise, store.spoils_to, "spoiled", label, _spoiled(store, horizon, tables))
    for label, floor, thing in occupying(park):
        taken_up = np.full(len(horizon), -thing.floor_use * float(tables["capacity"][label]))
        yield Term(label.rpartition(".")[0], floor, "occupied", label, taken_up)
    for label, supply in park.supplies.items():
        yield Term(supply.enterprise, supply.carrier, "supply", label, series(park, horizon, supply.rate))
    for label, demand in park.demands.items():
        yield Term(demand.enterprise, demand.carrier, "demand", label, -series(park, horizon, demand.rate))
        yield from _condensate(park, horizon, tables, demand)
        for name, role, sign in (
            ("deferred", "put_off", 1.0),
            ("caught_up", "caught_up", -1.0),
            ("early", "met_early", -1.0),
            ("due", "met_before", 1.0),
            ("interrupted", "interrupted", 1.0),
        ):
            if label in tables[name]:
                yield Term(demand.enterprise, demand.carrier, role, label, sign * tables[name][label])
        if label in tables["run_start"]:
            rate = series(park, horizon, demand.rate)
            flow, instead = taken(demand, horizon, tables["run_start"][label], rate)
            yield Term(demand.enterprise, demand.carrier, "run", label, -flow)
            yield Term(demand.enterprise, demand.carrier, "rescheduled", label, instead)
    for label, technology in park.technologies.items():
        if technology.returns > 0.0:
            back = technology.returns * tables["activity"][label]
            yield Term(technology.enterprise, technology.rated_on, "returned", label, back)
    for label, use in park.water_uses.items():
        intake = tables["intake"][label]
        yield Term(use.enterprise, use.carrier, "taken", label, -intake)
        gone = series(park, horizon, use.evaporates) + series(park, horizon, use.drifts)
        yield Term(use.enterprise, use.carrier, "returned", label, (1.0 - use.loss) * intake - gone)
    for name, role, sign in (("heat_taken", "heating", -1.0), ("heat_given", "recovered", 1.0)):
        for key, flow in tables[name].items():
            level, _, enterprise = key.partition(":")
            yield Term(enterprise, park.heat_levels[level].carrier, role, level, sign * flow)
    for label, recipe in park.recipes.items():
        parts = {k: tables["part"][f"{label}:{k}"] for k in recipe.parts}
        for k, flow in parts.items():
            yield Term(recipe.enterprise, k, "blended", label, -flow)
        made = np.sum([series(park, horizon, recipe.parts[k]) * flow for k, flow in parts.items()], axis=0)
        yield Term(recipe.enterprise, recipe.carrier, "made", label, made)
    for label, pool in park.pools.items():
        yield Term(pool.enterprise, pool.carrier, "pooled", label, -tables["throughput"][label])
        yield Term(pool.enterprise, pool.carrier, "mixed", label, tables["throughput"][label])
    for label, outlet in park.outlets.items():
        yield Term(outlet.enterprise, outlet.carrier, "discarded", label, -tables["discard"][label])


def _spoiled(store: Store, horizon: Horizon, tables: Tables) -> Floats:
    """What a store loses per hour: the content before the step, found from the one after it."""
    charge, discharge = tables["charge"][store.label], tables["discharge"][store.label]
    added = store.charge_efficiency * charge - discharge / store.discharge_efficiency
    left = (1.0 - store.loss) ** horizon.hours
    before = (tables["level"][store.label] - horizon.hours * added) / left
    return np.asarray((1.0 - left) / horizon.hours * before, dtype=float)


def _condensate(park: Park, horizon: Horizon, tables: Tables, demand: Demand) -> Iterator[Term]:
    """Yield what comes back of the steam that a demand takes, at whoever has it then."""
    share, label = demand.condensate_return, demand.label
    if share > 0.0:
        place = demand.condensate_owner or demand.enterprise, demand.condensate
        yield Term(*place, "condensate", label, share * series(park, horizon, demand.rate))
        if label in tables["deferred"]:
            moved = tables["caught_up"][label] - tables["deferred"][label]
            yield Term(*place, "later_condensate", label, share * moved)
        if label in tables["interrupted"]:
            yield Term(*place, "less_condensate", label, -share * tables["interrupted"][label])


def shared_terms(park: Park, horizon: Horizon, tables: Tables) -> Iterator[Term]:
    """Yield what passes between enterprises, over links and networks."""
    for label, link in park.links.items():
        share, lost = arriving_share(park, link), standing.lost(park, horizon, tables, link)
        for carrier in link.carriers:
            sent = tables["exchange"][f"{label}:{carrier}"]
            yield Term(link.origin, carrier, "leaving", label, -sent)
            yield Term(link.destination, carrier, "arriving", label, share * sent - lost)
    for network in park.networks.values():
        for connection in network.connections:
            fed = tables["feed"].get(connection.label)
            drawn = tables["draw"].get(connection.label)
            if fed is not None:
                yield Term(connection.enterprise, network.carrier, "fed", connection.label, -fed)
            if drawn is not None:
                yield Term(connection.enterprise, network.carrier, "drawn", connection.label, drawn)


def check(park: Park, horizon: Horizon, tables: Tables, data: Dataset, ledger: Ledger) -> None:
    """Add up every place and every hub in every step; compare the stated terms of the balances."""
    terms = [*own_terms(park, horizon, tables), *shared_terms(park, horizon, tables)]
    net: dict[tuple[str, str], Floats] = {}
    biggest: dict[tuple[str, str], float] = {}
    for enterprise, carrier, _, _, flow in terms:
        place = enterprise, carrier
        net[place] = net[place] + flow if place in net else flow
        biggest[place] = max(biggest.get(place, 1.0), float(np.abs(flow).max(initial=0.0)))
    for (enterprise, carrier), residual in net.items():
        where = f"{enterprise}:{carrier}"
        tolerance = FEASIBILITY * biggest[enterprise, carrier]
        ledger.same("balance", "balance does not close", where, residual, tolerance)
    standing.check(park, horizon, tables, ledger)
    for network in park.networks.values():
        if network.segments:
            continue
        members = [connection.label for connection in network.connections]
        nothing = np.zeros(len(horizon))
        fed = np.sum([tables["feed"].get(label, nothing) for label in members], axis=0)
        drawn = np.sum([tables["draw"].get(label, nothing) for label in members], axis=0)
        tolerance = FEASIBILITY * max(1.0, float(np.abs(fed).max(initial=0.0)))
        stands = float(tables["hub"][network.label]) if hub_is_decided(park, network.label) else 1.0
        residual = (1.0 - network.loss) * fed - drawn - stands * network.standing_loss
        ledger.same("network", "hub does not balance", network.label, residual, tolerance)
    if "flow" in data.variables:
        _check_stated(terms, data, ledger)


def _check_stated(terms: list[Term], data: Dataset, ledger: Ledger) -> None:
    """The terms of balances that a result states are those that follow from its variables."""
    names = ("enterprise", "carrier", "role", "by")
    stated = data["flow"]
    if any(name not in stated.coords for name in names) or stated.dims[1:] != ("step",):
        ledger.fail("terms", "has no enterprise, carrier, role and by, or no steps", "flow")
        return
    keys = zip(*(stated[name].values.tolist() for name in names), strict=True)
    known = dict(zip(keys, np.asarray(stated.values, dtype=float), strict=True))
    if len(known) < stated.shape[0]:
        ledger.fail("terms", "has a term twice", "flow")
    for *key, flow in terms:
        given = known.pop(tuple(key), None)
        tolerance = ROUNDING * max(1.0, float(np.abs(flow).max(initial=0.0)))
        residual = flow if given is None else flow - given
        if residual.shape == ledger.times.shape:
            what = "term of a balance is missing" if given is None else "term of a balance differs"
            ledger.same("terms", what, ":".join(key), residual, tolerance)
        else:
            ledger.fail("terms", f"has {residual.size} steps", ":".join(key))
    for unknown, flow in known.items():
        ledger.same("terms", "is no term of any balance", ":".join(unknown), flow, ROUNDING)
