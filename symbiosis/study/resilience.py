"""What the loss of a partner does: one thing out at a time, the rest of the design run as well as it can.

Needs that cannot be met and by-products that have nowhere to go are let pass at a price so high that
everything else is tried first; they are reported as amounts, and that price is kept out of the cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symbiosis.park import Market, Outlet, Park, Varying
from symbiosis.park.charges import without_market
from symbiosis.park.frozen import FrozenDict
from symbiosis.questions import load, solve
from symbiosis.solver.options import Options
from symbiosis.study.as_built import as_built

if TYPE_CHECKING:
    from symbiosis.results.results import Results

SHORT, SURPLUS = "unserved-", "surplus-"
TIMES_THE_DEAREST = 100.0
LEAST = 1e-3  # amount from which something is said to fall short


@dataclass(frozen=True)
class Shortfall:
    """An amount that could not be served (or, as surplus, could go nowhere) in the whole horizon."""

    enterprise: str
    carrier: str
    amount: float
    surplus: bool


@dataclass(frozen=True)
class Outage:
    """One thing lost: what running the rest costs more, who pays more, and what is not served.

    `impossible` gives the reasons where even falling short leaves no lawful operation (a cap, say); the
    costs are then not known.
    """

    kind: str
    lost: str
    extra_cost: float
    extra_by_owner: dict[str, float]
    shortfalls: tuple[Shortfall, ...]
    impossible: tuple[str, ...] = ()


def outages(results: Results, progress: Callable[[str], None] | None = None) -> tuple[Outage, ...]:
    """Return the outage of every link, network, shared plant and market of a design, worst first.

    The design stays as it is and is run anew over the same horizon without the thing that is lost.
    """
    park = soft(as_built(results))
    normal = _run(park, results)
    found = []
    for kind, lost, without in losses(park):
        if progress is not None:
            progress(f"{kind} {lost}")
        found.append(outage_of(kind, lost, _run(without, results), normal))
    return tuple(sorted(found, key=harm))


def harm(outage: Outage) -> tuple[bool, float, float]:
    """Return what outages are sorted by, worst first: impossible, amounts not served, extra cost."""
    return (not outage.impossible, -sum(s.amount for s in outage.shortfalls), -outage.extra_cost)


def losses(park: Park) -> Iterator[tuple[str, str, Park]]:
    """Yield what may be lost, by kind and label, with the park that is left."""
    for label in park.links:
        yield "link", label, park.replace(links=_without(park.links, label))
    for label in park.networks:
        yield "network", label, park.replace(networks=_without(park.networks, label))
    for label in park.technologies:
        yield "plant", label, park.replace(technologies=_without(park.technologies, label))
    for label, market in park.markets.items():
        if not label.startswith(SHORT) and market.purchase_price is not None:
            yield "market", label, park.replace(markets=FrozenDict(without_market(park.markets, label)))


def _without(things: FrozenDict, label: str) -> FrozenDict:  # type: ignore[type-arg]
    return FrozenDict({k: thing for k, thing in things.items() if k != label})


def soft(park: Park) -> Park:
    """Let every need fall short and every by-product overflow, at a price nobody pays gladly."""
    dearest = max(
        [1.0]
        + [park.largest(m.purchase_price) for m in park.markets.values() if m.purchase_price is not None]
        + [park.largest(o.fee) for o in park.outlets.values()]
    )
    price = Varying(TIMES_THE_DEAREST * dearest)
    markets, outlets = dict(park.markets), dict(park.outlets)
    for demand in park.demands.values():
        label = f"{SHORT}{demand.enterprise}-{demand.carrier}"
        markets[label] = Market(
            label=label, carrier=demand.carrier, members=(demand.enterprise,), purchase_price=price
        )
    for supply in park.supplies.values():
        label = f"{supply.enterprise}.{SURPLUS}{supply.carrier}"
        outlets[label] = Outlet(label=label, carrier=supply.carrier, fee=price)
    return park.replace(markets=FrozenDict(markets), outlets=FrozenDict(outlets))


def _run(park: Park, results: Results) -> Results:
    return solve(park, load("as_is"), results.horizon, Options(gap=1e-4, prices=False))


def outage_of(kind: str, lost: str, now: Results, normal: Results) -> Outage:
    """Return what a loss does, from a run without the thing and the normal one."""
    if now.data is None:
        return Outage(kind, lost, float("nan"), {}, (), now.explanation or (now.outcome.sentence,))
    before, after = _paid(normal), _paid(now)
    by_owner = {n: after.get(n, 0.0) - before.get(n, 0.0) for n in {**before, **after}}
    extra = {n: more for n, more in by_owner.items() if abs(more) > 1e-6 * max(1.0, abs(before.get(n, 0.0)))}
    return Outage(kind, lost, sum(by_owner.values()), extra, tuple(_beyond(now, normal)))


def _paid(results: Results) -> dict[str, float]:
    """What each enterprise pays, without the price of falling short."""
    cost = results.cost
    paid: dict[str, float] = {}
    for owner, item, money in zip(cost["owner"].values, cost["item"].values, cost.values, strict=True):
        if SHORT not in str(item) and SURPLUS not in str(item):
            paid[str(owner)] = paid.get(str(owner), 0.0) + float(money)
    return paid


def _beyond(now: Results, normal: Results) -> Iterator[Shortfall]:
    """Yield what falls short because of the loss: beyond what the design leaves short without one."""
    before = {(s.enterprise, s.carrier, s.surplus): s.amount for s in _shortfalls(normal)}
    for s in _shortfalls(now):
        more = s.amount - before.get((s.enterprise, s.carrier, s.surplus), 0.0)
        if more > LEAST:
            yield replace(s, amount=more)


def _shortfalls(results: Results) -> Iterator[Shortfall]:
    flow = results.yearly(results.balances)
    for n, k, by, amount in zip(
        flow["enterprise"].values, flow["carrier"].values, flow["by"].values, flow.values, strict=True
    ):
        surplus = SURPLUS in str(by)
        if (surplus or str(by).startswith(SHORT)) and abs(amount) > LEAST:
            yield Shortfall(str(n), str(k), abs(float(amount)), surplus)
