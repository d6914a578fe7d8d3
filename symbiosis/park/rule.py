"""Yearly limits on emissions and prices on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.fields import name, names, number, numbers, text, varying
from symbiosis.park.profile import Varying

if TYPE_CHECKING:
    from symbiosis.park.park import Park


@dataclass(frozen=True, kw_only=True)
class Cap:
    """A limit on an emission: of one enterprise, of several that share a receptor, or of the whole park.

    Caps of one `pool` are shared: what all their members emit stays within the sum of their limits, so
    that one may use what another leaves. Without a pool every cap holds by itself.
    """

    label: str
    carrier: str = name("emission that is limited", "carriers")
    limit: float = number("most that may be emitted in a year, or in its months", "{amount}/a", lower=0.0)
    enterprise: str = name("whose emissions; all when absent", "enterprises", "")
    members: tuple[str, ...] = names(
        "whose emissions together, e.g. those at one river; all when absent", "enterprises", ()
    )
    months: tuple[float, ...] = numbers("months that it holds for; all when absent", "1", lower=1.0)
    pool: str = text("caps of one pool are shared among their members", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "members", tuple(self.members))

    def covers(self, enterprise: str) -> bool:
        """Tell whether an enterprise's emissions count."""
        if self.enterprise:
            return enterprise == self.enterprise
        return not self.members or enterprise in self.members


@dataclass(frozen=True, kw_only=True)
class Levy:
    """A price on an emission, paid by whoever emits."""

    label: str
    carrier: str = name("emission that is priced", "carriers")
    price: Varying = varying("paid per amount emitted", "{money}/{amount}", lower=0.0)
    enterprise: str = name("whose emissions; all when absent", "enterprises", "")
    members: tuple[str, ...] = names(
        "whose emissions, e.g. those of one district; all when absent", "enterprises", ()
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "price", Varying.of(self.price))
        object.__setattr__(self, "members", tuple(self.members))

    def covers(self, enterprise: str) -> bool:
        """Tell whether an enterprise pays for what it emits."""
        if self.enterprise:
            return enterprise == self.enterprise
        return not self.members or enterprise in self.members


def shared_caps(park: Park) -> Mapping[str, tuple[Cap, ...]]:
    """Return caps by what limits together, under the first one's label: a pool, or a cap by itself."""
    found: dict[tuple[str, str], list[Cap]] = {}
    for cap in park.caps.values():
        found.setdefault(("pool", cap.pool) if cap.pool else ("cap", cap.label), []).append(cap)
    return {caps[0].label: tuple(caps) for caps in found.values()}
