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
from symbiosis.park.base_year import BaseYear
from symbiosis.park.carrier import Carrier
from symbiosis.park.corridor import Corridor, Junction, shortest_route
from symbiosis.park.district import District
from symbiosis.park.enterprise import Enterprise
from symbiosis.park.figure import Figure
from symbiosis.park.finance import Finance
from symbiosis.park.flow import Demand, Outlet, Supply
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.heat import HeatLevel, Stream
from symbiosis.park.link import Link
from symbiosis.park.market import Market
from symbiosis.park.meter import Meter
from symbiosis.park.network import Connection, Network, Segment
from symbiosis.park.position import to_km
from symbiosis.park.problems import ParkError
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.park.quality import Pool, Quality, Recipe, WaterUse
from symbiosis.park.quota import Fee, Offset, Quota
from symbiosis.park.requirement import Requirement
from symbiosis.park.reserve import Reserve
from symbiosis.park.rule import Cap, Levy
from symbiosis.park.settings import Settings
from symbiosis.park.store import Store
from symbiosis.park.tax import Tax
from symbiosis.park.technology import Technology
from symbiosis.park.threshold import Threshold

SECTIONS: Mapping[str, type] = {
    "qualities": Quality,
    "carriers": Carrier,
    "districts": District,
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
    "junctions": Junction,
    "corridors": Corridor,
    "links": Link,
    "networks": Network,
    "caps": Cap,
    "levies": Levy,
    "taxes": Tax,
    "fees": Fee,
    "quotas": Quota,
    "offsets": Offset,
    "requirements": Requirement,
    "thresholds": Threshold,
    "base_years": BaseYear,
    "meters": Meter,
    "streams": Stream,
    "heat_levels": HeatLevel,
    "finances": Finance,
}

T = TypeVar("T")


