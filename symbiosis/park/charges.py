"""What a delivered amount costs beside its price: charges that do not float with the hour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.fields import name, number, varying
from symbiosis.park.profile import Varying

if TYPE_CHECKING:
    from symbiosis.park.market import Market

DELIVERY = ("loss_charge", "transmission_charge", "system_charge", "funds_charge")
CERTIFICATE = "certificate_charge"
CHARGES = (*DELIVERY, CERTIFICATE)  # fields, and the categories of their cost lines


@dataclass(frozen=True, kw_only=True)
class Charged:
    """Charges on every amount bought, each a line of its own, and contracts over one connection.

    A contract that comes `through` another market pays that market's charges of delivery, counts in its
    monthly peak and stays within its purchase limit; its price, certificate and yearly volume are its own.
    """

    loss_charge: Varying = varying(
        "paid per amount bought for losses of the grid", "{money}/{amount}", Varying(0.0), 0.0
    )
    transmission_charge: Varying = varying(
        "paid per amount bought for transmission and distribution", "{money}/{amount}", Varying(0.0), 0.0
    )
    system_charge: Varying = varying(
        "paid per amount bought for running the system; below 0 where the grid pays back",
        "{money}/{amount}",
        Varying(0.0),
    )
    funds_charge: Varying = varying(
        "paid per amount bought into government funds and surcharges", "{money}/{amount}", Varying(0.0), 0.0
    )
    certificate_charge: Varying = varying(
        "paid per amount bought for the certificate of its origin", "{money}/{amount}", Varying(0.0), 0.0
    )
    renewable: float | None = number(
        "share of what is bought that counts as renewable; that of its carrier when absent",
        "1",
        None,
        0.0,
        1.0,
    )
    through: str = name("market over whose connection it is delivered; its own when absent", "markets", "")

    def charge(self, field: str) -> Varying:
        """Return one of CHARGES."""
        return Varying.of(getattr(self, field))


def charges_of(markets: Mapping[str, Market], market: Market) -> Iterator[tuple[str, Varying]]:
    """Yield what is paid per amount beside the price, for delivery that of the market it comes through."""
    for field in CHARGES:
        charge = (markets[market.through] if market.through and field in DELIVERY else market).charge(field)
        if charge.value != 0.0:
            yield field, charge


def without_market(markets: Mapping[str, Market], label: str) -> dict[str, Market]:
    """Return the markets less one and the contracts that come through it."""
    return {k: market for k, market in markets.items() if label not in (k, market.through)}
