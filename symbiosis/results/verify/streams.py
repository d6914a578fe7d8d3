"""What quality has everything that mixes, and everything that is taken within limits?  Traced anew.

A result states these as `concentration`; the check traces them again and compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park
from symbiosis.results.verify.flows import FEASIBILITY, series
from symbiosis.results.verify.qualities import Tracer, limits_of
from symbiosis.results.verify.reading import Tables
from symbiosis.results.verify.verdict import Floats, Ledger

OUT = "out"  # what leaves a mix; every other side is the role in which something takes


@dataclass(frozen=True)
class Stream:
    """A quality over the steps of what leaves a mix (`side` is out) or of what something takes, and its flow.

    `highest` and `lowest` are its limits, where there are any; a quality is 0 where nothing flows.
    """

    enterprise: str
    carrier: str
    side: str
    item: str
    quality: str
    values: Floats
    flow: Floats
    highest: Floats | None = None
    lowest: Floats | None = None

    @property
    def label(self) -> str:
        """Its name in a result."""
        return ":".join((self.enterprise, self.carrier, self.side, self.item, self.quality))

    def mean(self, represents: Floats) -> float:
        """Return the quality of all that flows in the year; 0 where nothing does."""
        weights = represents * self.flow
        return float((weights * self.values).sum() / weights.sum()) if weights.sum() > 0.0 else 0.0


def streams(park: Park, horizon: Horizon, tables: Tables) -> Iterator[Stream]:
    """Yield everything that mixes, then everything that takes within limits or picks a load up."""
    if not tables["blend"]:
        return
    tracer = Tracer(park, horizon, tables)
    asked = _asked(park)
    for at, label in enumerate(tracer.mixes.labels):
        thing = _mixer(park, label)
        place = thing.enterprise, thing.carrier
        parts = [
            m[g] for m in tracer.blend.get(place, {}).values() for g in m if g.partition(":")[2] == label
        ]
        flow = np.sum(parts, axis=0) if parts else np.zeros(len(horizon))
        use = park.water_uses.get(label)
        found = use.picks_up if use is not None else sorted(asked.get(thing.carrier, ()))
        for name in found:
            high = series(park, horizon, use.quality[name]) if use is not None else None
            values = tracer.mixes.quality(name)[:, at]
            yield Stream(*place, OUT, label, name, _where(flow, values), flow, high)
    for place, taker, mix in tracer.taken():
        role, _, item = taker.partition(":")
        highest, lowest = limits_of(park, role, item, place[1])
        names = dict.fromkeys((*highest, *lowest, *_watched(park, role, item, place[1])))
        flow = np.sum(list(mix.values()), axis=0)
        for name in names:
            high = series(park, horizon, highest[name]) if name in highest else None
            low = series(park, horizon, lowest[name]) if name in lowest else None
            values = _where(flow, tracer.mean(place, taker, name))
            yield Stream(*place, role, item, name, values, flow, high, low)


def check(park: Park, horizon: Horizon, tables: Tables, stated: dict[str, Floats], ledger: Ledger) -> None:
    """Compare what a result states of its streams with what follows from its flows."""
    for stream in streams(park, horizon, tables):
        values = stated.pop(stream.label, None)
        if values is None:
            ledger.fail("quality", "is missing among the concentrations", stream.label)
            continue
        size = max(1.0, float(np.abs(stream.values).max(initial=0.0)))
        residual = np.asarray(values) - stream.values
        ledger.same("quality", "differs from the mix that flows", stream.label, residual, FEASIBILITY * size)
    for label in stated:
        ledger.fail("quality", "is no stream of the park", label)


def _where(flow: Floats, values: Floats) -> Floats:
    return np.where(flow > FEASIBILITY, values, 0.0)


def _mixer(park: Park, label: str) -> Any:
    sections: tuple[Mapping[str, Any], ...] = (park.pools, park.technologies, park.water_uses, park.stores)
    return next(section[label] for section in sections if label in section)


def _watched(park: Park, role: str, item: str, carrier: str) -> tuple[str, ...]:
    """Return qualities that count without a limit: what a water use picks up, what a plant burns."""
    if role == "taken":
        use = park.water_uses[item]
        return park.water_uses[use.part_of or item].picks_up
    if role == "used":
        return tuple(park.technologies[item].burns.get(carrier, ()))
    return ()


def _asked(park: Park) -> dict[str, set[str]]:
    """Return the qualities that anybody limits or picks up, by carrier."""
    out: dict[str, set[str]] = {}

    def ask(carrier: str, *limits: Iterable[str]) -> None:
        out.setdefault(carrier, set()).update(name for of_side in limits for name in of_side)

    for section in (park.demands, park.outlets, park.markets):
        for thing in section.values():
            ask(thing.carrier, thing.quality_max, thing.quality_min)
    for technology in park.technologies.values():
        for field in (technology.quality_max, technology.quality_min):
            for carrier, limits in field.items():
                ask(carrier, limits)
    for recipe in park.recipes.values():
        for carrier in recipe.parts:
            ask(carrier, recipe.quality_max, recipe.quality_min)
    for use in park.water_uses.values():
        ask(use.carrier, use.quality_max, use.quality_min, use.picks_up)
    return out
