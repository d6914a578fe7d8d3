"""The water uses, demands and arisings of a park as the water pinch sees them, hour by hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from symbiosis.park.grading import graded
from symbiosis.park.park import Park
from symbiosis.park.profile import Varying
from symbiosis.water.pinch import Floats, Flow, Target, target, without_reuse

NO_LIMIT = 1e-6  # how far below its outlet an operation may take its water when it states no inlet limit


@dataclass(frozen=True)
class WaterTargets:
    """Fresh water of a park for one carrier and contaminant, in means over its calendar.

    `alone` is by enterprise, each reusing its own water only; `pooled` lets everybody use everybody's.
    `hour` is the target of the hour that needs most, for the figure; `left_out` says what is not counted.
    """

    carrier: str
    quality: str
    unit: str
    quality_unit: str
    fresh_quality: float
    unused: float
    alone: Mapping[str, float]
    pooled: float
    waste: float
    hour: Target
    left_out: tuple[str, ...]

    @property
    def fresh_alone(self) -> float:
        """Fresh water when enterprises reuse their own water only."""
        return float(sum(self.alone.values()))


def contaminants(park: Park) -> list[tuple[str, str]]:
    """Return every (carrier, quality) for which somebody limits water or picks up a load."""
    found: dict[tuple[str, str], None] = {}
    for use in park.water_uses.values():
        found.update(dict.fromkeys((use.carrier, q) for q in (*use.picks_up, *use.quality_max)))
    water = {k for k in graded(park) if park.carriers[k].kind == "water"}
    for demand in park.demands.values():
        if demand.carrier in water:
            found.update(dict.fromkeys((demand.carrier, q) for q in demand.quality_max))
    return list(found)


def water_targets(park: Park, carrier: str = "", quality: str = "") -> list[WaterTargets]:
    """Return targets for every carrier and contaminant, or for those named.

    Raises ValueError for a park without water that anybody limits, and where fresh water is too dirty.
    """
    asked = [(k, q) for k, q in contaminants(park) if carrier in ("", k) and quality in ("", q)]
    if not asked:
        what = f" for {carrier or 'any carrier'} and {quality or 'any quality'}" if carrier or quality else ""
        raise ValueError(
            f"the park has no water use and no demand with a limit{what}; "
            "add water_uses, or quality_max to demands"
        )
    return [_of(park, k, q) for k, q in asked]


def _of(park: Park, carrier: str, quality: str) -> WaterTargets:
    clean = _fresh(park, carrier, quality)
    sinks, sources, left_out = _flows(park, carrier, quality, clean or 0.0)
    if not sinks:
        raise ValueError(f"nothing takes {carrier} by a limit on {quality} or a load of it")
    if clean is None:
        left_out.append(f"no market sells {carrier} of a known {quality}: fresh water is taken to have 0")
    series = [v for s in (*sinks, *sources) for v in (s.sizes, s.qualities, s.unaided) if v is not None]
    hours = np.vstack(series)
    _, where, counts = np.unique(hours, axis=1, return_index=True, return_counts=True)
    weight = counts / counts.sum()
    places = dict.fromkeys(s.flow.place for s in (*sinks, *sources))
    alone = dict.fromkeys(places, 0.0)
    unused = pooled = waste = 0.0
    most: Target | None = None
    for step, share in zip(where.tolist(), weight.tolist(), strict=True):
        wanted, there = [s.at(step) for s in sinks], [s.at(step) for s in sources]
        found = target(wanted, there, clean or 0.0)
        pooled, waste = pooled + share * found.fresh, waste + share * found.waste
        unused += share * without_reuse(wanted, there, clean or 0.0)
        for n in places:
            own = [f for f in wanted if f.place == n], [f for f in there if f.place == n]
            alone[n] += share * target(*own, clean or 0.0).fresh
        if most is None or found.fresh > most.fresh:
            most = found
    assert most is not None  # a calendar has hours
    return WaterTargets(
        carrier=carrier,
        quality=quality,
        unit=park.carriers[carrier].unit,
        quality_unit=park.qualities[quality].unit,
        fresh_quality=clean or 0.0,
        unused=unused,
        alone=alone,
        pooled=pooled,
        waste=waste,
        hour=most,
        left_out=tuple(left_out),
    )


@dataclass(frozen=True)
class _Hourly:
    """A flow whose size and quality may change with the hour."""

    flow: Flow
    sizes: Floats
    qualities: Floats
    unaided: Floats | None = None

    def at(self, step: int) -> Flow:
        alone = None if self.unaided is None else float(self.unaided[step])
        return replace(self.flow, flow=float(self.sizes[step]), at=float(self.qualities[step]), unaided=alone)


def _flows(
    park: Park, carrier: str, quality: str, clean: float
) -> tuple[list[_Hourly], list[_Hourly], list[str]]:
    sinks: list[_Hourly] = []
    sources: list[_Hourly] = []
    left_out: list[str] = []
    never = np.full(park.calendar.steps, np.inf)
    for label, use in park.water_uses.items():
        if use.carrier != carrier:
            continue
        if use.part_of:
            left_out.append(f"{label}: a part of {use.part_of}, whose load is counted there")
            continue
        out = park.series(use.quality.get(quality, Varying(0.0)))
        vapour, drift = park.series(use.evaporates), park.series(use.drifts)
        known = quality in use.quality_max
        limit = park.series(use.quality_max[quality]) if known else (1.0 - use.loss) * out * (1.0 - NO_LIMIT)
        if use.flow is not None:
            taken = park.series(use.flow)
            limit = limit if known else never
            unaided = taken
        elif quality in use.picks_up:
            limit = np.minimum(limit, (1.0 - use.loss) * out * (1.0 - NO_LIMIT))
            load = park.series(use.load.get(quality, Varying(0.0))) + vapour * out
            taken = load / ((1.0 - use.loss) * out - limit)
            unaided = load / np.maximum((1.0 - use.loss) * out - clean, NO_LIMIT * out)
        else:
            left_out.append(f"{label}: its flow follows from other loads")
            continue
        named = Flow(label, use.enterprise, 0.0, 0.0)
        sinks.append(_Hourly(named, taken, limit, unaided))
        if quality in use.quality:
            sources.append(_Hourly(named, (1.0 - use.loss) * taken - vapour - drift, out))
    for label, demand in park.demands.items():
        if demand.carrier == carrier:
            known = quality in demand.quality_max
            limit = park.series(demand.quality_max[quality]) if known else never
            sinks.append(_Hourly(Flow(label, demand.enterprise, 0.0, 0.0), park.series(demand.rate), limit))
    for label, supply in park.supplies.items():
        if supply.carrier != carrier:
            continue
        if quality not in supply.quality:
            left_out.append(f"{label}: states no {quality}")
            continue
        named = Flow(label, supply.enterprise, 0.0, 0.0)
        sources.append(_Hourly(named, park.series(supply.rate), park.series(supply.quality[quality])))
    for label, technology in park.technologies.items():
        if carrier in technology.directions and technology.directions[carrier] != 0.0:
            left_out.append(f"{label}: what it takes or gives is for a plan to decide")
    return sinks, sources, left_out


def _fresh(park: Park, carrier: str, quality: str) -> float | None:
    """Return the quality of the cleanest water that can be bought."""
    sold = [
        float(park.series(market.quality[quality]).max())
        for market in park.markets.values()
        if market.carrier == carrier and market.purchase_price is not None and quality in market.quality
    ]
    return min(sold, default=None)
