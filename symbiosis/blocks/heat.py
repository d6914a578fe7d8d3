"""Process heat: streams of an enterprise heat each other, and exchange the rest with heat levels.

R[n,r,t] = Σ_s ± o[s,t]·Q[s]·above[s,r] + Σ_l h[l]·(above[l,r]·x[l,n,t] − above'[l,r]·y[l,n,t])
R[n,r,t] ≥ 0                      heat goes down only         n ∈ enterprises, r ∈ shifted temperatures
R[n,last,t] = 0                   and all of it goes somewhere
x[l,n,t], y[l,n,t] ≥ 0            flow taken from, given to a level; terms of its carrier's balance

above is the share of a stream's or level's heat above a shifted temperature (hot: T − d, cold: T + d;
a level gives at T − d and takes at T + d), Q the heat of a stream (+ hot, − cold), o the share of it that
is there, h the heat in a unit of the level's carrier. Where no level has a carrier, streams are for
targets only. Mains between enterprises are networks and links of the level's carrier, with their costs;
recovery within an enterprise costs nothing.
"""

from __future__ import annotations

from pyomo.environ import quicksum

from symbiosis.blocks.language import Expression, Step
from symbiosis.blocks.presence import if_there
from symbiosis.heat.cascade import Rows
from symbiosis.heat.of_park import level_of, stream_of
from symbiosis.park.carrier_state import heat_per_amount
from symbiosis.park.park import Park
from symbiosis.park.places import heat_users


def add(m: Step, park: Park) -> None:
    """Add what enterprises take from and give to heat levels, and the cascade of their streams."""
    users, levels = heat_users(park), park.heat_levels
    m.heat_taken = m.step([u for u in users if levels[u[0]].heats], "flow taken from a heat level")
    m.heat_given = m.step([u for u in users if levels[u[0]].cools], "flow given to a heat level")
    cascades = {n: _Cascade(m, park, n) for n in dict.fromkeys(n for _, n in users)}

    @m.Constraint([(n, r) for n, own in cascades.items() for r in own.binding], doc="heat goes down only")
    def heat_passed(m: Step, n: str, r: int) -> Expression:
        return cascades[n].passed(r) >= 0.0

    @m.Constraint(list(cascades), doc="all heat goes somewhere")
    def heat_closes(m: Step, n: str) -> Expression:
        return cascades[n].passed(cascades[n].last) == 0.0

    for level, n in m.heat_taken:
        m.withdraw(n, levels[level].carrier, m.heat_taken[level, n], "heating", level)
    for level, n in m.heat_given:
        m.supply(n, levels[level].carrier, m.heat_given[level, n], "recovered", level)


class _Cascade:
    """The heat passed down at one enterprise, by shifted temperature."""

    def __init__(self, m: Step, park: Park, enterprise: str) -> None:
        self.m, self.enterprise = m, enterprise
        own = [stream for stream in park.streams.values() if stream.enterprise == enterprise]
        streams = [stream_of(stream) for stream in own]
        levels = {k: level_of(level) for k, level in park.heat_levels.items() if level.carrier}
        ranges = [t for level in levels.values() for t in (*level.heating_range, *level.cooling_range)]
        rows = Rows.at([t for s in streams for t in (s.top, s.bottom)] + ranges)
        self.last = len(rows.temperature) - 1
        self.given = [
            (stream.operation, (s.duty if s.hot else -s.duty) * rows.share(s.top, s.bottom))
            for stream, s in zip(own, streams, strict=True)
        ]
        self.decided = []
        for label, level in levels.items():
            heat = heat_per_amount(park.carriers[park.heat_levels[label].carrier]) or 0.0
            if level.heats:
                column = m.heat_taken[label, enterprise]
                self.decided.append((column, heat * rows.share(*level.heating_range)))
            if level.cools:
                column = m.heat_given[label, enterprise]
                self.decided.append((column, -heat * rows.share(*level.cooling_range)))
        self.binding = [r for r in range(self.last) if self._may_bind(r)]

    def _may_bind(self, r: int) -> bool:
        """Tell whether a row can pass less heat than none, and is not the same as the one above."""
        every = [shares for _, shares in (*self.given, *self.decided)]
        if all(shares[r] >= 0.0 for shares in every):
            return False
        return r == 0 or any(shares[r] != shares[r - 1] for shares in every)

    def passed(self, r: int) -> Expression:
        """Return the heat passed down past a row [MW]."""
        fixed = quicksum(shares[r] * self.m.value(share) for share, shares in self.given if shares[r])
        fixed = if_there(self.m, self.enterprise, fixed)
        free = quicksum(shares[r] * column for column, shares in self.decided if shares[r])
        # 0 · hours keeps a row that no level reaches: it may be what cannot be met
        return fixed + free + 0.0 * self.m.hours
