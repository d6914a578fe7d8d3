"""Does heat go down only: at every enterprise with streams, at every temperature, in every step?

Heat above a shifted temperature T (hot: T − d, cold: T + d) that hot streams and heating give must cover
what cold streams and cooling take above T; over all temperatures the two are equal. Both are checked just
above and just below every temperature at which anything begins or ends.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from symbiosis.horizon import Horizon
from symbiosis.park import Park
from symbiosis.park.carrier_state import heat_per_tonne
from symbiosis.results.verify.flows import FEASIBILITY, series
from symbiosis.results.verify.reading import Tables, heat_pairs
from symbiosis.results.verify.verdict import Floats, Ledger


class Source(NamedTuple):
    """Heat [MW] over steps, spread between two shifted temperatures; below 0 it is taken."""

    top: float
    bottom: float
    heat: Floats

    def above(self, temperature: float, inclusive: bool) -> float:
        """Return the share of it above a temperature."""
        if self.top == self.bottom:
            return float(self.top >= temperature if inclusive else self.top > temperature)
        return min(1.0, max(0.0, (self.top - temperature) / (self.top - self.bottom)))


def check(park: Park, horizon: Horizon, tables: Tables, ledger: Ledger) -> None:
    """Recompute the cascade of every enterprise that exchanges heat with levels."""
    for enterprise in dict.fromkeys(n for _, n in heat_pairs(park)):
        sources = [*_streams(park, horizon, enterprise), *_levels(park, tables, enterprise)]
        size = sum(np.abs(source.heat) for source in sources)
        tolerance = FEASIBILITY * max(1.0, float(np.max(size, initial=0.0)))
        total = np.sum([source.heat for source in sources], axis=0)
        ledger.same("heat", "gives other heat than it takes", enterprise, total, tolerance)
        for at in sorted({t for source in sources for t in (source.top, source.bottom)}):
            for inclusive in (False, True):
                passed = np.sum([s.above(at, inclusive) * s.heat for s in sources], axis=0)
                where = f"{enterprise} at shifted {at:g} °C"
                ledger.at_most("heat", "heat flows to where it is hotter", where, -passed, 0.0, tolerance)


def _streams(park: Park, horizon: Horizon, enterprise: str) -> list[Source]:
    out = []
    for label, stream in park.streams.items():
        if label.rpartition(".")[0] != enterprise:
            continue
        duty, slope = stream.duty, stream.heat_capacity_flow
        heat = duty if duty is not None else (slope or 0.0) * abs(stream.supply - stream.target)
        hot = stream.supply > stream.target or (stream.supply == stream.target and stream.side == "hot")
        sign = 1.0 if hot else -1.0
        warm, cool = max(stream.supply, stream.target), min(stream.supply, stream.target)
        shift = -sign * stream.dt_contribution
        there = series(park, horizon, stream.operation)
        out.append(Source(warm + shift, cool + shift, sign * heat * there))
    return out


def _levels(park: Park, tables: Tables, enterprise: str) -> list[Source]:
    out = []
    for label, level in park.heat_levels.items():
        other = level.temperature if level.return_temperature is None else level.return_temperature
        warm, cool = max(level.temperature, other), min(level.temperature, other)
        for name, sign in (("heat_taken", 1.0), ("heat_given", -1.0)):
            flow = tables[name].get(f"{label}:{enterprise}")
            if flow is not None:
                carrier = park.carriers[level.carrier]
                heat = 1.0 if carrier.unit == "MW" else heat_per_tonne(carrier) or 0.0
                shift = -sign * level.dt_contribution
                out.append(Source(warm + shift, cool + shift, sign * heat * flow))
    return out
