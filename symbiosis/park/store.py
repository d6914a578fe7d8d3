"""Buffers for one carrier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from symbiosis.park.fields import flag, name, number, qualities, text, varying
from symbiosis.park.labels import enterprise_of
from symbiosis.park.placed import Placed
from symbiosis.park.profile import Varying
from symbiosis.park.quality import Qualities, freeze


@dataclass(frozen=True, kw_only=True)
class Store(Placed):
    """A buffer for one carrier; capacity is the amount it holds."""

    capacity_unit: ClassVar[str] = "{amount}"

    label: str
    carrier: str = name("what it holds", "carriers")
    loss: float = number("share of the content lost per hour", "1/h", 0.0, lower=0.0, upper=1.0)
    spoils_to: str = name("what the content that is lost turns into; it vanishes when absent", "carriers", "")
    charge_efficiency: float = number("share of what is put in that arrives", "1", 1.0, above=0.0, upper=1.0)
    discharge_efficiency: float = number(
        "share of what is drawn that is delivered", "1", 1.0, above=0.0, upper=1.0
    )
    charge_max: float | None = number("largest filling rate per capacity", "1/h", None, above=0.0)
    discharge_max: float | None = number("largest emptying rate per capacity", "1/h", None, above=0.0)
    level_min: float = number("share of capacity that always stays", "1", 0.0, lower=0.0, upper=1.0)
    level_max: Varying = varying(
        "share of capacity that may be filled at the end of a step", "1", Varying(1.0), lower=0.0, upper=1.0
    )
    one_way: bool = flag("whether it may not be filled and emptied at the same time", False)
    initial_level: float | None = number(
        "content when a chain of steps starts; free (and equal at its end) when absent",
        "{amount}",
        None,
        lower=0.0,
    )
    final_level_min: float = number(
        "least content when a chain of steps ends, beside that of a free start", "{amount}", 0.0, lower=0.0
    )
    seasonal: bool = flag(
        "whether typical periods pass its content on to each other in the order of the year", False
    )
    mixes: bool = flag("whether its content mixes, and leaves at a quality that carries over time", False)
    quality: Qualities = qualities("quality of its first content, where it mixes and starts with some")
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "level_max", Varying.of(self.level_max))
        freeze(self, "quality")

    @property
    def enterprise(self) -> str:
        """The enterprise it stands at."""
        return enterprise_of(self.label)
