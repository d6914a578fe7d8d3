"""Flows that arise anyway, flows that are required, and what may be discarded where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symbiosis.park.condensate import Condensate
from symbiosis.park.fields import flag, name, number, qualities, ratios, text, varying
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.labels import enterprise_of
from symbiosis.park.profile import Varying
from symbiosis.park.quality import Qualities, freeze
from symbiosis.park.timing import Timing


@dataclass(frozen=True, kw_only=True)
class _Flow:
    label: str
    carrier: str = name("what flows", "carriers")
    rate: Varying = varying("given flow", "{rate}", lower=0.0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rate", Varying.of(self.rate))

    @property
    def enterprise(self) -> str:
        """The enterprise it belongs to."""
        return enterprise_of(self.label)


@dataclass(frozen=True, kw_only=True)
class Supply(_Flow):
    """A flow that arises anyway (a by-product, a spring); it must be used, sold or discarded."""

    quality: Qualities = qualities("its quality")

    def __post_init__(self) -> None:
        super().__post_init__()
        freeze(self, "quality")


@dataclass(frozen=True, kw_only=True)
class Demand(_Flow, Condensate, Timing):
    """A flow that is required; part of it may wait, part may be interrupted."""

    interruptible: float = number("share that need not be met", "1", 0.0, lower=0.0, upper=1.0)
    interruption_price: float = number("paid per amount not met", "{money}/{amount}", 0.0, lower=0.0)
    interruption_hours: float | None = number(
        "most hours of a year in which it is interrupted", "h/a", None, lower=0.0
    )
    quality_max: Qualities = qualities("highest quality of the mix that meets it")
    quality_min: Qualities = qualities("lowest quality of the mix that meets it")
    supplier_max: Qualities = qualities(
        "largest share of a supplier: a link, market, supply or technology", "1", "", 0.0, 1.0
    )
    supplier_min: Qualities = qualities(
        "smallest share of a supplier: a link, market, supply or technology", "1", "", 0.0, 1.0
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        freeze(self, "quality_max", "quality_min", "supplier_max", "supplier_min")


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """A declared way to get rid of something: sewer, landfill, flare, cooling water, the air.

    Nothing may be discarded except through an outlet; its fee is stated even when it is zero.
    """

    label: str
    carrier: str = name("what may be discarded", "carriers")
    fee: Varying = varying("paid per amount discarded", "{money}/{amount}", lower=0.0)
    limit: float | None = number("largest flow", "{rate}", None, lower=0.0)
    annual_limit: float | None = number("permitted amount in a year", "{amount}/a", None, lower=0.0)
    emissions: Mapping[str, Any] = ratios(
        "emission per amount discarded", "ratio", "carriers", factory=FrozenDict
    )
    permitted: Mapping[str, Any] = ratios(
        "emission that its permit allows per amount discarded", "ratio", "carriers", factory=FrozenDict
    )
    quality_max: Qualities = qualities("highest quality of the mix that is discarded")
    quality_min: Qualities = qualities("lowest quality of the mix that is discarded")
    today: bool = flag("whether it is in use today", True)
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "fee", Varying.of(self.fee))
        freeze(self, "quality_max", "quality_min")
        given = {carrier: Varying.of(factor) for carrier, factor in self.emissions.items()}
        object.__setattr__(self, "emissions", FrozenDict(given))
        permitted = {carrier: Varying.of(factor) for carrier, factor in self.permitted.items()}
        object.__setattr__(self, "permitted", FrozenDict(permitted))

    @property
    def enterprise(self) -> str:
        """The enterprise it belongs to."""
        return enterprise_of(self.label)
