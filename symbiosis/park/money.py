"""Money over time: what an investment costs per year.

annuity(I, N, r) = I · r / (1 − (1 + r)^−N)                  [money] → [money/a]
AF(x)            = (1 − (1 + r)^−x) / r                      present worth of 1 a year for x years
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from symbiosis.park.asset import Asset
from symbiosis.park.link import Link
from symbiosis.park.network import Connection, Segment
from symbiosis.park.park import Park
from symbiosis.park.scale import on_line


def present_worth(years: float, rate: float) -> float:
    """Present worth of one unit of money a year, in years; years in a.

    >>> round(present_worth(20, 0.06), 4)
    11.4699
    """
    if rate == 0.0:
        return years
    return -math.expm1(-years * math.log1p(rate)) / rate


def annuity(investment: float, lifetime: float, rate: float) -> float:
    """Constant yearly payment [money/a] that repays an investment [money].

    >>> round(annuity(1_000_000, lifetime=20, rate=0.06))
    87185
    """
    return investment / present_worth(lifetime, rate)


def owner_of(park: Park, asset: Asset) -> str:
    """Return the enterprise that pays for an asset."""
    if isinstance(asset, Link):
        return asset.payer
    if isinstance(asset, Connection | Segment):
        return asset.owner or park.networks[asset.network].owner
    return asset.owner or str(asset.enterprise)  # type: ignore[attr-defined]


def upfront(park: Park, asset: Asset) -> tuple[float, float]:
    """Return what a new unit costs at once and what each new capacity costs.

    First [money] per unit built, second [money per capacity]; a link's length is included, a curve
    of economies of scale is not (see `invested`).
    """
    per_unit, per_capacity = asset.investment, asset.investment_per_capacity or 0.0
    by_length = isinstance(asset, Link | Segment) and (
        asset.investment_per_length or asset.investment_per_capacity_length
    )
    if isinstance(asset, Link | Segment) and by_length:
        length = park.length(asset)
        per_unit += asset.investment_per_length * length
        per_capacity += asset.investment_per_capacity_length * length
    return per_unit, per_capacity


def size_prices(park: Park, asset: Asset) -> tuple[float, ...]:
    """Return what a unit of each nameplate size costs at once, beside what its capacity costs [money]."""
    per_unit, _ = upfront(park, asset)
    prices = [per_unit for _ in asset.sizes]
    for z, more in enumerate(asset.size_investment):
        prices[z] += more
    if isinstance(asset, Link | Segment) and any(asset.size_investment_per_length):
        length = park.length(asset)
        for z, per_length in enumerate(asset.size_investment_per_length):
            prices[z] += per_length * length
    return tuple(prices)


def by_size(asset: Asset) -> bool:
    """Tell whether sizes differ in what a unit of them costs, beside its capacity."""
    return bool(asset.size_investment or getattr(asset, "size_investment_per_length", ()))


def again(park: Park, asset: Asset) -> float:
    """Return what the like of what stands today would cost per capacity [money per capacity].

    Where sizes state their own prices, it is bought as the smallest size that is as large, or as the
    largest one, as often as it takes.
    """
    per_unit, per_capacity = upfront(park, asset)
    if asset.sizes and by_size(asset):
        priced = sorted(zip(asset.sizes, size_prices(park, asset), strict=True))
        size, price = next((pair for pair in priced if pair[0] >= asset.capacity - 1e-9), priced[-1])
        return per_capacity + price / min(size, asset.capacity)
    return per_capacity + (per_unit + again_on_curve(asset)) / asset.capacity


def invested(
    park: Park, asset: Asset, units: float, new: float, by_size: Sequence[float] | None = None
) -> float:
    """Return what new capacity costs at once [money]: `units` built, `new` capacity in all.

    `by_size` says how many of each nameplate size; all are of the first one when it is absent.
    """
    per_unit, per_capacity = upfront(park, asset)
    if asset.sizes:
        prices = size_prices(park, asset)
        counts = (units,) if by_size is None else by_size
        return per_capacity * new + sum(n * price for n, price in zip(counts, prices, strict=False))
    curve = asset.curve if units > 0.5 else ()
    return per_unit * units + per_capacity * new + (on_line(curve, new) if curve else 0.0)


def replacement(park: Park, asset: Asset) -> float:
    """Return the yearly provision [money/capacity/a] for buying again what stands today.

    What stands lasts `remaining_life`; from then to the end of the study period its like must be
    bought. Spread evenly over the study period S:  q · annuity(1, lifetime) · (AF(S) − AF(R)) / AF(S).
    Where investment follows a curve, q is what the capacity that stands costs on it, per capacity.
    """
    if asset.remaining_life is None or asset.lifetime is None or asset.capacity <= 0.0:
        return 0.0
    period, left = park.settings.study_period, asset.remaining_life
    if left >= period:
        return 0.0
    rate = park.rate_of_discount(owner_of(park, asset))
    share = 1.0 - present_worth(left, rate) / present_worth(period, rate)
    return annuity(again(park, asset), asset.lifetime, rate) * share


def again_on_curve(asset: Asset) -> float:
    """Return what the capacity that stands costs on the asset's own curve [money]; 0 without one."""
    if not asset.scaled:
        return 0.0
    if asset.scale_exponent is not None and asset.scale_reference is not None:
        share = math.pow(asset.capacity / asset.scale_reference, asset.scale_exponent)
        return share * (asset.scale_reference_investment or 0.0)
    return on_line(list(zip(asset.scale_sizes, asset.scale_investments, strict=True)), asset.capacity)
