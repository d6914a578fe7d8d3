"""Yearly limits on emissions and prices on them."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import name, number, varying
from symbiosis.park.profile import Varying


@dataclass(frozen=True, kw_only=True)
class Cap:
    """A yearly limit on an emission, for one enterprise or the whole park."""

    label: str
    carrier: str = name("emission that is limited", "carriers")
    limit: float = number("most that may be emitted in a year", "{amount}/a", lower=0.0)
    enterprise: str = name("whose emissions; all when absent", "enterprises", "")


@dataclass(frozen=True, kw_only=True)
class Levy:
    """A price on an emission, paid by whoever emits."""

    label: str
    carrier: str = name("emission that is priced", "carriers")
    price: Varying = varying("paid per amount emitted", "{money}/{amount}", lower=0.0)
    enterprise: str = name("whose emissions; all when absent", "enterprises", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "price", Varying.of(self.price))
