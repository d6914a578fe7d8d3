"""Waste-gas cleaning: a plant that takes part of what named plants at its stack would emit.

A cleaner is rated on an emission and takes it (`ratios: {so2: -1, limestone: -1.6, gypsum: 3}`). It can take
no more than a share of what reaches it: what its sources emit, less what cleaners before it have taken. A
cleaner named among the sources stands before it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.park.fields import names, qualities
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.quality import Qualities, freeze

if TYPE_CHECKING:
    from symbiosis.park.technology import Technology


@dataclass(frozen=True, kw_only=True)
class Cleaning:
    """Fields of a technology that cleans the waste gas of others."""

    treats: tuple[str, ...] = names(
        "technologies at its enterprise whose emissions reach it; a cleaner among them stands before it",
        "technologies",
        (),
    )
    captured_max: Qualities = qualities(
        "largest share of each emission that reaches it which it takes", "1", "carriers", 0.0, 1.0
    )

    def _freeze_cleaning(self) -> None:
        object.__setattr__(self, "treats", tuple(self.treats))
        freeze(self, "captured_max")

    @property
    def cleans(self) -> bool:
        """Tell whether it cleans the waste gas of others."""
        return bool(self.treats or self.captured_max)


def with_what_it_cleans(technologies: Mapping[str, Technology]) -> FrozenDict[Technology]:
    """Return the technologies of a smaller park: cleaners lose sources that are gone, or go with the last."""
    kept = dict(technologies)
    while True:
        left = {}
        for label, technology in kept.items():
            treats = tuple(source for source in technology.treats if source in kept)
            if technology.cleans and not treats:
                continue
            changed = treats != technology.treats
            left[label] = dataclasses.replace(technology, treats=treats) if changed else technology
        if len(left) == len(kept):
            return FrozenDict(left)
        kept = left
