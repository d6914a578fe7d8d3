"""A loss that a design is to live through: what is lost, how long, how often, and what may then fall short.

Over the hours of a loss the park is without what is lost, each need may fall short and each by-product find
no place, hour by hour no more than the whole of it and in all no more than a share of it. A loss of some
hours falls where the needs of its month are highest; one without hours is for good, over the horizon.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.horizon.spec import from_spec, window
from symbiosis.park import Profile, Varying
from symbiosis.park.frozen import FrozenDict
from symbiosis.study.losses.hours import hardest, of_some_hours, windows
from symbiosis.study.losses.lost import without
from symbiosis.study.losses.resilience import AS_ASKED, SHORT, SURPLUS, soft

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from symbiosis.horizon.horizon import Horizon
    from symbiosis.park import Park

ROUNDING = 1e-6  # share by which a limit gives way in a plan whose sizes were found to the last digit


@dataclass(frozen=True)
class Loss:
    """Things (kind, label) lost together for some hours (for good when absent), so often a year.

    `month` says where the hours fall: those of the highest needs of that month, or of the year when 0.
    """

    name: str
    things: tuple[tuple[str, str], ...]
    hours: float | None = None
    month: int = 0
    frequency: float | None = None

    @property
    def as_data(self) -> dict[str, Any]:
        """The loss as plain data."""
        return {**vars(self), "things": [list(thing) for thing in self.things]}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Loss:
        """Return a loss from its plain data."""
        return cls(**{**data, "things": tuple((kind, label) for kind, label in data["things"])})


@dataclass(frozen=True)
class Limits:
    """The share of every need that may fall short: `share`, or more where a need's own limit allows more.

    `own` and `prices` [money per amount] are by patterns of `enterprise.carrier`; the first that fits holds.
    A need without a price costs nothing when it falls short: its limit alone counts.
    """

    share: float = 0.0
    own: Mapping[str, float] = field(default_factory=dict)
    prices: Mapping[str, float] = field(default_factory=dict)

    def most(self, place: str) -> float:
        """Return the share that may fall short.

        >>> Limits(0.2, {"town.*": 0.5}).most("town.heat"), Limits(0.2, {"town.*": 0.1}).most("town.heat")
        (0.5, 0.2)
        """
        return max(self.share, _first(self.own, place) or 0.0)

    def price(self, place: str) -> float | None:
        """Return what an amount that falls short costs; None where nobody says."""
        return _first(self.prices, place)

    @property
    def as_data(self) -> dict[str, Any]:
        """The limits as plain data."""
        return {"share": self.share, "own": dict(self.own), "prices": dict(self.prices)}


@dataclass(frozen=True)
class Gap:
    """A market or outlet that stands for what falls short, or finds no place, at `enterprise.carrier`.

    `need` is the amount in the hours of the loss.
    """

    label: str
    place: str
    surplus: bool
    need: float

    @property
    def column(self) -> str:
        """The block of columns that counts it."""
        return "discard" if self.surplus else "purchase"


def strained(
    park: Park, loss: Loss, limits: Limits, dear: bool, levels: Mapping[str, float] | None = None
) -> tuple[Park, Horizon, tuple[Gap, ...]]:
    """Return what is left in a loss, over which hours, and where something may fall short.

    `dear`: what has no price of its own falls short at one that nobody pays gladly, else at none. `levels` is
    what stores begin with; nothing where they are not named. Raises ParkError when what is left makes no
    sense by itself, StudyError for hours that the calendar does not have.
    """
    over, left = _hours(park, loss), park
    for kind, label in loss.things:
        left = without(left, kind, label)
    if loss.hours is not None:
        left = _beginning(of_some_hours(left, loss.hours), levels or {})
    left = soft(_pipes_may_rest(left))
    gaps = tuple(_gaps(left, over))
    return _limited(left, gaps, limits, over, dear), over, gaps


def _hours(park: Park, loss: Loss) -> Horizon:
    if loss.hours is None:
        return from_spec(park.calendar, park.horizon, park)
    _, first, steps = windows(park, loss.hours, [loss.month])[0] if loss.month else hardest(park, loss.hours)
    return window(park.calendar, first, steps, annualised=False, cyclic=False)


def _beginning(park: Park, levels: Mapping[str, float]) -> Park:
    """Return the park with stores that begin as they stand, and may be emptied."""
    stores = {
        label: dataclasses.replace(
            store, seasonal=False, initial_level=levels.get(label, 0.0), final_level_min=0.0
        )
        for label, store in park.stores.items()
    }
    return park.replace(stores=FrozenDict(stores))


def _pipes_may_rest(park: Park) -> Park:
    """Return the park whose pipes ask for no least flow and do not cool: without a source one is shut off."""
    still = {"size_minimum_flow_per_length": (), "size_loss": (), "standing_loss": 0.0}

    def resting(pipe: Any) -> Any:
        return dataclasses.replace(pipe, **still)

    networks = {
        label: dataclasses.replace(network, segments=tuple(resting(s) for s in network.segments))
        for label, network in park.networks.items()
    }
    links = {label: resting(link) for label, link in park.links.items()}
    return park.replace(networks=FrozenDict(networks), links=FrozenDict(links))


def _gaps(park: Park, over: Horizon) -> list[Gap]:
    found = []
    for label, market in park.markets.items():
        if label.startswith(SHORT):
            (n,) = market.members
            flows = [
                d.rate for d in park.demands.values() if (d.enterprise, d.carrier) == (n, market.carrier)
            ]
            place = f"{n}.{market.carrier.partition(AS_ASKED)[0]}"
            found.append(Gap(label, place, False, _amount(park, flows, over)))
    for label, outlet in park.outlets.items():
        if label.partition(".")[2].startswith(SURPLUS):
            n = outlet.enterprise
            flows = [
                s.rate for s in park.supplies.values() if (s.enterprise, s.carrier) == (n, outlet.carrier)
            ]
            found.append(Gap(label, f"{n}.{outlet.carrier}", True, _amount(park, flows, over)))
    return found


def _rate(park: Park, flows: list[Varying]) -> NDArray[np.float64]:
    return np.asarray(np.sum([park.series(flow) for flow in flows], axis=0), dtype=np.float64)


def _amount(park: Park, flows: list[Varying], over: Horizon) -> float:
    total = np.concatenate(([0.0], np.cumsum(_rate(park, flows))))
    means = (total[over.last] - total[over.first]) / (over.last - over.first)
    return float(means @ over.represents)


def _limited(park: Park, gaps: tuple[Gap, ...], limits: Limits, over: Horizon, dear: bool) -> Park:
    """Return the park in which each gap stays within its share, and costs what it is said to cost."""
    markets, outlets, profiles = dict(park.markets), dict(park.outlets), dict(park.profiles)
    for gap in gaps:
        most: float | None = None
        if limits.most(gap.place) < 1.0:
            most = limits.most(gap.place) * gap.need / over.years
            most *= 1.0 + ROUNDING if dear else 1.0
        price = limits.price(gap.place)
        if price is None and not dear:
            price = 0.0
        if gap.surplus:
            outlet = outlets[gap.label]
            flows = [s.rate for s in park.supplies.values() if _of(s, outlet.enterprise, outlet.carrier)]
            outlets[gap.label] = dataclasses.replace(
                outlet,
                fee=outlet.fee if price is None else Varying(price),
                limit=float(_rate(park, flows).max()),
                annual_limit=most,
            )
            continue
        market = markets[gap.label]
        flows = [d.rate for d in park.demands.values() if _of(d, market.members[0], market.carrier)]
        needed = f"needed-{gap.label}"
        profiles[needed] = Profile(needed, _rate(park, flows))
        markets[gap.label] = dataclasses.replace(
            market,
            purchase_price=market.purchase_price if price is None else Varying(price),
            purchase_limit=Varying(1.0, needed),
            purchase_annual_max=most,
        )
    return park.replace(
        markets=FrozenDict(markets), outlets=FrozenDict(outlets), profiles=FrozenDict(profiles)
    )


def _of(flow: Any, enterprise: str, carrier: str) -> bool:
    return bool(flow.enterprise == enterprise and flow.carrier == carrier)


def _first(given: Mapping[str, float], place: str) -> float | None:
    return next((value for pattern, value in given.items() if fnmatchcase(place, pattern)), None)
