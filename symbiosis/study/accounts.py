"""Who gains what: each enterprise's cost, and what it pays and receives for what is exchanged.

Settlement is not part of the design; it moves money between enterprises and adds up to nothing.

- A declared contract price decides: `price` is paid by the receiver to the giver, `gate_fee` by the
  giver to the receiver, per amount sent.
- Otherwise an equal split of what the exchange avoids. The receiver's avoided cost R is the amount at
  its own stand-alone marginal cost (scaled to its whole saving when it gives nothing); the giver's
  cost G of giving is the change of its bill plus what it avoids itself by receiving, shared among what
  it gives in proportion to R. The receiver pays (R + G) / 2.
- With `settle="marginal"` the receiver pays the giver's marginal cost in the design: indicative only.

A network without prices is settled between those who feed and those who draw, in proportion; its owner
is paid its cost by those who draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from symbiosis.park.things import Network
    from symbiosis.results.results import Results

Floats = NDArray[np.float64]
Settle = Literal["split", "marginal"]


@dataclass(frozen=True)
class Deal:
    """One exchange settled: `payment` goes from `taker` to `giver` (below 0: the other way).

    `amount` is per year (or window) in the carrier's amount unit; `basis` says what the payment rests
    on; `floor` and `ceiling` are what it costs the giver and what it saves the taker, where known.
    """

    item: str
    giver: str
    taker: str
    carrier: str
    amount: float
    payment: float
    basis: str
    floor: float | None = None
    ceiling: float | None = None


@dataclass(frozen=True)
class Account:
    """One enterprise's year: what it spends outside and on plants, and what it settles with others."""

    enterprise: str
    own_cost: float
    received: float
    paid: float
    alone: float | None

    @property
    def net(self) -> float:
        """Cost after settlement."""
        return self.own_cost + self.paid - self.received

    @property
    def gain(self) -> float | None:
        """What it saves against its cost in the baseline; None without one."""
        return None if self.alone is None else self.alone - self.net


@dataclass(frozen=True)
class Accounts:
    """Every enterprise's account and every deal; net costs add up to the park's cost."""

    accounts: tuple[Account, ...]
    deals: tuple[Deal, ...]

    @property
    def total(self) -> float:
        """The park's cost."""
        return sum(account.net for account in self.accounts)


@dataclass(frozen=True, eq=False)
class _Exchange:
    item: str
    giver: str
    taker: str
    carrier: str
    flow: Floats  # sent, per step
    price: Floats | None  # contract, per step, receiver to giver


def settle(results: Results, baseline: Results | None = None, how: Settle = "split") -> Accounts:
    """Settle what is exchanged in a result; `baseline` is the stand-alone result.

    Without a baseline, exchanges without a contract are settled at 0 and say so.
    """
    exchanges = list(_exchanges(results))
    weight = results.horizon.cost_weight
    deals = []
    for exchange in exchanges:
        amount = float((weight * exchange.flow).sum())
        if amount <= 1e-9:
            continue
        deal = Deal(
            exchange.item, exchange.giver, exchange.taker, exchange.carrier, amount, 0.0, "not settled"
        )
        if exchange.price is not None:
            deal = replace(
                deal, payment=float((weight * exchange.flow * exchange.price).sum()), basis="contract"
            )
        elif how == "marginal":
            price = _price(results, exchange.giver, exchange.carrier)
            deal = replace(
                deal, payment=float((weight * exchange.flow * price).sum()), basis="marginal cost, indicative"
            )
        elif baseline is not None:
            price = _price(baseline, exchange.taker, exchange.carrier)
            deal = replace(deal, ceiling=float((weight * exchange.flow * price).sum()), basis="equal split")
        deals.append(deal)
    fees = list(_network_fees(results))
    if baseline is not None and how == "split":
        deals = _split(results, baseline, deals, fees)
    deals += fees
    return Accounts(tuple(_accounts(results, baseline, deals)), tuple(deals))


def _exchanges(results: Results) -> Iterator[_Exchange]:
    park, data, horizon = results.park, results.data, results.horizon
    assert data is not None
    if "exchange" in data:
        for route in data["exchange"]["route"].values.tolist():
            label, _, carrier = str(route).rpartition(":")
            link = park.links[label]
            price = None
            if link.price is not None or link.gate_fee is not None:
                price = np.zeros(len(horizon))
                for given, sign in ((link.price, 1.0), (link.gate_fee, -1.0)):
                    if given is not None:
                        price = price + sign * horizon.sample(park.series(given))
            yield _Exchange(
                str(route),
                link.origin,
                link.destination,
                carrier,
                data["exchange"].sel(route=route).values,
                price,
            )
    for network in park.networks.values():
        yield from _through(results, network)


