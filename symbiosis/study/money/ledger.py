"""The exact bills of a plan: environmental protection tax outlet by outlet, quotas account by account.

The tax of a month ranks the pollutants of an outlet by equivalents and takes the first ones, each with its
share; the plan may have reckoned with more where shares differ (see `blocks/pollution_tax.py`), never less.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.park.formula import parse, quotient
from symbiosis.park.tax import Taxed, taxed_groups
from symbiosis.results.yearly import Yearly

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from symbiosis.park.quota import Quota
    from symbiosis.results.results import Results


@dataclass(frozen=True)
class TaxBill:
    """The tax on one outlet: pollutants that count (of the whole year), equivalents, money by the law."""

    tax: str
    enterprise: str
    outlet: str
    medium: str
    counted: tuple[str, ...]
    equivalents: float
    money: float
    fixed: bool


@dataclass(frozen=True)
class QuotaAccount:
    """One account of a quota in its unit per year: what was used, granted, bought, sold, kept, and money."""

    quota: str
    holder: str
    used: float
    granted: float
    auctioned: float
    bought: float
    sold: float
    kept: float
    money: float


def tax_bills(results: Results) -> tuple[TaxBill, ...]:
    """Return the bill of every outlet that is taxed, as the law reckons it."""
    park = results.park
    bills = []
    for group in taxed_groups(park):
        if results.data is None:
            continue
        full, due = _equivalents(results, group)
        months = full.shape[1] if full.size else 0
        names = list(group.equivalent)
        money = equivalents = 0.0
        for month in range(months):
            order = sorted(range(len(names)), key=lambda i: -full[i, month])[: group.first]
            equivalents += float(due[order, month].sum())
        money = park.taxes[group.tax].rate * equivalents
        total = full.sum(axis=1)
        ranked = sorted(range(len(names)), key=lambda i: -total[i])[: group.first]
        counted = tuple(names[i] for i in ranked if total[i] > 0.0)
        place = (group.tax, group.enterprise, group.outlet, group.medium)
        bills.append(TaxBill(*place, counted, equivalents, money, group.fixed is not None))
    return tuple(bills)


def _equivalents(results: Results, group: Taxed) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return equivalents by pollutant and month, before and after shares are taken off."""
    months = results.horizon.groups["month"]
    full = np.zeros((len(group.equivalent), len(months)))
    due = np.zeros_like(full)
    for source in group.sources:
        for i, (pollutant, one) in enumerate(group.equivalent.items()):
            if (source, pollutant) not in group.shares:
                continue
            flow = emission_of(results, group.enterprise, source, pollutant)
            amounts = np.bincount(months.member, months.hours * flow[months.step] / one, len(months))
            full[i] += amounts
            due[i] += group.shares[source, pollutant] * amounts
    return full, due


def emission_of(results: Results, enterprise: str, source: str, pollutant: str) -> NDArray[np.float64]:
    """Return what one plant, outlet or market makes an enterprise emit in every step; shape (steps,)."""
    park, data, horizon = results.park, results.data, results.horizon
    assert data is not None
    total = np.zeros(len(horizon))

    def follow(value: object) -> NDArray[np.float64]:
        return horizon.sample(park.series(value))  # type: ignore[arg-type]

    if source in park.technologies:
        technology = park.technologies[source]
        if pollutant in technology.ratios:
            total += follow(technology.ratios[pollutant]) * data["activity"].sel(technology=source).values
        for v, amount in enumerate(technology.points.get(pollutant, ())):
            if pollutant != technology.rated_on:
                total += amount * data["mix"].sel(point=f"{source}:{v}").values
        for amount in technology.start_flows.get(pollutant, ()):
            total += amount * data["start"].sel(committed=source).values / horizon.hours
    elif source in park.outlets:
        total += follow(park.outlets[source].emissions[pollutant]) * data["discard"].sel(outlet=source).values
    elif source in park.markets:
        bought = data["purchase"].sel(trade=f"{source}:{enterprise}").values
        total += follow(park.markets[source].emissions[pollutant]) * bought
    return total


def quota_accounts(results: Results) -> tuple[QuotaAccount, ...]:
    """Return every account of every quota, per year."""
    year = Yearly(results)
    return tuple(
        _account(results, year, quota, holder)
        for quota in results.park.quotas.values()
        for holder in quota.holders
        if results.data is not None
    )


def _account(results: Results, year: Yearly, quota: Quota, holder: str) -> QuotaAccount:
    whose = quota.held_by(holder)
    used = sum(_counted(year, quota.counts, n) for n in whose)
    granted = sum(
        amount.value for held in (quota.granted, quota.carried_in) for n, amount in held.items() if n in whose
    )
    if quota.benchmark > 0.0:
        granted += quota.benchmark * sum(_counted(year, quota.output, n) for n in whose)
    moved = [
        _decided(results, name, f"{quota.label}:{holder}")
        for name in ("quota_auctioned", "quota_bought", "quota_sold", "quota_kept")
    ]
    cost = results.cost
    categories = ("quota_purchase", "quota_auction", "quota_sale", "quota_kept")
    mine = (cost["item"].values == quota.label) & (cost["owner"].values == holder)
    money = float(cost.values[mine & np.isin(cost["category"].values, categories)].sum())
    auctioned, bought, sold, kept = moved
    return QuotaAccount(
        quota.label, holder, used, granted, auctioned, bought, sold, kept, money / results.horizon.years
    )


def _counted(year: Yearly, text: str, enterprise: str) -> float:
    found = quotient(parse(text))
    assert found is not None  # the park checks it
    return found.above.constant + sum(
        weight * (year.of_one(quantity, enterprise) or 0.0)
        for quantity, weight in found.above.weights.items()
    )


def _decided(results: Results, name: str, label: str) -> float:
    assert results.data is not None
    if name not in results.data:
        return 0.0
    found = results.data[name]
    labels = found[f"{name}_of"].values.tolist()
    return float(found.values[labels.index(label)]) / results.horizon.years if label in labels else 0.0
