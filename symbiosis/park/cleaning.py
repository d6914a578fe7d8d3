"""Waste-gas cleaning: a plant that takes part of what named plants at its stack would emit.

A cleaner is rated on an emission and takes it (`ratios: {so2: -1, limestone: -1.6, gypsum: 3}`). It can take
no more than a share of what reaches it: what its sources emit, less what cleaners before it have taken. A
cleaner named among the sources stands before it. One that takes several emissions at once is rated on one of
them (or on the gas itself) and states the others in `captures`: it takes them from the gas that passes.
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
    from symbiosis.park.park import Park
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

    captures: Qualities = qualities(
        "further emissions that it takes beside the rated one, each with signed flows of reagents and "
        "by-products per amount taken",
        "ratio",
        "carriers",
        None,
    )

    def _freeze_cleaning(self) -> None:
        object.__setattr__(self, "treats", tuple(self.treats))
        freeze(self, "captured_max", "captures")

    @property
    def taken_beside(self) -> Mapping[str, Mapping[str, float]]:
        """Flows per amount of every emission that it takes beside the rated one."""
        return {
            k: {carrier: flow.value for carrier, flow in flows.items()}
            for k, flows in self.captures.items()
            if isinstance(flows, Mapping)
        }

    @property
    def cleans(self) -> bool:
        """Tell whether it cleans the waste gas of others."""
        return bool(self.treats or self.captured_max)


def heads(park: Park, technology: Technology) -> list[str]:
    """Return the plants whose gas reaches a cleaner, at once or through others, in the park's order."""
    ahead, seen = list(technology.treats), set(technology.treats)
    while ahead:
        more = [s for s in park.technologies[ahead.pop()].treats if s not in seen]
        seen.update(more)
        ahead += more
    return [i for i in park.technologies if i in seen and not park.technologies[i].cleans]


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