def _by_label(things: Mapping[str, T] | Iterable[T]) -> FrozenDict[T]:
    if isinstance(things, FrozenDict):
        return things
    if isinstance(things, Mapping):
        return FrozenDict(things)
    return FrozenDict({thing.label: thing for thing in things})  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class Park:
    """Carriers, enterprises and everything they have or may build; checked on creation.

    Raises ParkError, which lists every problem, when anything is missing or contradicts itself.
    """

    settings: Settings
    calendar: Calendar
    carriers: FrozenDict[Carrier]
    enterprises: FrozenDict[Enterprise]
    districts: FrozenDict[District] = FrozenDict()
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
    junctions: FrozenDict[Junction] = FrozenDict()
    corridors: FrozenDict[Corridor] = FrozenDict()
    links: FrozenDict[Link] = FrozenDict()
    networks: FrozenDict[Network] = FrozenDict()
    caps: FrozenDict[Cap] = FrozenDict()
    levies: FrozenDict[Levy] = FrozenDict()
    taxes: FrozenDict[Tax] = FrozenDict()
    fees: FrozenDict[Fee] = FrozenDict()
    quotas: FrozenDict[Quota] = FrozenDict()
    offsets: FrozenDict[Offset] = FrozenDict()
    requirements: FrozenDict[Requirement] = FrozenDict()
    thresholds: FrozenDict[Threshold] = FrozenDict()
    base_years: FrozenDict[BaseYear] = FrozenDict()
    meters: FrozenDict[Meter] = FrozenDict()
    streams: FrozenDict[Stream] = FrozenDict()
    heat_levels: FrozenDict[HeatLevel] = FrozenDict()
    finances: FrozenDict[Finance] = FrozenDict()
    profiles: FrozenDict[Profile] = FrozenDict()
    figures: FrozenDict[Figure] = field(default=FrozenDict(), compare=False)
    horizon: FrozenDict[Any] = field(default=FrozenDict(), compare=False)

    def __post_init__(self) -> None:
        for section in (*SECTIONS, "profiles"):
            things = getattr(self, section)
            if section == "profiles" and not isinstance(things, Mapping):
                things = {profile.name: profile for profile in things}
            object.__setattr__(self, section, _by_label(things))
        for section in ("enterprises", "junctions"):
            object.__setattr__(self, section, self._placed(getattr(self, section)))
        from symbiosis.park.checks import problems_of  # the checks read the finished park

        problems = list(problems_of(self))
        if problems:
            raise ParkError(problems)

    def _placed(self, places: FrozenDict[T]) -> FrozenDict[T]:
        """Fill in x and y where only longitude and latitude are stated."""
        origin = self.origin
        if origin is None:
            return places
        out: dict[str, Any] = dict(places)
        for label, place in out.items():
            if place.x is None and place.y is None and None not in (place.longitude, place.latitude):
                x, y = to_km(place.longitude, place.latitude, origin)
                out[label] = dataclasses.replace(place, x=x, y=y)
        return FrozenDict(out)

    @property
    def sections(self) -> dict[str, dict[str, Any]]:
        """Everything in it, as a copy by section and label."""
        return {section: dict(getattr(self, section)) for section in SECTIONS}

    @property
    def origin(self) -> tuple[float, float] | None:
        """Longitude and latitude [°] of the place from which x and y are measured, if stated."""
        longitude, latitude = self.settings.origin_longitude, self.settings.origin_latitude
        return None if longitude is None or latitude is None else (longitude, latitude)

    def __repr__(self) -> str:
        return f"Park({self.summary})"

    @property
    def summary(self) -> str:
        """Its name and how much there is of everything, in one line."""
        return (
            f"{self.settings.name}: {len(self.enterprises)} enterprises, "
            f"{len(self.carriers)} carriers, {len(self.technologies)} technologies, "
            f"{len(self.links)} links, {len(self.networks)} networks, {self.calendar.hours_total:g} h"
        )

    def replace(self, **changes: Any) -> Park:
        """Return a changed copy, checked again."""
        return dataclasses.replace(self, **changes)

    @property
    def connections(self) -> FrozenDict[Connection]:
        """Every member's connection to every network, by label `network.enterprise`."""
        return FrozenDict({c.label: c for network in self.networks.values() for c in network.connections})

    @property
    def segments(self) -> FrozenDict[Segment]:
        """Every pipe of every network, by label `network.corridor`."""
        return FrozenDict({s.label: s for network in self.networks.values() for s in network.segments})

    def assets(self) -> Iterator[tuple[str, Asset]]:
        """Yield every asset with the section it stands in."""
        for section in ("technologies", "stores", "links"):
            for thing in getattr(self, section).values():
                yield section, thing
        for connection in self.connections.values():
            yield "networks", connection
        for segment in self.segments.values():
            yield "networks", segment

    def exclusive_groups(self) -> dict[str, list[str]]:
        """Return the labels of the assets of every group of exclusive options."""
        groups: dict[str, list[str]] = {}
        for _, asset in self.assets():
            if asset.exclusive:
                groups.setdefault(asset.exclusive, []).append(asset.label)  # type: ignore[attr-defined]
        return groups

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

    def length(self, piped: Link | Segment) -> float:
        """Return a link's or a segment's length [km]: as given, along corridors, or as the crow flies.

        The straight line between two places is multiplied by the detour factor. Raises ValueError where
        coordinates are missing, or where no corridors join the ends of a link that follows them.
        """
        if piped.length is not None:
            return piped.length
        if isinstance(piped, Segment):
            return self.way(self.corridors[piped.corridor])
        if piped.along == "corridors":
            return self._along_corridors(piped)[0]
        return self.distance(piped.origin, piped.destination)

    def route(self, piped: Link | Segment) -> tuple[str, ...]:
        """Return the places that a link or segment passes, from end to end; raises ValueError as `length`."""
        if isinstance(piped, Segment):
            corridor = self.corridors[piped.corridor]
            return corridor.origin, corridor.destination
        follows = piped.along == "corridors"
        return self._along_corridors(piped)[1] if follows else (piped.origin, piped.destination)

    def _along_corridors(self, link: Link) -> tuple[float, tuple[str, ...]]:
        ways = [(c.origin, c.destination, self.way(c)) for c in self.corridors.values()]
        found = shortest_route(link.origin, link.destination, ways)
        if found is None:
            raise ValueError(f"no corridors join {link.origin} and {link.destination}")
        return found

    def way(self, corridor: Corridor) -> float:
        """Return a corridor's length [km]; raises ValueError where it has none and an end no coordinates."""
        if corridor.length is not None:
            return corridor.length
        return self.distance(corridor.origin, corridor.destination)

    def distance(self, one: str, other: str) -> float:
        """Return the straight line between two places times the detour factor [km].

        Raises ValueError where one of them states no coordinates.
        """
        a, b = self.place(one), self.place(other)
        if a.x is None or a.y is None or b.x is None or b.y is None:
            raise ValueError(f"{one} or {other} states no coordinates")
        return self.settings.detour_factor * math.hypot(a.x - b.x, a.y - b.y)

    def place(self, label: str) -> Enterprise | Junction:
        """Return the enterprise or junction of a label; raises ValueError for any other word."""
        found = self.enterprises.get(label) or self.junctions.get(label)
        if found is None:
            raise ValueError(f"{label} is neither an enterprise nor a junction")
        return found

    def is_emission(self, carrier: str) -> bool:
        """Tell whether a carrier is tallied (an emission) rather than balanced."""
        return self.carriers[carrier].kind == "emission"
