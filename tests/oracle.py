"""The same algebra written a third time: every hour of a small park as one scipy program.

It shares no line with the blocks, the tiling or the verifier. It reads a whole calendar that closes on
itself and knows nothing of chosen weeks, chains or other groups than months.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from symbiosis.park.park import Park

YEAR = 8760.0


class Answer(NamedTuple):
    """What the oracle found: cost is None when no plan exists.

    Values by (variable, label, step), cost lines by (owner, category, item).
    """

    cost: float | None
    values: dict[tuple[Any, ...], float]
    lines: dict[tuple[str, str, str], float]


def annuity(lifetime: float, rate: float) -> float:
    """Yearly payment per money invested."""
    return 1.0 / lifetime if rate == 0.0 else rate / (1.0 - (1.0 + rate) ** -lifetime)


def present_worth(years: float, rate: float) -> float:
    """Worth today of one money a year."""
    return years if rate == 0.0 else (1.0 - (1.0 + rate) ** -years) / rate


class _Sums:
    """Columns, rows and costs, collected one by one."""

    def __init__(self) -> None:
        self.names: list[tuple[Any, ...]] = []
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.lines: dict[tuple[str, str, str], dict[int, float]] = defaultdict(lambda: defaultdict(float))
        self.whole: list[int] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []

    def column(self, *name: Any, upper: float = np.inf, whole: bool = False) -> int:
        self.names.append(name)
        self.lower.append(0.0)
        self.upper.append(upper)
        self.whole.append(int(whole))
        return len(self.names) - 1

    def pay(self, amount: float, j: int, owner: str, category: str, item: str) -> None:
        """Charge an amount per unit of a column to a cost line."""
        self.lines[owner, category, item][j] += amount

    def row(self, terms: list[tuple[float, int]], lower: float = -np.inf, upper: float = np.inf) -> None:
        sums: dict[int, float] = defaultdict(float)
        for coefficient, j in terms:
            sums[j] += coefficient
        self.rows.append((dict(sums), lower, upper))

    def solve(self, relaxed: bool) -> Answer:
        entries = [(i, j, v) for i, (terms, _, _) in enumerate(self.rows) for j, v in terms.items()]
        i, j, v = (np.array(part) for part in zip(*entries, strict=True)) if entries else ([], [], [])
        matrix = csr_array((v, (i, j)), shape=(len(self.rows), len(self.names)))
        sides = [np.array([row[k] for row in self.rows]) for k in (1, 2)]
        rows = LinearConstraint(matrix, *sides)
        cost = np.zeros(len(self.names))
        for line in self.lines.values():
            for j, amount in line.items():
                cost[j] += amount
        whole = np.zeros(len(self.names)) if relaxed else np.array(self.whole)
        low, high = np.array(self.lower), np.array(self.upper)
        for _ in range(2):  # the second time with whole numbers fixed, free of the solver's tolerance on them
            found = milp(
                cost,
                integrality=whole,
                bounds=Bounds(low, high),
                constraints=rows,
                options={"mip_rel_gap": 0.0},
            )
            if found.status != 0:
                return Answer(None, {}, {})
            low = np.where(whole > 0, found.x.round(), low)
            high = np.where(whole > 0, found.x.round(), high)
            whole = np.zeros_like(whole)
        lines = {name: sum(c * found.x[j] for j, c in line.items()) for name, line in self.lines.items()}
        return Answer(float(found.fun), dict(zip(self.names, found.x.tolist(), strict=True)), lines)


def oracle(park: Park, annualised: bool = False, relaxed: bool = False) -> Answer:
    """Return the least cost of a park over its whole calendar, everything allowed."""
    calendar = park.calendar
    steps, hours = range(calendar.steps), calendar.hours
    scale = YEAR / calendar.hours_total if annualised and not calendar.annual else 1.0
    years = 1.0 if annualised or calendar.annual else calendar.hours_total / YEAR
    represents = hours * scale  # hours of the year that a step stands for
    months = np.asarray(calendar.times).astype("datetime64[M]")
    p = _Sums()
    balance: dict[tuple[str, str, int], list[tuple[float, int]]] = defaultdict(list)
    fixed: dict[tuple[str, str, int], float] = defaultdict(float)
    emitted: dict[tuple[str, str, int], list[tuple[float, int]]] = defaultdict(list)

    def asset(thing: Any, owner: str, length: float = 0.0) -> list[tuple[float, int]]:
        """Add the size of an asset and what it costs to have; return capacity as a sum."""
        per_build = thing.investment + getattr(thing, "investment_per_length", 0.0) * length
        per_capacity = (thing.investment_per_capacity or 0.0) + (
            getattr(thing, "investment_per_capacity_length", 0.0) * length
        )
        rate, name = park.rate_of_discount(owner), thing.label
        kept = p.column("kept", name, upper=thing.capacity)
        if not thing.retirable:
            p.lower[kept] = thing.capacity
        p.pay(thing.fixed_om * years, kept, owner, "fixed_om", name)
        left = thing.remaining_life
        if left is not None and thing.lifetime and left < park.settings.study_period and thing.capacity:
            worth = present_worth(park.settings.study_period, rate)
            share = (worth - present_worth(left, rate)) / worth
            again = per_capacity + per_build / thing.capacity
            p.pay(again * annuity(thing.lifetime, rate) * share * years, kept, owner, "replacement", name)
        room = max(0.0, thing.largest - thing.capacity)
        new = p.column("new", name, upper=room)
        if room == 0.0:
            return [(1.0, kept)]
        yearly, share = annuity(thing.lifetime, rate) * years, thing.fixed_om_share * years

        def invest(amount: float, j: int) -> None:
            p.pay(amount * yearly, j, owner, "investment", name)
            p.pay(amount * share, j, owner, "fixed_om", name)

        invest(per_capacity, new)
        p.pay(thing.fixed_om * years, new, owner, "fixed_om", name)
        if thing.sizes:
            units = [p.column("units", name, size, whole=True) for size in thing.sizes]
            p.row([(1.0, new), *((-size, u) for size, u in zip(thing.sizes, units, strict=True))], 0.0, 0.0)
            if thing.units_max is not None:
                p.row([(1.0, u) for u in units], upper=thing.units_max)
            for unit in units:
                invest(per_build, unit)
        elif thing.scale_sizes:  # one slope and one start per piece, used or not
            points = list(zip(thing.scale_sizes, thing.scale_investments, strict=True))
            parts, used = [], []
            for (a, low), (b, high) in itertools.pairwise(points):
                part, use = p.column("part", name), p.column("piece", name, upper=1.0, whole=True)
                p.row([(1.0, part), (-a, use)], lower=0.0)
                p.row([(1.0, part), (-b, use)], upper=0.0)
                slope = (high - low) / (b - a)
                invest(slope, part)
                invest(low - slope * a + per_build, use)
                parts.append((-1.0, part))
                used.append((1.0, use))
            p.row([(1.0, new), *parts], 0.0, 0.0)
            p.row(used, upper=1.0)
        elif per_build > 0.0 or thing.capacity_min > 0.0:
            build = p.column("build", name, upper=1.0, whole=True)
            p.row([(1.0, new), (-room, build)], upper=0.0)
            p.row([(1.0, new), (-thing.capacity_min, build)], lower=0.0)
            invest(per_build, build)
        return [(1.0, kept), (1.0, new)]

    def within(flow: list[tuple[float, int]], size: list[tuple[float, int]], share: float) -> None:
        p.row([*flow, *((-share * c, j) for c, j in size)], upper=0.0)

    for tech in park.technologies.values():
        size = asset(tech, tech.owner or tech.enterprise)
        usable = park.series(tech.availability) / (1.0 + tech.design_margin)
        run = [p.column("activity", tech.label, t) for t in steps]
        for t in steps:
            within([(1.0, run[t])], size, usable[t])
            p.pay(
                tech.running_cost * represents, run[t], tech.owner or tech.enterprise, "running", tech.label
            )
        for carrier, ratio in tech.ratios.items():
            target = emitted if park.is_emission(carrier) else balance
            for t, value in enumerate(park.series(ratio)):
                target[tech.enterprise, carrier, t].append((value, run[t]))
        if tech.activity_max is not None:
            p.row([(represents, a) for a in run], upper=tech.activity_max * years)

    for store in park.stores.values():
        size = asset(store, store.owner or store.enterprise)
        level = [p.column("level", store.label, t) for t in steps]
        charge = [p.column("charge", store.label, t) for t in steps]
        discharge = [p.column("discharge", store.label, t) for t in steps]
        for t in steps:
            before = level[t - 1]  # the first step follows the last
            filled = [
                (hours * store.charge_efficiency, charge[t]),
                (-hours / store.discharge_efficiency, discharge[t]),
            ]
            p.row(
                [(1.0, level[t]), (-((1.0 - store.loss) ** hours), before), *((-c, j) for c, j in filled)],
                0.0,
                0.0,
            )
            within([(1.0, level[t])], size, 1.0 / (1.0 + store.design_margin))
            p.row([(1.0, level[t]), *((-store.level_min * c, j) for c, j in size)], lower=0.0)
            if store.charge_max is not None:
                within([(1.0, charge[t])], size, store.charge_max)
            if store.discharge_max is not None:
                within([(1.0, discharge[t])], size, store.discharge_max)
            p.pay(
                store.running_cost * represents,
                charge[t],
                store.owner or store.enterprise,
                "running",
                store.label,
            )
            balance[store.enterprise, store.carrier, t] += [(1.0, discharge[t]), (-1.0, charge[t])]

    for link in park.links.values():
        length = park.length(link) if _has_length(park, link) else 0.0
        size = asset(link, link.payer, length)
        arrives = 1.0 - min(1.0, link.loss + link.loss_per_length * length)
        for t in steps:
            flows = [p.column("exchange", link.label, carrier, t) for carrier in link.carriers]
            total = [(1.0, f) for f in flows]
            within(total, size, 1.0 / (1.0 + link.design_margin))
            if link.minimum_flow > 0.0:
                runs = p.column("runs", link.label, t, upper=1.0, whole=True)
                p.row([*total, (-link.largest, runs)], upper=0.0)
                p.row([*total, (-link.minimum_flow, runs)], lower=0.0)
            for carrier, f in zip(link.carriers, flows, strict=True):
                p.pay(link.running_cost * represents, f, link.payer, "running", link.label)
                p.pay(link.freight * length * represents, f, link.payer, "freight", link.label)
                balance[link.origin, carrier, t].append((-1.0, f))
                balance[link.destination, carrier, t].append((arrives, f))

    for network in park.networks.values():
        sized = not network.exists and (network.investment > 0.0 or network.fixed_om > 0.0)
        built = p.column("hub", network.label, upper=1.0, whole=True)
        if sized:
            rate = park.rate_of_discount(network.owner)
            if network.investment:
                yearly = network.investment * annuity(network.lifetime, rate) * years
                p.pay(yearly, built, network.owner, "investment", network.label)
            p.pay(network.fixed_om * years, built, network.owner, "fixed_om", network.label)
        passing: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for connection in network.connections:
            size = asset(connection, connection.owner or network.owner)
            if sized:
                p.row([*size, (-connection.largest, built)], upper=0.0)
            for t in steps:
                total = []
                if connection.direction in ("feed", "both"):
                    feed = p.column("feed", connection.label, t)
                    total.append((1.0, feed))
                    passing[t].append((1.0 - network.loss, feed))
                    balance[connection.enterprise, network.carrier, t].append((-1.0, feed))
                if connection.direction in ("draw", "both"):
                    draw = p.column("draw", connection.label, t)
                    total.append((1.0, draw))
                    passing[t].append((-1.0, draw))
                    balance[connection.enterprise, network.carrier, t].append((1.0, draw))
                within(total, size, 1.0 / (1.0 + connection.design_margin))
                for _, j in total:
                    payer = connection.owner or network.owner
                    p.pay(connection.running_cost * represents, j, payer, "running", connection.label)
        for terms in passing.values():
            p.row(terms, 0.0, 0.0)
        if not sized and network.fixed_om:
            p.lower[built] = 1.0
            p.pay(network.fixed_om * years, built, network.owner, "fixed_om", network.label)

    for market in park.markets.values():
        bought: list[tuple[float, int]] = []
        for name in market.members:
            trade = f"{market.label}:{name}"
            if market.purchase_price is not None:
                price = park.series(market.purchase_price)
                buys = [p.column("purchase", trade, t) for t in steps]
                bought += [(represents, j) for j in buys]
                for t, j in enumerate(buys):
                    p.pay(price[t] * represents, j, name, "purchase", market.label)
                    balance[name, market.carrier, t].append((1.0, j))
                    if market.purchase_limit is not None:
                        p.upper[j] = float(park.series(market.purchase_limit)[t])
                    for carrier, factor in market.emissions.items():
                        emitted[name, carrier, t].append((float(park.series(factor)[t]), j))
                if market.peak_charge:
                    for month in np.unique(months):
                        top = p.column("peak", trade, str(month))
                        stands_for = 12.0 * years / np.unique(months).size
                        p.pay(market.peak_charge * stands_for, top, name, "peak_charge", market.label)
                        for t in steps:
                            if months[t] == month:
                                p.row([(1.0, top), (-1.0, buys[t])], lower=0.0)
            if market.sale_price is not None:
                price = park.series(market.sale_price)
                for t in steps:
                    j = p.column("sale", trade, t)
                    p.pay(-price[t] * represents, j, name, "sale", market.label)
                    balance[name, market.carrier, t].append((-1.0, j))
                    if market.sale_limit is not None:
                        p.upper[j] = float(park.series(market.sale_limit)[t])
        if market.purchase_annual_max is not None:
            p.row(bought, upper=market.purchase_annual_max * years)
        if market.purchase_annual_min is not None:
            p.row(bought, lower=market.purchase_annual_min * years)

    for outlet in park.outlets.values():
        away = [p.column("discard", outlet.label, t) for t in steps]
        fee = park.series(outlet.fee)
        for t, j in enumerate(away):
            p.pay(fee[t] * represents, j, outlet.enterprise, "discard", outlet.label)
            balance[outlet.enterprise, outlet.carrier, t].append((-1.0, j))
            if outlet.limit is not None:
                p.upper[j] = outlet.limit
            for carrier, factor in outlet.emissions.items():
                emitted[outlet.enterprise, carrier, t].append((float(park.series(factor)[t]), j))
        if outlet.annual_limit is not None:
            p.row([(represents, j) for j in away], upper=outlet.annual_limit * years)

    for flow, sign in [
        *((d, -1.0) for d in park.demands.values()),
        *((s, 1.0) for s in park.supplies.values()),
    ]:
        for t, value in enumerate(park.series(flow.rate)):
            fixed[flow.enterprise, flow.carrier, t] += sign * value

    for limit in park.caps.values():
        terms = [
            (represents * c, j)
            for (name, carrier, _), parts in emitted.items()
            if carrier == limit.carrier and limit.enterprise in ("", name)
            for c, j in parts
        ]
        p.row(terms, upper=limit.limit * years)
    for levy in park.levies.values():
        price = park.series(levy.price)
        for (name, carrier, t), parts in emitted.items():
            if carrier == levy.carrier and levy.enterprise in ("", name):
                for c, j in parts:
                    p.pay(c * price[t] * represents, j, name, "levy", levy.label)

    for place in {**balance, **fixed}:
        p.row(balance[place], -fixed[place], -fixed[place])
    return p.solve(relaxed)


def _has_length(park: Park, link: Any) -> bool:
    ends = (park.enterprises[link.origin], park.enterprises[link.destination])
    return link.length is not None or all(end.x is not None and end.y is not None for end in ends)
