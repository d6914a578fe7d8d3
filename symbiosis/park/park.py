"""A park: everything that exists or may be built, frozen and checked on creation."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from symbiosis.park.asset import Asset
from symbiosis.park.carrier import Carrier
from symbiosis.park.enterprise import Enterprise
from symbiosis.park.fields import number, text
from symbiosis.park.figure import Figure
from symbiosis.park.flow import Demand, Outlet, Supply
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.heat import HeatLevel, Stream
from symbiosis.park.link import Link
from symbiosis.park.market import Market
from symbiosis.park.meter import Meter
from symbiosis.park.network import Connection, Network
from symbiosis.park.problems import ParkError
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.park.quality import Pool, Quality, Recipe, WaterUse
from symbiosis.park.reserve import Reserve
from symbiosis.park.rule import Cap, Levy
from symbiosis.park.store import Store
from symbiosis.park.technology import Technology

SECTIONS: Mapping[str, type] = {
    "qualities": Quality,
    "carriers": Carrier,
    "enterprises": Enterprise,
    "technologies": Technology,
    "stores": Store,
    "supplies": Supply,
    "demands": Demand,
    "reserves": Reserve,
    "water_uses": WaterUse,
    "recipes": Recipe,
    "pools": Pool,
    "outlets": Outlet,
    "markets": Market,
    "links": Link,
    "networks": Network,
    "caps": Cap,
    "levies": Levy,
    "meters": Meter,
    "streams": Stream,
    "heat_levels": HeatLevel,
}

T = TypeVar("T")


def _by_label(things: Mapping[str, T] | Iterable[T]) -> FrozenDict[T]:
    if isinstance(things, FrozenDict):
        return things
    if isinstance(things, Mapping):
        return FrozenDict(things)
    return FrozenDict({thing.label: thing for thing in things})  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What holds for the whole park: money, time, discounting."""

    name: str = text("short name, also used for files")
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")
    currency: str = text("currency of every price, e.g. CNY")
    price_year: int = number("year whose prices are used", "1", lower=1900, upper=2200)
    tax_basis: str = text("whether prices include value-added tax, and how")
    discount_rate: float = number(
        "cost of capital where an enterprise states none", "1/a", lower=0.0, upper=1.0
    )
    detour_factor: float = number("length of a route over the straight line", "1", 1.0, lower=1.0, upper=5.0)
    study_period: float = number("years over which replacements are counted", "a", 20.0, above=0.0)


@dataclass(frozen=True, kw_only=True)
class Park:
    """Carriers, enterprises and everything they have or may build; checked on creation.

    Raises ParkError, which lists every problem, when anything is missing or contradicts itself.
    """

    settings: Settings
    calendar: Calendar
    carriers: FrozenDict[Carrier]
    enterprises: FrozenDict[Enterprise]
    technologies: FrozenDict[Technology] = FrozenDict()
    stores: FrozenDict[Store] = FrozenDict()
    supplies: FrozenDict[Supply] = FrozenDict()
    demands: FrozenDict[Demand] = FrozenDict()
    reserves: FrozenDict[Reserve] = FrozenDict()
    qualities: FrozenDict[Quality] = FrozenDict()
    water_uses: FrozenDict[WaterUse] = FrozenDict()
    recipes: FrozenDict[Recipe] = FrozenDict()
    pools: FrozenDict[Pool] = FrozenDict()
    outlets: FrozenDict[Outlet] = FrozenDict()
    markets: FrozenDict[Market] = FrozenDict()
    links: FrozenDict[Link] = FrozenDict()
    networks: FrozenDict[Network] = FrozenDict()
    caps: FrozenDict[Cap] = FrozenDict()
    levies: FrozenDict[Levy] = FrozenDict()
    meters: FrozenDict[Meter] = FrozenDict()
    streams: FrozenDict[Stream] = FrozenDict()
    heat_levels: FrozenDict[HeatLevel] = FrozenDict()
    profiles: FrozenDict[Profile] = FrozenDict()
    figures: FrozenDict[Figure] = field(default=FrozenDict(), compare=False)
    horizon: FrozenDict[Any] = field(default=FrozenDict(), compare=False)

    def __post_init__(self) -> None:
        for section in (*SECTIONS, "profiles"):
            things = getattr(self, section)
            if section == "profiles" and not isinstance(things, Mapping):
                things = {profile.name: profile for profile in things}
            object.__setattr__(self, section, _by_label(things))
        from symbiosis.park.checks import problems_of  # the checks read the finished park

        problems = list(problems_of(self))
        if problems:
            raise ParkError(problems)

    def __repr__(self) -> str:
        hours = self.calendar.hours_total
        return (
            f"Park({self.settings.name}: {len(self.enterprises)} enterprises, "
            f"{len(self.carriers)} carriers, {len(self.technologies)} technologies, "
            f"{len(self.links)} links, {len(self.networks)} networks, {hours:g} h)"
        )

    def replace(self, **changes: Any) -> Park:
        """Return a changed copy, checked again."""
        return dataclasses.replace(self, **changes)

    @property
    def connections(self) -> FrozenDict[Connection]:
        """Every member's connection to every network, by label `network.enterprise`."""
        return FrozenDict({c.label: c for network in self.networks.values() for c in network.connections})

    def assets(self) -> Iterator[tuple[str, Asset]]:
        """Yield every asset with the section it stands in."""
        for section in ("technologies", "stores", "links"):
            for thing in getattr(self, section).values():
                yield section, thing
        for connection in self.connections.values():
            yield "networks", connection

    def series(self, value: Varying | float) -> NDArray[np.float64]:
        """Return a number over the calendar; shape (calendar.steps,)."""
        given = Varying.of(value)
        if given.profile is None:
            return np.full(self.calendar.steps, given.value)
        return given.value * self.profiles[given.profile].values

    def largest(self, value: Varying | float) -> float:
        """Return the largest value that a number takes over the calendar."""
        given = Varying.of(value)
        if given.profile is None:
            return given.value
        values = self.profiles[given.profile].values
        return float(max(given.value * values.max(), given.value * values.min()))

    def rate_of_discount(self, enterprise: str) -> float:
        """Return an enterprise's cost of capital [1/a]."""
        own = self.enterprises[enterprise].discount_rate if enterprise in self.enterprises else None
        return self.settings.discount_rate if own is None else own

    def length(self, link: Link) -> float:
        """Return a link's length [km]: as given, or the straight line times the detour factor."""
        if link.length is not None:
            return link.length
        a, b = self.enterprises[link.origin], self.enterprises[link.destination]
        if a.x is None or a.y is None or b.x is None or b.y is None:
            raise ValueError(f"link {link.label} has no length and its ends have no coordinates")
        return self.settings.detour_factor * math.hypot(a.x - b.x, a.y - b.y)

    def is_emission(self, carrier: str) -> bool:
        """Tell whether a carrier is tallied (an emission) rather than balanced."""
        return self.carriers[carrier].kind == "emission"
