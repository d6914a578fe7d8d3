"""Qualities of streams, and the things that exist because of them: water uses, recipes and pools.

A quality (a concentration, moisture, a heating value) mixes in proportion to amounts. Whoever gives a
carrier states its qualities, whoever takes it may limit them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symbiosis.park.evaporation import EVAPORATED_PER_KELVIN
from symbiosis.park.fields import name, number, qualities, text, varying
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.profile import Varying

Qualities = Mapping[str, Any]


def as_qualities(given: Mapping[str, Any]) -> FrozenDict[Any]:
    """Return numbers by name as numbers that may vary; nested mappings stay nested.

    >>> as_qualities({"water": {"cod": 50}})["water"]["cod"].value
    50.0
    """
    return FrozenDict(
        {
            key: as_qualities(value) if isinstance(value, Mapping) else Varying.of(value)
            for key, value in given.items()
        }
    )


def freeze(thing: Any, *fields: str) -> None:
    """Turn what was given for some fields of a frozen thing into numbers that may vary."""
    for field in fields:
        object.__setattr__(thing, field, as_qualities(dict(getattr(thing, field))))


@dataclass(frozen=True, kw_only=True)
class Quality:
    """Something measured on a stream that mixes in proportion to amounts: a concentration, moisture, heat."""

    label: str
    unit: str = text("unit of its values, e.g. mg/L, ppm, %, MJ/kg")
    burns_to: str = name("emission that it turns into where what carries it is burnt", "carriers", "")
    burns_by: float = number("amount of that emission formed per amount of it", "1", 1.0, above=0.0)
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")


@dataclass(frozen=True, kw_only=True)
class _Placed:
    label: str

    @property
    def enterprise(self) -> str:
        """The enterprise it stands at."""
        return self.label.rpartition(".")[0]


@dataclass(frozen=True, kw_only=True)
class WaterUse(_Placed):
    """An operation that takes a carrier, picks up a load, and gives the carrier back at a known quality.

    With `load` alone the flow is decided: as much as carries the load away at the outlet quality. With
    `flow` it is fixed.

    >>> WaterUse(label="mill.wash", carrier="water", load={"cod": 2000}, quality={"cod": 100}).enterprise
    'mill'
    """

    carrier: str = name("what passes through", "carriers")
    load: Qualities = qualities("amount of each contaminant picked up", "{quality}*{rate}")
    quality: Qualities = qualities("quality at the outlet, at its limit")
    quality_max: Qualities = qualities("highest quality of the mix at the inlet")
    quality_min: Qualities = qualities("lowest quality of the mix at the inlet")
    flow: Varying | None = varying("fixed flow taken; decided when absent", "{rate}", None, lower=0.0)
    part_of: str = name(
        "water use whose load it carries in part: one operation split over two kinds of water",
        "water_uses",
        "",
    )
    loss: float = number("share of what is taken that does not come back", "1", 0.0, lower=0.0, upper=1.0)
    evaporation: Varying | None = varying(
        "flow that leaves as vapour, without what it carried: of a cooling tower, or steam of a boiler",
        "{rate}",
        None,
        lower=0.0,
    )
    circulation: Varying | None = varying(
        "flow through a cooling tower, from which its evaporation and drift follow", "{rate}", None, lower=0.0
    )
    cooling_range: float | None = number("how far a cooling tower cools", "K", None, above=0.0)
    drift_share: float = number("share of the circulation lost as droplets", "1", 0.0, lower=0.0, upper=1.0)
    cycles_max: float | None = number(
        "most cycles of concentration: what is taken over what is blown down and drifts", "1", None, above=1.0
    )
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        freeze(self, "load", "quality", "quality_max", "quality_min")
        for field in ("flow", "evaporation", "circulation"):
            if getattr(self, field) is not None:
                object.__setattr__(self, field, Varying.of(getattr(self, field)))

    @property
    def evaporates(self) -> Varying:
        """Flow that leaves as vapour: as stated, or of a cooling tower's circulation."""
        if self.evaporation is not None:
            return self.evaporation
        around = self.circulation or Varying(0.0)
        return Varying(EVAPORATED_PER_KELVIN * (self.cooling_range or 0.0) * around.value, around.profile)

    @property
    def drifts(self) -> Varying:
        """Flow that is lost as droplets, with what it carries."""
        around = self.circulation or Varying(0.0)
        return Varying(self.drift_share * around.value, around.profile)

    @property
    def picks_up(self) -> tuple[str, ...]:
        """Qualities that its outlet must carry: its loads, and all that what evaporates leaves behind."""
        left_behind = self.quality if self.evaporates.value > 0.0 else ()
        return tuple(dict.fromkeys((*self.load, *left_behind)))


@dataclass(frozen=True, kw_only=True)
class Recipe(_Placed):
    """Several carriers that replace one another in making one: clinker, slag and ash in a binder."""

    carrier: str = name("what is made", "carriers")
    parts: Qualities = qualities(
        "amount made per amount of each part: what a tonne of it replaces", "1", "carriers"
    )
    share_max: Qualities = qualities("largest share of a part in all parts", "1", "carriers", 0.0, 1.0)
    share_min: Qualities = qualities("smallest share of a part in all parts", "1", "carriers", 0.0, 1.0)
    quality_max: Qualities = qualities("highest quality of all parts together")
    quality_min: Qualities = qualities("lowest quality of all parts together")
    quality: Qualities = qualities("quality of what is made")
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        freeze(self, "parts", "share_max", "share_min", "quality_max", "quality_min", "quality")


@dataclass(frozen=True, kw_only=True)
class Pool(_Placed):
    """A shared tank, header or mixed effluent: what enters mixes, and leaves at the quality of the mix."""

    carrier: str = name("what mixes", "carriers")
    throughput_max: float | None = number("largest flow through it", "{rate}", None, lower=0.0)
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")
