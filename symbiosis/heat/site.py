"""What a whole site could recover: each enterprise alone, through mains, and with all streams pooled.

    alone         Σ over enterprises of their least heating and cooling
    through mains enterprises give surplus heat to mains and take heat from them; a hotter main may
                  also feed a cooler one (let-down)
    pooled        any hot stream may heat any cold one; no site can need less

Between alone and pooled lies what pipes at given levels can do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symbiosis.heat.cascade import HeatStream
from symbiosis.heat.levels import Level, Placement, place


@dataclass(frozen=True)
class ThroughMains:
    """What the site needs when mains carry heat between enterprises; heats by level.

    `used` is taken from a level by enterprises and `given` to it by them; `supplied` must come from
    outside into a level, `surplus` must be cooled away from it. Where mains cool down as they give, part of
    `heating` and `cooling` may fit no level; it is in the totals alone. `exchanged` reaches another use.
    """

    heating: float
    cooling: float
    exchanged: float
    used: Mapping[str, float]
    given: Mapping[str, float]
    supplied: Mapping[str, float]
    surplus: Mapping[str, float]


@dataclass(frozen=True)
class SiteTargets:
    """Heat targets of a site: by enterprise, through mains, pooled; heats in `unit`."""

    alone: Mapping[str, Placement]
    mains: ThroughMains | None
    pooled: Placement
    levels: tuple[Level, ...]
    unit: str

    @property
    def heating_alone(self) -> float:
        """Heating of all enterprises, each on its own."""
        return sum(p.cascade.heating for p in self.alone.values())

    @property
    def cooling_alone(self) -> float:
        """Cooling of all enterprises, each on its own."""
        return sum(p.cascade.cooling for p in self.alone.values())

    @property
    def heating_through_mains(self) -> float:
        """Heating when mains connect the enterprises; as alone when there are none."""
        return self.heating_alone if self.mains is None else self.mains.heating

    @property
    def cooling_through_mains(self) -> float:
        """Cooling when mains connect the enterprises; as alone when there are none."""
        return self.cooling_alone if self.mains is None else self.mains.cooling


def targets(
    streams: Sequence[HeatStream], levels: Sequence[Level] = (), unit: str = "MW", let_down: bool = True
) -> SiteTargets:
    """Return the heat targets of streams grouped by their `place`.

    Without `let_down`, heat given to a main serves uses of that very main only.
    """
    places: dict[str, list[HeatStream]] = {}
    for stream in streams:
        places.setdefault(stream.place, []).append(stream)
    alone = {name: place(own, levels) for name, own in places.items()}
    mains = None
    if any(level.is_main for level in levels):
        mains = _through_mains(alone, levels, let_down)
    return SiteTargets(alone, mains, place(streams, levels), tuple(levels), unit)


def _through_mains(alone: Mapping[str, Placement], levels: Sequence[Level], let_down: bool) -> ThroughMains:
    used = {x.name: sum(p.heating[x.name] for p in alone.values()) for x in levels if x.heats}
    given = {x.name: sum(p.cooling[x.name] for p in alone.values()) for x in levels if x.cools}
    above = sum(p.heating_above for p in alone.values())
    below = sum(p.cooling_below for p in alone.values())
    mains = [level for level in levels if level.is_main]
    rejected = sum(given[x.name] for x in levels if x.cools and not x.is_main)
    if let_down:
        met = _letting_down(levels, used, given)
        lacking, spare = met.cascade.heating, met.cascade.cooling
        supplied, surplus = dict(met.heating), {x.name: met.cooling[x.name] for x in mains}
    else:
        supplied = {name: heat - min(heat, given.get(name, 0.0)) for name, heat in used.items()}
        surplus = {x.name: max(0.0, given[x.name] - used[x.name]) for x in mains}
        lacking, spare = sum(supplied.values()), sum(surplus.values())
    return ThroughMains(
        heating=above + lacking,
        cooling=below + rejected + spare,
        exchanged=sum(used.values()) - lacking,
        used=used,
        given=given,
        supplied=supplied,
        surplus=surplus,
    )


def _letting_down(
    levels: Sequence[Level], used: Mapping[str, float], given: Mapping[str, float]
) -> Placement:
    """Return what must be supplied to and cooled from levels when heat may pass to cooler ones.

    Levels meet at their own temperatures: what is given to a main and what is taken from it run
    between the same two temperatures, so no further difference is needed.
    """
    flows = [HeatStream(x.name, x.top, x.bottom, given[x.name], hot=True) for x in levels if x.is_main]
    flows += [HeatStream(x.name, x.bottom, x.top, used[x.name], hot=False) for x in levels if x.heats]
    return place(flows, [Level(x.name, x.top, x.bottom, 0.0, x.heats, x.is_main) for x in levels])
