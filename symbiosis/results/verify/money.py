"""Is every cost line what its quantities and prices say, and do the lines add up to the objective?

    annuity(I, N, r) = I · r / (1 − (1 + r)^−N)
    P = per_build · units + per_capacity · new + curve(new)
    investment   annuity(P, lifetime, r) · years
    fixed_om     (fixed_om · (kept + new) + fixed_om_share · P) · years
    retirement   retirement_cost · (capacity − kept) · annuity(1, S, r) · years
    replacement  kept · q · annuity(1, lifetime, r) · (AF(S) − AF(R)) / AF(S) · years
    running, freight, loading, purchase, sale, discard, levy      Σ cost_weight · price · flow
    peak_charge  peak_charge · Σ_months stands_for · (peak_factor · peak, or contracted + penalty · excess)
    transformer_charge   transformer_charge · transformer · Σ_months stands_for
    loss_charge … certificate_charge   Σ cost_weight · charge · purchase; of delivery, that of `through`

Every line has an owner, a category and an item; the hub of a network is its owner's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Market, Park, Technology
from symbiosis.park.asset import Asset
from symbiosis.results.verify import admission
from symbiosis.results.verify.assets import (
    all_assets,
    hub_is_decided,
    largest_of,
    length_of,
    owner_of,
    price_of_size,
    prices_of,
)
from symbiosis.results.verify.emissions import Emitted
from symbiosis.results.verify.flows import mixture, series
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.requirements import Year
from symbiosis.results.verify.rights import paid
from symbiosis.results.verify.scale import again as buy_again
from symbiosis.results.verify.scale import is_scaled, paid_on_curve
from symbiosis.results.verify.verdict import Floats, Ledger, exact_sum

if TYPE_CHECKING:
    from xarray import Dataset

FAMILY = "cost"
ROUNDING = 1e-9
OBJECTIVE = 1e-8

Line = tuple[str, str, str]  # owner, category, item
Term = tuple[str, str, str, "Floats | float"]


def check(
    park: Park,
    horizon: Horizon,
    tables: Tables,
    emitted: Emitted,
    year: Year,
    data: Dataset,
    objective: float,
    ledger: Ledger,
) -> None:
    """Compare every cost line, then their sum with the objective."""
    expected: dict[Line, float] = {}
    gross: dict[Line, float] = {}
    for owner, category, item, amount in [
        *_terms(park, horizon, tables, emitted),
        *paid(park, horizon, tables, year),
        *admission.paid(park, horizon, tables),
    ]:
        values = np.atleast_1d(np.asarray(amount, dtype=float))
        line = owner, category, item
        if values.any():
            expected[line] = expected.get(line, 0.0) + exact_sum(values.tolist())
            gross[line] = gross.get(line, 0.0) + float(np.abs(values).sum())
    stated = _lines(data, ledger)
    if stated is None:
        return
    for line in {**expected, **stated}:
        where = " · ".join(line)
        tolerance = ROUNDING * max(1.0, gross.get(line, 0.0))
        wanted = expected.get(line, 0.0)
        if line not in stated and not abs(wanted) <= tolerance:
            ledger.fail(FAMILY, "line is missing", where, amount=abs(wanted))
            continue
        what = "line differs" if line in expected else "line follows from nothing in the park"
        ledger.same(FAMILY, what, where, stated.get(line, 0.0) - wanted, tolerance)
    total = exact_sum(stated.values())
    scale = max(1.0, abs(objective)) + 1e-3 * sum(gross.values())  # 1e-11 of all money that changes hands
    what = "cost lines do not add up to the objective"
    ledger.same("total", what, "objective", total - objective, OBJECTIVE * scale)


def _lines(data: Dataset, ledger: Ledger) -> dict[Line, float] | None:
    """Return the stated cost lines, or None when they cannot be read at all."""
    names = ("owner", "category", "item")
    if "cost" not in data.variables or any(name not in data["cost"].coords for name in names):
        ledger.fail(FAMILY, "is missing, or has no owner, category and item", "cost")
        return None
    cost = data["cost"]
    columns = [cost[name].values for name in names]
    if cost.dims != ("line",) or any(column.shape != cost.shape for column in columns):
        ledger.fail(FAMILY, f"has dims {cost.dims}, expected one line after another", "cost")
        return None
    stated: dict[Line, float] = {}
    for owner, category, item, value in zip(*columns, cost.values.tolist(), strict=True):
        line = str(owner), str(category), str(item)
        if line in stated:
            ledger.fail(FAMILY, "line occurs twice", " · ".join(line), amount=abs(value))
        stated[line] = stated.get(line, 0.0) + float(value)
    return stated


def _terms(park: Park, horizon: Horizon, tables: Tables, emitted: Emitted) -> Iterator[Term]:
    for label, asset in all_assets(park).items():
        yield from _standing(park, horizon, label, asset, tables)
    yield from _hubs(park, horizon, tables)
    yield from _running(park, horizon, tables)
    yield from _trade(park, horizon, tables)
    weight = horizon.cost_weight
    for outlet in park.outlets.values():
        flow = tables["discard"][outlet.label]
        yield outlet.enterprise, "discard", outlet.label, weight * series(park, horizon, outlet.fee) * flow
    for label, demand in park.demands.items():
        if label in tables["interrupted"]:
            paid = weight * demand.interruption_price * tables["interrupted"][label]
            yield demand.enterprise, "interruption", label, paid
    for levy in park.levies.values():
        price = weight * series(park, horizon, levy.price)
        for (enterprise, carrier), flow in emitted.items():
            if carrier == levy.carrier and levy.covers(enterprise):
                yield enterprise, "levy", levy.label, price * flow


def _rate(park: Park, enterprise: str) -> float:
    own = park.enterprises[enterprise].discount_rate
    return park.settings.discount_rate if own is None else own


def _worth(years: float, rate: float) -> float:
    """Present worth of 1 a year for some years."""
    return years if rate == 0.0 else -math.expm1(-years * math.log1p(rate)) / rate


def _standing(park: Park, horizon: Horizon, label: str, asset: Asset, tables: Tables) -> Iterator[Term]:
    owner = owner_of(park, label, asset)
    rate = _rate(park, owner)
    kept, new = float(tables["kept"][label]), float(tables["new"][label])
    per_build, per_capacity = prices_of(park, asset)
    if asset.sizes and largest_of(asset) > asset.capacity:
        bought = [float(tables["size_units"][f"{label}:{z}"]) for z in range(len(asset.sizes))]
        paid = sum(n * price_of_size(park, asset, z) for z, n in enumerate(bought)) + per_capacity * new
    else:
        paid = per_build * float(tables["units"].get(label, 0.0)) + per_capacity * new
    units = float(tables["units"].get(label, 0.0))
    if is_scaled(asset) and units > 0.5:
        paid += paid_on_curve(asset, max(0.0, largest_of(asset) - asset.capacity), new)
    years = horizon.years
    if paid and asset.lifetime is not None:
        yield owner, "investment", label, years * paid / _worth(asset.lifetime, rate)
    fixed = asset.fixed_om * (kept + new) + asset.fixed_om_share * paid
    yield owner, "fixed_om", label, years * fixed
    span, left = park.settings.study_period, asset.remaining_life
    given_up = asset.retirement_cost * (asset.capacity - kept)
    if given_up:
        yield owner, "retirement", label, years * given_up / _worth(span, rate)
    if left is not None and left < span and asset.lifetime is not None and asset.capacity > 0.0:
        if asset.size_investment or getattr(asset, "size_investment_per_length", ()):
            per_build = _like_what_stands(park, asset)
        once = per_build + (buy_again(asset) if is_scaled(asset) else 0.0)
        again = (per_capacity + once / asset.capacity) / _worth(asset.lifetime, rate)
        share = (_worth(span, rate) - _worth(left, rate)) / _worth(span, rate)
        yield owner, "replacement", label, years * kept * again * share


def _like_what_stands(park: Park, asset: Asset) -> float:
    """Price of the smallest size that is as large as what stands; else the largest one, pro rata."""
    order = sorted(range(len(asset.sizes)), key=lambda z: (asset.sizes[z], price_of_size(park, asset, z)))
    large = [z for z in order if asset.sizes[z] >= asset.capacity - 1e-9]
    if large:
        return price_of_size(park, asset, large[0])
    return price_of_size(park, asset, order[-1]) * asset.capacity / asset.sizes[order[-1]]


def _hubs(park: Park, horizon: Horizon, tables: Tables) -> Iterator[Term]:
    for label, network in park.networks.items():
        decided = hub_is_decided(park, label)
        hub = float(tables["hub"][label]) if decided else 1.0
        if decided and network.investment and network.lifetime is not None:
            yearly = network.investment / _worth(network.lifetime, _rate(park, network.owner))
            yield network.owner, "investment", label, horizon.years * hub * yearly
        yield network.owner, "fixed_om", label, horizon.years * hub * network.fixed_om


def _running(park: Park, horizon: Horizon, tables: Tables) -> Iterator[Term]:
    weight = horizon.cost_weight
    nothing = np.zeros(len(horizon))
    for technology in park.technologies.values():
        flow = tables["activity"][technology.label]
        owner = owner_of(park, technology.label, technology)
        yield owner, "running", technology.label, technology.running_cost * weight * flow
        if technology.point_cost:
            paid = np.array(technology.point_cost) @ mixture(technology, tables)
            yield owner, "running", technology.label, weight * paid
        yield from _switching(horizon, owner, technology, tables)
    for store in park.stores.values():
        flow = tables["charge"][store.label]
        owner = owner_of(park, store.label, store)
        yield owner, "running", store.label, store.running_cost * weight * flow
    for link in park.links.values():
        owner = owner_of(park, link.label, link)
        sent = np.sum([tables["exchange"][f"{link.label}:{carrier}"] for carrier in link.carriers], axis=0)
        moving = {"giver": link.origin, "taker": link.destination}.get(link.freight_by, owner)
        yield moving, "running", link.label, link.running_cost * weight * sent
        yield moving, "freight", link.label, link.freight * length_of(park, link) * weight * sent
        if link.load_size is not None:
            yield moving, "loading", link.label, link.load_cost * weight * (sent / link.load_size)
    for network in park.networks.values():
        for piece in network.segments:
            both = tables["forth"][piece.label] + tables["back"].get(piece.label, nothing)
            owner = owner_of(park, piece.label, piece)
            yield owner, "running", piece.label, piece.running_cost * weight * both
        for connection in network.connections:
            label = connection.label
            passed = tables["feed"].get(label, nothing) + tables["draw"].get(label, nothing)
            owner = owner_of(park, label, connection)
            yield owner, "running", label, connection.running_cost * weight * passed


def _switching(horizon: Horizon, owner: str, technology: Technology, tables: Tables) -> Iterator[Term]:
    label = technology.label
    if not technology.committed:
        return
    often = horizon.cost_weight / horizon.hours
    yield owner, "start_up", label, often * technology.start_cost * tables["start"][label]
    if technology.start_cost_cold is not None:
        extra = technology.start_cost_cold - technology.start_cost
        yield owner, "start_up", label, often * extra * tables["cold_start"][label]
    yield owner, "shut_down", label, often * technology.stop_cost * tables["stop"][label]


def _trade(park: Park, horizon: Horizon, tables: Tables) -> Iterator[Term]:
    weight = horizon.cost_weight
    months = horizon.groups["month"]
    for market in park.markets.values():
        bought = None if market.purchase_price is None else series(park, horizon, market.purchase_price)
        sold = None if market.sale_price is None else series(park, horizon, market.sale_price)
        for member in market.members:
            trade = f"{market.label}:{member}"
            if bought is not None:
                yield member, "purchase", market.label, weight * bought * tables["purchase"][trade]
                yield from _charges(park, horizon, market, member, weight * tables["purchase"][trade])
            if sold is not None:
                yield member, "sale", market.label, -weight * sold * tables["sale"][trade]
            if bought is not None and market.peak_charge > 0.0:
                charged = market.peak_factor * tables["peak"][trade]
                if market.contracted is not None:
                    charged = market.contracted + market.excess_factor * tables["excess"][trade]
                yield member, "peak_charge", market.label, market.peak_charge * months.stands_for * charged
            fixed = market.transformer_charge * market.transformer * months.stands_for
            yield member, "transformer_charge", market.label, fixed


def _charges(park: Park, horizon: Horizon, market: Market, member: str, amount: Floats) -> Iterator[Term]:
    carrying = park.markets[market.through] if market.through else market
    for category, charge in (
        ("loss_charge", carrying.loss_charge),
        ("transmission_charge", carrying.transmission_charge),
        ("system_charge", carrying.system_charge),
        ("funds_charge", carrying.funds_charge),
        ("certificate_charge", market.certificate_charge),
    ):
        yield member, category, market.label, series(park, horizon, charge) * amount
