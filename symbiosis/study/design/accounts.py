"""Who gains what: each enterprise's cost, and what it pays and receives for what is exchanged.

Settlement is not part of the design; it moves money between enterprises and adds up to nothing.

- A declared contract price decides: `price` is paid by the receiver to the giver, `gate_fee` by the
  giver to the receiver, per amount sent.
- Otherwise what the exchange avoids is split equally. The taker's ceiling is what the stream saves it,
  less the transport it pays; the giver's floor what giving costs it, plus the transport it pays (see
  `worth`: each alone, with this exchange only). The taker pays (floor + ceiling) / 2. What exchanges
  gain or lose by acting together stays with the enterprise where it shows.
- With `how="marginal"` the taker pays the giver's marginal cost in the design: indicative only.

A network without prices is settled between those who feed and those who draw, in proportion; its owner
is paid its cost by those who draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from symbiosis.study.design.exchanges import Exchange, exchanges
from symbiosis.study.design.worth import Worth

if TYPE_CHECKING:
    from symbiosis.results.results import Results

Floats = NDArray[np.float64]
Settle = Literal["split", "marginal"]
NOTHING = 1e-3  # a yearly amount below this is a solver's dust, in any unit


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


def settle(results: Results, baseline: Results | None = None, how: Settle = "split") -> Accounts:
    """Settle what is exchanged in a result; `baseline` is the stand-alone result.

    Without a baseline that has a plan, exchanges without a contract are settled at 0 and say so.
    """
    baseline = _planned(baseline)
    weight = results.horizon.cost_weight
    fees = list(_network_fees(results))
    worth = Worth(results)
    deals = []
    for exchange in exchanges(results):
        amount = float((weight * exchange.sent).sum())
        if amount <= NOTHING:
            continue
        deal = Deal(
            exchange.item, exchange.giver, exchange.taker, exchange.carrier, amount, 0.0, "not settled"
        )
        if exchange.price is not None:
            paid = float((weight * exchange.sent * exchange.price).sum())
            deal = replace(deal, payment=paid, basis="contract")
        elif how == "marginal":
            price = _price(results, exchange.giver, exchange.carrier)
            paid = float((weight * exchange.sent * price).sum())
            deal = replace(deal, payment=paid, basis="marginal cost, indicative")
        elif baseline is not None:
            deal = _split(deal, exchange, worth, baseline, fees)
        deals.append(deal)
    return accounts_of(results, baseline, deals + fees)


def at_shadow_prices(results: Results) -> dict[str, float] | None:
    """Return what each enterprise pays once exchanges are settled at contracts or marginal costs.

    None where the marginal cost of something that is given is not stated (qualities, say).
    """
    places = _priced_places(results)
    weight = results.horizon.cost_weight
    for exchange in exchanges(results):
        given = exchange.price is None and float((weight * exchange.sent).sum()) > NOTHING
        if given and f"{exchange.giver}:{exchange.carrier}" not in places:
            return None
    return {account.enterprise: account.net for account in settle(results, how="marginal").accounts}


def accounts_of(results: Results, baseline: Results | None, deals: list[Deal]) -> Accounts:
    """Return every enterprise's account under deals that are known."""
    return Accounts(tuple(_accounts(results, _planned(baseline), deals)), tuple(deals))


def _planned(baseline: Results | None) -> Results | None:
    return None if baseline is None or baseline.data is None else baseline


def _split(deal: Deal, exchange: Exchange, worth: Worth, baseline: Results, fees: list[Deal]) -> Deal:
    """Settle halfway between the giver's floor and the taker's ceiling.

    Where an enterprise could not live alone, its marginal cost in the baseline stands in.
    """
    weight = baseline.horizon.cost_weight
    basis = "equal split"
    floor = worth.floor(exchange.giver, exchange.carrier, exchange.sent)
    ceiling = worth.ceiling(exchange.taker, exchange.carrier, exchange.arriving)
    if floor is None:
        price = _price(baseline, exchange.giver, exchange.carrier)
        floor, basis = float((weight * exchange.sent * price).sum()), "equal split, at marginal costs"
    if ceiling is None:
        price = _price(baseline, exchange.taker, exchange.carrier)
        ceiling, basis = float((weight * exchange.arriving * price).sum()), "equal split, at marginal costs"
    floor += exchange.borne.get(exchange.giver, 0.0)
    ceiling -= exchange.borne.get(exchange.taker, 0.0)
    for fee in fees:
        if fee.taker == exchange.taker and fee.item == f"{exchange.item}:fee":
            drawn = float((weight * exchange.arriving).sum())
            ceiling -= fee.payment * min(1.0, drawn / fee.amount)
    return replace(deal, floor=floor, ceiling=ceiling, payment=(floor + ceiling) / 2.0, basis=basis)


def _network_fees(results: Results) -> Iterator[Deal]:
    """A network without prices: its owner is paid its cost by those who draw, in proportion."""
    park, data = results.park, results.data
    assert data is not None
    cost, weight = data["cost"], results.horizon.cost_weight
    for network in park.networks.values():
        if network.price is not None or network.feed_price is not None or "draw" not in data:
            continue
        items = {network.label, *(c.label for c in network.pieces)}
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


def _priced_places(results: Results) -> set[str]:
    data = results.data
    if data is None or "shadow_price" not in data:
        return set()
    return set(map(str, data["shadow_price"]["place"].values.tolist()))


def _price(results: Results, enterprise: str, carrier: str) -> Floats:
    data = results.data
    place = f"{enterprise}:{carrier}"
    if data is None or place not in _priced_places(results):
        return np.zeros(len(results.horizon))
    return np.asarray(data["shadow_price"].sel(place=place).values)


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
