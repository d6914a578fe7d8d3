"""The streams and heat levels of a park as its heat targets see them."""

from __future__ import annotations

from symbiosis.heat.cascade import HeatStream
from symbiosis.heat.levels import Level
from symbiosis.heat.site import SiteTargets, targets
from symbiosis.park.heat import HeatLevel, Stream
from symbiosis.park.park import Park


def heat_targets(park: Park, let_down: bool = True) -> SiteTargets:
    """Return the heat targets of a park [MW], enterprises in its own order.

    Without `let_down`, heat given to a main serves uses of that very main only. Raises ValueError for
    a park without streams.
    """
    if not park.streams:
        raise ValueError("the park declares no streams; add a section `streams` to it")
    rank = {label: i for i, label in enumerate(park.enterprises)}
    streams = sorted(park.streams.values(), key=lambda stream: rank[stream.enterprise])
    levels = [level_of(level) for level in park.heat_levels.values()]
    return targets([stream_of(stream) for stream in streams], levels, "MW", let_down)


def stream_of(stream: Stream) -> HeatStream:
    """Return a stream as the cascade sees it, with all of its heat [MW]."""
    return HeatStream(
        name=stream.label.rpartition(".")[2],
        supply=stream.supply,
        target=stream.target,
        duty=stream.heat,
        hot=stream.hot,
        shift=stream.dt_contribution,
        place=stream.enterprise,
    )


def level_of(level: HeatLevel) -> Level:
    """Return a level as the cascade sees it."""
    return Level(
        name=level.label,
        top=max(level.temperature, level.leaving),
        bottom=min(level.temperature, level.leaving),
        shift=level.dt_contribution,
        heats=level.heats,
        cools=level.cools,
    )