def _through(results: Results, network: Network) -> Iterator[_Exchange]:
    """Exchanges over a network: with its owner where it has prices, else between its members."""
    park, data, horizon = results.park, results.data, results.horizon
    assert data is not None
    flows = {
        kind: {c.enterprise: data[kind].sel(connection=c.label).values for c in network.connections}
        for kind in ("feed", "draw")
        if kind in data
    }
    feed, draw = flows.get("feed", {}), flows.get("draw", {})
    if network.price is not None or network.feed_price is not None:
        for given, side, members in ((network.price, "draw", draw), (network.feed_price, "feed", feed)):
            price = np.zeros(len(horizon)) if given is None else horizon.sample(park.series(given))
            for n, flow in members.items():
                if n != network.owner:
                    giver, taker = (network.owner, n) if side == "draw" else (n, network.owner)
                    yield _Exchange(f"{network.label}:{side}", giver, taker, network.carrier, flow, price)
        return
    fed = sum(feed.values(), np.zeros(len(horizon)))
    share_of = {
        n: np.divide(flow, fed, out=np.zeros_like(flow), where=fed > 1e-9) for n, flow in feed.items()
    }
    for giver, share in share_of.items():
        for taker, flow in draw.items():
            if giver != taker:
                yield _Exchange(network.label, giver, taker, network.carrier, share * flow, None)


def _network_fees(results: Results) -> Iterator[Deal]:
    """A network without prices: its owner is paid its cost by those who draw, in proportion."""
    park, data = results.park, results.data
    assert data is not None
    cost, weight = data["cost"], results.horizon.cost_weight
    for network in park.networks.values():
        if network.price is not None or network.feed_price is not None or "draw" not in data:
            continue
        items = {network.label, *(c.label for c in network.connections)}
        mine = np.isin(cost["item"].values, list(items)) & (cost["owner"].values == network.owner)
        total = float(cost.values[mine].sum())
        drawn = {
            c.enterprise: float((weight * data["draw"].sel(connection=c.label).values).sum())
            for c in network.connections
        }
        everything = sum(drawn.values())
        for n, amount in drawn.items():
            if n != network.owner and amount > 1e-9 and total > 0.0:
                fee = total * amount / everything
                yield Deal(
                    f"{network.label}:fee", network.owner, n, network.carrier, amount, fee, "network at cost"
                )


def _price(results: Results, enterprise: str, carrier: str) -> Floats:
    data = results.data
    place = f"{enterprise}:{carrier}"
    if data is None or "shadow_price" not in data or place not in data["shadow_price"]["place"].values:
        return np.zeros(len(results.horizon))
    return np.asarray(data["shadow_price"].sel(place=place).values)


def _split(results: Results, baseline: Results, deals: list[Deal], fees: list[Deal]) -> list[Deal]:
    """Settle every exchange that has no contract halfway between the giver's and the taker's limit."""
    own, alone = results.cost_by("owner"), _alone(baseline)
    change = {n: own.get(n, 0.0) - alone.get(n, 0.0) for n in results.park.enterprises}
    for deal in [*fees, *(d for d in deals if d.basis == "contract")]:
        change[deal.taker] = change.get(deal.taker, 0.0) + deal.payment
        change[deal.giver] = change.get(deal.giver, 0.0) - deal.payment
    open_deals = [d for d in deals if d.basis == "equal split"]
    givers = {d.giver for d in open_deals}
    # A taker that gives nothing has saved exactly what its bill has fallen by.
    for taker in {d.taker for d in open_deals} - givers:
        mine = [d for d in open_deals if d.taker == taker]
        known, saved = sum(d.ceiling or 0.0 for d in mine), -change[taker]
        total_amount = sum(d.amount for d in mine)
        for d in mine:
            share = (d.ceiling or 0.0) / known if known > 1e-9 else d.amount / total_amount
            open_deals[open_deals.index(d)] = replace(d, ceiling=saved * share)
    settled = []
    for giver in sorted(givers):
        received = sum(d.ceiling or 0.0 for d in open_deals if d.taker == giver)
        cost = change[giver] + received
        mine = [d for d in open_deals if d.giver == giver]
        worth = sum(max(0.0, d.ceiling or 0.0) for d in mine)
        amounts = sum(d.amount for d in mine)
        for d in mine:
            ceiling = d.ceiling or 0.0
            share = max(0.0, ceiling) / worth if worth > 1e-9 else d.amount / amounts
            floor = cost * share
            settled.append(replace(d, floor=floor, payment=(ceiling + floor) / 2.0))
    return [d for d in deals if d.basis != "equal split"] + settled


def _accounts(results: Results, baseline: Results | None, deals: list[Deal]) -> Iterator[Account]:
    own = results.cost_by("owner")
    alone = _alone(baseline) if baseline is not None else None
    for n in results.park.enterprises:
        received = sum(max(d.payment, 0.0) for d in deals if d.giver == n)
        received += sum(max(-d.payment, 0.0) for d in deals if d.taker == n)
        paid = sum(max(d.payment, 0.0) for d in deals if d.taker == n)
        paid += sum(max(-d.payment, 0.0) for d in deals if d.giver == n)
        yield Account(n, own.get(n, 0.0), received, paid, None if alone is None else alone.get(n, 0.0))


def _alone(baseline: Results) -> dict[str, float]:
    """Each enterprise's cost in the baseline, after the contracts that stand there too."""
    return {account.enterprise: account.net for account in settle(baseline).accounts}
