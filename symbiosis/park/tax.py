"""The environmental protection tax: by pollution equivalents, on the first few pollutants of every outlet.

    equivalents = amount / amount that makes one equivalent
    tax         = rate · Σ over the first pollutants of an outlet, by equivalents, of share · equivalents

The first three count for air and for water, the first five for water pollutants of the first class (heavy
metals and their like). The share is 1; 75 % where the emission is at least 30 % below what the permit
allows, 50 % where it is at least half below. Who is taxed is whose outlet it is: what goes to a central
works through a sewer is taxed at the works.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.burning import formed
from symbiosis.park.fields import choice, names, number, text
from symbiosis.park.profile import Varying

if TYPE_CHECKING:
    from symbiosis.park.park import Park

COUNTED = {"air": 3, "water": 3, "water_first_class": 5}
SHARES = ((0.5, 0.5), (0.3, 0.75))  # this far below the permit, this share of the tax


@dataclass(frozen=True, kw_only=True)
class Tax:
    """A tax on pollution equivalents into the air or into water."""

    label: str
    medium: str = choice("what is polluted", ("air", "water"))
    rate: float = number("paid per pollution equivalent", "{money}", lower=0.0)
    members: tuple[str, ...] = names("enterprises that pay it; all when absent", "enterprises", ())
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "members", tuple(self.members))


@dataclass(frozen=True)
class Taxed:
    """The pollutants of one class that leave through one outlet or stack of an enterprise.

    `shares` gives the share of the tax by (what emits, pollutant); `equivalent` the amount of a pollutant
    that makes one equivalent; `first` how many pollutants count. `fixed` are those that count where the
    order never changes, None where it depends on what runs.
    """

    tax: str
    enterprise: str
    outlet: str
    medium: str
    first: int
    sources: tuple[str, ...]
    equivalent: Mapping[str, float]
    shares: Mapping[tuple[str, str], float]
    fixed: tuple[str, ...] | None

    @property
    def label(self) -> str:
        """Name of the group in results."""
        return f"{self.tax}:{self.enterprise}:{self.outlet}:{self.medium}"


def share_of(factor: Varying, permitted: Varying | None) -> float:
    """Return the share of the tax that is due at an emission, given what the permit allows.

    >>> share_of(Varying(40.0), Varying(50.0)), share_of(Varying(35.0), Varying(50.0))
    (1.0, 0.75)
    """
    if permitted is None or factor.profile is not None or permitted.profile is not None:
        return 1.0
    for below, share in SHARES:
        if factor.value <= (1.0 - below) * permitted.value * (1.0 + 1e-12):
            return share
    return 1.0


def taxed_groups(park: Park) -> tuple[Taxed, ...]:
    """Return every outlet and class of pollutants that a tax is due on."""
    return tuple(
        group
        for tax in park.taxes.values()
        for (enterprise, outlet), sources in _outlets(park).items()
        if not tax.members or enterprise in tax.members
        for medium in (("air",) if tax.medium == "air" else ("water", "water_first_class"))
        for group in _group(park, tax, enterprise, outlet, medium, sources)
    )


Factors = dict[str, tuple[Mapping[str, Varying], Mapping[str, Varying], bool]]


def _outlets(park: Park) -> dict[tuple[str, str], Factors]:
    """Return what emits by (enterprise, outlet): factors, what the permit allows, whether it is simple."""
    found: dict[tuple[str, str], Factors] = {}
    for label, technology in park.technologies.items():
        emitted = {k: v for k, v in technology.ratios.items() if park.is_emission(k)}
        flexible = {*technology.points, *technology.start_flows}
        emitted |= {k: Varying(1.0) for k in flexible if park.is_emission(k)}
        fuel = {one.emission for one in formed(park, technology)}
        emitted |= {k: Varying(1.0) for k in fuel}
        if emitted:
            simple = not fuel and not any(park.is_emission(k) for k in flexible)
            place = technology.enterprise, technology.stack or label
            found.setdefault(place, {})[label] = (emitted, technology.permitted, simple)
    for label, outlet in park.outlets.items():
        if outlet.emissions:
            found.setdefault((outlet.enterprise, label), {})[label] = (
                outlet.emissions,
                outlet.permitted,
                True,
            )
    for label, market in park.markets.items():
        for member in market.members if market.emissions and market.purchase_price is not None else ():
            found.setdefault((member, label), {})[label] = (market.emissions, {}, True)
    return found


def _group(
    park: Park, tax: Tax, enterprise: str, outlet: str, medium: str, sources: Factors
) -> tuple[Taxed, ...]:
    equivalent: dict[str, float] = {}
    shares: dict[tuple[str, str], float] = {}
    for label, (factors, permitted, _) in sources.items():
        for k, factor in factors.items():
            one = park.carriers[k].pollution_equivalent
            if park.carriers[k].medium == medium and one is not None:
                equivalent[k] = one
                shares[label, k] = share_of(factor, permitted.get(k))
    if not equivalent:
        return ()
    fixed = _fixed(sources, equivalent, COUNTED[medium])
    place = (tax.label, enterprise, outlet, medium)
    return (Taxed(*place, COUNTED[medium], tuple(sources), equivalent, shares, fixed),)


def _fixed(sources: Factors, equivalent: Mapping[str, float], first: int) -> tuple[str, ...] | None:
    """Return the pollutants that always count: all, where they are few; those of a single plain source."""
    if len(equivalent) <= first:
        return tuple(equivalent)
    if len(sources) > 1:
        return None
    ((factors, _, simple),) = sources.values()
    if not simple or any(factors[k].profile is not None for k in equivalent):
        return None
    order = sorted(equivalent, key=lambda k: -factors[k].value / equivalent[k])
    return tuple(order[:first])
