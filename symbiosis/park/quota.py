"""Quotas that are handed out, bought, sold and kept: energy use, water, pollutants, carbon in one form."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import flag, name, names, number, qualities, text
from symbiosis.park.quality import Qualities, freeze


@dataclass(frozen=True, kw_only=True)
class Quota:
    """A right to a yearly amount of what a formula counts: what is used must be held.

    Each member holds its own, or with `shared` they hold theirs together and `operator` trades for all.
    Held is what is granted (for nothing, by a benchmark times output, or left from earlier years), what
    is bought at auction or in the market; what is left may be sold or kept.
    """

    label: str
    counts: str = text("what needs the right, a sum of quantities, e.g. carbon or emission(cod)")
    unit: str = text("unit of what is counted, where its terms are in several units", "")
    members: tuple[str, ...] = names("enterprises that need to hold it", "enterprises")
    shared: bool = flag("whether members hold their rights together", False)
    operator: str = name("who trades and pays for all, where rights are shared", "enterprises", "")
    granted: Qualities = qualities(
        "yearly right granted for nothing, by enterprise", "{own}/a", "enterprises", 0.0
    )
    benchmark: float = number("right granted per output", "({own})/({per})", 0.0, lower=0.0)
    output: str = text("output that the benchmark is granted for, a sum of quantities", "")
    carried_in: Qualities = qualities(
        "right left from earlier years, by enterprise", "{own}", "enterprises", 0.0
    )
    auction_price: float | None = number(
        "paid for rights at auction; no auction when absent", "{money}/({own})", None, lower=0.0
    )
    auction_limit: float | None = number("most that all members get at auction", "{own}/a", None, lower=0.0)
    purchase_price: float | None = number(
        "paid for rights in the market; none to buy when absent", "{money}/({own})", None, lower=0.0
    )
    purchase_limit: float | None = number("most that each may buy", "{own}/a", None, lower=0.0)
    sale_price: float | None = number(
        "received for rights that are sold; none are sold when absent", "{money}/({own})", None, lower=0.0
    )
    sale_limit: float | None = number("most that each may sell", "{own}/a", None, lower=0.0)
    valid_for: float | None = number(
        "years that a bought right lasts; its price is then paid once for all of them", "a", None, above=0.0
    )
    keep_limit: float = number("most that each may keep for later years", "{own}/a", 0.0, lower=0.0)
    keep_value: float = number(
        "what a right kept for later years is worth", "{money}/({own})", 0.0, lower=0.0
    )
    today: bool = flag("whether it is needed today", True)
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "members", tuple(self.members))
        freeze(self, "granted", "carried_in")

    @property
    def holders(self) -> tuple[str, ...]:
        """Who has an account: every member, or the operator for all."""
        return (self.operator,) if self.shared else self.members

    def held_by(self, holder: str) -> tuple[str, ...]:
        """Return the members whose use and grants stand in an account."""
        return self.members if self.shared else (holder,)


@dataclass(frozen=True, kw_only=True)
class Offset:
    """CO2 that is made good elsewhere, for money and within a limit."""

    label: str
    owner: str = name("enterprise that buys it", "enterprises")
    price: float = number("paid per tonne of CO2", "{money}/tCO2", lower=0.0)
    limit: float | None = number("most that may be bought in a year", "tCO2/a", None, lower=0.0)
    share: float | None = number(
        "most that may be bought, over the park's CO2 of scopes 1 and 2", "1", None, lower=0.0, upper=1.0
    )
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")


@dataclass(frozen=True, kw_only=True)
class Fee:
    """Money paid per amount of what a formula counts: water-resource fees, waste fees, discharge rights."""

    label: str
    counts: str = text("what is paid for, a sum of quantities, e.g. purchase(fresh_water)")
    unit: str = text("unit of what is counted, where its terms are in several units", "")
    members: tuple[str, ...] = names("enterprises that pay, each for its own", "enterprises")
    price: float = number("paid per amount", "{money}/({own})", lower=0.0)
    free: float = number("yearly amount of each that is free", "{own}/a", 0.0, lower=0.0)
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "members", tuple(self.members))
