"""What the loss of a partner does: one thing out at a time, the rest of the design run as well as it can.

Needs that cannot be met and by-products that have nowhere to go are let pass at a price so high that
everything else is tried first; they are reported as amounts, and that price is kept out of the cost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symbiosis.park import Demand, Market, Outlet, Park, Recipe, Varying
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.grading import graded
from symbiosis.study.as_built import as_built
from symbiosis.study.losses.lost import Intact, losses, run_without
from symbiosis.study.study import StudyError

if TYPE_CHECKING:
    from symbiosis.results.results import Results

SHORT, SURPLUS, AS_ASKED = "unserved-", "surplus-", "-as-asked-by-"
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


def outages(
    results: Results, progress: Callable[[str], None] | None = None, kinds: Collection[str] = ()
) -> tuple[Outage, ...]:
    """Return the outage of every enterprise, link, network, plant and market of a design, worst first.

    `kinds` (`enterprise`, `market`) leaves out the others.
    The design stays as it is and is run anew over the same horizon without the thing that is lost.
    """
    built = as_built(results)
    intact = Intact(soft(built), results.horizon)
    normal = planned(intact)
    found = []
    for kind, lost in losses(built, kinds):
        if progress is not None:
            progress(f"{kind} {lost}")
        found.append(outage_of(kind, lost, run_without(intact, kind, lost), normal))
    return tuple(sorted(found, key=harm))


def planned(intact: Intact) -> Results:
    """Return the plan with nothing lost; raises StudyError where there is none."""
    normal = intact.whole()
    if normal.data is None:
        raise StudyError(f"the design has no plan with nothing lost: {normal.outcome.sentence}")
    return normal


def harm(outage: Outage) -> tuple[bool, float, float]:
    """Return what outages are sorted by, worst first: impossible, amounts not served, extra cost."""
    return (not outage.impossible, -sum(s.amount for s in outage.shortfalls), -outage.extra_cost)


def soft(park: Park) -> Park:
    """Let every need fall short and every by-product overflow, at a price nobody pays gladly.

    A need whose mix has limits is met by a blend that keeps them, so that what stands in for it is as
    asked and thins nothing else; largest and smallest shares of suppliers are not asked of it.
    """
    dearest = max(
        [1.0]
        + [park.largest(m.purchase_price) for m in park.markets.values() if m.purchase_price is not None]
        + [park.largest(o.fee) for o in park.outlets.values()]
    )
    price = Varying(TIMES_THE_DEAREST * dearest)
    markets, outlets, asked = dict(park.markets), dict(park.outlets), graded(park)
    carriers, recipes, demands = dict(park.carriers), dict(park.recipes), dict(park.demands)
    for demand in park.demands.values():
        what, tail = demand.carrier, demand.carrier
        if asked.get(demand.carrier):
            what = f"{demand.carrier}{AS_ASKED}{demand.label.replace('.', '-')}"
            tail = demand.label.rpartition(".")[2]
            carriers[what] = replace(carriers[demand.carrier], label=what)
            blend = _blend(demand, what)
            recipes[blend.label] = blend
            demands[demand.label] = replace(
                demand, carrier=what, quality_max={}, quality_min={}, supplier_max={}, supplier_min={}
            )
        label = f"{SHORT}{demand.enterprise}-{tail}"
        markets[label] = Market(label=label, carrier=what, members=(demand.enterprise,), purchase_price=price)
    for supply in park.supplies.values():
        label = f"{supply.enterprise}.{SURPLUS}{supply.carrier}"
        outlets[label] = Outlet(label=label, carrier=supply.carrier, fee=price)
    return park.replace(
        carriers=FrozenDict(carriers),
        recipes=FrozenDict(recipes),
        demands=FrozenDict(demands),
        markets=FrozenDict(markets),
        outlets=FrozenDict(outlets),
    )


def _blend(demand: Demand, made: str) -> Recipe:
    return Recipe(
        label=f"{demand.enterprise}.{made}",
        carrier=made,
        parts={demand.carrier: 1.0},
        quality_max=demand.quality_max,
        quality_min=demand.quality_min,
    )


def outage_of(
    kind: str, lost: str, now: Results | str, normal: Results, worth: Mapping[str, float] | None = None
) -> Outage:
    """Return what a loss does, from a run without the thing (or why there is none) and the normal one.

    `worth` is what an amount that is missing in a store in the end costs. An enterprise that is lost has no
    bill any more: only what the others pay counts.
    """
    if isinstance(now, str):
        return Outage(kind, lost, float("nan"), {}, (), (now,))
    if now.data is None:
        return Outage(kind, lost, float("nan"), {}, (), now.explanation or (now.outcome.sentence,))
    before, after = _paid(normal), _paid(now)
    for n, money in _missing(now, normal, worth or {}):
        after[n] = after.get(n, 0.0) + money
    if kind == "enterprise":
        before.pop(lost, None)
        after.pop(lost, None)
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


def _missing(now: Results, normal: Results, worth: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Yield what filling stores up again costs their owners; less than nothing where they are fuller."""
    for label, each in worth.items():
        if label in now.park.stores:
            held = [float(r.data["level"].sel(store=label)[-1]) for r in (normal, now) if r.data is not None]
            store = now.park.stores[label]
            yield store.owner or store.enterprise, each * (held[0] - held[1])


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
            carrier = str(k).partition(AS_ASKED)[0]
            yield Shortfall(str(n), carrier, abs(float(amount)), surplus)
