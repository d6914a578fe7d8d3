"""Money over time: what an investment costs per year.

annuity(I, N, r) = I · r / (1 − (1 + r)^−N)                  [money] → [money/a]
AF(x)            = (1 − (1 + r)^−x) / r                      present worth of 1 a year for x years
"""

from __future__ import annotations

from symbiosis.park.asset import Asset
from symbiosis.park.link import Link
from symbiosis.park.network import Connection
from symbiosis.park.park import Park


def present_worth(years: float, rate: float) -> float:
    """Present worth of one unit of money a year, in years; years in a.

    >>> round(present_worth(20, 0.06), 4)
    11.4699
    """
    if rate == 0.0:
        return years
    return float((1.0 - (1.0 + rate) ** -years) / rate)


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
    if isinstance(asset, Connection):
        return asset.owner or park.networks[asset.network].owner
    return asset.owner or str(asset.enterprise)  # type: ignore[attr-defined]


def upfront(park: Park, asset: Asset) -> tuple[float, float]:
    """Return what a new unit costs at once and what each new capacity costs.

    First [money] per unit built, second [money per capacity]; a link's length is included.
    """
    per_unit, per_capacity = asset.investment, asset.investment_per_capacity or 0.0
    if isinstance(asset, Link) and (asset.investment_per_length or asset.investment_per_capacity_length):
        length = park.length(asset)
        per_unit += asset.investment_per_length * length
        per_capacity += asset.investment_per_capacity_length * length
    return per_unit, per_capacity


def replacement(park: Park, asset: Asset) -> float:
    """Return the yearly provision [money/capacity/a] for buying again what stands today.

    What stands lasts `remaining_life`; from then to the end of the study period its like must be
    bought. Spread evenly over the study period S:  q · annuity(1, lifetime) · (AF(S) − AF(R)) / AF(S).
    """
    if asset.remaining_life is None or asset.lifetime is None or asset.capacity <= 0.0:
        return 0.0
    period, left = park.settings.study_period, asset.remaining_life
    if left >= period:
        return 0.0
    rate = park.rate_of_discount(owner_of(park, asset))
    per_unit, per_capacity = upfront(park, asset)
    again = per_capacity + per_unit / asset.capacity
    share = 1.0 - present_worth(left, rate) / present_worth(period, rate)
    return annuity(again, asset.lifetime, rate) * share
