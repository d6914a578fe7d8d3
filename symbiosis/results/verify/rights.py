"""Are rights held for what is used, offsets within limits, fees and taxes paid on what was emitted?

    used + sold + kept ≤ granted·years + carried in + bought + auctioned          per account of a quota
    offset ≤ share · carbon            above ≥ counted − free            above[p] ≥ equivalents[p] − θ

What follows in money goes to the accounts: quotas bought, auctioned, sold and kept; offsets, fees, taxes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park, Quota
from symbiosis.park.formula import Linear, Quantity, parse, quotient
from symbiosis.park.tax import Taxed, taxed_groups
from symbiosis.results.verify.emissions import Emitter
from symbiosis.results.verify.flows import FEASIBILITY
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.requirements import Year
from symbiosis.results.verify.verdict import Floats, Ledger, exact_sum

FAMILY = "right"
LIMITS = (("quota_bought", "purchase_limit"), ("quota_sold", "sale_limit"), ("quota_kept", "keep_limit"))

Paid = tuple[str, str, str, "Floats | float"]  # owner, category, item, money


def check(park: Park, horizon: Horizon, tables: Tables, year: Year, ledger: Ledger) -> None:
    """Compare every account, offset, fee and tax with what was used and emitted."""
    for quota in park.quotas.values():
        for holder in quota.holders:
            _check_account(park, horizon, tables, year, quota, holder, ledger)
        _check_auction(quota, horizon, tables, ledger)
    for label, offset in park.offsets.items():
        bought = float(tables["offset_bought"][label])
        _not_negative("offset_bought", label, bought, ledger)
        if offset.limit is not None:
            most = offset.limit * horizon.years
            _at_most("more is offset than allowed", label, bought, most, most, ledger)
        if offset.share is not None:
            carbon, size = year.side(Linear({Quantity("carbon"): 1.0}), ())
            most = offset.share * carbon
            _at_most("more is offset than its share allows", label, bought, most, size, ledger)
    for label, fee in park.fees.items():
        for member in fee.members if fee.free > 0.0 else ():
            key = f"{label}:{member}"
            counted, size = year.side(_sum(fee.counts), (), member)
            above = float(tables["fee_above"].get(key, np.float64(0.0)))
            _not_negative("fee_above", key, above, ledger)
            least = counted - fee.free * horizon.years
            _at_most("less is charged than is above the free amount", key, least, above, size, ledger)
    for group in taxed_groups(park):
        if group.fixed is None:
            _check_tax(horizon, tables, year, group, ledger)


def _check_account(
    park: Park, horizon: Horizon, tables: Tables, year: Year, quota: Quota, holder: str, ledger: Ledger
) -> None:
    key = f"{quota.label}:{holder}"
    moved = {
        name: float(tables[name].get(key, np.float64(0.0)))
        for name in ("quota_bought", "quota_auctioned", "quota_sold", "quota_kept")
    }
    for name, amount in moved.items():
        _not_negative(name, key, amount, ledger)
    for name, field in LIMITS:
        limit = getattr(quota, field)
        if limit is not None:
            most = limit * horizon.years
            _at_most(f"{name} exceeds its limit", key, moved[name], most, most, ledger)
    whose = quota.members if quota.shared else (holder,)
    used = size = granted = 0.0
    for member in whose:
        amount, gross = year.side(_sum(quota.counts), (), member)
        used, size = used + amount, size + gross
        if quota.benchmark > 0.0:
            made, gross = year.side(_sum(quota.output), (), member)
            granted, size = granted + quota.benchmark * made, size + quota.benchmark * gross
        for table in (quota.granted, quota.carried_in):
            if member in table:
                granted += table[member].value * horizon.years
    spent = used + moved["quota_sold"] + moved["quota_kept"]
    held = granted + moved["quota_bought"] + moved["quota_auctioned"]
    _at_most("more is used, sold and kept than is held", key, spent, held, size, ledger)


def _check_auction(quota: Quota, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    if quota.auction_price is not None and quota.auction_limit is not None:
        keys = [f"{quota.label}:{holder}" for holder in quota.holders]
        got = exact_sum(float(tables["quota_auctioned"][key]) for key in keys)
        most = quota.auction_limit * horizon.years
        _at_most("more is got at auction than is offered", quota.label, got, most, most, ledger)


def _check_tax(horizon: Horizon, tables: Tables, year: Year, group: Taxed, ledger: Ledger) -> None:
    names = np.array(horizon.groups["month"].names)
    base = tables["tax_base"][group.label]
    for pollutant in group.equivalent:
        key = f"{group.label}:{pollutant}"
        above = tables["tax_above"][key]
        due = equivalents(horizon, year.emitted, group, pollutant)
        tolerance = FEASIBILITY * max(1.0, float(np.abs(due).max(initial=0.0)))
        what = "less tax is paid than is due on the first pollutants"
        ledger.at_most(FAMILY, what, key, due - base - above, 0.0, tolerance, names)
        ledger.at_most(FAMILY, "is negative", f"tax_above[{key}]", -above, 0.0, tolerance, names)
    ledger.at_most(FAMILY, "is negative", f"tax_base[{group.label}]", -base, 0.0, FEASIBILITY, names)


def equivalents(horizon: Horizon, emitted: list[Emitter], group: Taxed, pollutant: str) -> Floats:
    """Return the equivalents that are due on a pollutant of an outlet, by month; shape (months,)."""
    months = horizon.groups["month"]
    total = np.zeros(len(months))
    for source in emitted:
        share = group.shares.get((source.item, pollutant))
        if share is None or (source.enterprise, source.carrier) != (group.enterprise, pollutant):
            continue
        amounts = months.hours * source.flow[months.step] * share / group.equivalent[pollutant]
        total += np.bincount(months.member, amounts, len(months))
    return total


def paid(park: Park, horizon: Horizon, tables: Tables, year: Year) -> Iterator[Paid]:
    """Yield the lines of the accounts that rights, offsets, fees and taxes lead to."""
    for q, quota in park.quotas.items():
        for h in quota.holders:
            key = f"{q}:{h}"
            for name, category, price in (
                ("quota_bought", "quota_purchase", _yearly_price(park, quota, h)),
                ("quota_auctioned", "quota_auction", quota.auction_price),
                ("quota_sold", "quota_sale", None if quota.sale_price is None else -quota.sale_price),
                ("quota_kept", "quota_kept", -quota.keep_value),
            ):
                if price is not None and key in tables[name]:
                    yield h, category, q, price * float(tables[name][key])
    for o, offset in park.offsets.items():
        yield offset.owner, "offset", o, offset.price * float(tables["offset_bought"][o])
    for f, fee in park.fees.items():
        for n in fee.members:
            if fee.free > 0.0:
                yield n, "fee", f, fee.price * float(tables["fee_above"].get(f"{f}:{n}", np.float64(0.0)))
            else:
                yield n, "fee", f, fee.price * year.side(_sum(fee.counts), (), n)[0]
    for group in taxed_groups(park):
        rate = park.taxes[group.tax].rate
        if group.fixed is not None:
            due = [equivalents(horizon, year.emitted, group, p).sum() for p in group.fixed]
            yield group.enterprise, "tax", group.tax, rate * np.array(due)
        else:
            above = sum(tables["tax_above"][f"{group.label}:{p}"] for p in group.equivalent)
            yield (
                group.enterprise,
                "tax",
                group.tax,
                rate * (group.first * tables["tax_base"][group.label] + above),
            )


def _yearly_price(park: Park, quota: Quota, holder: str) -> float | None:
    price, years = quota.purchase_price, quota.valid_for
    if price is None or years is None:
        return price
    own = park.enterprises[holder].discount_rate
    rate = park.settings.discount_rate if own is None else own
    return price / (years if rate == 0.0 else -math.expm1(-years * math.log1p(rate)) / rate)


def _sum(text: str) -> Linear:
    found = quotient(parse(text))
    assert found is not None  # the park checks it
    return found.above


def _at_most(what: str, where: str, value: float, limit: float, size: float, ledger: Ledger) -> None:
    ledger.at_most(FAMILY, what, where, value, limit, FEASIBILITY * max(1.0, abs(size), abs(limit)))


def _not_negative(name: str, where: str, value: float, ledger: Ledger) -> None:
    ledger.at_most("sign", "is negative", f"{name}[{where}]", -value, 0.0, FEASIBILITY)
