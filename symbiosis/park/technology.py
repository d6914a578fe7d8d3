"""Converters: boilers, kilns, turbines, treatment works."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symbiosis.park.burning import Burning
from symbiosis.park.cleaning import Cleaning
from symbiosis.park.fields import name, number, qualities, ratios, text, varying
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.labels import enterprise_of
from symbiosis.park.operation import Operation, frozen_points
from symbiosis.park.permit import Permit
from symbiosis.park.profile import Varying
from symbiosis.park.quality import Qualities, freeze


@dataclass(frozen=True, kw_only=True)
class Technology(Operation, Cleaning, Burning, Permit):
    """A converter: signed flows per unit of activity (below 0 takes, above 0 gives).

    Activity is the flow of the carrier it is rated on; ratios are divided by that carrier's own
    ratio on creation, so they may be given per unit of any flow.

    >>> chp = Technology(label="mill.chp", rated_on="power",
    ...                  ratios={"gas": -1.0, "power": 0.35, "steam": 0.49})
    >>> round(chp.ratios["gas"].value, 3), chp.ratios["power"].value
    (-2.857, 1.0)
    """

    label: str
    rated_on: str = name("carrier whose flow is the activity and the capacity", "carriers")
    ratios: Mapping[str, Any] = ratios(
        "signed flow of each carrier per unit of activity", "ratio", "carriers", FrozenDict
    )
    availability: Varying = varying("usable share of capacity", "1", Varying(1.0), lower=0.0, upper=1.0)
    activity_max: float | None = number("most that may be run in a year", "{amount}/a", None, lower=0.0)
    saves: str = name(
        "demand that it lowers, a measure of efficiency: up to the saving at its largest size", "demands", ""
    )
    saving: float = number("share of that demand which is saved", "1", 0.0, lower=0.0, upper=1.0)
    returns: float = number(
        "share of the rated carrier it takes that it gives back, cleaned", "1", 0.0, lower=0.0, upper=1.0
    )
    quality: Qualities = qualities("quality of each carrier it gives (or gives back)")
    quality_max: Qualities = qualities("highest quality of each carrier it takes")
    quality_min: Qualities = qualities("lowest quality of each carrier it takes")
    removal: Qualities = qualities(
        "share of each concentration that is removed from what is given back", "1", "qualities", 0.0, 1.0
    )
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        given = {carrier: Varying.of(ratio) for carrier, ratio in self.ratios.items()}
        own = given.get(self.rated_on)
        permitted = {carrier: Varying.of(ratio) for carrier, ratio in self.permitted.items()}
        if own is not None and own.profile is None and own.value not in (0.0, 1.0, -1.0):
            scale = abs(own.value)
            given = {k: Varying(ratio.value / scale, ratio.profile) for k, ratio in given.items()}
            permitted = {k: Varying(ratio.value / scale, ratio.profile) for k, ratio in permitted.items()}
        object.__setattr__(self, "permitted", FrozenDict(permitted))
        for field in ("points", "start_flows"):
            object.__setattr__(self, field, frozen_points(getattr(self, field)))
        rated = self.points.get(self.rated_on)
        if rated and self.rated_on not in given:
            given[self.rated_on] = Varying(math.copysign(1.0, sum(rated)))
        object.__setattr__(self, "ratios", FrozenDict(given))
        object.__setattr__(self, "availability", Varying.of(self.availability))
        freeze(self, "quality", "quality_max", "quality_min", "removal")
        self._freeze_cleaning()
        self._freeze_burning()

    @property
    def directions(self) -> Mapping[str, float]:
        """Every carrier that it moves, above 0 where it gives and below 0 where it takes."""
        signs = {carrier: sum(flows) for carrier, flows in (*self.points.items(), *self.start_flows.items())}
        for emission, flows in self.taken_beside.items():
            signs |= {**flows, emission: -1.0}
        return {**signs, **{carrier: ratio.value for carrier, ratio in self.ratios.items()}}

    @property
    def enterprise(self) -> str:
        """The enterprise it stands at."""
        return enterprise_of(self.label)

    @property
    def carrier(self) -> str:
        """The carrier it is rated on."""
        return self.rated_on
